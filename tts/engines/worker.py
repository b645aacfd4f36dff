"""The child's side of a worker process: one engine, asked over a pipe.

Started by `tts.engines.isolation`; the messages are those of `tts.engines.wire`. It answers in the order it is asked,
and ends when its parent closes the pipe or dies.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from contextlib import suppress
from importlib import import_module
from typing import BinaryIO

from tts.engines import create, wire
from tts.engines.base import Engine


def main(parent: int) -> None:
    """Serve the engine that the first message names until standard input ends.

    Args:
        parent: Process id to die with, at once and whatever native code does, where the system can do that; 0 for none.
    """
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Control-C reaches the whole group; what it means is the parent's to say
    if parent:
        _die_with(parent)
    requests, answers = _take_standard_streams()
    asked: queue.SimpleQueue[wire.Head] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(requests, asked), daemon=True).start()
    name: str = asked.get()["engine"]
    try:
        engine = create(name)
    except Exception as error:
        wire.send(answers, _refusal(name, error))
        return
    wire.send(answers, {"rates": engine.rates, "pitches": engine.pitches})
    while "prepare" in (request := asked.get()):
        _prepare(engine, request)
    _answer(engine, request, answers)
    # Engines read their version with it. It takes as long as two sentences, and native code leaves it the time.
    threading.Thread(target=import_module, args=("importlib.metadata",), daemon=True).start()
    while True:
        request = asked.get()
        if "prepare" in request:
            _prepare(engine, request)
        else:
            _answer(engine, request, answers)


def _prepare(engine: Engine, request: wire.Head) -> None:
    with suppress(Exception):  # told when it is asked to speak; and an engine of others may know no such hint
        engine.prepare(request["prepare"], request["voice"])


def _answer(engine: Engine, request: wire.Head, answers: BinaryIO) -> None:
    try:
        if "text" in request:
            speech = engine.synthesize(wire.to_utterance(request))
            head, body = wire.from_speech(speech), speech.pcm
        elif "voices" in request:
            head, body = {"voices": [wire.from_voice(voice) for voice in engine.voices()]}, b""
        else:
            head, body = {"version": engine.version}, b""
    except Exception as error:
        head, body = wire.from_error(error, request.get("segment", "")), b""
    wire.send(answers, head, body)


def _refusal(name: str, error: Exception) -> wire.Head:
    from tts.errors import EngineError

    if not isinstance(error, EngineError):
        error = EngineError(f"engine {name} does not start: {type(error).__name__}: {error}")
    return wire.from_error(error)


def _take_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes, moved to where nothing else reads or prints: what native code writes is thrown away."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    return requests, answers


def _read(requests: BinaryIO, asked: queue.SimpleQueue[wire.Head]) -> None:
    """Read what is asked, in a thread of its own, so that the parent's end is noticed even while native code hangs."""
    try:
        while True:
            asked.put(wire.receive(requests)[0])
    except EOFError:
        os._exit(0)


def _die_with(parent: int) -> None:
    """End with the thread that started this process (Linux: prctl(2), PR_SET_PDEATHSIG).

    It works even when native code keeps Python from noticing the end of the pipe.
    """
    if sys.platform != "linux":
        return
    import ctypes

    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
    if os.getppid() != parent:  # it died before this call
        os._exit(0)
