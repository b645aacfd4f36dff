"""What is heard is in reading order and in order of time, one thing after the other."""

from __future__ import annotations

from tts.recorded import Cue
from tts.verify.report import Report, quoted
from tts.verify.told import Telling


def check(told: Telling, report: Report) -> None:
    """Find segments and words that overlap, go back, or lie outside the recording."""
    blocks = told.blocks
    strange: set[str] = set()  # ids that do not follow from those of their blocks
    ids: set[str] = set()  # of the block's segments so far: no other block can have them
    block = ""
    frame, place = 0, (-1, 0)
    for cue in told.cues():
        segment = cue.segment
        if segment.block.id != block:
            block = segment.block.id
            ids.clear()
        owner, _, number = segment.id.rpartition("s")
        known = ids if owner == block and number.isdecimal() else strange
        if segment.id in known:
            report.add("order", segment.id, "two segments have this id")
        elif known is strange and number.isdecimal() and blocks.number(owner) >= 0:
            report.add(
                "order", segment.id, f"has an id as segments of block {quoted(owner)} have, but is in {quoted(block)}"
            )
        known.add(segment.id)
        if not cue.first_frame < cue.end_frame <= told.frames:
            report.add("order", segment.id, "lasts no time, or ends after the recording")
        if cue.first_frame < frame:
            report.add("order", segment.id, "begins before the segment before it has ended")
        here = (blocks.number(segment.block.id), segment.start)
        if here < place:
            report.add("order", segment.id, "is heard after what is written behind it, or shares text with it")
        frame, place = cue.end_frame, (here[0], segment.end)
        _check_words(cue, report)
    if not frame:
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
