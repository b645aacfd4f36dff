"""The player: sound goes to a sound device while more of it is still being made.

The device asks for sound from a thread of its own. What it is given waits in a queue, and every frame of that queue has
a number, so that a listener knows to the frame what has been taken. A notice is heard in between, without a number:
the queue goes on where it was. The player only plays: it never changes what it is given, apart from resampling sound of
another sample rate than that of the device.

    devices.py      which devices there are, and opening one
    resampling.py   sound of one sample rate as sound of another
"""

from __future__ import annotations

import threading
import time
from array import array
from collections import deque
from collections.abc import Callable, Generator

from tts.errors import UnavailableError
from tts.model import Speech
from tts.player.devices import HINT, NULL_DEVICE, PERIOD_MS, open_device, start_device
from tts.player.resampling import resampled
from tts.timing import frames

__all__ = ["AHEAD_SECONDS", "NULL_DEVICE", "Player"]

#: Sound kept waiting for the device, in seconds: a listener's machine may be busy that long without a gap.
AHEAD_SECONDS = 8.0
#: What the device is opened with before the first sound is there, in hertz: that of the default engine.
USUAL_SAMPLE_RATE = 22050
#: A device that asks for nothing this long, in seconds, is lost.
LOST_SECONDS = 3.0
#: A device that still asks so long after it was opened, in seconds, is running: at first it fills its buffer only.
RUNNING_SECONDS = 0.25
#: Silence after the last sound, in seconds, that lets the device's own buffers run empty.
TAIL_SECONDS = 0.25
#: How far a pause may wait for the wave to cross zero, in seconds, so that it does not click.
CROSSING_SECONDS = 0.01

_SAMPLE_BYTES = 2


