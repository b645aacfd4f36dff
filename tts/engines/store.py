"""What was said once, kept on disk: a store of bytes found by key, bounded in size.

Whatever goes wrong with it costs time, never speech: what cannot be read counts as not there, and where nothing can be
written the caller is told once and nothing more is kept. Nothing read from it is ever executed (no pickle).
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tts.engines.packs import Appender, Pack, new_pack, packs, space

#: How much is kept where nothing else is asked for, in bytes: six hours of speech at 22,050 Hz.
DEFAULT_LIMIT = 1_000_000_000

#: The environment variable that names the folder.
VARIABLE = "ARTICLE_TTS_CACHE_DIR"

#: A pack is at most this long, in bytes, and this part of the whole: packs are what is removed when room is needed.
_PACK_BYTES = 64_000_000
_PACKS = 16

#: Left free on the disk for what matters more, in bytes.
_RESERVE = 256_000_000

#: Keys that begin like this are of notes, which do not count when it is told how much is kept.
_NOTE = bytes(8)

#: https://bford.info/cachedir/: programs that make backups leave the folder out.
_TAG_NAME = "CACHEDIR.TAG"
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Speech kept by article-tts. It may be removed at any time.\n"


def default_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Where speech is kept: `ARTICLE_TTS_CACHE_DIR`, or `article-tts` in the folder the system has for caches.

    That is `$XDG_CACHE_HOME` or `~/.cache` (XDG Base Directory Specification 0.8: a relative path is not heeded),
    `~/Library/Caches` on macOS and `%LOCALAPPDATA%` on Windows.

    Raises:
        RuntimeError: The user has no home folder.
    """
    if environment.get(VARIABLE):
        return Path(environment[VARIABLE])
    if platform == "darwin":
        return Path.home() / "Library" / "Caches" / "article-tts"
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "article-tts" / "cache"
    xdg = Path(environment.get("XDG_CACHE_HOME", ""))
    return (xdg if xdg.is_absolute() else Path.home() / ".cache") / "article-tts"


_Kept = TypeVar("_Kept")


@dataclass(frozen=True, slots=True)
class Usage:
    """How much a store holds.

    Attributes:
        records: How many things are kept, notes aside.
        size: In bytes.
    """

    records: int
    size: int


def note(digest: bytes) -> bytes:
    """The key of a note: of something beside the speech, which it takes less time to find than to make."""
    return (_NOTE + digest)[: len(digest)]


def usage(folder: Path) -> Usage:
    """How much the store in a folder holds.

    Raises:
        OSError: It cannot be read.
    """
    keys: set[bytes] = set()
    size = 0
    for pack in packs(folder):
        keys.update(_places(pack))
        size += pack.size()
    return Usage(sum(1 for key in keys if not key.startswith(_NOTE)), size)


def clear(folder: Path) -> Usage:
    """Remove everything that is kept in a folder, and say how much it was. What others put there stays.

    Raises:
        OSError: The system refuses.
    """
    held = usage(folder)
    for pack in packs(folder):
        pack.remove()
    return held


