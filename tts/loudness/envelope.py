"""Where a recording is turned down, and how far: around its peaks.

The factor of a frame is a function of the dips alone: it does not depend on where one starts to read. It is made at
points a millisecond apart, where the deepest dip counts, with straight lines between them.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from tts.loudness.arithmetic import audioop

#: Milliseconds in which the gain goes down before a peak, and comes up again behind it.
ATTACK_MS, RELEASE_MS = 3, 15
_ONE = 2**31 - 1  # a factor of 1 in a curve


class Envelope:
    """Factors from 0 to 1 for the frames of a recording, made of dips."""

    def __init__(self, sample_rate: int) -> None:
        self._spacing = max(sample_rate // 1000, 1)
        before = [_half_cosine(step / (ATTACK_MS + 1)) for step in range(1, ATTACK_MS + 1)]
        after = [_half_cosine(step / (RELEASE_MS + 1)) for step in range(RELEASE_MS, 0, -1)]
        self._shape = [*before, 1.0, 1.0, *after]  # a dip is as deep at the point before it as at the one behind it
        self._points = array("q")
        self._depths = array("f")

    def add(self, dips: Iterable[tuple[int, float]]) -> None:
        """Add dips: frame, and the factor there, in order."""
        points, depths = array("q"), array("f")
        at = 0
        for frame, factor in dips:
            point, depth = frame // self._spacing, 1.0 - factor
            end = bisect_left(self._points, point, at)
            points.extend(self._points[at:end])
            depths.extend(self._depths[at:end])
            at = end
            if at < len(self._points) and self._points[at] == point:
                depth = max(depth, self._depths[at])
                at += 1
            if points and points[-1] == point:
                depths[-1] = max(depth, depths[-1])
            else:
                points.append(point)
                depths.append(depth)
        self._points = points + self._points[at:]
        self._depths = depths + self._depths[at:]

    def factor(self, frame: int) -> float:
        """The factor of one frame."""
        if not self._points:
            return 1.0
        point, step = divmod(frame, self._spacing)
        one, following = self._values(point, point + 1)
        return (one + (following - one) * step / self._spacing) / _ONE

    def islands(self, first_frame: int, end_frame: int) -> Iterator[tuple[int, int]]:
        """The parts of a stretch, in order and apart from one another, where the factor is not 1."""
        first = end = first_frame
        for index in self._near(first_frame // self._spacing, -(-end_frame // self._spacing)):
            start = max((self._points[index] - ATTACK_MS - 1) * self._spacing, first_frame)
            if start > end:
                if end > first:
                    yield first, end
                first = start
            end = min((self._points[index] + RELEASE_MS + 2) * self._spacing, end_frame)
        if end > first:
            yield first, end

    def curve(self, first_frame: int, end_frame: int) -> bytes:
        """The factors of a stretch as 32-bit integers, full scale being 1."""
        first_point, end_point = first_frame // self._spacing, -(-end_frame // self._spacing)
        values = self._values(first_point, end_point).tobytes()
        lines, _ = audioop.ratecv(values, 4, 1, 1, self._spacing, None)  # it draws straight lines
        return lines[4 * (first_frame - first_point * self._spacing) :][: 4 * (end_frame - first_frame)]

    def _near(self, first_point: int, end_point: int) -> range:
        return range(
            bisect_right(self._points, first_point - RELEASE_MS - 2),
            bisect_left(self._points, end_point + ATTACK_MS + 1),
        )

    def _values(self, first_point: int, end_point: int) -> array[int]:
        """The factors at the points from one to another, both included."""
        count = end_point - first_point + 1
        depths = [0.0] * count
        for index in self._near(first_point, end_point):
            depth = self._depths[index]
            start = self._points[index] - ATTACK_MS - first_point
            for point, part in enumerate(self._shape, start):
                if 0 <= point < count and depth * part > depths[point]:
                    depths[point] = depth * part
        return array("i", [round(_ONE * (1.0 - depth)) for depth in depths])


def _half_cosine(position: float) -> float:
    """From 0 to 1, smooth at both ends."""
    return 0.5 - 0.5 * math.cos(math.pi * position)
