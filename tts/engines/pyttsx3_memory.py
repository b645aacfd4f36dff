"""The engine over our pyttsx3 driver for eSpeak NG: sound and word marks in memory."""

from __future__ import annotations

import math
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyttsx3.engine

from tts.engines import espeak_phonemes, languages
from tts.engines.libespeak_ng import MAXIMUM_LENGTH, NORMAL_PITCH
from tts.engines.pronounced import Pronounced, pronounced
from tts.engines.prosody import check_prosody
from tts.engines.runs import Spaced, spaced
from tts.engines.silences import is_silent
from tts.errors import SynthesisError, VoiceError
from tts.speech import Prosody, Speech, Utterance, Voice, WordMark

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

#: Measured: how many times as fast as normal it speaks, and the words a minute it has to be told for that (English,
#: American voice; German and Russian are within 6 %). Above 450 its built-in Sonic shortens the sound.
_SPEEDS = (
    *((0.505, 80), (0.595, 100), (0.727, 125), (0.864, 150), (1.0, 175), (1.126, 200), (1.366, 250), (1.599, 300)),
    *((1.839, 350), (1.97, 375), (2.136, 400), (2.287, 425), (2.404, 450), (2.677, 500), (3.226, 600), (3.76, 700)),
    (4.851, 900),
)

#: A clause that lasts longer than this at normal rate may have been cut, in seconds: a thousand phonemes last 68.
_LONG_CLAUSE = 25

#: Most words of a phrase that eSpeak NG marks at its first word only ("out of the").
_PHRASE = 3

#: How many words are remembered with the number of their sounds, and how many pronunciations.
_WORDS_KNOWN = 10_000

#: What a `WordMark` is made of, while it may still change.
_Mark = tuple[int, int, int, int]


