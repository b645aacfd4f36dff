"""WebVTT captions (W3C WebVTT: The Web Video Text Tracks Format): the written words under the ids of their segments.

With `captions="word"` each word has a timestamp tag at its start (section 5.1: `<00:00:01.234>`), by which a page can
style what was said (`::past`) and what is to come (`::future`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from tts.outputs.captions import Caption, captions, shown_from
from tts.outputs.options import Options
from tts.recorded import Narration
from tts.timing import milliseconds, timestamp

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def write(narration: Narration, file: BinaryIO, options: Options) -> None:
    """Write the captions in UTF-8, each under its id."""
    rate = narration.master.sample_rate
    file.write(b"WEBVTT\n")
    for caption in captions(narration):
        marks: defaultdict[int, str] = defaultdict(str)
        languages = list(_languages(caption, narration.article.lang))
        for start, end, _ in languages:
            marks[end] += "</lang>" if start < end else ""
        for start, _, lang in languages:
            marks[start] += f"<lang {lang}>"
        if options.captions == "word":
            for at, ms in _word_starts(caption, rate):
                marks[at] += f"<{timestamp(ms)}>"
        text = "\n".join(caption.rows(marks, escaped))
        file.write(f"\n{caption.id}\n{timestamp(caption.start)} --> {timestamp(caption.end)}\n{text}\n".encode())


def escaped(text: str) -> str:
    """A text in which nothing is taken for markup."""
    return text.translate(_ESCAPES)


def _word_starts(caption: Caption, sample_rate: int) -> Iterator[tuple[int, int]]:
    """Each word but the first with its start in milliseconds; tags have to be inside the cue's time, and to rise."""
    block, at = caption.cue.segment.block.text, caption.start
    for before, word in pairwise(caption.words):
        ms = milliseconds(word.first_frame, sample_rate)
        if at < ms < caption.end:
            at = ms
            yield shown_from(block, before, word), ms


def _languages(caption: Caption, lang: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of a caption in another language than the article's: (first character, one past the last, tag)."""
    block = caption.cue.segment.block
    start, end = caption.lines[0][0], caption.lines[-1][1]
    if block.lang != lang:
        yield start, end, block.lang
        return
    at = start
    for note in block.annotations:
        if note.kind == "lang" and note.value != lang and note.start < end and max(note.start, at) < min(note.end, end):
            first, at = max(note.start, at), min(note.end, end)
            yield first, at, note.value
