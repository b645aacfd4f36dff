"""An utterance that cannot be said in one piece is said in smaller ones, and nobody who reads along can tell."""

from __future__ import annotations

from pathlib import Path

import making
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts import verify
from tts.engines.silence import Silence
from tts.errors import SynthesisError
from tts.model import Speech, Utterance
from tts.narration import narrate
from tts.outputs import write


class Stumbling(Silence):
    """Cannot say more than so many characters at once."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def synthesize(self, utterance: Utterance) -> Speech:
        if len(utterance.text) > self._most:
            raise SynthesisError("too long for me", utterance.segment)
        return super().synthesize(utterance)


TEXT = "On 2016-08-22, the firm paid $1,250,000 for 3/4 of it; A.Lieberman left at 5:30 p.m. with 21,450 km to go."


@given(st.integers(4, 200))
def test_words_of_a_sentence_in_pieces_are_those_of_the_whole(most: int) -> None:
    """A date or a sum whose words are said in two pieces is one word cue, in order, and no cue overlaps another."""
    with narrate(making.article(TEXT), Stumbling(most)) as pieces:
        (cue,) = pieces.master.cues()
        for before, after in zip(cue.words, cue.words[1:], strict=False):
            assert before.end <= after.start
            assert before.end_frame <= after.first_frame
        if most >= 40:  # less is given up, after so many trials
            with narrate(making.article(TEXT), Silence()) as whole:
                (one,) = whole.master.cues()
                assert [(word.start, word.end) for word in cue.words] == [(word.start, word.end) for word in one.words]


@pytest.mark.parametrize("most", [30, 45, 60])
def test_a_narration_in_pieces_is_verified(tmp_path: Path, most: int) -> None:
    """What was said in pieces passes the same check as all else."""
    with narrate(making.article(TEXT, f"Then {TEXT}"), Stumbling(most)) as narration:
        path = tmp_path / "a.json"
        write(narration, path)
        assert list(verify.narration(narration, [path]).findings) == []
