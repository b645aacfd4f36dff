"""The tables of a language, as the engine needs them.

The tables themselves are the TOML files in `languages/`, which say how to edit them. Here they are only read and joined:
every language stands on `base`, and the table of the leading language of each script (English, Russian) serves the
languages of other scripts too, because a word of one script never means a word of another.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_TABLES = Path(__file__).with_name("languages")

#: What may open before a word and be no part of it.
OPENING = "\"'“”‘’«»‹›„‚`([{*_—–-/…¿¡#"
_VOWEL = re.compile(r"[aeiouyàáâäãåèéêëìíîïòóôöõøùúûüýæœаеёиоуыэюяіїєәөұү]", re.IGNORECASE)

#: ISO 639-2 and withdrawn codes that stand in BCP 47 tags by mistake, and what they mean.
_ALIASES = {
    "ara": "ar", "chi": "zh", "cmn": "zh", "yue": "zh", "deu": "de", "eng": "en", "fra": "fr", "fre": "fr", "ger": "de",
    "heb": "he", "hin": "hi", "iw": "he", "jpn": "ja", "kaz": "kk", "rus": "ru", "spa": "es", "tur": "tr", "zho": "zh",
}  # fmt: skip

#: The language whose table serves where its script turns up in a text of another script.
_LEADING = {"Latin": "en", "Cyrillic": "ru"}

#: Classes of abbreviations; `languages/base.toml` says what each means.
CLASSES = ("title", "inner", "number", "date", "trailing", "state", "time", "closing", "unit", "year")


@dataclass(frozen=True, slots=True)
class Rules:
    """What the engine knows of a language.

    Attributes:
        language: Primary subtag (`en`), or `und` for a language without a table of its own.
        abbreviations: Word without its final stop, in every capitalisation that counts, and its class.
        units: Abbreviations of that class, which may be of another without a figure before them (`см. рис. 2`).
        suffixes: Ends of compounds that are abbreviated before a number.
        interjections: Words without a vowel that are words all the same.
        starters: Capitalised words that begin a sentence rather than go on with a name.
        after_time: Capitalised words that may follow a.m. and p.m. in the same sentence.
        auxiliaries: Verbs in lower case that show the word before them to be a subject.
        streets: Titles that are also short for a street.
        offices: Capitalised words that go on with the name of a firm.
        speech: Lower-case verbs that report speech.
        marked: Names, in lower case, written with `!` or `?` at their end.
        agencies: News agencies, in capitals.
        conjunctions: Words in lower case that go on with a sentence even after `!` or `?`.
        lower_starts: Whether a lower-case word after a stop may begin a sentence: not where abbreviations are many.
        ellipsis_ends: Whether an ellipsis may end a sentence where capitals do not tell.
        ordinals: Whether a stop after a number makes it an ordinal (German, Turkish ...).
        short_quotation: Length in characters up to which a quotation of several sentences is kept whole; 0 for never.
        introducing: Words that a colon may end a sentence after: "the following:".
        label_colon: Whether a colon after a paragraph's opening words ends a label.
        reporting: Words after which a colon introduces what was said.
        run_on_comma: The comma that ends sentences in a paragraph without any terminator; or empty.
        sign_offs: Words that close a letter, in lower case, without their comma.
        terminators: What ends sentences, besides what ends them everywhere.
        no_terminators: What ends sentences elsewhere and does not here.
        plain: Whether a token is a word without doubt.
    """

    language: str
    abbreviations: Mapping[str, str]
    units: frozenset[str]
    suffixes: tuple[str, ...]
    interjections: frozenset[str]
    starters: frozenset[str]
    after_time: frozenset[str]
    auxiliaries: frozenset[str]
    streets: frozenset[str]
    offices: frozenset[str]
    speech: frozenset[str]
    marked: frozenset[str]
    agencies: frozenset[str]
    conjunctions: frozenset[str]
    lower_starts: bool
    ellipsis_ends: bool
    ordinals: bool
    short_quotation: int
    introducing: frozenset[str]
    label_colon: bool
    reporting: frozenset[str]
    run_on_comma: str
    sign_offs: frozenset[str]
    terminators: str
    no_terminators: str
    plain: PlainWords


class PlainWords(dict[str, bool]):
    """Whether a token is a word without doubt, so that a stop after it and a capital after that end a sentence.

    Answers are remembered, because words repeat; a bound keeps hostile text from filling the memory.
    """

    BOUND = 20_000

    def __init__(self, abbreviations: set[str], marked: frozenset[str]) -> None:
        super().__init__()
        self._abbreviations = abbreviations
        self._marked = marked

    def __missing__(self, token: str) -> bool:
        answer = self._judge(token.lstrip(OPENING))
        if len(self) < self.BOUND and len(token) < 40:
            self[token] = answer
        return answer

    def _judge(self, word: str) -> bool:
        if len(word) == 4 and word.isdigit():
            return True
        if (
            len(word) < 2
            or not word.isalpha()
            or word.isupper()
            or word in self._abbreviations
            or word.lower() in self._marked
        ):
            return False
        return len(word) > 5 or (word.islower() and (len(word) > 3 or has_vowel(word)))


def primary(lang: str) -> str:
    """The primary language subtag of a BCP 47 tag of any form, in lower case: `en` for `en-GB`, `EN_us` and `eng`."""
    code = lang.replace("_", "-").partition("-")[0].strip().lower()
    return _ALIASES.get(code, code)


def has_vowel(word: str) -> bool:
    """Whether a word of an alphabet with vowels has one; `Blvd` has none."""
    return _VOWEL.search(word) is not None


def rules_for(lang: str) -> Rules:
    """The rules for a BCP 47 tag; a sound default where the language has no table."""
    return _rules(primary(lang))


@lru_cache(maxsize=256)
def _rules(language: str) -> Rules:
    own = _table(language) if language in _languages() else {}
    # Later tables win: what a language says of a word goes before what the other tables say.
    tables = [_table("base")]
    tables += [_table(name) for script, name in _LEADING.items() if own.get("script", "Latin") != script]
    tables += [_table(name) for name in own.get("extends", ())]
    tables.append(own)
    abbreviations: dict[str, str] = {}
    units: set[str] = set()
    for table in tables:
        entries = [
            (word, kind) for kind in CLASSES for word in str(table.get("abbreviations", {}).get(kind, "")).split()
        ]
        units.update(word for word, kind in entries if kind == "unit")
        entries = [(word, kind) for word, kind in entries if kind != "unit"]
        # A word as written goes before what another word makes when it is capitalised: `Col` (title), `col` (number).
        for word, kind in entries:
            abbreviations.update(dict.fromkeys(_forms(word), kind))
        abbreviations.update(entries)
    for word in str(own.get("words", {}).get("never", "")).split():
        for form in _forms(word):
            abbreviations.pop(form, None)
    interjections = _words(tables, "words", "interjections")
    marked = frozenset(word.lower() for word in _words(tables, "names", "marked"))
    return Rules(
        language=language if own else "und",
        abbreviations=abbreviations,
        units=frozenset(units),
        suffixes=tuple(sorted(_words([own], "words", "suffixes"))),
        interjections=interjections,
        starters=_words(tables, "starters", "words"),
        after_time=_words(tables, "names", "after_time"),
        auxiliaries=_words(tables, "names", "auxiliaries"),
        streets=_words(tables, "names", "streets"),
        offices=_words(tables, "names", "offices"),
        speech=_words(tables, "speech", "verbs"),
        marked=marked,
        agencies=_words(tables, "agencies", "words"),
        conjunctions=_words(tables, "words", "conjunctions"),
        lower_starts=bool(own.get("words", {}).get("lower_starts", False)),
        ellipsis_ends=bool(own.get("words", {}).get("ellipsis_ends", True)),
        ordinals=bool(own.get("numbers", {}).get("ordinals", False)),
        short_quotation=int(own.get("quotations", {}).get("short", 0)),
        introducing=_words([own], "words", "introducing"),
        label_colon=bool(own.get("words", {}).get("label_colon", False)),
        reporting=_words([own], "words", "reporting"),
        run_on_comma=str(own.get("words", {}).get("run_on_comma", "")),
        sign_offs=frozenset(
            line.strip().lower() for line in str(own.get("words", {}).get("sign_offs", "")).split("\n") if line.strip()
        ),
        terminators=str(own.get("terminators", "")),
        no_terminators=str(own.get("no_terminators", "")),
        plain=PlainWords({*abbreviations, *units}, marked),
    )


def _forms(word: str) -> set[str]:
    """A word in lower case stands for every capitalisation, one with a capital for itself and all capitals."""
    if len(word) == 1:
        # A single capital is an initial.
        return {word}
    if word == word.lower():
        return {word, word.capitalize(), word.upper(), word.title()}
    return {word, word.upper()}


def _words(tables: list[dict[str, Any]], section: str, key: str) -> frozenset[str]:
    return frozenset(word for table in tables for word in str(table.get(section, {}).get(key, "")).split())


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return frozenset(file.stem for file in _TABLES.glob("*.toml"))


@lru_cache(maxsize=64)
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((_TABLES / f"{name}.toml").read_text(encoding="utf-8"))