class Player:
    """Plays sound on a sound device, in the order it is given. Safe to call from several threads."""

    def __init__(self, device: str = "", sample_rate: int = USUAL_SAMPLE_RATE) -> None:
        """Open a device. It is started with the first sound it is given, which so need not wait behind silence in its buffer.

        Args:
            device: Name of a playback device or part of it, `null`, or empty for the default one.
            sample_rate: In hertz. Sound of another rate is played, too: see `prepare`.

        Raises:
            UnavailableError: No such device, or it cannot be opened.
        """
        self._name = device
        self._changed = threading.Condition()
        self._waiting: deque[memoryview] = deque()
        self._aside: deque[memoryview] = deque()
        self._given = 0  # frames
        self._taken = 0  # frames
        self._silent = 0  # frames of silence since the last sound
        self._starved = 0  # frames
        self._due = False  # more sound is to come
        self._flowing = False  # some was heard: silence now is a gap if more is due
        self._paused = False
        self._pausing = False
        self._opened_at = self._last_call = time.monotonic()
        self._starting = threading.Lock()
        self._started = False
        self._open(sample_rate)

    @property
    def sample_rate(self) -> int:
        """Of the device as it is open now, in hertz."""
        return self._sample_rate

    @property
    def taken_frames(self) -> int:
        """Frames of what it was given that the device has taken so far, or that were dropped."""
        return self._taken

    @property
    def waiting_frames(self) -> int:
        """Frames that were given and not taken yet."""
        return self._given - self._taken

    @property
    def starved_frames(self) -> int:
        """Frames of silence that were heard where sound should have been, because it came too late."""
        return self._starved

    @property
    def paused(self) -> bool:
        return self._paused or self._pausing

    @property
    def drained(self) -> bool:
        """Whether all that was given has been heard, the device's own buffers included."""
        with self._changed:
            return self._drained()

    @property
    def lost(self) -> bool:
        """Whether the device has stopped taking sound."""
        return self._started and time.monotonic() - self._last_call > LOST_SECONDS

    @property
    def running(self) -> bool:
        """Whether the device has taken sound since it was opened, and more than its own buffer holds."""
        return self._last_call - self._opened_at > RUNNING_SECONDS

    def excuse(self) -> None:
        """The device could not ask, as this process was stopped: it has its full time again."""
        with self._changed:
            self._last_call = time.monotonic()

    def prepare(self, sample_rate: int) -> None:
        """Open the device anew at the rate of the first sound, if nothing was given to it yet.

        Raises:
            UnavailableError: It cannot be opened.
        """
        with self._changed:
            if self._given or sample_rate == self._sample_rate:
                return
        self._device.close()
        self._open(sample_rate)

    def give(self, pcm: bytes | memoryview) -> int:
        """Hand over mono, 16-bit sound at the device's rate, without waiting; returns the number of its first frame.

        Raises:
            UnavailableError: The device does not start.
        """
        with self._changed:
            first = self._given
            self._due = True
            if len(pcm):
                self._waiting.append(memoryview(pcm))
                self._given += len(pcm) // _SAMPLE_BYTES
        if len(pcm):
            self._start()
        return first

    def drop(self) -> int:
        """Forget what waits; returns the number the next frame given will have."""
        with self._changed:
            self._waiting.clear()
            self._flowing = False
            self._taken = self._given
            return self._given

    def end(self) -> None:
        """No more sound comes for now: silence after it is no gap."""
        with self._changed:
            self._due = False

    def pause(self) -> None:
        """Silence, from where the wave next crosses zero; nothing is lost."""
        with self._changed:
            self._pausing = not self._paused

    def resume(self) -> None:
        """Go on with the frame after the last one taken."""
        with self._changed:
            self._paused = self._pausing = False

    def interject(self, *speeches: Speech) -> None:
        """Let a notice be heard now, instead of an earlier one; what waits goes on after it, if it is not paused.

        Raises:
            UnavailableError: The device does not start.
        """
        pad = bytes(_SAMPLE_BYTES * frames(150, self._sample_rate))
        parts = [pad]
        for speech in speeches:
            parts += [resampled(speech, self._sample_rate).pcm, pad]
        with self._changed:
            self._aside = deque(memoryview(part) for part in parts if part) if speeches else deque()
        if speeches:
            self._start()

    def play(self, speech: Speech, pause_ms: int = 0) -> None:
        """Hand over a speech; returns when no more than `AHEAD_SECONDS` of sound are waiting.

        Args:
            speech: What is to be heard.
            pause_ms: Silence before it, in milliseconds.

        Raises:
            UnavailableError: The device has stopped taking sound.
        """
        self.prepare(speech.sample_rate)
        self.give(bytes(_SAMPLE_BYTES * frames(pause_ms, self._sample_rate)))
        self.give(resampled(speech, self._sample_rate).pcm)
        ahead = int(AHEAD_SECONDS * self._sample_rate)
        self._wait(lambda: self._given - self._taken <= ahead)

    def drain(self) -> None:
        """Return when all sound has been heard.

        Raises:
            UnavailableError: The device has stopped taking sound.
        """
        self.end()
        self._wait(self._drained)

    def reopen(self) -> None:
        """Open the device again after it was lost; what waits is kept.

        Raises:
            UnavailableError: It cannot be opened yet.
        """
        self._device.close()
        self._open(self._sample_rate)
        self._started = False
        self._start()

    def close(self) -> None:
        """Stop the sound at once and give the device back. Safe to call twice."""
        with self._changed:
            self._waiting.clear()
            self._aside.clear()
        with self._starting:
            self._started = True  # it is not to be, any more
        self._device.close()

    def _open(self, sample_rate: int) -> None:
        self._sample_rate = sample_rate
        self._device = open_device(sample_rate, self._name)

    def _start(self) -> None:
        """Let the device ask for sound, if it does not yet. It may ask before this returns: no lock may be held that it needs."""
        with self._starting:
            if self._started:
                return
            feed = self._feed()
            next(feed)
            self._opened_at = self._last_call = time.monotonic()
            self._started = True
            start_device(self._device, feed)

    def _drained(self) -> bool:
        if self._aside or self._given != self._taken:
            return False
        return not self._started or self._silent >= TAIL_SECONDS * self._sample_rate

    def _wait(self, done: Callable[[], bool]) -> None:
        while True:
            with self._changed:
                if done() or self._changed.wait_for(done, timeout=PERIOD_MS / 1000):
                    return
            if self.lost:
                raise UnavailableError("the sound device has stopped taking sound", hint=HINT)

    def _feed(self) -> Generator[bytes, int, None]:
        """Answers the device, in its thread: as many frames as it asks for, silence where none are due."""
        wanted = yield b""
        while True:
            with self._changed:
                size = wanted * _SAMPLE_BYTES
                pieces = _taken_from(self._aside, size) if self._aside else self._next(size)
                sound = sum(map(len, pieces))
                missing = size - sound
                self._silent = self._silent + missing // _SAMPLE_BYTES if missing else 0
                self._last_call = time.monotonic()
                self._changed.notify_all()
            wanted = yield b"".join(pieces) + bytes(missing)

    def _next(self, size: int) -> list[memoryview]:
        if self._paused:
            return []
        if self._pausing:
            return self._last_before_pause(size)
        pieces = _taken_from(self._waiting, size)
        sound = sum(map(len, pieces))
        self._taken += sound // _SAMPLE_BYTES
        self._flowing = self._flowing or sound > 0
        if sound < size and self._flowing and self._due:
            self._starved += (size - sound) // _SAMPLE_BYTES
        return pieces

    def _last_before_pause(self, size: int) -> list[memoryview]:
        """What is still heard when a pause was asked for: up to where the wave crosses zero."""
        self._paused, self._pausing = True, False
        pieces = _taken_from(self._waiting, min(size, int(CROSSING_SECONDS * self._sample_rate) * _SAMPLE_BYTES))
        samples = array("h", b"".join(pieces))
        crossing = next((n for n in range(1, len(samples)) if (samples[n - 1] < 0) != (samples[n] < 0)), 0)
        data = memoryview(b"".join(pieces))
        end = crossing * _SAMPLE_BYTES
        if end < len(data):
            self._waiting.appendleft(data[end:])
        self._taken += crossing
        return [data[:end]] if end else []


def _taken_from(queue: deque[memoryview], size: int) -> list[memoryview]:
    """Up to `size` bytes off the head of a queue."""
    pieces: list[memoryview] = []
    while size and queue:
        piece = queue.popleft()
        if len(piece) > size:
            queue.appendleft(piece[size:])
            piece = piece[:size]
        pieces.append(piece)
        size -= len(piece)
    return pieces
