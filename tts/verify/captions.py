"""Captions, transcripts and chapters belong to the narration they lie beside: the same words at the same times."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tts.model import BlockKind
from tts.recorded import Cue
from tts.recording import ELSEWHERE
from tts.timing import milliseconds
from tts.verify import shown
from tts.verify.report import Report, quoted
from tts.verify.shown import CaptionError, Shown
from tts.verify.told import Telling

#: What two roundings may differ by, in milliseconds.
TOLERANCE_MS = 1
_LRC_TOLERANCE_MS = 10
_HEADS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
#: Largest file of chapters and largest transcript read, in bytes.
_SIZE_LIMIT = 1 << 28


def check(path: Path, suffix: str, told: Telling, report: Report) -> None:
    """Compare a file with what it should show.

    Args:
        path: The file.
        suffix: One of `CHECKS`.
        told: What is heard.
        report: Where findings go.
    """
    try:
        CHECKS[suffix](path, told, report)
    except CaptionError as error:
        report.add("captions", str(path), f"is no {suffix} file: {error}")
    except OSError as error:
        report.add("captions", str(path), f"cannot be read: {error.strerror}")


def _vtt(path: Path, told: Telling, report: Report) -> None:
    _captions(path, shown.vtt(path), told, report, ids=True)


def _srt(path: Path, told: Telling, report: Report) -> None:
    _captions(path, shown.srt(path), told, report, ids=False)


def _captions(path: Path, captions: Iterator[Shown], told: Telling, report: Report, *, ids: bool) -> None:
    """Every segment has its captions: its words, from its start to its end, cut where a word begins."""
    rate = told.sample_rate
    caption = next(captions, None)
    until = 0
    for cue, following in _pairs(told.cues()):
        limit = milliseconds(following.first_frame if following else told.frames, rate)
        parts: list[Shown] = []
        while caption and (not following or caption.start < limit):
            if not max(until, 0) <= caption.start < caption.end:
                report.add("captions", str(path), f"caption {caption.id} overlaps the one before it, or lasts no time")
            until = caption.end
            parts.append(caption)
            caption = next(captions, None)
        report.count("captions", len(parts))
        wrong = _not_as_told(cue, parts, limit, rate, ids=ids)
        if wrong:
            report.add("captions", str(path), f"segment {cue.segment.id}: {wrong}")
    if caption:
        report.add("captions", str(path), f"caption {caption.id} belongs to no segment")


def _not_as_told(cue: Cue, parts: list[Shown], limit: int, rate: int, *, ids: bool) -> str:
    if not parts:
        return "has no caption"
    if ids and any(part.id.partition(".")[0] != cue.segment.id for part in parts):
        return f"its caption has the id {parts[0].id!r:.40}"
    text = " ".join(part.text for part in _once(parts))
    if _squeezed(text) != _squeezed(cue.segment.text):
        return f"shows {quoted(text)} and not {quoted(cue.segment.text)}"
    start, end = milliseconds(cue.first_frame, rate), milliseconds(cue.end_frame, rate)
    if abs(parts[0].start - start) > TOLERANCE_MS:
        return f"is shown from {parts[0].start} and heard from {start} milliseconds"
    if not end - TOLERANCE_MS <= parts[-1].end <= max(limit, end) + TOLERANCE_MS:
        return f"is shown until {parts[-1].end} and heard until {end} milliseconds"
    starts = [milliseconds(word.first_frame, rate) for word in cue.words]
    for time in [*(part.start for part in parts[1:]), *(stamp for part in parts for stamp in part.stamps)]:
        if not _near(time, starts, TOLERANCE_MS):
            return f"no word begins at {time} milliseconds"
    return ""


def _once(parts: list[Shown]) -> Iterator[Shown]:
    """Each caption once, though it may be there again and again with another word underlined."""
    before: Shown | None = None
    for part in parts:
        again = before and part.marked > before.marked >= 0 and part.text == before.text
        if not again:
            yield part
        before = part


def _near(time: int, times: list[int], tolerance: int) -> bool:
    index = bisect_right(times, time + tolerance) - 1
    return index >= 0 and times[index] >= time - tolerance


def _lrc(path: Path, told: Telling, report: Report) -> None:
    lines = shown.lrc(path)
    rate = told.sample_rate
    for cue in told.cues():
        line = next(lines, None)
        report.count("captions", 1 if line else 0)
        if not line or not {_squeezed(line.text), _squeezed(shown.without_lrc_words(line.text))} & {
            _squeezed(cue.segment.text)
        }:
            report.add("captions", str(path), f"segment {cue.segment.id}: has no line with its words")
            return
        starts = [milliseconds(word.first_frame, rate) for word in cue.words]
        if abs(line.start - milliseconds(cue.first_frame, rate)) > _LRC_TOLERANCE_MS or not all(
            _near(stamp, starts, _LRC_TOLERANCE_MS) for stamp in line.stamps
        ):
            report.add("captions", str(path), f"segment {cue.segment.id}: its line has other times")
    if next(lines, None):
        report.add("captions", str(path), "has lines that belong to no segment")


def _txt(path: Path, told: Telling, report: Report) -> None:
    text = _squeezed(_whole(path))
    elsewhere: dict[str, list[tuple[int, int]]] = {}
    for omission in told.omissions():
        if omission.rule == ELSEWHERE:
            elsewhere.setdefault(omission.block, []).append((omission.start, omission.end))
    at = -1
    for block in told.blocks:
        position, kept = 0, ""
        for start, end in elsewhere.get(block.id, []):
            kept += block.text[position:start]
            position = end
        wanted = _squeezed(kept + block.text[position:])
        if at < 0:  # title and byline may come before the first block
            head = _squeezed(told.title), _squeezed(told.byline)
            heads = {"", head[0], head[1], head[0] + head[1]}
            at = next((len(each) for each in heads if text.startswith(each + wanted)), 0)
        if not text.startswith(wanted, at):
            report.add("captions", str(path), f"block {block.id}: {quoted(block.text)} is not there")
            return
        at += len(wanted)
    if at < len(text):
        report.add("captions", str(path), f"something follows the article: {quoted(text[at:])}")


def _chapters_vtt(path: Path, told: Telling, report: Report) -> None:
    _chapters(path, [(each.start, each.end, each.text) for each in shown.vtt(path)], told, report)


def _chapters_json(path: Path, told: Telling, report: Report) -> None:
    text = _whole(path)
    try:
        made = json.loads(text)
    except (ValueError, RecursionError):
        raise CaptionError("it is no JSON that can be read") from None
    try:
        rows = [_chapter(row) for row in made["chapters"]]
    except (ValueError, TypeError, KeyError, OverflowError):
        raise CaptionError("it has no list of chapters, each with its time and title") from None
    _chapters(path, rows, told, report)


def _chapter(row: Mapping[str, Any]) -> tuple[int, int, str]:
    start = round(row["startTime"] * 1000)
    return start, round(row["endTime"] * 1000) if "endTime" in row else start + 1, str(row["title"])


def _chapters(path: Path, chapters: list[tuple[int, int, str]], told: Telling, report: Report) -> None:
    """Chapters follow one another: one for each heading, by its text, and one for what comes before the first.

    Without a headline that one has the words with which a block begins.
    """
    rate = told.sample_rate
    starts: dict[int, str] = {}
    before = ""
    for cue in told.cues():
        block = cue.segment.block
        if block.id != before and block.kind in _HEADS:
            starts[milliseconds(cue.first_frame, rate) if before else 0] = block.text
        elif not before:
            starts[0] = told.title
        before = block.id
    duration = milliseconds(told.frames, rate)
    until = 0
    for start, end, title in chapters:
        report.count("chapters")
        if not until <= start < end <= duration + TOLERANCE_MS:
            report.add("chapters", str(path), f"{quoted(title)} overlaps the one before it, or lies outside the sound")
        heading = starts.pop(start, None)
        if heading is None:
            report.add("chapters", str(path), f"{quoted(title)} begins where no heading does")
        elif _squeezed(title) != _squeezed(heading) and (heading or not _opens_block(title, told)):
            report.add("chapters", str(path), f"the chapter at {start} milliseconds is named {quoted(title)}")
        until = end
    for start, heading in starts.items():
        report.add("chapters", str(path), f"{quoted(heading)} at {start} milliseconds has no chapter")


def _opens_block(title: str, told: Telling) -> bool:
    opening = _squeezed(title).removesuffix("…")
    return bool(opening) and any(_squeezed(block.text).startswith(opening) for block in told.blocks)


def _pairs(cues: Iterator[Cue]) -> Iterator[tuple[Cue, Cue | None]]:
    cue = next(cues, None)
    while cue:
        following = next(cues, None)
        yield cue, following
        cue = following


def _squeezed(text: str) -> str:
    return "".join(text.replace("\u2060", "").split())


def _whole(path: Path) -> str:
    if path.stat().st_size > _SIZE_LIMIT:
        raise CaptionError(f"it is larger than {_SIZE_LIMIT} bytes")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaptionError(f"it is no UTF-8: {error.reason}") from None


#: Suffix of a file -> what compares it.
CHECKS: Mapping[str, Callable[[Path, Telling, Report], None]] = {
    ".chapters.json": _chapters_json,
    ".chapters.vtt": _chapters_vtt,
    ".lrc": _lrc,
    ".srt": _srt,
    ".txt": _txt,
    ".vtt": _vtt,
}
