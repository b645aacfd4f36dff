"""Packs: files of records that are only ever appended to, each with an index beside it.

A file for each record was measured first: making a file costs several times as much as appending what is in it. A pack is
written by one process at a time, which holds a lock on it and lets go of it when it ends, however it ends; any number of
processes read. What a killed process left half written is in no index, or does not agree with its checksum.
"""

from __future__ import annotations

import errno
import os
import struct
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import FileIO
from pathlib import Path

KEY_BYTES = 32

_MAGIC = b"aTs2"
#: Magic, checksum of all that follows it up to the end of the head, key, length of the head, length of the body, checksum of the
#: body; then head and body. A body is as long as its sound; who needs the head alone need not read it.
_RECORD = struct.Struct(f"<4sI{KEY_BYTES}sIII")
_CHECKED_FROM = 8
#: Of a record whose sound is not wanted, so much is read: most heads have not a tenth of it.
_USUAL_HEAD = 1 << 15
#: Key, where the record begins in the pack, its length.
_ENTRY = struct.Struct(f"<{KEY_BYTES}sQI")
_LONGEST = 2**32 - 1

#: Where the system cannot read at a position, one thread at a time seeks and reads.
_seeking = threading.Lock()

Entry = tuple[bytes, int, int]


def space(head: bytes, body: bytes) -> int:
    """How much a head and a body take of the disk, with the record and the entry in the index around them, in bytes."""
    return _RECORD.size + len(head) + len(body) + _ENTRY.size


class Pack:
    """A pack as its readers see it.

    Args:
        path: Its file; the index has the same name with the suffix `.index`.
    """

    SUFFIX = ".pack"
    INDEX_SUFFIX = ".index"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.index_path = path.with_suffix(self.INDEX_SUFFIX)
        self._file: FileIO | None = None
        self._size = 0  # of what can be read, as far as it was needed so far

    def size(self) -> int:
        """Of both files, in bytes; what is not there counts as 0."""
        return sum(_size(path) for path in (self.path, self.index_path))

    def used(self) -> float:
        """When something was last read from it or written to it, in seconds since the epoch; 0 where it is gone."""
        try:
            return self.path.stat().st_mtime
        except OSError:
            return 0.0

    def entries(self) -> Iterator[Entry]:
        """Key, offset and length of its records, the oldest first.

        Raises:
            OSError: The index is gone or cannot be read.
        """
        data = self.index_path.read_bytes()
        yield from _ENTRY.iter_unpack(data[: len(data) - len(data) % _ENTRY.size])

    def read(self, key: bytes, offset: int, length: int) -> tuple[bytes, bytes] | None:
        """Head and body of a record, or nothing if what is there is not what was written for the key.

        Raises:
            OSError: The pack is gone or cannot be read.
        """
        data = self._data(offset, length)
        start = _start(data, key, length)
        if start is None:
            return None
        head, body_length, checksum = start
        body = data[length - body_length :]
        return (head, body) if len(body) == body_length and zlib.crc32(body) == checksum else None

    def look(self, key: bytes, offset: int, length: int) -> tuple[bytes, int] | None:
        """Head of a record and length of its body, or nothing if what is there is not what was written for the key.

        Raises:
            OSError: The pack is gone or cannot be read.
        """
        start = _start(self._data(offset, min(length, _USUAL_HEAD)), key, length)
        if start is None and length > _USUAL_HEAD:
            start = _start(self._data(offset, length), key, length)
        return start[:2] if start else None

    def _data(self, offset: int, length: int) -> bytes:
        """A stretch of the pack, in one call where the system can: others of this process work while it is waited for."""
        file = self._file
        if file is None:
            file = self._file = FileIO(os.fspath(self.path))
            with suppress(OSError):  # a folder that may only be read serves as well
                os.utime(self.path)
        if offset + length > self._size:
            self._size = os.fstat(file.fileno()).st_size
        length = min(length, self._size - offset)
        if length <= 0:
            return b""
        if hasattr(os, "pread"):
            return os.pread(file.fileno(), length, offset)
        with _seeking:
            file.seek(offset)
            return file.read(length) or b""

    def remove(self) -> None:
        """Remove both files, whoever may be using them; each keeps what it has open.

        Raises:
            OSError: The system refuses.
        """
        self.close()
        for path in (self.index_path, self.path):
            path.unlink(missing_ok=True)

    def remove_idle(self) -> bool:
        """Remove it unless it is being written to; say whether it is gone."""
        self.close()
        try:
            with FileIO(os.fspath(self.path), "ab") as file:
                if _lock(file) is False:
                    return False
                if sys.platform != "win32":
                    self.remove()
            self.remove()  # Windows removes no file that is open
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Close the file. Safe to call twice."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self._size = 0


