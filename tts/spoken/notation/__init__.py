"""How numbers, dates, times, money and measures are written in many languages, and the verbaliser of a grammar.

To add a language of this kind: a package `tts/spoken/<subtag>/` with `words.tsv` (its tables) and a `Grammar`; the
docstring of `tts.spoken` has the other steps. `tts/spoken/de/` is the one to read first.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from tts.pattern import Pattern
from tts.spoken.notation.grammar import Grammar, Quantity
from tts.spoken.notation.tables import Noun, Tables
from tts.spoken.reading import Reading, Rule, Scan, Verbaliser

if TYPE_CHECKING:
    from tts.spoken.notation.figures import Figures

__all__ = ["Grammar", "Noun", "Quantity", "Tables", "verbaliser_of"]

_RANGES: Final = {"Cyrl": ("\u0400", "\u04ff"), "Hebr": ("\u0590", "\u05ff"), "Latn": ("\0", "\u024f")}


def verbaliser_of(grammar: Grammar) -> Verbaliser:
    """The rules of a grammar, in the order in which the scanner tries them."""
    from tts.spoken.notation.signs import Marks
    from tts.spoken.notation.words import Vocabulary, numeral

    first, last = _RANGES[grammar.script]

    def native(word: str) -> bool:
        return first <= word[0] <= last

    vocabulary = Vocabulary(grammar)
    marks = Marks(grammar)
    words: dict[str, list[Rule]] = {word: list(rules) for word, rules in grammar.word_rules().items()}
    for table in (vocabulary.abbreviations(), vocabulary.acronyms()):
        for word, rules in table.items():
            words.setdefault(word, []).extend(rules)

    def net(name: str) -> Rule:
        def rule(scan: Scan, at: int) -> Reading | None:
            return _net(grammar)[name](scan, at)

        return rule

    def currency(scan: Scan, at: int) -> Reading | None:
        return _figures(grammar).read_currency(scan, at)

    for word in grammar.tables.currency_marks:
        head = next(iter(word.partition("$")))
        if head.isalpha():
            words.setdefault(head, []).append(currency)

    @cache
    def numbers() -> Sequence[Rule]:
        from tts.spoken.notation.calendar import Calendar

        figures, calendar = _figures(grammar), Calendar(grammar)
        return (
            _touched(
                net("email"), net("file"), net("url"), marks.read_fraction, calendar.read_iso, calendar.read_numeric
            ),
            figures.read_phone,
            calendar.read_time,
            *grammar.number_rules(),
            calendar.read_date,
            figures.read_score,
            figures.read_amount,
        )

    for letter in grammar.tables.listed("letters"):
        words.setdefault(letter, []).append(vocabulary.read_initials)
    signs: dict[str, Sequence[Rule]] = {
        "@": (net("handle"),),
        "#": (marks.read_number_sign, net("hashtag")),
        "№": (marks.read_number_sign,),
        "[": (marks.read_note,),
        "(": (lambda scan, at: _figures(grammar).read_phone(scan, at),),
        "/": (marks.read_slash,),
        "": (marks.read_other,),
    }
    for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        signs[sign] = (marks.read_raised,)
    for sign in "$€£¥₸₽₴₹₪₺₩₼₾+−-–":
        signs[sign] = (currency,)
    for sign in "<>~≈":
        signs[sign] = (marks.read_comparison,)
    for value in range(1, 40):
        if grammar.script == "Latn":
            words.setdefault(numeral(value), []).append(vocabulary.read_roman)
        else:  # a word of another script is asked for as a sign
            signs[numeral(value)] = (vocabulary.read_roman,)
    signs |= grammar.sign_rules()
    return Verbaliser(
        script=grammar.script,
        native=native,
        words={word: tuple(rules) for word, rules in words.items()},
        capitals=(vocabulary.read_roman,),
        mixed=(net("email"), net("file"), net("url"), vocabulary.read_initials),
        numbers=numbers,
        signs=signs,
        symbols=grammar.tables.said("symbols"),
        say_as=marks.say_as(numbers),
    )


@cache
def _figures(grammar: Grammar) -> Figures:
    from tts.spoken.notation.figures import Figures

    return Figures(grammar)


@cache
def _net(grammar: Grammar) -> dict[str, Rule]:
    from tts.spoken import electronic

    said = grammar.tables.said("net")
    names = {written: words for written, words in said.items() if len(written) == 1}
    hosts = {written: words for written, words in said.items() if len(written) > 1}
    return electronic.rules(
        electronic.Signs(names, hosts.pop("hashtag", ""), grammar.net_number, grammar.net_word, hosts)
    )


def _touched(*rules: Rule) -> Rule:
    """Rules that a number alone, with white space after it, cannot be for."""

    def rule(scan: Scan, at: int) -> Reading | None:
        if _ALONE.match(scan.text, at):
            return None
        for each in rules:
            reading = each(scan, at)
            if reading is not None:
                return reading
        return None

    return rule


_ALONE: Final = Pattern(r"[+−–-]?\d{1,12}(?:[.,]?(?:\s(?!\d)|\Z)|[%€])")
