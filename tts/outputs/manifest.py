"""The narration manifest (JSON): what is heard when, word by word, and what is not heard and why.

Its fields are described in `docs/outputs.md` and by a JSON Schema, `docs/narration.schema.json`. It is written after its
companions, the other files of the rendering, and names each with its size and SHA-256.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from tts.model import Block, Omission, WordCue
from tts.outputs.options import Content, Options, Written, content_of
from tts.outputs.proof import loudness_facts
from tts.recorded import Cue, Narration
from tts.recording import sound_digest
from tts.seal import SEAL, Seal
from tts.timing import milliseconds

FORMAT = "article-tts narration 1"


def write(narration: Narration, file: BinaryIO, options: Options) -> dict[str, Any]:
    """Write the manifest in UTF-8, one block, segment or omission a line.

    Returns:
        `elsewhere`: companions that are not in the manifest's folder or below it, and so not in the manifest.
    """
    article, master = narration.article, narration.master
    rate = master.sample_rate
    folder = Path(options.folder or os.curdir).resolve()
    near = {each.path: _below(each.path, folder) for each in options.companions}
    delivery = narration.delivery
    head: dict[str, Any] = {
        "format": FORMAT,
        "title": article.title,
        "lang": article.lang,
        "byline": article.byline,
        "date": article.date,
        "dateline": article.dateline,
        "source": article.source,
        "engine": narration.engine,
        "voice": narration.voice.id if narration.voice else delivery.voice,
        "rate": delivery.prosody.rate,
        "pitch": delivery.prosody.pitch,
        "volume": delivery.prosody.volume,
        "pauses": asdict(delivery.pauses),
        "sample_rate": rate,
        "frames": master.frames,
        "time_unit": "ms",
        "duration": milliseconds(master.frames, rate),
        **loudness_facts(narration.levels),
        "sound": {"encoding": "pcm_s16le", "channels": 1, "sha256": sound_digest(master)},
    }
    seal = Seal()
    fields = []
    for name, value in head.items():
        plain = _plain(value)
        seal.add(name, plain)
        fields.append(_json(name) + b": " + _json(plain))
    file.write(b"{\n" + b",\n".join(fields))
    arrays: dict[str, Iterator[dict[str, Any]]] = {
        "companions": (_companion(each, path) for each in options.companions if (path := near[each.path])),
        "blocks": map(_block, article.blocks),
        "segments": (_segment(cue, rate) for cue in master.cues()),
        "unspoken": map(_omission, narration.omissions),
    }
    for name, values in arrays.items():
        file.write(b",\n" + _json(name) + b": [")
        seal.add(name, [])
        _write_lines(file, _sealed(seal, name, values))
        file.write(b"]")
    file.write(b",\n" + _json(SEAL) + b": " + _json(seal.hexdigest()) + b"\n}\n")
    return {"elsewhere": [path for path, relative in near.items() if not relative]}


def _sealed(seal: Seal, name: str, values: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for value in values:
        seal.add(name, value)
        yield value


def _write_lines(file: BinaryIO, values: Iterable[dict[str, Any]]) -> None:
    separator = b"\n"
    for value in values:
        file.write(separator + _json(value))
        separator = b",\n"
    file.write(b"\n")


def _below(path: str, folder: Path) -> str:
    """A path relative to a folder, with slashes; empty where it is not in the folder or below it."""
    place = Path(path).resolve()
    return place.relative_to(folder).as_posix() if place.is_relative_to(folder) else ""


def _companion(written: Written, path: str) -> dict[str, Any]:
    size, digest = written.content or _content(written.path)
    return {"path": path, "bytes": size, "sha256": digest, "facts": _plain(written.facts)}


def _content(path: str) -> Content:
    with open(path, "rb") as file:
        return content_of(file)


def _plain(value: Any) -> Any:
    """A value as JSON can hold it: the loudness of silence is no number there, and 1.0 is 1."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return None if not math.isfinite(value) else int(value) if value.is_integer() else value
    return value


def _block(block: Block) -> dict[str, Any]:
    return {"id": block.id, "kind": block.kind, "lang": block.lang, "level": block.level, "text": block.text}


def _segment(cue: Cue, rate: int) -> dict[str, Any]:
    segment = cue.segment

    def word(word: WordCue) -> dict[str, Any]:
        return {
            "text": segment.block.text[word.start : word.end],
            "span": [word.start, word.end],
            **_times(word, rate),
        }

    return {
        "id": segment.id,
        "block": segment.block.id,
        "kind": segment.kind,
        "lang": segment.lang,
        "text": segment.text,
        "span": [segment.start, segment.end],
        "spoken": cue.spoken,
        **({"announced": list(cue.announced)} if cue.announced else {}),
        **_times(cue, rate),
        "words": [word(each) for each in cue.words],
    }


def _times(cue: Cue | WordCue, rate: int) -> dict[str, Any]:
    return {
        "start": milliseconds(cue.first_frame, rate),
        "end": milliseconds(cue.end_frame, rate),
        "frames": [cue.first_frame, cue.end_frame],
    }


def _omission(omission: Omission) -> dict[str, Any]:
    return {
        "text": omission.text,
        "rule": omission.rule,
        "block": omission.block,
        "span": [omission.start, omission.end],
    }


def _json(value: Any) -> bytes:
    """In UTF-8; a byte of a file name that is none, a lone surrogate to Python, as its escape, which JSON has as well."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace")
