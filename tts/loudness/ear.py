"""Encoded sound is heard while more of it is made: what decoders make of it is measured."""

from __future__ import annotations

import queue
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from tts.loudness.measured import levels_of, mono
from tts.recorded import Levels

if TYPE_CHECKING:
    from av import Packet

#: Packets that are decoded at a time, and batches of them that wait at most, so that memory stays the same.
_BATCH_PACKETS, _WAITING = 128, 16
#: Decoders that are not called as their codec is: of MP3 that which FFmpeg chooses itself, and which is faster.
_DECODERS = {"mp3": "mp3float"}
#: Opus is decoded at this rate, whatever the encoder was given.
_OPUS_RATE = 48_000


class Ear:
    """Decodes packets while more of them are made, and measures what it hears, in a thread of its own."""

    def __init__(self, encoder: Any, frames: int) -> None:
        """Listen to what an encoder (`av.AudioCodecContext`) makes of so many frames (at its sample rate)."""
        import av

        name = encoder.codec.canonical_name
        self._decoder: Any = av.CodecContext.create(_DECODERS.get(name, name), "r")
        self._decoder.extradata = encoder.extradata
        self._decoder.sample_rate, self._decoder.layout = encoder.sample_rate, encoder.layout
        self._rate = _OPUS_RATE if self._decoder.name == "opus" else encoder.sample_rate
        self._channels = encoder.channels
        self._frames = frames * self._rate // encoder.sample_rate
        self._late: int | None = None
        self._batch: list[bytes] = []
        self._batches: queue.Queue[list[bytes]] = queue.Queue(_WAITING)
        self._thread = ThreadPoolExecutor(1, "article-tts-ear")
        self._levels = self._thread.submit(self._listen)

    def hear(self, packet: Packet[Any]) -> None:
        """Take in the next packet, before it is written; the first tells how much of the sound is the encoder's delay."""
        if self._late is None:
            self._late = max(-round((packet.pts or 0) * (packet.time_base or 0) * self._rate), 0)
        self._batch.append(bytes(packet))
        if len(self._batch) == _BATCH_PACKETS:
            self._put()

    def levels(self) -> Levels:
        """How loud all of it was."""
        self.close()
        return self._levels.result()

    def close(self) -> None:
        """Hear no more. Safe to call twice."""
        if self._batch:
            self._put()
        if not self._levels.done():
            self._batches.put([])
        self._thread.shutdown()

    def _put(self) -> None:
        while not self._levels.done():  # or it has failed, and hears nothing
            try:
                self._batches.put(self._batch, timeout=1)
                break
            except queue.Full:
                continue
        self._batch = []

    def _listen(self) -> Levels:
        import av

        packets = (each for batch in iter(self._batches.get, []) for each in self._packets(batch))
        frames = (frame for packet in packets for frame in self._decoder.decode(av.Packet(packet)))
        return levels_of(self._within(mono(frames, self._rate)), self._rate, self._channels)

    def _packets(self, batch: list[bytes]) -> list[bytes]:
        """What the decoder is given: of MP3, whose frames tell their length, all at once, so that it works without Python's lock."""
        return [b"".join(batch)] if self._decoder.name == "mp3float" else batch

    def _within(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Without the encoder's delay, and what it put behind the end."""
        position: int | None = None
        for chunk in chunks:
            if position is None:
                position = -2 * (self._late or 0)  # known now that something is heard
            yield chunk[max(-position, 0) : max(2 * self._frames - position, 0)]
            position += len(chunk)
