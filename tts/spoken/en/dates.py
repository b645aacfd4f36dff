"""Dates in all usual orders.

American English says "August twenty second, twenty sixteen", British "the twenty second of August twenty sixteen"; a date
written day first is said day first everywhere. 22/08/2016 is read by region where both readings are days of the calendar: month
first in `en` and `en-US`, day first in British English and where full stops separate (22.08.2016).
"""

from __future__ import annotations

import re
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en.data import listed
from tts.spoken.en.numbers import british, cardinal, ordinal, spelled, year
from tts.spoken.reading import Reading, Scan

MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SHORT: Final = {month[:3].lower(): number for number, month in enumerate(MONTHS, 1)} | {"sept": 9}
_MONTH_NUMBERS: Final = _SHORT | {month.lower(): number for number, month in enumerate(MONTHS, 1)}
DAYS: Final = {
    "mon": "Monday", "tue": "Tuesday", "tues": "Tuesday", "wed": "Wednesday", "weds": "Wednesday", "thu": "Thursday",
    "thur": "Thursday", "thurs": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip

_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)(?![^\W\d_])\.?"
)
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_YEAR: Final = r"(?:1\d{3}|20\d\d)(?![\d%]|,\d|\.\d)(?!\s(?:people|men|women)\b)"
_TH: Final = r"(?:st|nd|rd|th|(?<=[23])d)?"
_TO: Final = r"(?:\s?(?:[-–—‑]|to|and|through|&)\s?|/)"

_ISO = Pattern(
    r"([12]\d{3})([-‐‑–/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?![\d])(?:T(\d\d:\d\d)(?::\d\d(?:\.\d{1,6})?)?(Z)?)?"
)
_COMPACT = Pattern(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\w]|[.,]\d)")
_NAMED_ISO = Pattern(rf"([12]\d{{3}})[-/]({_MONTH})[-/]({_DAY})(?![\w])")
_NUMERIC = Pattern(r"(0?[1-9]|[12]\d|3[01])([-‐‑–/.])(0?[1-9]|[12]\d|3[01])\2([12]\d{3}|\d\d)(?![\w]|[-/.]\d)")
_MONTH_FIRST = Pattern(
    rf"({_MONTH})[\s\u00a0/-]({_DAY}){_TH}(?![\w%]|[:.]\d|,\d{{3}}(?!\d))(?:({_TO})(?:({_MONTH})\s)?({_DAY}){_TH}(?![\w%]))?(?:(,\s?|\s|[-/])({_YEAR}))?",
    re.IGNORECASE,
)
_DAY_FIRST = Pattern(
    rf"({_DAY}){_TH}(?:({_TO})({_DAY}){_TH})?(?:\s+of\s+|[\s\u00a0]|[-/])({_MONTH})(?:(,?\s|[-/])({_YEAR}))?(?:(?<=-\w\w\w)-(\d\d)(?![\w-]))?(?![\w])",
    re.IGNORECASE,
)
_MONTH_YEAR = Pattern(rf"({_MONTH})(,?\s|-)({_YEAR})(?![\w])", re.IGNORECASE)
_MONTH_ALONE = Pattern(
    r"(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.(?=[\s,;)–-]|\Z)(?!\s+\Z)|(?=\s(?:['’]\d\d(?!\d)|\d{1,3}\.\d)))"
)
_WEEKDAY = Pattern(
    r"(Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)(\.?)(?:(\s?[-–—]\s?|\s&\s|/)(Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)(\.?)(?![\w]))?"
    r"(?![\w])"
)
_DATE_FOLLOWS = Pattern(
    rf",?\s(?:{_MONTH}|the\s\d|\d{{1,2}}(?:st|nd|rd|th|[/.:]\d| ?[ap]\.?m)|at\s\d|morning|afternoon|evening|night|\d{{1,2}} {_MONTH})"
)
_SUN_PAPERS: Final = listed("sun-papers")
_SMALL_FOLLOWS = Pattern(r",|\s[a-z]")
_QUARTER = Pattern(
    r"([1-4])(Q|H)([’']?\d\d|\s?20\d\d)(?![\w])|Q([1-4])(?:[\s/-]([’']?\d\d|(?:19|20)\d\d)|([’']\d\d))?(?![\w])"
)
_QUARTERS = Pattern(r"([QH])([1-4])\s?([-–/])\s?(?=\1[1-4](?![\w]))")
_HALVES: Final = {"Q": "quarter", "H": "half"}
_NOT_A_MONTH_IN_SMALL_LETTERS: Final = frozenset({"may", "march", "mar", "dec"})


