"""The lists of names and words in `data/`, which a linguist can edit: one entry a line, tabs between columns, `#` for comments.

Each is read when it is first needed, by plain reading: a parser of TOML and package resources cost more than all reading of a text.
"""

from __future__ import annotations

import os
from functools import cache

_DATA = os.path.join(os.path.dirname(__file__), "data")


def rows(name: str) -> list[list[str]]:
    """The rows of a list, each split at its tabs, in the order of the file."""
    with open(os.path.join(_DATA, name), encoding="utf-8") as file:
        return [line.split("\t") for line in file.read().split("\n") if line and not line.startswith("#")]


@cache
def names(name: str) -> dict[str, str]:
    """The entries of a list of one column, by themselves without regard to case."""
    return {row[0].casefold(): row[0] for row in rows(f"{name}.txt")}


def standing_in(text: str, name: str) -> tuple[str, ...]:
    """The entries of a list that stand in a text, whatever their case, the longest first.

    A pattern made of these alone finds what one made of the whole list would, and is compiled in a twentieth of the time.
    """
    folded = text.casefold()
    return tuple(sorted((entry for fold, entry in names(name).items() if fold in folded), key=len, reverse=True))
