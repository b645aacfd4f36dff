"""Feet and inches, and what shares their marks: 6'2", 6 ft 2 in, a 5' wall, 12", and minutes with seconds (3'45")."""

from __future__ import annotations

from tts.pattern import Pattern
from tts.spoken.en import amounts
from tts.spoken.en.data import either
from tts.spoken.en.doubts import length_follows
from tts.spoken.en.measures import fractioned
from tts.spoken.en.money import noun_follows
from tts.spoken.en.numbers import cardinal
from tts.spoken.reading import Reading, Scan

_INCHES_OF_FEET = rf"((?:1[01]|\d)(?:\.\d{{1,2}}|[ -]\d/\d{{1,2}}|\s?[{amounts.VULGAR}])?|[{amounts.VULGAR}])"
_FEET = Pattern(rf"(\d{{1,2}})\s?['’′][\s-]?{_INCHES_OF_FEET}(?:\s?[\"”″]|''|’’)(?![\w])|(\d{{1,2}})\s?′(?![\w])")
_FEET_IN_LETTERS = Pattern(
    rf"(\d{{1,2}})[\s-]?(ft\.?|feet|foot),?[\s-]?{_INCHES_OF_FEET}[\s-]?(?:ins?\.?|inches|inch)(?![\w])"
)
_FEET_TOGETHER = Pattern(r"([3-8])(?:ft|['’])(1[01]|\d)(?=[\s,;)]|\.?\Z|\.\s)")  # 5ft10, 6'2
_INCHES = Pattern(
    rf"((?:\d{{1,3}}[\s-])?\d{{1,2}}/\d{{1,2}}|\d{{0,3}}[{amounts.VULGAR}]|\d{{1,3}}(?:\.\d{{1,3}})?)[\"″](?=[\s.,;)-]|\Z)"
)
_MINUTES = Pattern(r"(\d{1,2})['’′]\s?(1[2-9]|[2-5]\d)(?:[\"”″]|''|’’)(?![\w])")
_INCH_RANGE = Pattern(r"(\d{1,2}(?:\.\d\d?)?)[\"″”]?[-–](\d{1,2}(?:\.\d\d?)?)[\"″”](?=\sof |\s?[.,;)]|\Z|\s[a-z])")
_FEET_ALONE = Pattern(r"(\d{1,3})['’](?=[\s.,;)]|\Z)")


def _describes(scan: Scan, at: int, end: int) -> bool:
    """Whether a height stands before what it describes: the 6'4" guard."""
    return scan.before(at) in ("a", "A", "the", "The", "an") and noun_follows(scan, end)


def read_height(scan: Scan, at: int) -> Reading | None:
    """6'2", 6' and 12"."""
    found = _FEET_IN_LETTERS.match(scan.text, at)
    if found is not None:
        feet, inches = amounts.number(found[1]), fractioned(found[3], scan.region)
        unit = "foot" if found[2] == "foot" or feet == "one" else "feet"
        end = found.end()
        if scan.text[end - 1] == "." and (scan.ends(end) or _SENTENCE_FOLLOWS.match(scan.text, end)):
            end -= 1
        single = inches == "one" or _HYPHENED_INCH.search(found[0]) is not None
        return Reading(end, f"{feet} {unit} {inches} {'inch' if single else 'inches'}", "measure")
    together = _FEET_TOGETHER.match(scan.text, at)
    if together is not None:
        return Reading(together.end(), f"{cardinal(together[1])} foot {cardinal(together[2])}", "measure")
    fall = _INCH_RANGE.match(scan.text, at)
    if fall is not None and not _quoted(scan.text, at):
        unit = "inch" if noun_follows(scan, fall.end()) else "inches"
        return Reading(fall.end(), f"{amounts.number(fall[1])} to {amounts.number(fall[2])} {unit}", "measure")
    found = _FEET.match(scan.text, at)
    if found is not None:
        digits = found[1] or found[3]
        feet = f"{cardinal(digits)} {'foot' if digits == '1' else 'feet'}"
        if found[2]:
            if _describes(scan, at, found.end()):
                return Reading(found.end(), f"{cardinal(digits)} foot {fractioned(found[2], scan.region)}", "measure")
            feet += f" {fractioned(found[2], scan.region)} {'inch' if found[2] == '1' else 'inches'}"
        return Reading(found.end(), feet, "measure")
    found = _MINUTES.match(scan.text, at)
    if found is not None:
        minutes, seconds = (cardinal(digits) for digits in found.groups())
        return Reading(found.end(), f"{minutes} minute{'s' * (minutes != 'one')} {seconds} seconds", "time")
    found = _FEET_ALONE.match(scan.text, at)
    named = found is not None and noun_follows(scan, found.end()) and not length_follows(scan, found.end())
    told = found is not None and _FEET_TOLD.match(scan.text, found.end()) is not None
    told = told or (found is not None and _FEET_TOLD_BEFORE.search(scan.text[max(0, at - 12) : at]) is not None)
    if (
        found is not None
        and (named or told or (at == 0 and scan.ends(found.end())))
        and not _quoted(scan.text, at)
        and not _SINGLE_QUOTE.search(scan.text[max(0, at - 400) : at])
    ):
        return Reading(
            found.end(),
            f"{cardinal(found[1], scan.region)} {'foot' if named or found[1] == '1' else 'feet'}",
            "measure",
        )
    found = _INCHES.match(scan.text, at)
    if found is None or _quoted(scan.text, at):
        return None
    one = found[1] == "1" or found[1][1:2] == "/" or found[1][2:3] == "/" or noun_follows(scan, found.end())
    one = one or (scan.before(at) in ("a", "A", "an") and _WORD_FOLLOWS.match(scan.text, found.end()) is not None)
    words = fractioned(found[1], scan.region)
    return Reading(found.end(), f"{'one half' if words == 'half' else words} {'inch' if one else 'inches'}", "measure")


# A 6-foot-3-inch centre.
_HYPHENED_INCH = Pattern(r"\d-in")
_WORD_FOLLOWS = Pattern(r"\s[A-Za-z]")
# 8' long, 5' by 8'
_FEET_TOLD = Pattern(lambda: rf"\s(?:by \d{{1,3}}['’]|{either('after-lengths')}(?![\w]))")
_FEET_TOLD_BEFORE = Pattern(r"\d['’] by \Z")
_SENTENCE_FOLLOWS = Pattern(r"\s[A-Z]")
_SINGLE_QUOTE = Pattern(r"(?<![\w])'")


def _quoted(text: str, at: int) -> bool:
    """Whether a quotation is open before a position, so that a mark after the number closes it."""
    before = text[max(0, at - 400) : at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”") or before.count("‘") > before.count("’")
