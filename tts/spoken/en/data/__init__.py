"""Tables a linguist can edit: tab-separated, one entry a line; `#` starts a comment line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

_HERE: Final = os.path.dirname(__file__)


def lines(name: str) -> Iterator[str]:
    """The lines of a table, without comments and empty lines."""
    with open(os.path.join(_HERE, f"{name}.tsv"), encoding="utf-8") as file:
        for line in file.read().splitlines():
            if line and not line.startswith("#"):
                yield line


def records(name: str) -> Iterator[list[str]]:
    """The rows of a table, split at its tabs."""
    for line in lines(name):
        yield line.split("\t")


def rows(name: str) -> Iterator[tuple[str, str]]:
    """The rows of a table of two columns; a note may stand in a third."""
    for record in records(name):
        yield record[0], record[1]


def words(name: str) -> frozenset[str]:
    """All the words of a table, which are separated by spaces."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def _lists() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, words_of_row in rows("lists"):
        members = words_of_row.split()
        if "_" in words_of_row:
            members = [word.replace("_", " ") for word in members]
        found.setdefault(name, set()).update(members)
    return {name: frozenset(members) for name, members in found.items()}


def listed(name: str) -> frozenset[str]:
    """The words of a list in `lists.tsv`; several words that are one entry are joined by `_` there."""
    return _lists()[name]


def either(*names: str) -> str:
    """A regular expression for any one of the words of lists, in a group of its own that is not numbered."""
    words_of_all = sorted(frozenset().union(*map(listed, names)), reverse=True)
    return "(?:" + re.escape("\n".join(words_of_all)).replace("\\\n", "|") + ")"


@cache
def short_states() -> dict[str, str]:
    """States of the USA by their abbreviation with its stops, as American papers write them: Calif., N.Y."""
    return {record[2]: record[1] for record in records("states") if len(record) > 2}


def currency_marks() -> list[str]:
    """The signs and codes of currencies: $, US$, KZT, Rs."""
    return [mark for mark, *_ in records("currencies")]
