"""The parent's side of a worker process: an engine that cannot take the program down.

Native code crashes, aborts and hangs. Here that costs one utterance: the worker is ended and started anew, and what
was asked ahead is asked again.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections import deque
from typing import Any, BinaryIO, NamedTuple, cast

from tts.engines import processes, wire
from tts.errors import EngineError, SynthesisError
from tts.speech import Speech, Utterance, Voice

#: Start-ups in a row that may fail before the engine is given up.
_STARTS = 3

#: Utterances after which a worker gives way to a new one: native code leaks (eSpeak NG the dictionary of a second
#: language, each time it is loaded).
_LIFETIME = 2000

#: How often the watchdog looks at the clock, in seconds.
_WATCH = 0.2

#: A second of speech and more fits, so that worker and parent seldom wait for one another. Linux only; in bytes.
_PIPE_SIZE = 1 << 20


class TimeLimit(NamedTuple):
    """How long a worker may take before it counts as hanging, in seconds.

    Attributes:
        start: To start and load the engine.
        utterance: For an utterance, whatever its length.
        character: For each character of it, at the voice's normal rate.
    """

    start: float = 30.0
    utterance: float = 10.0
    character: float = 0.05

    def of(self, utterance: Utterance) -> float:
        """The limit for one utterance."""
        return self.utterance + self.character * len(utterance.text) / min(1.0, max(utterance.prosody.rate, 0.1))


class _Worker:
    """One process. Its death, its being stopped for taking too long included, is an `EOFError`."""

    def __init__(self, name: str, site: bool) -> None:
        self._process = processes.process(site=site)
        self._requests = cast("BinaryIO", self._process.stdin)
        self._answers = cast("BinaryIO", self._process.stdout)
        _widen(self._answers)
        self._deadline: float | None = None
        self._limit = 0.0
        self._ended = threading.Event()
        self._late = False
        self._watchdog: threading.Thread | None = None
        self.greeted = False
        self.said = 0
        self._tell(name)

    def _tell(self, name: str) -> None:
        try:
            self.ask({"engine": name})
        except EOFError:  # noticed again, and told, when its greeting is read
            return

    def ask(self, head: wire.Head) -> None:
        """Send a request.

        Raises:
            EOFError: The worker is dead.
        """
        try:
            wire.send(self._requests, head)
        except OSError as error:
            raise EOFError from error

    def answer(self, limit: float) -> tuple[wire.Head, bytes]:
        """The next answer, if it begins and ends within `limit` seconds.

        Raises:
            EOFError: The worker is dead.
        """
        if self._watchdog is None:
            self._watchdog = threading.Thread(target=self._watch, daemon=True)
            self._watchdog.start()
        self._limit, self._deadline = limit, time.monotonic() + limit
        try:
            return wire.receive(self._answers)
        except BaseException:
            # An answer that was half read (Control-C) leaves the pipe where no further one can be found.
            self._process.kill()
            raise
        finally:
            self._deadline = None

    def _watch(self) -> None:
        while not self._ended.wait(_WATCH):
            deadline = self._deadline
            if deadline is not None and time.monotonic() > deadline:
                self._late = True
                self._process.kill()
                return

    def alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process without waiting for it to notice that nobody asks any more."""
        self._process.kill()

    def end(self) -> str:
        """End the process and say how it died."""
        self._ended.set()
        for stream in (self._requests, self._answers):
            try:
                stream.close()
            except OSError:  # a request it never read
                continue
        try:
            status = self._process.wait(0.5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        if self._late:
            return f"took longer than {self._limit:.3g} seconds"
        if status < 0:
            return f"crashed ({signal.Signals(-status).name})"
        return f"ended by itself (exit status {status})"


def _widen(pipe: BinaryIO) -> None:
    if sys.platform == "linux":
        import fcntl

        try:
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)
        except OSError:  # the user's allowance for pipes is used up: the usual size works, too
            return


