"""What every engine is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tts.model import Speech, Utterance, Voice


class Engine(Protocol):
    """Turns words into sound. An engine only synthesises; it plays nothing and writes no file.

    One synthesis at a time: an engine need not be safe to call from two threads.

    Attributes:
        name: As given to `--engine`.
        version: Name and version of what does the work, for manifests: `eSpeak NG 1.52.0 (pyttsx3 2.99)`.
    """

    name: str
    version: str

    def voices(self) -> Sequence[Voice]:
        """Every voice that can speak here."""

    def synthesize(self, utterance: Utterance) -> Speech:
        """The sound of an utterance, without the pause that follows it.

        Raises:
            SynthesisError: This utterance could not be said. The engine stays usable.
            VoiceError: No such voice, or none for the language.
            EngineError: The engine cannot work any more.
        """

    def close(self) -> None:
        """Give back processes and memory. Safe to call twice."""
