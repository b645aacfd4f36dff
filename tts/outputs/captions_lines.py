"""How wide a text is on the screen, and how it is broken into lines."""

from __future__ import annotations

import functools
import unicodedata

from tts.segment import clauses

#: Columns of a line and lines of a caption that players and viewers are made for (Netflix Timed Text Style Guide, general
#: requirements; BBC Subtitle Guidelines allow 37 to 42).
LINE_COLUMNS = 42
CAPTION_LINES = 2

_WIDE = frozenset("WF")
_UNSEEN = frozenset({"Mn", "Me", "Cf"})


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


def lines(text: str, start: int, end: int, lang: str) -> list[tuple[int, int]]:
    """Spans of the lines of a caption, between which there is white space only.

    As even as the clauses of the text let them be. More than two only where the text is too wide for two.

    Args:
        text: Text of a block.
        start: First character of the caption.
        end: One past its last character.
        lang: BCP 47 tag.
    """
    shown = text[start:end]
    if columns(shown) <= LINE_COLUMNS:
        return [(start, end)]
    fewest: list[tuple[int, int]] = []
    # What a column is to a character differs along the text, so a limit in characters may have to be lowered.
    limit = max(1, LINE_COLUMNS * len(shown) // max(columns(shown), 1))
    for size in range(limit, limit // 2, -3):
        found = clauses(shown, lang, size)
        if all(columns(shown[first:last]) <= LINE_COLUMNS for first, last in found):
            fewest = found
            break
    if not fewest or len(fewest) > CAPTION_LINES:
        full = _full_lines(shown)
        if full and (not fewest or len(full) < len(fewest)):
            fewest = full
    return [(start + first, start + last) for first, last in fewest or clauses(shown, lang, max(limit // 2, 1))]


def _full_lines(text: str) -> list[tuple[int, int]]:
    """Each line as full as it can be; nothing where a word is wider than a line."""
    found: list[tuple[int, int]] = []
    first, last, at = -1, -1, 0
    for word in text.split():
        at = text.index(word, at)
        if columns(word) > LINE_COLUMNS:
            return []
        if first >= 0 and columns(text[first:at]) + columns(word) > LINE_COLUMNS:
            found.append((first, last))
            first = at
        first = at if first < 0 else first
        at = last = at + len(word)
    return [*found, (first, last)] if first >= 0 else []
