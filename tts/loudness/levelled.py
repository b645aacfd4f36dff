"""A narration at the loudness asked for: one gain for all of it, less only around the peaks that would pass the ceiling."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from tts.loudness.envelope import Envelope
from tts.loudness.gained import FULL_SCALE, Gained
from tts.loudness.meter import STEPS_A_SECOND, k_weighting, loudness, mean_square, metered, step_edge
from tts.loudness.peaks import PeakFinder
from tts.model import Levels, Master, Narration

#: Highest true peak of any file, in dBTP (EBU R 128, section k; AES TD1008).
CEILING = -1.0
#: How far below it the master stays, in dB: encoders overshoot by about half a decibel.
HEADROOM = 1.0
#: How near the target the master has to be, in LU: limiting makes it quieter.
_NEAR_ENOUGH = 0.1
_ATTEMPTS = 6
#: The most that a recording is made louder, in dB: what would need more is no speech, and its noise is not to be heard.
_MOST_GAIN = 40.0
#: What a decibel of gain is counted on to raise the loudness by, at least, in LU.
_LEAST_YIELD = 0.25
#: True peaks are looked for from this much of the ceiling, or of the largest sample, upwards: one at least is found.
_SEARCHED = 0.9
#: A peak is brought a little below the ceiling, so that few need a second look.
_BELOW = 0.99
#: What is metered before a stretch to let the weighting filter settle, in steps.
_SETTLING = 1


def levelled(narration: Narration, target: float) -> Narration:
    """The narration at a loudness (LUFS), its true peaks under the ceiling; silence is left as it is.

    The narration takes its length, its cues and the ownership of the recording along.

    Raises:
        OutputError: The recording cannot be read.
    """
    return _aimed(narration, narration.master, target, CEILING - HEADROOM)


def relevelled(narration: Narration, louder: float, peaks: float) -> Narration:
    """A levelled narration for an encoder that does not keep its levels.

    Args:
        narration: What `levelled` gave.
        louder: How much louder it is to be, in LU.
        peaks: How much higher its true peaks may be, in dB.
    """
    levels, master = narration.levels, narration.master
    if not levels or levels.target is None or not isinstance(master, Gained):
        return narration
    ceiling = min(CEILING - HEADROOM + peaks, 0.0)
    corrected = _aimed(narration, master.source, levels.target + louder, ceiling)
    return replace(corrected, levels=levels)


def _aimed(narration: Narration, source: Master, target: float, ceiling: float) -> Narration:
    meter = metered(source.pcm(), source.sample_rate) if source.frames else None
    before = loudness(meter.steps) if meter else -math.inf
    if not meter or before == -math.inf:
        return replace(narration, levels=Levels(-math.inf, dbtp(meter.sample_peak if meter else 0), target))
    under: tuple[float, float] = (0.0, before)
    over: tuple[float, float] | None = None
    yielded = 1.0
    kept: tuple[_Plan, float] | None = None
    for _ in range(_ATTEMPTS):
        gain = min(_between(under, over, target) if over else under[0] + (target - under[1]) / yielded, _MOST_GAIN)
        plan = _Plan(source, 10 ** (gain / 20), FULL_SCALE * 10 ** (ceiling / 20), meter.sample_peak)
        reached = loudness(plan.steps(meter.steps))
        if kept is None or reached <= target + _NEAR_ENOUGH:
            kept = plan, reached
        if abs(target - reached) < _NEAR_ENOUGH or (gain == _MOST_GAIN and reached < target):
            break
        if reached > target:
            over = gain, reached
            continue
        # Limiting takes some of each decibel: as much of the next as it took of the last.
        yielded = max((reached - under[1]) / (gain - under[0] or 1.0), _LEAST_YIELD)
        under = gain, reached
    plan, reached = kept or (plan, reached)
    return replace(narration, master=plan.master, levels=Levels(reached, dbtp(plan.highest), target))


def _between(under: tuple[float, float], over: tuple[float, float], target: float) -> float:
    """A gain between two whose loudness is known: on the line through them, but never next to either.

    Loudness jumps where a quiet part is no longer gated out, and a line alone would creep up to the jump.
    """
    share = (target - under[1]) / (over[1] - under[1])
    return under[0] + (over[0] - under[0]) * min(max(share, 0.2), 0.8)


class _Plan:
    """A gain, and an envelope that keeps the true peaks under a ceiling."""

    def __init__(self, source: Master, gain: float, ceiling: float, sample_peak: int) -> None:
        """Find the peaks and limit them; gain is a factor, ceiling and peak are sample values."""
        self._gain = gain
        self._ceiling = ceiling
        self._envelope = Envelope(source.sample_rate)
        self.master = Gained(source, gain, self._envelope)
        self.highest = 0.0
        level = _SEARCHED * min(ceiling, gain * sample_peak)
        finder = PeakFinder(source.sample_rate, level / gain)
        dips = self._dips((frame, gain * value) for frame, value in finder.peaks(source.pcm()))
        finder = PeakFinder(source.sample_rate, level)
        for _ in range(_ATTEMPTS):
            if not dips:
                break
            self._envelope.add(dips)
            dips = self._dips(self._peaks_around(sorted(dips), finder))

    def steps(self, source: array[float]) -> array[float]:
        """The mean squares of the levelled sound, of those of the source: metered anew only where it was limited."""
        rate = self.master.sample_rate
        power = self._gain * self._gain
        steps = array("f", (power * step for step in source))
        weighted = k_weighting(rate)
        for first, end in self._limited_steps(len(steps)):
            start = step_edge(max(first - _SETTLING, 0), rate)
            sound = b"".join(map(weighted, self.master.pcm(start, step_edge(end, rate))))
            for step in range(first, end):
                steps[step] = mean_square(
                    sound[4 * (step_edge(step, rate) - start) : 4 * (step_edge(step + 1, rate) - start)]
                )
        return steps

    def _dips(self, peaks: Iterator[tuple[int, float]]) -> dict[int, float]:
        """How far the sound is to be turned down at which frames, and note the highest peak that may stay."""
        dips: dict[int, float] = {}
        for frame, value in peaks:
            if value > self._ceiling:
                dips[frame] = self._envelope.factor(frame) * self._ceiling * _BELOW / value
            else:
                self.highest = max(self.highest, value)
        return dips

    def _peaks_around(self, frames: list[int], finder: PeakFinder) -> Iterator[tuple[int, float]]:
        """The peaks of the limited sound in those parts of the envelope that have one of these frames in them."""
        for first, end in self._envelope.islands(0, self.master.frames):
            if bisect_left(frames, first) < bisect_left(frames, end):
                yield from finder.peaks(self.master.pcm(first, end), first)

    def _limited_steps(self, count: int) -> Iterator[tuple[int, int]]:
        """Ranges of steps in which something was limited."""
        rate = self.master.sample_rate
        first = end = 0
        for start, stop in self._envelope.islands(0, self.master.frames):
            step = start * STEPS_A_SECOND // rate
            if step > end:
                if end > first:
                    yield first, end
                first = step
            end = min(stop * STEPS_A_SECOND // rate + 1, count)
        if end > first:
            yield first, end


def dbtp(value: float) -> float:
    """A sample value in decibels of full scale."""
    return 20 * math.log10(value / FULL_SCALE) if value else -math.inf
