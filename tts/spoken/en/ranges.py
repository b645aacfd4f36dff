"""Ranges, scores and ratios: 10-15, 2014–2016, 2014-16, 1960s-80s, won 3-1, 2:1, pages 5–7.

A range is "ten to fifteen". A score is "three to one" in American, "three one" in British English.
"""

from __future__ import annotations

import re
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import amounts
from tts.spoken.en.data import either, listed
from tts.spoken.en.numbers import british, cardinal, ordinal, pair, to_plural, year
from tts.spoken.reading import Reading, Scan

_DASH: Final = r"(\s?[–—‑‐]\s?|-|~| - )"
_YEARS = Pattern(rf"([12]\d{{3}}){_DASH}([12]\d{{3}}|\d\d)(?![\w%]|[-–.,/:]\d)")
_DECADES = Pattern(rf"(?:([12]\d)?(\d0))s?{_DASH}(?:([12]\d)?(\d0))['’]?s(?![\w])")
_NUMBERS = Pattern(
    rf"([−-]?)({amounts.NUMBER})({amounts.MAGNITUDE})?(?:{_DASH}|(\s?\.\.\.?\s?))([−-]?)({amounts.NUMBER})({amounts.MAGNITUDE})?"
    r"(?![\w]|[-–/:]\d|\.\d)"
)
_SCORE_AFTER = Pattern(lambda: rf"\s{either('after-score')}(?![\w])")
_ORDINALS = Pattern(rf"(\d{{1,4}})(st|nd|rd|th)?{_DASH}(\d{{1,4}})(?:st|nd|rd|th)(?![\w])")
_RATIO = Pattern(r"(\d{1,3}(?:\.\d{1,2})?):(\d{1,3}(?:\.\d)?)(?![\w:]|\.\d)")
_PRODUCT = Pattern(rf"({amounts.NUMBER})(\s?)([x×*])(\s?)({amounts.NUMBER})(?:\s?[x×*]\s?({amounts.NUMBER}))?(?![\w])")
_SUM = Pattern(
    r"[+−–-]?\d{1,12}(?:\.\d{1,6})?(?:\s?[-+−–×x*÷/]\s?\d{1,12}(?:\.\d{1,6})?){1,8}\s?=\s?[+−–-]?\d{1,15}(?:\.\d{1,6}|/\d{1,4})?(?![\w])"
)
_PIECE = Pattern(r"\d+(?:\.\d+)?|[^\s\d]")
# 1/2 + 1/4: fractions, where 6/2 = 3 is a division
_ADDED = Pattern(r"\d/\d+\s?[-+−–×x*÷]|[-+−–×x*÷]\s?\d+/\d")
_PARTS = Pattern(r"\d+/\d+|\d+(?:\.\d+)?|[^\s\d]")
_SUM_SIGNS: Final = {
    "-": "minus",
    "−": "minus",
    "–": "minus",
    "+": "plus",
    "×": "times",
    "x": "times",
    "*": "times",
    "÷": "divided by",
    "/": "divided by",
    "=": "equals",
}
_ROOMS: Final = frozenset({"room", "rooms", "suite", "area", "bus"})
_NAMED: Final = listed("before-pair")
_SCORE_BEFORE: Final = listed("before-score")


def joint(scan: Scan, at: int) -> str:
    """What joins the two ends: "between 5-7" is "between five and seven"."""
    return "and" if scan.before(at).lower() == "between" else "to"


def read_years(scan: Scan, at: int) -> Reading | None:
    """2014-2016, 2014–16."""
    found = _YEARS.match(scan.text, at)
    if found is None:
        present = _UNTIL_NOW.match(scan.text, at)
        if present is not None:
            return Reading(present.end(), f"{year(present[1], scan.region)} to {present[2]}", "range")
        return _read_next_year(scan, at)
    first, _, last = found.groups()
    if not "1000" <= first < "2100" or (len(last) == 4 and not ("1000" <= last < "2200" and last >= first)):
        return None
    if len(last) == 2:
        if first[2:] == "99" and last == "00":
            return Reading(
                found.end(), f"{year(first, scan.region)} to {year(str(int(first) + 1), scan.region)}", "range"
            )
        if int(last) <= int(first[2:]):
            return None
        second = cardinal(last) if last[0] != "0" else f"oh {cardinal(last)}"
    else:
        second = year(last, scan.region)
    return Reading(found.end(), f"{year(first, scan.region)} {joint(scan, at)} {second}", "range")


