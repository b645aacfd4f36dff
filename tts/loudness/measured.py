"""How loud something is: a master, or a file as another program would decode it."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from typing import TYPE_CHECKING, BinaryIO

from tts.errors import OutputError
from tts.loudness.levelled import dbtp
from tts.loudness.meter import Meter, loudness
from tts.loudness.peaks import PeakFinder
from tts.recorded import Levels, Master

if TYPE_CHECKING:
    from av import AudioFrame

#: The search for the highest true peak begins at this sample value, and goes on above each peak and sample that is found.
_FIRST_LEVEL = 256.0
#: Decoded frames that are made mono at a time, at least.
_MONO_FRAMES = 1 << 16
#: Two channels that carry the same are as much louder than one, in LU.
_DUAL_MONO = 10 * math.log10(2)


def heard(master: Master) -> Levels:
    """How loud a master is."""
    return _levels(master.pcm(), master.sample_rate) if master.frames else Levels(-math.inf, -math.inf)


def measure(source: str | os.PathLike[str] | BinaryIO) -> Levels:
    """Decode an audio file of this program and measure it; a stream is read from where it stands.

    The file has one channel, or two that carry the same.

    Raises:
        OutputError: It cannot be decoded.
    """
    import av

    where = os.fspath(source) if isinstance(source, str | os.PathLike) else source
    try:
        with av.open(where, "r", metadata_errors="replace") as container:
            if not container.streams.audio:
                raise OutputError("no sound in it to measure", str(getattr(source, "name", source)))
            stream = container.streams.audio[0]
            context = stream.codec_context
            return levels_of(mono(container.decode(stream), context.sample_rate), context.sample_rate, context.channels)
    except av.error.FFmpegError as error:
        raise OutputError("cannot be decoded to be measured", str(getattr(source, "name", source))) from error


def levels_of(chunks: Iterable[bytes], rate: int, channels: int) -> Levels:
    """How loud decoded sound (`mono`) is, that was of one channel, or of two that carry the same."""
    levels = _levels(chunks, rate)
    return replace(levels, loudness=levels.loudness + _DUAL_MONO) if channels == 2 else levels


def mono(frames: Iterable[AudioFrame], rate: int) -> Iterator[bytes]:
    """Decoded sound as mono 16-bit samples, a second or more at a time."""
    import av

    resampler = av.AudioResampler("s16", "mono", rate, _MONO_FRAMES)
    for frame in chain(_joined(frames), [None]):
        for piece in resampler.resample(frame):
            yield bytes(memoryview(piece.planes[0])[: 2 * piece.samples])


def _joined(frames: Iterable[AudioFrame]) -> Iterator[AudioFrame]:
    """Frames of a few samples as frames of many: each step of a filter costs Python's lock twice, whatever is in it."""

    def setup(frame: AudioFrame) -> tuple[str, str, int]:
        return frame.format.name, frame.layout.name, frame.sample_rate

    for _, alike in groupby(frames, setup):
        waiting: list[AudioFrame] = []
        samples = 0
        for frame in alike:
            waiting.append(frame)
            samples += frame.samples
            if samples >= _MONO_FRAMES:
                yield _one(waiting, samples)
                waiting, samples = [], 0
        if samples:
            yield _one(waiting, samples)


def _one(frames: Sequence[AudioFrame], samples: int) -> AudioFrame:
    """Frames of the same setup, of so many samples, in a row."""
    import av

    first = frames[0]
    size = first.format.bytes * (1 if first.format.is_planar else first.layout.nb_channels)  # of a sample in a plane
    joined = av.AudioFrame(first.format.name, first.layout.name, samples)
    joined.sample_rate = first.sample_rate
    for number, plane in enumerate(joined.planes):
        memoryview(plane)[: samples * size] = b"".join(
            [memoryview(frame.planes[number])[: frame.samples * size] for frame in frames]
        )
    return joined


def _levels(chunks: Iterable[bytes], sample_rate: int) -> Levels:
    meter = Meter(sample_rate)
    finder = PeakFinder(sample_rate, _FIRST_LEVEL)
    highest = 0.0

    def metered() -> Iterator[bytes]:
        for chunk in chunks:
            meter.add(chunk)
            if meter.sample_peak > highest:  # no true peak is lower
                finder.look_above(max(meter.sample_peak, _FIRST_LEVEL))
            yield chunk

    for _, value in finder.peaks(metered()):
        if value > highest:
            highest = value
            finder.look_above(value)
    return Levels(loudness(meter.finished()), dbtp(max(highest, meter.sample_peak)))
