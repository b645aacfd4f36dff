"""Caption files read back: what is on the screen from when to when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: Longest line read, in characters, so that a file without line feeds does not fill the memory.
_LINE_LIMIT = 1 << 20
_TIME = r"(?:(\d{2,6}):)?(\d\d):(\d\d)[.,](\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_STAMP = re.compile(rf"<{_TIME}>")
_TAG = re.compile(r"<[^>]*>")
_LRC_LINE = re.compile(r"\[(\d{2,6}):(\d\d)\.(\d\d)\](.*)", re.DOTALL)
_LRC_WORD = re.compile(r"<(\d{2,6}):(\d\d)\.(\d\d)>")
_LRC_TAG = re.compile(r"\[[a-z]+:.*\]")
#: SubRip has no escapes; the writer puts this behind what would be taken for markup.
_WORD_JOINER = "\u2060"


class CaptionError(ValueError):
    """A file is not of the format its suffix says."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A caption as it is in a file.

    Attributes:
        id: As in the file.
        start: In milliseconds.
        end: In milliseconds.
        text: Without markup; lines joined by a line feed.
        stamps: Times inside it, in milliseconds.
        marked: Where a word of it is underlined, in characters; -1 where none is.
    """

    id: str
    start: int
    end: int
    text: str
    stamps: tuple[int, ...] = ()
    marked: int = -1


def vtt(path: Path) -> Iterator[Shown]:
    """The cues of a WebVTT file.

    Raises:
        CaptionError: It is none.
    """
    paragraphs = _paragraphs(path)
    head = next(paragraphs, [""])
    if not re.match(r"WEBVTT(?:[ \t]|$)", head[0]):
        raise CaptionError("does not begin with WEBVTT")
    for lines in paragraphs:
        if lines[0].startswith(("NOTE", "STYLE", "REGION")) and "-->" not in lines[0]:
            continue
        shown = _cue(lines)
        if "<" not in shown.text and "&" not in shown.text:
            yield shown
            continue
        stamps = tuple(_milliseconds(match.groups()) for match in _STAMP.finditer(shown.text))
        text = _TAG.sub("", shown.text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        yield Shown(shown.id, shown.start, shown.end, text, stamps)


def srt(path: Path) -> Iterator[Shown]:
    """The cues of a SubRip file.

    Raises:
        CaptionError: It is none, or its cues are not numbered from 1.
    """
    for number, lines in enumerate(_paragraphs(path), start=1):
        shown = _cue(lines)
        if shown.id != str(number):
            raise CaptionError(f"cue {number} is numbered {shown.id!r:.20}")
        text = re.sub(r"</?u>", "", shown.text).replace(_WORD_JOINER, "")
        yield Shown(shown.id, shown.start, shown.end, text, marked=shown.text.find("<u>"))


def lrc(path: Path) -> Iterator[Shown]:
    """The lines of an LRC file; each ends when the next begins, the last at an unknown time (-1).

    Raises:
        CaptionError: It is none.
    """
    last: Shown | None = None
    for line in _lines(path):
        match = _LRC_LINE.fullmatch(line)
        if not match:
            if line and not _LRC_TAG.fullmatch(line):
                raise CaptionError(f"a line has no time: {line[:40]!r}")
            continue
        start = _centiseconds(match.groups()[:3])
        stamps = tuple(_centiseconds(each.groups()) for each in _LRC_WORD.finditer(match[4]))
        if last:
            yield Shown("", last.start, start, last.text, last.stamps)
        last = Shown("", start, -1, match[4], stamps)
    if last:
        yield last


def without_lrc_words(text: str) -> str:
    """A line of LRC without the times of its words."""
    return _LRC_WORD.sub("", text)


def _cue(lines: list[str]) -> Shown:
    timing = 0 if "-->" in lines[0] else 1
    match = _TIMING.fullmatch(lines[timing].strip()) if timing < len(lines) else None
    if not match:
        raise CaptionError(f"no times after {lines[0][:40]!r}")
    times = match.groups()
    return Shown(
        lines[0].strip() if timing else "",
        _milliseconds(times[:4]),
        _milliseconds(times[4:]),
        "\n".join(lines[timing + 1 :]),
    )


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, ms = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


def _centiseconds(parts: tuple[str, ...]) -> int:
    """Minutes, seconds and hundredths in milliseconds."""
    minutes, seconds, hundredths = map(int, parts)
    return (minutes * 60 + seconds) * 1000 + hundredths * 10


def _paragraphs(path: Path) -> Iterator[list[str]]:
    """Lines between empty lines."""
    lines: list[str] = []
    for line in _lines(path):
        if line:
            lines.append(line)
            if len(lines) > _LINE_LIMIT:
                raise CaptionError("a cue has too many lines")
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline=None) as file:
        try:
            while line := file.readline(_LINE_LIMIT):
                if len(line) == _LINE_LIMIT:
                    raise CaptionError("a line is too long")
                yield line.removesuffix("\n")
        except UnicodeDecodeError as error:
            raise CaptionError(f"is no UTF-8: {error.reason}") from None