def _read_next_year(scan: Scan, at: int) -> Reading | None:
    """1830-1: only the last figure changes."""
    found = _NEXT_YEAR.match(scan.text, at)
    if found is None or found[2][-1] >= found[3] or (found[1] == "20" and int(found[3]) - int(found[2][-1]) != 1):
        return None
    first, last = found[1] + found[2], found[2][0] + found[3]
    second = f"oh {cardinal(last)}" if last[0] == "0" else cardinal(last)
    return Reading(found.end(), f"{year(first, scan.region)} to {second}", "range")


_UNTIL_NOW = Pattern(r"((?:1[5-9]|20)\d\d)\s?[-–—]\s?(present|now|today|date)(?![\w-])")
_NEXT_YEAR = Pattern(r"(1[5-9]|20)(\d\d)[-–](\d)(?![\w]|[-–.,/:]\d)")


def read_decades(scan: Scan, at: int) -> Reading | None:
    """1960s-80s, 1960s-1980s."""
    found = _DECADES.match(scan.text, at)
    if found is None:
        return None
    century, tens, _, second, last = found.groups()
    if tens == "00" or last == "00":
        return None
    return Reading(found.end(), f"{_decade(century, tens)} to {_decade(second, last)}", "decade")


def _decade(century: str | None, tens: str) -> str:
    plural = to_plural(cardinal(tens))
    return f"{cardinal(century)} {plural}" if century else plural


def read_ordinals(scan: Scan, at: int) -> Reading | None:
    """5th-7th, 15-16th (centuries)."""
    found = _ORDINALS.match(scan.text, at)
    if found is None or (not found[2] and int(found[1]) >= int(found[4])):
        return None
    return Reading(found.end(), f"{ordinal(found[1])} to {ordinal(found[4])}", "range")


def read_range(scan: Scan, at: int) -> Reading | None:
    """10-15, 5,000–6,000, 5-10 million, 3-1."""
    found = _NUMBERS.match(scan.text, at)
    if found is None or (found[1] and scan.left(at).isalnum()):
        return None
    sign, first, scale, dash, dots, minus, last, last_scale = found.groups()
    if dots or (minus and not dash.strip()) or scan.left(at) in "-–/":
        return None
    if len(first) == 4 and _MONTH_AFTER.match(scan.text, found.end()):
        return None  # 1876 - 29 October 1918
    if dash == " - " and not last_scale and (_value(first) >= _value(last) or scan.before(at) in _RECKONED):
        return _read_spaced(scan, at, found)
    score = scan.before(at).lower() in _SCORE_BEFORE or _SCORE_AFTER.match(scan.text, found.end()) is not None
    if (
        (_FORMATION.match(scan.text, found.end()) or (_BUILD.match(scan.text, found.end()) and first in "567"))
        and len(first) == 1
        and last.isdigit()
        and int(last) < 12
    ):
        return Reading(found.end(), f"{cardinal(first)} {cardinal(last)}", "score")  # a 3-4 defense, a 6-4 forward
    if first[0] == "0" and len(first) > 1 and not (first.startswith("0.") and "." in last):
        return None
    if len(first) == 3 and first.isdigit() and last.isdigit() and scan.before(at) in _NAMED:
        to = (
            f"to {pair(last)}"
            if len(last) == 3 and first < last and scan.before(at).lower() in _ROOMS
            else cardinal(last, scan.region)
        )
        return Reading(found.end(), f"{pair(first)} {to}", "serial")
    if first.isdigit() and last.isdigit() and not (sign or minus or scale or last_scale):
        pair_of = _score(first, last, scan.region) if score else ""
        if pair_of:
            return Reading(found.end(), pair_of, "score")
        if scan.before(at) in _NUMBERED_BY_PARTS:
            return Reading(found.end(), f"{cardinal(first)} {cardinal(last)}", "serial")
    if (
        not score
        and len(first) >= 3
        and _value(first) > _value(last)
        and not last_scale
        and not scale
        and first.isdigit()
    ):
        return _code(found, scan)
    between = f" {joint(scan, at)} "
    words = amounts.quantity(sign, first, scale, scan.region)
    spoken = f"{words}{between}{amounts.quantity(minus, last, last_scale, scan.region)}"
    return Reading(found.end(), spoken, "score" if score else "range")


