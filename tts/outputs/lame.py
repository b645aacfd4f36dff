"""MP3 packets by lameenc, whose LAME is three times as fast as the one in PyAV's wheel (measured with the same settings).

LAME works in a thread of its own and lets go of Python's lock, so the sound is levelled, and what was encoded is written and
measured, at the same time.
"""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from av import Packet

#: LAME's own scale from 0 (best) to 9: from 7 on it is twice as fast, and speech at the usual bit rates sounds the same.
_QUALITY = 7
#: Bytes that are encoded at a time: so many that waiting for Python's lock between them costs little.
_BATCH_BYTES = 1 << 21
#: Batches that wait at most, so that memory stays the same.
_WAITING = 2
#: Samples by which a decoder is late: 576 of the encoder, 529 of the decoder itself. The Xing header tells players.
DELAY = 1105

_SAMPLE_RATES = (44_100, 48_000, 32_000)
_HALVINGS = {3: 0, 2: 1, 0: 2}
#: By the index in the header, in kbit/s: MPEG-1; MPEG-2 and 2.5.
_BIT_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BIT_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def packets(sound: Iterable[bytes], sample_rate: int, channels: int, bit_rate: int) -> Iterator[Packet[Any]]:
    """The packets of a sound, in order, their times in samples; the first begins before the sound does.

    Args:
        sound: 16-bit samples, those of two channels interleaved.
        sample_rate: In hertz.
        channels: 1 or 2.
        bit_rate: In bits a second.
    """
    import av

    length = 0  # samples of each channel

    def counted() -> Iterator[bytes]:
        nonlocal length
        for batch in _batches(sound):
            length += len(batch) // (2 * channels)
            yield batch

    size = 1152 if sample_rate >= 32_000 else 576
    position = -DELAY
    last: Packet[Any] | None = None
    for data in _frames(_encoded(counted(), sample_rate, channels, bit_rate)):
        packet = av.Packet(data)
        packet.time_base = Fraction(1, sample_rate)
        packet.pts = packet.dts = position
        packet.duration = size
        packet.is_keyframe = True
        if last:
            yield last
        else:
            _skip(packet, DELAY, 0)
        last = packet
        position += size
    if last:
        _skip(last, DELAY, max(position - length, 0))
        yield last


def _frames(encoded: Iterable[bytes]) -> Iterator[bytes]:
    """An MP3 stream of one bit rate cut into its frames (ISO/IEC 11172-3, 2.4.2.3, and 13818-3)."""
    rest = b""
    for data in encoded:
        rest += data
        at = 0
        while at + 4 <= len(rest):
            version = rest[at + 1] >> 3 & 3  # 3 is MPEG-1, 2 MPEG-2, 0 MPEG-2.5
            rate = _SAMPLE_RATES[rest[at + 2] >> 2 & 3] >> _HALVINGS[version]
            bit_rate = (_BIT_RATES_1 if version == 3 else _BIT_RATES_2)[rest[at + 2] >> 4]
            length = (144 if version == 3 else 72) * 1000 * bit_rate // rate + (rest[at + 2] >> 1 & 1)
            if at + length > len(rest):
                break
            yield rest[at : at + length]
            at += length
        rest = rest[at:]


def _encoded(sound: Iterable[bytes], sample_rate: int, channels: int, bit_rate: int) -> Iterator[bytes]:
    import lameenc

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(channels)
    encoder.set_bit_rate(bit_rate // 1000)
    encoder.set_in_sample_rate(sample_rate)
    encoder.set_out_sample_rate(sample_rate)
    encoder.set_quality(_QUALITY)
    waiting: deque[Future[bytearray]] = deque()
    with ThreadPoolExecutor(1, "article-tts-lame") as thread:
        for batch in sound:
            waiting.append(thread.submit(encoder.encode, batch))
            if len(waiting) > _WAITING:
                yield bytes(waiting.popleft().result())
        waiting.append(thread.submit(encoder.flush))
        while waiting:
            yield bytes(waiting.popleft().result())


def _batches(sound: Iterable[bytes]) -> Iterator[bytes]:
    pieces: list[bytes] = []
    length = 0
    for piece in sound:
        pieces.append(piece)
        length += len(piece)
        if length >= _BATCH_BYTES:
            yield b"".join(pieces)
            pieces, length = [], 0
    if pieces:
        yield b"".join(pieces)


def _skip(packet: Packet[Any], start: int, end: int) -> None:
    """Say how many samples are not to be heard at the start and the end (FFmpeg's `AV_PKT_DATA_SKIP_SAMPLES`)."""
    from av import packet as packets

    made: Any = packets.PacketSideData
    skipped = made(packets.packet_sidedata_type_from_literal("skip_samples"), 10)
    skipped.update(struct.pack("<IIBB", start, end, 0, 0))
    packet.set_sidedata(skipped)
