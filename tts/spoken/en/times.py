"""Times of day and durations.

5:30 p.m. is "five thirty p.m.", 10:00 "ten o'clock", 17:00 "seventeen hundred", 9:05 "nine oh five", 00:00 "midnight". A full stop
separates hours and minutes (17.45) only where a.m., p.m., a time zone, "hrs" or "at" makes it a time.
"""

from __future__ import annotations

import re
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import amounts
from tts.spoken.en.data import either
from tts.spoken.en.numbers import cardinal, spelled
from tts.spoken.reading import Reading, Scan

_ZONES: Final = r"(?:(?:GMT|UTC)(?:\s?\+\d{1,2}(?::[0-5]\d)?|\s?[−-]0\d:[0-5]\d)?|BST|CET|CEST|EET|EEST|MSK|EST|EDT|ET|CST|CDT|CT|MST|MDT|PST|PDT|PT|IST|JST|AST|ADT|AEST|AEDT|ACST|AWST|NZST|NZDT|SAST|HKT|SGT|PKT|KST|AKST|AKDT|HST|WAT|EAT|WIB|BRT|TRT|ALMT|e\.s\.t\.?|est|pst|Z)"
_HALF: Final = r"[\s\u00a0]?(?P<half>[AaPp]\.?[\s\u00a0]?[Mm](?:\.(?!\w)|\.|(?![\w])))"
_CLOCK: Final = r"(?:[01]?\d|2[0-4]):[0-5]\d(?!\d|:\d)"
_TIME = Pattern(
    rf"(?P<clock>{_CLOCK})(?:{_HALF})?(?:[\s\u00a0]?(?P<hours>hours|hrs?\.?|h)(?![\w]))?(?:[\s\u00a0]?(?P<zone>{_ZONES})(?![\w]))?"
)
_DOTTED = Pattern(
    rf"(?P<clock>(?:[01]?\d|2[0-4])\.[0-5]\d)(?![\d])(?:{_HALF}(?:\s?(?P<zone>{_ZONES})(?![\w]))?|\s?(?P<only>{_ZONES})(?![\w])"
    r"|\s?(?P<hours>hours|hrs)(?![\w]))"
)
_HOUR = Pattern(rf"(?P<hour>1[0-2]|0?[1-9]){_HALF}(?:\s?(?P<zone>{_ZONES})(?![\w]))?")
# 1030 am, but not "in 1130 AM"
_COMPACT = Pattern(rf"(?P<hour>1[0-2]|0?[1-9])(?P<minute>[0-5]\d){_HALF}(?:\s?(?P<zone>{_ZONES})(?![\w]))?")
_RANGE = Pattern(
    rf"(?P<from>(?:[01]?\d|2[0-4])(?::[0-5]\d)?)(?:\s?(?P<first>[AaPp]\.?[Mm]\.?))?\s?[-–—]\s?(?P<to>(?:[01]?\d|2[0-4])(?::[0-5]\d)?)"
    rf"(?!\d)(?:{_HALF})?(?:\s?(?P<zone>{_ZONES})(?![\w]))?(?!\d|:\d)"
)
# 9.30-11am, 7.30pm-9pm, 9.30 to 11am
_DOTTED_RANGE = Pattern(
    rf"(?=\d{{1,2}}\.|\d{{1,2}}\s?[AaPp]?\.?[Mm]?\.?\s?(?:[-–—]|to)\s?\d{{1,2}}\.)(?P<from>(?:[01]?\d|2[0-4])(?:\.[0-5]\d)?)(?:\s?(?P<first>[AaPp]\.?[Mm]\.?))?"
    rf"(?:\s?[-–—]\s?|\sto\s)(?P<to>(?:[01]?\d|2[0-4])(?:\.[0-5]\d)?)(?!\d|\.\d){_HALF}(?:\s?(?P<zone>{_ZONES})(?![\w]))?"
)
_DURATION = Pattern(
    r"(\d{1,3}):([0-5]\d):([0-5]\d)(?:\.(\d{1,3}))?(?!\d|:)"
    rf"(?:{_HALF})?(?:\s?(?P<zone>{_ZONES})(?![\w]))?"
)
_FRENCH = Pattern(r"([01]?\d|2[0-3])h([0-5]\d)(?![\w])")
_MILITARY = Pattern(r"([01]\d|2[0-3])([0-5]\d)[\s\u00a0]?(?:(hours|hrs|h)|(GMT|UTC|Z|local))(?![\w])")


