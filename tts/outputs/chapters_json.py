"""Chapters as JSON of the Podcasting 2.0 namespace (JSON Chapters Format 1.2.0; media type `application/json+chapters`)."""

from __future__ import annotations

import json
from typing import BinaryIO

from tts.outputs.captions import spaced
from tts.outputs.chapters import chapters
from tts.outputs.options import Options
from tts.recorded import Narration
from tts.timing import milliseconds
from tts.titles import shown_title


def write(narration: Narration, file: BinaryIO, options: Options) -> None:
    """Write the chapters in UTF-8, one a line; times are seconds, exact to the millisecond."""
    article, rate = narration.article, narration.master.sample_rate
    head = {"version": "1.2.0", "title": shown_title(article), "author": article.byline}
    fields = [f"{_json(name)}: {_json(value)}" for name, value in head.items() if value]
    rows = [
        _json(
            {
                "startTime": milliseconds(chapter.start_frame, rate) / 1000,
                "endTime": milliseconds(chapter.end_frame, rate) / 1000,
                "title": spaced(chapter.title).strip(),
            }
        )
        for chapter in chapters(narration)
    ]
    file.write(("{\n" + ",\n".join(fields) + ',\n"chapters": [\n' + ",\n".join(rows) + "\n]\n}\n").encode())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