#: Table 2-1 is the first of chapter two; Tables 2-4 are three.
_NUMBERED_BY_PARTS: Final = listed("numbered-by-parts")


def _score(first: str, last: str, region: str) -> str:
    """Goals and points: "three to one"; in British English "three one", "two nil" and "two all"."""
    if not british(region):
        return f"{cardinal(first, region)} to {cardinal(last, region)}"
    if first == last and first != "0":
        return f"{cardinal(first, region)} all"
    return " ".join("nil" if goals == "0" else cardinal(goals, region) for goals in (first, last))


_BUILD = Pattern(lambda: rf"(?:, | and )\d{{3}}(?:-|\s)(?:pounds?|lbs?)|,? (?:\w{{2,10}} )?{either('players')}(?![\w])")
_FORMATION = Pattern(lambda: rf"\s{either('after-formation')}(?![\w])")
_MONTH_AFTER = Pattern(r"\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?,?\s\d{4}(?!\d)")


def _read_spaced(scan: Scan, at: int, found: re.Match[str]) -> Reading | None:
    """5 - 0: a score, where the sentence does not go on as if the hyphen were a dash; solve 5 - 2: a sum."""
    sign, first, scale, _, _, minus, last, _ = found.groups()
    if sign or minus or scale or not (first.isdigit() and last.isdigit()) or len(first + last) > 6:
        return None
    if scan.before(at) in _RECKONED:
        return Reading(found.end(), f"{cardinal(first, scan.region)} minus {cardinal(last, scan.region)}", "score")
    if _GOES_ON.match(scan.text, found.end()):
        return None
    return Reading(found.end(), _score(first, last, scan.region), "score")


_RECKONED: Final = listed("reckoned")
_GOES_ON = Pattern(lambda: rf"\s(?!{either('after-scores')}(?![\w]))[a-z]|\s-")


def _value(written: str) -> float:
    return float(re.sub(r"[^\d.]", "", written.replace("·", ".")) or 0)


def _code(found: re.Match[str], scan: Scan) -> Reading | None:
    """747-400, 978-0: two numbers of a name; they are said one after the other."""
    first, last = found[2], found[7]
    if not (first.isdigit() and last.isdigit()) or len(first) > 4 or len(last) > 4:
        return None
    points = len(first) == 3 and len(last) == 2 and first < "180" and last >= "70"  # 110-98
    around = scan.text[max(0, found.start() - 60) : found.end() + 40]
    odds = last == "1" and (first.endswith("0") or _ODDS_FOLLOW.match(scan.text, found.end()))
    listed_so = scan.before(found.start()).lower() in _IN_PAGES and len(last) == 2
    if len(last) == len(first) or points or odds or listed_so or _VOTED.search(around):
        return Reading(found.end(), f"{cardinal(first, scan.region)} to {cardinal(last, scan.region)}", "score")
    head = pair(first) if len(first) == 3 else cardinal(first, scan.region)
    return Reading(found.end(), f"{head} {amounts.number(last, scan.region)}", "serial")


#: Pages 112-15 are told in short.
_IN_PAGES: Final = frozenset({"p", "pp", "page", "pages", "line", "lines", "verses", "vv", "nos", "numbers"})
_ODDS_FOLLOW = Pattern(lambda: rf"[\s-]{either('favourites')}(?![\w])")
# The Senate passed it 412-8.
_VOTED = Pattern(lambda: rf"(?<![\w]){either('voted')}(?![\w])")


def read_verse(scan: Scan, at: int) -> Reading | None:
    """Psalm 23:4, Matthew 5:3-12: chapter and verse."""
    found = _VERSE.match(scan.text, at)
    if found is None or scan.before(at) not in listed("bible"):
        return None
    chapter, verse, last = found.groups()
    words = (
        f"{cardinal(chapter)} {cardinal(verse)}"
        if verse > "09" and len(verse) > 1
        else f"{cardinal(chapter)}, {cardinal(verse)}"
    )
    return Reading(found.end(), f"{words} to {cardinal(last)}" if last else words, "verse")


