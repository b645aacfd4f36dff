"""What has to be known of a recording before it can be levelled, measured while it is made."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from tts.loudness.meter import Meter
from tts.loudness.peaks import PeakFinder
from tts.model import Master

#: Frames that are metered at a time: so many that waiting for Python's lock between them costs little.
_BATCH_FRAMES = 1 << 20
#: Batches that wait at most, so that memory stays the same.
_WAITING = 2


class Survey:
    """The loudness of a recording step by step, and its peaks. Metering goes on in a thread of its own."""

    def __init__(self) -> None:
        self.frames = 0
        """What was heard, in frames."""
        self._meter: Meter | None = None
        self._pieces: list[bytes] = []
        self._length = 0
        self._waiting: deque[Future[None]] = deque()
        self._thread = ThreadPoolExecutor(1, "article-tts-meter")
        self._level = 0.0
        self._peaks: tuple[array[int], array[float]] = array("q"), array("f")

    def hear(self, pcm: bytes, sample_rate: int) -> None:
        """Take in what comes next (mono, 16-bit)."""
        self._meter = self._meter or Meter(sample_rate)
        self.frames += len(pcm) // 2
        self._pieces.append(pcm)
        self._length += len(pcm)
        if self._length >= 2 * _BATCH_FRAMES:
            self._send()

    @property
    def steps(self) -> array[float]:
        """The mean squares of K-weighted sound; see `tts.loudness.meter.Meter`. Nothing more can be heard then."""
        self.finish()
        return self._meter.finished() if self._meter else array("f")

    @property
    def sample_peak(self) -> int:
        """Largest magnitude among the samples."""
        self.finish()
        return self._meter.sample_peak if self._meter else 0

    def finish(self) -> None:
        """Wait until all is metered."""
        if self._pieces:
            self._send()
        while self._waiting:
            self._waiting.popleft().result()
        self._thread.shutdown()

    def peaks(self, master: Master, needed: float, wished: float) -> Iterator[tuple[int, float]]:
        """Frame and magnitude of the true peaks in the master that was heard.

        Args:
            master: What was heard.
            needed: Those above this sample value, at least, are given.
            wished: Those above this one are looked for, where a search is necessary: the next may need none then.
        """
        if not self._level or needed < self._level:
            frames, values = array("q"), array("f")
            for frame, value in PeakFinder(master.sample_rate, wished).peaks(master.pcm()):
                frames.append(frame)
                values.append(value)
            self._level, self._peaks = wished, (frames, values)
        return zip(*self._peaks, strict=True)

    def _send(self) -> None:
        assert self._meter
        while len(self._waiting) >= _WAITING:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(self._meter.add, b"".join(self._pieces)))
        self._pieces, self._length = [], 0


def surveyed(master: Master) -> Survey:
    """A survey of a master that was made before."""
    survey = Survey()
    for chunk in master.pcm():
        survey.hear(chunk, master.sample_rate)
    return survey
