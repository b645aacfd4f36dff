"""SubRip captions (.srt): numbered cues in UTF-8, times with a decimal comma.

The format has no times inside a cue, so with `captions="word"` a caption is written once for each of its words, with that
word underlined (`<u>`), as speech recognisers do: the text stays readable and the word that is heard is marked. A text has
no escapes either; a word joiner (U+2060) keeps players from taking written `<b>` or `{\\an8}` for markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from tts.outputs.captions import Caption, captions
from tts.outputs.options import Options
from tts.recorded import Narration
from tts.timing import milliseconds, timestamp

_MARKUP = re.compile(r"<(?=[A-Za-z/]|\Z)|\{(?=\\|\Z)")


def write(narration: Narration, file: BinaryIO, options: Options) -> None:
    """Write the captions, numbered from 1."""
    rate, number = narration.master.sample_rate, 0
    for caption in captions(narration):
        shown = _words(caption, rate) if options.captions == "word" else iter([(caption.start, caption.end, {})])
        for start, end, marks in shown:
            number += 1
            text = "\n".join(caption.rows(marks, _escaped))
            separator = "\n" if number > 1 else ""
            file.write(f"{separator}{number}\n{_time(start)} --> {_time(end)}\n{text}\n".encode())


def _words(caption: Caption, sample_rate: int) -> Iterator[tuple[int, int, dict[int, str]]]:
    """The caption once for each of its words: start and end in milliseconds, and the tags around the word."""
    starts = [
        caption.start,
        *(max(milliseconds(word.first_frame, sample_rate), caption.start) for word in caption.words[1:]),
        caption.end,
    ]
    for index, word in enumerate(caption.words):
        start, end = starts[index], min(starts[index + 1], caption.end)
        if start < end:
            yield start, end, {word.start: "<u>", min(word.end, caption.lines[-1][1]): "</u>"}
    if not caption.words:
        yield caption.start, caption.end, {}


def _escaped(text: str) -> str:
    return _MARKUP.sub(lambda match: f"{match[0]}\u2060", text)


def _time(ms: int) -> str:
    return timestamp(ms).replace(".", ",")
