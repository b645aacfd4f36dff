"""The tables of a language, as the engine needs them.

The tables themselves are the TOML files in `languages/`, which say how to edit them. Here they are only read and joined:
every language stands on `base`, and the table of the leading language of each script (English, Russian) serves the
languages of other scripts too, because a word of one script never means a word of another.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

#: ISO 639-2 and withdrawn codes that stand in BCP 47 tags by mistake, and what they mean.
_ALIASES = {
    "ara": "ar", "chi": "zh", "cmn": "zh", "yue": "zh", "deu": "de", "eng": "en", "fra": "fr", "fre": "fr", "ger": "de",
    "heb": "he", "hin": "hi", "iw": "he", "jpn": "ja", "kaz": "kk", "rus": "ru", "spa": "es", "tur": "tr", "zho": "zh",
}  # fmt: skip

#: The language whose table serves where its script turns up in a text of another script.
_LEADING = {"Latin": "en", "Cyrillic": "ru"}

#: Classes of abbreviations; `languages/base.toml` says what each means.
CLASSES = ("title", "inner", "number", "date", "trailing", "time", "closing", "unit")


@dataclass(frozen=True, slots=True)
class Rules:
    """What the engine knows of a language.

    Attributes:
        language: Primary subtag (`en`), or `und` for a language without a table of its own.
        abbreviations: Word without its final stop, in every capitalisation that counts, and its class.
        starters: Capitalised words that begin a sentence rather than go on with a name.
        after_time: Capitalised words that may follow a.m. and p.m. in the same sentence.
        speech: Lower-case verbs that report speech.
        marked: Names, in lower case, written with `!` or `?` at their end.
        agencies: News agencies, in capitals.
        ordinals: Whether a stop after a number makes it an ordinal (German, Turkish, Kazakh ...).
        after_ordinal: Words that a day of the month or a century stands before.
    """

    language: str
    abbreviations: Mapping[str, str]
    starters: frozenset[str]
    after_time: frozenset[str]
    speech: frozenset[str]
    marked: frozenset[str]
    agencies: frozenset[str]
    ordinals: bool
    after_ordinal: frozenset[str]


def primary(lang: str) -> str:
    """The primary language subtag of a BCP 47 tag of any form, in lower case: `en` for `en-GB`, `EN_us` and `eng`."""
    code = lang.replace("_", "-").partition("-")[0].strip().lower()
    return _ALIASES.get(code, code)


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
    for table in tables:
        for kind in CLASSES:
            for word in str(table.get("abbreviations", {}).get(kind, "")).split():
                abbreviations.update((form, kind) for form in _forms(word))
    for word in str(own.get("words", {}).get("never", "")).split():
        for form in _forms(word):
            abbreviations.pop(form, None)
    return Rules(
        language=language if own else "und",
        abbreviations=abbreviations,
        starters=_words(tables, "starters", "words"),
        after_time=_words(tables, "names", "after_time"),
        speech=_words(tables, "speech", "verbs"),
        marked=frozenset(word.lower() for word in _words(tables, "names", "marked")),
        agencies=_words(tables, "agencies", "words"),
        ordinals=bool(own.get("numbers", {}).get("ordinals", False)),
        after_ordinal=_words([own], "numbers", "after_ordinal"),
    )


def _forms(word: str) -> set[str]:
    """A word in lower case stands for every capitalisation, one with a capital for itself and all capitals."""
    word = word.replace("_", " ")
    if word == word.lower():
        return {word, word.capitalize(), word.upper(), word.title()}
    return {word, word.upper()}


def _words(tables: list[dict[str, Any]], section: str, key: str) -> frozenset[str]:
    return frozenset(word for table in tables for word in str(table.get(section, {}).get(key, "")).split())


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    folder = resources.files(__package__) / "languages"
    return frozenset(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))


@lru_cache(maxsize=64)
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "languages" / f"{name}.toml").read_text(encoding="utf-8"))
