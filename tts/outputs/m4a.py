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
    options={"brand": "M4A ", "movflags": "+faststart"},  # the index in front, so that a player in a browser can begin
    # This search takes a quarter of the time of the default one, keeps speech nearer to what it was (at 64 kbit/s by 4.6 dB
    # of segmental signal to noise) and peaks where they are. The rest keeps two channels the same to the sample: their
    # difference is encoded, which is nothing, and no noise is put in, which every decoder makes anew for each.
    encoder_options={"aac_coder": "fast", "aac_pns": "0", "aac_is": "0", "aac_ms": "1"},
)
check = partial(encoding.check, CODEC)


def write(narration: Narration, file: BinaryIO, options: Options) -> dict[str, Any]:
    """Encode the master; see `tts.outputs.encoding.encode`."""
    return encoding.encode(narration, file, options, CODEC)
