"""Numbers that are names: seat 14C, apartment 4B, flight KC 901, inmate 24601, the parcel number is 4471."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import serials
from tts.spoken.en.data import listed
from tts.spoken.en.numbers import spelled
from tts.spoken.reading import LOOK_BACK, Reading, Scan


def read_code(scan: Scan, at: int) -> Reading | None:
    """What the words before a number tell: a seat or a flat with its letter, a flight, the number of a person or a thing."""
    if not scan.left(at).isspace():
        return None
    near = scan.text[max(0, at - LOOK_BACK) : at]
    lettered = _LETTERED.match(scan.text, at)
    if lettered is not None:
        place = _PLACE_BEFORE.search(near)
        if place is None or place[1].lower() not in _PLACES:
            return None
        return Reading(
            lettered.end(), f"{serials.digits(lettered[1])} {serials.letters(lettered[2], last=True)}", "serial"
        )
    number = _NUMBER.match(scan.text, at)
    if number is None:
        return None
    if len(number[0]) in (3, 4) and _FLIGHT_BEFORE.search(near):
        return Reading(number.end(), serials.digits(number[0]), "serial")
    if len(number[0]) > 3 and serials.is_numbered(scan, at):
        return Reading(number.end(), spelled(number[0]), "digits")
    return None


_LETTERED = Pattern(r"(\d{1,4})([A-Z])(?![\w]|-\w)")
_NUMBER = Pattern(r"\d{3,12}(?![\w]|[.,:/–-]\d)")
_PLACES: Final = listed("lettered-places")
_PLACE_BEFORE = Pattern(
    r"([A-Za-z]{3,10}?)s?(?: number| no\.?| is| was)?:? (?:\d{1,4}[A-Z](?:, | and | or | to |, and )){0,4}\Z"
)
_FLIGHT_BEFORE = Pattern(r"[Ff]lights? (?:number |no\. )?(?:[A-Z]{2}|[A-Z]\d|\d[A-Z]) \Z")
