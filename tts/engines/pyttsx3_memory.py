"""The engine over our pyttsx3 driver for eSpeak NG: sound and word marks in memory."""

from __future__ import annotations

import math
from importlib.metadata import version
from typing import Any

import pyttsx3.engine

from tts.engines import languages
from tts.engines.libespeak_ng import MAXIMUM_RATE, MINIMUM_RATE, NORMAL_PITCH, NORMAL_RATE
from tts.engines.prosody import check_prosody
from tts.engines.runs import Spaced, spaced
from tts.errors import SynthesisError
from tts.model import Prosody, Speech, Utterance, Voice, WordMark

#: The voice for a language of which several speak the plain tag (eSpeak NG itself would take the British one).
_FIRST = "gmw/en-US"

#: Tags of eSpeak NG that say something else in BCP 47 (`ru-cl` is the Russian of Chile), or nothing.
_TAGS = {
    "ca-ba": "ca-x-balear",
    "ca-nw": "ca-x-northwest",
    "ca-va": "ca-valencia",
    "chr-US-Qaaa-x-west": "chr-Qaaa-US-x-west",
    "en-gb-scotland": "en-scotland",
    "ru-cl": "ru-x-classic",
}


class Pyttsx3Memory:
    """eSpeak NG through pyttsx3 (the contract is `tts.engines.base.Engine`).

    Args:
        name: As given to `--engine`.
        driver: Name of a pyttsx3 driver that notifies `audio`, `started-word` with frames, and `ended-clause`.
    """

    rates = (MINIMUM_RATE / NORMAL_RATE, MAXIMUM_RATE / NORMAL_RATE)
    pitches = (0.5, 1.89)

    def __init__(self, name: str, driver: str) -> None:
        self.name = name
        self._engine = pyttsx3.engine.Engine(driver)
        self._driver = self._engine.proxy._driver  # noqa: SLF001  pyttsx3 shows its driver nowhere else
        self.version = f"eSpeak NG {self._driver.library.version} (pyttsx3 {version('pyttsx3')})"
        self._sound: list[bytes] = []
        self._words: list[tuple[int, int, int]] = []
        self._clauses: list[int] = []
        self._errors: list[Exception] = []
        self._sample_rate = self._driver.library.sample_rate
        self._set: tuple[str, Prosody] | None = None
        self._voices: tuple[Voice, ...] | None = None
        self._chosen: dict[tuple[str, str], str] = {}
        for topic, listener in (
            ("audio", self._on_audio),
            ("started-word", self._on_word),
            ("ended-clause", self._on_clause),
            ("error", self._on_error),
        ):
            self._engine.connect(topic, listener)
        self._engine.startLoop(False)
        self._engine.iterate()

    def voices(self) -> tuple[Voice, ...]:
        """Every voice of eSpeak NG; the variants (`+f3`) are left to whoever knows them."""
        if self._voices is None:
            found = sorted(self._engine.getProperty("voices"), key=lambda voice: voice.id != _FIRST)
            self._voices = tuple(
                Voice(
                    self.name,
                    voice.id,
                    voice.name,
                    tuple(dict.fromkeys(languages.canonical(_TAGS.get(tag, tag)) for tag in voice.languages)),
                    self._sample_rate,
                    "GPL-3.0-or-later",
                )
                for voice in found
            )
        return self._voices

    def expect(self, utterance: Utterance) -> None:
        """Nothing to prepare."""

    def synthesize(self, utterance: Utterance) -> Speech:
        """The sound of an utterance.

        Raises:
            SynthesisError: eSpeak NG failed on it, or its prosody is out of range.
            VoiceError: No such voice, or none for the language.
        """
        check_prosody(self, utterance)
        self._prepare(self._voice(utterance), utterance.prosody)
        said = spaced(utterance.text)
        for heard in (self._sound, self._words, self._clauses, self._errors):
            heard.clear()
        if said.text.strip():
            self._engine.say(said.text)
            self._check(utterance)
        pcm = b"".join(self._sound)
        return Speech(pcm, self._sample_rate, tuple(self._marks(said, len(pcm) // 2)))

    def close(self) -> None:
        """Nothing to give back: the library cannot be unloaded."""

    def _voice(self, utterance: Utterance) -> str:
        wanted = (utterance.voice, utterance.lang)
        if wanted not in self._chosen:
            if utterance.voice:
                chosen = languages.by_id(utterance.voice, self.voices(), self.name)
            else:
                chosen = languages.match(utterance.lang, self.voices(), self.name)
            self._chosen[wanted] = chosen.id
        return self._chosen[wanted]

    def _prepare(self, voice: str, prosody: Prosody) -> None:
        if self._set == (voice, prosody):
            return
        self._errors.clear()
        self._engine.setProperty("voice", voice)
        self._engine.setProperty("rate", round(NORMAL_RATE * prosody.rate))
        self._engine.setProperty("pitch", round(NORMAL_PITCH * (1 + math.log2(prosody.pitch))))
        self._engine.setProperty("volume", prosody.volume)
        self._set = (voice, prosody)

    def _check(self, utterance: Utterance) -> None:
        if self._errors:
            error = self._errors[0]
            what = error.what if isinstance(error, SynthesisError) else f"{type(error).__name__}: {error}"
            raise SynthesisError(what, utterance.segment) from error

    def _marks(self, said: Spaced, frames: int) -> list[WordMark]:
        """Words as the library told them: each lasts until the next one begins or its clause ends.

        Several words told for one stretch of text ("1984" is three) are one mark.
        """
        marks: list[WordMark] = []
        ends = sorted({*self._clauses, *(frame for _, _, frame in self._words), frames})
        for location, length, frame in self._words:
            start, end = said.original(location), said.original(location + length)
            end_frame = next((later for later in ends if later > frame), frames)
            if marks and start < marks[-1].end:
                last = marks.pop()
                start, end, frame = last.start, max(end, last.end), last.first_frame
            start, end = _trimmed(said.source, start, end)
            if start < end and frame < end_frame <= frames:
                marks.append(WordMark(start, end, frame, end_frame))
        return marks

    def _on_audio(self, pcm: bytes, sample_rate: int, **_: Any) -> None:
        self._sound.append(pcm)
        self._sample_rate = sample_rate

    def _on_word(self, location: int, length: int, frame: int, **_: Any) -> None:
        self._words.append((location, length, frame))

    def _on_clause(self, frame: int, **_: Any) -> None:
        self._clauses.append(frame)

    def _on_error(self, exception: Exception, **_: Any) -> None:
        self._errors.append(exception)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space at its ends."""
    word = text[start:end]
    return start + len(word) - len(word.lstrip()), end - len(word) + len(word.rstrip())
