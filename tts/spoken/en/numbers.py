"""Numbers as English words.

American English says "two hundred five", British "two hundred and five" (Chicago Manual of Style 9.5; BBC News style guide).
Compounds are written without a hyphen: it is the same to every voice, and tables of other people compare more easily.
"""

from __future__ import annotations

from typing import Final

#: Roman numerals in small letters, from nothing to 39.
SMALL_ROMANS: Final = [
    tens + ones
    for tens in ("", "x", "xx", "xxx")
    for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
]
_ONES: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES: Final = [
    "_",
    "thousand",
    "million",
    "billion",
    "trillion",
    "quadrillion",
    "quintillion",
    "sextillion",
    "septillion",
    "octillion",
    "nonillion",
    "decillion",
]
_ORDINALS: Final = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip

#: Numbers with more digits than this have no name here and are said digit by digit.
MOST_DIGITS: Final = 36

_BRITISH: Final = frozenset({"GB", "IE", "AU", "NZ", "IN", "ZA", "MT", "SG", "HK", "KE", "NG", "PK", "LK", "JM"})


def british(region: str) -> bool:
    """Whether a region follows British conventions (day before month, "two hundred and five")."""
    return region in _BRITISH


def cardinal(digits: str, region: str = "") -> str:
    """The number a run of ASCII digits stands for, in words; digit by digit where it has more than `MOST_DIGITS`."""
    digits = digits.lstrip("0") or "0"
    if len(digits) > MOST_DIGITS:
        return spelled(digits)
    if len(digits) <= 2:
        return _below_hundred(int(digits))
    join = british(region)
    groups: list[str] = []
    scale = 0
    while digits:
        digits, group = digits[:-3], int(digits[-3:])
        if group:
            words = _below_thousand(group, join)
            if scale:
                words += f" {_SCALES[scale]}"
            elif group < 100 and join and digits:
                words = f"and {words}"
            groups.append(words)
        scale += 1
    return " ".join(reversed(groups))


def _below_hundred(number: int) -> str:
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]} {_ONES[ones]}" if ones else _TENS[tens]


def _below_thousand(number: int, join: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    words = f"{_ONES[hundreds]} hundred"
    if not rest:
        return words
    return f"{words} and {_below_hundred(rest)}" if join else f"{words} {_below_hundred(rest)}"


def to_ordinal(words: str) -> str:
    """The ordinal of a cardinal in words: "twenty one" gives "twenty first"."""
    head, _, last = words.rpartition(" ")
    if last in _ORDINALS:
        last = _ORDINALS[last]
    elif last.endswith("y"):
        last = f"{last[:-1]}ieth"
    else:
        last = f"{last}th"
    return f"{head} {last}" if head else last


def ordinal(digits: str, region: str = "") -> str:
    """The ordinal of a run of digits."""
    return to_ordinal(cardinal(digits, region))


def to_plural(words: str) -> str:
    """ "twenty" gives "twenties", "six" "sixes"."""
    if words.endswith("ty"):
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith("x") else f"{words}s"


def spelled(digits: str, zero: str = "zero") -> str:
    """Digit by digit. Long runs are grouped by commas, so that a voice can breathe."""
    names = [zero if digit == "0" else _ONES[int(digit)] for digit in digits]
    return ", ".join(" ".join(names[start : start + 12]) for start in range(0, len(names), 12))


def decimal(whole: str, fraction: str, region: str = "") -> str:
    """ "3.14" is "three point one four"; without a whole part it is "point one four"."""
    words = f"point {spelled(fraction)}"
    return f"{cardinal(whole, region)} {words}" if whole else words


def year(digits: str, region: str = "") -> str:
    """A year of up to four digits: 1984, 1905, 1800, 2005, 2016, 1066, 476."""
    digits = digits.lstrip("0") or "0"
    if len(digits) not in (3, 4):
        return cardinal(digits, region)
    if len(digits) == 4 and digits[1:3] == "00":
        return cardinal(digits, region)
    return pair(digits)


def pair(digits: str) -> str:
    """Two by two, as in years and house numbers: 1428 is "fourteen twenty eight", 1905 "nineteen oh five"."""
    head, rest = digits[:-2], digits[-2:]
    if rest == "00":
        return f"{cardinal(head)} hundred"
    if rest[0] == "0":
        return f"{cardinal(head)} oh {_ONES[int(rest[1])]}"
    return f"{cardinal(head)} {cardinal(rest)}"
