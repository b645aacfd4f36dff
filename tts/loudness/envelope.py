"""Where a recording is turned down, and how far: around its peaks.

The factor of a frame is a function of the dips alone: it does not depend on where one starts to read. It is made at
points a millisecond apart, where the deepest dip counts, with straight lines between them.
"""

from __future__ import annotations

import math
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter

from tts.loudness.arithmetic import audioop
from tts.temporary import BLOCK, Tape

#: Milliseconds in which the gain goes down before a peak, and comes up again behind it.
ATTACK_MS, RELEASE_MS = 3, 15
_ONE = 2**31 - 1  # a factor of 1 in a curve


class Envelope:
    """Factors from 0 to 1 for the frames of a recording, made of dips. When all are there, any number of threads may read them."""

    def __init__(self, sample_rate: int) -> None:
        self._spacing = max(sample_rate // 1000, 1)
        before = [_half_cosine(step / (ATTACK_MS + 1)) for step in range(1, ATTACK_MS + 1)]
        after = [_half_cosine(step / (RELEASE_MS + 1)) for step in range(RELEASE_MS, 0, -1)]
        self._shape = [*before, 1.0, 1.0, *after]  # a dip is as deep at the point before it as at the one behind it
        self._points, self._depths = Tape(array("q")), Tape(array("f"))
        self._firsts = array("q")  # the point that each block of the tapes begins with
        self._block = -1, array("q"), array("f")  # the one that was read last: its number, points and depths
        self._later_points, self._later_depths = array("q"), array("f")  # what was added since the tapes were written

    def add(self, dips: Iterable[tuple[int, float]]) -> None:
        """Add dips: frame, and the factor there, in order."""
        deepened = _deepest((frame // self._spacing, 1.0 - factor) for frame, factor in dips)
        if not len(self._points):
            self._write(deepened)
            return
        for point, depth in deepened:
            at = bisect_left(self._later_points, point)
            if at < len(self._later_points) and self._later_points[at] == point:
                self._later_depths[at] = max(depth, self._later_depths[at])
            else:
                self._later_points.insert(at, point)
                self._later_depths.insert(at, depth)
        if len(self._later_points) > BLOCK:
            self._write(_deepest(self._near(0, sys.maxsize)))

    def _write(self, deepened: Iterable[tuple[int, float]]) -> None:
        points, depths, firsts = Tape(array("q")), Tape(array("f")), array("q")
        for point, depth in deepened:
            if len(points) % BLOCK == 0:
                firsts.append(point)
            points.append(point)
            depths.append(depth)
        self._points, self._depths, self._firsts = points, depths, firsts
        self._block = -1, array("q"), array("f")
        self._later_points, self._later_depths = array("q"), array("f")

    def factor(self, frame: int) -> float:
        """The factor of one frame."""
        if not len(self._points):
            return 1.0
        point, step = divmod(frame, self._spacing)
        one, following = self._values(point, point + 1)
        return (one + (following - one) * step / self._spacing) / _ONE

    def islands(self, first_frame: int, end_frame: int) -> Iterator[tuple[int, int]]:
        """The parts of a stretch, in order and apart from one another, where the factor is not 1."""
        first = end = first_frame
        for point, _ in self._near(first_frame // self._spacing, -(-end_frame // self._spacing)):
            start = max((point - ATTACK_MS - 1) * self._spacing, first_frame)
            if start > end:
                if end > first:
                    yield first, end
                first = start
            end = min((point + RELEASE_MS + 2) * self._spacing, end_frame)
        if end > first:
            yield first, end

    def curve(self, first_frame: int, end_frame: int) -> bytes:
        """The factors of a stretch as 32-bit integers, full scale being 1."""
        first_point, end_point = first_frame // self._spacing, -(-end_frame // self._spacing)
        values = self._values(first_point, end_point).tobytes()
        lines, _ = audioop.ratecv(values, 4, 1, 1, self._spacing, None)  # it draws straight lines
        return lines[4 * (first_frame - first_point * self._spacing) :][: 4 * (end_frame - first_frame)]

    def _near(self, first_point: int, end_point: int) -> Iterator[tuple[int, float]]:
        """The dips that reach into a stretch, in order: point and depth. A point may be there twice."""
        above, below = first_point - RELEASE_MS - 2, end_point + ATTACK_MS + 1
        later = slice(bisect_right(self._later_points, above), bisect_left(self._later_points, below))
        written = self._written(above, below)
        if later.start < later.stop:
            return merge(written, zip(self._later_points[later], self._later_depths[later], strict=True))
        return written

    def _written(self, above: int, below: int) -> Iterator[tuple[int, float]]:
        """What of the tapes lies between two points."""
        for number in range(max(bisect_right(self._firsts, above) - 1, 0), bisect_left(self._firsts, below)):
            block = self._block  # of this thread: another may put its own there
            if number != block[0]:
                first, end = number * BLOCK, (number + 1) * BLOCK
                block = self._block = number, self._points.part(first, end), self._depths.part(first, end)
            _, points, depths = block
            inside = slice(bisect_right(points, above), bisect_left(points, below))
            yield from zip(points[inside], depths[inside], strict=True)

    def _values(self, first_point: int, end_point: int) -> array[int]:
        """The factors at the points from one to another, both included."""
        count = end_point - first_point + 1
        depths = [0.0] * count
        for dip, depth in self._near(first_point, end_point):
            start = dip - ATTACK_MS - first_point
            for point, part in enumerate(self._shape, start):
                if 0 <= point < count and depth * part > depths[point]:
                    depths[point] = depth * part
        return array("i", [round(_ONE * (1.0 - depth)) for depth in depths])


def _deepest(dips: Iterable[tuple[int, float]]) -> Iterator[tuple[int, float]]:
    """Dips in order, of those at one point the deepest."""
    for point, same in groupby(dips, itemgetter(0)):
        yield point, max(depth for _, depth in same)


def _half_cosine(position: float) -> float:
    """From 0 to 1, smooth at both ends."""
    return 0.5 - 0.5 * math.cos(math.pi * position)
