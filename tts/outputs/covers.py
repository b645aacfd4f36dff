"""The picture of an audio file: the one asked for, the article's own, or a plain one. Nothing is fetched."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from tts.errors import FormatError
from tts.model import Article

#: `--cover none` leaves the picture out.
NONE = "none"
#: Larger pictures are refused: players read them whole into memory.
LARGEST_BYTES = 10_000_000
_PLAIN_SIDE = 600
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_JPEG_NOT_SOF = frozenset({0xC4, 0xC8, 0xCC})


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture as it is stored.

    Attributes:
        data: The file.
        mime_type: `image/jpeg` or `image/png`.
        width: In pixels.
        height: In pixels.
    """

    data: bytes
    mime_type: str
    width: int
    height: int


def cover(article: Article, chosen: str) -> Cover | None:
    """The picture for an article.

    Args:
        article: Its `image` metadata counts where it names a JPEG or PNG file in the article's folder or below.
        chosen: Path of a picture, `none`, or empty for the article's, or a plain one.

    Raises:
        FormatError: The chosen file cannot be read, is too large, or is neither JPEG nor PNG.
    """
    if chosen == NONE:
        return None
    if chosen:
        return read_cover(Path(chosen))
    return _of_article(article) or _plain()


def read_cover(path: Path) -> Cover:
    """A picture from a file.

    Raises:
        FormatError: It cannot be read, is too large, or is neither JPEG nor PNG.
    """
    hint = "Give a JPEG or PNG file to --cover, or none"
    try:
        if not path.is_file():
            raise FormatError("the cover is not a file", str(path), hint)
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise FormatError(f"the cover cannot be read: {error}", str(path), hint) from error
    if len(data) > LARGEST_BYTES:
        raise FormatError(f"the cover is larger than {LARGEST_BYTES // 1_000_000} MB", str(path), hint)
    size = _png_size(data) or _jpeg_size(data)
    if not size:
        raise FormatError("the cover is neither a JPEG nor a PNG picture", str(path), hint)
    return Cover(data, "image/png" if data.startswith(_PNG) else "image/jpeg", *size)


def _of_article(article: Article) -> Cover | None:
    """The article's picture; none where it is elsewhere or unfit. An article may not reach outside its folder."""
    name = article.metadata.get("image", "")
    if not name or ":" in name or article.source in {"", "-"}:
        return None
    try:
        folder = Path(article.source).resolve().parent
        path = (folder / name).resolve()
        return read_cover(path) if path.is_relative_to(folder) else None
    except (FormatError, OSError, RuntimeError, ValueError):  # `resolve` has the third for links in a circle
        return None  # the article still deserves its sound


def _png_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(_PNG) or data[12:16] != b"IHDR" or len(data) < 33:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return (width, height) if width and height else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height from the start-of-frame marker (ITU-T T.81, B.2.2)."""
    if not data.startswith(_JPEG):
        return None
    position = 2
    while position + 9 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in _JPEG_NOT_SOF:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return (width, height) if width and height else None
        position += 1 if marker == 0xFF else 2 + int.from_bytes(data[position + 2 : position + 4])
    return None


def _plain() -> Cover:
    """A light page with dark lines on a dark ground, as PNG (W3C PNG 3) in two colours."""
    side = _PLAIN_SIDE

    def row(y: int) -> bytes:
        line = 150 <= y < 450 and (y - 150) // 30 % 2 == 0
        page = 90 <= y < 510
        pixels = bytearray(side)
        if page:
            pixels[120:480] = b"\x01" * 360
        if line:
            pixels[165 : 435 if y < 390 else 330] = bytes(270 if y < 390 else 165)
        return b"\x00" + bytes(pixels)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 3, 0, 0, 0)
    palette = bytes((0x1B, 0x2A, 0x41, 0xF4, 0xF1, 0xE8))
    pixels = zlib.compress(b"".join(row(y) for y in range(side)), 9)
    parts = (chunk(b"IHDR", header), chunk(b"PLTE", palette), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    return Cover(_PNG + b"".join(parts), "image/png", side, side)
