"""What is heard is in reading order and in order of time, one thing after the other."""

from __future__ import annotations

from tts.recorded import Cue
from tts.verify.report import Report, quoted
from tts.verify.told import Telling


def check(told: Telling, report: Report) -> None:
    """Find segments and words that overlap, go back, or lie outside the recording."""
    blocks = told.blocks
    ids: set[str] = set()
    frame, place = 0, (-1, 0)
    for cue in told.cues():
        segment = cue.segment
        if segment.id in ids:
            report.add("order", segment.id, "two segments have this id")
        ids.add(segment.id)
        if not cue.first_frame < cue.end_frame <= told.frames:
            report.add("order", segment.id, "lasts no time, or ends after the recording")
        if cue.first_frame < frame:
            report.add("order", segment.id, "begins before the segment before it has ended")
        here = (blocks.number(segment.block.id), segment.start)
        if here < place:
            report.add("order", segment.id, "is heard after what is written behind it, or shares text with it")
        frame, place = cue.end_frame, (here[0], segment.end)
        _check_words(cue, report)
    if not ids:
        report.add("order", "segments", "there are none")


def _check_words(cue: Cue, report: Report) -> None:
    frame, character = cue.first_frame, cue.segment.start
    for word in cue.words:
        if not (
            frame <= word.first_frame <= word.end_frame <= cue.end_frame
            and character <= word.start < word.end <= cue.segment.end
        ):
            text = quoted(cue.segment.block.text[word.start : word.end])
            report.add(
                "order", cue.segment.id, f"the word {text} is not between its neighbours, in time or in the text"
            )
        frame, character = word.end_frame, word.end
