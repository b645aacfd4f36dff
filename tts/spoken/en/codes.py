"""Numbers that are names: seat 14C, apartment 4B, flight KC 901, inmate 24601, the parcel number is 4471, Shahed-136, 802.11ac."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import serials
from tts.spoken.en.acronyms import letters
from tts.spoken.en.addresses import house
from tts.spoken.en.chemistry import read_isotope
from tts.spoken.en.data import listed
from tts.spoken.en.initials import initial
from tts.spoken.en.numbers import cardinal, spelled
from tts.spoken.reading import LOOK_BACK, Reading, Scan


def read_code(scan: Scan, at: int) -> Reading | None:
    """What the words before a number tell: a seat or a flat with its letter, a flight, the number of a person or a thing."""
    left = scan.left(at)
    if left in "-‑":
        return read_isotope(scan, at) or _read_joined(scan, at)
    if scan.text.startswith("802.", at) or scan.text.startswith("(", at + 3):
        return _read_wireless(scan, at) or _read_plan(scan, at)
    if not left.isspace():
        return None
    found = _CODE.match(scan.text, at)
    if found is None:
        return None
    digits, end = found["number"], found.end()
    if digits is None:
        place = _PLACE_BEFORE.search(scan.text[max(0, at - LOOK_BACK) : at])
        if place is None or place[1].lower() not in _PLACES:
            return None
        first, last = (letter and initial(letter) for letter in found.group("letter", "last"))
        return Reading(end, f"{serials.digits(found['digits'])} {first}{f' to {last}' if last else ''}", "serial")
    before = scan.before(at)
    if len(digits) < 5 and _is_known_in_parts(scan, at, before) and not _COUNTS.match(scan.text, end):
        return Reading(end, house(digits), "serial")
    if len(digits) > 3 and serials.is_numbered(scan, at, before):
        return Reading(end, spelled(digits), "digits")
    return None


def _is_known_in_parts(scan: Scan, at: int, before: str) -> bool:
    if before in _KNOWN_IN_PARTS:
        return True
    near = len(before) == 2 or before == "number"  # the code of an airline; a search is not for every number
    return near and _FLIGHT_BEFORE.search(scan.text[max(0, at - LOOK_BACK) : at]) is not None


_CODE = Pattern(
    r"(?P<number>\d{3,12})(?![\w]|[.,:/–-]\d)|(?P<digits>\d{1,4})(?P<letter>[A-Z])(?:[-–](?P<last>[A-Z]))?(?![\w]|-\w)"
)
_COUNTS = Pattern(r"\s(?:[a-z]{2,}s|people|men|women|children|more|new|percent|per|strong|k?m|kg)(?![\w])")
_PLACES: Final = listed("lettered-places")
_PLACE_BEFORE = Pattern(
    r"([A-Za-z]{3,10}?)s?(?: number| no\.?| is| was)?:? (?:\d{1,4}[A-Z](?:, | and | or | to |, and )){0,4}\Z"
)
_FLIGHT_BEFORE = Pattern(r"[Ff]lights? (?:number |no\. )?(?:(?:[A-Z]{2}|[A-Z]\d|\d[A-Z]) )?\Z")
_KNOWN_IN_PARTS: Final = listed("known-in-parts")


def _read_joined(scan: Scan, at: int) -> Reading | None:
    """Shahed-136, Kepler-22b: a number of three digits, or with a letter, after a name."""
    found = _JOINED.match(scan.text, at)
    name = _NAME_BEFORE.search(scan.text[max(0, at - 24) : at]) if found else None
    if found is None or name is None:
        return None
    return Reading(
        found.end(), serials.digits(found[1]) + (f" {initial(found[2].upper())}" if found[2] else ""), "serial"
    )


_JOINED = Pattern(r"(\d{3}|\d{1,4}(?=[a-z]))([a-z]?)(?![\w]|[.,:/–-]\d)")
_NAME_BEFORE = Pattern(
    r"(?<![\w'’-])(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Mid|Late|Early)-)[A-Z][a-z]{3,20}[-‑]\Z"
)


def _read_wireless(scan: Scan, at: int) -> Reading | None:
    """802.11ac: a standard of the IEEE."""
    found = _WIRELESS.match(scan.text, at)
    if found is None or scan.left(at).isalnum():
        return None
    tail = f" {letters(found[2].upper(), before_capital=True)}" if found[2] else ""
    return Reading(found.end(), f"eight oh two dot {cardinal(found[1])}{tail}", "serial")


_WIRELESS = Pattern(r"802\.(1|3|11|15|16)([a-z]{1,2})?(?![\w.])")


def _read_plan(scan: Scan, at: int) -> Reading | None:
    """403(b), 457(b) and 501(k): sections that pensions are called by."""
    found = _PLAN.match(scan.text, at)
    return found and Reading(found.end(), f"{serials.digits(found[1])} {initial(found[2].upper())}", "serial")


_PLAN = Pattern(r"([45]\d\d)\(([a-z])\)(?![\w(])")
