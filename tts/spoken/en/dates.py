"""Dates. ISO dates in full; the rest follows."""

from __future__ import annotations

import re
from typing import Final

from tts.spoken.en.numbers import british, ordinal, year
from tts.spoken.reading import Reading, Scan

MONTHS: Final = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_ISO = re.compile(r"([12]\d{3})([-‐‑/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?![\d])")


def say(day: str, month: int, written_year: str, region: str, *, day_first: bool = False) -> str:
    """A day, as British or American speakers say it; without a year where it is empty."""
    name = MONTHS[month - 1]
    days = ordinal(day, region)
    date = f"the {days} of {name}" if day_first or british(region) else f"{name} {days}"
    if not written_year:
        return date
    return (
        f"{date}, {year(written_year, region)}"
        if not (day_first or british(region))
        else f"{date} {year(written_year, region)}"
    )


def read_iso(scan: Scan, at: int) -> Reading | None:
    """2016-08-22, 2016/08/22, 2016.08.22: year, month, day, whatever the region (ISO 8601)."""
    found = _ISO.match(scan.text, at)
    if found is None:
        return None
    return Reading(found.end(), say(found[4], int(found[3]), found[1], scan.region), "date")
