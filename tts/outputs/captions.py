"""Captions: the sentences of a narration as they are shown, in lines and for a time that can be read.

VTT and SRT show the same captions; this is the part they share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tts.model import WordCue
from tts.outputs.captions_cues import MOST_COLUMNS_A_SECOND, SHORTEST_SECONDS, parts
from tts.outputs.captions_lines import columns, lines
from tts.recorded import Cue, Narration
from tts.timing import milliseconds


@dataclass(frozen=True, slots=True)
class Caption:
    """What is on the screen at one time.

    Attributes:
        id: Id of the segment; a second and later part of it has its number added (`b003s02.2`).
        cue: The segment it is (a part of).
        start: Milliseconds from the start of the master.
        end: Milliseconds; later than the start and not later than the start of the next caption.
        lines: Spans of the block's text, in order.
        words: The words it shows, in order; none where the engine gave no word marks.
    """

    id: str
    cue: Cue
    start: int
    end: int
    lines: tuple[tuple[int, int], ...]
    words: tuple[WordCue, ...]

    def rows(self, marks: Mapping[int, str], escape: Callable[[str], str]) -> list[str]:
        """The lines as text, a run of white space as one space.

        Args:
            marks: Markup to put before characters (positions in the block's text); one at the caption's end comes last.
            escape: What is done to the text itself.
        """
        block = self.cue.segment.block.text
        places = sorted(place for place in marks if self.lines[0][0] <= place <= self.lines[-1][1])
        rows: list[str] = []
        for number, (start, end) in enumerate(self.lines):
            last = number == len(self.lines) - 1
            row, at = "", start
            while places and (places[0] <= end if last else places[0] < self.lines[number + 1][0]):
                place = places.pop(0)
                row += escape(spaced(block[at : min(place, end)])) + marks[place]
                at = min(place, end)
            rows.append(row + escape(spaced(block[at:end])))
        return rows


def spaced(text: str) -> str:
    """A text with every run of white space as one space, those at its ends, too."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"


def shown_from(text: str, before: WordCue, word: WordCue) -> int:
    """Where what is shown with a word begins (character): a quotation mark or bracket appears with the word it opens."""
    place = word.start
    while place > before.end and not text[place - 1].isspace():
        place -= 1
    return word.start if place == before.end else place


def _needed(cue: Cue, start: int, end: int) -> int:
    """Milliseconds in which a caption can be read."""
    return max(
        round(1000 * SHORTEST_SECONDS), 1000 * columns(cue.segment.block.text[start:end]) // MOST_COLUMNS_A_SECOND
    )


def captions(narration: Narration) -> Iterator[Caption]:
    """The captions of a narration, in order of time and never overlapping.

    A part of a sentence stays until the next part begins. The last part ends with the speech; where it would be gone in
    less than a second, or before it can be read, it stays for as much of that as there is silence.
    """
    master = narration.master
    rate = master.sample_rate
    cues = master.cues()
    cue = next(cues, None)
    shown_until = 0
    while cue:
        following = next(cues, None)
        limit = milliseconds(following.first_frame if following else master.frames, rate)
        found = parts(cue, rate)
        for number, (start, end, frame, places) in enumerate(found):
            first = max(milliseconds(frame, rate), shown_until)
            if number + 1 < len(found):
                last = milliseconds(found[number + 1].frame, rate)
            else:
                last = milliseconds(cue.end_frame, rate)
                last = max(last, min(first + _needed(cue, start, end), limit))
            shown_until = max(last, first + 1)  # the end of a caption is later than its start in every format
            yield Caption(
                id=f"{cue.segment.id}.{number + 1}" if number else cue.segment.id,
                cue=cue,
                start=first,
                end=shown_until,
                lines=tuple(lines(cue.segment.block.text, start, end, cue.segment.lang, places)),
                words=tuple([word for word in cue.words if start <= word.start < end]),
            )
        cue = following
