"""Whether an engine can say an utterance as asked."""

from __future__ import annotations

from typing import Protocol

from tts.errors import ProsodyError
from tts.speech import Utterance


class _Ranges(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def rates(self) -> tuple[float, float]: ...
    @property
    def pitches(self) -> tuple[float, float]: ...


def check_prosody(engine: _Ranges, utterance: Utterance) -> None:
    """Refuse a rate, pitch or volume the engine cannot speak faithfully.

    Raises:
        ProsodyError: One of them is out of range.
    """
    asked = utterance.prosody
    for what, value, (lowest, highest) in (
        ("rate", asked.rate, engine.rates),
        ("pitch", asked.pitch, engine.pitches),
        ("volume", asked.volume, (0.0, 1.0)),
    ):
        if not lowest <= value <= highest:
            raise ProsodyError(
                f"{what} {value:g} is out of range for engine {engine.name}",
                utterance.segment,
                f"Choose a {what} from {lowest:g} to {highest:g}",
            )
