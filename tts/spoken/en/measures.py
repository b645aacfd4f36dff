"""Quantities with a unit and dimensions: 12 kg, 80 km/h, 3.5 m², 25°C, 2 x 4 m.

A unit in a compound ("a 5-km race") stands in the singular.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import amounts
from tts.spoken.en.data import either
from tts.spoken.en.doubts import FEW_NOUNS, MEASURED, NAMED_BY, is_unit, length_follows, meant, of_a_kind
from tts.spoken.en.money import noun_follows
from tts.spoken.en.units import POWERS, alternatives, per, spelled, stopped_units, units, whats
from tts.spoken.reading import Reading, Scan

_TO: Final = r"\s?(?:[-–—~]|to)\s?"
_NUMBER: Final = (
    rf"(?:\d{{1,6}}[\s-](?=\d/\d))?"
    rf"(?:\d/\d{{1,2}}(?!\d)|(?:\d{{1,9}}(?:,\d{{3}})*)?[{amounts.VULGAR}]|{amounts.NUMBER}(?![{amounts.VULGAR}]))"
)
_TIMES = Pattern(rf"({amounts.NUMBER})[x×](?![\w])(?!\s?[+=−]\s?\d|\s-\s\d)")


@cache
def _quantity() -> re.Pattern[str]:
    symbols = alternatives()
    what = "|".join(re.escape(written) for written in whats() if written not in units())
    unit = rf"(?P<unit>{symbols})(?P<power>[²³]|\^[23](?!\d)|(?<=m)[23](?![\d])|(?<=ft|yd)[23](?![\d]))?(?:/(?P<per>{symbols}|{what})(?P<per_power>[²³]|\^[23](?!\d)|(?<=m)[23](?!\d)|(?<=/s)2(?!\d))?|/(?P<hundred>100[\s\u00a0]?km(?!/)))?(?![\w²³^]|['’]s(?!\w))"
    return re.compile(
        rf"(?P<sign>[+−–-]?)(?P<number>{_NUMBER})(?P<scale>{amounts.MAGNITUDE}(?!\s?[x×*]\s?\d))?"
        rf"(?:(?P<by>\s?[x×*]\s?)(?P<side>{amounts.NUMBER})(?:\s?[x×*]\s?(?P<depth>{amounts.NUMBER}))?)?"
        rf"(?:(?P<to>{_TO}|\s?±\s?)(?P<minus>[−-]?)(?P<last>{_NUMBER})(?P<last_scale>{amounts.MAGNITUDE})?)?(?P<gap>[\s\u00a0-]?){unit}"
    )


def fractioned(written: str, region: str) -> str:
    """A number, maybe with a fraction: 4 1/2, 4½, ½."""
    from tts.spoken.en.fractions import read_mixed_number

    return read_mixed_number(written, region) or amounts.number(written, region)


def read_measure(scan: Scan, at: int) -> Reading | None:
    """A quantity with its unit."""
    found = _quantity().match(scan.text, at)
    if found is None or (found["sign"] and scan.left(at).isalnum()):
        return None
    unit, gap, region = found["unit"], found["gap"], scan.region
    if not is_unit(scan, found):
        return _meters(scan, found) or _race(scan, found, at)
    if unit == "m" and found["last"] and (found["scale"] or "").strip() == "m":  # 100m-200m
        found = _quantity().match(scan.text[: found.end("scale")], at) or found
    words = _packs(scan, found) or _counted(found, region)
    one = amounts.is_one(found["number"], found["scale"]) and not found["last"] and not found["by"]
    if _fraction_alone(found["last"] or found["number"]):
        one = True
        if not found["last"]:
            words = _part_of(scan, found, words)
        elif words.endswith(" half"):
            words = words.removesuffix("half") + "one half"
    stop = found.end() + (scan.text.startswith(".", found.end()) and unit in stopped_units())
    singular = (
        one
        or gap == "-"
        or (unit in FEW_NOUNS and not scan.ends(stop))
        or (
            scan.before(at) in ("a", "an", "A")
            and (noun_follows(scan, stop) or _CLAUSE_ENDS.match(scan.text, stop) is not None)
        )
        or (unit == "in" and gap == "" and noun_follows(scan, stop))
        or _DIMENSION.match(scan.text, stop) is not None
        or (found["by"] and unit in _WEIGHED_OUT and _WORD_FOLLOWS.match(scan.text, stop) is not None)
        or of_a_kind(scan, stop, NAMED_BY if unit == "m" and gap == "" else MEASURED)
    )
    name = _name(scan, found, singular=singular)
    end = found.end()
    if (
        scan.text[end : end + 1] == "."
        and not scan.ends(end + 1)
        and (unit in stopped_units() or _GOES_ON.match(scan.text, end))
    ):
        end += 1
    elif found[0].endswith(".") and scan.ends(end):
        end -= 1
    spoken = f"{words} {spelled(name, region)}"
    if scan.text[end : end + 1] in ("-", "–", "—") and not found["last"]:
        second = _quantity().match(scan.text, end + 1)  # 40Hz–20kHz
        if second is not None and not second["sign"] and not second["last"] and is_unit(scan, second):
            last = spelled(_name(scan, second, singular=False), region)
            return Reading(second.end(), f"{spoken} to {fractioned(second['number'], region)} {last}", "measure")
    return Reading(end, spoken, "measure")


# 5 km. away; he had a 9mm.
_GOES_ON = Pattern(r"\.\s[a-z]")
_CLAUSE_ENDS = Pattern(r"[.,;:)]|\Z")
# A 200m-long ship.
_DIMENSION = Pattern(lambda: rf"-{either('dimensions')}(?![\w])")


def _meters(scan: Scan, found: re.Match[str]) -> Reading | None:
    """100m in 9.58 seconds: the m is no million, and "in" no unit."""
    end = found.end("scale")
    if (found["scale"] or "").strip() != "m" or found["sign"] or not _IN_A_TIME.match(scan.text, end):
        return None
    return Reading(end, f"{fractioned(found['number'], scan.region)} {spelled('meters', scan.region)}", "measure")


def _race(scan: Scan, found: re.Match[str], at: int) -> Reading | None:
    """Won the 400 m in style: the unit is the m, not the "in" after it."""
    scale = found["scale"] or ""
    if found["unit"] != "in" or scale not in (" m", "\u00a0m") or found["last"] or found["by"]:
        return None
    return read_measure(Scan(f"{scan.text[: found.end('scale')]} ", scan.lang), at)


_IN_A_TIME = Pattern(
    r"\sin\s(?:\d{1,2}[.:]\d|\d{1,2}\s?(?:mins?|secs?|s|hrs?|h|minutes?|seconds?|hours?)(?![\w])|(?:just )?under\s|a (?:time|record)\s)"
)


def _packs(scan: Scan, found: re.Match[str]) -> str:
    """2 x 400g tins: two of them, of so much each; empty where the sides of a thing are told."""
    if (
        not found["by"]
        or found["depth"]
        or found["last"]
        or found["unit"] not in _WEIGHED_OUT
        or not found["number"].isdigit()
    ):
        return ""
    joint = " " if _WORD_FOLLOWS.match(scan.text, found.end()) else " times "
    return f"{amounts.number(found['number'], scan.region)}{joint}{amounts.number(found['side'], scan.region)}"


_WORD_FOLLOWS = Pattern(r"\s(?!of|and|or|in|to|for|at|on|per)[a-z]{3}")
_WEIGHED_OUT: Final = frozenset({"g", "kg", "ml", "mL", "l", "L", "cl", "oz", "lb", "mg", "MW", "kW", "GW"})


def _counted(found: re.Match[str], region: str) -> str:
    """What stands before the unit: the number with its sign, scale, other sides and last value."""
    words = amounts.quantity(found["sign"], "0", None)[:-4] + fractioned(found["number"], region)
    if found["scale"]:
        words += f" {amounts.magnitude(found['scale'])}"
    if found["by"]:
        words += f" by {amounts.number(found['side'], region)}"
        if found["depth"]:
            words += f" by {amounts.number(found['depth'], region)}"
    if found["last"]:
        joint = "plus or minus" if "±" in found["to"] else "to"
        words += f" {joint} {'minus ' if found['minus'] else ''}{fractioned(found['last'], region)}"
        if found["last_scale"]:
            words += f" {amounts.magnitude(found['last_scale'])}"
    return words


def _a(unit: str) -> str:
    return "an" if units()[unit][0][0] in "aeio" or unit in ("hr", "h") else "a"


def _name(scan: Scan, found: re.Match[str], *, singular: bool) -> str:
    """The unit in words, with its power and what it is for."""
    one, many = meant(scan, found)
    name = one if singular else many
    if found["power"]:
        name = f"{POWERS[found['power']]} {name}"
    if found["per"]:
        name += f" per {per(found['per'], found['per_power'])}"
    return f"{name} per one hundred kilometers" if found["hundred"] else name


def _fraction_alone(written: str) -> bool:
    return written[0] in amounts.FRACTIONS or "/" in written[1:3]


def _part_of(scan: Scan, found: re.Match[str], words: str) -> str:
    """Half a pound, three quarters of a pound; a quarter pound burger, one quarter teaspoon."""
    unit = found["unit"]
    if found["gap"] == "-" or (scan.before(found.start()) in ("a", "an", "A") and noun_follows(scan, found.end())):
        return words.removeprefix("one ").removesuffix("s") if words.endswith(("quarter", "quarters")) else words
    stop = found.end() + scan.text.startswith(".", found.end())
    if unit == "in" and noun_follows(scan, stop) and not length_follows(scan, stop):
        return words
    if words == "half":
        return f"half {_a(unit)}"
    return words if unit in _SPOONS and words.startswith("one ") else f"{words} of {_a(unit)}"


_SPOONS: Final = frozenset({"tsp", "tbsp", "Tbsp"})


def read_times(scan: Scan, at: int) -> Reading | None:
    """2x, 2.5×: so many times."""
    found = _TIMES.match(scan.text, at)
    return found and Reading(found.end(), f"{amounts.number(found[1], scan.region)} times", "measure")
