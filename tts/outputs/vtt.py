"""WebVTT captions (W3C WebVTT 1): a cue for every segment, under the segment's id, in the written words."""

from __future__ import annotations

from typing import BinaryIO

from tts.model import Narration
from tts.outputs.options import Options
from tts.timing import milliseconds, timestamp

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def write(narration: Narration, file: BinaryIO, options: Options) -> None:
    """Write one cue a segment, in UTF-8, from its first frame to its last."""
    rate = narration.master.sample_rate
    file.write(b"WEBVTT\n")
    for cue in narration.master.cues():
        start = milliseconds(cue.first_frame, rate)
        end = max(milliseconds(cue.end_frame, rate), start + 1)  # WebVTT: an end is later than its start
        text = " ".join(cue.segment.text.split()).translate(_ESCAPES)
        file.write(f"\n{cue.segment.id}\n{timestamp(start)} --> {timestamp(end)}\n{text}\n".encode())
