"""Articles as speech: read, segmented, put into words, spoken, recorded.

The public names below are loaded when they are first used, so that importing `tts` costs next to nothing.

    read_article(source, *, lang=None, encoding=None) -> Article
    segment.sentences(text, lang="en") -> list[str]
    segment.segments(article) -> Iterator[Segment]
    spoken.spoken_form(text, lang="en", lexicon=None) -> SpokenForm
    engines.load(name) -> Engine
    narrate(article, engine, ...) -> Narration
    loudness.levelled(narration, target) -> Narration
    outputs.write(narration, path)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tts.narration import narrate as narrate
    from tts.readers import read_article as read_article

__version__ = "0.1.0"

_FUNCTIONS = {"narrate": "tts.narration", "read_article": "tts.readers"}
_PACKAGES = frozenset({"engines", "loudness", "outputs", "readers", "segment", "spoken"})


def __getattr__(name: str) -> Any:
    if name in _FUNCTIONS:
        return getattr(import_module(_FUNCTIONS[name]), name)
    if name in _PACKAGES:
        return import_module(f"tts.{name}")
    raise AttributeError(f"module 'tts' has no attribute {name!r}")
