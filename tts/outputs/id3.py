"""The comment of an MP3, where players look for it.

FFmpeg writes a comment as user-defined text (TXXX); what players show is the frame COMM (ID3v2.3.0, sections 4.2.2 and 4.11).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

_HEADER = struct.Struct(">3sBBB4s")
_FRAME = struct.Struct(">4sI2s")
_VERSION = 3
#: What our comments are written in (ISO 639-2).
_LANGUAGE = b"eng"
#: By the first byte of a text frame: how "comment" as a description begins, with its end, and an empty one.
_DESCRIPTIONS = {
    b"\x00": (b"comment\x00", b"\x00"),
    b"\x01": (b"\xff\xfe" + "comment\x00".encode("utf-16-le"), b"\xff\xfe\x00\x00"),
}


def show_comment(file: BinaryIO) -> None:
    """Make the comment of a file that begins with an ID3v2.3 tag one that is shown; the length of the tag stays the same.

    Raises:
        OSError: The file cannot be read or written.
    """
    file.seek(0)
    magic, version, _, flags, size = _HEADER.unpack(file.read(_HEADER.size).ljust(_HEADER.size, b"\0"))
    if magic != b"ID3" or version != _VERSION or flags:
        return
    length = size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3]  # seven bits a byte
    tag = b"".join(map(_shown, _frames(file.read(length))))
    file.seek(_HEADER.size)
    file.write(tag.ljust(length, b"\0"))  # zeros after the last frame are padding (section 3.3)


def _frames(tag: bytes) -> Iterator[bytes]:
    at = 0
    while at + _FRAME.size <= len(tag) and tag[at]:
        _, size, _ = _FRAME.unpack_from(tag, at)
        yield tag[at : at + _FRAME.size + size]
        at += _FRAME.size + size


def _shown(frame: bytes) -> bytes:
    """A frame; as COMM, without a description, where it is the comment."""
    name, _, flags = _FRAME.unpack_from(frame)
    body = frame[_FRAME.size :]
    described, empty = _DESCRIPTIONS.get(body[:1], (b"", b""))
    if name != b"TXXX" or not described or not body.startswith(described, 1):
        return frame
    body = body[:1] + _LANGUAGE + empty + body[1 + len(described) :]
    return _FRAME.pack(b"COMM", len(body), flags) + body
