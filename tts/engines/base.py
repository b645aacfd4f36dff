"""What every engine is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tts.speech import Speech, Utterance, Voice


class Engine(Protocol):
    """Turns words into sound. An engine only synthesises; it plays nothing and writes no file.

    One synthesis at a time: an engine need not be safe to call from two threads.

    Attributes:
        name: As given to `--engine`.
        version: Name and version of what does the work, for manifests: `eSpeak NG 1.52.0 (pyttsx3 2.99)`.
        rates: Slowest and fastest `Prosody.rate` it speaks faithfully.
        pitches: Lowest and highest `Prosody.pitch` it speaks faithfully; (1.0, 1.0) where it cannot be changed.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def rates(self) -> tuple[float, float]: ...

    @property
    def pitches(self) -> tuple[float, float]: ...

    def voices(self) -> Sequence[Voice]:
        """Every voice that can speak here."""

    def prepare(self, lang: str, voice: str = "") -> None:
        """A hint, before the first utterance: what will be asked for is in this language (BCP 47), in this voice or the engine's choice.

        An engine may load what it needs for that in the background, or do nothing. What it lacks it tells when it is asked.
        """

    def expect(self, utterance: Utterance) -> None:
        """A hint: this utterance will be asked for soon, after those hinted at before.

        An engine may begin on it in the background, so that synthesis goes on while the caller works on the speech
        before it; or do nothing. `synthesize` answers the same with and without the hint. Hint at few at a time: a
        dozen ahead are plenty.
        """

    def synthesize(self, utterance: Utterance) -> Speech:
        """The sound of an utterance, without the pause that follows it.

        No text is left out silently: what cannot be said raises.

        Raises:
            SynthesisError: This utterance could not be said. The engine stays usable.
            ProsodyError: Its rate, pitch or volume is out of range. The engine stays usable.
            VoiceError: No such voice, or none for the language.
            EngineError: The engine cannot work any more.
        """

    def close(self) -> None:
        """Give back processes and memory. Safe to call twice."""
