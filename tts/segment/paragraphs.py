"""Where lines and paragraphs end sentences.

A blank line always does. A single line feed does where the line was ended on purpose: the next word would still have
fitted into it (compared with the paragraph's longest line). Otherwise the line was wrapped, and the sentence goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLANK_LINE = re.compile(
    r"(?:\r\n?|[\n\x0b\x85\u2028])[^\S\r\n\x0b\x0c\x85\u2028\u2029]*(?:\r\n?|[\n\x0b\x0c\x85\u2028\u2029])\s*|[\x0c\u2029]\s*"
)
_LINE_END = re.compile(r"\r\n?|[\n\x0b\x85\u2028]")
_ITEM = re.compile(r"\s*(?:[•⁃·▪◦●■]|[*+–—-]\s|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]{1,2}\s)")
_TERMINATED = re.compile(r"[.!?…。！？؟।:;,،–—-][\"'“”’»)\]]*\s*\Z")


def pieces(text: str, *, lines: bool = False) -> Iterator[tuple[int, int]]:
    """Spans of text in which sentences may begin and end: paragraphs, or lines that were ended on purpose.

    With `lines`, every line feed ends one.
    """
    position = 0
    for blank in _BLANK_LINE.finditer(text):
        yield from _lines(text, position, blank.start(), every=lines)
        position = blank.end()
    yield from _lines(text, position, len(text), every=lines)


def _lines(text: str, start: int, end: int, *, every: bool) -> Iterator[tuple[int, int]]:
    breaks = list(_LINE_END.finditer(text, start, end))
    if breaks and not every:
        breaks = _deliberate(text, start, end, breaks)
    for line_break in breaks:
        yield from _stripped(text, start, line_break.start())
        start = line_break.end()
    yield from _stripped(text, start, end)


def _deliberate(text: str, start: int, end: int, breaks: list[re.Match[str]]) -> list[re.Match[str]]:
    bounds = [start, *(line_break.end() for line_break in breaks)]
    lines = [
        text[a:b].strip() for a, b in zip(bounds, [*(line_break.start() for line_break in breaks), end], strict=True)
    ]
    width = max(map(len, lines))
    short = any(
        line
        and following
        and len(line) + 1 + len(following.split(None, 1)[0]) <= width
        and not _TERMINATED.search(line)
        for line, following in zip(lines, lines[1:], strict=False)
    )
    return [
        line_break
        for line_break, line, following in zip(breaks, lines, lines[1:], strict=False)
        if _ITEM.match(following) or (short and line[-1:] not in (",", ";"))
    ]


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
