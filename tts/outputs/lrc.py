"""LRC: a line for each segment with the time at which it begins, as music players show lyrics.

With `captions="word"` the enhanced form: each word with its own time (`<mm:ss.xx>`), before the marks that open it. Times are hundredths
of a second; minutes run on past 59, as the format has no hours.
"""

from __future__ import annotations

from typing import BinaryIO

from tts.outputs.captions import shown_from, spaced
from tts.outputs.options import Options
from tts.recorded import Cue, Narration
from tts.titles import shown_title


def write(narration: Narration, file: BinaryIO, options: Options) -> None:
    """Write the tags there are facts for, then the lines, in UTF-8."""
    article, master = narration.article, narration.master
    tags = {"ti": shown_title(article), "ar": article.byline, "length": _time(master.frames, master.sample_rate)[:-3]}
    for name, value in tags.items():
        if value:
            file.write(f"[{name}:{spaced(value).strip()}]\n".encode())
    for cue in master.cues():
        line = _words(cue, master.sample_rate) if options.captions == "word" else cue.segment.text
        text = " ".join(line.split())
        # A text that begins with a bracket would be taken for a second time of the line.
        space = " " if text.startswith("[") else ""
        file.write(f"[{_time(cue.first_frame, master.sample_rate)}]{space}{text}\n".encode())


def _words(cue: Cue, sample_rate: int) -> str:
    """The text of a segment with the time of each word before it."""
    segment, text = cue.segment, cue.segment.block.text
    line, at = "", segment.start
    for before, word in zip((None, *cue.words), cue.words, strict=False):
        place = shown_from(text, before, word) if before else segment.start
        line += f"{text[at:place]}<{_time(word.first_frame, sample_rate)}>"
        at = place
    return line + text[at : segment.end]


def _time(frames: int, sample_rate: int) -> str:
    """Frames as mm:ss.xx, rounded half up once."""
    seconds, hundredths = divmod((200 * frames + sample_rate) // (2 * sample_rate), 100)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes:02}:{seconds:02}.{hundredths:02}"
