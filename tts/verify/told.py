"""A manifest read back into the nouns it was made of, so that what it tells is checked like the narration itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tts.blocks import Blocks
from tts.model import Block, BlockKind, Omission, Segment, WordCue
from tts.recorded import Cue, Narration
from tts.seal import SEAL, Seal
from tts.timing import milliseconds
from tts.verify.report import Report, quoted
from tts.verify.schema import narration_schema, violations
from tts.verify.stream import MalformedError, entries

#: Largest manifest read, in bytes: some hundreds of hours of speech.
SIZE_LIMIT = 1 << 29

_ARRAYS = ("companions", "blocks", "segments", "unspoken")
#: Most entries of an array that this program does not know.
_UNKNOWN_LIMIT = 10_000
_KINDS = frozenset(kind.value for kind in BlockKind)
_BEFORE_SEGMENTS = ("sample_rate", "frames", "blocks")


class Telling(Protocol):
    """What is checked: a narration, or a manifest of one.

    Attributes:
        title: Headline, or empty.
        byline: Who wrote it, or empty.
        sample_rate: In hertz.
        frames: Length of the master.
        blocks: In reading order.
    """

    @property
    def title(self) -> str: ...
    @property
    def byline(self) -> str: ...
    @property
    def sample_rate(self) -> int: ...
    @property
    def frames(self) -> int: ...
    @property
    def blocks(self) -> Blocks: ...

    def cues(self) -> Iterator[Cue]:
        """What is heard, in order."""

    def omissions(self) -> Iterator[Omission]:
        """What is not heard."""


@dataclass(frozen=True, slots=True)
class Told:
    """A manifest: its small parts as they are, its long ones read when they are asked for."""

    path: Path
    head: Mapping[str, Any]
    companions: tuple[Mapping[str, Any], ...]
    blocks: Blocks

    @property
    def title(self) -> str:
        return str(self.head["title"])

    @property
    def byline(self) -> str:
        return str(self.head["byline"])

    @property
    def sample_rate(self) -> int:
        return int(self.head["sample_rate"])

    @property
    def frames(self) -> int:
        return int(self.head["frames"])

    def cues(self) -> Iterator[Cue]:
        for row in self._rows("segments"):
            if block := self.blocks.of(row["block"]):
                yield _cue(row, block)

    def omissions(self) -> Iterator[Omission]:
        for row in self._rows("unspoken"):
            yield _omission(row)

    def _rows(self, array: str) -> Iterator[Any]:
        with self.path.open("rb") as file:
            for name, index, value in entries(file):
                if name == array and index is not None:
                    yield value


@dataclass(frozen=True, slots=True)
class Spoken:
    """A narration as something to be checked."""

    narration: Narration

    @property
    def title(self) -> str:
        return self.narration.article.title

    @property
    def byline(self) -> str:
        return self.narration.article.byline

    @property
    def sample_rate(self) -> int:
        return self.narration.master.sample_rate

    @property
    def frames(self) -> int:
        return self.narration.master.frames

    @property
    def blocks(self) -> Blocks:
        blocks = self.narration.article.blocks
        return blocks if isinstance(blocks, Blocks) else Blocks(blocks)

    def cues(self) -> Iterator[Cue]:
        return self.narration.master.cues()

    def omissions(self) -> Iterator[Omission]:
        return iter(self.narration.omissions)


def read(path: Path, report: Report, known: Blocks | None = None) -> Told | None:
    """A manifest whose parts have the right types and agree with one another; nothing where they do not.

    Args:
        path: The manifest.
        report: Where findings go.
        known: Of a manifest that was just written, the blocks it has to tell. Its types are those its writer gives, and are not
            checked.
    """
    try:
        if not path.is_file():
            report.add("format", str(path), "is no file")
        elif path.stat().st_size > SIZE_LIMIT:
            report.add("format", str(path), f"is larger than {SIZE_LIMIT} bytes")
        else:
            return _read(path, report, known)
    except MalformedError as error:
        report.add("format", str(path), f"is no JSON that can be read: {error}")
    except RecursionError:
        report.add("format", str(path), "is no JSON that can be read: a value is too deep")
    except OSError as error:
        report.add("format", str(path), f"cannot be read: {error.strerror}")
    return None


def _read(path: Path, report: Report, known: Blocks | None) -> Told | None:
    head: dict[str, Any] = {}
    blocks = Blocks() if known is None else known
    expected, other = iter(known or ()), False
    companions: list[Mapping[str, Any]] = []
    rules = narration_schema()
    seal = Seal()
    found = len(report.findings) + report.more
    with path.open("rb") as file:
        for name, index, value in entries(file):
            if name != SEAL:
                seal.add(name, value)
            if index is None:
                head[name] = value
                continue
            if stop := _cannot_go_on(name, index, head):
                report.add("format", str(path), stop)
                return None
            if name in _ARRAYS:
                where = f"{name}[{index}]"
                wrong = known is None and _violated(value, rules["properties"][name]["items"], path, report, where)
                if wrong and report.more:
                    return None  # enough was said of it
                if name == "companions":
                    companions.append(value)
                elif name == "blocks" and known is not None:
                    other |= not _is(value, next(expected, None))
                elif not wrong:
                    _add(name, value, where, blocks, head, report)
    if known is None:
        _violated(head, rules, path, report)
    elif other or next(expected, None):
        report.add("manifest", str(path), "tells of another article")
    if len(report.findings) + report.more > found:
        return None
    told = Told(path, head, tuple(companions), blocks)
    _check_head(told, seal, report)
    return told


def _violated(value: Any, rule: Mapping[str, Any], path: Path, report: Report, where: str = "") -> bool:
    wrong = list(violations(value, rule, where))
    for what in wrong:
        report.add("format", str(path), what)
    return bool(wrong)


def _check_head(told: Told, seal: Seal, report: Report) -> None:
    """What the parts tell of one another has to be so."""
    path, head = told.path, told.head
    if head["duration"] != milliseconds(told.frames, told.sample_rate):
        report.add("format", str(path), f"duration {head['duration']} is not that of {told.frames} frames")
    paths = [companion["path"] for companion in told.companions]
    for twice in sorted({each for each in paths if paths.count(each) > 1}):
        report.add("format", str(path), f"names the file {quoted(twice)} twice")
    if head[SEAL] != seal.hexdigest():
        report.add("seal", str(path), "is not as it was written: its seal is that of another text")


def _cannot_go_on(name: str, index: int, head: Mapping[str, Any]) -> str:
    """Why an entry is not read; empty where it is: what it is checked against has to come before it."""
    known = narration_schema()["properties"].get(name, {"maxItems": _UNKNOWN_LIMIT})
    if index >= known.get("maxItems", SIZE_LIMIT):
        return f"has too many {name}"
    rate = head.get("sample_rate")
    if name in {"segments", "unspoken"} and not (
        all(name in head for name in _BEFORE_SEGMENTS) and isinstance(rate, int) and rate > 0
    ):
        return f"{', '.join(_BEFORE_SEGMENTS)} have to come before {name}"
    return ""


def _add(
    name: str,
    row: Mapping[str, Any],
    where: str,
    blocks: Blocks,
    head: Mapping[str, Any],
    report: Report,
) -> None:
    if name == "blocks":
        _add_block(row, blocks, report)
    elif name == "segments":
        _check_segment(row, blocks, head["sample_rate"], report)
    else:
        _check_omission(row, where, blocks, report)


def _add_block(row: Mapping[str, Any], blocks: Blocks, report: Report) -> None:
    if blocks.number(row["id"]) >= 0:
        report.add("format", row["id"], "two blocks have this id")
    elif row["kind"] not in _KINDS:
        report.add("format", row["id"], f"{quoted(row['kind'])} is no kind of block")
    else:
        blocks.append(Block(row["id"], BlockKind(row["kind"]), row["text"], row["lang"], row["level"]))


def _is(row: Mapping[str, Any], block: Block | None) -> bool:
    return block is not None and all(
        row[name] == getattr(block, name) for name in ("id", "kind", "text", "lang", "level")
    )


def _check_segment(row: Mapping[str, Any], blocks: Blocks, rate: int, report: Report) -> None:
    """What a row tells twice has to be the same both times."""
    block = blocks.of(row["block"])
    if not block:
        report.add("text", row["id"], f"there is no block {quoted(row['block'])}")
        return
    if (row["kind"], row["lang"]) != (block.kind, block.lang):
        report.add("text", row["id"], "kind or language is not that of its block")
    for each in (row, *row["words"]):
        start, end = each["span"]
        if not start < end <= len(block.text) or block.text[start:end] != each["text"]:
            report.add("text", row["id"], f"{quoted(each['text'])} is not what is written at {start} to {end}")
        first, last = each["frames"]
        if (each["start"], each["end"]) != (milliseconds(first, rate), milliseconds(last, rate)):
            report.add("order", row["id"], f"{quoted(each['text'])}: milliseconds and frames are not the same time")


def _check_omission(row: Mapping[str, Any], where: str, blocks: Blocks, report: Report) -> None:
    start, end = row["span"]
    if not row["block"]:
        if start or end:
            report.add("text", where, "has a span without a block")
        return
    block = blocks.of(row["block"])
    if not block:
        report.add("text", where, f"there is no block {quoted(row['block'])}")
    elif not start <= end <= len(block.text) or block.text[start:end] != row["text"]:
        report.add("text", block.id, f"{quoted(row['text'])} is not what is written at {start} to {end}")


def _cue(row: Mapping[str, Any], block: Block) -> Cue:
    first_frame, end_frame = row["frames"]
    words = tuple([WordCue(*word["span"], *word["frames"]) for word in row["words"]])
    announced = tuple(row.get("announced", ()))
    return Cue(Segment(row["id"], block, *row["span"]), row["spoken"], first_frame, end_frame, words, announced)


def _omission(row: Mapping[str, Any]) -> Omission:
    return Omission(row["text"], row["rule"], row["block"], *row["span"])
