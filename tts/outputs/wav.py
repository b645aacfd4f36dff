"""WAV: RIFF/WAVE, linear PCM, at the engine's sample rate unless another is asked for (Microsoft and IBM, Multimedia Programming Interface 1.0)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, BinaryIO

from tts.errors import FormatError, OutputError
from tts.outputs.options import Options
from tts.recorded import Master, Narration

_HEADER_BYTES = 44
_LARGEST = 2**32 - 1 - _HEADER_BYTES
_PCM, _SAMPLE_BYTES = 1, 2
_RATES = range(4_000, 384_001)


def check(options: Options) -> None:
    """See whether WAV can do what is asked for.

    Raises:
        FormatError: A bit rate, or an absurd sample rate.
    """
    if options.bit_rate:
        raise FormatError("WAV has no bit rate to choose", hint="Leave --bit-rate out, or choose --sample-rate")
    if options.sample_rate and options.sample_rate not in _RATES:
        raise FormatError(
            f"WAV is not written at {options.sample_rate} Hz", hint=f"Choose from {_RATES[0]} to {_RATES[-1]}"
        )


def write(narration: Narration, file: BinaryIO, options: Options) -> dict[str, Any]:
    """Write 16-bit PCM.

    Raises:
        OutputError: The recording does not fit: a WAV file holds 4 GiB.
    """
    master = narration.master
    rate, channels = options.sample_rate or master.sample_rate, options.channels
    frame_bytes = channels * _SAMPLE_BYTES
    if master.frames * rate // master.sample_rate * frame_bytes > _LARGEST - 2**20:
        raise OutputError("the recording is too long for WAV, which holds 4 GiB", hint="Choose .flac, or use --split")
    file.write(bytes(_HEADER_BYTES))
    size = sum(_written(_sound(master, rate, channels), file))
    file.seek(0)
    form = struct.pack("<4sI4s", b"RIFF", size + _HEADER_BYTES - 8, b"WAVE")
    layout = struct.pack(
        "<4sIHHIIHH", b"fmt ", 16, _PCM, channels, rate, rate * frame_bytes, frame_bytes, 8 * _SAMPLE_BYTES
    )
    file.write(form + layout + struct.pack("<4sI", b"data", size))
    frames = size // frame_bytes
    return {"format": "WAV", "sample_rate": rate, "channels": channels, "bit_rate": 0, "frames": frames}


def _written(chunks: Iterable[bytes], file: BinaryIO) -> Iterator[int]:
    """Write chunks and give their lengths. The next is made while one is written: each takes as long, and both are C."""
    with ThreadPoolExecutor(1, "article-tts-wav") as thread:
        writing: Future[int] | None = None
        for chunk in chunks:
            if writing:
                yield writing.result()
            writing = thread.submit(file.write, chunk)
        if writing:
            yield writing.result()


def _sound(master: Master, rate: int, channels: int) -> Iterator[bytes]:
    if rate == master.sample_rate and channels == 1:
        yield from master.pcm()
        return
    from tts.outputs.encoding import samples  # and with it FFmpeg, 160 ms

    yield from samples(master, rate, channels)
