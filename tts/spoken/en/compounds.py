"""Quantities of two parts: 10cm x 12cm, 140/90 mm Hg, 180C/350F, 200g/7oz, 1½-2 hours, 1/250 sec, f/2.8, 2 c. flour."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import amounts
from tts.spoken.en.data import either
from tts.spoken.en.fractions import mixed, say
from tts.spoken.en.numbers import british, cardinal
from tts.spoken.en.ranges import joint
from tts.spoken.reading import Reading, Scan


def read_sides(scan: Scan, at: int) -> Reading | None:
    """10cm x 12cm x 3cm, 6ft by 4ft: the sides of a thing, each with its unit; a 20cm x 30cm tin has them in the singular."""
    found = _SIDES.match(scan.text, at)
    if found is None:
        return _read_marked_sides(scan, at)
    from tts.spoken.en.measures import read_measure
    from tts.spoken.en.money import noun_follows

    described = scan.before(at) in ("a", "an", "A", "the") and noun_follows(scan, found.end())
    sides = []
    start = at
    for _ in range(3):
        side = read_measure(scan, start)
        if side is None or side.end > found.end():
            return None
        sides.append(
            _SINGULAR.sub(lambda unit: _ONE_OF[unit[0]], side.spoken) if described else _INCH.sub("inches", side.spoken)
        )
        if side.end == found.end():
            return Reading(side.end, " by ".join(sides), "measure")
        sign = _BY.match(scan.text, side.end)
        if sign is None:
            return None
        start = sign.end()
    return None


def _read_marked_sides(scan: Scan, at: int) -> Reading | None:
    """8' x 10', 12" x 12" x 4": feet and inches by their marks."""
    found = _MARKED_SIDES.match(scan.text, at)
    if found is None:
        return None
    from tts.spoken.en.money import noun_follows

    inches = found[2] in '"”″'
    one, many = ("inch", "inches") if inches else ("foot", "feet")
    unit = one if noun_follows(scan, found.end()) else many
    sides = [
        f"{amounts.number(number, scan.region)} {one if number == '1' else unit}"
        for number in _NUMBER_OF_SIDE.findall(found[0])
    ]
    return Reading(found.end(), " by ".join(sides), "measure")


_INCH = Pattern(r"(?<!\Aone )inch\Z")
_MARKED_SIDES = Pattern(r"(\d{1,3}(?:\.\d)?)([\"”″'’′])(?:\s?[x×]\s?\d{1,3}(?:\.\d)?\2){1,2}(?![\w])")
_NUMBER_OF_SIDE = Pattern(r"\d{1,3}(?:\.\d)?")
_SIDE: Final = r"\d{1,5}(?:\.\d{1,3})?[\s\u00a0]?(?:mm|cm|m|km|in|ft|yd)"
_SIDES = Pattern(rf"{_SIDE}(?:\s?[x×]\s?{_SIDE}){{1,2}}(?![\w²³/])")
_BY = Pattern(r"\s?[x×]\s?")
_SINGULAR = Pattern(r"(?:meter|metre)s\Z|feet\Z|inches\Z|yards\Z|(?:milli|centi|kilo)(?:meter|metre)s\Z")
_ONE_OF: Final = {
    prefix + many: prefix + one
    for prefix in ("", "milli", "centi", "kilo")
    for many, one in (("meters", "meter"), ("metres", "metre"), ("feet", "foot"), ("inches", "inch"), ("yards", "yard"))
}


def read_equivalent(scan: Scan, at: int) -> Reading | None:
    """200g/7oz, 300ml/½ pint: the same by another measure; 5 mg/5 ml is so much in so much."""
    rate = _RATE_AGAIN.match(scan.text, at) if _RATE_BEFORE.search(scan.text[max(0, at - 8) : at]) else None
    if rate is not None:  # 10 mg/kg/day
        return Reading(rate.end(), f" per {_RATES[rate[1][0]]} ", "measure")
    before = _UNIT_BEFORE.search(scan.text[max(0, at - 16) : at])
    if before is not None and _PER_HUNDRED.match(scan.text, at):
        return Reading(at + 1, " per ", "slash")
    after = _UNIT_AFTER.match(scan.text, at + 1) if before else None
    if before is None or after is None:
        return None
    kinds = tuple(_KINDS.get(found[1].lower().rstrip(".s") or "s") for found in (before, after))
    if None in kinds:
        return None
    if kinds[0] == kinds[1]:
        return Reading(at + 1, " or ", "slash")
    return Reading(at + 1, " per ", "slash") if kinds == ("mass", "volume") else None