_VERSE = Pattern(
    r"(\d{1,3}):(\d{1,3})(?:[-–](\d{1,3}))?(?![\w:]|[-–.]\d|\s?[AaPp]\.?[Mm](?![\w])|\s(?:win|victory|loss|defeat)(?![\w]))"
)


def read_rule_number(scan: Scan, at: int) -> Reading | None:
    """Rule 10b-5, § 240.10b-5: no billions."""
    found = _RULE_NUMBER.match(scan.text, at)
    if found is None or not (scan.before(at) in _RULES or _SECTION_BEFORE.search(scan.text[max(0, at - 3) : at])):
        return None
    numbers = " point ".join(cardinal(part) for part in found[1].split("."))
    return Reading(found.end(), f"{numbers} {found[2]} {cardinal(found[3])}", "serial")


_RULE_NUMBER = Pattern(r"(\d{1,4}(?:\.\d{1,4})?)([a-z])-(\d{1,3})(?![\w])")
_SECTION_BEFORE = Pattern(r"§\s?\Z")
_RULES: Final = listed("rules")


def read_ratio(scan: Scan, at: int) -> Reading | None:
    """2:1."""
    found = _RATIO.match(scan.text, at)
    if found is None:
        return None
    if _TIMED.search(scan.text[max(0, at - 12) : at]) and found[1].isdigit() and len(found[2]) == 2 and found[2] < "60":
        return Reading(found.end(), f"{cardinal(found[1])} minutes {cardinal(found[2])} seconds", "time")
    score = scan.before(at).lower() in _SCORE_BEFORE
    joint = " " if score and british(scan.region) else " to "
    words = f"{amounts.number(found[1], scan.region)}{joint}{amounts.number(found[2], scan.region)}"
    return Reading(found.end(), words, "score" if score else "ratio")


# Ran it in 38:21.
_TIMED = Pattern(r"(?<!\w)(?:in|clocked|time of) \Z")


def read_product(scan: Scan, at: int) -> Reading | None:
    """2x8, 3 × 4 × 5: by."""
    found = _PRODUCT.match(scan.text, at)
    if found is None or bool(found[2]) != bool(found[4]):
        return None
    sides = found[3] == "x" or _LENGTH_FOLLOWS.match(scan.text, found.end())
    joint = "by" if sides and not scan.text.startswith("^", found.end()) else "times"
    words = f"{amounts.number(found[1], scan.region)} {joint} {amounts.number(found[5], scan.region)}"
    if found[6]:
        words += f" {joint} {amounts.number(found[6], scan.region)}"
    return Reading(found.end(), words, "measure")


_LENGTH_FOLLOWS = Pattern(r"[\s-](?:feet|foot|inch|inches|yards?|met(?:er|re)s?|pixels?|miles?)(?![\w])")


def read_sum(scan: Scan, at: int) -> Reading | None:
    """1 - 2 = 5, 2+3=5: said sign by sign."""
    found = _SUM.match(scan.text, at)
    if found is None:
        return None
    pieces = (_piece(piece, scan.region) for piece in (_PARTS if _ADDED.search(found[0]) else _PIECE).findall(found[0]))
    return Reading(found.end(), " ".join(pieces), "sum")


def _piece(written: str, region: str) -> str:
    """A sign, a number or a fraction of a sum."""
    if "/" in written[1:]:
        from tts.spoken.en.fractions import say

        over, _, under = written.partition("/")
        return say(over, under, region)
    return _SUM_SIGNS.get(written) or amounts.number(written, region)


def read_scale_of_a_map(scan: Scan, at: int) -> Reading | None:
    """1:50,000: one to so many."""
    found = _MAP.match(scan.text, at)
    if found is None:
        return None
    return Reading(found.end(), f"one to {amounts.number(found[1], scan.region)}", "ratio")


_MAP = Pattern(r"1:(\d{1,3}(?:,\d{3})+|\d{1,4}00|\d{3}(?=\sscale))(?![\w:]|[.,]\d)")
