"""Loudness: a narration is made as loud as was asked for, and what was reached is measured.

What `survey_for` gives listens while a master is made; `levelled` gives the narration a gain (and limits its peaks); `heard`
measures a master, `measure` an encoded file, and an `Ear` what is being encoded. How it is done, and what a target means for
one channel: `docs/loudness.md`.
"""

from __future__ import annotations

from tts.loudness.ear import Ear
from tts.loudness.levelled import CEILING, levelled, relevelled, survey_for
from tts.loudness.measured import heard, measure

#: Loudness in LUFS by name, for one channel: -19 LUFS of one is as loud as -16 of two that carry the same.
TARGETS = {"podcast": -19.0, "broadcast": -23.0}
#: Least and greatest loudness that can be asked for, in LUFS.
RANGE = (-40.0, -10.0)
#: How far from the target an encoded file may land, in LU, before it is corrected.
TOLERANCE = 0.3

__all__ = [
    "CEILING",
    "RANGE",
    "TARGETS",
    "TOLERANCE",
    "Ear",
    "heard",
    "levelled",
    "measure",
    "relevelled",
    "survey_for",
]
