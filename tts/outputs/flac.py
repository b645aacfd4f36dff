"""FLAC (RFC 9639): every sample of the master, in about half the space."""

from __future__ import annotations

from functools import partial
from typing import Any, BinaryIO

from tts.outputs import encoding
from tts.outputs.options import Options
from tts.recorded import Narration

CODEC = encoding.Codec(
    name="FLAC",
    encoder="flac",
    container="flac",
    sample_format="s16",
    bit_rates=dict.fromkeys((8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 96000), (0, 0)),
    bit_rate=0,
    comments=True,
)
check = partial(encoding.check, CODEC)


def write(narration: Narration, file: BinaryIO, options: Options) -> dict[str, Any]:
    """Encode the master; see `tts.outputs.encoding.encode`."""
    return encoding.encode(narration, file, options, CODEC)
