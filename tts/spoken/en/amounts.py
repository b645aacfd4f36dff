"""A written quantity in words: what money, measures, percentages and ranges have in common."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.en.numbers import cardinal, decimal, spelled

#: A number without its sign: grouped by commas or narrow spaces, or plain; with a decimal part or only that.
NUMBER: Final = (
    r"(?:(?:\d{1,3}(?:,\d{3}){1,11}|\d{1,2}(?:,\d\d){1,4},\d{3}|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,11}|\d{1,3}(?:['’]\d{3}){1,4}(?!['’])|\d{1,3}(?: \d{3}){0,3} 000|\d{1,36})(?![\d])"
    r"(?:[.·]\d{1,24}(?![\d]))?|[.]\d{1,24}(?![\d]))"
)
#: A magnitude after a number, in full or abbreviated.
MAGNITUDE: Final = (
    r"(?:[\s\u00a0-]?(?:hundred|[Tt]housand|[Mm]illion|[Bb]illion|[Tt]rillion|MILLION|BILLION|TRILLION|quadrillion|zillion|gazillion|lakh|crore)s?(?: (?:thousand|million|billion|trillion))?"
    r"|(?:\s?|-(?=[bmt]))(?:[Bb]n|mln|[Mm]n|bln|trn|tn|MM|(?<!-)[kKmMbBT]))(?![\w])"
)
_LONG: Final = {
    "k": "thousand", "m": "million", "mm": "million", "mn": "million", "mln": "million", "b": "billion", "bn": "billion",
    "bln": "billion", "mil": "million", "mil.": "million", "mill": "million", "mill.": "million", "cr": "crore", "l": "lakh", "t": "trillion", "tn": "trillion", "trn": "trillion",
}  # fmt: skip
_SEPARATORS: Final = {ord(sign): None for sign in ", '’\u00a0\u202f\u2009"}
_SIGNS: Final = {"-": "minus ", "−": "minus ", "–": "minus ", "+": "plus "}

#: From this many digits on, a number without separators is a code, said digit by digit.
CODE_DIGITS: Final = 13


def number(written: str, region: str = "") -> str:
    """The words for what `NUMBER` matched."""
    whole, _, fraction = written.replace("·", ".").partition(".")
    plain = whole.translate(_SEPARATORS)
    if fraction:
        return decimal(plain, fraction, region)
    if plain == whole and len(plain) > 1 and (plain[0] == "0" or (len(plain) >= CODE_DIGITS and not _is_round(plain))):
        return spelled(plain)
    return cardinal(plain, region)


def _is_round(digits: str) -> bool:
    """Whether so many digits are rather a number than a code: 1000000000000."""
    return len(digits) <= 18 and digits.endswith("000000000")


def magnitude(written: str) -> str:
    """The words for what `MAGNITUDE` matched, or an empty string."""
    short = written.strip(" \u00a0\u202f-").rstrip()
    return _LONG.get(short.lower(), short.lower() if short.isupper() else short)


def quantity(sign: str | None, written: str, scale: str | None, region: str = "") -> str:
    """Sign, number and magnitude in words."""
    words = _SIGNS.get(sign or "", "") + number(written, region)
    return f"{words} {magnitude(scale)}" if scale else words


def is_one(written: str, scale: str | None) -> bool:
    """Whether the unit that follows stands in the singular."""
    return not scale and _ONE.fullmatch(written) is not None


_ONE = Pattern(r"0*1")

FRACTIONS: Final = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip
VULGAR: Final = "".join(FRACTIONS)
