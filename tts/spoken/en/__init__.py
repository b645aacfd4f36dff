"""English."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from tts.spoken.en.abbreviations import abbreviations, read_initials
from tts.spoken.en.acronyms import read_capitals, read_dotted
from tts.spoken.reading import Rule, Verbaliser

_SYMBOLS: Final = {
    "&": "and", "+": "plus", "=": "equals", "%": "percent", "@": "at", "№": "number", "§": "section", "×": "times",
    "÷": "divided by", "≈": "approximately", "≠": "is not equal to", "≤": "less than or equal to",
    "≥": "greater than or equal to", "±": "plus or minus", "→": "to", "←": "from", "↔": "to and from", "−": "minus",
    "°": "degrees", "∞": "infinity", "√": "the square root of", "∑": "the sum of", "π": "pi", "µ": "micro", "‰": "per mille",
    "©": "copyright", "€": "euros", "£": "pounds", "$": "dollars", "¥": "yen", "₸": "tenge", "₽": "rubles", "₹": "rupees",
    "₴": "hryvnias", "₪": "shekels", "₺": "lira", "₩": "won", "¢": "cents", "#": "number",
}  # fmt: skip


@cache
def _numbers() -> Sequence[Rule]:
    from tts.spoken.en import dates, numerals

    return (dates.read_iso, numerals.read_number)


@cache
def verbaliser(lang: str) -> Verbaliser:
    """The rules of English, for a BCP 47 tag. The conventions of a region are looked up by the rules as they read."""
    words: dict[str, tuple[Rule, ...]] = dict(abbreviations())
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        words[letter] = (read_dotted, read_initials, *words.get(letter, ()))
    return Verbaliser(
        words=words,
        capitals=(read_capitals,),
        mixed=(read_dotted, read_initials),
        numbers=_numbers,
        symbols=_SYMBOLS,
    )
