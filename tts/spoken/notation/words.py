"""Abbreviations, acronyms, initials, and numbers of centuries and rulers in Roman numerals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tts.pattern import Pattern
from tts.spoken.notation.grammar import Grammar
from tts.spoken.notation.tables import SPACES, stands
from tts.spoken.reading import Reading, Rule, Scan

_HEAD = Pattern(r"[^\W\d_]+")
_INITIALS = Pattern(r"((?:[^\W\d_]\.[\s\u00a0]?-?){1,3})(?=[^\W\d_][^\W\d_\s.]{1,40})")
_ROMAN = Pattern(r"[IVXLC]{1,8}|[ІХ]{1,6}")
_SECOND = Pattern(r"[ \u00a0]?[-–—][ \u00a0]?([IVXLC]{1,8})(?!\w)")
_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_STRICT = Pattern(r"C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def roman(numeral: str) -> int:
    """The value of a Roman numeral up to 399; 0 for what is none."""
    if _STRICT.fullmatch(numeral) is None:
        return 0
    values = [_VALUES[letter] for letter in numeral]
    return sum(-value if value < next_ else value for value, next_ in zip(values, [*values[1:], 0], strict=True))


def numeral(value: int) -> str:
    """A number from 1 to 39 as a Roman numeral."""
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def next_word(text: str, at: int) -> str:
    """The word that follows a position after spaces; empty where something else does."""
    place = at
    while text[place : place + 1] in SPACES and place < len(text) and place < at + 4:
        place += 1
    if place == at:
        return ""
    found = _HEAD.match(text, place)
    return found[0] if found else ""


class Vocabulary:
    """The rules, for a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def abbreviations(self) -> dict[str, list[Rule]]:
        """Rules by the first letters of what is written."""
        rules: dict[str, list[tuple[str, str, str]]] = {}
        for row in self.grammar.tables.rows("abbreviations"):
            when = row[2] if len(row) > 2 else "any"
            for written in row[0].split("|"):
                head = _HEAD.match(written)
                rules.setdefault(head[0] if head else written[0], []).append((written, row[1], when))
        return {
            head: [_abbreviation(*entry) for entry in sorted(entries, key=lambda entry: -len(entry[0]))]
            for head, entries in rules.items()
        }

    def acronyms(self) -> dict[str, list[Rule]]:
        """Those that the engine would say otherwise than people do."""
        said = dict(self.grammar.tables.said("acronyms"))
        for written in self.grammar.tables.listed("letter-by-letter"):
            # The engine says letters with full stops one by one.
            said[written] = "".join(f"{letter}." for letter in written)
        return {written: [_acronym(written, words)] for written, words in said.items()}

    def read_initials(self, scan: Scan, at: int) -> Reading | None:
        """A.Lieberman, J. K. Rowling: letters, and the name without a break."""
        text = scan.text
        found = _INITIALS.match(text, at)
        if found is None or scan.left(at).isalnum() or scan.left(at) in ".@":
            return None
        run = [letter for letter in found[1] if letter.isalpha()]
        follows = text[found.end()]
        if not all(letter.isupper() for letter in run) or not follows.isupper():
            return None
        if len(run) == 1 and scan.before(at)[:1].islower() and run[0] in self.grammar.tables.listed("not-initials"):
            return None
        end = at + len(found[1].rstrip())
        return Reading(end, " ".join(run) + " ", "initials")

    def read_roman(self, scan: Scan, at: int) -> Reading | None:
        """XX before "century" is an ordinal; II after a ruler's name is one, too."""
        text = scan.text
        found = _ROMAN.match(text, at)
        if found is None or scan.left(at).isalnum():
            return None
        numeral = found[0].translate(_LOOKALIKES)
        value, end = roman(numeral), found.end()
        if not value or text[end : end + 1] in ("'", "’") or (text[end : end + 1] == "." and numeral in "CLDM"):
            return None
        spoken = self.grammar.roman(scan, at, end, value)
        return None if spoken is None else Reading(spoken[0], spoken[1], "roman")


_LOOKALIKES: Final = str.maketrans("ІХ", "IX")


def _abbreviation(written: str, spoken: str, when: str) -> Rule:
    agrees = _WHEN[when]

    def read(scan: Scan, at: int) -> Reading | None:
        left = scan.left(at)
        if left.isalnum() or left in ".@/_" or (left == "-" and not at):
            return None
        end = stands(written, scan.text, at)
        if end is None or not agrees(scan, at, end):
            return None
        if written[-1] == "." and scan.ends(end) and end - at > 1:
            end -= 1
        return Reading(end, spoken, "abbreviation")

    return read


def _acronym(written: str, spoken: str) -> Rule:
    def read(scan: Scan, at: int) -> Reading | None:
        end = at + len(written)
        if not scan.text.startswith(written, at) or scan.text[end : end + 1].isalnum() or scan.left(at).isalnum():
            return None
        # A last stop would end the sentence before a capital.
        return Reading(end, spoken.rstrip("."), "acronym")

    return read


def _name_follows(scan: Scan, at: int, end: int) -> bool:
    follows = scan.text[end : end + 3].lstrip()
    return follows[:1].isupper() or follows[:1] in '«"“„'


def _hebrew_follows(scan: Scan, at: int, end: int) -> bool:
    return scan.text[end : end + 3].lstrip()[:1].isalpha()


def _number_follows(scan: Scan, at: int, end: int) -> bool:
    return scan.text[end : end + 3].lstrip()[:1].isdigit() or bool(_ROMAN.match(scan.text, end + 1))


def _number_before(scan: Scan, at: int, end: int) -> bool:
    return scan.text[max(0, at - 3) : at].rstrip()[-1:].isdigit()


def _lower_follows(scan: Scan, at: int, end: int) -> bool:
    return scan.text[end : end + 3].lstrip()[:1].islower()


def _anywhere(scan: Scan, at: int, end: int) -> bool:
    return True


def _alone(scan: Scan, at: int, end: int) -> bool:
    return not _number_before(scan, at, end)


_WHEN: Final[dict[str, Callable[[Scan, int, int], bool]]] = {
    "any": _anywhere,
    "name": _name_follows,
    "word": _hebrew_follows,
    "number": _number_follows,
    "after-number": _number_before,
    "not-after-number": _alone,
    "lower": _lower_follows,
}
