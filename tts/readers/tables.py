"""Tables: a row a line, its cells separated by tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tts.model import Annotation
from tts.readers.inline import shift

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Element = Any

_MOST_COLUMNS = (
    1000  # the limit of HTML's own table model for a cell's span; here, also of what spans may make of a row
)
_PARAGRAPH = 80  # characters
_BLOCKS = ("h1", "h2", "h3", "ul", "ol", "table", "blockquote", "figure", "article", "section")


def is_layout(table: Element) -> bool:
    """Whether a table only places things on a page, as pages of the nineties do.

    It is if it says so, if a cell holds a heading, a list, another table or, in a table without header cells, several paragraphs,
    if it has text outside of its cells, or if it has one cell in each row.
    """
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    if any(next(table.iter(tag), None) is not None for tag in _BLOCKS if tag != "table"):
        return True
    if sum(1 for _ in table.iter("table")) > 1:
        return True
    if next(table.iter("th"), None) is None and any(map(_has_paragraphs, table.iter("td"))):
        return True
    if any(_has_loose_text(part) for part in (table, *table.iter("thead", "tbody", "tfoot", "tr"))):
        return True
    return not any(len(list(_cells(row))) > 1 for row in table.iter("tr"))


def read(table: Element, flat: Callable[[Element], tuple[str, list[Annotation]]]) -> tuple[str, list[Annotation]]:
    """A table's text and annotations.

    A caption is the first line, annotated `caption`. A row of header cells is annotated `header`. Where the first cells of the
    first line are empty, the annotation's value is the number of columns they take, because a block's text starts with no tab.
    """
    lines: list[str] = []
    annotations: list[Annotation] = []
    position = 0

    def add(line: str, inside: list[Annotation], kind: str = "") -> None:
        nonlocal position
        if not line.strip():
            return
        skipped = 0
        if not lines:
            skipped = len(line) - len(line.lstrip("\t"))
            line, inside = line[skipped:], shift(inside, -skipped)
        if kind:
            annotations.append(Annotation(position, position + len(line), kind, str(skipped) if skipped else ""))
        annotations.extend(shift(inside, position))
        lines.append(line)
        position += len(line) + 1

    for caption in table.iter("caption"):
        text, inside = flat(caption)
        add(text.replace("\t", " "), inside, "caption")
    below: dict[int, int] = {}  # columns that a cell further up still takes, and for how many rows
    for row in table.iter("tr"):
        cells: list[str] = []
        inside = []
        length = 0
        for cell in _cells(row):
            while below.get(len(cells), 0):
                below[len(cells)] -= 1
                cells.append("")
                length += 1
            text, marks = flat(cell)
            inside += shift(marks, length)
            columns = min(_span(cell, "colspan"), max(1, _MOST_COLUMNS - len(cells)))
            for column in range(len(cells), len(cells) + columns):
                below[column] = _span(cell, "rowspan") - 1
            cells += [text.replace("\t", " "), *[""] * (columns - 1)]
            length += len(text) + columns
        add("\t".join(cells).rstrip("\t"), inside, "header" if _is_header(row) else "")
    text = "\n".join(lines)
    return text.rstrip(), [a for a in annotations if a.start < a.end]


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row if cell.tag in ("td", "th"))


def _has_loose_text(part: Element) -> bool:
    return any(text and text.strip() for text in (part.text, *(child.tail for child in part)))


def _has_paragraphs(cell: Element) -> bool:
    """Whether a cell has more of them than a word or a note: a `p` of this length, and another, or two ends of a line in a row."""
    long = [p for p in cell.iter("p") if len("".join(p.itertext())) >= _PARAGRAPH]
    if len(long) > 1:
        return True
    breaks = [br for br in cell.iter("br") if br.getnext() is not None and br.getnext().tag == "br"]
    return any(not (br.tail or "").strip() for br in breaks) and len("".join(cell.itertext())) >= 2 * _PARAGRAPH


def _is_header(row: Element) -> bool:
    cells = list(_cells(row))
    return bool(cells) and (row.getparent().tag == "thead" or all(cell.tag == "th" for cell in cells))


def _span(cell: Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return (
        min(int(value), _MOST_COLUMNS) if value.isascii() and value.isdecimal() and len(value) < 7 and int(value) else 1
    )