def month_number(written: str) -> int:
    """Number of a month as written, in full or short."""
    return _MONTH_NUMBERS[written.rstrip(".").lower()]


def _name(written: str) -> str:
    return MONTHS[month_number(written) - 1]


def say(day: str, month: int, written_year: str, region: str, *, day_first: bool) -> str:
    """A day of the calendar; without a year where that is empty."""
    name = MONTHS[month - 1]
    days = ordinal(day, region)
    spoken_year = _say_year(written_year, region) if written_year else ""
    if day_first:
        return f"the {days} of {name} {spoken_year}".rstrip()
    return f"{name} {days}, {spoken_year}" if spoken_year else f"{name} {days}"


def _say_year(digits: str, region: str) -> str:
    if len(digits) == 2:
        return f"oh {spelled(digits[1])}" if digits[0] == "0" else cardinal(digits)
    return year(digits, region)


def read_iso(scan: Scan, at: int) -> Reading | None:
    """2016-08-22, 2016/08/22, 2016.08.22: year, month, day, whatever the region (ISO 8601); a time may follow."""
    found = _ISO.match(scan.text, at)
    if found is None:
        compact = _COMPACT.match(scan.text, at)
        if compact is not None and scan.left(at) in " (":  # 20160822
            digits, month, day = compact.groups()
            return Reading(
                compact.end(), say(day, int(month), digits, scan.region, day_first=british(scan.region)), "date"
            )
        named = _NAMED_ISO.match(scan.text, at)
        if named is None:
            return None
        spoken = say(named[3], month_number(named[2]), named[1], scan.region, day_first=british(scan.region))
        return Reading(named.end(), spoken, "date")
    spoken = say(found[4], int(found[3]), found[1], scan.region, day_first=british(scan.region))
    if found[5]:
        from tts.spoken.en.times import clock

        spoken += f" at {clock(found[5])}" + (" U.T.C." if found[6] else "")
    return Reading(found.end(), spoken, "date")


def read_numeric(scan: Scan, at: int) -> Reading | None:
    """22/08/2016, 8/22/16, 22.08.2016."""
    found = _NUMERIC.match(scan.text, at)
    if found is None or scan.left(at) == "/" or (len(found[4]) == 2 and found[2] in "-–." and not _is_short(found)):
        return None
    first, second = int(found[1]), int(found[3])
    day_first = british(scan.region) or found[2] == "."
    if first > 12 or second > 12:
        day_first = first > 12
    day, month = (found[1], second) if day_first else (found[3], first)
    if month > 12:
        return None
    return Reading(found.end(), say(day, month, found[4], scan.region, day_first=day_first), "date")


def _is_short(found: re.Match[str]) -> bool:
    """31.12.99 and 10-25-99 can be nothing but days; 3.12.99 may be a version."""
    if found[2] == "-":
        return int(found[1]) <= 12 < int(found[3]) and len(found[3]) == 2
    return found[2] == "." and int(found[1]) > 12 and len(found[3]) == 2 and int(found[3]) <= 12


_YEAR_MONTH = Pattern(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\w]|[-–/.:]\d)|(0[1-9]|1[0-2])/((?:19|20)\d\d)(?![\w/])")


def read_year_month(scan: Scan, at: int) -> Reading | None:
    """2011-01, 01/2011."""
    found = _YEAR_MONTH.match(scan.text, at)
    if found is None or scan.left(at) in "-–/." or scan.before(at) in ("No", "Nos", "no", "Case", "case", "number"):
        return None
    month, written_year = (found[2], found[1]) if found[1] else (found[3], found[4])
    return Reading(found.end(), f"{MONTHS[int(month) - 1]} {year(written_year, scan.region)}", "date")


def read_month_first(scan: Scan, at: int) -> Reading | None:
    """August 22, 2016; Aug. 22; May 5-7; Aug. 30 - Sept. 2, 2016; Jan-15-2020."""
    found = _MONTH_FIRST.match(scan.text, at)
    if found is None:
        return _read_months(scan, at) or _read_month_year(scan, at)
    month, day, to, other, last, _, digits = found.groups()
    if to == "/" and int(last) != int(day) + 1:
        return None
    if month.rstrip(".").lower() in _NOT_A_MONTH_IN_SMALL_LETTERS and month.islower() and not digits:
        return None
    days = ordinal(day, scan.region)
    spoken = f"{_name(month)} {days}"
    if british(scan.region) and not last:
        spoken = f"the {days} of {_name(month)}"
    if last:
        spoken += f" {_joint(to)} {_name(other) + ' ' if other else ''}{ordinal(last, scan.region)}"
    if digits:
        spoken += (" " if british(scan.region) else ", ") + year(digits, scan.region)
    return Reading(found.end(), spoken, "date")


