"""Degrees: coordinates (51°10′N) and temperatures whose sign is left out (20C, 68F)."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import amounts
from tts.spoken.en.data import either, listed
from tts.spoken.en.measures import fractioned
from tts.spoken.en.ranges import joint
from tts.spoken.reading import Reading, Scan

_MARKS = Pattern(
    r"(\d{1,2}(?:[ -]\d/\d|\.\d+)?)['’′](?:,?\s?(\d{1,2}(?:[ -]\d/\d|\.\d+)?)(?:[\"”″]|''|’’))?(?:\s?([NSEW])(?![\w]))?"
)
_DEGREES_BEFORE = Pattern(r"(?:degrees?|deg\.?|°),?\s?\Z")
_POINT_OF_COMPASS: Final = {"N": "north", "S": "south", "E": "east", "W": "west"}
_COORDINATE = Pattern(
    r"(\d{1,3}(?:\.\d{1,6})?)°\s?(?:(\d{1,2}(?:\.\d+)?)[′'’]\s?)?(?:(\d{1,2}(?:\.\d+)?)[″\"”]\s?)?(?:([NSEW])(?![\w])|(?<=[′'’″\"”])(?![\w]))"
)


def read_coordinate(scan: Scan, at: int) -> Reading | None:
    """51°10′N."""
    found = _COORDINATE.match(scan.text, at)
    if found is None:
        return None
    end = found.end() + (found[4] is not None and _STOP_INSIDE.match(scan.text, found.end()) is not None)
    return Reading(end, _arc(scan, found[1], found[2], found[3], found[4]), "measure")


def read_minutes(scan: Scan, at: int) -> Reading | None:
    """12 degrees 4' 3": minutes and seconds of an arc."""
    if _DEGREES_BEFORE.search(scan.text[max(0, at - 12) : at]) is None:
        return None
    found = _MARKS.match(scan.text, at)
    return found and Reading(found.end(), _arc(scan, None, found[1], found[2], found[3]), "measure")


def _arc(scan: Scan, degrees: str | None, minutes: str | None, seconds: str | None, compass: str | None) -> str:
    """An angle in words: its degrees, minutes and seconds, and where it points; what is None is not said."""
    parts = []
    for written, unit in ((degrees, "degree"), (minutes, "minute"), (seconds, "second")):
        if written:
            number = _LEADING_ZEROS.sub("", written)
            parts.append(f"{fractioned(number, scan.region)} {unit}{'s' * (number != '1')}")
    return " ".join([*parts, _POINT_OF_COMPASS[compass]] if compass else parts)


_LEADING_ZEROS = Pattern(r"\A0+(?=\d)")


def read_bearing(scan: Scan, at: int) -> Reading | None:
    """Latitude 15 53 N., longitude 121 W: no watts."""
    found = _BEARING.match(scan.text, at)
    if found is None or _POSITION_BEFORE.search(scan.text[max(0, at - 60) : at]) is None:
        return None
    words = " ".join(amounts.number(digits, scan.region) for digits in found[1].split())
    words += f" {found[2].strip() + ' ' if found[2] else ''}{_POINT_OF_COMPASS[found[3]]}"
    return Reading(found.end() + (_STOP_INSIDE.match(scan.text, found.end()) is not None), words, "measure")


_BEARING = Pattern(r"(\d{1,3}(?:\.\d{1,4})?(?: [0-5]?\d){0,2})(\s(?:degrees|deg\.))? ([NSEW])(?![\w])")
_POSITION_BEFORE = Pattern(r"(?i:latitude|longitude|lat\.|long\.|lat|position)\s[^.;]{0,40}\Z")
_STOP_INSIDE = Pattern(r"[.](?=[,;]|\s[a-z])")


def read_temperature(scan: Scan, at: int) -> Reading | None:
    """20C, -5 to 10 C, 68F: degrees, where it is no name and counts nothing."""
    frost = _FROST.match(scan.text, at)
    if frost is not None and not scan.left(at).isalnum() and scan.left(at) not in "-–#/":
        scale = "Celsius" if frost[2] == "C" else "Fahrenheit"
        return Reading(frost.end(), f"minus {amounts.number(frost[1], scan.region)} degrees {scale}", "measure")
    found = _TEMPERATURE.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or scan.left(at) in "-–#":
        return None
    noun = _WARMING.match(scan.text, found.end())
    if (
        noun is None
        and scan.text[:at].strip(' ("“')
        and scan.before(at).lower() not in _BEFORE_DEGREES
        and _ALSO_IN_DEGREES.search(scan.text[max(0, at - 8) : at]) is None
    ):
        return None
    words = amounts.quantity(found[1], found[2], None, scan.region)
    if found[4]:
        words += f" {joint(scan, at)} {amounts.quantity(found[3], found[4], None, scan.region)}"
    unit = f"degree{'' if noun and noun[1] else 's'} {'Celsius' if found[5] == 'C' else 'Fahrenheit'}"
    return Reading(found.end(), f"{words} {unit}", "measure")


def read_scale(scan: Scan, at: int) -> Reading | None:
    """Twenty degrees C, 68 degrees F: the scale is named."""
    found = _SCALE.match(scan.text, at)
    if found is None:
        return None
    return Reading(found.end(), f"{found[1]} {'Celsius' if found[2] == 'C' else 'Fahrenheit'}", "measure")


_SCALE = Pattern(r"(degrees?)\s([CF])(?![\w'’&+#-])(?!\.\s?[A-Z])")
# A -10C wind chill.
_FROST = Pattern(r"[−–-](\d{1,2}(?:\.\d)?)([CF])(?=\s(?!to\b|or\b)[a-z])")
# 1.5C of warming, the 1.5C target.
_WARMING = Pattern(
    lambda: (
        rf"\s(?:of (?:global )?(?:warming|heating)|(?:{either('after-degrees')}|above|below)|({either('of-degrees')}))(?![\w])"
    )
)
# 15C (59F)
_ALSO_IN_DEGREES = Pattern(r"\d\s?°?[CF] \(\Z")
_BEFORE_DEGREES: Final = listed("before-degrees")
_TEMPERATURE = Pattern(
    lambda: (
        r"([−–-]?)(\d{1,3}(?:\.\d)?)(?:\s?(?:-|–|to)\s?([−-]?)(\d{1,3}(?:\.\d)?))?\s?([CF])"
        rf"(?=[.,;:)/(]{{0,2}}(?:\Z|\s(?:\Z|[(]|(?:{either('after-degrees', 'of-degrees', 'after-temperature')})(?![\w])))"
        r"|[,;)/]{1,2}\s?[\d(a-z])"
    )
)