def clock(written: str, *, half: bool = False) -> str:
    """Words for hours and minutes (`5:30`, `17.45`, `9`), the part of the day apart."""
    hours, _, minutes = written.replace(".", ":").partition(":")
    hour = "twelve" if half and not int(hours) else cardinal(hours)
    if not minutes:
        return hour
    if minutes == "00":
        if half:
            return hour
        if int(hours) in (0, 24):
            return "midnight"
        return f"{hour} o'clock" if int(hours) <= 12 else f"{hour} hundred"
    if minutes[0] == "0":
        return f"{hour} oh {cardinal(minutes)}"
    return f"{hour} {cardinal(minutes)}"


def _half(written: str) -> str:
    return "a.m." if written[0] in "Aa" else "p.m."


def _zone(written: str) -> str:
    if written == "Z":
        return "U.T.C."
    offset = _OFFSET.search(written)
    if offset is not None:
        minutes = f" {cardinal(offset[3])}" if int(offset[3] or 0) else ""
        return (
            f"{_zone(written[:3])} {'plus' if offset[1] == '+' else 'minus'} {cardinal(str(int(offset[2])))}{minutes}"
        )
    return ".".join(written.replace(".", "").upper()) + "."


_OFFSET = Pattern(r"([+−-])(\d{1,2})(?::(\d\d))?\Z")


def _close(scan: Scan, end: int, spoken: str, written_stop: bool) -> Reading:
    """The last stop of p.m. also ends the text, and falls away before a capital, where it would end the sentence."""
    if written_stop and scan.ends(end):
        return Reading(end - 1, spoken.removesuffix("."), "time")
    if spoken.endswith(".") and _CAPITAL_FOLLOWS.match(scan.text, end):
        return Reading(end, spoken[:-1], "time")
    return Reading(end, spoken, "time")


_CAPITAL_FOLLOWS = Pattern(r"\s{1,8}[\"“‘'(]?[A-Z\d]|[.]")


def _parts(found: re.Match[str], spoken: str) -> str:
    groups = found.groupdict()
    if groups.get("half"):
        spoken += f" {_half(groups['half'])}"
    zone = groups.get("zone") or groups.get("only")
    if zone:
        spoken += f" {_zone(zone)}"
    return spoken


def read_race(scan: Scan, at: int) -> Reading | None:
    """The 3.30 at Ascot: a race by its time."""
    found = _AT_A_COURSE.match(scan.text, at)
    if found is None or scan.before(at).lower() != "the":
        return None
    return Reading(found.end(), clock(found[1]), "time")


_AT_A_COURSE = Pattern(r"((?:1[0-2]|[1-9])\.[0-5]\d)(?=\s(?:at|from|to|train)\s[A-Z])")


def read_range(scan: Scan, at: int) -> Reading | None:
    """9 a.m.-5 p.m., 5-7 p.m., 10:00-12:30."""
    found = _DOTTED_RANGE.match(scan.text, at) or _RANGE.match(scan.text, at)
    if (
        found is None
        or scan.left(at) in ".:"
        or not (found["half"] or found["first"] or (":" in found["from"] and ":" in found["to"]))
    ):
        return None
    halves = bool(found["half"] or found["first"])
    first = clock(found["from"], half=halves)
    if found["first"]:
        first += f" {_half(found['first'])}"
    spoken = f"{first} to {_parts(found, clock(found['to'], half=halves))}"
    return _close(scan, found.end(), spoken, found[0].endswith("."))


def read_until_noon(scan: Scan, at: int) -> Reading | None:
    """9 a.m.-noon."""
    found = _UNTIL_NOON.match(scan.text, at)
    if found is None:
        return None
    first = clock(found[1], half=bool(found[2])) + (f" {_half(found[2])}" if found[2] else "")
    return Reading(found.end(), f"{first} to {found[3]}", "time")


def read_from_noon(scan: Scan, at: int) -> Reading | None:
    """noon-2 p.m.: the dash is said."""
    found = _FROM_NOON.match(scan.text, at)
    return found and Reading(found.end(), f"{found[1]} to ", "time")


_UNTIL_NOON = Pattern(
    r"((?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?)(?:\s?([AaPp]\.?[Mm]\.?))?\s?[-–—]\s?(noon|midnight)(?![\w-])"
)
_FROM_NOON = Pattern(r"([Nn]oon|[Mm]idnight)\s?[-–—]\s?(?=(?:1[0-2]|0?[1-9])(?::[0-5]\d)?\s?[AaPp]\.?[Mm])")


