"""An engine that is told of little ahead.

What it was told of must be heard out before it does something else, and a listener changes their mind at any moment.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from tts.engines.base import Engine
from tts.model import Speech, Utterance, Voice

#: Utterances the engine is told of ahead.
AHEAD = 1


class NearHints:
    """The same engine; hints wait until they are near. Satisfies `tts.engines.base.Engine`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._told: deque[Utterance] = deque()
        self._waiting: deque[Utterance] = deque()

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def version(self) -> str:
        return self._engine.version

    @property
    def rates(self) -> tuple[float, float]:
        return self._engine.rates

    @property
    def pitches(self) -> tuple[float, float]:
        return self._engine.pitches

    def voices(self) -> Sequence[Voice]:
        """Every voice that can speak here."""
        return self._engine.voices()

    def prepare(self, lang: str, voice: str = "") -> None:
        """A hint, passed on."""
        self._engine.prepare(lang, voice)

    def expect(self, utterance: Utterance) -> None:
        """A hint, passed on when it is near."""
        self._waiting.append(utterance)
        self._tell(AHEAD)

    def synthesize(self, utterance: Utterance) -> Speech:
        """The sound of an utterance; raises what the engine raises."""
        if utterance in self._told:
            while self._told.popleft() != utterance:
                continue
            self._tell(AHEAD)  # before it is waited for: the engine goes on by itself
        elif utterance in self._waiting:
            while self._waiting.popleft() != utterance:
                continue
        else:
            self.forget()
        return self._engine.synthesize(utterance)

    def forget(self) -> None:
        """What was expected is not wanted any more."""
        self._told.clear()
        self._waiting.clear()

    def close(self) -> None:
        """Give back processes and memory. Safe to call twice."""
        self._engine.close()

    def _tell(self, ahead: int) -> None:
        while self._waiting and len(self._told) < ahead:
            self._told.append(self._waiting.popleft())
            self._engine.expect(self._told[-1])
