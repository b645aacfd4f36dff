"""Signs: what is said for them, what is left out, footnote marks, emoji, powers and Greek letters.

Marks of trade and notes are not said; the slash has a room of its own (`slashes.py`).
"""

from __future__ import annotations

import unicodedata
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en.data import either, listed
from tts.spoken.en.numbers import cardinal, ordinal
from tts.spoken.reading import Reading, Scan

WORDS: Final = {
    "&": "and", "+": "plus", "=": "equals", "%": "percent", "@": "at", "№": "number", "§": "section", "×": "times", "÷": "divided by",
    "≈": "approximately", "≃": "approximately", "≅": "approximately", "≠": "is not equal to", "≤": "is less than or equal to",
    "≥": "is greater than or equal to", "±": "plus or minus", "→": "to", "⇒": "implies", "←": "from", "↔": "to and from",
    "−": "minus", "°": "degrees", "∞": "infinity", "√": "the square root of", "∛": "the cube root of", "∑": "the sum of", "µ": "micro", "‰": "per mille", "©": "copyright",
    "€": "euro", "£": "pound", "$": "dollar", "¥": "yen", "₸": "tenge", "₽": "ruble", "₹": "rupee", "₴": "hryvnia", "₪": "shekel",
    "₺": "lira", "₩": "won", "¢": "cent", "#": "hash", "~": "approximately", "℃": "degrees Celsius", "℉": "degrees Fahrenheit",
    "¼": "one quarter", "½": "one half", "¾": "three quarters", "Ω": "ohm", "♯": "sharp", "♭": "flat", "∆": "delta",
    "∫": "the integral of", "∂": "partial", "∈": "in", "∩": "intersection", "∪": "union", "⊂": "is a subset of", "¬": "not", "∧": "and", "∨": "or",
    "¶": "paragraph", "∴": "therefore", "≡": "is identical to", "⇔": "if and only if", "∀": "for all", "∃": "there exists", "∅": "the empty set",
    "⊥": "is perpendicular to", "∥": "is parallel to", "∠": "angle", "⊆": "is a subset of", "∉": "is not in", "∝": "is proportional to",
}  # fmt: skip

_NOTE = Pattern(r"\[\s?(?:\d{1,3}|[a-z]|note \d{1,3}|citation needed|(?:\d{1,3},\s?){1,5}\d{1,3})\s?\]")
_RAISED = Pattern(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]{1,4}")
_RAISED_DIGITS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺₀₁₂₃₄₅₆₇₈₉", "0123456789-+0123456789")
_LOWERED = Pattern(r"[₀₁₂₃₄₅₆₇₈₉]{1,4}")
_CARET = Pattern(r"\^\(?([−-]?\d{1,4}|[a-z])\)?(?![\w])")
_COMPARED = Pattern(r"([<>~≈])(?:\s?(?=[+−$€£-]?\.?\d)|(?=\s[a-z\d](?![\w])))")
_COMPARISONS: Final = {"<": "less than", ">": "more than", "~": "about", "≈": "approximately"}
_LETTER_SIGNS = Pattern(r"(C\+\+|c\+\+|[CF]#|[A-Z]&[A-Z]s?|[A-Z]\+|[A-FO]-(?!\w|-|\s?\d))(?![^\W_])")
_CODES: Final = {"C++": "C plus plus", "c++": "C plus plus", "C#": "C sharp", "F#": "F sharp"}
_EMOJI_EXTRA = Pattern("[\ufe0f\u200d\U0001f3fb-\U0001f3ff\u20e3\U000e0020-\U000e007f]+")
_GREEK: Final = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega"
GREEK: Final = frozenset("αβγδεζηθικλμνξοπρςστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ")


def read_a_going(scan: Scan, at: int) -> Reading | None:
    """Once a-week, went a-fishing: an article, where the engine would say the letter."""
    found = _A_GOING.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or scan.left(at) in "-–":
        return None
    return Reading(found.end(), "a ", "word")


_A_GOING = Pattern(r"a-(?=(?:[a-z]{3,12}ing|day|week|month|year|piece)(?![\w-]))")


def read_plus_minus(scan: Scan, at: int) -> Reading | None:
    """+/-3%, +/- 3 points."""
    found = _PLUS_MINUS.match(scan.text, at)
    return found and Reading(found.end(), " plus or minus ", "symbol")


_PLUS_MINUS = Pattern(r"\+\s?/\s?[-–−]\s?(?=[\d.$£€])")


def read_power(scan: Scan, at: int) -> Reading | None:
    """10^6: ten to the sixth."""
    found = _CARET.match(scan.text, at)
    if found is None or not scan.left(at).isalnum():
        return None
    return Reading(found.end(), f" {_power(found[1])} ", "power")


def _power(digits: str) -> str:
    if digits.isalpha():
        return f"to the {digits}"
    if digits in ("2", "3"):
        return "squared" if digits == "2" else "cubed"
    bare = digits.lstrip("+-−")
    return f"to the {ordinal(bare)}" if bare == digits else f"to the power of minus {cardinal(bare)}"


