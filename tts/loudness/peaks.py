"""True peaks by ITU-R BS.1770-4, annex 2: the largest values of the sound between its samples, oversampled four times.

Oversampling everything would take a third of the time of synthesis, and only what is near a level matters: what has no
sample within 6 dB of it is passed over. The search is done on the high bytes of the samples, with `translate` and `find`,
which are as fast as C is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

from tts.loudness.chain import Chain

OVERSAMPLING = 4
#: How many times the samples beside it a true peak may be.
_OVERSHOOT = 2.0
#: Frames looked at either side of a sample near the level.
_REACH = 16
#: Frames that the interpolation looks at either side of a value, with some to spare (FFmpeg's default is 16).
_CONTEXT = 24
_MARGIN = _REACH + _CONTEXT
_FOUND = b"\x01"


class PeakFinder:
    """Finds the true peaks above a level in a sound that comes in chunks."""

    def __init__(self, sample_rate: int, level: float) -> None:
        """With the level as a sample value (full scale is 32,768)."""
        self.raise_level(level)
        # Halved, values above full scale fit into 16 bits.
        self._chain = Chain(sample_rate, f"aformat=sample_fmts=flt,volume=0.5,aresample={OVERSAMPLING * sample_rate}")
        self._taken = 0  # frames
        self._given = 0  # values
        self._searched = 0  # frame

    def raise_level(self, level: float) -> None:
        """Look for higher peaks only from now on."""
        self._level = level
        self._near = _classes(level / _OVERSHOOT)
        self._above = _classes(level / 2)

    def peaks(self, chunks: Iterable[bytes], first_frame: int = 0) -> Iterator[tuple[int, float]]:
        """Frame and magnitude of the largest value in each run of a few frames above the level, in order.

        Args:
            chunks: A stretch of the sound; silence is taken to be around it.
            first_frame: Its first frame, from which the results count.
        """
        window, start = bytes(2 * _MARGIN), first_frame - _MARGIN
        self._searched = first_frame - _MARGIN
        for chunk in chunks:
            window += chunk
            yield from self._found(window, start)
            if (done := len(window) // 2 - 2 * _MARGIN) > 0:
                window, start = window[2 * done :], start + done
        yield from self._found(window + bytes(2 * _MARGIN), start)

    def _found(self, window: bytes, start: int) -> Iterator[tuple[int, float]]:
        """The peaks of a window, apart from the margins at its ends."""
        searched = self._searched - start
        stretches = [(max(first, searched), end) for first, end in self._stretches(window) if end > searched]
        if not stretches:
            return
        self._searched = start + stretches[-1][1]
        pieces = [window[2 * (first - _CONTEXT) : 2 * (end + _CONTEXT)] for first, end in stretches]
        values = self._oversampled(b"".join(pieces))
        offset = _CONTEXT
        for first, end in stretches:
            length = end - first
            for position, magnitude in self._largest(values[2 * OVERSAMPLING * offset :][: 2 * OVERSAMPLING * length]):
                yield start + first + position // OVERSAMPLING, magnitude
            offset += length + 2 * _CONTEXT

    def _stretches(self, window: bytes) -> Iterator[tuple[int, int]]:
        """What is around the samples near the level: one stretch after the other, none overlapping."""
        flags = window[1::2].translate(self._near)
        last = len(flags) - _MARGIN
        first = end = 0
        at = flags.find(_FOUND, _MARGIN, last)
        while at >= 0:
            if at - _REACH > end:
                if end:
                    yield first, end
                first = at - _REACH
            end = at + 3 * _REACH  # samples up to 2 * _REACH from here have their surroundings in it
            at = flags.find(_FOUND, at + 2 * _REACH, last)
        if end:
            yield first, min(end, len(flags) - _CONTEXT)

    def _largest(self, values: bytes) -> Iterator[tuple[int, float]]:
        flags = values[1::2].translate(self._above)
        at = flags.find(_FOUND)
        while at >= 0:
            run = array("h", values[2 * at : 2 * (at + OVERSAMPLING * _REACH // 2)])
            highest, lowest = max(run), min(run)
            magnitude = 2.0 * max(highest, -lowest)
            if magnitude > self._level:
                yield at + run.index(highest if highest >= -lowest else lowest), magnitude
            at = flags.find(_FOUND, at + len(run))

    def _oversampled(self, pcm: bytes) -> bytes:
        """Values at half their size; those of the last frames, which the interpolation keeps back, are missing."""
        values = self._chain(pcm)
        late = OVERSAMPLING * self._taken - self._given  # values of what went in before
        self._taken += len(pcm) // 2
        self._given += len(values) // 2
        return values[2 * late :]


def _classes(magnitude: float) -> bytes:
    """A table that marks the high bytes of those samples (16-bit, little-endian) that may be of this magnitude."""
    lowest = min(int(magnitude) >> 8, 127)
    return bytes(lowest) + _FOUND * (256 - 2 * lowest) + bytes(lowest)
