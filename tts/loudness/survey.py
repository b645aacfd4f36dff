"""What has to be known of a recording before it can be levelled, measured while it is made.

Its sounds (what is between its silences) are measured one by one, and what is known of one is kept for the next time it is
heard.
"""

from __future__ import annotations

import copy
import hashlib
import json
import math
import struct
from array import array
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from tts.loudness.arithmetic import audioop
from tts.loudness.fingerprint import own_code
from tts.loudness.peaks import PeakFinder
from tts.loudness.placed import Placed
from tts.loudness.profile import Profile, Profiler, profile_of
from tts.loudness.sounds import Sound, Sounds
from tts.recorded import Master
from tts.temporary import Tape

#: Part of every key: to be raised when what is kept under a key changes its meaning.
_FORMAT = "article-tts levels 1"
#: Frames that are measured at a time, at least: so many that waiting for Python's lock between them costs little.
_BATCH_FRAMES = 1 << 17
#: Batches that wait at most, so that memory stays the same.
_WAITING = 8
#: The whole recording is searched for peaks above this much of what is needed: a little more gain needs no other search then.
_SPARE = 0.9

_KEY = struct.Struct("<HHH")
_Peaks = tuple[Tape[int], Tape[float]]


class Kept(Protocol):
    """Where what was measured is kept. It is asked from a thread of the survey."""

    def get(self, digest: bytes) -> bytes | None:
        """What is kept under a digest, if anything."""

    def put(self, digest: bytes, told: bytes) -> None:
        """Keep it, if it can be kept."""


class Survey:
    """The loudness of a recording step by step, and its peaks, found in a thread of its own.

    Args:
        share: True peaks above this much of the sample peak are looked for.
        kept: Where what was measured before is found; without it everything is measured.
    """

    def __init__(self, share: float, kept: Kept | None = None) -> None:
        self.frames = 0
        """What was heard, in frames."""
        self._share = share
        self._kept = kept
        self._rest: list[bytes] = []
        self._resting = 0  # bytes
        self._listener: _Listener | None = None
        self._waiting: deque[Future[None]] = deque()
        self._thread = ThreadPoolExecutor(1, "article-tts-survey")
        self._finished = False
        self._search: tuple[float, _Peaks] | None = None  # level and peaks, of the whole recording

    def hear(self, pcm: bytes, sample_rate: int) -> None:
        """Take in what comes next (mono, 16-bit)."""
        if self._listener is None:
            self._listener = _Listener(sample_rate, self._share, self._kept)
        self.frames += len(pcm) // 2
        self._rest.append(pcm)
        self._resting += len(pcm)
        if self._resting >= 2 * _BATCH_FRAMES:
            self._send(self._listener)

    def finish(self) -> None:
        """Wait until all is measured. Nothing more can be heard then. Safe to call twice."""
        if self._finished:
            return
        self._finished = True
        try:
            if self._listener:
                self._send(self._listener)
                self._waiting.append(self._thread.submit(self._listener.end))
            while self._waiting:
                self._waiting.popleft().result()
        finally:
            self.close()

    def close(self) -> None:
        """Measure no more; what waits is dropped. Safe to call twice."""
        self._thread.shutdown(cancel_futures=True)

    @property
    def steps(self) -> Tape[float]:
        """The mean squares of K-weighted sound; see `tts.loudness.meter.Meter`."""
        self.finish()
        return self._listener.placed.steps if self._listener else Tape(array("f"))

    @property
    def sample_peak(self) -> int:
        """Largest magnitude among the samples."""
        self.finish()
        return self._listener.placed.sample_peak if self._listener else 0

    def peaks(self, master: Master, needed: float) -> Iterator[tuple[int, float]]:
        """Frame and magnitude of the true peaks above a sample value, in order, in the master that was heard."""
        level, (frames, values) = self._search or self._known()
        if needed < level:
            self._search = level, (frames, values) = _SPARE * needed, _found(master, _SPARE * needed)
        return ((frame, value) for frame, value in zip(frames, values, strict=True) if value > needed)

    def forget_search(self) -> Survey:
        """What it was before the whole recording was searched for peaks; what was measured goes with both."""
        made = copy.copy(self)
        made._search = None  # noqa: SLF001  its own class
        return made

    def _known(self) -> tuple[float, _Peaks]:
        """The level above which the peaks of all sounds are known, and those peaks."""
        level = self._share * self.sample_peak
        known = self._listener.placed if self._listener else Placed(1)
        return level, (known.frames, known.values)

    def _send(self, listener: _Listener) -> None:
        while len(self._waiting) >= _WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(listener.hear, b"".join(self._rest)))
        self._rest.clear()
        self._resting = 0


class _Listener:
    """What is done in the survey's thread."""

    def __init__(self, sample_rate: int, share: float, kept: Kept | None) -> None:
        self.placed = Placed(sample_rate)
        self._sounds = Sounds(sample_rate)
        self._profiles = _Profiles(sample_rate, kept)
        self._share = share
        self._heard = 0  # frames

    def hear(self, pcm: bytes) -> None:
        self._heard += len(pcm) // 2
        self._measure(self._sounds.cut(pcm))

    def end(self) -> None:
        self._measure(self._sounds.last())
        self.placed.end(self._heard)

    def _measure(self, sounds: Iterator[Sound]) -> None:
        for sound in sounds:
            loudest = self.placed.sample_peak or audioop.max(sound.pcm, 2)
            # What is cut goes on where it ends; behind others is silence, as long as what is measured of them.
            end = sound.first_frame + len(sound.pcm) // 2 if sound.behind else self._heard
            self.placed.add(sound.first_frame, self._profiles(sound, _level(self._share * loudest)), end)


def _level(value: float) -> int:
    """A level for all values from it to half a decibel more: what was measured with it serves recordings that differ a little."""
    return int(10 ** (math.floor(40 * math.log10(max(value, 1.0))) / 40))


class _Profiles:
    """Profiles of sounds: looked up, or made and kept."""

    def __init__(self, sample_rate: int, kept: Kept | None) -> None:
        self._rate = sample_rate
        self._kept = kept
        self._begun = (
            hashlib.sha256(json.dumps((_FORMAT, own_code(), sample_rate)).encode("ascii")) if kept is not None else None
        )
        self._profiler: Profiler | None = None

    def __call__(self, sound: Sound, level: int) -> Profile:
        if self._kept is None or self._begun is None:
            return self._made(sound, level)
        state = self._begun.copy()
        state.update(_KEY.pack(level, len(sound.before), len(sound.behind)))
        for part in (sound.before, sound.behind, sound.pcm):
            state.update(part)
        digest = state.digest()
        told = self._kept.get(digest)
        profile = profile_of(told) if told else None
        if profile is None:
            profile = self._made(sound, level)
            self._kept.put(digest, profile.told())
        return profile

    def _made(self, sound: Sound, level: int) -> Profile:
        if self._profiler is None:  # FFmpeg takes longer to be imported than a sentence to be said
            self._profiler = Profiler(self._rate)
        return self._profiler(sound, level)


def _found(master: Master, level: float) -> _Peaks:
    frames, values = Tape(array("q")), Tape(array("f"))
    for frame, value in PeakFinder(master.sample_rate, level).peaks(master.pcm()):
        frames.append(frame)
        values.append(value)
    return frames, values


def surveyed(master: Master, survey: Survey) -> Survey:
    """A survey that has heard a master which was made before."""
    for chunk in master.pcm():
        survey.hear(chunk, master.sample_rate)
    return survey
