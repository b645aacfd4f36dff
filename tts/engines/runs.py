"""Runs of characters that eSpeak NG would lose, cut where they can be cut.

It keeps a word in 160 bytes and its sounds in 200 (`N_WORD_BYTES` and `N_WORD_PHONEMES` of its `translate.h`): what
does not fit is left out silently, and a long run of letters with dots overruns a buffer and aborts the process. How
many sounds a run has depends on the voice (spelled letters have many), so the library is asked for those that may be
too long.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

#: Longest run of digits. 30 are read in every language that was tried, 33 are not.
LONGEST_DIGITS = 24

#: Longest run that is given to the library at all, in bytes of UTF-8; less than half of what overruns its buffer.
LONGEST_BYTES = 80

#: A run that is shorter in bytes than the first, or in characters than the second, has few sounds in any voice: the name
#: of a character of another script has up to 33.
_SHORT_BYTES, _SHORT_CHARACTERS = 13, 4

#: Most sounds a run may have. The spelled letters of one were cut at 92 and more (each has marks of stress beside it).
_MOST_SOUNDS = 60

#: Control characters are commands to eSpeak NG (U+0001) or end the text (U+0000); surrogates cannot be encoded.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

_DIGITS = re.compile(r"\d+")

#: A number is never cut unless it has more digits than that, for its halves are other numbers.
_NUMBER = re.compile(rf"\W*\d[\d.,:'’]{{,{LONGEST_DIGITS - 1}}}\W*")

#: What may be too long: the library takes a hyphen, slash or low line as the end of a word.
_RUN = re.compile(r"[^\s/_-]{4,}")


@dataclass(frozen=True, slots=True)
class Spaced:
    """A text with spaces put in.

    Attributes:
        source: The text that came in.
        text: What the engine is given.
        spaces: Where in it a space was put in, in order.
    """

    source: str
    text: str
    spaces: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of `text` as one of `source`."""
        return self.original(start), self.original(end)

    def original(self, position: int) -> int:
        """A position in `text` as one in `source`."""
        if not self.spaces:
            return min(position, len(self.source))
        return min(position - bisect_right(self.spaces, position - 1), len(self.source))


def spaced(text: str, sounds: Callable[[str], int]) -> Spaced:
    """Cut the runs that are too long; replace, one for one, the characters that cannot be said.

    Args:
        text: Any text.
        sounds: How many sounds the voice makes of a word.
    """
    clean = _UNSPEAKABLE.sub(" ", text)
    pieces: list[str] = []
    spaces: list[int] = []
    done = length = 0
    for cut in _cuts(clean, sounds):
        pieces += clean[done:cut], " "
        length += cut - done + 1
        spaces.append(length - 1)
        done = cut
    pieces.append(clean[done:])
    return Spaced(text, "".join(pieces), tuple(spaces))


def _cuts(text: str, sounds: Callable[[str], int]) -> Iterator[int]:
    for run in _RUN.finditer(text):
        word = run.group()
        if len(word) < _SHORT_CHARACTERS or _size(word) < _SHORT_BYTES or _NUMBER.fullmatch(word):
            continue
        if _DIGITS.fullmatch(word):
            yield from range(run.start() + LONGEST_DIGITS, run.end(), LONGEST_DIGITS)
        else:
            yield from (run.start() + cut for cut in _cuts_of_word(word, sounds))


def _cuts_of_word(word: str, sounds: Callable[[str], int]) -> Iterator[int]:
    if len(word) < 2 or (_size(word) <= LONGEST_BYTES and sounds(word) <= _MOST_SOUNDS):
        return
    middle = _middle(word)
    yield from _cuts_of_word(word[:middle], sounds)
    yield middle
    yield from (middle + cut for cut in _cuts_of_word(word[middle:], sounds))


def _middle(word: str) -> int:
    """Where to cut: after a mark of punctuation in the middle half, or else halfway."""
    quarter, half = len(word) // 4, len(word) // 2
    for distance in range(quarter):
        for cut in (half + distance, half - distance):
            if cut > 0 and not word[cut - 1].isalnum() and word[cut - 1].isprintable():
                return cut
    return half


def _size(word: str) -> int:
    return len(word) if word.isascii() else len(word.encode())
