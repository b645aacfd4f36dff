"""What has to be known of a recording before it can be levelled, measured while it is made."""

from __future__ import annotations

import math
import queue
import threading
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain

from tts.loudness.meter import Meter, loudness
from tts.loudness.peaks import PeakFinder
from tts.recorded import Master
from tts.temporary import Tape

#: Frames that are metered at a time, at least: so many that waiting for Python's lock between them costs little, so few that
#: what the filters make of them stays in the processor's cache (a million frames take 1.6 times as long).
_BATCH_FRAMES = 1 << 17
#: Batches that wait at most, so that memory stays the same.
_WAITING = 8
#: After so many frames (48 seconds of speech at 22,050 Hz) the loudness is known well enough to look for peaks.
_FIRST_FRAMES = 1 << 20


class Survey:
    """The loudness of a recording step by step, and its peaks, each found in a thread of its own.

    A short recording is searched for peaks when its loudness is known; a long one while it is made, above a level that
    follows from how loud it begins.
    """

    def __init__(self, level: Callable[[float], float]) -> None:
        """With the sample value above which peaks matter in a recording of a loudness (LUFS)."""
        self.frames = 0
        """What was heard, in frames."""
        self._worth = level
        self._meter: Meter | None = None
        self._rest: list[bytes] = []
        self._resting = 0  # bytes
        self._first: deque[bytes] | None = deque()
        self._waiting: deque[Future[None]] = deque()
        self._thread = ThreadPoolExecutor(1, "article-tts-meter")
        self._level = 0.0
        self._peaks = Tape(array("q")), Tape(array("f"))
        self._sound: queue.Queue[bytes] = queue.Queue(_WAITING)
        self._search: threading.Thread | None = None
        self._error: Exception | None = None

    def hear(self, pcm: bytes, sample_rate: int) -> None:
        """Take in what comes next (mono, 16-bit)."""
        if not self.frames:
            self._waiting.append(self._thread.submit(self._begin, sample_rate))
        self.frames += len(pcm) // 2
        self._rest.append(pcm)
        self._resting += len(pcm)
        if self._resting >= 2 * _BATCH_FRAMES:
            self._send(self._batch(), sample_rate)

    @property
    def steps(self) -> Tape[float]:
        """The mean squares of K-weighted sound; see `tts.loudness.meter.Meter`. Nothing more can be heard then."""
        self.finish()
        return self._meter.finished() if self._meter else Tape(array("f"))

    @property
    def sample_peak(self) -> int:
        """Largest magnitude among the samples."""
        self.finish()
        return self._meter.sample_peak if self._meter else 0

    def finish(self) -> None:
        """Wait until all is metered."""
        if self._rest:
            batch = self._batch()
            self._waiting.append(self._thread.submit(self._add, batch))
            if self._search:
                self._sound.put(batch)
        while self._waiting:
            self._waiting.popleft().result()
        if self._search:
            self._sound.put(b"")
            self._search.join()
            self._search = None
            if self._error:
                raise self._error
        self._thread.shutdown()

    def peaks(self, master: Master, needed: float, wished: float) -> Iterator[tuple[int, float]]:
        """Frame and magnitude of the true peaks in the master that was heard.

        Args:
            master: What was heard.
            needed: Those above this sample value, at least, are given.
            wished: Those above this one are looked for, where a search is necessary: the next may need none then.
        """
        self.finish()
        if not self._level or needed < self._level:
            self._find(PeakFinder(master.sample_rate, wished).peaks(master.pcm()), wished)
        return zip(*self._peaks, strict=True)

    def _begin(self, sample_rate: int) -> None:
        # In the thread, too: FFmpeg takes longer to be imported than a sentence to be said.
        self._meter = Meter(sample_rate)

    def _add(self, batch: bytes) -> None:
        assert self._meter
        self._meter.add(batch)

    def _batch(self) -> bytes:
        """What was heard and is not metered yet."""
        batch = b"".join(self._rest)
        self._rest.clear()
        self._resting = 0
        return batch

    def _send(self, batch: bytes, sample_rate: int) -> None:
        while len(self._waiting) >= _WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(self._add, batch))
        if self._search:
            self._sound.put(batch)
        elif self._first is not None:
            self._first.append(batch)
            if self.frames >= _FIRST_FRAMES:
                self._begin_search(sample_rate)

    def _begin_search(self, sample_rate: int) -> None:
        """Look for peaks from now on, and in what was heard before; what is silent so far is searched in the end."""
        while self._waiting:
            self._waiting.popleft().result()
        heard, self._first = self._first or deque(), None
        assert self._meter
        if (so_far := loudness(self._meter.steps)) == -math.inf:
            return
        level = self._worth(so_far)
        peaks = PeakFinder(sample_rate, level).peaks(chain(_given_away(heard), iter(self._sound.get, b"")))
        # As a daemon it keeps nobody waiting where the recording is given up half way.
        self._search = threading.Thread(target=self._searched, args=(peaks, level), daemon=True)
        self._search.start()

    def _searched(self, peaks: Iterable[tuple[int, float]], level: float) -> None:
        try:
            self._find(peaks, level)
        except Exception as error:  # raised where the peaks are asked for
            self._error = error
            for _ in iter(self._sound.get, b""):
                pass

    def _find(self, peaks: Iterable[tuple[int, float]], level: float) -> None:
        frames, values = Tape(array("q")), Tape(array("f"))
        for frame, value in peaks:
            frames.append(frame)
            values.append(value)
        self._level, self._peaks = level, (frames, values)


def _given_away(pieces: deque[bytes]) -> Iterator[bytes]:
    """Pieces that are held no longer than they are worked on."""
    while pieces:
        yield pieces.popleft()


def surveyed(master: Master, level: Callable[[float], float]) -> Survey:
    """A survey of a master that was made before."""
    survey = Survey(level)
    for chunk in master.pcm():
        survey.hear(chunk, master.sample_rate)
    return survey
