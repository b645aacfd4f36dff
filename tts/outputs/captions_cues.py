"""Where a sentence is cut into captions.

A sentence is cut only between two words whose times the engine has measured, so that every caption begins and ends with
its own words. Of all ways to cut it, the one of least cost is taken: captions that fit two lines and last one to seven
seconds, cut at the ends of clauses, of about the same size.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from tts.model import Segment, WordCue
from tts.outputs.captions_breaks import Break, breaks
from tts.outputs.captions_lines import CAPTION_LINES, LINE_COLUMNS, column
from tts.recorded import Cue

#: Seconds a caption stays, where the speech allows (BBC Subtitle Guidelines, Netflix Timed Text Style Guide).
SHORTEST_SECONDS = 1.0
LONGEST_SECONDS = 7.0
#: How fast captions are read (Netflix: 20 characters a second for adults, 17 for children); slower is better.
MOST_COLUMNS_A_SECOND = 17

_COLUMNS = CAPTION_LINES * LINE_COLUMNS
_OPENING = frozenset("([{（「『《【“„«‹‘¿¡")
#: Prices of a caption more, and of one that is not as it should be; a cut costs what a break of a line there costs.
_CAPTION = 1.5
_TOO_WIDE, _TOO_LONG, _TOO_SHORT, _UNEVEN = 1000.0, 30.0, 8.0, 3.0
#: What a break between the lines of a caption counts, as a part of a cut's.
_IN_CAPTION = 0.25
#: Of a cut where the language is not known to have a seam.
_ELSEWHERE = 5.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Between two words: where one caption may end (character) and the next begin (character, frame)."""

    end: int
    start: int
    frame: int
    price: float


class Part(NamedTuple):
    """A caption's worth of a sentence.

    Attributes:
        start: First character in the block's text.
        end: One past the last.
        frame: First frame on the master.
        breaks: Where it may be broken into lines.
    """

    start: int
    end: int
    frame: int
    breaks: Sequence[Break]


def parts(cue: Cue, sample_rate: int) -> list[Part]:
    """A cue as captions; one where the whole fits, or where the engine gave no times of words."""
    segment = cue.segment
    measure = _Measure(segment.block.text, segment.start, segment.end, segment.lang)
    short = cue.end_frame - cue.first_frame <= LONGEST_SECONDS * sample_rate
    places = [] if short and measure.fits() else _places(cue, measure)
    if not places:
        return [Part(segment.start, segment.end, cue.first_frame, measure.breaks)]
    return [
        Part(start, end, frame, _breaks_between(start, end, segment, measure.breaks))
        for start, end, frame in _cheapest(cue, places, measure, sample_rate)
    ]


def _breaks_between(start: int, end: int, segment: Segment, found: list[Break]) -> Sequence[Break]:
    """Those of a sentence's breaks that are in a part of it; where a word was cut, its halves have other ones."""
    text = segment.block.text
    for edge, outside in ((start, start - 1), (end, end)):
        if segment.start < edge < segment.end and not text[outside].isspace():
            return list(breaks(text, start, end, segment.lang))
    return [each for each in found if start < each[0] < end]


class _Measure:
    """How wide the stretches of a sentence are, and how well they break into two lines.

    Attributes:
        breaks: Where the sentence may be broken.
        ends: Columns up to there, for each: to the end of the text before it,
        starts: and to the start of the text after it.
        prices: What each costs.
    """

    def __init__(self, text: str, start: int, end: int, lang: str) -> None:
        shown = text[start:end]
        self._start = start
        self._columns = [*range(len(shown) + 1)] if shown.isascii() else [0, *accumulate(map(column, shown))]
        self.breaks = list(breaks(text, start, end, lang))
        self.ends = [self._columns[last - start] for last, _, _ in self.breaks]
        self.starts = [self._columns[first - start] for _, first, _ in self.breaks]
        self.prices = [price for _, _, price in self.breaks]

    def columns(self, places: Iterable[int]) -> list[int]:
        """Columns from the start of the sentence up to each of these characters of the text."""
        return [self._columns[place - self._start] for place in places]

    def fits(self) -> bool:
        """Whether two lines hold the whole sentence."""
        width = self._columns[-1]
        if width <= LINE_COLUMNS:
            return True
        return width <= _COLUMNS + 1 and self.line_break(self.first_break(width), self.end_break(0)) is not None

    def first_break(self, end: int) -> int:
        """Number of the first break that leaves no more than one line up to a column."""
        return bisect_left(self.starts, end - LINE_COLUMNS)

    def end_break(self, start: int) -> int:
        """Number of the break after the last that ends no more than one line from a column."""
        return bisect_right(self.ends, start + LINE_COLUMNS)

    def line_break(self, first: int, end: int) -> float | None:
        """Price of the best of these breaks; none where there are none."""
        return min(self.prices[first:end], default=None)


