"""A recording with a gain, and less gain where an envelope says so."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator
from functools import cached_property
from operator import mul

from tts.loudness.chain import Chain
from tts.loudness.envelope import Envelope
from tts.model import Cue, Master

FULL_SCALE = 32768


class Gained:
    """A master made louder or quieter. Satisfies `tts.model.Master`; closing it closes the master it was made from.

    Nothing is copied: the recording is read and the gain applied whenever it is asked for, which takes a fiftieth of the
    time of synthesis. A frame is the same whatever stretch it is read with.
    """

    def __init__(self, source: Master, gain: float, envelope: Envelope) -> None:
        """With the gain as a factor."""
        self.source = source
        self._gain = gain
        self._envelope = envelope
        self._one_at_a_time = threading.Lock()

    @property
    def sample_rate(self) -> int:
        """In hertz."""
        return self.source.sample_rate

    @property
    def frames(self) -> int:
        """Length in frames."""
        return self.source.frames

    def pcm(self, first_frame: int = 0, end_frame: int | None = None) -> Iterator[bytes]:
        """The samples of a stretch, in chunks of whole frames."""
        for chunk in self.source.pcm(first_frame, end_frame):
            end = first_frame + len(chunk) // 2
            with self._one_at_a_time:
                gained = bytearray(self._amplifier(chunk))
            for first, factors in self._envelope.factors(first_frame, end, self._gain):
                span = slice(2 * (first - first_frame), 2 * (first - first_frame + len(factors)))
                gained[span] = _scaled(chunk[span], factors)
            yield bytes(gained)
            first_frame = end

    def cues(self) -> Iterator[Cue]:
        """The cues, in order of time."""
        return self.source.cues()

    def close(self) -> None:
        """Close the source. Safe to call twice."""
        self.source.close()

    @cached_property
    def _amplifier(self) -> Chain:
        return Chain(self.sample_rate, f"aformat=sample_fmts=flt,volume={self._gain!r}:precision=float")


def _scaled(pcm: bytes, factors: list[float]) -> bytes:
    samples = array("h", pcm)
    try:
        return array("h", map(round, map(mul, samples, factors))).tobytes()
    except OverflowError:
        values = (round(sample * factor) for sample, factor in zip(samples, factors, strict=True))
        return array("h", (min(max(value, -FULL_SCALE), FULL_SCALE - 1) for value in values)).tobytes()
