"""True peaks by ITU-R BS.1770-4, annex 2: the largest values of the sound between its samples, oversampled four times.

Oversampling everything would take a third of the time of synthesis, and only what is near a level matters: what has no
sample within 6 dB of it is passed over. The search is done on the high bytes of the samples, with a table and a pattern,
which are as fast as C is; what it finds is oversampled in one go.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from tts.loudness.arithmetic import audioop
from tts.loudness.chain import Chain

OVERSAMPLING = 4
#: How many times the samples around it a value between them can be, whatever the sound: the magnitudes of the filter's taps
#: add up to 1.91 halfway between two samples, where the sum is largest.
_OVERSHOOT = 1.92
#: Frames looked at either side of a sample near the level.
_REACH = 16
#: Frames that the interpolation looks at either side of a value, with some to spare. Its filter has 16 taps for each
#: value; the recommendation's own has 12.
_CONTEXT = 12
_TAPS = 16
#: What has to be known of the sound at either side of what is searched, in frames.
MARGIN = _REACH + _CONTEXT
#: Flags no farther apart than the second number are one run: samples that share surroundings; values of one peak.
_NEAR = re.compile(rb"\x01(?:\x00{0,%d}+\x01)*+" % (2 * MARGIN))
_ABOVE = re.compile(rb"\x01(?:\x00{0,%d}+\x01)*+" % _REACH)
#: Values among which one is the largest: in a long run there is a peak in each so many.
_RUN = OVERSAMPLING * _REACH // 2


class PeakFinder:
    """Finds the true peaks above a level in a sound that comes in chunks."""

    def __init__(self, sample_rate: int, level: float) -> None:
        """With the level as a sample value (full scale is 32,768)."""
        self.raise_level(level)
        # Halved, values above full scale fit into 16 bits.
        resampling = f"aresample={OVERSAMPLING * sample_rate}:filter_size={_TAPS}"
        self._chain = Chain(sample_rate, f"aformat=sample_fmts=flt,volume=0.5,{resampling}")
        self._taken = 0  # frames
        self._given = 0  # values

    def raise_level(self, level: float) -> None:
        """Look for higher peaks only from now on."""
        self._level = level
        self._near = _flags(level / _OVERSHOOT)
        self._above = _flags(level / 2)

    def peaks(self, chunks: Iterable[bytes], first_frame: int = 0) -> Iterator[tuple[int, float]]:
        """Frame and magnitude of the largest value in each run of a few frames above the level, in order.

        Args:
            chunks: A stretch of the sound; silence is taken to be around it.
            first_frame: Its first frame, from which the results count.
        """
        window, start = bytes(2 * MARGIN), first_frame - MARGIN
        for chunk in chunks:
            window += chunk
            if (done := len(window) // 2 - 2 * MARGIN) > 0:
                yield from self.find([(start, window)])
                window, start = window[2 * done :], start + done
        yield from self.find([(start, window + bytes(2 * MARGIN))])

    def find(self, windows: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, float]]:
        """The peaks in stretches of the sound, apart from the `MARGIN` at either end of each.

        Args:
            windows: First frame and samples.
        """
        firsts: list[int] = []
        pieces: list[bytes] = []
        for start, window in windows:
            flags = window[1::2].translate(self._near)
            last = len(flags) - MARGIN
            for run in _NEAR.finditer(flags, _CONTEXT, len(flags) - _CONTEXT):
                first, end = max(run.start() - _REACH, MARGIN), min(run.end() + _REACH, last)
                firsts.append(start + first)
                pieces.append(window[2 * (first - _CONTEXT) : 2 * (end + _CONTEXT)])
        if not pieces:
            return
        values = self._oversampled(b"".join(pieces))
        flags = values[1::2].translate(self._above)
        edges = [OVERSAMPLING * frames for frames in accumulate((len(piece) // 2 for piece in pieces), initial=0)]
        context = OVERSAMPLING * _CONTEXT
        for run in _ABOVE.finditer(flags):
            piece = bisect_right(edges, run.start()) - 1
            while piece < len(pieces) and edges[piece] < run.end():  # a run may reach over an edge
                begin, stop = edges[piece] + context, edges[piece + 1] - context
                for at in range(max(run.start(), begin), min(run.end(), stop), _RUN):
                    part = values[2 * at : 2 * min(at + _RUN, stop)]
                    magnitude = 2.0 * audioop.max(part, 2)
                    if magnitude > self._level:
                        offset = at - begin + _largest(array("h", part))
                        yield firsts[piece] + offset // OVERSAMPLING, magnitude
                piece += 1

    def _oversampled(self, pcm: bytes) -> bytes:
        """Values at half their size; those of the last frames, which the interpolation keeps back, are missing."""
        values = self._chain(pcm)
        late = OVERSAMPLING * self._taken - self._given  # values of what went in before
        self._taken += len(pcm) // 2
        self._given += len(values) // 2
        return values[2 * late :]


def _largest(values: array[int]) -> int:
    """Where the value is that is farthest from nothing."""
    highest, lowest = max(values), min(values)
    return values.index(highest if highest >= -lowest else lowest)


def _flags(magnitude: float) -> bytes:
    """A table that marks the high bytes of those samples (16-bit, little-endian) that may be of this magnitude."""
    lowest = min(int(magnitude) >> 8, 127)
    return bytes(lowest) + b"\x01" * (256 - 2 * lowest) + bytes(lowest)
