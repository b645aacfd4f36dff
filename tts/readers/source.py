"""Getting hold of a source: its bytes or its text, where it came from, and why it cannot be read."""

from __future__ import annotations

import io
import os
import stat
import sys
from typing import IO, TYPE_CHECKING, NamedTuple

from tts.errors import ArticleError

if TYPE_CHECKING:
    from collections.abc import Callable

#: Longest source that is read, in bytes (for text already decoded: in characters). A book has about one million.
MAX_BYTES = 50_000_000

STANDARD_INPUT = "-"

#: First bytes that tell what a file is when it is not text, and what a person calls it.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"ID3", "an MP3 recording"),
    (b"\xff\xfb", "an MP3 recording"),
    (b"\xff\xf3", "an MP3 recording"),
    (b"\xff\xf2", "an MP3 recording"),
    (b"RIFF", "a WAV recording, an AVI film or a WebP image"),
    (b"OggS", "an Ogg recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM film"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a database"),
)

_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"mimetypeapplication/epub+zip", "an EPUB book"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"[Content_Types].xml", "a Microsoft Office document"),
    (b"word/", "a Microsoft Office document"),
)


class Source(NamedTuple):
    """A source that has been read.

    Attributes:
        name: Path, or `-` for standard input, or empty for text that has no name.
        content: Bytes where the encoding is still to be found, text where the caller decoded it.
    """

    name: str
    content: bytes | str

    @property
    def suffix(self) -> str:
        """The suffix of the name, with its dot, in lower case; empty where there is none."""
        return os.path.splitext(self.name)[1].lower()


def load(source: str | os.PathLike[str] | bytes | IO[str] | IO[bytes]) -> Source:
    """Read a source whole, up to `MAX_BYTES`.

    Raises:
        ArticleError: It is missing, a folder, unreadable, too large, empty, or not text.
    """
    if (isinstance(source, str) and source != STANDARD_INPUT and ("\n" in source or "\r" in source)) or isinstance(
        source, bytes
    ):
        loaded = Source("", source)
    elif isinstance(source, str | os.PathLike):
        loaded = _standard_input() if source == STANDARD_INPUT else _file(os.fspath(source))
    else:
        name = getattr(source, "name", "")
        loaded = Source(
            name if isinstance(name, str) else "", _bounded(source.read, name if isinstance(name, str) else "")
        )
    if len(loaded.content) > MAX_BYTES:
        raise _too_large(loaded.name)
    if not loaded.content or loaded.content.isspace():
        empty = "it is empty" if not loaded.content else "it holds white space only"
        raise ArticleError(f"{empty}, there is nothing to read", loaded.name, "Give an article that has text")
    if isinstance(loaded.content, bytes):
        refuse_binary(loaded.content, loaded.name)
    return loaded


def refuse_binary(content: bytes, name: str) -> None:
    """Say what it is if the first bytes tell that it is not text.

    Raises:
        ArticleError: A known kind of binary file.
    """
    what = next((what for magic, what in _MAGIC if content.startswith(magic)), "")
    if content[4:8] == b"ftyp":
        what = "an MP4 recording, a film or a HEIC image"
    if content.startswith(b"PK\x03\x04"):
        what = next((what for mark, what in _ZIPPED if mark in content[:4096]), what)
    if what:
        hint = "Give it as plain text, Markdown or HTML: save or export it so, or copy the text into a .txt file"
        raise ArticleError(f"this is {what}, which cannot be read", name, hint)


def _standard_input() -> Source:
    stream: IO[str] | IO[bytes] = getattr(sys.stdin, "buffer", sys.stdin)
    if stream is None:
        raise ArticleError("standard input is closed", STANDARD_INPUT, "Give the path of a file instead")
    read = getattr(stream, "read1", stream.read)  # what is there: `read` would ask a terminal for a second Control-D
    return Source(STANDARD_INPUT, _bounded(read, STANDARD_INPUT))


def _file(path: str) -> Source:
    try:
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size > MAX_BYTES:
                raise _too_large(path)
            return Source(path, _bounded(file.read, path))
    except FileNotFoundError:
        raise ArticleError("there is no such file", path, "Check the path") from None
    except IsADirectoryError:
        raise ArticleError("this is a folder", path, "Give the path of a file in it") from None
    except PermissionError:
        raise ArticleError("this file may not be read", path, "Ask for permission to read it, or copy it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ArticleError(f"this file cannot be read: {reason}", path, "Check the path and the disk") from error


def _bounded(read: Callable[[int], bytes] | Callable[[int], str], name: str) -> bytes | str:
    """All that `read` gives, unless it is more than is allowed: then nothing, after reading no more than that."""
    pieces: list[bytes | str] = []
    length = 0
    try:
        while piece := read(1 << 20):
            pieces.append(piece)
            length += len(piece)
            if length > MAX_BYTES:
                raise _too_large(name)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"the byte {error.object[error.start]:#04x} at position {error.start} is not {error.encoding}",
            name,
            "Open the file in binary mode, so that its encoding can be detected",
        ) from error
    except (OSError, io.UnsupportedOperation) as error:
        raise ArticleError(
            f"it cannot be read: {error.strerror or error}", name, "Check that it is open for reading"
        ) from error
    if pieces and isinstance(pieces[0], str):
        return "".join(piece for piece in pieces if isinstance(piece, str))
    return b"".join(piece for piece in pieces if isinstance(piece, bytes))


def _too_large(name: str) -> ArticleError:
    megabytes = MAX_BYTES // 1_000_000
    return ArticleError(f"it is larger than {megabytes} megabytes", name, "Split it into articles")
