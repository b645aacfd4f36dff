"""A JSON object read piece by piece, so that memory holds one entry of its arrays and not the whole."""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

_CHUNK_BYTES = 1 << 16
#: Longest entry, in characters: a block of an article, or a segment with all its words.
ENTRY_LIMIT = 1 << 25
#: Most fields of the object; those of a manifest are some twenty.
NAMES_LIMIT = 1000

_SPACE = re.compile(r"[ \t\r\n]*")


class MalformedError(ValueError):
    """What is read is no JSON object, or one that no honest program writes."""


def entries(file: BinaryIO) -> Iterator[tuple[str, int | None, Any]]:
    """The values of a JSON object: (name, None, value), or (name, index, entry) for each entry of an array.

    An array is announced by (name, None, []) before its entries.

    Raises:
        MalformedError: It is no JSON (RFC 8259: UTF-8, no NaN), a name is there twice, or an entry is too large or too deep.
    """
    text = _Text(file)
    names: set[str] = set()
    for _ in text.items("{", "}"):
        name = text.value()
        if not isinstance(name, str) or name in names:
            raise MalformedError(f"the name {name!r:.80} is there twice or is no text")
        if len(names) == NAMES_LIMIT:
            raise MalformedError(f"it has more than {NAMES_LIMIT} fields")
        names.add(name)
        text.skip(":")
        if text.peek() != "[":
            yield name, None, text.value()
            continue
        yield name, None, []
        for index, _ in enumerate(text.items("[", "]")):
            yield name, index, text.value()
    if text.peek():
        raise MalformedError("something follows the end of the object")


class _Text:
    """What was decoded of a file and not yet used up."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._json = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite, object_pairs_hook=_named_once)
        self._text = ""
        self._at = 0
        self._whole = False

    def peek(self) -> str:
        """The next character that is no white space, or nothing at the end."""
        while True:
            if space := _SPACE.match(self._text, self._at):
                self._at = space.end()
            if self._at < len(self._text):
                return self._text[self._at]
            if self._whole:
                return ""
            self._more()

    def skip(self, character: str) -> None:
        if self.peek() != character:
            raise MalformedError(f"{character!r} is missing near {self._text[self._at : self._at + 40]!r}")
        self._at += 1

    def items(self, opening: str, closing: str) -> Iterator[None]:
        """Stops at every item of an array or object; the caller reads it."""
        self.skip(opening)
        if self.peek() != closing:
            yield
            while self.peek() == ",":
                self.skip(",")
                yield
        self.skip(closing)

    def value(self) -> Any:
        self.peek()
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                cut_off = error.pos > len(self._text) - 16 or error.msg.startswith("Unterminated")
                if self._whole or not cut_off:
                    raise MalformedError(f"{error.msg} near {self._text[error.pos : error.pos + 40]!r}") from None
            except RecursionError:
                raise MalformedError("a value is too deep") from None
            except ValueError as error:  # an integer of thousands of digits
                raise MalformedError(str(error)) from None
            else:
                if end < len(self._text) or self._whole:  # else a number may go on
                    self._at = end
                    return value
            if len(self._text) - self._at > ENTRY_LIMIT:
                raise MalformedError(f"an entry is no JSON, or longer than {ENTRY_LIMIT} characters")
            self._more()

    def _more(self) -> None:
        """As much again as is still unused, so that a long entry is not tried too often."""
        self._text = self._text[self._at :]
        self._at = 0
        data = self._file.read(max(_CHUNK_BYTES, len(self._text)))
        self._whole = not data
        try:
            self._text += self._decoder.decode(data, final=self._whole)
        except UnicodeDecodeError as error:
            raise MalformedError(f"it is no UTF-8: {error.reason}") from None


def _refuse(constant: str) -> NoReturn:
    raise MalformedError(f"{constant} is no JSON")


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of a name that is there twice, one program would read the first value and another the last."""
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise MalformedError(f"the name {twice!r:.80} is there twice")
    return value


def _finite(number: str) -> float:
    """A number with a point or exponent; a whole one is an integer to JSON Schema, however it is written."""
    value = float(number)
    if not math.isfinite(value):
        raise MalformedError(f"a number is too large: {number[:40]}")
    return int(value) if value.is_integer() else value
