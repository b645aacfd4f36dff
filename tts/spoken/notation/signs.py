"""Signs: number signs, slashes, fractions, notes, comparisons, pictures; and what an author classed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tts.pattern import Pattern
from tts.spoken.notation.grammar import Grammar, Quantity
from tts.spoken.reading import Reading, Rule, SayAs, Scan

_FRACTION = Pattern(r"(?:(\d{1,3})[ \u00a0])?(\d{1,3})[/⁄](\d{1,4})(?![\w/]|[.,]\d)")
_NUMBER_SIGN = Pattern(r"[#№][ \u00a0\u202f]?(\d{1,9})(?![\w])")
_NOTE = Pattern(r"\[\s?\d{1,3}(?:[,–-]\s?\d{1,3}){0,5}\s?\]")
_RAISED = Pattern(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}")
_COMPARED = Pattern(r"[<>~≈](?=\s?[+−-]?\d)")
_DIGITS = Pattern(r"\d{1,36}")


class Marks:
    """The rules, for a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def _symbol(self, sign: str) -> str:
        return self.grammar.tables.said("symbols").get(sign, "")

    def read_fraction(self, scan: Scan, at: int) -> Reading | None:
        """1/2, 2 3/4; what has no usual name is a number, the word for the slash, and a number."""
        found = _FRACTION.match(scan.text, at)
        if found is None or scan.left(at).isalnum() or scan.left(at) in "/.,-":
            return None
        over, under = int(found[2]), int(found[3])
        words = self.grammar.fraction_words(int(found[1] or 0), over, under) if under else None
        if words is None:
            if found[1]:
                return None
            slash = self._symbol("/")
            words = f"{self.grammar.whole(found[2])} {slash} {self.grammar.whole(found[3])}"
        return Reading(found.end(), words, "fraction")

    def read_number_sign(self, scan: Scan, at: int) -> Reading | None:
        """№ 5."""
        found = _NUMBER_SIGN.match(scan.text, at)
        if found is None:
            return None
        return Reading(found.end(), f"{self._symbol('№')} {self.grammar.whole(found[1])}", "number-sign")

    def read_note(self, scan: Scan, at: int) -> Reading | None:
        """The mark of a note right after a word is not said."""
        if scan.left(at).isspace() or scan.left(at) in "([":
            return None
        found = _NOTE.match(scan.text, at)
        return found and Reading(found.end(), "", "note-mark")

    def read_raised(self, scan: Scan, at: int) -> Reading | None:
        """Raised figures after a word are the mark of a note."""
        found = _RAISED.match(scan.text, at)
        return found and Reading(found.end(), "", "note-mark")

    def read_comparison(self, scan: Scan, at: int) -> Reading | None:
        """<5, >10, ~20."""
        if _COMPARED.match(scan.text, at) is None:
            return None
        return Reading(at + 1, f" {self._symbol(scan.text[at])} ", "symbol")

    def read_slash(self, scan: Scan, at: int) -> Reading | None:
        """Between two words a short pause; between figures or signs it is said."""
        left, right = scan.left(at), scan.text[at + 1 : at + 2]
        if left.isalpha() and right.isalpha():
            return Reading(at + 1, ", ", "slash")
        if left.isspace() and (not right or right.isspace()):
            return Reading(at + 1, ", " if scan.before(at) and right else " ", "slash")
        return Reading(at + 1, f" {self._symbol('/')} ", "slash")

    def read_other(self, scan: Scan, at: int) -> Reading | None:
        """Digits of other scripts and rare letters stay; the engine knows the pictures (emoji) of its language."""
        sign = scan.text[at]
        if "\u2600" <= sign <= "\u27bf" or "\U0001f300" <= sign <= "\U0001faff":
            return Reading(at + 1, f" {sign} ", "emoji")
        return None

    def say_as(self, numbers: Callable[[], Sequence[Rule]]) -> Mapping[str, SayAs]:
        """Readers for `say-as`."""
        grammar = self.grammar

        def run_of(text: str) -> str:
            return "".join(letter for letter in text if letter in "0123456789")

        def cardinal(text: str, form: str, scan: Scan) -> str | None:
            digits = run_of(text)
            return (
                grammar.signed(Quantity("-" if text[0] in "-−" else "", digits), grammar.whole(digits))
                if digits
                else None
            )

        def ordinal(text: str, form: str, scan: Scan) -> str | None:
            digits = run_of(text)
            return grammar.ordinal(int(digits)) if 0 < len(digits) <= 15 else None

        def digits(text: str, form: str, scan: Scan) -> str | None:
            found = run_of(text)
            return grammar.digits(found) if found else None

        def characters(text: str, form: str, scan: Scan) -> str | None:
            said = [grammar.cardinal(int(sign)) if sign in "0123456789" else sign for sign in text if sign.isalnum()]
            return ", ".join(said)[:2000] or None

        def whole(text: str, form: str, scan: Scan) -> str | None:
            at = next((place for place, sign in enumerate(text[:4]) if sign.isdigit()), None)
            for rule in numbers() if at is not None else ():
                reading = rule(scan, at or 0)
                if reading is not None:
                    if reading.end < len(text):
                        continue
                    return f"{text[: at or 0]}{reading.spoken}"
            return None

        plain = {"cardinal": cardinal, "number": cardinal, "ordinal": ordinal, "digits": digits, "telephone": digits}
        spelled = dict.fromkeys(("characters", "spell-out", "verbatim", "letters"), characters)
        whole_names = dict.fromkeys(("date", "time", "fraction", "currency", "money"), whole)
        return plain | spelled | whole_names
