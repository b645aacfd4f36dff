"""Writers: a narration becomes a file. The suffix of the path chooses the writer; of two that fit, the longer one.

To add a format:

1. Make a module here named after it, with a function `write(narration, file, options)` that writes the whole
   format to a binary, seekable file object and returns what it measured on the way, or nothing. Stream:
   `narration.master` gives sound and cues piece by piece.
2. Add a line to `WRITERS`, and for sound the suffix to `proof.LOSSLESS` or `proof.LOSSY`.
3. Inherit `WriterContract` in `tests/test_outputs_contract.py`, and test the file with another program.
4. Name the suffix in the help of `render` (`tts/cli/render.py`) and in `docs/outputs.md`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from tts.errors import FormatError, OutputError
from tts.outputs.options import Options, Written, content_of
from tts.outputs.proof import LOSSLESS, LOSSY, write_proved
from tts.outputs.whole import flush, leads_to, whole_file
from tts.recorded import Narration

#: Suffix of a path -> module of this package that writes it.
WRITERS = {
    ".chapters.json": "chapters_json",
    ".chapters.vtt": "chapters_vtt",
    ".flac": "flac",
    ".json": "manifest",
    ".lrc": "lrc",
    ".m4a": "m4a",
    ".m4b": "m4a",
    ".mp3": "mp3",
    ".ogg": "opus",
    ".opus": "opus",
    ".srt": "srt",
    ".txt": "txt",
    ".vtt": "vtt",
    ".wav": "wav",
}


def suffix(path: str | os.PathLike[str]) -> str:
    """The suffix that chooses the writer of a path, as it is written there; empty where no writer goes with it.

    >>> suffix("story.Chapters.VTT")
    '.Chapters.VTT'
    """
    name = Path(path).name
    lengths = [len(known) for known in WRITERS if name.lower().endswith(known) and len(name) > len(known)]
    return name[-max(lengths) :] if lengths else ""


def check(path: str | os.PathLike[str], options: Options = Options()) -> None:
    """See whether a narration could be written to a path, before any work is done for it.

    Raises:
        FormatError: Unknown suffix, or the format cannot do what the options ask for.
        OutputError: Missing folder, no permission, or the path is a folder, a pipe or a device.
    """
    path = Path(path)
    if not suffix(path):
        given = f"the suffix {path.suffix}" if path.suffix else "no suffix"
        raise FormatError(f"no format goes with {given}", str(path), f"Known suffixes: {' '.join(sorted(WRITERS))}")
    module = import_module(f"{__name__}.{WRITERS[suffix(path).lower()]}")
    if hasattr(module, "check"):
        module.check(options)
    folder = leads_to(path).parent
    try:
        if path.is_dir():
            raise OutputError("is a folder", str(path), "Name a file")
        if path.exists() and not path.is_file():  # a whole file would take its place, and nobody would read it
            raise OutputError("is a pipe or a device, and nothing can be written into it", str(path), "Name a file")
        if not folder.is_dir():
            what = "is not a folder" if folder.exists() else "no such folder"
            raise OutputError(what, str(folder), "Make it first, or choose another place with -o")
    except OSError as error:  # a folder that may not be entered, a name that is too long
        raise OutputError(f"cannot be written: {error.strerror}", str(path), "Choose another place with -o") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError("no permission to write in this folder", str(folder), "Choose another with -o")


def has_sound(path: str | os.PathLike[str]) -> bool:
    """Whether what is written to a path can be heard."""
    return Path(path).suffix.lower() in LOSSLESS | LOSSY


def write(narration: Narration, path: str | os.PathLike[str], options: Options = Options()) -> Written:
    """Write a narration; the file appears when it is whole, or not at all.

    Raises:
        OutputError: As `check`, or the disk is full, or there is nothing to write (no segment could be spoken).
    """
    with being_written(narration, path, options) as written:
        return written


def is_manifest(path: str | os.PathLike[str]) -> bool:
    """Whether what is written to a path names the other files of the rendering."""
    return suffix(path).lower() == ".json"


@contextmanager
def being_written(
    narration: Narration,
    path: str | os.PathLike[str],
    options: Options = Options(),
    seen_as: Callable[[BinaryIO], BinaryIO] = lambda file: file,
    *,
    tells_content: bool = False,
) -> Iterator[Written]:
    """Write a narration to a file that is whole, and gets its name, in an instant, when the block ends well.

    Args:
        narration: What is to be written.
        path: As `write` takes it.
        options: For the writer.
        seen_as: Makes what the writer gets of the file.
        tells_content: Whether what the file holds is looked at, for a manifest that is written before it has its name.

    Raises:
        OutputError: As `write`.
    """
    check(path, options)
    if not narration.master.frames:
        what = "nothing was spoken, so there is nothing to write"
        raise OutputError(what, str(path), "See what is to be said with: article-tts segments ARTICLE --spoken")
    path = Path(path)
    module = import_module(f"{__name__}.{WRITERS[suffix(path).lower()]}")
    options = replace(options, folder=str(path.parent))
    with whole_file(path) as file:
        facts = write_proved(module.write, path.suffix.lower(), narration, seen_as(file), options)
        flush(file)
        yield Written(str(path), facts, content_of(file) if tells_content else None)
