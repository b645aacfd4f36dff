"""Where a sentence is cut into captions.

A sentence is cut only between two words whose times the engine has measured, so that every caption begins and ends with
its own words. Of all ways to cut it, the one of least cost is taken: captions that fit two lines and last one to seven
seconds, cut at the ends of clauses, of about the same size.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise

from tts.model import Cue, WordCue
from tts.outputs.captions_breaks import breaks
from tts.outputs.captions_lines import CAPTION_LINES, LINE_COLUMNS, column

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


def parts(cue: Cue, sample_rate: int) -> list[tuple[int, int, int]]:
    """A cue as captions: (first character in the block's text, one past the last, first frame on the master).

    One part where the whole fits, or where the engine gave no times of words.
    """
    segment = cue.segment
    whole = [(segment.start, segment.end, cue.first_frame)]
    if not cue.words:
        return whole
    measure = _Measure(segment.block.text, segment.start, segment.end, segment.lang)
    short = cue.end_frame - cue.first_frame <= LONGEST_SECONDS * sample_rate
    if short and measure.price(segment.start, segment.end) is not None:
        return whole
    places = _places(cue, measure)
    return _cheapest(cue, places, measure, sample_rate) if places else whole


class _Measure:
    """How wide the stretches of a sentence are, and how well they break into two lines."""

    def __init__(self, text: str, start: int, end: int, lang: str) -> None:
        shown = text[start:end]
        self._start = start
        self.breaks = list(breaks(text, start, end, lang))
        #: Columns up to each character; where the first line of a caption may end, and the second begin.
        self._columns = [*range(len(shown) + 1)] if shown.isascii() else [0, *accumulate(map(column, shown))]
        self._ends = [self._columns[last - start] for last, _, _ in self.breaks]
        self._starts = [self._columns[first - start] for _, first, _ in self.breaks]
        self._prices = [price for _, _, price in self.breaks]

    def width(self, start: int, end: int) -> int:
        """Columns between two characters of the text."""
        return self._columns[end - self._start] - self._columns[start - self._start]

    def price(self, start: int, end: int) -> float | None:
        """What it costs to show a stretch in at most two lines; None where they do not hold it."""
        first, last = self._columns[start - self._start], self._columns[end - self._start]
        if last - first <= LINE_COLUMNS:
            return 0.0
        if last - first > _COLUMNS + 1:
            return None
        # The first line has to be long enough to leave no more than a line, and no longer than one itself.
        fewest = bisect_left(self._starts, max(last - LINE_COLUMNS, first + 1))
        most = bisect_right(self._ends, first + LINE_COLUMNS)
        return min(self._prices[fewest:most], default=None)


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
    widths = [measure.width(segment.start, place) for place in [*starts, segment.end]]
    even = widths[-1] / -(-widths[-1] // _COLUMNS)
    costs, best = [0.0], [0]
    for last in range(1, len(starts) + 1):
        least, chosen = float("inf"), last - 1
        price = _CAPTION + prices[last - 1]
        widest = _COLUMNS + max(2, widths[last] - widths[last - 1])
        for first in range(last - 1, -1, -1):
            width = widths[last] - widths[first]
            if width > widest and first < last - 1:
                break  # an address that is too wide anyway may have a word before it
            cost = costs[first] + price
            if cost >= least:
                continue  # what is added to it is never less than nothing
            cost += _UNEVEN * ((width - even) / _COLUMNS) ** 2
            if cost >= least:
                continue
            seconds = (frames[last] - frames[first]) / sample_rate
            if seconds > LONGEST_SECONDS:
                cost += _TOO_LONG + seconds - LONGEST_SECONDS
            elif seconds < SHORTEST_SECONDS:
                cost += _TOO_SHORT * (1 + SHORTEST_SECONDS - seconds)
            if cost < least:
                line = measure.price(starts[first], ends[last - 1])
                cost += _TOO_WIDE * (width // LINE_COLUMNS) ** 2 if line is None else _IN_CAPTION * line
            if cost < least:
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