_MONTHS = Pattern(rf"({_MONTH})\s?([-–—/])\s?({_MONTH})(?:(,?\s)({_YEAR}))?(?![\w])")


def _read_months(scan: Scan, at: int) -> Reading | None:
    """Jan.-Mar., Jan–Mar 2020."""
    found = _MONTHS.match(scan.text, at)
    if found is None:
        return None
    if found[2] == "/" and (found[1].islower() or found[3].islower()):
        return None
    if found[1] == _name(found[1]) and found[3] == _name(found[3]) and found[2] == "-" and not found[5]:
        return None  # written out, it is said as it is written
    words = f"{_name(found[1])} {'' if found[2] == '/' else 'to '}{_name(found[3])}"
    if found[5]:
        return Reading(found.end(), f"{words} {year(found[5], scan.region)}", "date")
    return Reading(found.end() - (found[3].endswith(".") and scan.ends(found.end())), words, "date")


def _read_month_year(scan: Scan, at: int) -> Reading | None:
    found = _MONTH_YEAR.match(scan.text, at)
    if found is not None and not (found[1].islower() and found[1].rstrip(".") in _NOT_A_MONTH_IN_SMALL_LETTERS):
        return Reading(found.end(), f"{_name(found[1])} {year(found[3], scan.region)}", "date")
    found = _MONTH_ALONE.match(scan.text, at)
    if found is None or (at and scan.ends(found.end())):
        return None
    return Reading(found.end(), _name(found[1]), "date")


_DETERMINERS: Final = frozenset(
    {
        "the",
        "following",
        "next",
        "last",
        "this",
        "that",
        "every",
        "each",
        "previous",
        "past",
        "his",
        "her",
        "its",
        "my",
        "our",
        "their",
    }
)


def _joint(to: str) -> str:
    to = to.strip().lower()
    return "and" if to in ("and", "&") else to if to == "through" else "to"


def read_day_first(scan: Scan, at: int) -> Reading | None:
    """22 August 2016, 22nd of August, 22-25 Aug."""
    found = _DAY_FIRST.match(scan.text, at)
    if found is None:
        return None
    day, to, last, month, _, digits, short = found.groups()
    if to == "/" and int(last) != int(day) + 1:
        return None
    end = found.end()
    plain = month.rstrip(".")
    is_word = plain.lower() in _NOT_A_MONTH_IN_SMALL_LETTERS and plain.islower() and not digits and "of" not in found[0]
    if is_word and scan.before(at)[:3].lower() not in DAYS:
        return None
    article = "" if scan.before(at).lower() in _DETERMINERS else "the "
    spoken = f"{article}{ordinal(day, scan.region)}"
    if last:
        spoken += f" {_joint(to)} {article}{ordinal(last, scan.region)}"
    spoken += f" of {_name(month)}"
    if digits or short:
        spoken += f" {year(digits, scan.region) if digits else _say_year(short, scan.region)}"
    elif month.endswith(".") and (scan.ends(end) or plain.capitalize() in MONTHS):
        end -= 1
    if _SECOND_DATE.match(scan.text, end):  # 5 Jan–8 Feb
        return Reading(end + 1, f"{spoken} to ", "date")
    return Reading(end, spoken, "date")


_SECOND_DATE = Pattern(rf"[-–—](?=\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?![\w]))", re.IGNORECASE)