_NUMBERS_OF_NOTES: Final = r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,9}\]"
_SPACED_NOTE = Pattern(
    rf"{_NUMBERS_OF_NOTES}(?:(?:,?\s?(?:and\s)?|\s?[–-]\s?){_NUMBERS_OF_NOTES}){{0,9}}(?=[.,;:!?)]|\s[a-z(]|\Z)"
)
_NAMES_NOTE: Final = listed("names-note")


def read_note(scan: Scan, at: int) -> Reading | None:
    """A footnote mark after a word: [1], [note 2]; after a space only a number, and not where it is named: see [12]."""
    if scan.left(at) in "([":
        return None
    if scan.left(at).isspace():
        named = at < 2 or not scan.text[at - 2].isalpha() or scan.before(at).lower() in _NAMES_NOTE
        found = None if named else _SPACED_NOTE.match(scan.text, at)
    else:
        found = _NOTE.match(scan.text, at)
    return found and Reading(found.end(), "", "note-mark")


def read_raised(scan: Scan, at: int) -> Reading | None:
    """A power after a number or a single letter; else the mark of a note, which is not said."""
    found = _RAISED.match(scan.text, at)
    if found is None:
        return None
    digits = found[0].translate(_RAISED_DIGITS)
    left = scan.left(at)
    if digits[-1] in "+-" and left.isalpha():  # Ca²⁺
        charge = f"{cardinal(digits[:-1])} " if digits[:-1].isdigit() else ""
        return Reading(found.end(), f" {charge}{'plus' if digits[-1] == '+' else 'minus'} ", "formula")
    if digits.isdigit() and left in " (" and _ISOTOPE.match(scan.text, found.end()):  # ¹⁴C
        return Reading(found.end(), f"{cardinal(digits)} ", "formula")
    two_before = scan.text[at - 2 : at - 1]
    single = left.isalpha() and (two_before in GREEK or not two_before.isalpha())
    raised = left.isdigit() or single or left == ")" or scan.before(at) == "mc"
    if raised and digits.lstrip("+-").isdigit():
        return Reading(found.end(), f" {_power(digits)} ", "power")
    return Reading(found.end(), "", "note-mark")


_ISOTOPE = Pattern(r"[A-Z][a-z]?(?![\w])")


def read_lowered(scan: Scan, at: int) -> Reading | None:
    """CO₂: the number."""
    found = _LOWERED.match(scan.text, at)
    return found and Reading(found.end(), f" {cardinal(found[0].translate(_RAISED_DIGITS))} ", "formula")


def read_comparison(scan: Scan, at: int) -> Reading | None:
    """<5, >10, ~20."""
    text = scan.text
    if len(text) == 1:
        return Reading(1, _ALONE.get(text, " "), "symbol")
    operand = _OPERAND.search(text[max(0, at - 8) : at]) is not None
    equal = text[at] in "≤≥" or (text.startswith("=", at + 1) and text[at] in "<>")
    if equal:
        words = (_OR_EQUAL if operand or not _NUMBER_NEXT.match(text, at + 1) else _AT_ONE_END)[text[at]]
        return Reading(at + 1 + text.startswith("=", at + 1), f" {words} ", "symbol")
    found = None if _TAG.search(text[max(0, at - 24) : at + 1]) else _COMPARED.match(text, at)
    if found is None:
        return Reading(at + 1, " ", "symbol") if text[at] == "~" and _TILDE_AFTER.match(text, at + 1) else None
    return Reading(
        at + 1, f" {(_BETWEEN if operand else _COMPARISONS).get(found[1]) or _COMPARISONS[found[1]]} ", "symbol"
    )


_TAG = Pattern(r"</?[a-zA-Z][\w-]{0,20}\s?/?>\Z")
_ALONE: Final = {"<": "less than", ">": "greater than", "~": "tilde", "≈": "approximately"}
_OR_EQUAL: Final = dict.fromkeys("<≤", "is less than or equal to") | dict.fromkeys(">≥", "is greater than or equal to")
_AT_ONE_END: Final = dict.fromkeys("<≤", "at most") | dict.fromkeys(">≥", "at least")
_NUMBER_NEXT = Pattern(r"=?\s?[$€£]?\d")
_BETWEEN: Final = {"<": "is less than", ">": "is greater than", "≈": "is approximately"}
_OPERAND = Pattern(r"(?:[\d)]|(?<![\w])[A-Za-zα-ω])\s?\Z")
_TILDE_AFTER = Pattern(r"[\s.,!?;:]|\Z")


def read_named(scan: Scan, at: int) -> Reading | None:
    """The * key, the & sign, the / character: a sign that is spoken of; but friends & key allies."""
    if (
        scan.left(at) not in " \"“'‘"
        or scan.before(at).lower() not in _SPOKEN_OF
        or not _NAMED_AFTER.match(scan.text, at + 1)
    ):
        return None
    return Reading(at + 1, f" {_NAMES[scan.text[at]]} ", "symbol")


