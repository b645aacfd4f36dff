"""The player: sound goes to a sound device while more of it is still being made.

The device asks for sound from a thread of its own; `play` hands it over and waits while enough is ahead, so memory
stays flat and what is heard next is always ready. The player only plays: it never changes what it is given.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import miniaudio

from tts.errors import UnavailableError
from tts.model import Speech
from tts.timing import frames

#: The device that plays into nothing at the pace of a real one.
NULL_DEVICE = "null"
#: Sound kept waiting for the device, in seconds: a listener's machine may be busy that long without a gap.
AHEAD_SECONDS = 8.0
#: Sound the device takes in one go, in milliseconds: what is heard after a stop or a pause.
PERIOD_MS = 50
#: What the device is opened with before the first sound is there, in hertz: that of the default engine.
USUAL_SAMPLE_RATE = 22050
#: A device that asks for nothing this long, in seconds, is lost.
LOST_SECONDS = 5.0
#: Silence after the last sound, in seconds, that lets the device's own buffers run empty.
TAIL_SECONDS = 0.25

_SAMPLE_BYTES = 2
_HINT = "Use `article-tts render` to make an audio file instead"


class Player:
    """Plays speech on a sound device, in the order it is given."""

    def __init__(self, device: str = "", sample_rate: int = USUAL_SAMPLE_RATE) -> None:
        """Open a device and start it; it plays silence until it is given sound.

        Args:
            device: Name of a playback device or part of it, `null`, or empty for the default one.
            sample_rate: In hertz. Sound of another rate is played, too: the device is then opened anew.

        Raises:
            UnavailableError: No such device, or it cannot be opened.
        """
        self._name = device
        self._changed = threading.Condition()
        self._waiting: deque[memoryview] = deque()
        self._given = 0  # frames
        self._taken = 0  # frames
        self._silent = 0  # frames of silence since the last sound
        self._last_call = time.monotonic()
        self._starts: deque[tuple[int, Callable[[], None]]] = deque()
        self._open(sample_rate)

    @property
    def taken_frames(self) -> int:
        """Frames of sound the device has taken so far."""
        return self._taken

    def play(self, speech: Speech, pause_ms: int = 0, on_start: Callable[[], None] | None = None) -> None:
        """Hand over a speech; returns when no more than `AHEAD_SECONDS` of sound are waiting.

        Args:
            speech: What is to be heard.
            pause_ms: Silence before it, in milliseconds.
            on_start: Called from this method, a later call or `drain`, when the device begins to take the speech.

        Raises:
            UnavailableError: The device has stopped taking sound.
        """
        if speech.sample_rate != self._sample_rate:
            self.drain()
            self._device.close()
            self._open(speech.sample_rate)
        pause = bytes(_SAMPLE_BYTES * frames(pause_ms, speech.sample_rate))
        with self._changed:
            self._waiting.extend((memoryview(pause), memoryview(speech.pcm)))
            self._given += len(pause) // _SAMPLE_BYTES
            if on_start:
                self._starts.append((self._given, on_start))
            self._given += speech.frames
        ahead = int(AHEAD_SECONDS * speech.sample_rate)
        self._wait(lambda: self._given - self._taken <= ahead)

    def drain(self) -> None:
        """Return when all sound has been heard.

        Raises:
            UnavailableError: The device has stopped taking sound.
        """
        tail = int(TAIL_SECONDS * self._sample_rate)
        self._wait(lambda: self._given == self._taken and self._silent >= tail)

    def close(self) -> None:
        """Stop the sound at once and give the device back. Safe to call twice."""
        with self._changed:
            self._waiting.clear()
        self._device.close()

    def _open(self, sample_rate: int) -> None:
        self._sample_rate = sample_rate
        self._device = _open(sample_rate, self._name)
        feed = self._feed()
        next(feed)
        self._device.start(feed)

    def _wait(self, done: Callable[[], bool]) -> None:
        self._last_call = max(self._last_call, time.monotonic() - PERIOD_MS / 1000)
        while True:
            with self._changed:
                finished = done() or self._changed.wait_for(done, timeout=PERIOD_MS / 1000)
                due = []
                while self._starts and self._starts[0][0] < self._taken:
                    due.append(self._starts.popleft()[1])
            for on_start in due:
                on_start()
            if finished:
                return
            if time.monotonic() - self._last_call > LOST_SECONDS:
                raise UnavailableError("the sound device has stopped taking sound", hint=_HINT)

    def _feed(self) -> Generator[bytes, int, None]:
        """Answers the device, in its thread: as many frames as it asks for, silence where none are waiting."""
        wanted = yield b""
        while True:
            with self._changed:
                pieces, missing = [], wanted * _SAMPLE_BYTES
                while missing and self._waiting:
                    piece = self._waiting.popleft()
                    if len(piece) > missing:
                        self._waiting.appendleft(piece[missing:])
                        piece = piece[:missing]
                    pieces.append(piece)
                    missing -= len(piece)
                self._taken += wanted - missing // _SAMPLE_BYTES
                self._silent = self._silent + missing // _SAMPLE_BYTES if missing else 0
                self._last_call = time.monotonic()
                self._changed.notify_all()
            wanted = yield b"".join(pieces) + bytes(missing)


def _open(sample_rate: int, name: str) -> Any:
    real = [backend for backend in miniaudio.Backend if backend is not miniaudio.Backend.NULL]
    backends = [miniaudio.Backend.NULL] if name == NULL_DEVICE else real
    try:
        with _native_messages_hidden():
            return miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=sample_rate,
                buffersize_msec=PERIOD_MS,
                device_id=_device_id(name, real) if name and name != NULL_DEVICE else None,
                backends=backends,
                app_name="article-tts",
            )
    except miniaudio.MiniaudioError as error:
        raise UnavailableError("no sound device can be opened", hint=_HINT) from error


def _device_id(name: str, backends: list[Any]) -> Any:
    names = []
    with suppress(miniaudio.MiniaudioError):
        for device in miniaudio.Devices(backends).get_playbacks():
            names.append(device["name"])
            if name.casefold() in device["name"].casefold():
                return device["id"]
    known = f"Known here: {', '.join(names)}, {NULL_DEVICE}" if names else _HINT
    raise UnavailableError(f"no sound device is called {name!r}", hint=known)


@contextmanager
def _native_messages_hidden() -> Iterator[None]:
    """ALSA and JACK write pages of their own messages to the terminal; a screen reader would read them all."""
    sys.stderr.flush()
    saved = os.dup(2)
    try:
        with tempfile.TemporaryFile() as sink:
            os.dup2(sink.fileno(), 2)
            yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
