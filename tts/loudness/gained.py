"""A recording with a gain, and less gain where an envelope says so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import cached_property

from tts.loudness.chain import Chain, Product
from tts.loudness.envelope import Envelope
from tts.recorded import Cue, Master

FULL_SCALE = 32768


class Gained:
    """A master made louder or quieter. Satisfies `tts.model.Master`; closing it closes the master it was made from.

    Nothing is copied: the recording is read and the gain applied whenever it is asked for, which takes a fiftieth of the
    time of synthesis. A frame is the same whatever stretch it is read with.
    """

    def __init__(self, source: Master, gain: float, envelope: Envelope) -> None:
        """With the gain as a factor."""
        self.source = source
        self.gain = gain
        self.envelope = envelope
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
                islands = list(self.envelope.islands(first_frame, end))
                spans = [slice(2 * (first - first_frame), 2 * (last - first_frame)) for first, last in islands]
                gained = self._amplifier(chunk)
                limited = self._limiter(
                    b"".join(chunk[span] for span in spans),
                    b"".join(self.envelope.curve(first, last) for first, last in islands),
                )
            pieces: list[bytes] = []
            at = taken = 0
            for span in spans:
                pieces += gained[at : span.start], limited[taken : taken + span.stop - span.start]
                at, taken = span.stop, taken + span.stop - span.start
            yield b"".join([*pieces, gained[at:]]) if pieces else gained
            first_frame = end

    def cues(self) -> Iterator[Cue]:
        """The cues, in order of time."""
        return self.source.cues()

    def close(self) -> None:
        """Close the source. Safe to call twice."""
        self.source.close()

    @cached_property
    def _amplifier(self) -> Chain:
        return Chain(self.sample_rate, f"aformat=sample_fmts=flt,volume={self.gain!r}:precision=float")

    @cached_property
    def _limiter(self) -> Product:
        return Product(self.sample_rate, self.gain)
