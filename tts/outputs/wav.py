"""WAV: RIFF/WAVE, linear PCM, at the engine's sample rate unless another is asked for (Microsoft and IBM, Multimedia Programming Interface 1.0).

That holds 4 GiB; what is longer is RF64, the same with 64-bit sizes (EBU Tech 3306).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, BinaryIO

from tts.errors import FormatError
from tts.outputs.options import Options
from tts.recorded import Master, Narration

#: Most bytes of samples that are written as RIFF: a resampler may give a few more than are counted on.
LARGEST = 2**32 - 2**20
_ELSEWHERE = 2**32 - 1  # a size that the chunk `ds64` tells
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
    """Write 16-bit PCM."""
    master = narration.master
    rate, channels = options.sample_rate or master.sample_rate, options.channels
    frame_bytes = channels * _SAMPLE_BYTES
    is_long = master.frames * rate // master.sample_rate * frame_bytes > LARGEST
    file.write(_header(0, rate, channels, is_long=is_long))
    size = sum(_written(_sound(master, rate, channels), file))
    file.seek(0)
    file.write(_header(size, rate, channels, is_long=is_long))
    frames = size // frame_bytes
    return {"format": "WAV", "sample_rate": rate, "channels": channels, "bit_rate": 0, "frames": frames}


def _header(size: int, rate: int, channels: int, *, is_long: bool) -> bytes:
    """What comes before so many bytes of samples."""
    frame_bytes = channels * _SAMPLE_BYTES
    layout = struct.pack(
        "<4sIHHIIHH", b"fmt ", 16, _PCM, channels, rate, rate * frame_bytes, frame_bytes, 8 * _SAMPLE_BYTES
    )
    if not is_long:
        form = struct.pack("<4sI4s", b"RIFF", size + 36, b"WAVE")
        return form + layout + struct.pack("<4sI", b"data", size)
    form = struct.pack("<4sI4s", b"RF64", _ELSEWHERE, b"WAVE")
    sizes = struct.pack("<4sIQQQI", b"ds64", 28, size + 72, size, size // frame_bytes, 0)
    return form + sizes + layout + struct.pack("<4sI", b"data", _ELSEWHERE)


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
    from tts.outputs.encoding import samples

    yield from samples(master, rate, channels)