class Pyttsx3Memory:
    """eSpeak NG through pyttsx3 (the contract is `tts.engines.base.Engine`).

    Args:
        name: As given to `--engine`.
        driver: Name of a pyttsx3 driver that notifies `audio`, `started-word` with frames, and `ended-clause`.
    """

    rates = (_SPEEDS[0][0], _SPEEDS[-1][0])
    pitches = (0.6, 1.7)

    def __init__(self, name: str, driver: str) -> None:
        self.name = name
        self._engine = pyttsx3.engine.Engine(driver)
        self._driver = self._engine.proxy._driver  # noqa: SLF001  pyttsx3 shows its driver nowhere else
        self._heard = _Heard(0)
        self._text = ""
        self._known_sounds: dict[str, int] = {}
        self._known_spellings: dict[tuple[str, str, str], str | None] = {}
        self._inventories: dict[str, espeak_phonemes.Inventory] = {}
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

    @property
    def version(self) -> str:
        """Of eSpeak NG and of pyttsx3."""
        from importlib.metadata import version  # slow: not before it is asked for

        return f"eSpeak NG {self._driver.library.version} (pyttsx3 {version('pyttsx3')})"

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

    def prepare(self, lang: str, voice: str = "") -> None:
        """List the voices, choose one, and ask for its phonemes: two thirds of the time of a first sentence (10 ms of 15)."""
        try:
            chosen = self._voice(Utterance("", "", lang=lang, voice=voice))
        except VoiceError:  # told when it is asked to speak
            return
        self._prepare(chosen, Prosody())
        self._inventory(chosen)

    def expect(self, utterance: Utterance) -> None:
        """Nothing to begin: it works while it is asked."""

    def synthesize(self, utterance: Utterance) -> Speech:
        """The sound of an utterance.

        What eSpeak NG leaves silent before the first word (110 ms where a bracket opens) is cut off, and the pause it
        would add after a sentence is not asked for, since pauses are the narration's. The 7 ms after the last sound stay.

        Raises:
            SynthesisError: eSpeak NG failed on it.
            ProsodyError: Its prosody is out of range.
            VoiceError: No such voice, or none for the language.
        """
        check_prosody(self, utterance)
        voice = self._voice(utterance)
        self._prepare(voice, utterance.prosody)
        phonemes = self._phonemes(utterance, voice) if utterance.phonemes else []
        known = [(start, end, names) for start, end, names in phonemes if names]
        said = pronounced(utterance.text, known, self._sounds) if known else spaced(utterance.text, self._sounds)
        self._driver.setProperty("phonemes", bool(known))
        self._text = said.text
        sound: list[bytes] = []
        marks: list[_Mark] = []
        frames = 0
        for heard in self._say(said, 0, len(said.text), utterance):
            sound += heard.sound
            marks += heard.marks(said, frames)
            frames += heard.frames
        before, rest = _divided(sound, 2 * marks[0][2] if marks else 0)
        silent = 0
        if before and is_silent(before):
            silent, sound = len(before) // 2, rest
        told = [WordMark(start, end, first - silent, last - silent) for start, end, first, last in _merged(marks)]
        unknown = tuple(
            ipa for (_, _, ipa), (_, _, names) in zip(utterance.phonemes, phonemes, strict=True) if not names
        )
        return Speech(b"".join(sound), self._sample_rate, tuple(told), unknown)

    def _phonemes(self, utterance: Utterance, voice: str) -> list[tuple[int, int, str | None]]:
        """The pronunciations of an utterance, in the names of the voice's phonemes; None for one it cannot follow."""
        return [(start, end, self._spelled(ipa, voice, utterance.lang)) for start, end, ipa in utterance.phonemes]

    def _spelled(self, ipa: str, voice: str, lang: str) -> str | None:
        known = self._known_spellings
        if (ipa, voice, lang) not in known:
            if len(known) > _WORDS_KNOWN:
                known.clear()
            known[ipa, voice, lang] = espeak_phonemes.spelled(ipa, self._inventory(voice), lang)
        return known[ipa, voice, lang]

    def _inventory(self, voice: str) -> espeak_phonemes.Inventory:
        """The phonemes of the voice that is set."""
        if voice not in self._inventories:
            self._inventories[voice] = espeak_phonemes.inventory(self._driver.library)
        return self._inventories[voice]

    def _say(self, said: Spaced | Pronounced, start: int, end: int, utterance: Utterance) -> Iterator[_Heard]:
        """Say a stretch of a text; where part of it was lost, say it again in halves.

        A clause may have a thousand phonemes and 300 words (`N_PHONEME_LIST` and `N_CLAUSE_WORDS` in the library): a
        row of many numbers has more.
        """
        if not said.text[start:end].strip():
            return
        self._heard = heard = _Heard(start)
        self._errors.clear()
        self._engine.say(said.text[start:end])
        if self._errors:
            error = self._errors[0]
            what = error.what if isinstance(error, SynthesisError) else f"{type(error).__name__}: {error}"
            raise SynthesisError(what, utterance.segment) from error
        if heard.lost(said.text, _LONG_CLAUSE * self._sample_rate / utterance.prosody.rate):
            middle = _white_space(said.text, start, end)
            if not middle:
                raise SynthesisError("eSpeak NG left out a part of it", utterance.segment)
            yield from self._say(said, start, middle, utterance)
            yield from self._say(said, middle, end, utterance)
        else:
            yield heard

    def _sounds(self, word: str) -> int:
        known = self._known_sounds
        if word not in known:
            if len(known) > _WORDS_KNOWN:
                known.clear()
            known[word] = self._driver.library.sounds(word)
        return known[word]

    def close(self) -> None:
        """Nothing to give back: the library cannot be unloaded."""

    def _voice(self, utterance: Utterance) -> str:
        wanted = (utterance.voice, utterance.lang)
        if wanted not in self._chosen:
            self._chosen[wanted] = languages.narrator(*wanted, self.voices(), self.name).id
        return self._chosen[wanted]

    def _prepare(self, voice: str, prosody: Prosody) -> None:
        if self._set == (voice, prosody):
            return
        if self._set is None or self._set[0] != voice:
            self._known_sounds.clear()
        self._engine.setProperty("voice", voice)
        self._engine.setProperty("rate", _words_a_minute(prosody.rate))
        self._engine.setProperty("pitch", _pitch(prosody.pitch))
        self._engine.setProperty("volume", prosody.volume)
        self._set = (voice, prosody)

    def _on_audio(self, pcm: bytes, sample_rate: int, **_: Any) -> None:
        self._heard.sound.append(pcm)
        self._heard.frames += len(pcm) // 2
        self._sample_rate = sample_rate

    def _on_word(self, location: int, length: int, frame: int, **_: Any) -> None:
        start = self._heard.start + location
        end = start + length
        if length in {0, MAXIMUM_LENGTH}:  # it is longer, or stands before a closing quotation mark
            while end < len(self._text) and self._text[end].isalnum():
                end += 1
        self._heard.words.append((start, end, frame))

    def _on_clause(self, location: int, frame: int, **_: Any) -> None:
        self._heard.clauses.append((self._heard.start + location, frame))

    def _on_error(self, exception: Exception, **_: Any) -> None:
        self._errors.append(exception)


