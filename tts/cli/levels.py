"""What is said of a file that could not be made as loud as was asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

#: Deviation that is told, in LU (EBU R 128: what programmes are allowed where the exact level cannot be had).
_TOLD = 0.5
#: True peaks below this, in dBTP, were no reason to stop.
_NEAR_CEILING = -4.0


def shortfalls(facts: Mapping[str, Any], asked: float, channels: int) -> Iterator[str]:
    """Sentences without a full stop on what was not reached; none for silence, or where all was.

    Args:
        facts: What the writer measured: `loudness` in LUFS, of both channels where there are two; `true_peak` in dBTP.
        asked: Loudness of one channel, in LUFS.
        channels: 1 or 2, which both carry the same.
    """
    from tts.loudness import CEILING

    loudness, peak = facts.get("loudness"), facts.get("true_peak")
    if loudness is None or peak is None:
        return
    of_one = loudness - 10 * math.log10(channels)  # as it is asked for
    if of_one < asked - _TOLD:
        peaks = f"true peaks would pass {CEILING:g} dBTP"
        why = peaks if peak > _NEAR_CEILING else "sound so quiet is not raised further"
        both = f" in each of two channels ({loudness:.1f} in both together)" if channels == 2 else ""
        yield f"it came out at {of_one:.1f} LUFS{both}, not {asked:g}: {why}"
    if round(peak - CEILING, 2) > 0:
        yield f"true peaks reach {peak:+.1f} dBTP, above {CEILING:g}: ask for less with --loudness"
