"""Chapters: what stands between two headings.

Before the first heading the title names the chapter, or what stands for it (`tts.titles`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tts.model import BlockKind
from tts.recorded import Narration
from tts.titles import shown_title

_HEADS = frozenset({BlockKind.TITLE, BlockKind.HEADING})


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of the master with a name.

    Attributes:
        title: As written.
        start_frame: First frame on the master.
        end_frame: One past the last frame.
    """

    title: str
    start_frame: int
    end_frame: int


def chapters(narration: Narration) -> Iterator[Chapter]:
    """The chapters, one after the other from the first frame to the last."""
    starts: list[tuple[str, int]] = []
    block = ""
    for cue in narration.master.cues():
        if cue.segment.block.id != block and cue.segment.kind in _HEADS:
            starts.append((cue.segment.block.text, cue.first_frame if starts or block else 0))
        elif not starts:
            starts.append((shown_title(narration.article) or cue.segment.text, 0))
        block = cue.segment.block.id
    for (title, start), (_, end) in pairwise([*starts, ("", narration.master.frames)]):
        yield Chapter(title, start, end)