_SPOKEN_OF: Final = frozenset({"the", "a", "an", "this", "that", "each", "every", "press", "hit"})
_NAMED_AFTER = Pattern(r"[\"”'’)]?\s(?:key|sign|symbol|character|button|operator)s?(?![\w])")
_NAMES: Final = {
    "*": "star", "&": "ampersand", "/": "slash", "\\": "backslash", "^": "caret", "~": "tilde", "|": "pipe", "_": "underscore",
    "<": "less than", ">": "greater than", "=": "equals",
}  # fmt: skip
NAMED: Final = "".join(_NAMES)


def read_stars(scan: Scan, at: int) -> Reading | None:
    """A 5* hotel, a 4★ review."""
    found = _STARS.match(scan.text, at)
    return (
        Reading(found.end(), " star", "symbol") if found and (scan.left(at).isdigit() or scan.left(at) == "I") else None
    )


_STARS = Pattern(lambda: rf"★|\*(?=\s{either('starred')}(?!\w))")


def read_change(scan: Scan, at: int) -> Reading | None:
    """↑ 5%, ▼ 2.5: up and down before a number."""
    found = _CHANGE.match(scan.text, at)
    return found and Reading(found.end(), " up " if found[1] in "↑▲" else " down ", "symbol")


_CHANGE = Pattern(r"([↑▲↓▼])\s?(?=[+$€£]?\.?\d)")


def read_and_so_on(scan: Scan, at: int) -> Reading | None:
    """&c.: et cetera."""
    found = _AND_SO_ON.match(scan.text, at)
    if found is None:
        return None
    return Reading(found.end() - (found[0][-1] == "." and scan.ends(found.end())), "et cetera", "abbreviation")


_AND_SO_ON = Pattern(r"&c(?:\.|(?![\w.]))")


def read_letter_sign(scan: Scan, at: int) -> Reading | None:
    """C++, C#, Q&A, A+."""
    found = _LETTER_SIGNS.match(scan.text, at)
    if found is None or scan.left(at).isalnum():
        return None
    written = found[1]
    if written in _CODES:
        return Reading(found.end(), _CODES[written], "symbol")
    first, sign = written[0], written[1]
    if sign == "&":
        last = f"{written[2]}'s" if written[3:] else written[2]
        return Reading(found.end(), f"{'A-' if first == 'A' else first} and {last}", "acronym")
    return Reading(found.end(), f"{'A-' if first == 'A' else first} {'plus' if sign == '+' else 'minus'}", "symbol")


def read_rule(scan: Scan, at: int) -> Reading | None:
    """A line of equals signs is a rule, not words; two are a comparison."""
    found = _RULE.match(scan.text, at)
    return found and Reading(found.end(), " " if len(found[0]) > 2 else " equals ", "symbol")


_RULE = Pattern(r"={2,80}")


def read_copyright(scan: Scan, at: int) -> Reading | None:
    """The sign after the word is not said again."""
    return Reading(at + 1, "", "symbol") if scan.before(at).lower() == "copyright" else None


def read_silent(scan: Scan, at: int) -> Reading | None:
    """Trade marks and the like."""
    return Reading(at + 1, "", "symbol")


def read_other(scan: Scan, at: int) -> Reading | None:
    """Any character without a rule: emoji and other pictures by their Unicode names, Greek letters by theirs."""
    text = scan.text
    sign = text[at]
    if sign in GREEK:
        return Reading(at + 1, f" {_greek(sign)} ", "symbol")
    if "\U0001f1e6" <= sign <= "\U0001f1ff":
        return _flag(text, at)
    if sign.isnumeric() and unicodedata.numeric(sign) == int(unicodedata.numeric(sign)):
        return Reading(at + 1, f" {cardinal(str(int(unicodedata.numeric(sign))))} ", "cardinal")
    if unicodedata.category(sign) != "So" or not (sign >= "\u2600"):
        return None
    name = unicodedata.name(sign, "").lower()
    if not name or "\u3000" <= sign < "\U0001f000" or "box drawings" in name:
        return None
    end = at + 1
    extra = _EMOJI_EXTRA.match(text, end)
    end = extra.end() if extra else end
    while text[end : end + 1] == sign:  # a row of the same is said once
        end += 1
    for word in ("emoji modifier", "heavy ", "white ", "black "):
        name = name.removeprefix(word)
    return Reading(end, f" {name.replace('-', ' ')} ", "emoji")


def read_greek(scan: Scan, at: int) -> Reading | None:
    """A Greek letter by itself, by its name; words in Greek are read as Greek."""
    beside = scan.left(at) + scan.text[at + 1 : at + 2]
    if any(letter.isalpha() and not letter.isascii() for letter in beside):
        return None
    return Reading(at + 1, f" {_greek(scan.text[at])} ", "symbol")


def _greek(letter: str) -> str:
    return _GREEK.split()[ord(letter.lower()) - ord("α")]


def _flag(text: str, at: int) -> Reading:
    code = "".join(
        chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in text[at : at + 2] if "\U0001f1e6" <= letter <= "\U0001f1ff"
    )
    return Reading(at + len(code), f" flag of {'.'.join(code)} ", "emoji")
