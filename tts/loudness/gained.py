"""A recording with a gain, and less gain where an envelope says so."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise

from tts.loudness.chain import Chain, Product
from tts.loudness.envelope import Envelope
from tts.loudness.survey import Survey
from tts.recorded import Cue, Master

FULL_SCALE = 32768


class Gained:
    """A master made louder or quieter. Satisfies `tts.model.Master`; closing it closes the master it was made from.

    Nothing is copied: the recording is read and the gain applied whenever it is asked for, which takes a fiftieth of the
    time of synthesis. A frame is the same whatever stretch it is read with.
    """

    def __init__(self, source: Master, gain: float, envelope: Envelope, survey: Survey) -> None:
        """With the gain as a factor, and what is known of the source."""
        self.source = source
        self.gain = gain
        self.envelope = envelope
        self.survey = survey
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
            yield self._applied([(first_frame, chunk)])
            first_frame += len(chunk) // 2

    def stretches(self, spans: Iterable[tuple[int, int]]) -> list[bytes]:
        """The samples of several stretches (first frame, end frame) in less time; around the recording is silence."""
        pieces = [(first, self._padded(first, end)) for first, end in spans]
        ends = list(accumulate((len(piece) for _, piece in pieces), initial=0))
        sound = self._applied(pieces)
        return [sound[begin:end] for begin, end in pairwise(ends)]

    def _padded(self, first: int, end: int) -> bytes:
        before, behind = max(-first, 0), max(end - self.frames, 0)
        return b"".join((bytes(2 * before), *self.source.pcm(first + before, end - behind), bytes(2 * behind)))

    def _applied(self, pieces: Sequence[tuple[int, bytes]]) -> bytes:
        """Pieces of the recording (first frame, samples) with the gain, joined."""
        spans: list[slice] = []
        curves: list[bytes] = []
        offset = 0
        sound = b"".join(piece for _, piece in pieces)
        with self._one_at_a_time:
            for start, piece in pieces:
                for first, last in self.envelope.islands(start, start + len(piece) // 2):
                    spans.append(slice(offset + 2 * (first - start), offset + 2 * (last - start)))
                    curves.append(self.envelope.curve(first, last))
                offset += len(piece)
            gained = self._amplifier(sound)
            limited = self._limiter(b"".join(sound[span] for span in spans), b"".join(curves))
        if not spans:
            return gained
        mixed: list[bytes] = []
        at = taken = 0
        for span in spans:
            mixed += gained[at : span.start], limited[taken : taken + span.stop - span.start]
            at, taken = span.stop, taken + span.stop - span.start
        return b"".join([*mixed, gained[at:]])

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
