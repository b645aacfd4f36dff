"""Runs of characters that eSpeak NG would lose.

A word is kept in 160 bytes and its sounds in 200: what does not fit is left out silently, and a long run of letters with
dots overruns the buffer and aborts the process. Such runs get a space where they can be cut. No word that is written with a
meaning reaches these lengths.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

#: Longest runs that are left whole: of digits, of anything else but white space.
LONGEST_DIGITS = 15
LONGEST_RUN = 20

#: Control characters are commands to eSpeak NG (U+0001 ...) or end the text (U+0000); surrogates cannot be encoded.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


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

    def original(self, position: int) -> int:
        """A position in `text` as one in the text that came in."""
        return min(position - bisect_right(self.spaces, position - 1), len(self.source))


_LONG = re.compile(rf"\d{{{LONGEST_DIGITS + 1},}}|[^\s\d-]{{{LONGEST_RUN + 1},}}")


def spaced(text: str) -> Spaced:
    """Cut the runs that are too long; replace, one for one, the characters that cannot be said."""
    clean = _UNSPEAKABLE.sub(" ", text)
    pieces: list[str] = []
    spaces: list[int] = []
    done = 0
    length = 0
    for run in _LONG.finditer(clean):
        step = LONGEST_DIGITS if clean[run.start()].isdigit() else LONGEST_RUN
        for cut in range(run.start() + step, run.end(), step):
            pieces.append(clean[done:cut] + " ")
            length += len(pieces[-1])
            spaces.append(length - 1)
            done = cut
    pieces.append(clean[done:])
    return Spaced(text, "".join(pieces), tuple(spaces))
