"""The tables of a language, as the engine needs them.

The tables themselves are the TOML files in `languages/`, which say how to edit them. Here they are only read and joined:
every language stands on `base`, and the table of the leading language of each script (English, Russian) serves the
languages of other scripts too, because a word of one script never means a word of another.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache, lru_cache

_TABLES = os.path.join(os.path.dirname(__file__), "languages")

#: What may open before a word and be no part of it.
OPENING = "\"'“”‘’«»‹›„‚`([{*_—–-/…¿¡#"
_VOWELS = frozenset("aeiouyàáâäãåèéêëìíîïòóôöõøùúûüýæœаеёиоуыэюяіїєәөұү")

#: ISO 639-2 and withdrawn codes that stand in BCP 47 tags by mistake, and what they mean.
_ALIASES = {
    "ara": "ar", "chi": "zh", "cmn": "zh", "yue": "zh", "deu": "de", "eng": "en", "fra": "fr", "fre": "fr", "ger": "de",
    "heb": "he", "hin": "hi", "iw": "he", "jpn": "ja", "kaz": "kk", "rus": "ru", "spa": "es", "tur": "tr", "zho": "zh",
}  # fmt: skip

#: The language whose table serves where its script turns up in a text of another script.
_LEADING = {"Latin": "en", "Cyrillic": "ru"}

#: Classes of abbreviations, besides units; `languages/base.toml` says what each means.
CLASSES = ("title", "inner", "number", "date", "trailing", "state", "time", "closing", "year")


class Rules:
    """What the engine knows of a language.

    Attributes:
        language: Primary subtag (`en`), or `und` for a language without a table of its own.
        abbreviations: Word without its final stop, in every capitalisation that counts, and its class.
        units: Abbreviations of that class, which may be of another without a figure before them (`см. рис. 2`).
        suffixes: Ends of compounds that are abbreviated before a number.
        homographs: Abbreviations before a number that are words, too.
        interjections: Words without a vowel that are words all the same.
        starters: Capitalised words that begin a sentence rather than go on with a name.
        beginnings: The starters of a language that is written without white space between words (Japanese).
        after_time: Capitalised words that may follow a.m. and p.m. in the same sentence.
        auxiliaries: Verbs in lower case that show the word before them to be a subject.
        streets: Titles that are also short for a street.
        offices: Capitalised words that go on with the name of a firm.
        speech: Lower-case verbs that report speech.
        subjects: Words in lower case that may stand between a quotation and its verb of saying.
        clauses: Words in lower case that begin a clause, before which a long sentence may be cut.
        contents: Words that begin the content of speech after a comma (`считает, что`).
        marked: Names, in lower case, written with `!` or `?` at their end.
        agencies: News agencies, in capitals.
        conjunctions: Words in lower case that go on with a sentence even after `!` or `?`.
        letters: Names of the letters of another script, of which acronyms consist (Hindi).
        dangling: Words, as written, that end no phrase, so that speech breaks off at a dash after them.
        lower_starts: Whether a lower-case word after a stop may begin a sentence: not where abbreviations are many.
        ellipsis_ends: Whether an ellipsis may end a sentence where capitals do not tell.
        times: Words in lower case of which, with figures, a time consists.
        ascii_ends: Whether `.`, `!` and `?` end sentences without white space after them (Japanese).
        ordinals: Whether a stop after a number makes it an ordinal (German, Turkish ...).
        roman_ordinals: Whether that holds for Roman numerals, too.
        counted: Nouns that a number follows, which is no ordinal then: `Formel 1`.
        short_quotation: Length in characters up to which a quotation of several sentences is kept whole; 0 for never.
        short_verse: Whether that holds for verse only, the lines of which are parted by strokes.
        introducing: Words that a colon may end a sentence after: "the following:".
        label_colon: Whether a colon after a paragraph's opening words ends a label.
        reporting: Words after which a colon introduces what was said.
        run_on_comma: The comma that ends sentences in a paragraph without any terminator; or empty.
        terminators: What ends sentences, besides what ends them everywhere.
        no_terminators: What ends sentences elsewhere and does not here.
        page: What a page sets apart by layout.
        foreign: Whether Latin letters are those of another script.
        plain: Whether a token is a word without doubt.
    """

    def __init__(self, language: str) -> None:
        own = _table(language) if language in _languages() else {}
        # Later tables win: what a language says of a word goes before what the other tables say.
        tables = [_table("base")]
        tables += [_table(name) for script, name in _LEADING.items() if own.get("script", "Latin") != script]
        tables += [_table(name) for name in own.get("extends", "").split()]
        tables.append(own)

        def words(key: str, of: list[dict[str, str]] = tables) -> frozenset[str]:
            return _words(key, of)

        self.language = language if own else "und"
        self.abbreviations = _abbreviations(tables)
        self.units = words("abbreviations.unit")
        self.suffixes = tuple(sorted(words("words.suffixes", [own])))
        self.homographs = words("words.homographs", [own])
        self.interjections = words("words.interjections")
        self.starters = words("starters.words")
        self.beginnings = tuple(sorted(words("starters.words", [own])))
        self.after_time = words("names.after_time")
        self.auxiliaries = words("names.auxiliaries")
        self.streets = words("names.streets")
        self.offices = words("names.offices")
        self.speech = words("speech.verbs")
        self.subjects = words("speech.subjects")
        self.clauses = words("clauses.words")
        self.contents = words("speech.contents")
        self.marked = frozenset(map(str.lower, words("names.marked")))
        self.agencies = words("agencies.words")
        self.conjunctions = words("words.conjunctions")
        self.letters = words("words.letters", [own])
        self.dangling = words("words.dangling", [own])
        self.lower_starts = own.get("words.lower_starts") == "true"
        self.ellipsis_ends = own.get("words.ellipsis_ends") != "false"
        self.times = words("times.words")
        self.ascii_ends = own.get("words.ascii_ends") == "true"
        self.ordinals = own.get("numbers.ordinals") == "true"
        self.roman_ordinals = self.ordinals and own.get("numbers.roman_ordinals") != "false"
        self.counted = words("numbers.counted", [own])
        self.short_quotation = int(own.get("quotations.short", "0"))
        self.short_verse = own.get("quotations.verse") == "true"
        self.introducing = words("words.introducing", [own])
        self.label_colon = own.get("words.label_colon") == "true"
        self.reporting = words("words.reporting", [own])
        self.run_on_comma = own.get("words.run_on_comma", "")
        self.page = PageWords(tables)
        self.terminators = own.get("terminators", "")
        self.no_terminators = own.get("no_terminators", "")
        self.foreign = own.get("script", "Latin") != "Latin"
        self.plain = PlainWords({*self.abbreviations, *self.units}, self.marked)


class PageWords:
    """The words by which that is known which a page sets apart by layout, and plain text runs together.

    Attributes:
        labels: Words that the number of a figure or a table follows.
        figures: Those of these words that are parted from the caption by a number without a stop.
        figure_letters: What they begin with.
        credits: What stands before the colon of a picture's credit.
        weekdays: Weekdays, as a page's head has them.
        weekday_letters: What they begin with.
        before_day: Words in lower case after which a weekday is part of the sentence.
        answers: Words of an answer that breaks in after a dash.
        sign_offs: Words that close a letter, in lower case, without their comma.
    """

    def __init__(self, tables: list[dict[str, str]]) -> None:
        own = tables[-1]
        self.labels = _words("page.labels", tables)
        self.figures = _words("page.figures", tables)
        self.figure_letters = frozenset(word[0] for word in self.figures)
        self.credits = tuple(filter(None, own.get("page.credits", "").splitlines()))
        self.weekdays = _words("page.weekdays", [own])
        self.weekday_letters = frozenset(word[0] for word in self.weekdays)
        self.before_day = _words("page.before_day", [own])
        self.answers = _words("speech.answers", [own])
        self.sign_offs = frozenset(map(str.lower, own.get("words.sign_offs", "").splitlines()))


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
        if token.islower() and token.isalpha() and len(token) > 3:
            # Most words by far, decided without a call.
            answer = token not in self._abbreviations and token not in self._marked
        else:
            word = token.lstrip(OPENING)
            # A short word that a bracket opens before may be short for another: "(рук. И. Орлов)".
            answer = self._judge(word) and not (token[:1] == "(" and len(word) < 6 and word.islower())
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


def _words(key: str, tables: list[dict[str, str]]) -> frozenset[str]:
    """The words of a list in all of some tables."""
    return frozenset(word for table in tables for word in table.get(key, "").split())


def primary(lang: str) -> str:
    """The primary language subtag of a BCP 47 tag of any form, in lower case: `en` for `en-GB`, `EN_us` and `eng`."""
    code = lang.replace("_", "-").partition("-")[0].strip().lower()
    return _ALIASES.get(code, code)


def has_vowel(word: str) -> bool:
    """Whether a word of an alphabet with vowels has one; `Blvd` has none."""
    return not _VOWELS.isdisjoint(word.lower())


@lru_cache(maxsize=256)
def rules_of(language: str) -> Rules:
    """The rules of a primary subtag."""
    return Rules(language)


def rules_for(lang: str) -> Rules:
    """The rules for a BCP 47 tag; a sound default where the language has no table."""
    return rules_of(primary(lang))


def _abbreviations(tables: list[dict[str, str]]) -> dict[str, str]:
    """The class of every abbreviation but units, in every capitalisation that counts."""
    found: dict[str, str] = {}
    for table in tables:
        # A word as written goes before what another word makes when it is capitalised: `Col` (title), `col` (number).
        written: dict[str, str] = {}
        for kind in CLASSES:
            for word in table.get(f"abbreviations.{kind}", "").split():
                written[word] = kind
                for form in _forms(word):
                    found[form] = kind
        found |= written
    for word in tables[-1].get("words.never", "").split():
        for form in _forms(word):
            found.pop(form, None)
    return found


def _forms(word: str) -> tuple[str, ...]:
    """A word in lower case stands for every capitalisation, one with a capital for itself and all capitals."""
    if len(word) == 1:
        # A single capital is an initial.
        return (word,)
    upper = word.upper()
    return (word, word.capitalize(), upper, word.title()) if word.islower() else (word, upper)


@cache
def _languages() -> frozenset[str]:
    return frozenset(name.removesuffix(".toml") for name in os.listdir(_TABLES) if name.endswith(".toml"))


@lru_cache(maxsize=64)
def _table(name: str) -> dict[str, str]:
    """The values of a file by `section.key`, as text."""
    with open(os.path.join(_TABLES, f"{name}.toml"), "rb") as file:
        values = tomllib.load(file)
    table: dict[str, str] = {}
    for key, value in values.items():
        inner = {f"{key}.{name}": each for name, each in value.items()} if isinstance(value, dict) else {key: value}
        table |= {name: each if isinstance(each, str) else str(each).lower() for name, each in inner.items()}
    return table