@dataclass(slots=True)
class _Heard:
    """What the driver told while it said a stretch of text.

    Attributes:
        start: Where the stretch begins, in the text with its spaces.
        sound: Pieces of PCM.
        frames: Length of the sound.
        words: Start, end (both in that text) and first frame of each word.
        clauses: End in that text and end frame of each clause.
    """

    start: int
    sound: list[bytes] = field(default_factory=list)
    frames: int = 0
    words: list[tuple[int, int, int]] = field(default_factory=list)
    clauses: list[tuple[int, int]] = field(default_factory=list)

    def lost(self, text: str, long: float) -> bool:
        """Whether words at the end of a clause were left out.

        A word or two may go without a mark, for the library has phrases that are one word to it. So a few missing ones
        count only at the end of a clause of more than `long` frames, many always.
        """
        first_frame, words = 0, iter([*self.words, (0, 0, sys.maxsize)])
        word = next(words)
        end = self.start
        for clause_end, end_frame in self.clauses:
            while word[2] < end_frame:
                end = max(end, word[1])
                word = next(words)
            missing = sum(1 for token in text[end:clause_end].split() if any(c.isalnum() for c in token))
            if missing > _PHRASE or (missing and end_frame - first_frame > long):
                return True
            first_frame, end = end_frame, clause_end
        return False

    def marks(self, said: Spaced | Pronounced, offset: int) -> Iterator[_Mark]:
        """Words as the library told them: each lasts until the next one begins or its clause ends."""
        boundaries = {*(frame for _, frame in self.clauses), *(frame for _, _, frame in self.words), self.frames}
        ends = sorted(frame for frame in boundaries if frame <= self.frames)
        for index, (word_start, word_end, first_frame) in enumerate(self.words):
            if index + 1 < len(self.words) and self.words[index + 1][2] == first_frame:
                continue  # it has no sound of its own
            start, end = _trimmed(said.source, *said.span(word_start, word_end))
            end_frame = ends[min(bisect_right(ends, first_frame), len(ends) - 1)]
            if start < end and first_frame < end_frame:
                yield start, end, offset + first_frame, offset + end_frame


def _divided(sound: list[bytes], count: int) -> tuple[bytes, list[bytes]]:
    """The first `count` bytes of a sound in pieces, and the rest of it."""
    if not sound or not count:
        return b"", sound
    first, rest = sound[0], sound[1:]
    if len(first) < count:
        first, rest = b"".join(sound), []
    return first[:count], [first[count:], *rest]


def _merged(marks: list[_Mark]) -> Iterator[_Mark]:
    """Several words told for one stretch of text ("1984" is three) as one mark."""
    last: _Mark | None = None
    for mark in marks:
        if last and mark[0] < last[1]:
            last = last[0], max(last[1], mark[1]), last[2], mark[3]
            continue
        if last:
            yield last
        last = mark
    if last:
        yield last


def _words_a_minute(rate: float) -> int:
    """What to tell the library for a factor of the normal speed, between the measured ones on a straight line."""
    index = min(max(bisect_right(_SPEEDS, (rate, math.inf)), 1), len(_SPEEDS) - 1)
    (slower, least), (faster, most) = _SPEEDS[index - 1], _SPEEDS[index]
    return round(least + (most - least) * (rate - slower) / (faster - slower))


def _pitch(factor: float) -> int:
    """What to tell the library for a factor of the normal pitch.

    Its table (`wavegen.c`) is the base of the voice times 2 ** (p / 50 - 1); the melody on top of the base, a fifth of the
    whole on average, stays as it is.
    """
    return round(NORMAL_PITCH * (1 + math.log2(1.25 * factor - 0.25)))


def _white_space(text: str, start: int, end: int) -> int:
    """The white space nearest the middle of a stretch, between two words of it; 0 where there is none."""
    middle = (start + end) // 2
    places = [place.start() for place in re.finditer(r"(?<=\S)\s+(?=\S)", text[start:end])]
    return min((start + place for place in places), key=lambda place: abs(place - middle), default=0)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space at its ends."""
    word = text[start:end]
    if word.isalnum():
        return start, end
    return start + len(word) - len(word.lstrip()), end - len(word) + len(word.rstrip())
