"""WAV: RIFF/WAVE, linear PCM, as it came from the engine (Microsoft and IBM, Multimedia Programming Interface 1.0)."""

from __future__ import annotations

import struct
from typing import BinaryIO

from tts.errors import OutputError
from tts.model import Narration
from tts.outputs.options import Options

_HEADER_BYTES = 44
_LARGEST = 2**32 - 1 - _HEADER_BYTES
_PCM, _CHANNELS, _SAMPLE_BYTES = 1, 1, 2


def write(narration: Narration, file: BinaryIO, options: Options) -> None:
    """Write mono 16-bit PCM at the master's sample rate.

    Raises:
        OutputError: The recording does not fit: a WAV file holds 4 GiB.
    """
    master = narration.master
    size, rate = master.frames * _SAMPLE_BYTES, master.sample_rate
    if size > _LARGEST:
        raise OutputError("the recording is too long for WAV, which holds 4 GiB", hint="Choose .mp3, or use --split")
    form = struct.pack("<4sI4s", b"RIFF", size + _HEADER_BYTES - 8, b"WAVE")
    layout = struct.pack(
        "<4sIHHIIHH", b"fmt ", 16, _PCM, _CHANNELS, rate, rate * _SAMPLE_BYTES, _SAMPLE_BYTES, 8 * _SAMPLE_BYTES
    )
    file.write(form + layout + struct.pack("<4sI", b"data", size))
    file.writelines(master.pcm())
