"""The sound is as long as the narration, and is heard where words are and silent between them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tts.recorded import Cue
from tts.verify.report import Report
from tts.verify.told import Telling

#: Suffix of a file -> name of FFmpeg's demuxer. Left to guess, FFmpeg takes a play list for sound, and follows it.
FORMATS = {
    ".aac": "aac",
    ".flac": "flac",
    ".m4a": "mov",
    ".m4b": "mov",
    ".mp3": "mp3",
    ".ogg": "ogg",
    ".opus": "ogg",
    ".wav": "wav",
}

#: What decoded sound may be longer or shorter than the master, in seconds, a frame of the encoder aside; and without
#: decoding, where only the container is asked.
TOLERANCE_SECONDS = 0.020
_QUICK_TOLERANCE_SECONDS = 0.25
#: How near to speech a pause is not listened to, in seconds: encoders smear sound a little.
_EDGE_SECONDS = 0.040
#: How loud a pause may be, as a part of what is usual in speech.
_PAUSE_LEVEL = 0.25
#: How soft a segment must not be, as a part of what is usual.
_SPEECH_LEVEL = 0.005
#: Every how manieth sample of speech is looked at.
_SPEECH_STEP = 7
_SILENT_FRAMES = 1 << 16


def check_length(path: Path, told: Telling, report: Report) -> None:
    """Compare what the container says of its length with the narration, without decoding."""
    expected = told.frames / told.sample_rate
    if path.suffix.lower() == ".wav" and (length := _wav_seconds(path)):
        _compare(path, length, expected, _QUICK_TOLERANCE_SECONDS, report)
        return
    import av  # 60 ms

    try:
        with av.open(str(path), format=FORMATS[path.suffix.lower()]) as container:
            stream = container.streams.audio[0]
            ticks = stream.duration or sum(packet.duration or 0 for packet in container.demux(stream))
            seconds = float(ticks * (stream.time_base or 0))
    except (av.error.FFmpegError, OSError, IndexError) as error:
        report.add("sound", str(path), f"is no sound that can be decoded: {_reason(error)}")
        return
    _compare(path, seconds, expected, _QUICK_TOLERANCE_SECONDS, report)


def _wav_seconds(path: Path) -> float:
    """How long the sound of a plain WAV file lasts, as far as it is there; 0.0 where it is none."""
    import wave

    try:
        with wave.open(str(path), "rb") as file:
            frame_bytes = file.getnchannels() * file.getsampwidth()
            frames: int = min(file.getnframes(), path.stat().st_size // frame_bytes)
            return frames / file.getframerate()
    except (wave.Error, EOFError, OSError, ZeroDivisionError):
        return 0.0


def check_sound(path: Path, told: Telling, digest: str, report: Report) -> None:
    """Decode a file and compare it with the narration: its length, and where there is sound and where silence.

    Where the file can hold the recording as it is (WAV and FLAC of one channel at its sample rate), it has to, sample by sample.

    Args:
        path: The file.
        told: What is heard.
        digest: SHA-256 of the samples of the master.
        report: Where findings go.
    """
    import av

    rate = told.sample_rate
    listener = _Listener(told)
    samples = hashlib.sha256()
    frames, slack = 0, TOLERANCE_SECONDS
    try:
        with av.open(str(path), format=FORMATS[path.suffix.lower()]) as container:
            stream = container.streams.audio[0]
            exact = stream.codec_context.name in {"flac", "pcm_s16le"}
            if not exact and stream.rate:
                slack += (stream.codec_context.frame_size or 0) / stream.rate
            resampler = av.AudioResampler("s16", "mono", rate)
            for frame in container.decode(stream):
                plain = frame.format.name == "s16" and frame.layout.nb_channels == 1 and frame.sample_rate == rate
                exact = exact and plain
                for chunk in [frame] if plain else resampler.resample(frame):
                    pcm = bytes(chunk.planes[0])[: 2 * chunk.samples]
                    if exact:
                        samples.update(pcm)
                    frames += listener.hear(pcm)
            for chunk in resampler.resample(None):
                frames += listener.hear(bytes(chunk.planes[0])[: 2 * chunk.samples])
    except (av.error.FFmpegError, OSError, IndexError) as error:
        report.add("sound", str(path), f"is no sound that can be decoded: {_reason(error)}")
        return
    _compare(path, frames / rate, told.frames / rate, slack, report)
    if exact and samples.hexdigest() != digest:
        report.add("sound", str(path), "has other samples than the recording")
    nearly = abs(frames - told.frames) <= rate  # what a manifest claims may be beyond all bounds
    if not listener.usual and not (nearly and digest == _silence_digest(told.frames)):
        report.add("sound", str(path), "nothing is heard")
    for where, what in listener.findings():
        report.add("sound", str(path), f"segment {where}: {what}")


def _reason(error: Exception) -> str:
    """Why a file cannot be decoded, without the names and numbers FFmpeg has for it."""
    import av

    if isinstance(error, IndexError):
        return "there is no sound in it"
    if isinstance(error, av.error.InvalidDataError | av.error.EOFError):
        return "it is damaged, or of another format"
    return getattr(error, "strerror", None) or "it cannot be read"


def _silence_digest(frames: int) -> str:
    """SHA-256 of so many samples of silence, in hexadecimal: an engine for tests makes no sound."""
    digest = hashlib.sha256()
    for frame in range(0, frames, _SILENT_FRAMES):
        digest.update(bytes(2 * min(_SILENT_FRAMES, frames - frame)))
    return digest.hexdigest()


def _compare(path: Path, seconds: float, expected: float, slack: float, report: Report) -> None:
    report.count("sound files")
    if abs(seconds - expected) > slack:
        report.add("sound", str(path), f"lasts {seconds:.3f} seconds, and the narration {expected:.3f}")


@dataclass(slots=True)
class _Stretch:
    """A segment, or the pause after it, and how loud it is."""

    segment: str
    start: int
    end: int
    speech: bool
    peak: int = 0


class _Listener:
    """Hears the samples in order and keeps how loud every stretch is."""

    def __init__(self, told: Telling) -> None:
        self._stretches = _stretches(told)
        self._current = next(self._stretches, None)
        self._heard: list[_Stretch] = []
        self._at = 0

    def hear(self, pcm: bytes) -> int:
        """Take in 16-bit samples and say how many they were."""
        samples = memoryview(pcm).cast("h")
        while self._current and self._current.start < self._at + len(samples):
            stretch = self._current
            first, last = max(stretch.start - self._at, 0), stretch.end - self._at
            part = samples[first : max(last, 0) : _SPEECH_STEP if stretch.speech else 1]
            if len(part):
                loudest = max(part), -min(part)
                stretch.peak = max(stretch.peak, *loudest)
            if last > len(samples):
                break
            self._heard.append(stretch)
            self._current = next(self._stretches, None)
        self._at += len(samples)
        return len(samples)

    @property
    def usual(self) -> int:
        """The median of the peaks of all segments."""
        peaks = sorted(stretch.peak for stretch in self._heard if stretch.speech)
        return peaks[len(peaks) // 2] if peaks else 0

    def findings(self) -> Iterator[tuple[str, str]]:
        """Segments that are silent, and pauses that are not; none of a recording in which nothing is heard at all."""
        usual = self.usual
        for stretch in self._heard if usual else ():
            if stretch.speech and stretch.peak < _SPEECH_LEVEL * usual:
                yield stretch.segment, "nothing is heard"
            elif not stretch.speech and stretch.peak > _PAUSE_LEVEL * usual:
                yield stretch.segment, "something is heard in the pause after it: the sound is not that of the manifest"


def _stretches(told: Telling) -> Iterator[_Stretch]:
    edge = round(_EDGE_SECONDS * told.sample_rate)
    before: Cue | None = None
    for cue in told.cues():
        if before and cue.first_frame - before.end_frame > 2 * edge:
            yield _Stretch(before.segment.id, before.end_frame + edge, cue.first_frame - edge, speech=False)
        yield _Stretch(cue.segment.id, cue.first_frame, cue.end_frame, speech=True)
        before = cue
