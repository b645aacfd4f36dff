"""The proof that nothing was lost: every character that is no white space is heard, or left out by a rule that is named."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from tts.model import Block, Cue
from tts.verify.report import Report, quoted
from tts.verify.told import Telling

_Span = tuple[int, int]


def check(told: Telling, report: Report) -> None:
    """Find stretches of text that are neither in a segment nor left out, and words of segments without a time."""
    heard: dict[str, list[_Span]] = {}
    untimed: dict[str, list[_Span]] = {}
    timed: dict[str, list[_Span]] = {}
    for cue in told.cues():
        block = cue.segment.block
        heard.setdefault(block.id, []).append((cue.segment.start, cue.segment.end))
        report.count("segments")
        report.count("words", len(cue.words))
        spans = [(word.start, word.end) for word in cue.words] or [(cue.segment.start, cue.segment.end)]
        timed.setdefault(block.id, []).extend(spans)
        if loose := list(_untimed(cue)):
            untimed.setdefault(block.id, []).extend(loose)
    left_out: dict[str, list[_Span]] = {}
    for omission in told.omissions():
        left_out.setdefault(omission.block, []).append((omission.start, omission.end))
        report.count("left out")
    for block in told.blocks.values():
        spoken, omitted = heard.get(block.id, []), left_out.get(block.id, [])
        report.count("characters", len("".join(block.text.split())))
        for start, end in _gaps(block, 0, len(block.text), [*spoken, *omitted]):
            report.add("coverage", block.id, f"neither heard nor left out by a rule: {_place(block, start, end)}")
        for start, end in _shared(timed.get(block.id, []), omitted) if omitted else ():
            if _has_words(block, start, end):
                report.add("coverage", block.id, f"both heard and left out: {_place(block, start, end)}")
        for first, last in untimed.get(block.id, []):
            for start, end in _gaps(block, first, last, omitted):
                if _has_words(block, start, end):
                    report.add("coverage", block.id, f"without a time, and not left out: {_place(block, start, end)}")


def _untimed(cue: Cue) -> Iterator[_Span]:
    """Stretches with letters or digits between the timed words of a segment that has timed words."""
    block = cue.segment.block
    if not cue.words:
        return
    for start, end in _gaps(block, cue.segment.start, cue.segment.end, [(word.start, word.end) for word in cue.words]):
        if _has_words(block, start, end):
            yield start, end


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