def read_weekday(scan: Scan, at: int) -> Reading | None:
    """Mon., Tues, Sun. before a date or a time, and Mon-Fri."""
    found = _WEEKDAY.match(scan.text, at)
    if found is None:
        return None
    if found[4] and found[3] == "/" and scan.text.startswith("/", found.end()):  # Mon/Wed/Fri
        return Reading(found.end(3), f"{DAYS[found[1].lower()]}, ", "date")
    if found[4]:
        end = found.end() - bool(found[5] and scan.ends(found.end()))
        return Reading(
            end, f"{DAYS[found[1].lower()]} {_DAYS_JOINED.get(found[3].strip(), 'to')} {DAYS[found[4].lower()]}", "date"
        )
    end = found.end()
    last_of_list = _LISTED_BEFORE.search(scan.text[max(0, at - 12) : at]) and _LIST_ENDS.match(scan.text, end)
    if last_of_list or _DAYS_LISTED.match(scan.text, at):
        end -= bool(found[2] and scan.ends(end))
        return Reading(end, DAYS[found[1].lower()], "date")
    if _DATE_FOLLOWS.match(scan.text, end) is None and not (found[2] and _stops(scan, at, found[1], end)):
        return None
    if found[1] == "Sun" and not found[2] and scan.before(at) in _SUN_PAPERS:
        return None
    if found[2] and scan.ends(end):
        end -= 1
    return Reading(end, DAYS[found[1].lower()], "date")


_DAYS_JOINED: Final = {"&": "and", "/": "and"}
_LISTED_BEFORE = Pattern(r"(?<![\w])(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat)\.?(?:(?:,|,? and|,? or|,? &) |/)\Z")
_LIST_ENDS = Pattern(r"[.,;)]|\Z| and| or| at| from| \d")
# Mon, Wed, Fri and Sun
_DAYS_LISTED = Pattern(
    r"(Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\.?(?:(?:,|,? and|,? or) |/)(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)(?=[.,;)/]|\Z| and| or| &| at| from| \d)"
)


def _stops(scan: Scan, at: int, day: str, end: int) -> bool:
    """Whether a stop is that of a short weekday. "Sun." also ends a sentence about the star or a paper."""
    return day != "Sun" or (scan.before(at).lower() != "the" and _SMALL_FOLLOWS.match(scan.text, end) is not None)


def read_days(scan: Scan, at: int) -> Reading | None:
    """Monday-Friday: from one to the other."""
    found = _DAYS_IN_FULL.match(scan.text, at)
    return found and Reading(found.end(), f"{found[1]} to {found[2]}", "date")


_DAY_IN_FULL: Final = f"({'|'.join(dict.fromkeys(DAYS.values()))})"
_DAYS_IN_FULL = Pattern(rf"{_DAY_IN_FULL}\s?[-–—]\s?{_DAY_IN_FULL}(?![\w-])")


def read_fiscal(scan: Scan, at: int) -> Reading | None:
    """FY'25, FY 2025, FY2024/25."""
    found = _FISCAL.match(scan.text, at)
    if found is None:
        return None
    last = f" to {cardinal(found[2])}" if found[2] else ""
    return Reading(found.end(), f"fiscal year {_say_year(found[1], scan.region)}{last}", "date")


_FISCAL = Pattern(r"FY\s?[’']?(\d\d|20\d\d)(?:[/–-]([1-9]\d))?(?![\w/-])")


def read_quarter(scan: Scan, at: int) -> Reading | None:
    """2Q22, 1H 2023, Q3 2016, Q3."""
    several = _QUARTERS.match(scan.text, at)
    if several is not None:  # Q1-Q3, H1/H2
        return Reading(
            several.end(), f"{several[1]} {cardinal(several[2])}{' ' if several[3] == '/' else ' to '}", "date"
        )
    found = _QUARTER.match(scan.text, at)
    if found is None:
        return None
    if found[1]:
        which = f"the {ordinal(found[1])} {_HALVES[found[2]]}"
        if scan.before(at).lower() == "the":
            which = which.removeprefix("the ")
        return Reading(found.end(), f"{which} of {_say_year(found[3].strip(' ’' + chr(39)), scan.region)}", "date")
    spoken = f"Q {cardinal(found[4])}"
    if found[5] or found[6]:
        spoken += f" {_say_year((found[5] or found[6]).strip('’' + chr(39)), scan.region)}"
    return Reading(found.end(), spoken, "date")


def read_nights(scan: Scan, at: int) -> Reading | None:
    """The night of 12/13 May: two days of a month, one after the other."""
    found = _NIGHTS.match(scan.text, at)
    if found is None or int(found[2]) != int(found[1]) + 1 or int(found[2]) > 31:
        return None
    first, last = ordinal(found[1]), ordinal(found[2])
    article = "" if scan.before(at).lower() in ("the", "of the") else "the "
    return Reading(found.end(), f"{article}{first} to {article}{last} of ", "date")


_NIGHTS = Pattern(
    r"(\d{1,2})/(\d{1,2})\s(?=(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec)(?![\w]))"
)
