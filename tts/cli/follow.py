"""The text while it is heard: the sentence underlined, the word in brackets and reversed.

The paragraph stays where it is on the screen; only what is marked moves. Nothing is told by colour.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tts.model import Block, Segment, WordCue

# ECMA-48 (select graphic rendition, cursor up, erase to the end of line and of the screen).
_UNDERLINED, _REVERSED, _PLAIN = "\x1b[4m", "\x1b[7m", "\x1b[0m"
_UP, _ERASE_LINE, _ERASE_BELOW = "\x1b[{}A", "\x1b[K", "\x1b[J"


@dataclass(frozen=True, slots=True)
class _Word:
    """A written word: its span in the block's text, and how it is shown."""

    start: int
    end: int
    text: str


def plain(text: str) -> str:
    """Text as one line that cannot command the terminal: white space is a space, control characters are left out."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable())


def can_follow() -> bool:
    """Whether standard output is a terminal that can be written over."""
    return sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in {"", "dumb", "unknown"}


def lines(block: Block, segment: Segment, cue: WordCue | None, width: int) -> list[str]:
    """The lines of a block, with a sentence and a word of it marked.

    Each word keeps its place whatever is marked: the brackets stand where spaces are otherwise.

    Args:
        block: What is shown.
        segment: The sentence that is heard.
        cue: The word that is heard, if it is known.
        width: Longest line, in columns; a longer word is shown in pieces.
    """
    return [_line(words, segment, cue) for words in _wrapped(block.text, width - 2)]


def _line(words: list[_Word], segment: Segment, cue: WordCue | None) -> str:
    shown = []
    after = " "
    for word in words:
        in_sentence = word.start < segment.end and word.end > segment.start
        heard = cue is not None and word.start < cue.end and word.end > cue.start
        opening = "[" if heard else after
        style = _UNDERLINED * in_sentence + _REVERSED * heard
        shown.append(f"{opening}{style}{word.text}{_PLAIN if style else ''}")
        after = "]" if heard else " "
    return f"{''.join(shown)}{after}".rstrip(" ")


def _wrapped(text: str, width: int) -> Iterator[list[_Word]]:
    line: list[_Word] = []
    used = 0
    longest = (
        width // 2 if _columns(text) > len(text) else width
    )  # of what has no spaces, such as Chinese, a piece is a word
    for found in re.finditer(rf"\S{{1,{longest}}}", text):
        word = _Word(found.start(), found.end(), plain(found[0]))
        columns = _columns(word.text)
        if line and used + 1 + columns > width:
            yield line
            line, used = [], 0
        used += columns + (1 if line else 0)
        line.append(word)
    if line:
        yield line


def _columns(text: str) -> int:
    """Columns a text takes on a terminal (Unicode Standard Annex 11: wide and fullwidth take two)."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
        for character in text
    )


class Follower:
    """A terminal that shows the paragraph that is heard.

    Args:
        width: Longest line, in columns; 0 for that of the terminal, but no more than 72.
        spacing: Lines from one line to the next: 1, 2 or 3.
    """

    def __init__(self, width: int = 0, spacing: int = 1) -> None:
        self._width = width
        self._spacing = spacing
        self._block: Block | None = None
        self._drawn = 0
        self._size = shutil.get_terminal_size()

    def show(self, segment: Segment, cue: WordCue | None) -> None:
        """Mark a sentence and a word."""
        size = shutil.get_terminal_size()
        if size != self._size:  # the terminal has broken the lines anew, nobody knows where
            self._size = size
            self.interrupted()
        width = min(self._width or 72, size.columns)
        rows = max((size.lines - 2) // self._spacing, 1)
        made = lines(segment.block, segment, cue, width)
        marked = next((n for n, line in enumerate(made) if _REVERSED in line or _UNDERLINED in line), 0)
        first = marked // rows * rows
        made = made[first : first + rows]
        out = ""
        if segment.block is self._block and self._drawn:
            out = f"{_UP.format(self._drawn)}\r{_ERASE_BELOW}"
        elif self._block is not None:
            out = "\n"
        out += "".join(f"{line}{_ERASE_LINE}" + "\n" * self._spacing for line in made)
        self._block, self._drawn = segment.block, len(made) * self._spacing
        sys.stdout.write(out)
        sys.stdout.flush()

    def wrapped(self, text: str) -> str:
        """Other lines as they are shown beside the paragraph: broken at words, no wider than it is."""
        width = min(self._width or 72, shutil.get_terminal_size().columns)
        made = [" ".join(word.text for word in words) for line in text.split("\n") for words in _wrapped(line, width)]
        return "\n".join(made)

    def interrupted(self) -> None:
        """Something else was printed: what is on the screen stays there, and the paragraph is shown again below."""
        self._drawn = 0
