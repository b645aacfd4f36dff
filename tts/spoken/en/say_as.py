"""The classes an author can give a stretch of text (SSML `say-as`, W3C Note "SSML 1.0 say-as attribute values", and what is in use)."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import amounts, dates, fractions, money, telephones, times
from tts.spoken.en.initials import initial
from tts.spoken.en.numbers import british, cardinal, ordinal, spelled, year
from tts.spoken.en.romans import value
from tts.spoken.reading import SayAs, Scan

_NUMBER = Pattern(rf"([+−–-]?)({amounts.NUMBER})({amounts.MAGNITUDE})?")
_INTEGER = Pattern(r"\d{1,3}(?:,\d{3})+|\d+")
_ROMAN = Pattern(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_FIELDS = Pattern(r"\d+|[^\W\d_]+")
_DATE_ORDERS: Final = frozenset({"mdy", "dmy", "ymd", "md", "dm", "ym", "my", "d", "m", "y", "yyyymmdd"})
#: More characters than this are no spelling a listener could follow; the rest is said as usual.
_LONGEST_SPELLING: Final = 400


def _cardinal(text: str, _: str, scan: Scan) -> str | None:
    roman = _ROMAN.fullmatch(text)
    if roman and text:
        return cardinal(str(value(text)), scan.region)
    found = _NUMBER.fullmatch(text)
    return found and amounts.quantity(found[1], found[2], found[3], scan.region)


def _ordinal(text: str, _: str, scan: Scan) -> str | None:
    if text and _ROMAN.fullmatch(text):
        return ordinal(str(value(text)), scan.region)
    plain = text.removesuffix(".")
    for suffix in ("st", "nd", "rd", "th"):
        plain = plain.removesuffix(suffix)
    return ordinal(plain.replace(",", ""), scan.region) if _INTEGER.fullmatch(plain) else None


def _digits(text: str, _: str, __: Scan) -> str | None:
    found = "".join(letter for letter in text if letter.isdecimal())
    return spelled(found) if found and not any(letter.isalpha() for letter in text) else None


def _characters(text: str, _: str, __: Scan) -> str | None:
    from tts.spoken.en.symbols import WORDS

    if len(text) > _LONGEST_SPELLING:
        return None
    names = {".": "dot", ",": "comma", "-": "dash", "_": "underscore", "/": "slash", ":": "colon", "'": "apostrophe"}
    spoken: list[str] = []
    for letter in text:
        if letter.isspace():
            continue
        if letter.isdecimal():
            spoken.append(cardinal(letter))
        elif letter.isalpha():
            spoken.append(initial(letter.upper()))
        else:
            spoken.append(names.get(letter) or WORDS.get(letter) or "")
    return " ".join(name for name in spoken if name)


def _date(text: str, form: str, scan: Scan) -> str | None:
    order = form.strip().lower()
    fields = _FIELDS.findall(text)
    if order == "yyyymmdd" and len(text) == 8 and text.isdecimal():
        order, fields = "ymd", [text[:4], text[4:6], text[6:]]
    if order not in _DATE_ORDERS or len(fields) != len(order):
        return None
    part = dict(zip(order, fields, strict=True))
    try:
        month = dates.month_number(part["m"]) if part.get("m", "1").isalpha() else int(part.get("m", "1"))
    except (KeyError, ValueError):  # no month, or a raised digit
        return None
    if not 1 <= month <= 12 or not all(part.get(name, "1").isdecimal() for name in "dy"):
        return None
    if "d" in part and "m" in part:
        day_first = order.startswith("d") or (british(scan.region) and not order.startswith("m"))
        return dates.say(part["d"], month, part.get("y", ""), scan.region, day_first=day_first)
    if "m" in part:
        return f"{dates.MONTHS[month - 1]} {year(part['y'], scan.region)}" if "y" in part else dates.MONTHS[month - 1]
    return year(part["y"], scan.region) if "y" in part else ordinal(part["d"], scan.region)


def _time(text: str, _: str, scan: Scan) -> str | None:
    scan = Scan(text, scan.lang)
    for rule in (times.read_duration, times.read_time, times.read_military):
        reading = rule(scan, 0)
        if reading is not None and reading.end == len(text):
            return reading.spoken
    return None


def _telephone(text: str, _: str, __: Scan) -> str | None:
    return telephones.groups(text.upper()) or None


def _fraction(text: str, _: str, scan: Scan) -> str | None:
    reading = fractions.read_fraction(Scan(text, scan.lang), 0)
    return reading.spoken if reading is not None and reading.end == len(text) and reading.kind == "fraction" else None


def _currency(text: str, _: str, scan: Scan) -> str | None:
    scan = Scan(text, scan.lang)
    for rule in (money.read_leading, money.read_trailing):
        reading = rule(scan, 0)
        if reading is not None and reading.end == len(text):
            return reading.spoken
    return None


SAY_AS: Final[dict[str, SayAs]] = {
    "cardinal": _cardinal,
    "number": _cardinal,
    "ordinal": _ordinal,
    "digits": _digits,
    "characters": _characters,
    "spell-out": _characters,
    "verbatim": _characters,
    "letters": _characters,
    "date": _date,
    "time": _time,
    "telephone": _telephone,
    "fraction": _fraction,
    "currency": _currency,
    "money": _currency,
}
