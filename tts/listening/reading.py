"""An article as a row of sentences, and the moves in it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property

from tts.listening.commands import Command
from tts.model import Article, Block, BlockKind, Segment
from tts.segment import segments

_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})


class Reading:
    """An article that is listened to. Its sentences are found when they are first asked for: the first sound comes before.

    Attributes:
        article: What is read.
        start: Id of the segment it begins with; empty for the first.
        word: First character, in the block's text, of the word it begins with there.
    """

    def __init__(self, article: Article, start: str = "", word: int = 0) -> None:
        self.article = article
        self.start = start
        self.word = word
        self._lock = threading.Lock()

    @cached_property
    def title(self) -> str:
        """What the article is called in a list, without a headline how it begins; empty where it has neither."""
        from tts.titles import shown_title  # not before the first sound

        return shown_title(self.article)

    @property
    def segments(self) -> list[Segment]:
        """Every sentence, in reading order."""
        with self._lock:
            return self._segments

    @cached_property
    def _segments(self) -> list[Segment]:
        return list(segments(self.article))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {segment.id: number for number, segment in enumerate(self.segments)}

    @cached_property
    def _characters_before(self) -> list[int]:
        """Characters of the sentences before each sentence, and in the end of all."""
        before = [0]
        for segment in self.segments:
            before.append(before[-1] + segment.end - segment.start)
        return before

    def number(self, segment_id: str) -> int | None:
        """Position of a segment in the row, from 0; nothing where there is no such segment."""
        return self._numbers.get(segment_id)

    def heard(self, number: int, character: int = 0) -> float:
        """Part of the article before a character of a sentence, from 0 to 1, by length of text."""
        before = self._characters_before
        done = min(before[min(number, len(before) - 1)] + character, before[-1])
        return done / before[-1] if before[-1] else 1.0

    def paragraph(self, number: int) -> int:
        """Number of the first sentence of the block that a sentence is in."""
        block = self.segments[number].block.id
        while number and self.segments[number - 1].block.id == block:
            number -= 1
        return number

    def heading(self, number: int) -> Block | None:
        """The title or heading that a sentence stands under; nothing where there is none."""
        for segment in reversed(self.segments[: number + 1]):
            if segment.kind in _HEADINGS:
                return segment.block
        return None

    def target(self, command: Command, number: int) -> int | None:
        """Where a move leads from a sentence; nothing where there is no such place."""
        last = len(self.segments) - 1
        if command is Command.NEXT_SENTENCE:
            return number + 1 if number < last else None
        if command is Command.PREVIOUS_SENTENCE:
            return number - 1 if number else None
        if command is Command.PREVIOUS_PARAGRAPH:
            first = self.paragraph(number)
            return self.paragraph(first - 1) if first else None
        if command is Command.NEXT_PARAGRAPH:
            return self._search(range(number + 1, last + 1), self._begins_paragraph)
        if command is Command.NEXT_HEADING:
            return self._search(range(number + 1, last + 1), self._begins_heading)
        if command is Command.PREVIOUS_HEADING:
            return self._search(range(self.paragraph(number) - 1, -1, -1), self._begins_heading)
        return {Command.BEGINNING: 0, Command.END: last}[command]

    def _search(self, numbers: range, fits: Callable[[int], bool]) -> int | None:
        return next((number for number in numbers if fits(number)), None)

    def _begins_paragraph(self, number: int) -> bool:
        return number == 0 or self.segments[number].block.id != self.segments[number - 1].block.id

    def _begins_heading(self, number: int) -> bool:
        return self.segments[number].kind in _HEADINGS and self._begins_paragraph(number)
