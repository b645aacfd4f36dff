"""Dates and times of day."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.notation.grammar import Grammar
from tts.spoken.reading import Reading, Scan

_ISO = Pattern(r"(\d{4})-(0\d|1[0-2])-([0-2]\d|3[01])(?![\d-])")
_NUMERIC = Pattern(r"(\d{1,2})(?P<mark>[./-])(\d{1,2})(?P=mark)(\d{4}|\d\d)(?![\d]|[./-]\d)")
_CLOCK = Pattern(r"([01]?\d|2[0-4])([:.]|[ \u00a0]?[hH][ \u00a0]?)([0-5]\d)(?::([0-5]\d))?(?![\d]|[:.,]\d)")
_RANGE_MARK = Pattern(r"[ \u00a0]?[-–—][ \u00a0]?")
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Calendar:
    """The rules, for a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self._date: Pattern | None = None
        self._after = Pattern(rf"[ \u00a0]?(?P<mark>{grammar.clock_after})") if grammar.clock_after else None

    def _pattern(self) -> Pattern:
        if self._date is None:
            months = "|".join(
                sorted((m.replace(".", r"\.") for m in self.grammar.tables.months), key=lambda m: -len(m))
            )
            self._date = Pattern(f"(?i:{self.grammar.date.format(months=months)})")
        return self._date

    def read_iso(self, scan: Scan, at: int) -> Reading | None:
        """2016-08-22."""
        found = _ISO.match(scan.text, at)
        if found is None or scan.left(at).isalnum():
            return None
        return self._said(scan, at, found.end(), int(found[3]), int(found[2]), int(found[1]))

    def read_numeric(self, scan: Scan, at: int) -> Reading | None:
        """22.08.2016, 22/08/2016; month first where a region writes so, or where it can be no other."""
        found = _NUMERIC.match(scan.text, at)
        if found is None or scan.left(at).isalnum() or (len(found[4]) == 2 and len(found[1]) + len(found[3]) < 4):
            return None
        day, month = int(found[1]), int(found[3])
        if self.grammar.month_first or month > 12:
            day, month = month, day
        year = int(found[4])
        if len(found[4]) == 2:
            year += 2000 if year < 50 else 1900
        return self._said(scan, at, found.end(), day, month, year)

    def _said(self, scan: Scan, at: int, end: int, day: int, month: int, year: int) -> Reading | None:
        if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
            return None
        found = self.grammar.year_mark(scan, end)
        end, mark = found or (end, "")
        return self._close(scan, end, self.grammar.day_month(scan, at, end, day, 0, month, year, mark))

    def read_date(self, scan: Scan, at: int) -> Reading | None:
        """22 August 2016 and its like, as the grammar's pattern says."""
        found = self._pattern().match(scan.text, at)
        if found is None or scan.left(at).isalnum():
            return None
        groups = found.groupdict()
        month = self.grammar.tables.months[found["month"].lower()]
        day, last = int(found["day"]), int(groups.get("last") or 0)
        end = found.end()
        if not (1 <= day <= _DAYS[month - 1] and last <= 31):
            return None
        year = int(groups["year"]) if groups.get("year") else 0
        mark = self.grammar.year_mark(scan, end) if year else None
        end, written = mark or (end, groups.get("mark") or "")
        return self._close(scan, end, self.grammar.day_month(scan, at, end, day, last, month, year, written))

    def _close(self, scan: Scan, end: int, words: str) -> Reading:
        suffix = self.grammar.suffix_at(scan, end)
        if suffix:
            return Reading(suffix[0], self.grammar.suffixed(words, suffix[1]), "date")
        if scan.text[end - 1] == "." and scan.ends(end):
            end -= 1
        return Reading(end, words, "date")

    def read_time(self, scan: Scan, at: int) -> Reading | None:
        """17:30, 17.30 Uhr, 17h30; a range of them."""
        first = self._clock(scan, at)
        if first is None or scan.left(at).isalnum() or scan.left(at) in ":.,":
            return None
        end, hours, minutes, seconds, certain = first
        to = _RANGE_MARK.match(scan.text, end)
        second = self._clock(scan, to.end()) if to else None
        if second and second[-1]:
            end, certain = second[0], True
        form = self.grammar.form_at(scan, at, end, noun=True)
        mark = ""
        after = self._after.match(scan.text, end) if self._after else None
        if after and not scan.text[after.end() : after.end() + 1].isalnum():
            end, mark, certain = after.end(), after["mark"], True
            if mark.endswith(".") and scan.ends(end):
                end -= 1
        if not certain and not self.grammar.is_clock(scan, at, end):
            return None
        words = self.grammar.clock(hours, minutes, seconds, form, mark)
        if second and second[-1]:
            words = self.grammar.ranged(words, self.grammar.clock(*second[1:4], form, mark))
        suffix = self.grammar.suffix_at(scan, end)
        if suffix:
            return Reading(suffix[0], self.grammar.suffixed(words, suffix[1]), "time")
        return Reading(end, words, "time")

    def _clock(self, scan: Scan, at: int) -> tuple[int, int, int, int, bool] | None:
        """Where it ends, hours, minutes, seconds (-1 for none), and whether it can be nothing else."""
        found = _CLOCK.match(scan.text, at)
        if found is None or found[2].strip() not in self.grammar.clock_marks or (found[4] and found[2] != ":"):
            return None
        if int(found[1]) == 24 and found[3] != "00":
            return None
        return found.end(), int(found[1]), int(found[3]), int(found[4] or -1), found[2] != "."