_RATE_BEFORE = Pattern(r"[a-zA-Z]/(?:kg|lb|m2|m²)\Z")
_RATE_AGAIN = Pattern(r"/(days?|d|hours?|hr|h|min|minute|week|wk|year|yr)(?![\w/])")
_RATES: Final = {"d": "day", "h": "hour", "m": "minute", "w": "week", "y": "year"}
# 20 g/100 g, 350 kcal/100 ml
_PER_HUNDRED = Pattern(r"/100[\s\u00a0]?(?:g|ml|mL)(?![\w/])")
_KINDS: Final = (
    dict.fromkeys(("mg", "g", "kg", "oz", "lb", "gram", "ounce", "pound", "kilo", "mcg"), "mass")
    | dict.fromkeys(
        ("ml", "l", "cl", "dl", "pint", "fl oz", "litre", "liter", "cup", "tsp", "tbsp", "pt", "gal", "gallon"),
        "volume",
    )
    | dict.fromkeys(("mm", "cm", "m", "km", "in", "ft", "inch", "inche", "mile", "yd", "mi", "feet"), "length")
    | dict.fromkeys(("mph", "km/h", "kph"), "speed")
)
_MEASURED: Final = r"(mg|mcg|kg|g|kcal|kJ|oz|lbs?|grams?|ounces?|pounds?|kilos?|m[lL]|[lL]|cl|d[lL]|pints?|fl oz|lit(?:re|er)s?|cups?|tsp|tbsp|pt|gal|gallons?|mm|cm|km/h|km|mi|miles?|m|in|ft|feet|inch(?:es)?|yd|mph|kph)"
_UNIT_BEFORE = Pattern(rf"[\d{amounts.VULGAR}][\s\u00a0-]?{_MEASURED}\.?\s?\Z")
_UNIT_AFTER = Pattern(
    rf"\s?\d{{0,5}}(?:[.,]\d{{1,3}}|[\s-]?\d/\d|\s?[{amounts.VULGAR}])?[\s\u00a0-]?{_MEASURED}(?![\w/])"
)


def read_pressure(scan: Scan, at: int) -> Reading | None:
    """140/90 mm Hg."""
    found = _PRESSURE.match(scan.text, at)
    if found is None:
        return None
    over, under = (cardinal(digits, scan.region) for digits in found.groups())
    unit = "millimetres" if british(scan.region) else "millimeters"
    return Reading(found.end(), f"{over} over {under} {unit} of mercury", "measure")


_PRESSURE = Pattern(r"(\d{2,3})/(\d{2,3})[\s\u00a0]?mm[\s\u00a0]?Hg(?![\w])")


def read_oven(scan: Scan, at: int) -> Reading | None:
    """180C/350F, 200C/180C fan/gas 6, 20°C/68°F: one temperature by two scales."""
    found = _OVEN.match(scan.text, at)
    if found is None or scan.left(at).isalnum():
        return None
    first, last = (
        f"{amounts.quantity(sign, number, None, scan.region)} degrees {'Celsius' if scale in 'Cc' else 'Fahrenheit'}{fan or ''}"
        for sign, number, scale, fan in (found.groups()[:4], found.groups()[4:])
    )
    return Reading(found.end(), f"{first}, {last}{', ' if found[0].endswith('/') else ''}", "measure")


_HEAT: Final = r"([−-]?)(\d{1,3}(?:\.\d)?)[\s\u00a0]?[°º]?[\s\u00a0]?([CF]|(?<=°)[cf])(?![\w])(\s[Ff]an)?"
_OVEN = Pattern(rf"{_HEAT}\s?/\s?{_HEAT}(?![\w])(?:/(?=[Gg]as))?")


