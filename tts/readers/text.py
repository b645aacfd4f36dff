"""Plain text: paragraphs, and the little structure that people put into plain text.

- Blank lines separate blocks. Line ends inside a hard-wrapped paragraph stay line feeds.
- An indented line after the end of a sentence begins a paragraph, if the lines above it are not indented.
- Where every line is a paragraph (a line of over 120 characters, or every line a finished sentence that the next line's first
  word would have had room in), each becomes one.
- A first short line that stands alone and does not end like a sentence is the title; then a byline and a day may follow.
- `- `, `* `, `• ` and `1. ` begin list items; a line of `=` or `-` under a line makes it a heading; a line of `* * *` is a break.

Every character that is no white space comes out in a block or in an omission (rules `list-mark`, `heading-mark`, `separator`,
`control-character`, `invisible`).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from tts.model import BlockKind, Omission
from tts.readers import wire
from tts.readers.draft import Draft, DraftBlock
from tts.readers.opening import CLOSING, byline, day_line, ends_sentence, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONG_LINE = 120  # characters: nobody wraps by hand beyond it
_LONGEST_TITLE = 150
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]|\ufeff")


def read(text: str, _name: str = "") -> Draft:
    """The structure of a plain text."""
    draft = Draft()
    text = clean(text, draft)
    for chunk in _chunks(text):
        for part in _indented(chunk):
            lines = [line.strip() for line in part.split("\n")]
            for kind, piece, level in _pieces([line for line in lines if line], draft):
                _add(draft, kind, piece, level)
    _opening(draft)
    return draft


def _chunks(text: str) -> Iterator[str]:
    """What blank lines separate, one at a time: a list of all would be another copy of the text."""
    start = 0
    for gap in re.finditer(r"\n[^\S\n]*(?:\n\s*)+", text):
        yield text[start : gap.start()]
        start = gap.end()
    yield text[start:]


def _indented(chunk: str) -> Iterator[str]:
    """The paragraphs of a stretch in which an indent, and no blank line, begins one."""
    lines = chunk.split("\n")
    start = 0
    for number in range(1, len(lines)):
        above, line = lines[number - 1], lines[number]
        if (
            re.match(r"(?: {2,}|\t)\S", line)
            and above[:1].strip()
            and not _bullet(above)
            and above.rstrip(CLOSING + " ").endswith((".", "!", "?", "…"))
        ):
            yield "\n".join(lines[start:number])
            start = number
    yield "\n".join(lines[start:])


def clean(text: str, draft: Draft) -> str:
    """Text with line feeds alone as line ends and without control characters; what is taken out becomes omissions."""
    for end in ("\r\n", "\r", "\u2028", "\x85", "\x0b"):
        text = text.replace(end, "\n")
    for end in ("\x0c", "\u2029"):
        text = text.replace(end, "\n\n")
    if controls := _CONTROL.findall(text):
        draft.omissions.extend(Omission(control, "control-character") for control in controls)
        text = _CONTROL.sub("", text)
    return text


def _add(draft: Draft, kind: BlockKind, piece: str, level: int) -> None:
    if any(map(str.isprintable, piece)):
        draft.blocks.append(DraftBlock(kind, piece, level))
    else:
        draft.omissions.append(Omission(piece, "invisible"))


def _pieces(lines: list[str], draft: Draft) -> Iterator[tuple[BlockKind, str, int]]:
    """The blocks of some lines that no blank line separates."""
    prose: list[str] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        below = lines[index + 1] if index + 1 < len(lines) else ""
        bullet = _bullet(line)
        if _is_rule(line):
            yield from _paragraphs(prose)
            prose = []
            draft.omissions.append(Omission(line, "separator"))
        elif len(line) <= _LONGEST_TITLE and _underlines(below, line):
            yield from _paragraphs(prose)
            prose = []
            yield BlockKind.HEADING, line, 1 if below[0] == "=" else 2
            draft.omissions.append(Omission(below, "heading-mark"))
            index += 1
        elif bullet and (not prose or prose[-1].endswith(":")):
            yield from _paragraphs(prose)
            prose = []
            end = next((i for i in range(index + 1, len(lines)) if _bullet(lines[i]) or _is_rule(lines[i])), len(lines))
            item = "\n".join([line[bullet:].lstrip(), *lines[index + 1 : end]])
            if bullet > 0 and line[:bullet].strip() in _BULLETS:
                draft.omissions.append(Omission(line[:bullet].strip(), "list-mark"))
            else:
                item = "\n".join(lines[index:end])
            yield BlockKind.LIST_ITEM, item, 1
            index = end - 1
        else:
            prose.append(line)
        index += 1
    yield from _paragraphs(prose)


_BULLETS = frozenset("-*•‣–·+")


def _bullet(line: str) -> int:
    """Length of the mark that begins a list item, or 0. A dash alone may open direct speech: see `_pieces`."""
    found = re.match(r"[-*•‣·+](?=\s+\S)|\d{1,3}[.)](?=\s+\S)", line)
    return found.end() if found else 0


def _is_rule(line: str) -> bool:
    return len(line) >= 3 and not line.strip("*-–—_=~#•· \t")


def _underlines(below: str, line: str) -> bool:
    return len(below) >= 3 and set(below) in ({"="}, {"-"}) and len(below) * 2 >= len(line) and not _bullet(line)


def _paragraphs(lines: list[str]) -> Iterator[tuple[BlockKind, str, int]]:
    if not lines:
        return
    pieces = lines if _line_is_paragraph(lines) else ["\n".join(lines)]
    for piece in pieces:
        yield BlockKind.PARAGRAPH, piece, 0


def _line_is_paragraph(lines: list[str]) -> bool:
    width = max(map(len, lines))
    if width > _LONG_LINE:
        return True
    if len(lines) < 2 or not all(ends_sentence(line) for line in lines[1:]):
        return False
    # A wrapped line is full: the first word of the next did not fit.
    full = sum(len(line) + 1 + len(below.split(" ", 1)[0]) > width for line, below in pairwise(lines))
    return full * 2 < len(lines)


def _opening(draft: Draft) -> None:
    """Title, byline and day among the first blocks."""
    blocks = draft.blocks
    if len(blocks) < 2:
        return
    first = blocks[0]
    if first.kind is BlockKind.HEADING or (first.kind is BlockKind.PARAGRAPH and _is_title(first.text)):
        first.kind, first.level = BlockKind.TITLE, 0
        draft.title = first.text
    mark(draft)


def _is_title(text: str) -> bool:
    if "\n" in text or len(text) > _LONGEST_TITLE or byline(text) or day_line(text) or wire.head(text):
        return False
    exclaims = text.endswith(("?", "!"))
    if exclaims and re.search(r"[.?!][”\"’»)]*\s", text):  # two sentences are a paragraph
        return False
    return (
        (exclaims or not ends_sentence(text)) and any(map(str.isalpha, text)) and text.lstrip("«“\"'‘¿¡")[:1].isalnum()
    )
