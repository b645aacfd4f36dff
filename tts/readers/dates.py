"""Days as articles write them, and as ISO 8601 writes them."""

from __future__ import annotations

import datetime
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def heads() -> dict[str, Any]:
    """The table of what opens a story (`data/heads.toml`)."""
    return tomllib.loads(files("tts.readers").joinpath("data/heads.toml").read_text(encoding="utf-8"))


def longest_first(words: list[str]) -> str:
    """A regular expression for one of some words, as they are written."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def pattern() -> str:
    """A regular expression for a day, without groups: `2016-08-22`, `22.08.2016`, `Aug. 22, 2016`, `22 августа`."""
    month = rf"(?:{longest_first(list(heads()['months']))})\b\.?"
    year = r"(?:1[5-9]|20)\d\d\b"
    return (
        rf"(?:{year}-\d\d-\d\d(?:T\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?"
        rf"|\b\d{{1,2}}\.\s?\d{{1,2}}\.\s?{year}"
        rf"|\b\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s(?:de\s)?{month}(?:,?\s(?:de\s)?{year})?"
        rf"|\b{month}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s{year})?)"
    )


def iso(text: str) -> str:
    """The day a text is about, as `YYYY-MM-DD`; empty where there is none, or no year, or no such day.

    >>> iso("Aug. 22nd, 2016")
    '2016-08-22'
    """
    found = re.search(r"((?:1[5-9]|20)\d\d)-?(\d\d)-?(\d\d)", text)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = re.search(r"(\d{1,2})\.\s?(\d{1,2})\.\s?((?:1[5-9]|20)\d\d)", text)
    if found:
        return _day(int(found[3]), int(found[2]), int(found[1]))
    found = re.search(pattern(), text, re.IGNORECASE)
    year = re.search(r"(?:1[5-9]|20)\d\d", found[0]) if found else None
    if not found or not year:
        return ""
    months: dict[str, int] = heads()["months"]
    month = next((months[word] for word in re.findall(r"[^\W\d_]+", found[0].lower()) if word in months), 0)
    day = re.search(r"\d{1,2}", found[0].replace(year[0], "", 1))
    return _day(int(year[0]), month, int(day[0])) if day else ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""
