"""Regular expressions that are compiled when they are first used.

A hundred of them take some 50 ms to compile; most texts need a few, and a listener waits for the first word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Pattern:
    """As much of `re.Pattern` as is used here."""

    __slots__ = ("_expression", "_flags", "findall", "finditer", "fullmatch", "match", "search", "sub")

    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[[str], list[str]]
    sub: Callable[[str | Callable[[re.Match[str]], str], str], str]

    def __init__(self, expression: str | Callable[[], str], flags: int = 0) -> None:
        """Take an expression, or what makes it: one with long lists of words need not be put together before its use."""
        self._expression = expression
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile it, and keep the method that was asked for in its place."""
        expression = self._expression if isinstance(self._expression, str) else self._expression()
        found = getattr(re.compile(expression, self._flags), name)
        setattr(self, name, found)
        return found
