"""Where each article was left, kept by what it says.

One small JSON file for each article, in the user's state folder; only its owner can read it. A sentence is known by a
checksum of its words, so an article that was corrected since is still known, and so is the sentence it was left at.
"""

from __future__ import annotations

import json
import os
import time
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from tts.errors import TTSError
from tts.model import Segment

#: Files looked into for an article that is not known by its path, the latest first.
SEARCH_LIMIT = 500
#: Part of the shorter's sentences that an article and the one kept under its path must have in common to be the same.
SAME_ARTICLE = 0.5
#: The same for one kept under another path, of the longer's: two short articles may well share a sentence.
MOVED_ARTICLE = 0.6
#: Largest file that is read, in bytes: a book of a hundred thousand sentences fits.
SIZE_LIMIT = 1 << 21

_VERSION = 1


class PositionError(TTSError):
    """A position cannot be kept."""


class Position(NamedTuple):
    """Where an article was left.

    Attributes:
        source: Absolute path, or `-` for standard input.
        title: What the article is called in a list.
        sentences: A checksum of each sentence, in reading order.
        sentence: Number of the sentence it was left at, from 0.
        heard: Part of the text before it, from 0 to 1.
        finished: Whether it was heard to its end.
        bookmarks: Numbers of sentences, ascending.
        saved: When, in seconds since 1970.
    """

    source: str
    title: str
    sentences: tuple[int, ...]
    sentence: int = 0
    heard: float = 0.0
    finished: bool = False
    bookmarks: tuple[int, ...] = ()
    saved: int = 0


def checksum(segment: Segment) -> int:
    """What a sentence is known by: CRC-32 of its letters and digits, whatever their case, form and spacing."""
    words = unicodedata.normalize("NFKC", segment.text).casefold()
    letters = "".join(character for character in words if character.isalnum()) or segment.text
    return zlib.crc32(letters.encode("utf-8", "surrogatepass"))


def relocate(number: int, before: Sequence[int], after: Sequence[int]) -> int:
    """Where a sentence of an article is in a corrected one.

    What stands in the place of a sentence that is gone is heard: it is as far behind the nearest one before it that is left as
    the old one was, but not behind the nearest following one that is left.

    Args:
        number: Of the sentence in the old article.
        before: Checksums of the old article.
        after: Checksums of the new one.
    """
    if before == after or not after:
        return number
    places: dict[int, list[int]] = {}
    for place, sentence in enumerate(after):
        places.setdefault(sentence, []).append(place)

    def found(olds: Iterable[int]) -> tuple[int, int] | None:
        """The first of these that is left, and where it is now."""
        for old in olds:
            if now := places.get(before[old]):
                return old, max(now[:100], key=lambda new: (_alike(before, old, after, new), -abs(new - old)))
        return None

    following = found(range(number, len(before)))
    if following and following[0] == number:
        return following[1]
    preceding = found(range(min(number, len(before)) - 1, -1, -1))
    if not following and not preceding:
        return 0
    old, new = preceding or (-1, -1)
    end = following[1] if following else len(after) - 1
    return min(new + number - old, end)


def state_folder() -> str:
    """Where this program keeps what it remembers for the user: `XDG_STATE_HOME`, or what the platform has for it.

    Paths are strings here, as `pathlib` takes 3 ms to import, and a listener waits for the first word.

    Raises:
        PositionError: The user has none.
    """
    import sys

    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser(r"~\AppData\Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Application Support")
    else:
        named = os.environ.get("XDG_STATE_HOME", "")
        base = named if os.path.isabs(named) else os.path.expanduser("~/.local/state")
    if base.startswith("~"):
        raise PositionError("this user has no home folder", hint="Set XDG_STATE_HOME, or keep nothing: --no-keep")
    return os.path.join(base, "article-tts")


