"""Numbers on a tape: what they are, and that memory holds few of them."""

from __future__ import annotations

import errno
import tracemalloc
from array import array
from concurrent.futures import ThreadPoolExecutor

import pytest

from tts.errors import OutputError
from tts.temporary import BLOCK, Shelf, Tape


@pytest.mark.parametrize("count", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 7])
def test_a_tape_gives_what_was_put_on_it(count):
    """One by one or many at a time, read whole or in part, while it grows."""
    tape = Tape(array("q"))
    for number in range(count // 2):
        tape.append(number * number)
    read_before = list(tape)
    tape.extend(number * number for number in range(count // 2, count))
    squares = [number * number for number in range(count)]
    assert read_before == squares[: count // 2]
    assert list(tape) == squares
    assert len(tape) == count
    for first, end in ((0, 3), (BLOCK - 2, BLOCK + 2), (count - 2, count + 2), (2 * BLOCK, 3 * BLOCK), (count, count)):
        if first >= 0:
            assert list(tape.part(first, end)) == squares[first:end]


def test_a_tape_is_read_by_several_threads():
    """Each finds what it asks for, though all of it lies in one file."""
    tape = Tape(array("q"))
    tape.extend(range(8 * BLOCK))

    def is_found(at: int) -> bool:
        return list(tape.part(at, at + 5)) == list(range(at, at + 5))

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(is_found, [(97 * number) % (7 * BLOCK) for number in range(20_000)]))


def test_memory_does_not_grow_with_a_tape():
    """Ten times as many numbers take the same memory."""

    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            tape = Tape(array("f"))
            tape.extend(map(float, range(count)))
            assert sum(1 for _ in tape) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(20 * BLOCK) < 1.1 * peak(2 * BLOCK)


def test_a_full_disk_is_told(monkeypatch):
    """As it is of the recording itself."""

    class Full:
        def seek(self, _: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self) -> None:
            pass

    monkeypatch.setattr("tts.temporary.temporary_file", Full)
    with pytest.raises(OutputError, match="No space left"):
        Tape(array("q")).extend(range(BLOCK))
    with pytest.raises(OutputError, match="No space left"):
        Shelf().append(b"text")
