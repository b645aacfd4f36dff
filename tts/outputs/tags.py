"""What an audio file says about itself, in the names FFmpeg gives to ID3 frames, MP4 atoms and Vorbis comments."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from pathlib import PurePath

from tts.model import Narration
from tts.outputs.chapters import Chapter
from tts.outputs.covers import Cover
from tts.timing import milliseconds, timestamp

_FRONT_COVER = 3


def tags(narration: Narration) -> dict[str, str]:
    """Title, author, narrator and origin; what is not known is left out.

    The voice is both `performer` (Vorbis comments) and `composer` (where audiobook players look for the narrator in
    ID3 and MP4). A source in a folder is named by its file name alone.
    """
    article = narration.article
    narrator = narration.delivery.voice or narration.engine
    source = "" if article.source in {"", "-"} else article.source
    if source and "://" not in source:
        source = PurePath(source).name
    comment = f"Spoken by {narration.engine}" + (f". Source: {source}" if source else "")
    found = {
        "title": article.title,
        "artist": article.byline,
        "date": article.date,
        "language": article.lang,
        "composer": narrator,
        "performer": narrator,
        "source": source,
        "genre": "Speech",
        "comment": comment,
    }
    return {name: " ".join(value.split()).replace("\0", "") for name, value in found.items() if value}


def chapter_comments(found: list[Chapter], rate: int) -> Iterator[tuple[str, str]]:
    """Chapters as Vorbis comments: CHAPTER001 and CHAPTER001NAME (xiph.org wiki, Chapter Extension)."""
    for number, chapter in enumerate(found, start=1):
        yield f"CHAPTER{number:03}", timestamp(milliseconds(chapter.start_frame, rate))
        yield f"CHAPTER{number:03}NAME", " ".join(chapter.title.split())


def picture_comment(cover: Cover) -> str:
    """A picture as the value of METADATA_BLOCK_PICTURE (RFC 9639, section 8.8, in base64)."""
    mime = cover.mime_type.encode()
    head = struct.pack(">II", _FRONT_COVER, len(mime)) + mime
    sizes = struct.pack(">IIIIII", 0, cover.width, cover.height, 24, 0, len(cover.data))
    return base64.b64encode(head + sizes + cover.data).decode("ascii")
