"""Letters after a number that are a unit, and which, only where the words around tell: 12in, 5m, 20kt, 12 nm, 300 pp."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en.data import either, listed
from tts.spoken.en.units import units
from tts.spoken.reading import Scan


def is_unit(scan: Scan, found: re.Match[str]) -> bool:
    """Whether letters that are also a word, a name or a magnitude are a unit here."""
    unit = found["unit"]
    if (
        unit not in ("in", "K")
        and found["gap"]
        and found.start() == 0
        and scan.ends(found.end() + scan.text.startswith(".", found.end()))
    ):
        return True
    tell = _DOUBTS.get(unit)
    return tell is None or tell(scan, found)


def _is_inch(scan: Scan, found: re.Match[str]) -> bool:
    gap, after = found["gap"], scan.text[found.end() : found.end() + 2]
    if found.start() == 0 and not after:
        return True
    if gap == "" and len(found["number"]) < 3 and not found["scale"] and after[:1] in (" ", ""):
        return True  # a 12in pizza
    if gap in (" ", "\u00a0") and not found["scale"] and not found["last"]:
        # (5.9 in), a 15 in screen, 3.7 in of rain, 38 in (970 mm)
        follows = _INCHES_OF.match(scan.text, found.end()) or _CONVERTED.match(scan.text, found.end())
        return after[:1] in (")", ".") or follows is not None
    return (gap in ("-", "") or after[:1] == ".") and not after[1:2].isalnum()


_CONVERTED = Pattern(r"\s\(\d[\d,.]{0,9}\s?[cm]?m\)")
_INCHES_OF = Pattern(lambda: rf"\s{either('inches-of')}(?![\w])")


def _is_stone(scan: Scan, found: re.Match[str]) -> bool:
    """14st 7lb; he weighs 14st."""
    before = scan.text[max(0, found.start() - 16) : found.start()]
    number = found["number"]
    weighed = _POUNDS_FOLLOW.match(scan.text, found.end()) or _WEIGHED.search(before)
    return number.isdigit() and len(number) < 3 and not found["last"] and weighed is not None


def _is_meter(scan: Scan, found: re.Match[str]) -> bool:
    """A 5.2m jump, but a population of 5.2m."""
    text, end, clings = scan.text, found.end(), found["gap"] == ""
    if _MILLIONS_FOLLOW.match(text, end) or (clings and _COUNTED_BY_MILLIONS.match(text, end)):
        return False
    if not clings or found["power"] or found["per"] or of_a_kind(scan, end, NAMED_BY) or _is_thousands(found["number"]):
        return True
    return not (_MANY_FOLLOW.match(text, end) or _is_many(scan, found.start(), end))


def _is_point(scan: Scan, found: re.Match[str]) -> bool:
    """12 pt type, 1 pt milk, a 20-pt swing."""
    return found["gap"] == "-" or _TYPE_FOLLOWS.match(scan.text, found.end()) is not None or _is_pint(scan, found)


def _is_kelvin(scan: Scan, found: re.Match[str]) -> bool:
    return found["gap"] in (" ", "\u00a0") and _near(scan, found, _COLD)


def _is_nautical(scan: Scan, found: re.Match[str]) -> bool:
    return _near(scan, found, _NAUTICAL)


def _is_ton(scan: Scan, found: re.Match[str]) -> bool:
    return _clings(scan, found) or _TONS_FOLLOW.match(scan.text, found.end()) is not None


def _is_of_physics(scan: Scan, found: re.Match[str]) -> bool:
    return _clings(scan, found) or found["per"] is not None or _PHYSICS.match(scan.text, found.end()) is not None


def _clings(scan: Scan, found: re.Match[str]) -> bool:
    return found["gap"] in ("", "\u00a0")


def _has_its_noun(scan: Scan, found: re.Match[str]) -> bool:
    """A 13A plug, a 3T scanner, the 10y yield."""
    named = scan.before(found.start()).lower() in _LETTERED
    return not named and FEW_NOUNS[found["unit"]].match(scan.text, found.end()) is not None


#: What follows a unit of one letter that elsewhere is a name or a magnitude.
FEW_NOUNS: Final = {
    "A": Pattern(lambda: rf"[\s-]{either('after-amps')}(?![\w])"),
    "T": Pattern(lambda: rf"\s{either('after-teslas')}(?![\w])"),
    "y": Pattern(lambda: rf"\s{either('after-years')}(?![\w])"),
}
_DOUBTS: Final[dict[str, Callable[[Scan, re.Match[str]], bool]]] = {
    "in": _is_inch,
    "st": _is_stone,
    "m": _is_meter,
    "pt": _is_point,
    "K": _is_kelvin,
    "NM": _is_nautical,
    **dict.fromkeys(("Mt", "MT"), _is_ton),
    **dict.fromkeys(("N", "J"), _is_of_physics),
    **dict.fromkeys(("MP", "AU", "mo", "B", "PS"), _clings),
    **dict.fromkeys(FEW_NOUNS, _has_its_noun),
    **dict.fromkeys(("h", "pp"), lambda _, found: found["gap"] != "-"),
}


def meant(scan: Scan, found: re.Match[str]) -> tuple[str, str]:
    """The unit, singular and plural, where its letters stand for several: knots of a wind, miles at sea, pages of a book."""
    unit = found["unit"]
    if unit == "kt":
        wind = _WIND.match(scan.text, found.end() + 1) is not None
        before = scan.text[max(0, found.start() - 30) : found.start()]
        if wind or _WIND_BEFORE.search(before) or _is_nautical(scan, found):
            return "knot", "knot" if wind else "knots"
    if unit in ("NM", "nm") and _is_nautical(scan, found):
        return "nautical mile", "nautical miles"
    if unit == "pt" and _is_pint(scan, found):
        return "pint", "pints"
    if unit == "mb" and (found["last"] or found["number"]).replace(",", "") in _PRESSURES:
        return "millibar", "millibars"
    if unit == "pp" and _is_pages(scan, found):
        return "page", "pages"
    return units()[unit]


def _is_pint(scan: Scan, found: re.Match[str]) -> bool:
    return _PINTS.match(scan.text, found.end()) is not None


def _is_pages(scan: Scan, found: re.Match[str]) -> bool:
    """Whether "pp" is pages: "300 pp.", but "rose by 5 pp", "5pp" and "0.5 pp" are percentage points."""
    number = found["number"]
    if not number.isdigit() or scan.before(found.start()).lower() in _CHANGED:
        return False
    return len(number) > 2 or (found["gap"] != "" and scan.text.startswith(".", found.end()))


def of_a_kind(scan: Scan, end: int, kinds: frozenset[str]) -> bool:
    """Whether a noun follows that a length or a weight names: the 100m dash, 35 mm film."""
    word = _NOUN.match(scan.text, end)
    return word is not None and word[1] in kinds


def length_follows(scan: Scan, end: int) -> bool:
    """Whether what follows tells of what a length is: long, above, thick."""
    return _LENGTH_FOLLOWS.match(scan.text, end) is not None


def _is_many(scan: Scan, at: int, end: int) -> bool:
    """Whether the words before a number tell of so many that its m is a million."""
    return _MANY.search(scan.text[max(0, at - 60) : at]) is not None and not length_follows(scan, end)


def _is_thousands(number: str) -> bool:
    """Whether a number has thousands: nobody writes 6000m for six billion."""
    return len(number.replace(",", "").partition(".")[0]) > 3


def _near(scan: Scan, found: re.Match[str], words: Pattern) -> bool:
    """Whether one of some words stands near a quantity, in the same clause."""
    before = _CLAUSES.split(scan.text[max(0, found.start() - 80) : found.start()])[-1]
    after = _CLAUSES.split(scan.text[found.end() : found.end() + 60])[0]
    return words.search(f"{before} {after}") is not None


_CLAUSES: Final = re.compile(r"[.;:!?]\s")


#: Nouns that a measure names; those that millions are counted of (5m tablets) are not in the first list.
NAMED_BY: Final = listed("named-by-measure")
MEASURED: Final = NAMED_BY | listed("measured")
_NOUN = Pattern(r"[\s\u00a0]([a-z]{3,16}(?:-[a-z]{4,8})?)(?![\w])")
_CHANGED: Final = listed("before-points")
_LETTERED: Final = listed("before-lettered")
_WINDS: Final = rf"(?i:{either('winds')})(?![\w])"
_WIND = Pattern(_WINDS)
_WIND_BEFORE = Pattern(rf"{_WINDS}[^;:.!?]{{0,20}}\Z")
#: What a barometer shows in millibars; nobody counts so many megabytes in small letters.
_PRESSURES: Final = frozenset(str(pressure) for pressure in range(870, 1086))
_MANY_FOLLOW = Pattern(
    r"[\s\u00a0](?:people|men|women|children|(?!yards|metres|meters|is|was|has|as|its|this)[a-z]{3,14}s)(?![\w])"
)
_MANY = Pattern(
    lambda: (
        rf"{either('counted-by-millions')}(?:\s[a-z]{{1,12}}){{0,3}}(?:\sapprox\.)?\s\Z"
        rf"|(?<![\w]){either('before-millions')}\s(?:{either('about')}\s)?\Z"
    )
)
_NAUTICAL = Pattern(lambda: rf"(?<![\w]){either('nautical')}(?![\w])")
_COLD = Pattern(lambda: rf"(?<![\w]){either('cold')}(?![\w])")
_PHYSICS = Pattern(lambda: rf"\s(?:of (?:\w{{2,12}} )?)?{either('physics')}(?![\w])")
_PINTS = Pattern(lambda: rf"\s(?:of )?(?:\w{{2,12}} )?{either('after-pints')}(?![\w])")
_TONS_FOLLOW = Pattern(r"\s(?:of|per|a|in|CO2|by)(?![\w])|[,;)]|\.?\s*\Z")
_TYPE_FOLLOWS = Pattern(lambda: rf"\s{either('after-points-of-type')}(?![\w])")
_POUNDS_FOLLOW = Pattern(r"\.?\s\d{1,2}(?:\.\d)?\s?lb")
_WEIGHED = Pattern(lambda: rf"{either('weighed')}\s(?:\w{{2,8}}\s)?\Z")
_COUNTED_BY_MILLIONS = Pattern(lambda: rf"\s{either('after-millions')}(?![\w])")
# 3.5m-strong.
_MILLIONS_FOLLOW = Pattern(lambda: rf"\+ (?=[a-z]{{3,14}}s(?![\w]))|-{either('million-strong')}(?![\w])")
_LENGTH_FOLLOWS = Pattern(lambda: rf"\s{either('after-lengths')}(?![\w])")
