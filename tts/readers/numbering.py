"""The numbers of list items: `start`, `value`, `reversed` and `type` of HTML's lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

Element = Any


def numbers(element: Element) -> Iterator[str]:
    """The marks of a list's items, in order: empty for a list that is not numbered."""
    if element.tag == "ul":
        while True:
            yield ""
    step = -1 if element.get("reversed") is not None else 1
    count = sum(1 for child in element if child.tag == "li")
    number = _whole(element.get("start"), count if step < 0 else 1)
    style = element.get("type") or "1"
    while True:
        yield f"{_LIST_STYLES.get(style, str)(number)}."
        number += step


def marker(item: Element, marks: Iterator[str]) -> str:
    mark = next(marks)
    value = item.get("value")
    return f"{_whole(value, 0)}." if mark and value and value.strip().lstrip("-").isdecimal() else mark


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?[0-9]{1,9}\s*", text) else default


def _letters(number: int) -> str:
    if number < 1:
        return str(number)
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    signs = (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    text = ""
    for value, sign in signs:
        times, number = divmod(number, value)
        text += sign * times
    return text


_LIST_STYLES: dict[str, Callable[[int], str]] = {
    "a": _letters,
    "A": lambda number: _letters(number).upper(),
    "i": _roman,
    "I": lambda number: _roman(number).upper(),
}
