"""Quantities with a unit and dimensions: 12 kg, 80 km/h, 3.5 m², 25°C, 2 x 4 m.

A unit in a compound ("a 5-km race") stands in the singular.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import amounts
from tts.spoken.en.data import either, listed
from tts.spoken.en.money import noun_follows
from tts.spoken.en.units import POWERS, alternatives, per, spelled, stopped_units, units, whats
from tts.spoken.reading import Reading, Scan

_TO: Final = r"\s?(?:[-–—~]|to)\s?"
_NUMBER: Final = (
    rf"(?:\d{{1,6}}[\s-](?=\d/\d))?"
    rf"(?:\d/\d{{1,2}}(?!\d)|(?:\d{{1,9}}(?:,\d{{3}})*)?[{amounts.VULGAR}]|{amounts.NUMBER}(?![{amounts.VULGAR}]))"
)
_MANY_FOLLOW = Pattern(
    r"[\s\u00a0](?:people|men|women|children|(?!yards|metres|meters|is|was|has|as|its|this)[a-z]{3,14}s)(?![\w])"
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
    if not _is_unit(scan, found):
        return _meters(scan, found)
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
        or unit in _FEW_NOUNS
        or (scan.before(at) in ("a", "an", "A") and noun_follows(scan, stop))
        or (unit == "in" and gap == "" and noun_follows(scan, stop))
        or _DIMENSION.match(scan.text, stop) is not None
        or (found["by"] and unit in _WEIGHED_OUT and _WORD_FOLLOWS.match(scan.text, stop) is not None)
        or _of_a_kind(scan, stop, _NAMED_BY if unit == "m" and gap == "" else _MEASURED)
    )
    name = _name(scan, found, singular=singular)
    end = found.end()
    if scan.text[end : end + 1] == "." and unit in stopped_units() and not scan.ends(end + 1):
        end += 1
    elif found[0].endswith(".") and scan.ends(end):
        end -= 1
    spoken = f"{words} {spelled(name, region)}"
    if scan.text[end : end + 1] in ("-", "–", "—") and not found["last"]:
        second = _quantity().match(scan.text, end + 1)  # 40Hz–20kHz
        if second is not None and not second["sign"] and not second["last"] and _is_unit(scan, second):
            last = spelled(_name(scan, second, singular=False), region)
            return Reading(second.end(), f"{spoken} to {fractioned(second['number'], region)} {last}", "measure")
    return Reading(end, spoken, "measure")


# A 200m-long ship.
_DIMENSION = Pattern(rf"-{either('dimensions')}(?![\w])")


def _meters(scan: Scan, found: re.Match[str]) -> Reading | None:
    """100m in 9.58 seconds: the m is no million, and "in" no unit."""
    end = found.end("scale")
    if (found["scale"] or "").strip() != "m" or found["sign"] or not _IN_A_TIME.match(scan.text, end):
        return None
    return Reading(end, f"{fractioned(found['number'], scan.region)} {spelled('meters', scan.region)}", "measure")


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


def _of_a_kind(scan: Scan, end: int, kinds: frozenset[str]) -> bool:
    """Whether a noun follows that a length or a weight names: the 100m dash, 35 mm film."""
    word = _NOUN.match(scan.text, end)
    return word is not None and word[1] in kinds


_NOUN = Pattern(r"[\s\u00a0]([a-z]{3,16}(?:-[a-z]{4,8})?)(?![\w])")
#: Nouns that a measure names; those that millions are counted of (5m tablets) are not in the first list.
_NAMED_BY: Final = listed("named-by-measure")
_MEASURED: Final = _NAMED_BY | listed("measured")


def _name(scan: Scan, found: re.Match[str], *, singular: bool) -> str:
    """The unit in words, with its power and what it is for."""
    unit = found["unit"]
    name = units()[unit][0 if singular else 1]
    if unit == "kt" and (
        _WIND_BEFORE.search(scan.text[max(0, found.start() - 30) : found.start()])
        or _WIND.match(scan.text, found.end() + 1)
    ):
        name = "knot" if singular or _WIND.match(scan.text, found.end() + 1) else "knots"
    if unit == "mb" and (found["last"] or found["number"]).replace(",", "") in _PRESSURES:
        name = "millibar" if singular else "millibars"
    if unit == "pp" and _is_pages(scan, found):
        name = "page" if singular else "pages"
    if found["power"]:
        name = f"{POWERS[found['power']]} {name}"
    if found["per"]:
        name += f" per {per(found['per'], found['per_power'])}"
    return f"{name} per one hundred kilometers" if found["hundred"] else name


_WINDS: Final = rf"(?i:{either('winds')})(?![\w])"
_WIND = Pattern(_WINDS)
_WIND_BEFORE = Pattern(rf"{_WINDS}[^;:.!?]{{0,20}}\Z")
#: What a barometer shows in millibars; nobody counts so many megabytes in small letters.
_PRESSURES: Final = frozenset(str(pressure) for pressure in range(870, 1086))


def _fraction_alone(written: str) -> bool:
    return written[0] in amounts.FRACTIONS or "/" in written[1:3]


def _part_of(scan: Scan, found: re.Match[str], words: str) -> str:
    """Half a pound, three quarters of a pound; a quarter pound burger, one quarter teaspoon."""
    unit = found["unit"]
    if found["gap"] == "-" or (scan.before(found.start()) in ("a", "an", "A") and noun_follows(scan, found.end())):
        return "half" if words == "half" else words.removeprefix("one ").removesuffix("s")
    if words == "half":
        return f"half {_a(unit)}"
    return words if unit in _SPOONS and words.startswith("one ") else f"{words} of {_a(unit)}"


_SPOONS: Final = frozenset({"tsp", "tbsp", "Tbsp"})


def _is_unit(scan: Scan, found: re.Match[str]) -> bool:
    """Whether letters that are also a word, a name or a magnitude are a unit here."""
    unit, gap = found["unit"], found["gap"]
    if unit == "in":
        after = scan.text[found.end() : found.end() + 2]
        if found.start() == 0 and not after:
            return True
        if gap == "" and len(found["number"]) < 3 and not found["scale"] and after[:1] in (" ", ""):
            return True  # a 12in pizza
        return (gap in ("-", "") or after[:1] == ".") and not (after[1:2].isalnum())
    if unit in ("Mt", "MP", "AU", "mo", "B", "N", "J", "PS") and gap not in ("", "\u00a0"):
        return unit == "Mt" and _TONS_FOLLOW.match(scan.text, found.end()) is not None
    if unit == "K":
        return False
    if unit in _FEW_NOUNS:
        return gap != " " and _FEW_NOUNS[unit].match(scan.text, found.end()) is not None
    if unit == "st":
        weighed = _POUNDS_FOLLOW.match(scan.text, found.end()) or _WEIGHED.search(
            scan.text[max(0, found.start() - 16) : found.start()]
        )
        number = found["number"]
        return number.isdigit() and len(number) < 3 and not found["last"] and weighed is not None
    if unit == "m" and gap == "" and _COUNTED_BY_MILLIONS.match(scan.text, found.end()):
        return False
    if unit == "m" and _MILLIONS_FOLLOW.match(scan.text, found.end()):
        return False
    if unit == "pt":
        return gap == "-" or _TYPE_FOLLOWS.match(scan.text, found.end()) is not None
    if unit == "m" and gap == "" and not found["power"] and not found["per"]:
        return (
            _of_a_kind(scan, found.end(), _NAMED_BY)
            or _is_round(found["number"])
            or not (_MANY_FOLLOW.match(scan.text, found.end()) or _is_many(scan, found.start(), found.end()))
        )
    if unit == "h" and gap == "-":
        return False
    return not (unit == "pp" and gap == "-")


#: What follows a unit of one letter that elsewhere is a name or a magnitude: a 13A plug, a 3T scanner, the 10y yield.
_FEW_NOUNS: Final = {
    "A": Pattern(rf"[\s-]{either('after-amps')}(?![\w])"),
    "T": Pattern(rf"\s{either('after-teslas')}(?![\w])"),
    "y": Pattern(rf"\s{either('after-years')}(?![\w])"),
}

# A population of 5.2m.
_MANY = Pattern(
    rf"{either('counted-by-millions')}(?:\s[a-z]{{1,12}}){{0,3}}(?:\sapprox\.)?\s\Z"
    rf"|(?<![\w]){either('before-millions')}\s(?:{either('about')}\s)?\Z"
)
_TONS_FOLLOW = Pattern(r"\s(?:of|per|a|in|CO2|by)(?![\w])|[,;)]|\.?\s*\Z")
_TYPE_FOLLOWS = Pattern(rf"\s{either('after-points-of-type')}(?![\w])")
# 14st 7lb; he weighs 14st.
_POUNDS_FOLLOW = Pattern(r"\s\d{1,2}(?:\.\d)?\s?lb")
_WEIGHED = Pattern(rf"{either('weighed')}\s(?:\w{{2,8}}\s)?\Z")
_COUNTED_BY_MILLIONS = Pattern(rf"\s{either('after-millions')}(?![\w])")
# 3.5m-strong.
_MILLIONS_FOLLOW = Pattern(rf"\+ (?=[a-z]{{3,14}}s(?![\w]))|-{either('million-strong')}(?![\w])")
_LENGTH_FOLLOWS = Pattern(rf"\s{either('after-lengths')}(?![\w])")


def _is_many(scan: Scan, at: int, end: int) -> bool:
    """Whether the words before a number tell of so many that its m is a million."""
    return _MANY.search(scan.text[max(0, at - 60) : at]) is not None and not _LENGTH_FOLLOWS.match(scan.text, end)


def _is_round(number: str) -> bool:
    """Whether a number has thousands: nobody writes 6000m for six billion."""
    return len(number.replace(",", "").partition(".")[0]) > 3


_CHANGED: Final = listed("before-points")


def _is_pages(scan: Scan, found: re.Match[str]) -> bool:
    """Whether "pp" is pages: "300 pp.", but "rose by 5 pp", "5pp" and "0.5 pp" are percentage points."""
    number = found["number"]
    if not number.isdigit() or scan.before(found.start()).lower() in _CHANGED:
        return False
    return len(number) > 2 or (found["gap"] != "" and scan.text.startswith(".", found.end()))


def read_times(scan: Scan, at: int) -> Reading | None:
    """2x, 2.5×: so many times."""
    found = _TIMES.match(scan.text, at)
    return found and Reading(found.end(), f"{amounts.number(found[1], scan.region)} times", "measure")
