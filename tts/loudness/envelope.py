"""Where a recording is turned down, and how far: around its peaks.

The factor of a frame is a function of the dips alone: it does not depend on where one starts to read. It is made at
points a millisecond apart, where the deepest dip counts, with straight lines between them.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from itertools import pairwise

#: Milliseconds in which the gain goes down before a peak, and comes up again behind it.
ATTACK_MS, RELEASE_MS = 3, 15
_BLOCK = 1 << 10  # points


class Envelope:
    """Factors from 0 to 1 for the frames of a recording, made of dips."""

    def __init__(self, sample_rate: int) -> None:
        self._spacing = max(sample_rate // 1000, 1)
        self._steps = range(self._spacing)
        before = [_half_cosine(step / (ATTACK_MS + 1)) for step in range(1, ATTACK_MS + 1)]
        after = [_half_cosine(step / (RELEASE_MS + 1)) for step in range(RELEASE_MS, 0, -1)]
        self._shape = [*before, 1.0, 1.0, *after]  # a dip is as deep at the point before it as at the one behind it
        self._points = array("q")
        self._depths = array("f")

    def add(self, dips: Mapping[int, float]) -> None:
        """Add dips: by frame, the factor there."""
        merged = dict(zip(self._points, self._depths, strict=True))
        for frame, factor in dips.items():
            point = frame // self._spacing
            merged[point] = max(1.0 - factor, merged.get(point, 0.0))
        self._points = array("q", sorted(merged))
        self._depths = array("f", (merged[point] for point in self._points))

    def factor(self, frame: int) -> float:
        """The factor of one frame."""
        return next((factors[0] for _, factors in self.factors(frame, frame + 1)), 1.0)

    def factors(self, first_frame: int, end_frame: int, gain: float = 1.0) -> Iterator[tuple[int, list[float]]]:
        """Pieces of a stretch, in order, where the factor is not 1: first frame, and factors times a gain."""
        for first, end in self.islands(first_frame, end_frame):
            first_point, end_point = first // self._spacing, -(-end // self._spacing)
            for block in range(first_point, end_point, _BLOCK):
                values = self._values(block, min(block + _BLOCK, end_point), gain)
                start = block * self._spacing
                yield max(start, first), values[max(first - start, 0) : end - start]

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

    def _near(self, first_point: int, end_point: int) -> range:
        return range(
            bisect_right(self._points, first_point - RELEASE_MS - 2),
            bisect_left(self._points, end_point + ATTACK_MS + 1),
        )

    def _values(self, first_point: int, end_point: int, gain: float) -> list[float]:
        """The factors, times a gain, of the frames from one point to another."""
        count = end_point - first_point + 1
        depths = [0.0] * count
        for index in self._near(first_point, end_point):
            depth = self._depths[index]
            start = self._points[index] - ATTACK_MS - first_point
            for point, part in enumerate(self._shape, start):
                if 0 <= point < count and depth * part > depths[point]:
                    depths[point] = depth * part
        values = [gain * (1.0 - depth) for depth in depths]
        scale = 1 / self._spacing
        lines = [(value, (after - value) * scale) for value, after in pairwise(values)]
        steps = self._steps
        return [value + slope * step for value, slope in lines for step in steps]


def _half_cosine(position: float) -> float:
    """From 0 to 1, smooth at both ends."""
    return 0.5 - 0.5 * math.cos(math.pi * position)
