"""Which sentences of two renderings of an article are the same, became one another, were moved, or are only in one."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tts.verify.alignment import matches

#: How much of their words two sentences have in common at least, if one became the other (Dice's coefficient).
ALIKE = 0.5
#: Pairs of sentences that are compared in one place before it is taken for rewritten.
_PAIRS_LIMIT = 4000


class Pair(NamedTuple):
    """Places of a sentence in both lists.

    Attributes:
        old: None where it is new.
        new: None where it is gone.
        is_moved: Whether it stood elsewhere among the others.
    """

    old: int | None
    new: int | None
    is_moved: bool = False


def paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Sentences of both lists in order, a moved one at its new place; those that became one another are a pair."""
    same = list(matches(old, new))
    moved = _moved(old, new, same)
    gone = set(moved.values())
    at_old = at_new = 0
    for mine, its in [*same, (len(old), len(new))]:
        left = [place for place in range(at_old, mine) if place not in gone]
        yield from _rewritten(old, new, left, range(at_new, its), moved)
        if mine < len(old):
            yield Pair(mine, its)
        at_old, at_new = mine + 1, its + 1


def _moved(old: Sequence[str], new: Sequence[str], same: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Where sentences that are in both lists, but not in the same order, stand in the new one and stood in the old."""
    stayed_old, stayed_new = set[int](), set[int]()
    for mine, its in same:
        stayed_old.add(mine)
        stayed_new.add(its)
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for mine, text in enumerate(old):
        if mine not in stayed_old:
            waiting[text].append(mine)
    return {its: waiting[text].popleft() for its, text in enumerate(new) if its not in stayed_new and waiting.get(text)}


def _rewritten(
    old: Sequence[str], new: Sequence[str], left: Sequence[int], come: range, moved: Mapping[int, int]
) -> Iterator[Pair]:
    """Sentences between two that stayed: those moved there, the pairs that are alike in the most words, the rest alone."""
    fresh = [its for its in come if its not in moved]
    found: Iterable[tuple[int, int]] = ()
    if left and fresh and len(left) * len(fresh) <= _PAIRS_LIMIT:
        found = _alike([old[mine] for mine in left], [new[its] for its in fresh])
    at_left, at_new = 0, come.start
    for mine, its in [*found, (len(left), len(fresh))]:
        end = fresh[its] if its < len(fresh) else come.stop
        yield from (Pair(each, None) for each in left[at_left:mine])
        yield from (Pair(moved.get(each), each, each in moved) for each in range(at_new, end))
        if mine < len(left):
            yield Pair(left[mine], end)
        at_left, at_new = mine + 1, end + 1


def _alike(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Longest common subsequence, weighted by likeness."""
    bags = [[Counter(each.casefold().split()) for each in side] for side in (old, new)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness: dict[tuple[int, int], float] = {}
    for mine in range(len(old) - 1, -1, -1):
        for its in range(len(new) - 1, -1, -1):
            common = (bags[0][mine] & bags[1][its]).total()
            score = 2 * common / max(bags[0][mine].total() + bags[1][its].total(), 1)
            likeness[mine, its] = score if score >= ALIKE else 0.0
            best[mine][its] = max(
                best[mine + 1][its], best[mine][its + 1], best[mine + 1][its + 1] + likeness[mine, its]
            )
    found: list[tuple[int, int]] = []
    mine = its = 0
    while mine < len(old) and its < len(new):
        if likeness[mine, its] and best[mine][its] == best[mine + 1][its + 1] + likeness[mine, its]:
            found.append((mine, its))
            mine, its = mine + 1, its + 1
        elif best[mine][its] == best[mine + 1][its]:
            mine += 1
        else:
            its += 1
    return found
