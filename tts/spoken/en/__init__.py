"""English: which rules are tried where, and in which order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from tts.spoken.en import acronyms, marks, net, slashes, symbols
from tts.spoken.en.abbreviations import abbreviations
from tts.spoken.en.data import currency_marks, listed
from tts.spoken.en.initials import read_initials, read_letter_a
from tts.spoken.en.numbers import SMALL_ROMANS
from tts.spoken.reading import Reading, Rule, SayAs, Scan, Verbaliser

_LETTERS: Final = re.compile(r"[A-Za-z]+")
_CAPITALS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MONTHS: Final = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
]  # fmt: skip
_SMALL_NUMERALS: Final = [numeral for numeral in SMALL_ROMANS if len(numeral) > 1]
_WEEKDAYS: Final = ["Mon", "Tue", "Tues", "Wed", "Weds", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun"]


def _later(module: str, name: str) -> Rule:
    """A rule whose module is loaded when the rule is first tried: text without such a word need not wait for it."""

    def rule(scan: Scan, at: int) -> Reading | None:
        return _rule(module, name)(scan, at)

    return rule


@cache
def _rule(module: str, name: str) -> Rule:
    from importlib import import_module

    rule: Rule = getattr(import_module(f"tts.spoken.en.{module}"), name)
    return rule


@cache
def _numbers() -> Sequence[Rule]:
    """The rules for what starts with a digit."""
    from tts.spoken.en import digits

    return (digits.read,)


_MONEY: Final = _later("money", "read_leading")
_SERIAL: Final = _later("serials", "read_serial")
_ROMAN: Final = _later("romans", "read_roman")
_UNIT: Final = _later("units", "read_unit")


#: Rules that go before the others of a word.
_BEFORE_OTHERS: Final[Sequence[tuple[Sequence[str], Rule]]] = (
    ("a", symbols.read_a_going),
    ("A", read_letter_a),
    ((*"ivxIVX", *_SMALL_NUMERALS), _later("romans", "read_enumerator")),
    ("DRI", _later("addresses", "read_party")),
    ("NSRW", _later("addresses", "read_dotted_state")),
    ((*"NSEW", "NE", "NW", "SE", "SW"), _later("addresses", "read_compass")),
    ("L", _later("oldmoney", "read_pounds")),
    (("GMT", "UTC"), _later("serials", "read_zone")),
    (("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), _later("dates", "read_days")),
    (("FY",), _later("dates", "read_fiscal")),
    (("Ctrl", "Control", "Cmd", "Command", "Alt", "Option", "Shift", "Win", "Fn"), marks.read_keys),
    (("AA", "AAA", "BB", "BBB", "CC", "CCC"), _later("markets", "read_credit_rating")),
    ("yqmYQM", _later("markets", "read_on_year")),
    (("Pub",), _later("legal", "read_public_law")),
    ("fF", _later("compounds", "read_aperture")),
    (("fe", "fd", "ff", "FE", "FD", "FF"), _later("machines", "read_groups")),
    (sorted(listed("metals")), _later("chemistry", "read_grouped")),
    (("degrees", "degree"), _later("degrees", "read_scale")),
    ("F", _later("legal", "read_reporter")),
    (("Fed",), _later("legal", "read_rules")),
    (("n", "nn"), _later("legal", "read_note_number")),
    (("noon", "Noon", "midnight", "Midnight"), _later("times", "read_from_noon")),
    (("Ph", "Ed", "LL", "Psy", "Pharm", "Th", "Litt", "B", "M", "D"), acronyms.read_degree),
)


_AFTER_OTHERS: Final[Sequence[tuple[Sequence[str], Rule]]] = (
    (_WEEKDAYS, _later("dates", "read_weekday")),
    ("QH", _later("dates", "read_quarter")),
    (("AD", "BC"), _later("numerals", "read_leading_era")),
    (("per",), _later("units", "read_per")),
    (("St",), _later("addresses", "read_saint")),
    ("abcdefghijklmnopqrstuvwxyz", acronyms.read_dotted),
    ([f"{letter}s" for letter in _CAPITALS], acronyms.read_grades),
    ((*"wcnNbahymqsSfd", "HIV", "TCP"), slashes.read_slash),
    (_SMALL_NUMERALS, _later("romans", "read_small")),
)


def _words() -> dict[str, tuple[Rule, ...]]:
    """Rules by the word they start at."""
    first: dict[str, list[Rule]] = {}
    for month in _MONTHS:
        for form in (month, month.lower(), month.upper()):
            first.setdefault(form, []).append(_later("dates", "read_month_first"))
    for code in dict.fromkeys(found[0] for mark in currency_marks() if (found := _LETTERS.match(mark))):
        first.setdefault(code, []).extend((slashes.read_currencies, _MONEY))
    for letter in _CAPITALS:
        roman = (_ROMAN,) if letter in "IVX" else ()
        first.setdefault(letter, []).extend(
            (
                slashes.read_slash,
                acronyms.read_pair,
                acronyms.read_dotted,
                symbols.read_letter_sign,
                _drive,
                *roman,
                read_initials,
            )
        )
    for words, rule in _BEFORE_OTHERS:
        for word in words:
            first.setdefault(word, []).insert(0, rule)
    for words, rule in _AFTER_OTHERS:
        for word in words:
            first.setdefault(word, []).append(rule)
    for written in acronyms.mixed_case():
        first.setdefault(written, []).append(acronyms.read_listed)
    for written, rules in abbreviations().items():
        first.setdefault(written, []).extend(rules)
    return {word: tuple(rules) for word, rules in first.items()}


@cache
def verbaliser(lang: str) -> Verbaliser:
    """The rules of English, for a BCP 47 tag. The conventions of a region are looked up by the rules as they read."""
    signs: dict[str, tuple[Rule, ...]] = {
        "/": (
            _later("machines", "read_path"),
            _later("units", "read_per"),
            _later("compounds", "read_equivalent"),
            slashes.read_slash_sign,
        ),
        "@": (net.RULES["handle"],),
        "#": (marks.read_number_sign, marks.read_color, marks.read_key, net.RULES["hashtag"]),
        "№": (marks.read_number_sign,),
        "[": (symbols.read_note,),
        "(": (_phone_in_brackets, slashes.read_both, _group_in_brackets),
        ".": (marks.read_suffix, _path),
        "§": (marks.read_section,),
        "$": (marks.read_cashtag,),
        "£": (_later("oldmoney", "read_pounds"),),
        "&": (symbols.read_and_so_on,),
        "": (symbols.read_other,),
    }
    for sign in currency_marks():
        if len(sign) == 1 and not sign.isalpha():
            signs[sign] = (*signs.get(sign, ()), _MONEY)
    for sign in "−-–":
        signs[sign] = (_MONEY,)
    signs["+"] = (symbols.read_plus_minus, _MONEY)
    signs["^"] = (symbols.read_power,)
    signs["="] = (symbols.read_rule,)
    signs["©"] = (symbols.read_copyright,)
    signs["*"] = (marks.read_key,)
    for sign in "<>~≈≤≥":
        signs[sign] = (symbols.read_comparison,)
    signs["~"] = (_path, *signs["~"])
    for sign in "™®℠℗":
        signs[sign] = (symbols.read_silent,)
    for sign in symbols.NAMED:
        signs[sign] = (symbols.read_named, *signs.get(sign, ()))
    for sign in "*★":
        signs[sign] = (*signs.get(sign, ()), symbols.read_stars)
    for sign in "↑▲↓▼":
        signs[sign] = (symbols.read_change,)
    for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺":
        signs[sign] = (symbols.read_raised,)
    for sign in "₀₁₂₃₄₅₆₇₈₉":
        signs[sign] = (symbols.read_lowered,)
    for sign in symbols.GREEK:
        signs[sign] = (symbols.read_greek,)
    for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒":
        signs[sign] = (
            _later("compounds", "read_cups"),
            _later("measures", "read_measure"),
            _later("heights", "read_height"),
            _later("compounds", "read_part_range"),
            _later("fractions", "read_vulgar"),
        )
    return Verbaliser(
        words=_words(),
        capitals=(
            _later("addresses", "read_state"),
            _ROMAN,
            _later("romans", "read_staged"),
            acronyms.read_capitals,
            acronyms.read_mixed,
            acronyms.read_compound,
            _later("romans", "read_glued"),
            _later("chemistry", "read_salt"),
        ),
        mixed=(
            net.RULES["email"],
            net.RULES["file"],
            net.RULES["url"],
            symbols.read_letter_sign,
            acronyms.read_dotted,
            read_initials,
            _UNIT,
            _SERIAL,
            _later("dates", "read_quarter"),
        ),
        numbers=_numbers,
        signs=signs,
        symbols=symbols.WORDS,
        runs_on=_runs_on,
        say_as=_SAY_AS,
    )


#: eSpeak NG has "of a", "that a" and the like as phrases, and takes the letter for the article in "of A.I.".
_BEFORE_ARTICLE: Final = frozenset({"at", "for", "not", "of", "than", "that", "was"})


def _runs_on(before: str, words: str) -> bool:
    return words[:2] in ("A.", "A-") and before.lower() in _BEFORE_ARTICLE


def _drive(scan: Scan, at: int) -> Reading | None:
    return _rule("machines", "read_drive")(scan, at) if scan.text.startswith((":\\", ":/"), at + 1) else None


def _path(scan: Scan, at: int) -> Reading | None:
    return _rule("machines", "read_path")(scan, at) if scan.text.startswith(("/", "./"), at + 1) else None


def _group_in_brackets(scan: Scan, at: int) -> Reading | None:
    return _rule("chemistry", "read_grouped")(scan, at) if _GROUP.match(scan.text, at) else None


_GROUP: Final = re.compile(r"\([A-Z][A-Za-z\d]{1,8}\)\d")


def _phone_in_brackets(scan: Scan, at: int) -> Reading | None:
    return _rule("telephones", "read_phone")(scan, at) if scan.text[at + 1 : at + 3].isdigit() else None


def _say_as(name: str) -> SayAs:
    def say(text: str, form: str, scan: Scan) -> str | None:
        from tts.spoken.en.say_as import SAY_AS

        return SAY_AS[name](text, form, scan)

    return say


_SAY_AS: Final = {
    name: _say_as(name)
    for name in (
        "cardinal", "number", "ordinal", "digits", "characters", "spell-out", "verbatim", "letters", "date", "time", "telephone",
        "fraction", "currency", "money",
    )
}  # fmt: skip
