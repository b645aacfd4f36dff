"""The narration manifest (JSON): what is heard when, word by word, and what is not heard and why.

Times are whole milliseconds from the start of the recording; spans are half-open character ranges of the block's text.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from tts.model import Cue, Narration, Omission, WordCue
from tts.outputs.options import Options
from tts.outputs.proof import loudness_facts
from tts.timing import milliseconds

FORMAT = "article-tts narration 1"


def write(narration: Narration, file: BinaryIO, options: Options) -> None:
    """Write the manifest in UTF-8, one segment a line."""
    article, master = narration.article, narration.master
    rate = master.sample_rate
    head = {
        "format": FORMAT,
        "title": article.title,
        "lang": article.lang,
        "byline": article.byline,
        "date": article.date,
        "dateline": article.dateline,
        "source": article.source,
        "engine": narration.engine,
        "voice": narration.delivery.voice,
        "rate": narration.delivery.prosody.rate,
        "pitch": narration.delivery.prosody.pitch,
        "volume": narration.delivery.prosody.volume,
        "sample_rate": rate,
        "time_unit": "ms",
        "duration": milliseconds(master.frames, rate),
        **loudness_facts(narration.levels),
    }
    fields = [f"{_json(name)}: {_json(value)}".encode() for name, value in head.items()]
    file.write(b"{\n" + b",\n".join(fields) + b',\n"segments": [')
    _write_lines(file, (_segment(cue, rate) for cue in master.cues()))
    file.write(b'],\n"unspoken": [')
    _write_lines(file, (_omission(omission) for omission in narration.omissions))
    file.write(b"]\n}\n")


def _write_lines(file: BinaryIO, values: Any) -> None:
    separator = b"\n"
    for value in values:
        file.write(separator + _json(value).encode())
        separator = b",\n"
    file.write(b"\n")


def _segment(cue: Cue, rate: int) -> dict[str, Any]:
    segment = cue.segment

    def word(word: WordCue) -> dict[str, Any]:
        return {
            "text": segment.block.text[word.start : word.end],
            "span": [word.start, word.end],
            "start": milliseconds(word.first_frame, rate),
            "end": milliseconds(word.end_frame, rate),
        }

    return {
        "id": segment.id,
        "block": segment.block.id,
        "kind": segment.kind,
        "lang": segment.lang,
        "text": segment.text,
        "span": [segment.start, segment.end],
        "spoken": cue.spoken,
        "start": milliseconds(cue.first_frame, rate),
        "end": milliseconds(cue.end_frame, rate),
        "words": [word(each) for each in cue.words],
    }


def _omission(omission: Omission) -> dict[str, Any]:
    return {
        "text": omission.text,
        "rule": omission.rule,
        "block": omission.block,
        "span": [omission.start, omission.end],
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