def read_part_range(scan: Scan, at: int) -> Reading | None:
    """1½-2 hours, ¼-½ cup, 2-2 1/2 cups: from one number with a fraction to another."""
    found = _PART_RANGE.match(scan.text, at)
    if found is None or scan.left(at) in "-–/" or scan.left(at).isalnum():
        return None
    first, last = found[1], found[2]
    if not (_HAS_PART.search(first) or _HAS_PART.search(last)) or (first.isdigit() and "/" in last[:3]):
        return None  # 1-1/2 is one and a half
    numbers = [_with_part(number, scan.region) for number in (first, last)]
    return Reading(found.end(), f"{numbers[0]} {joint(scan, at)} {numbers[1]}", "range")


_WITH_PART: Final = rf"(?:\d{{1,3}}[\s\u00a0]\d/\d{{1,2}}(?!\d)|\d/\d{{1,2}}(?!\d)|(?:\d{{1,3}}[\s\u00a0]?)?[{amounts.VULGAR}]|\d{{1,3}}(?![\d./]))"
_PART_RANGE = Pattern(rf"({_WITH_PART})(?:\s?[–—]\s?|-)({_WITH_PART})(?![\w/%'’\"”″]|\.\d|[-–]\d)")
_HAS_PART = Pattern(rf"\d\s\d/\d|[{amounts.VULGAR}]|\A\d/[2348]\Z")
_PIECES = Pattern(rf"(?:(\d{{1,3}})[\s\u00a0]?)??(?:(\d{{1,2}})/(\d{{1,2}})|([{amounts.VULGAR}]))")


def _with_part(written: str, region: str) -> str:
    found = _PIECES.fullmatch(written.strip())
    if found is None:
        return cardinal(written, region)
    over, under = (found[2], found[3]) if found[2] else (str(part) for part in amounts.FRACTIONS[found[4]])
    return mixed(found[1], over, under, region) if found[1] else say(over, under, region)


def read_exposure(scan: Scan, at: int) -> Reading | None:
    """1/250 sec, 1/250s: a part of a second."""
    found = _EXPOSURE.match(scan.text, at)
    return found and Reading(found.end(), f"{say('1', found[1], scan.region)} of a second", "measure")


_EXPOSURE = Pattern(r"1/(\d{1,4})(?:[\s\u00a0]?secs?\.?(?![\w])|s(?![\w]))")


def read_aperture(scan: Scan, at: int) -> Reading | None:
    """f/2.8: the stop of a lens."""
    found = _APERTURE.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or scan.left(at) == "/":
        return None
    return Reading(found.end(), f"F {amounts.number(found[1], scan.region)}", "measure")


_APERTURE = Pattern(r"[fF]/(\d{1,2}(?:\.\d)?)(?![\w/]|\.\d)")


def read_megapixels(scan: Scan, at: int) -> Reading | None:
    """A 12 MP camera, its 50 MP main sensor; 12 MPs sit in parliament."""
    found = _MEGAPIXELS.match(scan.text, at) if "MP" in scan.text[at : at + 8] else None
    return found and Reading(found.end(), f"{amounts.number(found[1], scan.region)} megapixel", "measure")


_MEGAPIXELS = Pattern(
    lambda: rf"(\d{{1,3}}(?:\.\d)?)[\s\u00a0-]?MP(?=\s(?:[a-z-]{{3,12}}\s){{0,2}}{either('with-megapixels')}(?!\w))"
)


def read_cups(scan: Scan, at: int) -> Reading | None:
    """2 c. flour, 1/2 c. sugar, 3 T. butter: cups and tablespoons of American recipes."""
    found = _CUPS.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or scan.left(at) in "-–/.":
        return None
    one, many = ("cup", "cups") if found[2] == "c" else ("tablespoon", "tablespoons")
    single = found[1] == "1" or _PART_ALONE.fullmatch(found[1]) is not None
    return Reading(found.end(), f"{_with_part(found[1], scan.region)} {one if single else many}", "measure")


_CUPS = Pattern(
    rf"((?:\d\s)?\d/\d|\d?\s?[{amounts.VULGAR}]|\d|1\d)\s([cT])\.(?=\s(?!(?:each|apiece|per|and|more|the|for|from|with|was|were|is)\b|[ivxlc]+\b)[a-z]{{3}})"
)
_PART_ALONE = Pattern(rf"\d/\d|[{amounts.VULGAR}]")
