"""The master recording: what goes in comes out, piece by piece, and leaves nothing behind."""

from __future__ import annotations

import making
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.errors import SynthesisError
from tts.model import Omission, Speech
from tts.recording import Recording, excerpts


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 30)), max_size=8), st.integers(0, 4000), st.integers(0, 4000)
)
def test_any_stretch_is_what_was_put_in(parts: list[tuple[int, int]], first: int, end: int) -> None:
    """Speech and silence come back frame for frame, from any frame to any other."""
    recording = Recording(making.article("x"))
    whole = b""
    for frames, ms in parts:
        pcm = making.tone(frames)
        assert recording.add_speech(Speech(pcm, making.RATE)) == len(whole) // 2
        recording.add_silence(ms)
        whole += pcm + bytes(2 * round(ms * making.RATE / 1000 + 1e-9))
    assert abs(recording.frames - len(whole) // 2) <= len(parts)
    got = b"".join(recording.pcm())
    assert len(got) == 2 * recording.frames
    assert b"".join(recording.pcm(first, end)) == got[2 * first : 2 * max(end, first)]
    recording.close()


def test_cues_come_back_as_they_were() -> None:
    """Cues, word cues and the segments they name survive the disk, and can be read twice and side by side."""
    with making.narration("One two three.", "Schöne “Grüße” 漢字.") as made:
        cues = list(made.master.cues())
        assert [cue.segment.text for cue in cues] == ["One two three.", "Schöne “Grüße” 漢字."]
        assert cues[1].segment.block is made.article.blocks[1]
        text = cues[1].segment.block.text
        assert [text[word.start : word.end] for word in cues[1].words] == ["Schöne", "漢字."]
        both = list(zip(made.master.cues(), made.master.cues(), strict=True))
        assert [one for one, _ in both] == [other for _, other in both] == cues


def test_where_only_times_are_wanted_no_sound_is_kept() -> None:
    """Frames are counted and cues come back all the same; asked for its samples, the recording says that it has none."""
    heard: list[bytes] = []
    recording = Recording(making.article("x"), lambda pcm, _: heard.append(pcm), keep_sound=False)
    pcm = making.tone(50)
    assert [recording.add_speech(Speech(pcm, making.RATE)) for _ in range(2)] == [0, 50]
    assert recording.frames == 100
    assert heard == [pcm, pcm]
    with pytest.raises(ValueError, match="not kept"):
        next(recording.pcm())
    recording.close()


def test_voices_of_two_sample_rates_do_not_mix() -> None:
    """A second sample rate is refused, and the message says what to do."""
    recording = Recording(making.article("x"))
    recording.add_speech(Speech(bytes(20), 22050))
    with pytest.raises(SynthesisError, match="--voice"):
        recording.add_speech(Speech(bytes(20), 16000))
    recording.close()


def test_an_excerpt_counts_from_its_own_start() -> None:
    """Every excerpt has its own sound, cues from frame 0 and its own omissions."""
    omissions = (Omission("[2]", "note-ref", "b002", 0, 3), Omission("Home", "navigation"))
    with making.narration("One.", "Two.", "Three.", omissions=omissions) as made:
        whole = b"".join(made.master.pcm())
        parts = dict(excerpts(made, "segment"))
        assert list(parts) == ["b001s01", "b002s01", "b003s01"]
        for cue, part in zip(made.master.cues(), parts.values(), strict=True):
            assert b"".join(part.master.pcm()) == whole[2 * cue.first_frame : 2 * cue.end_frame]
            (own,) = part.master.cues()
            assert (own.first_frame, own.end_frame) == (0, part.master.frames)
            assert own.words[0].first_frame == 0
        assert parts["b002s01"].omissions == omissions[:1]
        assert [key for key, _ in excerpts(made, "block")] == ["b001", "b002", "b003"]
