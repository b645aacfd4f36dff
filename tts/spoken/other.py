"""A language that has no module of its own: said as it is written."""

from __future__ import annotations

from tts.spoken.reading import Verbaliser


def _any_word(word: str) -> bool:
    return bool(word)


def verbaliser(lang: str) -> Verbaliser:
    """No rules; every script is its own."""
    return Verbaliser(native=_any_word)