class Isolated:
    """An engine in a process of its own (the contract is `tts.engines.base.Engine`).

    The process starts at once and warms up while the caller reads the article.

    Args:
        name: As given to `--engine`.
        limit: When it counts as hanging.
        site: Whether the worker needs what `site` sets up (path hooks of installed plug-ins); it starts slower.
    """

    def __init__(self, name: str, limit: TimeLimit | None = None, *, site: bool = True) -> None:
        self._name = name
        self._limit = limit or TimeLimit()
        self._site = site
        self._asked: deque[Utterance] = deque()
        self._version: str | None = None
        self._voices: tuple[Voice, ...] | None = None
        self._greeting: wire.Head = {}
        self._failure: EngineError | None = None
        self._failed_starts = 0
        self._worker: _Worker | None = None
        self._start()

    @property
    def name(self) -> str:
        return self._name

    @property
    def version(self) -> str:
        """Name and version of what does the work; waits until the worker has started.

        Raises:
            EngineError: It does not start.
        """
        if self._version is None:
            self._version = str(self._query("version"))
        return self._version

    @property
    def rates(self) -> tuple[float, float]:
        slowest, fastest = self._greet()["rates"]
        return slowest, fastest

    @property
    def pitches(self) -> tuple[float, float]:
        lowest, highest = self._greet()["pitches"]
        return lowest, highest

    def voices(self) -> tuple[Voice, ...]:
        """Every voice that can speak here.

        Raises:
            EngineError: The engine does not start or cannot list them.
        """
        if self._voices is None:
            self._voices = tuple(wire.to_voice(voice) for voice in self._query("voices"))
        return self._voices

    def prepare(self, lang: str, voice: str = "") -> None:
        """Passed on to the worker, which prepares as soon as it has started; it answers nothing."""
        if self._worker is None:
            return
        try:
            self._worker.ask({"prepare": lang, "voice": voice})
        except EOFError:  # noticed, and told, when an utterance is asked for
            return

    def expect(self, utterance: Utterance) -> None:
        """Ask ahead; the worker answers while the caller does something else."""
        if self._failure is None and not self._aged():
            self._ask(utterance)

    def synthesize(self, utterance: Utterance) -> Speech:
        """The sound of an utterance.

        Raises:
            SynthesisError: It could not be said; or native code crashed on it or took longer than the limit.
            ProsodyError: Its rate, pitch or volume is out of range.
            VoiceError: No such voice, or none for the language.
            EngineError: The worker does not start.
        """
        if not self._asked or self._asked[0] != utterance:
            self._forget_asked()
            self._ask(utterance)
        self._greet()
        worker = self._ready()
        try:
            head, pcm = worker.answer(self._limit.of(utterance))
        except EOFError:
            self._asked.popleft()
            death = self._replace()
            raise SynthesisError(f"engine {self._name} {death}", utterance.segment) from None
        except BaseException:
            self._asked.clear()
            self._drop()
            raise
        self._asked.popleft()
        if "error" in head:
            raise wire.to_error(head)
        return wire.to_speech(head, pcm)

    def close(self) -> None:
        """End the worker. Safe to call twice."""
        self._asked.clear()
        self._failure = EngineError(f"engine {self._name} has been closed")
        if self._worker:
            self._worker.kill()  # whatever it still does is wanted by nobody
        self._drop()

    def __del__(self) -> None:
        if getattr(self, "_worker", None) is not None:
            self.close()

    def _query(self, what: str) -> Any:
        self._forget_asked()
        self._greet()
        worker = self._ready()
        try:
            worker.ask({what: True})
            head, _ = worker.answer(self._limit.start)
        except EOFError:
            raise EngineError(f"engine {self._name} {self._replace()} when it was asked for its {what}") from None
        if "error" in head:
            raise EngineError(f"engine {self._name} does not tell its {what}: {head['what']}")
        return head[what]

    def _start(self) -> _Worker:
        try:
            self._worker = _Worker(self._name, self._site)
        except OSError as error:
            self._failure = EngineError(f"no process can be started for engine {self._name}: {error}")
            raise self._failure from error
        return self._worker

    def _drop(self) -> str:
        worker, self._worker = self._worker, None
        return worker.end() if worker else ""

    def _replace(self) -> str:
        """End the worker, start another, ask it what was asked; say how the first died."""
        death = self._drop()
        worker = self._start()
        try:
            for utterance in self._asked:
                worker.ask(wire.from_utterance(utterance))
        except EOFError:  # noticed again, and told, when its answer is read
            return death
        return death

    def _ready(self) -> _Worker:
        """The worker; a new one if it died while nothing was asked of it."""
        if self._failure is not None:
            raise self._failure
        if self._worker is None:
            return self._start()
        return self._worker

    def _greet(self) -> wire.Head:
        """What the worker said when it started."""
        while True:
            worker = self._ready()
            if worker.greeted:
                return self._greeting
            try:
                head, _ = worker.answer(self._limit.start)
            except EOFError:
                self._failed_starts += 1
                death = self._replace()
                if self._failed_starts >= _STARTS:
                    self._drop()
                    self._failure = EngineError(
                        f"engine {self._name} does not start: its process {death}", hint="Choose another with --engine"
                    )
                continue
            if "error" in head:
                self._drop()
                self._failure = cast("EngineError", wire.to_error(head))
                continue
            worker.greeted = True
            self._failed_starts = 0
            self._greeting = head
            return head

    def _ask(self, utterance: Utterance) -> None:
        worker = self._ready()
        if not self._asked and (self._aged() or not worker.alive()):
            self._drop()
            worker = self._start()
        self._asked.append(utterance)
        worker.said += 1
        try:
            worker.ask(wire.from_utterance(utterance))
        except EOFError:  # noticed, and told, when its answer is read
            return

    def _aged(self) -> bool:
        return self._worker is not None and self._worker.said >= _LIFETIME

    def _forget_asked(self) -> None:
        """Hear out what was asked ahead and is not wanted any more."""
        while self._asked:
            self._greet()
            utterance = self._asked.popleft()
            try:
                self._ready().answer(self._limit.of(utterance))
            except EOFError:
                self._replace()
