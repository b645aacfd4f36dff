"""The slash: and/or, he/she, w/o, actor / director, 92.45/$.

It is "or" between he and she and nothing between and and or; else it is said, as nobody can hear what it meant.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en.data import listed, records, rows
from tts.spoken.reading import Reading, Scan

_OR: Final = listed("slash-or")
_COUNTED_UNITS = listed("counted-units")
_PER = listed("per")
_BOTH_GENDERS = Pattern(r"\(s\)he(?![\w])")


@cache
def _abbreviated() -> dict[str, str]:
    return dict(rows("slashes"))


@cache
def _short() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, sorted(_abbreviated(), reverse=True)))})(?![^\\W\\d])")


def read_slash(scan: Scan, at: int) -> Reading | None:
    """w/o, c/o: words whose abbreviation has a slash."""
    text = scan.text
    short = _short().match(text, at)
    if short is not None and scan.left(at) != "/":
        said = _abbreviated()[short[0]]
        return Reading(
            short.end(), said[:-1] if said[-1] == "." == text[short.end() : short.end() + 1] else f"{said} ", "slash"
        )
    return None


def read_currencies(scan: Scan, at: int) -> Reading | None:
    """EUR/USD, the USD/JPY pair: two currencies by their names."""
    found = _CURRENCIES.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or scan.left(at) in "/.":
        return None
    one, other = (_currencies().get(code) for code in found.groups())
    return Reading(found.end(), f"{one} {other}", "money") if one and other else None


_CURRENCIES = Pattern(r"([A-Z]{3})/([A-Z]{3})(?![\w/])")


@cache
def _currencies() -> dict[str, str]:
    return {mark: name.removeprefix("U.S. ") for mark, name, *_ in records("currencies")}


def read_both(scan: Scan, at: int) -> Reading | None:
    """(s)he."""
    found = _BOTH_GENDERS.match(scan.text, at)
    return found and Reading(found.end(), "she or he", "slash")


def read_slash_sign(scan: Scan, at: int) -> Reading | None:
    """The slash itself."""
    text = scan.text
    if text[at + 1 : at + 2] == ">" and scan.left(at).isalpha():
        return Reading(at + 1, " ", "slash")  # <noise/>
    parted = _between_amounts(text, at)
    if parted:
        return Reading(at + 1, parted, "slash")
    if scan.left(at).isdigit() and _RATE_AFTER.match(text, at + 1):
        return Reading(at + 1, " per ", "slash")  # 92.45/$
    if _CREDIT.search(text[max(0, at - 12) : at]) and text[at + 1 : at + 2].isupper():
        return Reading(at + 1, ", ", "slash")
    if _AGENCY.match(text, at) or _AGENCY_BEFORE.search(text[max(0, at - 14) : at]):
        return Reading(at + 1, " ", "slash")
    before = scan.before(at).lower() if not scan.left(at).isspace() else ""
    after = _WORD.match(text, at + 1)
    if before and after:
        word = after[0].lower()
        if word == "or":
            return Reading(at + 1, " ", "slash")
        if before in _OR and word in _OR:
            return Reading(at + 1, " or ", "slash")
        if before in _COUNTED_UNITS and word in _PER:
            return Reading(at + 1, " per ", "slash")
    if scan.left(at).isspace() and not text[at + 1 : at + 2].strip() and not text[at + 2 : at + 3].strip():
        return Reading(at + 1, " slash " if len(text) == 1 else " ", "slash")
    spaced = _read_spaced_slash(scan, at)
    if spaced is not None:
        return spaced
    if _CAPITALS_BEFORE.search(text[max(0, at - 6) : at]) and _CAPITALS_AFTER.match(text, at + 1):
        return Reading(at + 1, " ", "slash")  # AC/DC, P/E, EU/US
    return Reading(at + 1, " slash ", "slash")


def _between_amounts(text: str, at: int) -> str:
    """What a slash between two amounts, times or ranks is: a pause, or nothing; empty elsewhere."""
    if _AMOUNT_BEFORE.search(text[max(0, at - 4) : at]) and _AMOUNT_AFTER.match(text, at + 1):
        return ", "  # £15/£12
    if _CLOCK_AFTER.match(text, at + 1) and _CLOCK_BEFORE.search(text[max(0, at - 6) : at]):
        return ", "  # 8 p.m. ET/5 p.m. PT
    if _RANK_BEFORE.search(text[max(0, at - 4) : at]) and _RANK_AFTER.match(text, at + 1):
        return " "  # the 18th/19th century
    return ""


def _read_spaced_slash(scan: Scan, at: int) -> Reading | None:
    """Between spaces it parts two things: and / or, he / she, actor / director; nothing is said, but a pause is made."""
    text = scan.text
    after = _SPACED_AFTER.match(text, at + 1)
    before = _SPACED_BEFORE.search(text[max(0, at - 40) : at])
    if after is None or before is None:
        return None
    pair = {before[1].lower(), after[1].lower()}
    if pair == {"and", "or"}:
        return Reading(at + 1, " ", "slash")
    return Reading(at + 1, " or " if pair <= _OR else ",", "slash")


_AMOUNT_BEFORE = Pattern(r"\d[kmbn]{0,2}\Z")
_AMOUNT_AFTER = Pattern(r"(?:[A-Z]{1,3}[$]|[A-Z]{3} |[$€£¥₸₽])\d")
# AP Photo/Jane Roe
_CREDIT = Pattern(r"(?:Photos?|Images|Reuters|REUTERS|Getty|File)\Z")
# /TASS/, as that agency signs
_AGENCY = Pattern(r"(?<![\w/])/[A-Z]{3,10}/(?![\w/])")
_AGENCY_BEFORE = Pattern(r"(?:\s|\A)/[A-Z]{3,10}\Z")
_SPACED_AFTER = Pattern(r"\s[\"“'‘(]?([^\W\d_]+)")
_SPACED_BEFORE = Pattern(r"([^\W_]+)[.)\"”'’]{0,2}\s\Z")
_CLOCK_BEFORE = Pattern(r"(?:[AaPp]\.?[Mm]\.?|\b[A-Z]{1,3}T)\s?\Z")
_CLOCK_AFTER = Pattern(r"\s?\d{1,2}(?:[:.]\d\d)?\s?[AaPp]\.?[Mm](?![\w])")
_RANK_BEFORE = Pattern(r"\d(?:st|nd|rd|th|0s)\Z")
_RANK_AFTER = Pattern(r"\d{1,4}(?:st|nd|rd|th|(?<=0)s)(?![\w])")
_WORD = Pattern(r"[^\W\d_]{1,40}")
_CAPITALS_BEFORE = Pattern(r"(?<![\w/.])[A-Z]{1,5}\Z")
_CAPITALS_AFTER = Pattern(r"[A-Z]{1,5}(?![\w/])")


_RATE_AFTER = Pattern(r"[$£€](?![\w])")
