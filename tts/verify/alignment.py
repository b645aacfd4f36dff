"""Which lines of two lists go together.

Myers' greedy algorithm ("An O(ND) Difference Algorithm and Its Variations", 1986) takes time in proportion to the length
and to the number of differences, however often a line is repeated. Where there are too many differences for it, lines that
are there once in both lists divide the work (patience diff), and what even they do not divide is taken for new.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

#: Differences that are looked for exactly; the work grows with their square.
DIFFERENCE_LIMIT = 300


def matches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of positions whose lines are equal, rising in both lists."""
    start, ends = 0, (len(old), len(new))
    while start < min(ends) and old[start] == new[start]:
        yield start, start
        start += 1
    tail = 0
    while tail < min(ends) - start and old[ends[0] - 1 - tail] == new[ends[1] - 1 - tail]:
        tail += 1
    middle_old, middle_new = old[start : ends[0] - tail], new[start : ends[1] - tail]
    found = _shortest(middle_old, middle_new)
    if found is None:
        found = list(_divided(middle_old, middle_new))
    yield from ((start + mine, start + its) for mine, its in found)
    yield from ((ends[0] - back, ends[1] - back) for back in range(tail, 0, -1))


def _shortest(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]] | None:
    """The matches that leave the fewest lines over; nothing where more than the limit are left over."""
    furthest = {1: 0}
    steps: list[dict[int, int]] = []
    for difference in range(min(len(old) + len(new), DIFFERENCE_LIMIT) + 1):
        reached: dict[int, int] = {}
        for diagonal in range(-difference, difference + 1, 2):
            down = diagonal == -difference or (
                diagonal != difference and furthest.get(diagonal - 1, -1) < furthest.get(diagonal + 1, -1)
            )
            x = furthest[diagonal + 1] if down else furthest[diagonal - 1] + 1
            while x < len(old) and x - diagonal < len(new) and old[x] == new[x - diagonal]:
                x += 1
            reached[diagonal] = x
            if x >= len(old) and x - diagonal >= len(new):
                return _walked_back(len(old), len(new), [*steps, reached])
        steps.append(reached)
        furthest = reached
    return None


def _walked_back(x: int, y: int, steps: list[dict[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for difference in range(len(steps) - 1, -1, -1):
        diagonal = x - y
        if difference:
            before = steps[difference - 1]
            down = diagonal == -difference or (
                diagonal != difference and before.get(diagonal - 1, -1) < before.get(diagonal + 1, -1)
            )
            start = before[diagonal + 1] if down else before[diagonal - 1] + 1
        else:
            start = 0
        while x > start:
            x, y = x - 1, y - 1
            found.append((x, y))
        if difference:
            x, y = (x, y - 1) if down else (x - 1, y)
    return found[::-1]


def _divided(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    counts_old, counts_new = Counter(old), Counter(new)
    places = {line: place for place, line in enumerate(new) if counts_new[line] == 1}
    unique = [(mine, places[line]) for mine, line in enumerate(old) if counts_old[line] == 1 and line in places]
    at_old = at_new = 0
    for mine, its in [*_rising(unique), (len(old), len(new))]:
        found = _shortest(old[at_old:mine], new[at_new:its])
        yield from ((at_old + first, at_new + second) for first, second in found or ())
        if mine < len(old):
            yield mine, its
        at_old, at_new = mine + 1, its + 1


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs whose second numbers rise, too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, its) in enumerate(pairs):
        place = bisect_left(ends, its)
        ends[place:] = [its] if place == len(ends) else [its, *ends[place + 1 :]]
        before.append(last[place - 1] if place else -1)
        last[place:] = [index] if place == len(last) else [index, *last[place + 1 :]]
    found: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]