def read_seconds(scan: Scan, at: int) -> Reading | None:
    """It took 30s, wait 5s, 70 s, a 20s delay: no decade, and no plural."""
    found = _SECONDS.match(scan.text, at)
    if found is None:
        return None
    end, before = found.end(), scan.text[max(0, at - 40) : at]
    singular = scan.before(at) in ("a", "A", "the", "The") and _TIMED.match(scan.text, end) is not None
    stopped = scan.text.startswith(".", end) and not scan.ends(end + 1)
    spaced = found[2] and not stopped and at > 0
    if not singular and not spaced and _LASTING.search(before) is None:
        return None
    one = singular or found[1] == "1"
    return Reading(end, f"{amounts.number(found[1])} second{'' if one else 's'}", "time")


_SECONDS = Pattern(r"(\d{1,3})(\s?)s(?![\w'’/-]|\.\s?\d)")
_LASTING = Pattern(lambda: rf"(?i)(?<!\w){either('lasting')}\s(?:about |just |only |around |up to )?\Z")
_TIMED = Pattern(lambda: rf"\s{either('timed')}(?![\w])")


def read_time(scan: Scan, at: int) -> Reading | None:
    """5:30 p.m., 17:45 GMT, 10:00, 5.30 pm, 17.45 GMT, 5 p.m."""
    found = _TIME.match(scan.text, at) or _DOTTED.match(scan.text, at)
    if found is None:
        found = _HOUR.match(scan.text, at)
        if found is None:
            found = _COMPACT.match(scan.text, at) if scan.text[at : at + 3].isdigit() else None
            if found is None:
                return None
            spoken = _parts(found, clock(f"{found['hour']}:{found['minute']}", half=True))
            return _close(scan, found.end(), spoken, found[0].endswith("."))
        return _close(scan, found.end(), _parts(found, clock(found["hour"])), found[0].endswith("."))
    written = found["clock"]
    if int(written[:2].rstrip(":.")) == 24 and written[-2:] != "00":
        return None
    hours = found["hours"]
    spoken = clock(written, half=bool(found["half"]) or bool(hours))
    if _TWELVE_FOLLOWS.match(scan.text, found.end()):  # 12:00 noon
        spoken = spoken.removesuffix(" o'clock")
    if hours:
        spoken += " hundred hours" if written[-2:] == "00" else " hours"
    return _close(scan, found.end(), _parts(found, spoken), found[0].endswith("."))


_TWELVE_FOLLOWS = Pattern(r"\s(?:noon|midnight)(?![\w])")


def read_pointed(scan: Scan, at: int) -> Reading | None:
    """The train leaves at 9.15; open 9.30-17.00; the 8.45 bus: a full stop between hours and minutes, where the words tell."""
    found = _POINTED.match(scan.text, at)
    if found is None or scan.left(at) in ".,:$€£+-–" or scan.left(at).isalnum():
        return None
    before = scan.text[max(0, at - 60) : at]
    if _OF_PRICES.search(before) or not (
        _CLOCK_AFTER.match(scan.text, found.end()) or _CLOCK_BEFORE.search(before) or _AT_FIRST.search(before)
    ):
        return None
    words = clock(found[1])
    if found[3]:
        words += f" {'and' if found[2].strip() == 'and' else 'to'} {clock(found[3])}"
    return Reading(found.end(), words, "time")


_POINTED_CLOCK: Final = r"((?:[01]?\d|2[0-3])\.[0-5]\d)(?![\d%°$€£¢]|[.,]\d)"
_POINTED = Pattern(
    rf"{_POINTED_CLOCK}(?:(\s?[-–—]\s?|\sto\s|\sand\s){_POINTED_CLOCK})?"
    r"(?!\s?(?:%|°|per|percent|[mbt]illion|[mb]n|points?|(?!(?:to|at|in|on|or|by|as|is|we|he|it|so|if)\b)[a-z]{1,2}(?<!\ba)(?![\w])|[A-Z]{2}(?![\w])))"
)
_CLOCK_AFTER = Pattern(lambda: rf",?\s{either('after-clock')}(?![\w])")
_CLOCK_BEFORE = Pattern(
    lambda: (
        rf"(?<![\w]){either('before-clock')}(?:\s[\w’']+){{0,3}}?\s(?:at|by|from|until|till|before|after|around|about|between|for)\s(?:about |around |exactly )?\Z"
        rf"|(?<![\w]){either('right-before-clock')}:?\s\Z"
    )
)
# At 9.15 the bell rang.
_AT_FIRST = Pattern(r"(?:\A|[.!?:;]\s|[\"“])(?:At|By|Until|From) (?:about |around )?\Z")
_OF_PRICES = Pattern(lambda: rf"(?i)(?<![\w]){either('of-prices')}(?![\w])[^.;]*\Z")


