"""What a gain comes to: where it has to be limited, how loud that makes the sound, and how high its peaks are."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice

from tts.loudness.envelope import Envelope
from tts.loudness.gained import Gained
from tts.loudness.meter import STEPS_A_SECOND, k_weighting, mean_square, step_edge
from tts.loudness.peaks import MEASUREMENT, PeakFinder
from tts.loudness.survey import Survey
from tts.recorded import Master
from tts.temporary import BLOCK, Tape

#: True peaks are looked for from this much of the ceiling, or of the largest sample, upwards: one at least is found.
_SEARCHED = 0.95
#: A peak is brought a little below the ceiling, so that few need a second look.
_BELOW = 0.99
_LOOKS = 6
_MARGIN = MEASUREMENT.margin
#: What is metered before a stretch to let the weighting filter settle, in milliseconds.
_SETTLING_MS = 50
#: How much is metered at a time, in steps.
_BATCH_STEPS = 60

_Steps = tuple[int, int]  # the first, and one past the last


class Limited:
    """A master with a gain, and an envelope that keeps the true peaks under a ceiling."""

    def __init__(self, source: Master, survey: Survey, gain: float, ceiling: float) -> None:
        """Find the peaks and limit them; gain is a factor, the ceiling a sample value."""
        self._survey = survey
        self._ceiling = ceiling
        self._envelope = Envelope(source.sample_rate)
        self._weighted = k_weighting(source.sample_rate)
        self.master = Gained(source, gain, self._envelope, survey)
        self.highest = 0.0
        """The highest true peak that is left; certain when all `steps` were metered."""
        peaks = survey.peaks(source, _SEARCHED * min(ceiling / gain, survey.sample_peak))
        self._envelope.add(self._dips((frame, gain * value) for frame, value in peaks))
        self._finder = PeakFinder(source.sample_rate, max(self.highest, ceiling / 2))
        self._is_final = True  # whether all that was metered stays as it was
        self._settled: Tape[float] | None = None  # the steps, when another look would find the same

    def steps(self, at_most: int = 0) -> Tape[float]:
        """The mean squares of the sound, from those of the source: metered anew only where it was limited.

        Args:
            at_most: About how many limited stretches are metered, evenly spread; the others are taken to have lost as much.
                0 for all.
        """
        if self._settled is not None:
            return self._settled
        edges = Tape(array("q"))
        self._is_final = True
        for stretch in self._limited_steps(len(self._survey.steps)):
            edges.extend(stretch)
        every = max(len(edges) // 2 // at_most, 1) if at_most else 1
        metered = Tape(array("f"))
        for batch in _batches(islice(_pairs(edges), 0, None, every)):
            metered.extend(self._metered(batch))
        kept = self._kept(islice(_pairs(edges), 0, None, every), metered) if every > 1 else 1.0
        steps = self._put_together(edges, every, metered, kept)
        if every == 1 and self._is_final:
            self._settled = steps
        return steps

    def _put_together(self, edges: Tape[int], every: int, metered: Tape[float], kept: float) -> Tape[float]:
        """The mean squares of all steps: of those in each so many stretches as they were metered, of others in part `kept`."""
        power = self.master.gain**2
        values = iter(metered)
        limited = (
            (step, number % every) for number, (first, end) in enumerate(_pairs(edges)) for step in range(first, end)
        )
        step, unknown = next(limited, (sys.maxsize, 0))
        steps = Tape(array("f"))
        for at in range(0, len(self._survey.steps), BLOCK):
            block = array("f", [power * each for each in self._survey.steps.part(at, at + BLOCK)])
            while step < at + len(block):
                block[step - at] = kept * block[step - at] if unknown else next(values)
                step, unknown = next(limited, (sys.maxsize, 0))
            steps.extend(block)
        return steps

    def _kept(self, stretches: Iterable[_Steps], metered: Tape[float]) -> float:
        """What of the power of stretches is left in what was metered of them."""
        power = self.master.gain**2
        before = sum(power * step for first, end in stretches for step in self._survey.steps.part(first, end))
        return sum(metered) / before if before else 1.0

    def _metered(self, stretches: list[_Steps]) -> Iterator[float]:
        """Meter some stretches; what is still above the ceiling is turned down before."""
        rate = self.master.sample_rate
        settling = _SETTLING_MS * rate // 1000
        edges = [(max(step_edge(first, rate) - settling, 0), step_edge(end, rate)) for first, end in stretches]
        sounds = self._limited(edges)
        weighted = self._weighted(b"".join(sound[2 * _MARGIN : len(sound) - 2 * _MARGIN] for sound in sounds))
        offset = 0
        for (first, end), (start, stop) in zip(stretches, edges, strict=True):
            for step in range(first, end):
                at, to = (4 * (offset + step_edge(each, rate) - start) for each in (step, step + 1))
                yield mean_square(weighted[at:to])
            offset += stop - start

    def _limited(self, edges: list[tuple[int, int]]) -> list[bytes]:
        """The sound of stretches (first frame, end frame) with a margin around each, turned down until no peak is too high."""
        spans = [(first - _MARGIN, end + _MARGIN) for first, end in edges]
        sounds = self.master.stretches(spans)
        new = list(range(len(edges)))
        for _ in range(_LOOKS):
            windows = (
                (first - _MARGIN, sounds[each][2 * (first - edges[each][0]) :][: 2 * (end - first + 2 * _MARGIN)])
                for each in new
                for first, end in self._envelope.islands(*edges[each])
            )
            dips = list(self._dips(self._finder.find(windows)))
            if not dips:
                break
            self._envelope.add(dips)
            self._is_final = False
            new = sorted({bisect_right(edges, (frame, sys.maxsize)) - 1 for frame, _ in dips})
            for each, sound in zip(new, self.master.stretches(spans[each] for each in new), strict=True):
                sounds[each] = sound
        return sounds

    def _dips(self, peaks: Iterable[tuple[int, float]]) -> Iterator[tuple[int, float]]:
        """How far the sound is to be turned down at which frames; the highest peak that may stay is noted."""
        for frame, value in peaks:
            if value > self._ceiling:
                yield frame, self._envelope.factor(frame) * self._ceiling * _BELOW / value
            else:
                self.highest = max(self.highest, value)

    def _limited_steps(self, count: int) -> Iterator[_Steps]:
        """Ranges of steps in which something is limited, none longer than what is metered at a time."""
        rate = self.master.sample_rate
        first = end = 0
        for start, stop in self._envelope.islands(0, self.master.frames):
            step = min(start * STEPS_A_SECOND // rate, count)
            if step > end:
                yield from _parts(first, end)
                first = step
            end = min(stop * STEPS_A_SECOND // rate + 1, count)
        yield from _parts(first, end)


def _parts(first: int, end: int) -> Iterator[_Steps]:
    for at in range(first, end, _BATCH_STEPS):
        yield at, min(at + _BATCH_STEPS, end)


def _batches(stretches: Iterable[_Steps]) -> Iterator[list[_Steps]]:
    batch: list[_Steps] = []
    steps = 0
    for first, end in stretches:
        if batch and steps + end - first > _BATCH_STEPS:
            yield batch
            batch, steps = [], 0
        batch.append((first, end))
        steps += end - first
    if batch:
        yield batch


def _pairs(edges: Iterable[int]) -> Iterator[_Steps]:
    numbers = iter(edges)
    return zip(numbers, numbers, strict=True)
