"""Percentages: 5%, 10-15%, 2%-10%, 4.25pc, 5 p.p."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import amounts
from tts.spoken.en.ranges import joint
from tts.spoken.en.units import whats
from tts.spoken.reading import Reading, Scan

_TO: Final = r"\s?(?:[-–—~]|to)\s?"
_PERCENT = Pattern(
    rf"([+−–-]?)({amounts.NUMBER})(?:[\s\u00a0]?%?({_TO})([+−-]?)({amounts.NUMBER}))?[\s\u00a0]?(%|‰|pct\.?(?![\w])|(?<=\d)pc(?![\w])|p\.p\.)(-)?"
)


def read_percent(scan: Scan, at: int) -> Reading | None:
    """5%, 10-15%, 2%-10%, -0.5 %."""
    found = _PERCENT.match(scan.text, at)
    if found is None or (found[1] and scan.left(at).isalnum()):
        return None
    if found[5] and "t" in found[3] and "%" in found[0][: found.start(3) - at]:
        # "40% to 85%" is said as it is written.
        return Reading(
            found.start(3), f"{amounts.quantity(found[1], found[2], None, scan.region)} percent", "percentage"
        )
    words = amounts.quantity(found[1], found[2], None, scan.region)
    if found[5]:
        words += f" {joint(scan, at)} {amounts.quantity(found[4], found[5], None, scan.region)}"
    name = {"‰": "per mille", "p.p.": "percentage points"}.get(found[6], "percent")
    rate = _RATE.match(scan.text, found.end(6))
    if rate is not None:  # 5%/yr, 2% pa
        what = "annum" if rate[2] else whats().get(rate[1], rate[1])
        return Reading(rate.end(), f"{words} {name} per {what}", "percentage")
    return Reading(found.end(6), f"{words} {name}", "percentage")


_RATE = Pattern(r"\s?/\s?(yr|year|mo|month|wk|week|day|d|quarter)(?![\w])|\s(pa)(?![\w.])")
