"""Transcript: the words of the article as they are written, in plain text (UTF-8), a blank line between two blocks.

Title and byline come first where they are no blocks of their own. What another file of a split rendering holds is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from tts.model import BlockKind
from tts.outputs.options import Options
from tts.recorded import Narration
from tts.recording import ELSEWHERE


def write(narration: Narration, file: BinaryIO, options: Options) -> None:
    """Write title, byline and blocks; the lines of a block are those of its source."""
    separator = ""
    for text in _pieces(narration):
        file.write(f"{separator}{text}\n".encode())
        separator = "\n"


def _pieces(narration: Narration) -> Iterator[str]:
    article = narration.article
    kinds = {block.kind for block in article.blocks}
    for kind, text in ((BlockKind.TITLE, article.title), (BlockKind.BYLINE, article.byline)):
        if kind not in kinds and text.strip():
            yield text.strip()
    elsewhere: dict[str, list[tuple[int, int]]] = {}
    for omission in narration.omissions:
        if omission.rule == ELSEWHERE:
            elsewhere.setdefault(omission.block, []).append((omission.start, omission.end))
    for block in article.blocks:
        at, kept = 0, ""
        for start, end in elsewhere.get(block.id, []):
            kept += block.text[at:start]
            at = end
        kept = (kept + block.text[at:]).strip()
        if kept:
            yield kept
