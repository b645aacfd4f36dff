"""What is to be heard, a sentence as sound, and what is being heard.

Named tuples: they are defined before the first sound, and a dataclass takes ten times as long for that.
"""

from __future__ import annotations

from typing import NamedTuple

from tts.model import Delivery, Segment, WordCue

#: Of 16-bit sound.
SAMPLE_BYTES = 2


class Plan(NamedTuple):
    """What is to be heard from now on.

    Attributes:
        item: Number of the article in the queue, from 0.
        then: How it is said; nothing where all ends after `first`.
        start: Id of the segment to begin with; empty for where the article is to begin.
        word: First character, in the block's text, of the word to begin with; nothing for the sentence's beginning.
        first: How each of the first segments is said, where that differs.
    """

    item: int
    then: Delivery | None
    start: str = ""
    word: int | None = None
    first: tuple[Delivery, ...] = ()


class Clip(NamedTuple):
    """A sentence as sound.

    Attributes:
        item: Number of the article in the queue.
        segment: What was written.
        delivery: How it is said.
        lead: Silence before it, in frames.
        pcm: Mono, 16-bit samples at the player's rate, without the silence before.
        words: Written words, their frames counted from the start of `pcm`.
    """

    item: int
    segment: Segment
    delivery: Delivery
    lead: int
    pcm: bytes
    words: tuple[WordCue, ...]

    @property
    def frames(self) -> int:
        """Length without the silence before it."""
        return len(self.pcm) // SAMPLE_BYTES

    def word_at(self, frame: int) -> WordCue | None:
        """The word that is heard at a frame, or the last one before it."""
        return next((word for word in reversed(self.words) if word.first_frame <= frame), None)

    def frame_of(self, character: int | None) -> int:
        """Where the word that begins at a character of the block begins; 0 where no such word is known."""
        if character is None:
            return 0
        return next((word.first_frame for word in self.words if word.start >= character), 0)


class Place(NamedTuple):
    """What is being heard.

    Attributes:
        item: Number of the article in the queue.
        segment: Id of the segment; empty before the first one is made.
        word: The word, where the engine tells words.
        over: Whether all of the segment was heard and the next has not begun.
        delivery: How it is said; nothing before it is made.
    """

    item: int
    segment: str
    word: WordCue | None = None
    over: bool = False
    delivery: Delivery | None = None