class Store:
    """Heads and bodies (bytes both) by key, shared by any number of processes and threads.

    Args:
        folder: Where it is; made when something is first kept. Nobody else may be able to write to it.
        limit: How much it may hold, in bytes. What was not used for longest goes first, a pack at a time.
        warn: Told once, in a sentence without a full stop, when nothing can be kept.
    """

    def __init__(self, folder: Path, limit: int = DEFAULT_LIMIT, warn: Callable[[str], None] = lambda _: None) -> None:
        self._folder = folder
        self._limit = limit
        self._warn = warn
        self._pack_bytes = min(_PACK_BYTES, limit // _PACKS)
        self._found: dict[bytes, tuple[Pack, int, int]] | None = None
        self._read_from: set[Pack] = set()
        self._appender: Appender | None = None
        self._refuses = False
        self._one_at_a_time = threading.RLock()  # for what changes it; things are read meanwhile

    @property
    def keeps(self) -> bool:
        """Whether what is put there is kept, as far as is known."""
        return not self._refuses

    def __contains__(self, key: bytes) -> bool:
        return key in self._index()

    def get(self, key: bytes) -> tuple[bytes, bytes] | None:
        """What is kept for a key, checked; nothing where it is missing, damaged or not ours."""
        return self._kept(key, Pack.read)

    def look(self, key: bytes) -> tuple[bytes, int] | None:
        """The head of what is kept for a key, checked, and how long its body is; the body itself is not looked at."""
        return self._kept(key, Pack.look)

    def _kept(self, key: bytes, read: Callable[[Pack, bytes, int, int], _Kept | None]) -> _Kept | None:
        place = self._index().get(key)
        if place is None:
            return None
        pack, offset, length = place
        if pack not in self._read_from:
            with self._one_at_a_time:
                self._read_from.add(pack)
        try:
            kept = read(pack, key, offset, length)
        except (OSError, ValueError):  # a ValueError where another thread has just closed it
            kept = None
        if kept is None:
            self.forget(key)
        return kept

    def forget(self, key: bytes) -> None:
        """Do not find this key any more, until it is kept anew."""
        with self._one_at_a_time:
            self._index().pop(key, None)

    def put(self, key: bytes, head: bytes, body: bytes) -> None:
        """Keep something, if it can be kept."""
        with self._one_at_a_time:
            self._put(key, head, body)

    def _put(self, key: bytes, head: bytes, body: bytes) -> None:
        length = space(head, body)
        self._index()  # may find that nothing can be kept
        if self._refuses or length > self._limit:
            return
        try:
            appender = self._room(length)
            _, *place = appender.add(key, head, body)
        except OSError as error:
            self._refuse(error.strerror or str(error))
        else:
            self._index()[key] = (appender.pack, place[0], place[1])

    def close(self) -> None:
        """Close all files. Safe to call twice; what is asked of it afterwards opens them again."""
        with self._one_at_a_time:
            if self._appender:
                self._appender.close()
                self._appender = None
            for pack in self._read_from:
                pack.close()
            self._read_from.clear()
            self._found = None

    def _refuse(self, why: str) -> None:
        if not self._refuses:
            self._refuses = True
            self._warn(f"speech is not kept for the next time in {self._folder}: {why}")

    def _index(self) -> dict[bytes, tuple[Pack, int, int]]:
        if (found := self._found) is not None:
            return found
        with self._one_at_a_time:
            if self._found is None:
                found = {}
                try:
                    trusted = not self._folder.exists() or self._is_trusted()
                    for pack in packs(self._folder) if trusted else ():  # of two records with one key the later counts
                        found.update(_places(pack))
                except OSError as error:
                    self._refuse(error.strerror or str(error))
                self._found = found
            return self._found

    def _is_trusted(self) -> bool:
        """Whether only this user can write to the folder; whoever else could might put words into our mouth."""
        if sys.platform == "win32":
            return True
        status = self._folder.stat()
        if status.st_uid != os.geteuid():
            self._refuse("the folder belongs to another user")
        elif status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            self._refuse("others may write to the folder (chmod 700 makes it yours alone)")
        return not self._refuses

    def _room(self, length: int) -> Appender:
        """Where the next record of that length goes.

        Raises:
            OSError: The system refuses, or the disk is nearly full.
        """
        if self._appender and self._appender.size and self._appender.size + length > self._pack_bytes:
            self._appender.close()
            self._appender = None
        if self._appender is None:
            self._make_folder()
            if shutil.disk_usage(self._folder).free < _RESERVE + length:
                raise OSError(0, "the disk is nearly full")
            self._appender = self._reopened(length) or Appender(new_pack(self._folder), fresh=True)
            self._evict(max(self._pack_bytes, length) - self._appender.size)
        return self._appender

    def _reopened(self, length: int) -> Appender | None:
        """The pack made last, if it has room and nobody writes to it.

        Never an older one: a record made anew has to come after the damaged one it takes the place of.
        """
        for pack in packs(self._folder)[-1:]:
            if pack.size() + length <= self._pack_bytes:
                try:
                    return Appender(pack, fresh=False)
                except BlockingIOError:
                    return None
        return None

    def _make_folder(self) -> None:
        if self._folder.is_dir():
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Not in a folder that was there before: it may hold what has to be in a backup.
        (self._folder / _TAG_NAME).write_text(_TAG, encoding="ascii")

    def _evict(self, wanted: int) -> None:
        """Remove packs, those not used for longest first, until as many bytes more fit. Those being written to stay."""
        held = sorted(packs(self._folder), key=Pack.used)
        sizes = [pack.size() for pack in held]
        total = sum(sizes)
        removed: set[Path] = set()
        for pack, size in zip(held, sizes, strict=True):
            if total + wanted <= self._limit:
                break
            if pack.remove_idle():
                removed.add(pack.path)
                total -= size
        if removed and self._found:
            for pack in [pack for pack in self._read_from if pack.path in removed]:
                pack.close()
                self._read_from.remove(pack)
            self._found = {key: place for key, place in self._found.items() if place[0].path not in removed}


class Notes:
    """What is kept in a store beside the speech, by digest: what takes less time to find than to make."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, digest: bytes) -> bytes | None:
        """What is kept under a digest, checked; nothing where it is missing, damaged or not ours."""
        kept = self._store.get(note(digest))
        return kept[0] if kept else None

    def put(self, digest: bytes, told: bytes) -> None:
        """Keep it, if it can be kept."""
        self._store.put(note(digest), told, b"")


def _places(pack: Pack) -> dict[bytes, tuple[Pack, int, int]]:
    try:
        return {key: (pack, offset, length) for key, offset, length in pack.entries()}
    except FileNotFoundError:  # removed by another process, or killed before its first record
        return {}
