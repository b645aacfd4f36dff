"""The engine that says nothing, for an exactly known time.

It makes every test of timings exact, and shows a layout, its pauses and its captions without waiting for a voice.
"""

from __future__ import annotations

import re

from tts.engines.prosody import check_prosody
from tts.errors import VoiceError
from tts.speech import Speech, Utterance, Voice, WordMark

#: Length of one character of the text, white space included, at rate 1, in milliseconds.
MS_PER_CHARACTER = 50

#: In hertz. A character at rate 1 is exactly 800 frames.
SAMPLE_RATE = 16_000

VOICE = "silence"


class Silence:
    """Each character is `MS_PER_CHARACTER / rate` milliseconds of digital silence; each word has an exact mark.

    Character `i` of the text starts at frame `round(i * 800 / rate)`, so that errors of rounding never add up. A word
    is a run of characters other than white space. Pitch and volume are accepted and change nothing. Any language is
    spoken.
    """

    name = "silence"
    version = "silence 1"
    rates = (0.1, 10.0)
    pitches = (0.5, 2.0)

    def __init__(self, name: str = "silence") -> None:
        self.name = name

    def voices(self) -> tuple[Voice, ...]:
        """One, for every language (`mul`, ISO 639-2)."""
        return (Voice(self.name, VOICE, "Silence", ("mul",), SAMPLE_RATE, "CC0-1.0"),)

    def prepare(self, lang: str, voice: str = "") -> None:
        """Nothing to prepare."""

    def expect(self, utterance: Utterance) -> None:
        """Nothing to prepare."""

    def synthesize(self, utterance: Utterance) -> Speech:
        """Silence as long as the text.

        Raises:
            ProsodyError: The prosody is out of range.
            VoiceError: The voice is not `silence`.
        """
        if utterance.voice not in {"", VOICE}:
            raise VoiceError(f"engine {self.name} has no voice {utterance.voice!r}", hint=f"Its voice is {VOICE!r}")
        check_prosody(self, utterance)
        per_character = MS_PER_CHARACTER * SAMPLE_RATE / 1000 / utterance.prosody.rate
        text = utterance.text
        marks = tuple(
            WordMark(word.start(), word.end(), round(word.start() * per_character), round(word.end() * per_character))
            for word in re.finditer(r"\S+", text)
        )
        return Speech(bytes(2 * round(len(text) * per_character)), SAMPLE_RATE, marks)

    def close(self) -> None:
        """Nothing to give back."""
