"""True peaks by ITU-R BS.1770-4, annex 2: the largest values of the oversampled sound, between its samples, too.

Oversampling everything would take a third of the time of synthesis, and only what is near a level matters: what has no
sample within 7.5 dB of it is passed over. The search is done on the high bytes of the samples, with a table and a pattern, which
are as fast as C is; what it finds is oversampled in one go.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from tts.loudness.arithmetic import audioop
from tts.loudness.chain import Chain

#: Frames looked at either side of a sample near the level.
_REACH = 16


@dataclass(frozen=True, slots=True)
class Interpolation:
    """How values between samples are found: by FFmpeg's windowed sinc.

    Attributes:
        oversampling: Values for each sample.
        taps: Samples that a value is made from.
        overshoot: How many times the samples around it a value can be, whatever the sound: what the magnitudes of the taps
            add up to halfway between two samples, where that is most.
    """

    oversampling: int
    taps: int
    overshoot: float

    @property
    def context(self) -> int:
        """Frames that have to be known at either side of a value, with some to spare."""
        return self.taps // 2 + 4

    @property
    def margin(self) -> int:
        """Frames that have to be known at either side of what is searched."""
        return _REACH + self.context


#: As meters that oversample to 192 kHz do: speech at 22,050 Hz is loud up to half of its sample rate, and of that four values for a
#: sample (and the 12 taps of the recommendation) miss up to 0.4 dB, of noise 1 dB.
MEASUREMENT = Interpolation(8, 32, 2.36)


class PeakFinder:
    """Finds the true peaks above a level in a sound that comes in chunks."""

    def __init__(self, sample_rate: int, level: float, by: Interpolation = MEASUREMENT) -> None:
        """Build the filter.

        Args:
            sample_rate: In hertz.
            level: Sample value above which peaks are looked for; full scale is 32,768.
            by: How values between samples are found.
        """
        self._by = by
        self.look_above(level)
        # Flags no farther apart than these numbers are one run: samples that share surroundings; values of one peak.
        self._near_run = re.compile(rb"\x01(?:\x00{0,%d}+\x01)*+" % (2 * by.margin))
        self._peak_run = re.compile(rb"\x01(?:\x00{0,%d}+\x01)*+" % (by.oversampling * _REACH // 4))
        # Halved, values above full scale fit into 16 bits.
        resampling = f"aresample={by.oversampling * sample_rate}:filter_size={by.taps}"
        self._chain = Chain(sample_rate, f"aformat=sample_fmts=flt,volume=0.5,{resampling}")
        self._taken = 0  # frames
        self._given = 0  # values

    def look_above(self, level: float) -> None:
        """Look for peaks above this level from now on."""
        self._level = level
        self._near = _flags(level / self._by.overshoot)
        self._above = _flags(level / 2)

    def peaks(self, chunks: Iterable[bytes], before: bytes = b"", behind: bytes = b"") -> Iterator[tuple[int, float]]:
        """Frame and magnitude of the largest value in each run of a few frames above the level, in order.

        Args:
            chunks: A stretch of the sound, whose first frame is 0.
            before: The samples right before it, as many as the margin at most; before these is silence,
            behind: and behind these.
        """
        margin = self._by.margin
        window, start = bytes(2 * margin - len(before)) + before, -margin
        for chunk in chunks:
            window += chunk
            if (done := len(window) // 2 - 2 * margin) > 0:
                yield from self.find([(start, window)])
                window, start = window[2 * done :], start + done
        yield from self.find([(start, window + behind + bytes(2 * margin - len(behind)))])

    def find(self, windows: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, float]]:
        """The peaks in stretches of the sound, apart from the margin at either end of each.

        Args:
            windows: First frame and samples.
        """
        context, margin, times = self._by.context, self._by.margin, self._by.oversampling
        firsts: list[int] = []
        pieces: list[bytes] = []
        for start, window in windows:
            flags = window[1::2].translate(self._near)
            last = len(flags) - margin
            for run in self._near_run.finditer(flags, context, len(flags) - context):
                first, end = max(run.start() - _REACH, margin), min(run.end() + _REACH, last)
                firsts.append(start + first)
                pieces.append(window[2 * (first - context) : 2 * (end + context)])
        if not pieces:
            return
        values = self._oversampled(b"".join(pieces))
        flags = values[1::2].translate(self._above)
        edges = [times * frames for frames in accumulate((len(piece) // 2 for piece in pieces), initial=0)]
        length = times * _REACH // 2  # in a long run there is a peak in each so many values
        for run in self._peak_run.finditer(flags):
            piece = bisect_right(edges, run.start()) - 1
            while piece < len(pieces) and edges[piece] < run.end():  # a run may reach over an edge
                begin, stop = edges[piece] + times * context, edges[piece + 1] - times * context
                for at in range(max(run.start(), begin), min(run.end(), stop), length):
                    part = values[2 * at : 2 * min(at + length, stop)]
                    magnitude = 2.0 * audioop.max(part, 2)
                    if magnitude > self._level:
                        offset = at - begin + _largest(array("h", part))
                        yield firsts[piece] + offset // times, magnitude
                piece += 1

    def _oversampled(self, pcm: bytes) -> bytes:
        """Values at half their size; those of the last frames, which the interpolation keeps back, are missing."""
        values = self._chain(pcm)
        late = self._by.oversampling * self._taken - self._given  # values of what went in before
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