def _places(cue: Cue, measure: _Measure) -> list[_Place]:
    """Where the sentence may be cut, in order; each later than the one before."""
    segment = cue.segment
    text = segment.block.text
    prices = {start: price for _, start, price in measure.breaks}
    found: list[_Place] = []
    frame = cue.first_frame
    for before, after in pairwise(cue.words):
        spot = _gap(text, before, after)
        if spot and frame < after.first_frame < cue.end_frame:
            frame = after.first_frame
            found.append(_Place(*spot, frame, prices.get(spot[1], _ELSEWHERE)))
    return found


def _gap(text: str, before: WordCue, after: WordCue) -> tuple[int, int] | None:
    """Between two words, where the text of one caption ends and that of the next starts; nothing inside a word."""
    between = text[before.end : after.start]
    if between.isspace():
        return before.end, after.start
    for index in range(len(between) - 1, -1, -1):
        if between[index].isspace():
            start = before.end + index + 1
            return before.end + len(between[:index].rstrip()), start
    if before.end <= after.start and column(text[before.end - 1]) > 1:
        index = next((index for index, mark in enumerate(between) if mark in _OPENING), len(between))
        return before.end + index, before.end + index
    return None


def _cheapest(cue: Cue, places: list[_Place], measure: _Measure, sample_rate: int) -> list[tuple[int, int, int]]:
    """The parts of least cost, by dynamic programming over the places; captions much too wide are not looked at."""
    segment = cue.segment
    starts = [segment.start, *(place.start for place in places)]
    ends = [*(place.end for place in places), segment.end]
    frames = [cue.first_frame, *(place.frame for place in places), cue.end_frame]
    prices = [*(place.price for place in places), 0.0]
    begins, stops = measure.columns([*starts, segment.end]), measure.columns(ends)
    end_breaks = [*map(measure.end_break, begins)]
    even = begins[-1] / -(-begins[-1] // _COLUMNS)
    costs, best = [0.0], [0]
    for last in range(1, len(starts) + 1):
        price, end, stop = _CAPTION + prices[last - 1], begins[last], stops[last - 1]
        first_break = measure.first_break(stop)
        # The widest first, for long captions are few and cost least: most of the others are then seen to cost more at a
        # glance. An address that is too wide anyway may have a word before it.
        widest = _COLUMNS + max(2, end - begins[last - 1])
        least, chosen = float("inf"), last - 1
        for first in range(bisect_left(begins, end - widest, 0, last - 1), last):
            cost = costs[first] + price
            if cost > least:
                continue  # what is added to it is never less than nothing
            width = end - begins[first]
            cost += _UNEVEN * ((width - even) / _COLUMNS) ** 2
            if cost > least:
                continue
            seconds = (frames[last] - frames[first]) / sample_rate
            if seconds > LONGEST_SECONDS:
                cost += _TOO_LONG * (seconds / LONGEST_SECONDS) ** 2  # twice as long is worse than two of them
            elif seconds < SHORTEST_SECONDS:
                cost += _TOO_SHORT * (1 + SHORTEST_SECONDS - seconds)
            if cost > least:
                continue
            shown = stop - begins[first]
            if shown > LINE_COLUMNS:
                line = measure.line_break(first_break, end_breaks[first]) if shown <= _COLUMNS + 1 else None
                cost += _TOO_WIDE * (width // LINE_COLUMNS) ** 2 if line is None else _IN_CAPTION * line
            if cost <= least:  # of two that cost the same, the shorter one
                least, chosen = cost, first
        costs.append(least)
        best.append(chosen)
    found: list[tuple[int, int, int]] = []
    last = len(starts)
    while last:
        first = best[last]
        found.append((starts[first], ends[last - 1], frames[first]))
        last = first
    return found[::-1]
