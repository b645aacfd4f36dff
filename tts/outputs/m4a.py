"""M4A and M4B: AAC-LC in MP4, with chapters as a text track and an edit list for the encoder's delay."""

from __future__ import annotations

from functools import partial
from typing import Any, BinaryIO

from tts.outputs import encoding
from tts.outputs.options import Options
from tts.recorded import Narration

CODEC = encoding.Codec(
    name="AAC",
    encoder="aac",
    container="mp4",
    sample_format="fltp",
    bit_rates={rate: (16_000, 6 * rate) for rate in (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)},
    bit_rate=64_000,
    options={"brand": "M4A "},
)
check = partial(encoding.check, CODEC)


def write(narration: Narration, file: BinaryIO, options: Options) -> dict[str, Any]:
    """Encode the master; see `tts.outputs.encoding.encode`."""
    return encoding.encode(narration, file, options, CODEC)
