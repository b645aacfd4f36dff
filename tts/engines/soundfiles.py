"""WAV and AIFF files as speech programs write them: is one finished, and what is in it.

WAV: Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0. AIFF and AIFF-C: Apple, Audio
Interchange File Format 1.3. Both are a head and chunks; only uncompressed 16-bit sound is read.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from sys import byteorder

_PCM, _EXTENSIBLE = 1, 0xFFFE
_BITS = 16
_RATES = range(1, 1_000_000)
"""Sample rates a file may have, in hertz; any other is damage."""


class UnfinishedError(Exception):
    """The file is shorter than it says, or says nothing yet."""


class UnreadableError(Exception):
    """The file is not of a kind that is read here; the message says what it is."""


def read(data: bytes) -> tuple[bytes, int]:
    """The sound in a file.

    Args:
        data: The whole file.

    Returns:
        Mono 16-bit signed little-endian samples (channels are averaged), and the sample rate in hertz.

    Raises:
        UnfinishedError: It is still being written.
        UnreadableError: It is not a WAV or AIFF file with 16-bit PCM, or its head is damaged.
    """
    kind, form = data[:4], data[8:12]
    if len(data) < 12:
        raise UnfinishedError
    if kind == b"RIFF" and form == b"WAVE":
        return _wav(dict(_chunks(data, "<")))
    if kind == b"FORM" and form in {b"AIFF", b"AIFC"}:
        return _aiff(dict(_chunks(data, ">")))
    raise UnreadableError(f"neither WAV nor AIFF, it begins with {data[:12]!r}")


def _chunks(data: bytes, order: str) -> Iterator[tuple[bytes, bytes]]:
    size = struct.unpack_from(f"{order}4xI", data)[0]
    if size + 8 > len(data):
        raise UnfinishedError
    position = 12
    while position + 8 <= size + 8:
        name, length = struct.unpack_from(f"{order}4sI", data, position)
        if position + 8 + length > len(data):
            raise UnfinishedError
        yield name, data[position + 8 : position + 8 + length]
        position += 8 + length + length % 2


def _wav(chunks: dict[bytes, bytes]) -> tuple[bytes, int]:
    try:
        kind, channels, sample_rate, _, _, bits = struct.unpack_from("<HHIIHH", chunks[b"fmt "])
        sound = chunks[b"data"]
    except (KeyError, struct.error):
        raise UnfinishedError from None
    if kind not in {_PCM, _EXTENSIBLE} or bits != _BITS:
        raise UnreadableError(f"WAV of kind {kind} with {bits} bits")
    return _mono(sound, channels, swap=byteorder == "big"), _sensible(sample_rate)


def _aiff(chunks: dict[bytes, bytes]) -> tuple[bytes, int]:
    try:
        channels, _, bits, exponent, mantissa = struct.unpack_from(">hIhhQ", chunks[b"COMM"])
        sound = chunks[b"SSND"]
        offset = struct.unpack_from(">I", sound)[0]
    except (KeyError, struct.error):
        raise UnfinishedError from None
    compression = chunks[b"COMM"][18:22] or b"NONE"
    if compression not in {b"NONE", b"twos", b"sowt"} or bits != _BITS:
        raise UnreadableError(f"AIFF of kind {compression!r} with {bits} bits")
    little = compression == b"sowt"
    halvings = 16383 + 63 - exponent  # the rate is an 80-bit extended number
    sample_rate = mantissa >> halvings if halvings >= 0 else 0
    return _mono(sound[8 + offset :], channels, swap=little != (byteorder == "little")), _sensible(sample_rate)


def _sensible(sample_rate: int) -> int:
    if sample_rate not in _RATES:
        raise UnreadableError(f"a sample rate of {sample_rate} Hz")
    return sample_rate


def _mono(sound: bytes, channels: int, *, swap: bool) -> bytes:
    if channels < 1:
        raise UnreadableError(f"{channels} channels")
    samples = array("h", sound[: len(sound) // (2 * channels) * 2 * channels])
    if swap:
        samples.byteswap()
    if channels > 1:
        tracks = [samples[channel::channels] for channel in range(channels)]
        samples = array("h", (sum(frame) // channels for frame in zip(*tracks, strict=True)))
    if byteorder == "big":
        samples.byteswap()
    return samples.tobytes()
