"""Units by their symbols: what they are called, alone (km/h), after a word (per kg), and so many to one of them (142/km²).

British spelling (kilometres, litres, tonnes) in British regions.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import amounts
from tts.spoken.en.data import either, records, rows
from tts.spoken.en.numbers import british
from tts.spoken.reading import Reading, Scan

#: Names of the raised two and three behind a unit.
POWERS: Final = dict.fromkeys(("²", "2", "^2"), "square") | dict.fromkeys(("³", "3", "^3"), "cubic")
_BRITISH: Final = (("meter", "metre"), ("liter", "litre"), ("ton", "tonne"))


@cache
def units() -> dict[str, tuple[str, str]]:
    """The table, by symbol: singular and plural."""
    return {symbol: (one, many) for symbol, one, many, *_ in records("units")}


@cache
def stopped_units() -> frozenset[str]:
    """Units that are also written with a full stop, which is then not the end of a sentence."""
    return frozenset(symbol for symbol, _, _, *stop in records("units") if stop == ["."])


@cache
def whats() -> dict[str, str]:
    """What something is so much for, in words, by what is written after the slash: mo, sq ft, person."""
    return {written[1:]: said for written, said in rows("per") if written[0] == "/"}


def alternatives(*, longest: int = 99) -> str:
    """A regular expression for the symbols of up to so many characters."""
    symbols = sorted((symbol for symbol in units() if len(symbol) <= longest), key=len, reverse=True)
    return "|".join(map(re.escape, symbols))


def spelled(name: str, region: str) -> str:
    """A name of the table as a region spells it."""
    if not british(region) or name.startswith(("kilot", "megat")):
        return name
    for american, ours in _BRITISH:
        name = re.sub(rf"{american}(s?)\b", rf"{ours}\1", name)
    return name


def per(symbol: str, power: str | None) -> str:
    """What follows the slash of a unit, in words: square meter, second squared."""
    name = units()[symbol][0] if symbol in units() else whats()[symbol]
    if power in ("²", "2", "^2") and name == "second":
        return f"{name} squared"
    return f"{POWERS[power]} {name}" if power else name


def _reading(found: re.Match[str], region: str) -> Reading:
    """A unit in the plural; the groups are its symbol, its power, the symbol of what it is for each of, and the power of that."""
    name = units()[found[1]][1]
    if found[2]:
        name = f"{POWERS[found[2]]} {name}"
    if found[3]:
        name += f" per {per(found[3], found[4])}"
    return Reading(found.end(), spelled(name, region), "measure")


def read_after(scan: Scan, end: int) -> Reading | None:
    """A unit behind a space, in the plural: what a number in words was said of."""
    found = _after().match(scan.text, end)
    if found is None:
        return None
    return _reading(found, scan.region)


@cache
def _after() -> re.Pattern[str]:
    symbols = alternatives(longest=4)
    return re.compile(
        rf"[\s\u00a0](?!(?:in|st|pt|A|T|y|a)(?!\w))({symbols})([²³]|\^[23])?(?:/({symbols}|s)([²³]|\^[23])?)?(?![\w])"
    )


def read_rate(scan: Scan, at: int) -> Reading | None:
    """142/km²: so many to one unit."""
    found = _rates().match(scan.text, at)
    if found is None:
        return None
    unit = spelled(per(found[2], found[4]), scan.region) if found[2] else found[3]
    return Reading(found.end(), f"{amounts.number(found[1], scan.region)} per {unit}", "measure")


@cache
def _rates() -> re.Pattern[str]:
    return re.compile(
        rf"({amounts.NUMBER})\s?/\s?(?:(km|mi|m|cm|ft|sq mi|sq km|sq ft|ha|kg|lb|[lL]|t|kWh|MWh)|(day|week|month|year|hour|minute|person|capita))"
        r"(?(2)([²³]|(?<=m)[23](?!\d)|(?<=mi)2(?!\d))?)(?![\w²³/])"
    )


def read_per(scan: Scan, at: int) -> Reading | None:
    """Per kg, per km2, /km²: a unit that another word is counted by."""
    found = _per_alone().match(scan.text, at)
    if found is None:
        return None
    if found[0][0] == "/" and not (scan.left(at).isspace() or _MANY_BEFORE.search(scan.text[max(0, at - 48) : at])):
        return None
    return Reading(found.end(), f" per {spelled(per(found[1], found[2]), scan.region)}", "measure")


# 100 people/km², 30 frames/s
_MANY_BEFORE = Pattern(
    lambda: (
        rf"\d[\d,.]{{0,12}}(?: [mb]illion)?\s(?:[a-z]{{2,14}} ){{0,2}}(?:people|req|[a-z]{{3,14}}s)\Z|(?<![\w])(?:cents|pence|{either('counted-units')})\Z"
    )
)


@cache
def _per_alone() -> re.Pattern[str]:
    what = "|".join(re.escape(written) for written in whats() if written not in units())
    return re.compile(rf"(?:per\s(?!{what})|/)(?!in(?![\w]))({alternatives()}|{what})([²³]|(?<=m)[23])?(?![\w'’²³])")


def read_unit(scan: Scan, at: int) -> Reading | None:
    """A compound unit without a number: km/h, kg/m³."""
    found = _unit_alone().match(scan.text, at)
    if found is None or scan.left(at).isalnum() or (found[1] not in units() and not found[2]):
        return None
    return _reading(found, scan.region)


@cache
def _unit_alone() -> re.Pattern[str]:
    symbols = alternatives(longest=4)
    return re.compile(
        rf"({symbols})(?:([²³]|(?<=[ck]m)[23])(?![\w])|(?:/)({symbols}|s|d|day|year|capita|person)([²³])?(?![\w]))"
    )
