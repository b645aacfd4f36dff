"""MP3: MPEG-1/2 layer III by LAME, with ID3v2.3 tags and a Xing header that tells players the encoder's delay."""

from __future__ import annotations

from functools import partial
from typing import Any, BinaryIO

from tts.outputs import encoding, id3, lame
from tts.outputs.options import Options
from tts.recorded import Narration

CODEC = encoding.Codec(
    name="MP3",
    encoder="libmp3lame",
    container="mp3",
    sample_format="s16p",
    bit_rates={
        **dict.fromkeys((8000, 11025, 12000), (8_000, 64_000)),  # MPEG-2.5
        **dict.fromkeys((16000, 22050, 24000), (8_000, 160_000)),  # MPEG-2
        **dict.fromkeys((32000, 44100, 48000), (32_000, 320_000)),  # MPEG-1
    },
    bit_rate=64_000,
    options={"id3v2_version": "3"},
    packets=lame.packets,
)
check = partial(encoding.check, CODEC)


def write(narration: Narration, file: BinaryIO, options: Options) -> dict[str, Any]:
    """Encode the master; see `tts.outputs.encoding.encode`."""
    facts = encoding.encode(narration, file, options, CODEC)
    id3.show_comment(file)
    return facts
