"""Files without a name in the folder for temporary files (`TMPDIR`): nothing stays behind, however the program ends."""

from __future__ import annotations

import errno
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from threading import Lock
from typing import BinaryIO, Generic, TypeVar

from tts.errors import OutputError

_Number = TypeVar("_Number", int, float)
#: Numbers of a tape that are held in memory.
BLOCK = 1 << 12


def temporary_file() -> BinaryIO:
    """A new one.

    Raises:
        OutputError: It cannot be made.
    """
    with room_for_temporary_files():
        return tempfile.TemporaryFile(prefix="article-tts-")


@contextmanager
def room_for_temporary_files() -> Iterator[None]:
    """What the system refuses to such a file becomes an error that says what to do.

    Raises:
        OutputError: It did.
    """
    try:
        yield
    except OSError as error:
        hint = "Set TMPDIR to a folder with more room" if error.errno in {errno.ENOSPC, errno.EDQUOT} else ""
        raise OutputError(f"cannot keep the recording: {error.strerror}", tempfile.gettempdir(), hint) from error


class Shelf:
    """Bytes in a temporary file that are appended, and read again by any thread.

    Raises:
        OutputError: Here and below: no room for temporary files.
    """

    def __init__(self) -> None:
        self._file = temporary_file()
        self._length = 0
        self._one_at_a_time = Lock()

    def __len__(self) -> int:
        return self._length

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            self.close()

    def close(self) -> None:
        """Give the disk space back. Safe to call twice."""
        self._file.close()

    def append(self, data: bytes | bytearray) -> None:
        """Add some at the end."""
        with room_for_temporary_files(), self._one_at_a_time:
            self._file.seek(self._length)
            self._file.write(data)
            self._length += len(data)

    def part(self, first: int, end: int) -> bytes:
        """The bytes from a position to another."""
        with room_for_temporary_files(), self._one_at_a_time:  # seeking flushes
            self._file.seek(first)
            return self._file.read(end - first)


class Tape(Generic[_Number]):
    """Numbers that are appended and read again; all but the last of them lie in a temporary file, where there are many.

    When all are there, any number of threads may read them.

    Args:
        empty: An array of the type it is to have.

    Raises:
        OutputError: Here and below: no room for temporary files.
    """

    def __init__(self, empty: array[_Number]) -> None:
        self._last: array[_Number] = empty
        self._in_file = 0
        self._file: BinaryIO | None = None
        self._one_at_a_time = Lock()

    def __len__(self) -> int:
        return self._in_file + len(self._last)

    def __iter__(self) -> Iterator[_Number]:
        for first in range(0, len(self), BLOCK):
            yield from self.part(first, first + BLOCK)

    def __del__(self) -> None:
        if self._file:
            self._file.close()

    def append(self, number: _Number) -> None:
        """Add one at the end."""
        self._last.append(number)
        if len(self._last) == BLOCK:
            self._store()

    def extend(self, numbers: Iterable[_Number]) -> None:
        """Add some at the end."""
        waiting = iter(numbers)
        while True:
            self._last.extend(islice(waiting, BLOCK - len(self._last)))
            if len(self._last) < BLOCK:
                return
            self._store()

    def part(self, first: int, end: int) -> array[_Number]:
        """The numbers from a position to another; fewer where it has fewer."""
        part: array[_Number] = self._last[:0]
        if first < self._in_file and self._file:
            with self._one_at_a_time, room_for_temporary_files():  # seeking flushes
                self._file.seek(first * part.itemsize)
                part.frombytes(self._file.read((min(end, self._in_file) - first) * part.itemsize))
        part += self._last[max(first - self._in_file, 0) : max(end - self._in_file, 0)]
        return part

    def _store(self) -> None:
        if not self._file:
            self._file = temporary_file()
        with room_for_temporary_files():
            self._file.seek(self._in_file * self._last.itemsize)
            self._file.write(self._last.tobytes())
        self._in_file += len(self._last)
        self._last = self._last[:0]
