"""The words for addresses of the net."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.electronic import Signs, rules
from tts.spoken.en import acronyms
from tts.spoken.en.data import either, listed
from tts.spoken.en.initials import initial
from tts.spoken.en.numbers import cardinal, spelled
from tts.spoken.en.sounds import is_pronounceable

_NAMES: Final = {
    ".": "dot", "@": "at", "/": "slash", "-": "dash", "_": "underscore", ":": "colon", "~": "tilde", "+": "plus", "&": "and", "=": "equals",
    "%": "percent", "#": "hash", "\\": "backslash",
}  # fmt: skip
_HOST: Final = {
    "www": "W.W.W",
    "co": "co",
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "wav": "wave",
    "zip": "zip",
    "gif": "gif",
    "doc": "doc",
    "docx": "doc X",
    "exe": "E.X.E",
    "mov": "M.O.V",
    "avi": "A.V.I",
    "epub": "E pub",
    "icloud": "I cloud",
    "tinyurl": "tiny U.R.L",
}
# nytimes, bbcnews, usatoday
_TITLE_OF_A_PAPER = Pattern(lambda: rf"([a-z]{{2,5}}?)({either('ends-of-hosts')})")
_PLACES: Final = frozenset({"ny", "la", "dc", "sf", "nj", "nz"})
_SHORT_WORDS: Final = listed("short-words")
_VOWELS: Final = frozenset("aeiouy")


def say_number(digits: str) -> str:
    """Digits of an address: a year and a round thousand as one, all others one by one."""
    if 4 <= len(digits) <= 6 and digits.endswith("000") and digits[0] != "0":
        return cardinal(digits)
    if len(digits) == 4 and digits.startswith(("19", "20")):
        from tts.spoken.en.numbers import year

        return year(digits)
    return spelled(digits)


def say_word(run: str) -> str:
    """A run of letters: a word where it can be one."""
    if len(run) == 1:
        return initial(run.upper())
    upper = run.upper()
    known = acronyms.reading(upper)
    parted = _TITLE_OF_A_PAPER.fullmatch(run) if known is None and run.islower() else None
    if parted and (parted[1] in _PLACES or acronyms.reading(parted[1].upper()) == "letters"):
        return f"{acronyms.letters(parted[1].upper(), before_capital=True)} {parted[2]}"
    if known == "letters":
        return acronyms.letters(upper, before_capital=True)
    if known not in (None, "word"):
        return known or ""
    if known == "word" or run.lower() in _SHORT_WORDS or (len(run) == 2 and run[0].isupper() and run[1] in _VOWELS):
        return run
    if (
        (run.isupper() and len(run) <= 4)
        or (len(run) <= 3 and run.isascii() and not is_pronounceable(upper))
        or len(run) == 2
        or (len(run) == 4 and run[0] in _VOWELS and not (is_pronounceable(upper) or acronyms.is_ordinary(upper)))
    ):
        return acronyms.letters(upper, before_capital=True)
    if not any(letter in "aeiouyAEIOUY" for letter in run):
        return acronyms.letters(upper, before_capital=True)
    return run


def say_hashtag_number(digits: str) -> str:
    """Digits of a hashtag: a number of up to three digits as such (#COVID19, #Top100), others as in an address."""
    return cardinal(digits) if len(digits) < 4 and digits[0] != "0" else say_number(digits)


SIGNS: Final = Signs(_NAMES, "hashtag", say_number, say_word, _HOST, say_hashtag_number)

#: The rules by class: `url`, `email`, `handle`, `hashtag`, `file`.
RULES: Final = rules(SIGNS)
