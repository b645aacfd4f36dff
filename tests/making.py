"""Values that tests make: articles, speech and narrations with known content."""

from __future__ import annotations

import math
from array import array

from tts.model import Article, Block, BlockKind, Omission, Segment, Speech, WordCue
from tts.recorded import Cue, Narration
from tts.recording import Recording

RATE = 22050


def article(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH, lang: str = "en", title: str = "") -> Article:
    """An article with a block for each text."""
    blocks = tuple(Block(f"b{n:03}", kind, text, lang) for n, text in enumerate(texts, start=1))
    return Article(title, lang, "", "", "", "test", blocks)


def tone(frames: int, hertz: float = 440.0, rate: int = RATE) -> bytes:
    """A sine tone at half volume."""
    return array("h", (round(16000 * math.sin(2 * math.pi * hertz * n / rate)) for n in range(frames))).tobytes()


def narration(*texts: str, frames: int = 5000, gap_ms: int = 100, omissions: tuple[Omission, ...] = ()) -> Narration:
    """A narration with a segment for each text: tones of `frames` frames with `gap_ms` of silence between, the first
    and last word of each as word cues."""
    made = article(*texts, title="A title")
    recording = Recording(made)
    for block in made.blocks:
        if recording.frames:
            recording.add_silence(gap_ms)
        first = recording.add_speech(Speech(tone(frames), RATE))
        words = block.text.split()
        half = first + frames // 2
        cues = (
            WordCue(0, len(words[0]), first, half),
            WordCue(len(block.text) - len(words[-1]), len(block.text), half, first + frames),
        )
        segment = Segment(f"{block.id}s01", block, 0, len(block.text))
        recording.add_cue(Cue(segment, block.text, first, recording.frames, cues))
    return Narration(made, recording, omissions, "silence 1")
