"""Plain numbers."""

from __future__ import annotations

import re

from tts.spoken.en.numbers import cardinal, decimal
from tts.spoken.reading import Reading, Scan

_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3}){1,11}(?!\d)|\d{1,60})(?:\.(\d{1,40}))?")


def read_number(scan: Scan, at: int) -> Reading | None:
    """The number as it is, where no other rule reads it."""
    found = _NUMBER.match(scan.text, at)
    if found is None:
        return None
    whole = found[1].replace(",", "")
    if found[2]:
        return Reading(found.end(), decimal(whole, found[2], scan.region), "decimal")
    return Reading(found.end(), cardinal(whole, scan.region), "cardinal")
