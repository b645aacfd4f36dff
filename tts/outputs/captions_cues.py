"""Where a sentence is cut into captions.

A sentence is cut only between two words whose times the engine has measured, so that every caption begins and ends with
its own words. Of all ways to cut it, the one of least cost is taken: captions that fit two lines and last one to seven
seconds, cut at the ends of clauses, of about the same size.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise

from tts.model import Cue, WordCue
from tts.outputs.captions_lines import CAPTION_LINES, LINE_COLUMNS, column
from tts.segment import clauses

#: Seconds a caption stays, where the speech allows (BBC Subtitle Guidelines, Netflix Timed Text Style Guide).
SHORTEST_SECONDS = 1.0
LONGEST_SECONDS = 7.0

_COLUMNS = CAPTION_LINES * LINE_COLUMNS
_OPENING = frozenset("([{（「『《【“„«‹‘¿¡")
_QUOTES = frozenset("\"'“”„«»‹›‘’「」『』")
#: Prices: of a caption more, of a cut where a clause ends, near where one may, and anywhere else.
_CAPTION, _AT_MARK, _AT_CLAUSE, _AT_WORD = 1.5, 0.0, 1.5, 4.0
#: Words so short are mostly articles and prepositions, which belong to the next word.
_LOOSE_LETTERS, _LOOSE = 3, 3.0
_TOO_WIDE, _TOO_LONG, _TOO_SHORT, _UNEVEN = 1000.0, 30.0, 8.0, 3.0


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
    measure = _Measure(segment.block.text, segment.start, segment.end)
    short = cue.end_frame - cue.first_frame <= LONGEST_SECONDS * sample_rate
    if short and measure.fits(segment.start, segment.end):
        return whole
    places = _places(cue)
    return _cheapest(cue, places, measure, sample_rate) if places else whole


class _Measure:
    """How wide the stretches of a sentence are, and whether they fit two lines."""

    def __init__(self, text: str, start: int, end: int) -> None:
        shown = text[start:end]
        self._start = start
        #: Columns up to each character; where the first line of a caption may end, and the second begin.
        self._columns = [0, *accumulate(map(column, shown))]
        self._ends: list[int] = []
        self._starts: list[int] = []
        for at in range(1, len(shown)):
            if shown[at - 1].isspace():
                if not shown[at].isspace():
                    self._ends.append(self._columns[len(shown[:at].rstrip())])
                    self._starts.append(at)
            elif self._columns[at] - self._columns[at - 1] > 1 and not shown[at].isspace():
                self._ends.append(self._columns[at])
                self._starts.append(at)

    def width(self, start: int, end: int) -> int:
        """Columns between two characters of the text."""
        return self._columns[end - self._start] - self._columns[start - self._start]

    def fits(self, start: int, end: int) -> bool:
        """Whether a stretch fits two lines, broken between words (anywhere between East Asian characters)."""
        width = self.width(start, end)
        if width <= LINE_COLUMNS or width > _COLUMNS + 1:
            return width <= LINE_COLUMNS
        # The first line as full as it can be leaves the least for the second.
        index = bisect_right(self._ends, self._columns[start - self._start] + LINE_COLUMNS) - 1
        second = self._starts[index] + self._start if index >= 0 else start
        return second > start and self.width(second, end) <= LINE_COLUMNS


def _places(cue: Cue) -> list[_Place]:
    """Where the sentence may be cut, in order; each later than the one before."""
    segment = cue.segment
    text = segment.block.text
    near = _clause_starts(text, segment.start, segment.end, segment.lang)
    found: list[_Place] = []
    frame = cue.first_frame
    for before, after in pairwise(cue.words):
        spot = _gap(text, before, after)
        if spot and frame < after.first_frame < cue.end_frame:
            frame = after.first_frame
            between = text[before.end : after.start]
            if any(not character.isspace() and character not in _QUOTES for character in between):
                price = _AT_MARK
            else:
                price = _AT_CLAUSE if spot[1] in near else _AT_WORD
                price += _LOOSE if before.end - before.start <= _LOOSE_LETTERS else 0.0
            found.append(_Place(*spot, frame, price))
    return found


def _clause_starts(text: str, start: int, end: int, lang: str) -> frozenset[int]:
    """Characters before which the sentence may be cut by its clauses."""
    shown = text[start:end]
    return frozenset(start + first for first, _ in clauses(shown, lang, _COLUMNS))


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
        for first in range(last - 1, -1, -1):
            width = widths[last] - widths[first]
            if width > _COLUMNS + 2 and first < last - 1:
                break
            cost = costs[first] + _CAPTION + prices[last - 1] + _UNEVEN * ((width - even) / _COLUMNS) ** 2
            seconds = (frames[last] - frames[first]) / sample_rate
            if seconds > LONGEST_SECONDS:
                cost += _TOO_LONG + seconds - LONGEST_SECONDS
            elif seconds < SHORTEST_SECONDS:
                cost += _TOO_SHORT * (1 + SHORTEST_SECONDS - seconds)
            if cost < least and not measure.fits(starts[first], ends[last - 1]):
                cost += _TOO_WIDE + width
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
