"""How wide a text is on the screen, and how it is broken into lines."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import accumulate

from tts.outputs.captions_breaks import Break
from tts.segment import clauses

#: Columns of a line and lines of a caption that players and viewers are made for (Netflix Timed Text Style Guide, general
#: requirements; BBC Subtitle Guidelines allow 37 to 42).
LINE_COLUMNS = 42
CAPTION_LINES = 2

_WIDE = frozenset("WF")
_UNSEEN = frozenset({"Mn", "Me", "Cf"})
#: Prices: of a line more, the same where there are too many anyway, of lines of unlike width, and of a break inside a word.
_LINE, _LINE_MORE, _UNEVEN, _IN_WORD = 100.0, 2.0, 10.0, 12.0


def columns(text: str) -> int:
    """Width of a text in columns.

    East Asian wide and full-width characters take two (Unicode Standard Annex 11); marks that join the letter before them
    and format characters take none.

    >>> columns("Astana"), columns("\u5317\u4eac")
    (6, 4)
    """
    return len(text) if text.isascii() else sum(map(column, text))


@functools.cache
def column(character: str) -> int:
    """Width of one character in columns."""
    if unicodedata.category(character) in _UNSEEN:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def lines(text: str, start: int, end: int, lang: str, places: Iterable[Break]) -> list[tuple[int, int]]:
    """Spans of the lines of a caption, between which there is white space only.

    No more than two, if that can be, broken where it costs the reader least, and of about the same width.

    Args:
        text: Text of a block.
        start: First character of the caption.
        end: One past its last character.
        lang: BCP 47 tag.
        places: Where it may be broken, in order.
    """
    shown = text[start:end]
    width = columns(shown)
    if width <= LINE_COLUMNS:
        return [(start, end)]
    widths = range(width + 1) if shown.isascii() else [0, *accumulate(map(column, shown))]
    found = [(last - start, first - start, price) for last, first, price in places]
    even = width / -(-width // LINE_COLUMNS)
    halves = [each for each in found if widths[each[0]] <= LINE_COLUMNS and width - widths[each[1]] <= LINE_COLUMNS]
    if halves:  # two lines do, and a third would cost more than any break

        def cost(each: Break) -> float:
            last, first, price = each
            upper = _LINE + price + _unevenness(widths[last], even)
            return upper + _LINE + _unevenness(width - widths[first], even)

        last, first, _ = min(reversed(halves), key=cost)
        return [(start, start + last), (start + first, end)]
    possible = _with_wide_words(shown, widths, found, lang)
    spans = _cheapest(possible, widths, even, _LINE)
    if len(spans) > CAPTION_LINES:
        spans = _cheapest(possible, widths, even, _LINE_MORE)
    return [(start + first, start + last) for first, last in spans]


def _unevenness(width: int, even: float) -> float:
    return _UNEVEN * ((width - even) / LINE_COLUMNS) ** 2


def _with_wide_words(text: str, widths: Sequence[int], places: list[Break], lang: str) -> list[Break]:
    """The places, and those inside of words that are wider than a line."""
    found: list[Break] = []
    first = 0
    for last, following, price in [*places, (len(text), len(text), 0.0)]:
        if widths[last] - widths[first] > LINE_COLUMNS:
            word = text[first:last]
            # What a column is to a character differs along the text, so a limit in characters may have to be lowered.
            limit = LINE_COLUMNS
            pieces = clauses(word, lang, limit)
            while limit > 1 and any(columns(word[a:b]) > LINE_COLUMNS for a, b in pieces):
                limit = max(1, limit - 3)
                pieces = clauses(word, lang, limit)
            found.extend((first + a, first + a, _IN_WORD) for a, _ in pieces[1:])
        found.append((last, following, price))
        first = following
    return found[:-1]


def _cheapest(places: list[Break], widths: Sequence[int], even: float, line: float) -> list[tuple[int, int]]:
    """The lines of least cost, by dynamic programming over the places; lines that are too wide are not looked at."""
    end = len(widths) - 1
    starts = [0, *(first for _, first, _ in places)]
    stops = [*(last for last, _, _ in places), end]
    prices = [*(price for _, _, price in places), 0.0]
    costs, best = [0.0], [0]
    for last in range(1, len(starts) + 1):
        least, chosen = float("inf"), last - 1
        for first in range(last - 1, -1, -1):
            width = widths[stops[last - 1]] - widths[starts[first]]
            if width > LINE_COLUMNS and first < last - 1:
                break
            cost = costs[first] + line + prices[last - 1] + _unevenness(width, even)
            if cost < least:
                least, chosen = cost, first
        costs.append(least)
        best.append(chosen)
    found: list[tuple[int, int]] = []
    last = len(starts)
    while last:
        found.append((starts[best[last]], stops[last - 1]))
        last = best[last]
    return found[::-1]