def read_duration(scan: Scan, at: int) -> Reading | None:
    """2:05:30: hours, minutes and seconds."""
    found = _DURATION.match(scan.text, at)
    if found is None:
        return None
    numbers = [(found[1], "hour"), (found[2], "minute")]
    spoken = " ".join(_counted(digits, unit) for digits, unit in numbers if int(digits) or unit == "minute")
    part = f" point {spelled(found[4])}" if found[4] else ""
    seconds = f"{cardinal(found[3])}{part} seconds" if part else _counted(found[3], "second")
    return _close(scan, found.end(), _parts(found, f"{spoken} and {seconds}"), found[0].endswith("."))


def _counted(digits: str, unit: str) -> str:
    return f"{amounts.number(str(int(digits)) if digits.isdigit() else digits)} {unit}{'' if digits.lstrip('0') == '1' else 's'}"


def read_french(scan: Scan, at: int) -> Reading | None:
    """14h30."""
    found = _FRENCH.match(scan.text, at)
    return found and Reading(found.end(), clock(f"{found[1]}:{found[2]}"), "time")


def read_parts(scan: Scan, at: int) -> Reading | None:
    """3h 20m, 1h 30m 5s, 5m30s, 9.58s."""
    found = _PARTS.match(scan.text, at)
    if found is None:
        return None
    if found[6]:
        return Reading(found.end(), f"{amounts.number(found[6])} seconds", "time")
    numbers = [(found[1], "hour"), (found[2] or found[4], "minute"), (found[3] or found[5], "second")]
    return Reading(found.end(), " ".join(_counted(digits, unit) for digits, unit in numbers if digits), "time")


_PARTS = Pattern(
    r"(?:(\d{1,3})\s?h(?:rs?|ours?)?\s?(\d{1,2})\s?m(?:ins?)?(?:\s?(\d{1,2})\s?s(?:ecs?)?)?|(\d{1,3})(?:m|\s?min(?:utes?|s)?\.?,?)\s?(\d{1,2}(?:\.\d{1,3})?)\s?s(?:ec(?:ond)?s?\.?)?(?!\w)|(\d{1,4}\.\d{1,3})\s?s)(?![\w/])"
)


def read_military(scan: Scan, at: int) -> Reading | None:
    """0600 hours, 1745 GMT."""
    found = _MILITARY.match(scan.text, at) or (_EARLY.match(scan.text, at) if scan.before(at).lower() in _AT else None)
    if found is None:
        return None
    hours, minutes = found[1], found[2]
    hour = f"zero {cardinal(hours)}" if hours[0] == "0" else cardinal(hours)
    oh = "oh " if minutes[0] == "0" else ""
    spoken = f"{hour} hundred" if minutes == "00" else f"{hour} {oh}{cardinal(minutes)}"
    if found[3]:
        spoken += " hours"
    elif found[4] == "local":
        spoken += " local"
    elif found[4]:
        spoken = "midnight" if hours == minutes == "00" else spoken
        spoken += f" {_zone(found[4])}"
    return _close(scan, found.end(), spoken, False)


# At 0730.
_EARLY = Pattern(r"(0\d)([0-5]\d)()()(?![\w]|[.,:/-]\d|\s\d)")
_AT: Final = frozenset({"at", "by", "until", "till"})


def read_airtime(scan: Scan, at: int) -> Reading | None:
    """8/7c: an hour in the East and in the middle of the United States."""
    found = _AIRTIME.match(scan.text, at)
    if found is None or (int(found[1]) - int(found[2])) % 12 != 1:
        return None
    return Reading(found.end(), f"{cardinal(found[1])}, {cardinal(found[2])} central", "time")


_AIRTIME = Pattern(r"(1[0-2]|[1-9])/(1[0-2]|[1-9])c(?![\w])")


def read_military_range(scan: Scan, at: int) -> Reading | None:
    """0700-1900: from seven in the morning to seven in the evening."""
    found = _HOURS.match(scan.text, at)
    if found is None or found[1] + found[2] >= found[3] + found[4]:
        return None
    first, last = (
        f"{'zero ' if hour[0] == '0' else ''}{cardinal(hour)} {'hundred' if minutes == '00' else cardinal(minutes)}"
        for hour, minutes in ((found[1], found[2]), (found[3], found[4]))
    )
    return Reading(found.end(), f"{first} to {last}", "time")


_HOURS = Pattern(r"(0[1-9])(00|15|30|45)[-–]([01]\d|2[0-3])(00|15|30|45)(?![\w]|[-–.]\d)")
