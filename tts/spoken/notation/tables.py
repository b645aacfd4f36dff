"""The words of a language, as tables a linguist can edit: `words.tsv` beside the language's code.

A line in brackets (`[months]`) begins a table; the lines after it are its rows, split at tabs. `#` starts a comment line.
What is written may have several forms, separated by `|`; the grammatical forms of a word are separated by `/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final, Generic, TypeVar

Value = TypeVar("Value")

SPACES: Final = " \u00a0\u202f\u2009\t\n"


@dataclass(frozen=True, slots=True)
class Noun:
    """A word that is counted.

    Attributes:
        forms: The forms its language needs, in the order its `words.tsv` explains; never empty.
        gender: `m`, `f` or `n`; for languages without gender `n`.
        part: What a hundredth of it is called (kopeck, cent); None where there is none.
    """

    forms: tuple[str, ...]
    gender: str = "n"
    part: Noun | None = None


class Lookup(Generic[Value]):
    """The longest key of a table that stands at a position of a text. A space in a key stands for any space, or none."""

    def __init__(self, rows: Iterable[tuple[str, Value]]) -> None:
        self._by_first: dict[str, list[tuple[str, Value]]] = {}
        for written, value in rows:
            self._by_first.setdefault(written[0], []).append((written, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def read(self, text: str, at: int) -> tuple[int, Value] | None:
        """Where the longest key that stands at a position ends, and its value."""
        for written, value in self._by_first.get(text[at : at + 1], ()):
            end = stands(written, text, at)
            if end is not None:
                return end, value
        return None


def stands(written: str, text: str, at: int) -> int | None:
    """Where a table's key ends if it stands in the text at a position, as a word of its own; else None."""
    place = at
    for sign in written:
        if sign == " ":
            if text[place : place + 1] in SPACES:
                place += 1
        elif text.startswith(sign, place):
            place += 1
        else:
            return None
    if written[-1].isalnum() and text[place : place + 1].isalnum():
        return None
    return place


class Tables:
    """The tables of a language.

    Raises:
        OSError: the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.tables: dict[str, list[list[str]]] = {}
        rows: list[list[str]] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("[") and line.endswith("]"):
                rows = self.tables.setdefault(line[1:-1], [])
            elif line and not line.startswith("#"):
                rows.append(line.split("\t"))

    def rows(self, name: str) -> list[list[str]]:
        """The rows of a table; none where the language has no such table."""
        return self.tables.get(name, [])

    @cache  # noqa: B019 - a language has one Tables, and keeps it
    def listed(self, name: str) -> frozenset[str]:
        """All the words of a table, which are separated by spaces or tabs."""
        return frozenset(word for row in self.rows(name) for cell in row for word in cell.split())

    @cache  # noqa: B019
    def said(self, name: str) -> dict[str, str]:
        """A table of two columns, by each written form."""
        return {form: row[1] for row in self.rows(name) for form in row[0].split("|")}

    @cached_property
    def months(self) -> dict[str, int]:
        """1 to 12, by every way the month is written, in small letters."""
        return {form.lower(): number for number, row in enumerate(self.rows("months"), 1) for form in row[0].split("|")}

    @cached_property
    def month_names(self) -> list[str]:
        """How the months are said in a date."""
        return [row[1] if len(row) > 1 else row[0].split("|")[0] for row in self.rows("months")]

    @cached_property
    def units(self) -> dict[str, Noun]:
        """Measures and currencies, by every way they are written."""
        found: dict[str, Noun] = {}
        for table in ("units", "currencies"):
            for marks, gender, forms, *part in self.rows(table):
                smaller = Noun(tuple(part[1].split("/")), part[0]) if len(part) > 1 else None
                noun = Noun(tuple(forms.split("/")), gender, smaller)
                for mark in marks.split("|"):
                    found.setdefault(mark, noun)
        return found

    @cached_property
    def unit_at(self) -> Lookup[Noun]:
        """Measures and currencies, to be found in a text."""
        return Lookup(self.units.items())

    @cached_property
    def currency_marks(self) -> dict[str, Noun]:
        """Currencies alone."""
        return {mark: self.units[mark] for row in self.rows("currencies") for mark in row[0].split("|")}

    @cached_property
    def currency_at(self) -> Lookup[Noun]:
        """Currencies, to be found before a number."""
        return Lookup(self.currency_marks.items())

    @cached_property
    def scale_at(self) -> Lookup[Noun]:
        """Thousand, million ... after a number, to be found in a text."""
        return Lookup(
            (mark, Noun(tuple(forms.split("/")), gender))
            for marks, gender, forms in self.rows("scales")
            for mark in marks.split("|")
        )