class Positions:
    """The kept positions, one file each."""

    def __init__(self, folder: str | os.PathLike[str] = "") -> None:
        self._folder = os.path.join(folder or state_folder(), "positions")
        self._left: dict[str, str] = {}  # what is kept of a path where the article no longer is, by where it is now

    @property
    def empty(self) -> bool:
        """Whether nothing was ever kept."""
        return next(self._files(), None) is None

    def all(self) -> Iterator[Position]:
        """Every kept position, the latest first. A file that cannot be read is passed over."""
        kept = [position for path in self._files() if (position := _read(path))]
        return iter(sorted(kept, key=lambda position: (-position.saved, position.source)))

    def find(self, source: str, sentences: Sequence[int]) -> Position | None:
        """The position of an article, as it stands today: relocated where the article was corrected or moved.

        Args:
            source: As for `Position`.
            sentences: A checksum of each sentence of the article.
        """
        for path in self._candidates(source):
            position = _read(path)
            if position and _same(position.sentences, sentences, moved=position.source != source):
                if source not in {position.source, "-"} and not os.path.lexists(position.source):
                    self._left[source] = path
                marks = {relocate(mark, position.sentences, sentences) for mark in position.bookmarks}
                return position._replace(
                    source=source,
                    sentences=tuple(sentences),
                    sentence=relocate(position.sentence, position.sentences, sentences),
                    bookmarks=tuple(sorted(marks)),
                )
        return None

    def keep(self, position: Position) -> None:
        """Write a position; the file is whole at any time, whatever happens. What was kept of where it was before is removed.

        Raises:
            PositionError: It cannot be written.
        """
        path = self._path(position.source, position.sentences)
        record = {"version": _VERSION, **position._replace(saved=int(time.time()))._asdict()}
        temporary = os.path.join(self._folder, f".{os.path.basename(path)}.{os.getpid()}")
        try:
            os.makedirs(os.path.dirname(self._folder), exist_ok=True)
            with suppress(FileExistsError):
                os.mkdir(self._folder, 0o700)
            with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                json.dump(record, file)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except OSError as error:
            with suppress(OSError):
                os.unlink(temporary)
            raise PositionError(f"the position cannot be kept: {error.strerror or error}", path) from error
        left = self._left.pop(position.source, None)
        if left is not None:
            with suppress(OSError):
                os.unlink(left)

    def forget(self, source: str) -> int:
        """Remove what is kept of a source; returns how many positions that were."""
        found = [path for path in self._files() if (position := _read(path)) and position.source == source]
        for path in found:
            with suppress(FileNotFoundError):
                os.unlink(path)
        return len(found)

    def _path(self, source: str, sentences: Sequence[int]) -> str:
        from hashlib import sha256

        key = source if source != "-" else f"- {sorted(sentences)[:16]}"
        name = sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:32]
        return os.path.join(self._folder, f"{name}.json")

    def _files(self) -> Iterator[str]:
        try:
            with os.scandir(self._folder) as entries:
                for entry in entries:
                    if entry.name.endswith(".json") and not entry.name.startswith("."):
                        yield entry.path
        except FileNotFoundError:
            return
        except OSError as error:
            raise PositionError(f"cannot be read: {error.strerror}", self._folder) from error

    def _candidates(self, source: str) -> Iterator[str]:
        own = self._path(source, ())
        if source != "-":
            yield own
        others = [path for path in self._files() if path != own]
        yield from sorted(others, key=_modified, reverse=True)[:SEARCH_LIMIT]


def _modified(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except OSError:  # removed by another of our processes
        return 0.0


def _read(path: str) -> Position | None:
    """A kept position; nothing where the file is none, or was made by a program that knows more."""
    try:
        with open(path, encoding="utf-8") as file:
            if os.fstat(file.fileno()).st_size > SIZE_LIMIT:
                return None
            record = json.load(file)
        if record.pop("version") != _VERSION:
            return None
        position = Position(
            source=str(record["source"]),
            title=str(record["title"]).encode("utf-8", "replace").decode("utf-8"),
            sentences=tuple(int(each) for each in record["sentences"]),
            sentence=int(record["sentence"]),
            heard=float(record["heard"]),
            finished=bool(record["finished"]),
            bookmarks=tuple(int(each) for each in record["bookmarks"]),
            saved=int(record["saved"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    numbers = (position.sentence, *position.bookmarks)
    within = all(0 <= number < max(len(position.sentences), 1) for number in numbers)
    return position if within and 0.0 <= position.heard <= 1.0 else None


def _same(kept: Sequence[int], sentences: Sequence[int], *, moved: bool) -> bool:
    """Whether two articles are one: most sentences of the shorter are in the other; of the longer, where it was moved."""
    if tuple(kept) == tuple(sentences):
        return True
    one, other = set(kept), set(sentences)
    if not one or not other:
        return False
    common, (shorter, longer) = len(one & other), sorted((len(one), len(other)))
    return common >= (MOVED_ARTICLE * longer if moved else SAME_ARTICLE * shorter)


def _alike(before: Sequence[int], old: int, after: Sequence[int], new: int) -> int:
    """How many of the neighbours of two sentences agree."""
    return sum(
        0 <= old + step < len(before) and 0 <= new + step < len(after) and before[old + step] == after[new + step]
        for step in (-3, -2, -1, 1, 2, 3)
    )
