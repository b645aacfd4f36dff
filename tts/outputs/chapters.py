"""The chapters of a narration: one for the title and one for each heading, together covering the recording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tts.model import BlockKind, Narration

_OPENING = frozenset({BlockKind.TITLE, BlockKind.HEADING})


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of the master recording under one heading.

    Attributes:
        title: The heading as written, white space collapsed; the article's title for what comes before the first.
        start_frame: First frame on the master; 0 for the first chapter, then where its heading begins.
        end_frame: One past the last frame; where the next chapter begins, or the end of the recording.
        segment: Id of the segment it begins with.
    """

    title: str
    start_frame: int
    end_frame: int
    segment: str


def chapters(narration: Narration) -> Iterator[Chapter]:
    """The chapters in order; none where the article has no heading besides its title, or the recording is empty.

    They leave no gap and no overlap. A heading of several sentences opens one chapter, and so does a heading that
    follows at once upon another of a higher level: each heading that is heard is a chapter.
    """
    frames = narration.master.frames
    openings: list[tuple[str, int, str]] = []
    block = ""
    headings = 0
    for cue in narration.master.cues():
        segment = cue.segment
        if segment.kind in _OPENING and segment.block.id != block:
            if not openings or openings[-1][1] < cue.first_frame:
                openings.append((" ".join(segment.block.text.split()), cue.first_frame, segment.id))
            headings += segment.kind is BlockKind.HEADING
        elif not openings:
            openings.append((narration.article.title or " ".join(segment.text.split())[:80], 0, segment.id))
        block = segment.block.id
    if not headings:
        return
    starts = [0, *(start for _, start, _ in openings[1:])]
    for (title, _, first), start, end in zip(openings, starts, [*starts[1:], frames], strict=True):
        if start < end:
            yield Chapter(title, start, end, first)
