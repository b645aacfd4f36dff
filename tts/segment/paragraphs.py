"""Where lines and paragraphs end sentences.

A blank line, a form feed and a paragraph separator always do. A single line feed does where the line was ended on
purpose: the next word would still have fitted into it (compared with the paragraph's longest line). Otherwise the line
was wrapped, and the sentence goes on.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tts.pattern import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_ITEM = Pattern(r"\s*(?:[•⁃·▪◦●■]|[*+–—-]\s|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]{1,2}\s)")
_TERMINATED = Pattern(r"[.!?…。！？؟।:;,،–—-][\"'“”’»)\]]*\s*\Z")
_COMMAS = (",", ";", "،", "，")


def pieces(text: str, *, lines: bool = False) -> Iterator[tuple[int, int]]:
    """Spans of text in which sentences may begin and end: paragraphs, or lines that were ended on purpose.

    With `lines`, every line end ends one.
    """
    position = 0
    paragraph: list[tuple[int, int]] = []
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        if line.isspace():
            yield from _pieces(text, paragraph)
            paragraph = []
            continue
        paragraph.append((start + len(line) - len(line.lstrip()), start + len(line.rstrip())))
        if lines or line[-1] in "\f\u2029":
            yield from _pieces(text, paragraph)
            paragraph = []
    yield from _pieces(text, paragraph)


def _pieces(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines of one paragraph, those together that were wrapped."""
    if len(lines) < 2:
        yield from lines
        return
    ends = _deliberate([text[start:end] for start, end in lines])
    first = lines[0][0]
    for (_, end), (following, _), ended in zip(lines, lines[1:], ends, strict=False):
        if ended:
            yield first, end
            first = following
    yield first, lines[-1][1]


def _deliberate(lines: list[str]) -> list[bool]:
    """For every line but the last, whether it was ended on purpose."""
    width = max(map(len, lines))
    pairs = list(itertools.pairwise(lines))
    unwrapped = any(
        len(line) + 1 + len(following.split(None, 1)[0]) <= width and not _TERMINATED.search(line[-8:])
        for line, following in pairs
    )
    return [
        _ITEM.match(following) is not None or (unwrapped and not line.endswith(_COMMAS)) or _headline(line, following)
        for line, following in pairs
    ]


def _headline(line: str, following: str) -> bool:
    """Whether a line is a headline in capitals, and the next begins the text: `MINISTER VISITS BASE`, `The minister came`."""
    return line.isupper() and following[:1].isupper() and following[1:2].islower() and len(line.split()) > 1
