"""Several files of one narration are written side by side: FFmpeg and LAME let go of Python's lock while they encode.

They get their names in order, each when those before it have theirs, so that nobody sees that they were not written one after
another: where one fails, or the program is stopped, none of those after it is there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast

from tts.outputs import being_written, has_sound, write
from tts.outputs.options import Options, Written
from tts.recorded import Cue, Master, Narration

if TYPE_CHECKING:
    from concurrent.futures import Future

_Piece = TypeVar("_Piece", bytes, Cue)
#: On Windows, Control-C does not end a wait without a limit; in seconds.
_LOOK = 0.5


class _GivenUpError(Exception):
    """What is being written is not wanted any more."""


def write_together(
    narration: Narration,
    paths: Sequence[Path],
    options: Options = Options(),
    jobs: int = 1,
    begins: Callable[[Path], None] = lambda _: None,
) -> Iterator[Written]:
    """Write a narration to several files, and tell each when it is there, in order.

    Args:
        narration: What is to be written.
        paths: Where to, as `tts.outputs.write` takes them.
        options: For all of them.
        jobs: How many are made at a time. The files are the same whatever it is.
        begins: Called with each path, in order, before it is begun.

    Raises:
        OutputError: As `tts.outputs.write`.
    """
    if jobs == 1 or sum(map(has_sound, paths)) < 2:  # no other takes its time
        for path in paths:
            begins(path)
            yield write(narration, path, options)
        return
    from concurrent.futures import ThreadPoolExecutor

    turn, stop = Lock(), Event()
    waiting: deque[tuple[Future[Written], ExitStack]] = deque()
    with ExitStack() as nameless, ThreadPoolExecutor(jobs, "article-tts-file") as threads:
        try:
            for path in paths:
                busy = [future for future, _ in waiting if not future.done()]
                if len(busy) == jobs:
                    _wait_for_one(busy)
                while waiting and waiting[0][0].done():
                    yield _named(*waiting.popleft())
                begins(path)
                file = nameless.enter_context(ExitStack())
                made = being_written(
                    _guarded(narration, turn, stop),
                    path,
                    options,
                    lambda file: cast("BinaryIO", _Stoppable(file, stop)),
                )
                waiting.append((threads.submit(file.enter_context, made), file))
            while waiting:
                _wait_for_one([waiting[0][0]])
                yield _named(*waiting.popleft())
        except BaseException:
            stop.set()
            raise


def _wait_for_one(futures: list[Future[Written]]) -> None:
    """Wait until one of them is done."""
    from concurrent.futures import FIRST_COMPLETED, wait

    while not wait(futures, _LOOK, FIRST_COMPLETED).done:
        pass


def _named(made: Future[Written], file: ExitStack) -> Written:
    with file:
        return made.result()


def _guarded(narration: Narration, turn: Lock, stop: Event) -> Narration:
    """The narration for one thread, with an envelope of its own, which remembers what was read last."""
    from tts.loudness.gained import Gained

    master = narration.master
    if isinstance(master, Gained):
        source = _Guarded(master.source, turn, stop)
        return replace(narration, master=Gained(source, master.gain, deepcopy(master.envelope), master.survey))
    return replace(narration, master=_Guarded(master, turn, stop))


class _Stoppable:
    """A file that is not read any more when the writing is to stop: to measure what was written may take minutes."""

    def __init__(self, file: BinaryIO, stop: Event) -> None:
        self._file = file
        self._stop = stop

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def read(self, size: int = -1) -> bytes:
        if self._stop.is_set():
            raise _GivenUpError
        return self._file.read(size)


class _Guarded:
    """A master that is read by one thread at a time, and by none when the writing is to stop. Satisfies `tts.recorded.Master`."""

    def __init__(self, source: Master, turn: Lock, stop: Event) -> None:
        self._source = source
        self._turn = turn
        self._stop = stop

    @property
    def sample_rate(self) -> int:
        """In hertz."""
        return self._source.sample_rate

    @property
    def frames(self) -> int:
        """Length in frames."""
        return self._source.frames

    def pcm(self, first_frame: int = 0, end_frame: int | None = None) -> Iterator[bytes]:
        """The samples of a stretch, in chunks of whole frames."""
        return self._in_turn(self._source.pcm(first_frame, end_frame))

    def cues(self) -> Iterator[Cue]:
        """The cues, in order of time."""
        return self._in_turn(self._source.cues())

    def close(self) -> None:
        """Nothing to give back: the sound belongs to the master that is guarded."""

    def _in_turn(self, pieces: Iterator[_Piece]) -> Iterator[_Piece]:
        while True:
            if self._stop.is_set():
                raise _GivenUpError
            with self._turn:
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece
