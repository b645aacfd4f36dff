"""Frames and milliseconds."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts import timing

rates = st.sampled_from([8000, 11025, 16000, 22050, 24000, 44100, 48000])


def test_examples_in_the_documentation() -> None:
    """Every example in a docstring is true."""
    assert doctest.testmod(timing).failed == 0


@given(st.integers(0, 10**9), rates)
def test_milliseconds_survive_the_way_to_frames_and_back(ms: int, rate: int) -> None:
    """A millisecond is longer than a frame, so frames keep milliseconds exactly."""
    assert timing.milliseconds(timing.frames(ms, rate), rate) == ms


@given(st.integers(0, 10**12), rates)
def test_milliseconds_are_off_by_half_a_millisecond_at_most(frames: int, rate: int) -> None:
    """Rounding is to the nearest millisecond, however late in the recording."""
    assert abs(timing.milliseconds(frames, rate) * rate - frames * 1000) <= rate / 2


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (0, "0.0 seconds"),
        (61_000, "1 minute 1 second"),
        (3_600_000, "1 hour"),
        (167_400, "2 minutes 47 seconds"),
        (960, "1 second"),
    ],
)
def test_durations_in_words(ms: int, words: str) -> None:
    """Durations are words that a screen reader says well."""
    assert timing.duration(ms) == words
