"""Days as articles write them, and as ISO 8601 writes them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tts.readers import lists

if TYPE_CHECKING:
    from collections.abc import Iterable

_YEAR = r"(?:1[5-9]|20)\d\d"
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def one_of(words: Iterable[str]) -> str:
    """A regular expression for one of some words, as they are written; of words that begin alike, the longer first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def pattern(text: str) -> str:
    """A regular expression for a day as a text may write it: `2016-08-22`, `22.08.2016`, `Aug. 22, 2016`, `22 августа`.

    It has no groups and wants `re.IGNORECASE`. Of the names of months only those are in it that stand in the text: with those
    of all languages, compiling it takes longer than reading an article.
    """
    day = rf"{_YEAR}\b-\d\d-\d\d(?:T\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?|\b\d{{1,2}}\.\s?\d{{1,2}}\.\s?{_YEAR}\b"
    if found := [word for word in _words(text) if word in _months()]:
        month = rf"(?:{one_of(dict.fromkeys(found))})\b\.?"
        day += (
            rf"|\b\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s(?:de\s)?{month}(?:,?\s(?:de\s)?{_YEAR}\b)?"
            rf"|\b{month}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s{_YEAR}\b)?"
        )
    return f"(?:{day})"


def search(text: str) -> re.Match[str] | None:
    """The first day in a text."""
    return re.search(pattern(text), text, re.IGNORECASE) if re.search(r"\d", text) else None


def iso(text: str) -> str:
    """The day a text is about, as `YYYY-MM-DD`; empty where there is none, or no year, or no such day.

    >>> iso("Aug. 22nd, 2016")
    '2016-08-22'
    """
    found = re.search(rf"({_YEAR})-?(\d\d)-?(\d\d)", text)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = re.search(rf"(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?({_YEAR})", text)
    if found:
        return _day(int(found[3]), int(found[2]), int(found[1]))
    found = search(text)
    year = re.search(_YEAR, found[0]) if found else None
    if not found or not year:
        return ""
    month = next((_months()[word] for word in _words(found[0]) if word in _months()), 0)
    day = re.search(r"\d{1,2}", found[0].replace(year[0], "", 1))
    return _day(int(year[0]), month, int(day[0])) if day else ""


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


@cache
def _months() -> dict[str, int]:
    return {word: int(number) for word, number in lists.rows("months.tsv")}


def _day(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12:
        return ""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= _LENGTHS[month - 1] + leap else ""
