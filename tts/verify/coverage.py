"""The proof that nothing was lost: every character that is no white space is heard, or left out by a rule that is named."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby

from tts.model import Block
from tts.recorded import Cue
from tts.verify.report import Report, quoted
from tts.verify.told import Telling

_Span = tuple[int, int]


def check(told: Telling, report: Report) -> None:
    """Find stretches of text that are neither in a segment nor left out, and words of segments without a time.

    Blocks are gone through together with what is heard of them, and only of those that are not whole then, because they are heard
    later or by halves, something is kept.
    """
    left_out: dict[str, list[_Span]] = {}
    for omission in told.omissions():
        left_out.setdefault(omission.block, []).append((omission.start, omission.end))
    ahead = iter(told.blocks)
    broken: dict[str, tuple[Block, list[_Span]]] = {}  # and what covers them
    for block_id, cues in groupby(told.cues(), lambda cue: cue.segment.block.id):
        heard = _heard(cues, left_out.get(block_id, []), report)
        if block_id in broken:
            broken[block_id][1].extend(heard)
            continue
        for block in ahead:
            covered = left_out.get(block.id, []) + (heard if block.id == block_id else [])
            if any(_gaps(block, 0, len(block.text), covered)):
                broken[block.id] = block, covered
            if block.id == block_id:
                break
    for block in ahead:
        broken[block.id] = block, left_out.get(block.id, [])
    if number := sum(map(len, left_out.values())):
        report.count("left out", number)
    for block in told.blocks:
        report.count("characters", len("".join(block.text.split())))
    for block, covered in broken.values():
        for start, end in _gaps(block, 0, len(block.text), covered):
            report.add("coverage", block.id, f"neither heard nor left out by a rule: {_place(block, start, end)}")


def _heard(cues: Iterable[Cue], omitted: list[_Span], report: Report) -> list[_Span]:
    """Spans of segments of one block; what is wrong with them is found."""
    heard: list[_Span] = []
    with_time: list[_Span] = []
    for cue in cues:
        block, segment = cue.segment.block, (cue.segment.start, cue.segment.end)
        heard.append(segment)
        report.count("segments")
        report.count("words", len(cue.words))
        timed = [(word.start, word.end) for word in cue.words]
        if omitted:
            with_time.extend(timed or [segment])
        for first, last in _gaps(block, *segment, timed) if timed else ():
            for start, end in _gaps(block, first, last, omitted):
                if _has_words(block, start, end):
                    report.add("coverage", block.id, f"without a time, and not left out: {_place(block, start, end)}")
    for start, end in _shared(with_time, omitted):
        if _has_words(block, start, end):
            report.add("coverage", block.id, f"both heard and left out: {_place(block, start, end)}")
    return heard


def _has_words(block: Block, start: int, end: int) -> bool:
    return any(map(str.isalnum, block.text[start:end]))


def _gaps(block: Block, start: int, end: int, covered: Iterable[_Span]) -> Iterator[_Span]:
    """Stretches of a text that no span covers, apart from those of white space only."""
    at = start
    for first, last in [*sorted(covered), (end, end)]:
        if first > at and not block.text[at : min(first, end)].isspace() and at < end:
            yield at, min(first, end)
        at = max(at, last)


def _shared(heard: list[_Span], omitted: list[_Span]) -> Iterator[_Span]:
    """Stretches that were left out and hold the whole of something that has a time."""
    places = sorted(heard)
    for start, end in omitted:
        index = bisect_left(places, (start, start))
        if index < len(places) and places[index][1] <= end:
            yield start, end


def _place(block: Block, start: int, end: int) -> str:
    return f"characters {start} to {end}, {quoted(block.text[start:end])}"
