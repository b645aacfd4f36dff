"""Proof that a narration is whole: nothing lost, nothing out of step, every file the one that was written.

    report = manifest("audio/story.json")       # a rendering that lies on the disk, decoded and compared
    report = narration(made, paths)             # one that was just made, against the files just written

What is checked, each in a module of its own: `schema` and `told` (the manifest is well-formed and agrees with itself),
`coverage` (every character is heard or left out by a rule), `order` (nothing overlaps), `companions` (files and their
hashes), `captions` and `sound` (they belong to this narration). `changes` compares two manifests.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path

from tts.recorded import Cue, Narration
from tts.verify import captions, companions, coverage, order, sound
from tts.verify.report import Finding, Report
from tts.verify.told import Spoken, Telling, read

__all__ = ["Finding", "Report", "manifest", "narration"]

_MANIFEST = ".json"


def manifest(path: str | os.PathLike[str]) -> Report:
    """Check a manifest and the files it names, thoroughly: sound is decoded, hashes are computed.

    Nothing outside the manifest's folder is read, and no file, however hostile, raises.
    """
    path = Path(path)
    report = Report()
    told = read(path, report)
    if not told:
        return report
    order.check(told, report)
    coverage.check(told, report)
    for row in told.companions:
        companion = companions.find(row, path.parent, report)
        if companion:
            companions.check(row, companion, report)
            suffix = _suffix(companion)
            if suffix in captions.CHECKS:
                captions.check(companion, suffix, told, report)
            elif suffix in sound.FORMATS:
                sound.check_sound(companion, told, told.head["sound"]["sha256"], report)
    return report


def narration(made: Narration, paths: Iterable[str | os.PathLike[str]] = ()) -> Report:
    """Check a narration, and the files that were just written of it without decoding their sound.

    A manifest among the files is read back and has to tell, entry by entry, what was spoken.
    """
    report = Report()
    spoken = Spoken(made)
    order.check(spoken, report)
    coverage.check(spoken, report)
    for each in paths:
        path = Path(each)
        suffix = _suffix(path)
        if suffix in captions.CHECKS:
            captions.check(path, suffix, spoken, report)
        elif suffix in sound.FORMATS:
            sound.check_length(path, spoken, report)
        elif suffix == _MANIFEST:
            _compare(path, spoken, report)
    return report


def _compare(path: Path, spoken: Telling, report: Report) -> None:
    told = read(path, report, spoken.blocks)
    if not told:
        return
    if (told.frames, told.sample_rate) != (spoken.frames, spoken.sample_rate):
        report.add("manifest", str(path), "tells of another recording")
    for mine, its in zip_longest(spoken.cues(), told.cues()):
        if not mine or not its or _identity(mine) != _identity(its):
            report.add("manifest", str(path), f"tells segment {(mine or its).segment.id} otherwise than it was spoken")
            break
    if any(mine != its for mine, its in zip_longest(spoken.omissions(), told.omissions())):
        report.add("manifest", str(path), "tells otherwise what was left out")


def _identity(cue: Cue) -> tuple[object, ...]:
    segment = cue.segment
    return segment.id, segment.start, segment.end, cue.spoken, cue.first_frame, cue.end_frame, cue.words


def _suffix(path: Path) -> str:
    """The longest suffix that something is known of."""
    name = path.name.lower()
    return max((each for each in [*captions.CHECKS, path.suffix.lower()] if name.endswith(each)), key=len)
