"""Several engines as one: what was hinted at is said side by side, and answered in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from tts.engines.base import Engine
from tts.speech import Speech, Utterance, Voice

#: Text after which another engine is started, in characters: saying it takes about as long as that start. A short article
#: is done sooner by one engine.
WORTH_A_START = 4000


class Pool:
    """The contract is `tts.engines.base.Engine`; which engine says an utterance makes no difference to its sound.

    Args:
        make: Makes an engine; called once at once, and for each further one when there is enough to do for it.
        size: Most engines at a time.
    """

    def __init__(self, make: Callable[[], Engine], size: int) -> None:
        self._make = make
        self._size = size
        self._engines = [make()]
        self._waiting: deque[tuple[Utterance, Engine]] = deque()
        self._hinted = 0  # characters

    @property
    def name(self) -> str:
        return self._engines[0].name

    @property
    def version(self) -> str:
        return self._engines[0].version

    @property
    def rates(self) -> tuple[float, float]:
        return self._engines[0].rates

    @property
    def pitches(self) -> tuple[float, float]:
        return self._engines[0].pitches

    def voices(self) -> Sequence[Voice]:
        """Every voice that can speak here."""
        return self._engines[0].voices()

    def prepare(self, lang: str, voice: str = "") -> None:
        """Nothing to prepare: it is asked for long texts, and few milliseconds are nothing to them."""

    def expect(self, utterance: Utterance) -> None:
        """Let the engine begin on it that has the least to do."""
        self._hinted += len(utterance.text)
        if len(self._engines) < self._size and self._hinted > WORTH_A_START * len(self._engines):
            self._engines.append(self._make())
        engine = min(self._engines, key=self._load)
        self._waiting.append((utterance, engine))
        engine.expect(utterance)

    def synthesize(self, utterance: Utterance) -> Speech:
        """The sound of an utterance; raises what the engine raises that says it."""
        while self._waiting:
            expected, engine = self._waiting.popleft()
            if expected == utterance:
                return engine.synthesize(utterance)
        return self._engines[0].synthesize(utterance)

    def close(self) -> None:
        """Close them all. Safe to call twice."""
        for engine in self._engines:
            engine.close()

    def _load(self, engine: Engine) -> int:
        return sum(len(utterance.text) for utterance, busy in self._waiting if busy is engine)
