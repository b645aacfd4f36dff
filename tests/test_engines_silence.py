"""The silent engine: everything about it is exact."""

from __future__ import annotations

from engine_contract import EngineContract, check_speech
from hypothesis import given
from hypothesis import strategies as st

from tts.engines.silence import MS_PER_CHARACTER, SAMPLE_RATE, Silence
from tts.model import Prosody, Utterance


class TestContract(EngineContract):
    NAME = "silence"
    IS_HEARD = False


@given(st.text(), st.floats(0.1, 10.0))
def test_length(text: str, rate: float) -> None:
    """A text of n characters lasts n times 50 ms, divided by the rate."""
    speech = Silence().synthesize(Utterance("s", text, prosody=Prosody(rate=rate)))
    check_speech(text, speech)
    assert speech.frames == round(len(text) * MS_PER_CHARACTER * SAMPLE_RATE / 1000 / rate)
    assert not any(speech.pcm)


@given(st.text())
def test_marks(text: str) -> None:
    """There is a mark for each word between white space, at its characters' frames."""
    marks = Silence().synthesize(Utterance("s", text)).marks
    assert [text[mark.start : mark.end] for mark in marks] == text.split()
    assert all((mark.first_frame, mark.end_frame) == (800 * mark.start, 800 * mark.end) for mark in marks)
