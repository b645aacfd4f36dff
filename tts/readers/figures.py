"""Figures: a line for each alternative text, then one for each caption."""

from __future__ import annotations

from tts.model import Annotation
from tts.readers.inline import shift
from tts.readers.letters import bare

#: `alt` or `caption`, a text, and the annotations in it.
Piece = tuple[str, str, list[Annotation]]


def read(pieces: list[Piece], said: set[str]) -> tuple[str, list[Annotation], list[str]]:
    """A figure's text and annotations, and what it does not say again.

    Args:
        pieces: What the figure has.
        said: Letters (`measure.bare`) of what was said before: the title, other figures.
    """
    lines: list[str] = []
    annotations: list[Annotation] = []
    repeated: list[str] = []
    known = set(said)
    captions = [bare(text) for kind, text, _ in pieces if kind == "caption"]
    position = 0
    for kind, piece, inner in sorted(pieces, key=lambda piece: piece[0] != "alt"):
        text = piece.replace("\n", " ")
        letters = bare(text)
        captioned = kind == "alt" and any(letters in caption for caption in captions)
        if letters and (captioned or letters in known):
            repeated.append(text)
            continue
        known.add(letters)
        lines.append(text)
        annotations += [Annotation(position, position + len(text), kind), *shift(inner, position)]
        position += len(text) + 1
    return "\n".join(lines), annotations, repeated