class Appender:
    """A pack as its one writer sees it.

    Args:
        pack: What to append to.
        fresh: Whether to make it; otherwise it must be there.

    Attributes:
        pack: The same.
        size: Of both its files, in bytes.

    Raises:
        BlockingIOError: Another process is writing to it, or it has just been removed.
        OSError: The system refuses.
    """

    def __init__(self, pack: Pack, fresh: bool) -> None:
        self.pack = pack
        self._file = FileIO(os.fspath(pack.path), "xb" if fresh else "ab", opener=_private)
        self._index: FileIO | None = None
        try:
            # Where locks do not work at all, each process writes to packs of its own making.
            if not (_lock(self._file) or fresh):
                raise BlockingIOError(errno.EWOULDBLOCK, "another process writes to it")
            if not os.path.samestat(os.fstat(self._file.fileno()), pack.path.stat()):
                raise BlockingIOError(errno.EWOULDBLOCK, "it has been removed")
            self._end = self._file.seek(0, os.SEEK_END)
            self._index = FileIO(os.fspath(pack.index_path), "ab", opener=_private)
            end = self._index.seek(0, os.SEEK_END)
            if end % _ENTRY.size:  # a process was killed in the middle of an entry
                self._index.truncate(end - end % _ENTRY.size)
            self.size = self._end + end
        except BaseException:
            self.close()
            raise

    def add(self, key: bytes, head: bytes, body: bytes) -> Entry:
        """Append a record and say where it is.

        Raises:
            OSError: The system refuses, or the disk is full.
        """
        length = _RECORD.size + len(head) + len(body)
        if length > _LONGEST:
            raise OSError(errno.EFBIG, "too long for a pack")
        checked = key + struct.pack("<III", len(head), len(body), zlib.crc32(body)) + head
        entry = (key, self._end, length)
        try:
            _write(self._file, _MAGIC + struct.pack("<I", zlib.crc32(checked)) + checked)
            if body:
                _write(self._file, body)
        except OSError:
            with suppress(OSError):  # the half record does no harm: it is in no index
                self._file.truncate(self._end)
            raise
        self._end += length
        assert self._index is not None
        _write(self._index, _ENTRY.pack(*entry))
        self.size += space(head, body)
        return entry

    def close(self) -> None:
        """Let go of the pack. Safe to call twice."""
        self._file.close()
        if self._index is not None:
            self._index.close()


def packs(folder: Path) -> list[Pack]:
    """The packs of a folder, the one made first first; none where there is no folder.

    Raises:
        OSError: The folder cannot be read.
    """
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    # An index without a pack counts: it is to be cleared away, too.
    stems = {name.rpartition(".")[0] for name in names if name.endswith((Pack.SUFFIX, Pack.INDEX_SUFFIX))}
    return [Pack(folder / f"{stem}{Pack.SUFFIX}") for stem in sorted(stems) if _is_ours(stem)]


def new_pack(folder: Path) -> Pack:
    """A pack that comes after all others and is not there yet."""
    return Pack(folder / f"{time.time_ns():020}-{os.getpid()}{Pack.SUFFIX}")


def _start(data: bytes, key: bytes, length: int) -> tuple[bytes, int, int] | None:
    """Head of a record, length and checksum of its body; nothing if the data do not begin with what was written for the key."""
    if not _RECORD.size <= length or len(data) < _RECORD.size:
        return None
    magic, checksum, written_key, head_length, body_length, body_checksum = _RECORD.unpack_from(data)
    if (magic, written_key) != (_MAGIC, key) or _RECORD.size + head_length + body_length != length:
        return None
    checked = data[_CHECKED_FROM : _RECORD.size + head_length]
    if len(checked) != _RECORD.size + head_length - _CHECKED_FROM or zlib.crc32(checked) != checksum:
        return None
    return checked[_RECORD.size - _CHECKED_FROM :], body_length, body_checksum


def _is_ours(stem: str) -> bool:
    """Nothing that somebody else put into the folder is ever read or removed."""
    made, _, process = stem.partition("-")
    return len(made) == 20 and made.isdecimal() and process.isdecimal()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _write(file: FileIO, data: bytes) -> None:
    written = file.write(data)
    if written != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _lock(file: FileIO) -> bool | None:
    """Take the lock of a file until it is closed, if it can be had at once; nothing is said where there are no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            # A locked byte cannot be read by others: take one where no record will ever be.
            file.seek(2**40)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in {errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK} else None
    return True
