"""What can be chosen about the files that are written, and what is known about one that was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Options:
    """Choices for writers; each heeds those that mean something to its format.

    Attributes:
        bit_rate: Of encoded sound, in bits a second; 0 for what suits speech in the format.
        channels: 1 or 2; both channels of a stereo file carry the same.
        sample_rate: Of encoded sound, in hertz; 0 for that of the master, or the next one above that the format knows.
        cover: Path of a picture (JPEG or PNG) for audio files; empty for the article's, or a plain one.
        captions: A cue for each sentence, or with a time stamp for each word.
        companions: The files that were written before this one, for the manifest, which is written last.
        folder: Folder of the file to be written, to which the manifest's paths are relative; `tts.outputs.write` sets it.
    """

    bit_rate: int = 0
    channels: Literal[1, 2] = 1
    sample_rate: int = 0
    cover: str = ""
    captions: Literal["sentence", "word"] = "sentence"
    companions: tuple[Written, ...] = ()
    folder: str = ""


class Content(NamedTuple):
    """What a file holds.

    Attributes:
        size: In bytes.
        sha256: Of all of them, in hexadecimal.
    """

    size: int
    sha256: str


def content_of(file: BinaryIO) -> Content:
    """What an open file holds, read from its beginning."""
    import hashlib

    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(1 << 20):
        digest.update(piece)
    return Content(file.tell(), digest.hexdigest())


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written.

    Attributes:
        path: Where it is.
        facts: What its writer measured on the way (the loudness reached, frames of encoder delay), in JSON's types.
        content: What is in it, where that was looked at before the file had its name.
    """

    path: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    content: Content | None = None
