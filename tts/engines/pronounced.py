"""A text of which some words are said by given phonemes, as eSpeak NG takes it, and what stands where in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tts.engines.runs import Spaced, spaced

#: Brackets that are written would be taken for phonemes; the round ones sound the same (like nothing).
_BRACKETS = str.maketrans("[]", "()")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch: of words where `words` is set, otherwise of phonemes in place of the source's stretch."""

    start: int
    source_start: int
    source_end: int
    words: Spaced | None


@dataclass(frozen=True, slots=True)
class Pronounced:
    """A text with phonemes in double square brackets.

    Attributes:
        source: The text that came in.
        text: What the engine is given.
        pieces: In order; together they are the whole text.
    """

    source: str
    text: str
    pieces: tuple[_Piece, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A word of `text` as one of `source`: all of the word where it is said by phonemes."""
        first, last = self._piece(start), self._piece(max(end - 1, start))
        return (
            first.source_start + first.words.original(start - first.start) if first.words else first.source_start,
            last.source_start + last.words.original(end - last.start) if last.words else last.source_end,
        )

    def _piece(self, position: int) -> _Piece:
        return self.pieces[max(bisect_right(self.pieces, position, key=lambda piece: piece.start) - 1, 0)]


def pronounced(text: str, phonemes: Iterable[tuple[int, int, str]], sounds: Callable[[str], int]) -> Pronounced:
    """Put phonemes in the place of words.

    Args:
        text: Any text.
        phonemes: Spans of it in order, each with its phonemes in double square brackets.
        sounds: As for `spaced`, for the rest.
    """
    pieces: list[_Piece] = []
    said: list[str] = []
    done = length = 0

    def add(piece: str, source_end: int, words: Spaced | None) -> None:
        nonlocal length
        if piece:
            pieces.append(_Piece(length, done, source_end, words))
            said.append(piece)
            length += len(piece)

    for start, end, names in phonemes:
        if not done <= start < end <= len(text):
            continue
        between = spaced(text[done:start].translate(_BRACKETS), sounds)
        add(between.text, start, between)
        done = start
        # Right after a sign (a quotation mark, a dash) phonemes are lost.
        add(names if between.text[-1:].isspace() or not said else f" {names}", end, None)
        done = end
    rest = spaced(text[done:].translate(_BRACKETS), sounds)
    add(rest.text, len(text), rest)
    return Pronounced(text, "".join(said), tuple(pieces))
