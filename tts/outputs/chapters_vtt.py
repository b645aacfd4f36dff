"""Chapters as WebVTT (W3C WebVTT, section 1.4): a cue for each chapter, its title as the text."""

from __future__ import annotations

from typing import BinaryIO

from tts.outputs.captions import spaced
from tts.outputs.chapters import chapters
from tts.outputs.options import Options
from tts.outputs.vtt import escaped
from tts.recorded import Narration
from tts.timing import milliseconds, timestamp


def write(narration: Narration, file: BinaryIO, options: Options) -> None:
    """Write the chapters in UTF-8, numbered from 1; nothing but the head where there are none."""
    rate = narration.master.sample_rate
    file.write(b"WEBVTT\n")
    for number, chapter in enumerate(chapters(narration), start=1):
        start = milliseconds(chapter.start_frame, rate)
        end = max(milliseconds(chapter.end_frame, rate), start + 1)
        title = escaped(spaced(chapter.title).strip())
        file.write(f"\nchapter{number}\n{timestamp(start)} --> {timestamp(end)}\n{title}\n".encode())
