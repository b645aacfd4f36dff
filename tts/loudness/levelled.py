"""A narration at the loudness asked for: one gain for all of it, less only around the peaks that would pass the ceiling."""

from __future__ import annotations

import math
from dataclasses import replace

from tts.loudness.gained import FULL_SCALE, Gained
from tts.loudness.limited import Limited
from tts.loudness.meter import loudness
from tts.loudness.survey import Kept, Survey, surveyed
from tts.recorded import Levels, Narration

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
#: How many of the limited stretches are metered to see what a gain comes to; the rest are taken to lose as much.
_TRIED = 200
#: How far the peaks of speech are above its loudness, in dB, with some to spare (eSpeak NG's: 20).
_SPEECH_PEAKS = 20.8
#: Some peaks of each sound are looked for, however little has to be limited: the highest is reported.
_LARGEST_SHARE = 0.9


def survey_for(target: float, kept: Kept | None = None) -> Survey:
    """What listens to a recording that is to be levelled to a loudness (LUFS).

    Args:
        target: In LUFS.
        kept: Where what was measured of a sound before is found; without it everything is measured.
    """
    return Survey(min(_factor(CEILING - HEADROOM - target - _SPEECH_PEAKS), _LARGEST_SHARE), kept)


def levelled(narration: Narration, target: float, survey: Survey | None = None) -> Narration:
    """The narration at a loudness (LUFS), its true peaks under the ceiling; silence is left as it is.

    The narration takes its length, its cues and the ownership of the recording along.

    Args:
        narration: As it came from the engine.
        target: In LUFS.
        survey: What was measured of its master while it was made; without it the master is read for that.

    Raises:
        OutputError: The recording cannot be read.
    """
    if not survey or survey.frames != narration.master.frames:
        survey = surveyed(narration.master, survey_for(target))
    return _aimed(narration, survey, target, CEILING - HEADROOM)


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
    if louder == peaks and ceiling < 0:  # the same dips do
        return replace(
            narration, master=Gained(master.source, master.gain * _factor(louder), master.envelope, master.survey)
        )
    return replace(_aimed(narration, master.survey.forget_search(), levels.target + louder, ceiling), levels=levels)


def _aimed(narration: Narration, survey: Survey, target: float, ceiling: float) -> Narration:
    source = narration.master.source if isinstance(narration.master, Gained) else narration.master
    before = loudness(survey.steps)
    if before == -math.inf:
        return replace(narration, levels=Levels(-math.inf, dbtp(survey.sample_peak), target))
    under: tuple[float, float] = (0.0, before)
    over: tuple[float, float] | None = None
    yielded = 1.0
    kept: Limited | None = None
    for _ in range(_ATTEMPTS):
        gain = min(_between(under, over, target) if over else under[0] + (target - under[1]) / yielded, _MOST_GAIN)
        plan = Limited(source, survey, _factor(gain), FULL_SCALE * _factor(ceiling))
        reached = loudness(plan.steps(_TRIED))
        if kept is None or reached <= target + _NEAR_ENOUGH:
            kept = plan
        if abs(target - reached) < _NEAR_ENOUGH or (gain == _MOST_GAIN and reached < target):
            break
        if reached > target:
            over = gain, reached
            continue
        # Limiting takes some of each decibel: as much of the next as it took of the last.
        yielded = max((reached - under[1]) / (gain - under[0] or 1.0), _LEAST_YIELD)
        under = gain, reached
    plan = kept or plan
    steps = plan.steps()
    return replace(narration, master=plan.master, levels=Levels(loudness(steps), dbtp(plan.highest), target))


def _between(under: tuple[float, float], over: tuple[float, float], target: float) -> float:
    """A gain between two whose loudness is known: on the line through them, but never next to either.

    Loudness jumps where a quiet part is no longer gated out, and a line alone would creep up to the jump.
    """
    share = (target - under[1]) / (over[1] - under[1])
    return under[0] + (over[0] - under[0]) * min(max(share, 0.2), 0.8)


def _factor(decibels: float) -> float:
    return float(10 ** (decibels / 20))


def dbtp(value: float) -> float:
    """A sample value in decibels of full scale."""
    return 20 * math.log10(value / FULL_SCALE) if value else -math.inf
