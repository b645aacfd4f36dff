"""The files of narrations are written side by side: FFmpeg and LAME let go of Python's lock while they encode.

While they do, whoever asked for the files can go on, and speak the next article. Those of one narration get their names together,
when all of them are whole, so that a recording never lies beside the captions of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any, BinaryIO, TypeVar, cast

from tts.outputs import being_written, has_sound, is_manifest
from tts.outputs.options import Options, Written
from tts.recorded import Cue, Master, Narration

_Piece = TypeVar("_Piece", bytes, Cue)
#: On Windows, Control-C does not end a wait without a limit; in seconds.
_LOOK = 0.5


class _GivenUpError(Exception):
    """What is being written is not wanted any more."""


class Desk:
    """Where files are written. As a context manager it gives up, at its end, what has no name yet.

    Args:
        jobs: Audio files that are encoded at a time. The files are the same whatever it is.
    """

    def __init__(self, jobs: int = 1) -> None:
        self._threads = ThreadPoolExecutor(jobs, "article-tts-file")
        self._begun: list[Files] = []

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        for files in self._begun:
            files.stop()
        for files in self._begun:
            files.give_up()
        self._threads.shutdown()

    def begin(self, narration: Narration, paths: Sequence[Path], options: Options = Options()) -> Files:
        """Begin to write a narration to several files.

        Args:
            narration: What is to be written. It must stay open until the files have their names or are given up.
            paths: Where to, as `tts.outputs.write` takes them.
            options: For all of them.
        """
        self._begun = [files for files in self._begun if not files.ended]
        self._begun.append(Files(narration, paths, options, self._threads))
        return self._begun[-1]


class Files:
    """The files of one narration, those with sound being encoded by threads. Made by `Desk.begin`."""

    def __init__(
        self, narration: Narration, paths: Sequence[Path], options: Options, threads: ThreadPoolExecutor
    ) -> None:
        """With the threads that encode."""
        self.ended = False
        """Whether they have their names, or were given up."""
        self._stop = Event()
        self._narration = _stoppable(narration, self._stop)
        self._paths = sorted(paths, key=is_manifest)  # manifests last: they name the files they belong to
        self._options = options
        self._nameless: dict[Path, ExitStack] = {path: ExitStack() for path in self._paths}
        self._encoded: dict[Path, Future[Written]] = {
            path: threads.submit(self._written, path, options) for path in self._paths if has_sound(path)
        }

    @property
    def encoded(self) -> bool:
        """Whether there is nothing to wait for any more."""
        return all(future.done() for future in self._encoded.values())

    def name(self) -> list[Written]:
        """Write the rest, wait for what is being encoded, and give all of them their names.

        Returns:
            The files in the order of the paths, manifests last.

        Raises:
            OutputError: As `tts.outputs.write`. Then those that have no name yet are given up: all, unless the naming failed.
        """
        try:
            others = [path for path in self._paths if path not in self._encoded]
            made = {path: self._written(path, self._options) for path in others if not is_manifest(path)}
            made.update(self._results())
            options = replace(self._options, companions=tuple(made[path] for path in self._paths if path in made))
            made.update((path, self._written(path, options)) for path in others if is_manifest(path))
            for nameless in self._nameless.values():
                nameless.close()
        except BaseException:
            self.give_up()
            raise
        self.ended = True
        return [made[path] for path in self._paths]

    def stop(self) -> None:
        """Let what is being encoded come to its end soon; it will not be whole."""
        self._stop.set()
        for future in self._encoded.values():
            future.cancel()

    def give_up(self) -> None:
        """Leave nothing of what has no name yet. Safe to call twice, and where all have theirs."""
        self.stop()
        for _ in _failures(future for future in self._encoded.values() if not future.cancelled()):
            continue  # all have to end
        for nameless in self._nameless.values():
            with suppress(_GivenUpError), nameless:
                raise _GivenUpError
        self.ended = True

    def _results(self) -> dict[Path, Written]:
        """What was encoded, or the first error."""
        for error in _failures(self._encoded.values()):
            raise error
        return {path: future.result() for path, future in self._encoded.items()}

    def _written(self, path: Path, options: Options) -> Written:
        """Write one file, which gets its name later."""
        tells = any(map(is_manifest, self._paths)) and not is_manifest(path)
        made = being_written(self._narration, path, options, self._seen, tells_content=tells)
        return self._nameless[path].enter_context(made)

    def _seen(self, file: BinaryIO) -> BinaryIO:
        return cast("BinaryIO", _StoppableFile(file, self._stop))


def _failures(futures: Iterable[Future[Written]]) -> Iterator[BaseException]:
    """Wait until all are done; give the error of each that fails at once."""
    waiting = set(futures)
    while waiting:
        done, waiting = wait(waiting, _LOOK, FIRST_EXCEPTION)
        yield from filter(None, (future.exception() for future in done))


def _stoppable(narration: Narration, stop: Event) -> Narration:
    """The narration for other threads, which read no more of it when the writing is to stop."""
    from tts.loudness.gained import Gained

    master = narration.master
    if isinstance(master, Gained):
        source = _StoppableMaster(master.source, stop)
        return replace(narration, master=Gained(source, master.gain, master.envelope, master.survey))
    return replace(narration, master=_StoppableMaster(master, stop))


class _StoppableFile:
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


class _StoppableMaster:
    """A master that is not read any more when the writing is to stop. Satisfies `tts.recorded.Master`."""

    def __init__(self, source: Master, stop: Event) -> None:
        self._source = source
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
        return self._until_stopped(self._source.pcm(first_frame, end_frame))

    def cues(self) -> Iterator[Cue]:
        """The cues, in order of time."""
        return self._until_stopped(self._source.cues())

    def close(self) -> None:
        """Nothing to give back: the sound belongs to the master that is read."""

    def _until_stopped(self, pieces: Iterator[_Piece]) -> Iterator[_Piece]:
        for piece in pieces:
            if self._stop.is_set():
                raise _GivenUpError
            yield piece
