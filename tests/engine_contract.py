"""What every engine must do. Inherit `EngineContract` in an engine's tests and say which engine it is."""

from __future__ import annotations

from array import array
from dataclasses import replace
from itertools import pairwise
from typing import ClassVar

import pytest

from tts.engines import load
from tts.engines.base import Engine
from tts.errors import ProsodyError, VoiceError
from tts.model import Prosody, Speech, Utterance

SENTENCE = "The Minister paid an official visit to Israel in 2016, and met his counterpart."


def check_speech(text: str, speech: Speech) -> None:
    """Whole frames, and marks that are ordered, apart, and inside text and sound."""
    assert len(speech.pcm) % 2 == 0
    assert speech.sample_rate > 0
    for mark in speech.marks:
        assert 0 <= mark.start < mark.end <= len(text)
        assert 0 <= mark.first_frame < mark.end_frame <= speech.frames
        assert text[mark.start : mark.end].strip() == text[mark.start : mark.end]
    for one, next_one in pairwise(speech.marks):
        assert one.end <= next_one.start
        assert one.end_frame <= next_one.first_frame


class EngineContract:
    """Attributes say which engine it is, and what it can do beyond the contract."""

    NAME: ClassVar[str]
    engine: ClassVar[Engine]

    @classmethod
    def make(cls) -> Engine:
        return load(cls.NAME)

    @classmethod
    def setup_class(cls) -> None:
        cls.engine = cls.make()

    @classmethod
    def teardown_class(cls) -> None:
        cls.engine.close()

    #: Texts that are spoken: the sentence, and what looks like markup or commands to some synthesiser.
    TEXTS: ClassVar = (
        SENTENCE,
        "a",
        "<speak>5 < 6 & 7 > 2</speak>",
        "<break time='10s'/> x",
        "[[rate 300]] and [[h@loU]]",
        "“Yes,” he said. ‘No’… – maybe?",
        "line one\nline two\n\nline three",
        "\ufeffb\u200bo\u0301m \U0001f600",
        "word " * 400,
    )
    HAS_MARKS: ClassVar[bool] = True
    #: Whether it makes sound that can be heard.
    IS_HEARD: ClassVar[bool] = True

    def test_names_itself(self) -> None:
        """An engine has a name and tells the version of what does the work."""
        assert self.engine.name
        assert any(character.isdigit() for character in self.engine.version)

    def test_ranges_hold_the_normal(self) -> None:
        """Normal rate and pitch are in the ranges an engine gives."""
        for lowest, highest in (self.engine.rates, self.engine.pitches):
            assert 0 < lowest <= 1.0 <= highest

    def test_voices_can_be_chosen(self) -> None:
        """Each voice names its engine, its languages and an id of its own; the first one speaks."""
        voices = self.engine.voices()
        assert voices
        assert len({voice.id for voice in voices}) == len(voices)
        assert all(voice.engine == self.engine.name and voice.name for voice in voices)
        assert self.engine.synthesize(Utterance("s", "Hello.", voice=voices[0].id)).frames

    @pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
    def test_speaks(self, text: str) -> None:
        """Any text makes sound; marks are ordered, apart, and inside text and sound."""
        speech = self.engine.synthesize(Utterance("s", text))
        check_speech(text, speech)
        assert speech.frames
        assert bool(speech.marks) == self.HAS_MARKS
        assert any(speech.pcm) == self.IS_HEARD

    @pytest.mark.parametrize("text", ["", " ", "\n\t ", "\x00"])
    def test_nothing_to_say_is_no_error(self, text: str) -> None:
        """White space and control characters alone are said in no time or as silence."""
        check_speech(text, self.engine.synthesize(Utterance("s", text)))

    def test_a_hint_of_the_language_changes_nothing(self) -> None:
        """What a new engine says first is the same, whether it was told the language, another, or one that nobody speaks."""
        utterance = Utterance("s", f"“{SENTENCE}” (again)")
        said = []
        for hints in ([], [("en", "")], [("ru", ""), ("xx", ""), ("en", "no such voice")]):
            engine = self.make()
            for lang, voice in hints:
                engine.prepare(lang, voice)
            speech = engine.synthesize(utterance)
            said.append((speech.pcm, speech.marks))
            engine.close()
        assert said[0] == said[1] == said[2]

    def test_a_longer_text_lasts_longer(self) -> None:
        """No text is cut: ten times the text lasts about ten times as long."""
        once = self.engine.synthesize(Utterance("s", f"{SENTENCE} ")).frames
        ten_times = self.engine.synthesize(Utterance("s", f"{SENTENCE} " * 10)).frames
        assert 8 < ten_times / once < 13

    def test_rate(self) -> None:
        """A higher rate is a shorter speech."""
        slow, normal, fast = (
            self.engine.synthesize(Utterance("s", SENTENCE, prosody=Prosody(rate=rate))).frames
            for rate in (0.7, 1.0, 2.0)
        )
        assert fast < 0.75 * normal
        assert normal < 0.85 * slow

    def test_volume(self) -> None:
        """Volume 0 is silence, and half the volume is softer than the whole."""
        whole, half, none = (
            max(map(abs, array("h", self.engine.synthesize(Utterance("s", SENTENCE, prosody=Prosody(volume=v))).pcm)))
            for v in (1.0, 0.5, 0.0)
        )
        assert whole > 1.5 * half > 0 or not self.IS_HEARD
        assert none <= 1

    @pytest.mark.parametrize(
        "prosody", [Prosody(rate=99), Prosody(rate=0), Prosody(pitch=9), Prosody(volume=2), Prosody(rate=float("nan"))]
    )
    def test_out_of_range(self, prosody: Prosody) -> None:
        """Prosody out of range is an error that tells the range, and the engine goes on."""
        with pytest.raises(ProsodyError, match=" to "):
            self.engine.synthesize(Utterance("s", SENTENCE, prosody=prosody))
        assert self.engine.synthesize(Utterance("s", SENTENCE)).frames

    def test_unknown_voice(self) -> None:
        """An unknown voice is an error, never another voice, and the engine goes on."""
        with pytest.raises(VoiceError, match="no-such-voice"):
            self.engine.synthesize(Utterance("s", SENTENCE, voice="no-such-voice"))
        assert self.engine.synthesize(Utterance("s", SENTENCE)).frames

    def test_expecting_changes_nothing(self) -> None:
        """What was announced may be asked for or not; each answer belongs to what was asked."""
        first, second, third = (Utterance("s", text) for text in ("One.", "Two, and two again.", "Three."))
        lengths = [round(self.engine.synthesize(u).frames, -3) for u in (first, second, third)]
        for utterance in (first, second, third):
            self.engine.expect(utterance)
        assert abs(self.engine.synthesize(first).frames - lengths[0]) < 2000
        assert abs(self.engine.synthesize(third).frames - lengths[2]) < 2000
        self.engine.expect(first)
        self.engine.expect(replace(first, text="Something else."))
        assert abs(self.engine.synthesize(second).frames - lengths[1]) < 2000

    def test_closes_twice(self) -> None:
        """Closing twice is safe."""
        engine = self.make()
        engine.close()
        engine.close()
