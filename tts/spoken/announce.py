"""What is said of an article's structure, so that a listener knows what a reader sees: quotations, pictures, tables.

The words are in `data/announcements.tsv`, a column for each language; in a language without a column nothing is announced.

    none   nothing
    some   what cannot be told from the words: where a long quotation begins and ends, that something is a picture, a
           caption, code or a note, and the header of each cell of a table but the first of its row
    all    also every quotation, the level of headings, how many items a list has, and where lists and tables end

Where a link leads is never said.
"""

from __future__ import annotations

import os
from functools import cache
from itertools import groupby

from tts.model import Announce, Article, Block, BlockKind, Segment

#: A quotation of fewer characters ends before one forgets that it is one.
LONG_QUOTATION = 300

#: Kinds of blocks of which something is said; most blocks are of another, and a long article is not to be held for them.
_TOLD = frozenset(
    {
        BlockKind.QUOTATION,
        BlockKind.NOTE,
        BlockKind.LIST_ITEM,
        BlockKind.CODE,
        BlockKind.TABLE,
        BlockKind.HEADING,
    }
)

_TABLE = os.path.join(os.path.dirname(__file__), "data", "announcements.tsv")
_OPENINGS = {"alt": "image", "caption": "caption"}


class Announcer:
    """What is said before and after the segments of an article.

    Args:
        article: Whose structure.
        level: How much of it.
    """

    def __init__(self, article: Article, level: Announce) -> None:
        self.lang = article.lang
        self._level = level
        self._words = _words(article.lang.replace("_", "-").partition("-")[0].lower())
        self._first: dict[str, str] = {}
        self._last: dict[str, str] = {}
        if level != "none" and self._words:
            for kind, run in groupby(article.blocks, key=lambda block: block.kind):
                if kind in _TOLD:
                    self._announce_run(kind, list(run))

    def before(self, segment: Segment) -> str:
        """What is said before a segment; empty for nothing."""
        said = [self._first.get(segment.block.id, "")] if segment.start == 0 else []
        if self._level != "none" and self._words:
            said += [
                self._words[_OPENINGS[note.kind]]
                for note in segment.block.annotations
                if note.kind in _OPENINGS and note.start == segment.start and segment.kind is BlockKind.FIGURE
            ]
        return " ".join(filter(None, said))

    def after(self, segment: Segment) -> str:
        """What is said after a segment; empty for nothing."""
        return self._last.get(segment.block.id, "") if segment.end == len(segment.block.text) else ""

    def headers(self, segment: Segment) -> list[str]:
        """What is said before each cell of a table's row; empty for a segment that is none, and for the header itself."""
        if self._level == "none" or segment.kind is not BlockKind.TABLE or "\t" not in segment.text:
            return []
        header = next((note for note in segment.block.annotations if note.kind == "header"), None)
        if header is None or header.start <= segment.start < header.end:
            return []
        names = [name.strip() for name in segment.block.text[header.start : header.end].split("\t")]
        if self._level == "some":
            names[0] = ""
        return names

    def _announce_run(self, kind: BlockKind, blocks: list[Block]) -> None:
        words, everything = self._words, self._level == "all"
        if kind is BlockKind.QUOTATION:
            if everything or sum(len(block.text) for block in blocks) >= LONG_QUOTATION:
                self._first[blocks[0].id] = words["quote"]
                self._last[blocks[-1].id] = words["end-quote"]
        elif kind is BlockKind.NOTE:
            self._first[blocks[0].id] = words["notes" if len(blocks) > 1 else "note"]
        elif kind is BlockKind.LIST_ITEM:
            if everything:
                self._first[blocks[0].id] = words["list"].replace("{n}", str(len(blocks)))
                self._last[blocks[-1].id] = words["end-list"]
        else:
            for block in blocks:
                self._announce_block(block, everything)

    def _announce_block(self, block: Block, everything: bool) -> None:
        words = self._words
        if block.kind is BlockKind.CODE:
            self._first[block.id] = words["code"]
        elif block.kind is BlockKind.TABLE:
            self._first[block.id] = words["table"]
            if everything:
                self._last[block.id] = words["end-table"]
        elif block.kind is BlockKind.HEADING and everything:
            self._first[block.id] = words["heading"].replace("{n}", str(block.level or 1))


@cache
def _words(subtag: str) -> dict[str, str]:
    """The words of a language, by what they announce."""
    with open(_TABLE, encoding="utf-8") as file:
        lines = [line.split("\t") for line in file.read().splitlines() if line[:1] not in {"", "#"}]
    if subtag not in lines[0][1:]:
        return {}
    column = lines[0].index(subtag)
    return {line[0]: line[column] for line in lines[1:]}
