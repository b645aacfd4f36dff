"""A run of text that grows piece by piece, as a browser would show it, with the annotations that lie on it."""

from __future__ import annotations

import re
from bisect import bisect_left

from tts.model import Annotation

#: Control characters that no text shows. Tab, line feed, form feed and carriage return are white space.
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff]")
_SPACE = re.compile("[ \t\n\f\r]+")  # HTML, "ASCII whitespace": a no-break space is none of it


class Run:
    """Text under way. White space collapses as in HTML; `line_end` makes a line feed that stays."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._last = "\n"
        self._annotations: list[Annotation] = []

    @property
    def position(self) -> int:
        """Where the next character will be."""
        return self._length

    @property
    def ends_line(self) -> bool:
        """Whether there is text, and the last of it is the end of a line."""
        return bool(self._length) and self._last == "\n"

    def add(self, text: str) -> None:
        """Append text, its white space collapsed."""
        text = _SPACE.sub(" ", text)
        if text.startswith(" ") and self._last in " \n":
            text = text[1:]
        self._append(text)

    def line_end(self) -> None:
        """Append a line feed; at the start of the run it is nothing."""
        if self._length:
            self._append("\n")

    def annotate(self, start: int, kind: str, value: str = "") -> None:
        """Annotate everything from `start` to here."""
        self._annotations.append(Annotation(start, self._length, kind, value))

    def take(self) -> tuple[str, list[Annotation]]:
        """What there is, without white space at the ends and around line feeds; the run is empty then."""
        text = "".join(self._pieces)
        annotations = self._annotations
        self.__init__()  # type: ignore[misc]
        return tidy(text, annotations)

    def _append(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._length += len(text)
            self._last = text[-1]


def tidy(text: str, annotations: list[Annotation]) -> tuple[str, list[Annotation]]:
    """Text without white space at its ends and beside its line feeds; its annotations moved along and in order.

    In time that grows with the text alone, however many line feeds and annotations there are.
    """
    if "\n" not in text and text == text.strip():
        return text, sorted(annotations, key=lambda a: (a.start, -a.end))
    kept: list[str] = []
    ends: list[int] = []  # of what is cut out, in the text
    gone: list[int] = []  # characters cut out up to there
    position = total = 0

    def cut(length: int) -> None:
        nonlocal total
        if length:
            total += length
            ends.append(position + length)
            gone.append(total)

    body = text.strip()
    cut(len(text) - len(text.lstrip()))
    position = total
    for number, line in enumerate(body.split("\n")):
        if number:
            kept.append("\n")
            position += 1
        inner = line.strip()
        before = len(line) - len(line.lstrip()) if inner else len(line)
        cut(before)
        kept.append(inner)
        position += before + len(inner)
        cut(after := len(line) - before - len(inner))
        position += after
    cut(len(text) - position)

    def moved(place: int) -> int:
        index = bisect_left(ends, place)  # the first cut that does not end before this place may be round it
        before = gone[index - 1] if index else 0
        if index == len(ends):
            return place - before
        start = ends[index] - (gone[index] - before)
        return min(place, start) - before

    shifted = [a._replace(start=moved(a.start), end=moved(a.end)) for a in annotations]
    return "".join(kept), sorted((a for a in shifted if a.start < a.end), key=lambda a: (a.start, -a.end))


def shift(annotations: list[Annotation], by: int) -> list[Annotation]:
    """Annotations moved to the right."""
    return [a._replace(start=a.start + by, end=a.end + by) for a in annotations]
