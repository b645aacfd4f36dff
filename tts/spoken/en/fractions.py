"""Fractions: 1/2, 3 2/4, 1/4th, ½, 2½, and the pairs of numbers that only look like them (9/11, 24/7, 50/50, 2016/17).

A quarter is "quarter" in both Englishes. A numerator above a denominator of 20 or more is "over" (blood pressure).
"""

from __future__ import annotations

import re
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import amounts
from tts.spoken.en.data import either, listed
from tts.spoken.en.numbers import british, cardinal, ordinal, to_plural, year
from tts.spoken.reading import Reading, Scan

_MIXED = Pattern(
    r"(?:(\d{1,6})(?:[\s\u00a0]|-(?=\d{1,2}/\d{1,2}(?!\d))))?(\d{1,5})\s?[/⁄]\s?(\d{1,3}(?:,\d{3})+(?!\d)|\d{1,5})(?:(?:st|nd|rd|th|TH|ST|ND|RD)s?|(?<=/[34568])s)?(?![\w]|/\d)"
)
_VULGAR = Pattern(rf"(\d{{1,9}}(?:,\d{{3}})*)?[\s\u00a0⁄]?([{amounts.VULGAR}])")
_PHRASES: Final = {
    "24/7": "twenty four seven",
    "24-7": "twenty four seven",
    "24/7/365": "twenty four seven three sixty five",
    "9/11": "nine eleven",
    "7/7": "seven seven",
    "50/50": "fifty fifty",
    "50-50": "fifty fifty",
    "50–50": "fifty fifty",
    "20/20": "twenty twenty",
    "20-20": "twenty twenty",
    "401(k)": "four oh one K",
    "401k": "four oh one K",
    "401K": "four oh one K",
}
_PHRASE = Pattern(
    r"(501\(c\)\(\d\)|24/7/365|24[/-]7|9/11|7/7|20/20|20-20(?= (?:vision|hindsight))|401\(k\)|401[kK]|50[-–]50|(\d0)/(\d0))(?![\w/%]|[-–]\d)"
)
_SEASON = Pattern(r"((?:1[5-9]|20)\d\d)\s?/\s?((?:1[5-9]|20)?\d\d)(?![\w/])")
# The 24/25 season.
_SHORT_SEASON = Pattern(lambda: rf"([1-9]\d)/(\d\d)(?=\s(?:[A-Z][a-z]+ )?{either('seasons')}(?![\w]))")
_SAME_DECADE = Pattern(r"((?:1[5-9]|20)[1-9]\d)/(\d)(?![\w/]|[.,]\d)")
_MEASURED = Pattern(lambda: rf"[\s-]{either('parted')}(?![\w])")
_SCORE_BEFORE: Final = listed("before-score")
_RATED: Final = listed("rated")
_DAY_BEFORE: Final = listed("before-day")


def say(numerator: str, denominator: str, region: str = "") -> str:
    """A fraction in words."""
    over, under = int(numerator), int(denominator)
    words = cardinal(numerator, region)
    if under == 1:
        return f"{words} over one"
    if under == 0 or (over > under >= 20):
        return f"{words} over {cardinal(denominator, region)}"
    name = {2: "half", 4: "quarter"}.get(under) or ordinal(denominator, region)
    if under > 99 and denominator.rstrip("0") == "1":
        name = name.removeprefix("one ")
    if over == 1:
        return f"{words} {name}"
    return f"{words} {'halves' if under == 2 else to_plural(name)}"


def mixed(whole: str, numerator: str, denominator: str, region: str = "") -> str:
    """A whole number and a fraction: "two and a half", "three and two quarters"."""
    part = say(numerator, denominator, region)
    if part in ("one half", "one quarter"):
        part = part.replace("one", "a", 1)
    return f"{cardinal(whole, region)} and {part}"


def read_mixed_number(written: str, region: str) -> str | None:
    """Words for 4 1/2, 1/2, 4½ or ½; None for anything else."""
    found = _MIXED.fullmatch(written)
    if found is not None:
        if found[1]:
            return mixed(found[1], found[2], found[3], region)
        return "half" if (found[2], found[3]) == ("1", "2") else say(found[2], found[3], region)
    found = _VULGAR.fullmatch(written)
    if found is None:
        return None
    numerator, denominator = (str(part) for part in amounts.FRACTIONS[found[2]])
    if found[1]:
        return mixed(found[1].replace(",", ""), numerator, denominator, region)
    return "half" if denominator == "2" else say(numerator, denominator, region)


def read_phrase(scan: Scan, at: int) -> Reading | None:
    """9/11, 24/7, 50/50, and 60/40 shares."""
    found = _PHRASE.match(scan.text, at)
    if found is None:
        return None
    if found[1] == "24-7" and (scan.before(at)[:1].isupper() or scan.before(at) in _SCORE_BEFORE):
        return None
    if found[1].startswith("501"):
        return Reading(found.end(), f"five oh one C {cardinal(found[1][-2])}", "phrase")
    if found[1] in _PHRASES:
        return Reading(found.end(), _PHRASES[found[1]], "phrase")
    if int(found[2]) + int(found[3]) != 100:
        return None
    return Reading(found.end(), f"{cardinal(found[2])} {cardinal(found[3])}", "phrase")


def read_season(scan: Scan, at: int) -> Reading | None:
    """2016/17: two years."""
    short = _SHORT_SEASON.match(scan.text, at)
    if short is not None and int(short[2]) == int(short[1]) + 1 and scan.left(at) not in "/-–":
        return Reading(short.end(), f"{cardinal(short[1])} {cardinal(short[2])}", "range")
    decade = _SAME_DECADE.match(scan.text, at)
    if decade is not None and int(decade[2]) == int(decade[1][-1]) + 1:  # 2024/5
        return Reading(decade.end(), f"{year(decade[1], scan.region)} to {cardinal(decade[1][2] + decade[2])}", "range")
    found = _SEASON.match(scan.text, at)
    if found is None:
        return None
    first, last = found[1], found[2]
    step = (int(last[-2:]) - int(first[-2:])) % 100
    if step != 1 and (" " in found[0] or (len(last) == 2 and step > (20 if first < "2000" else 1))):
        return None
    second = (
        year(last, scan.region) if len(last) == 4 else (f"oh {cardinal(last)}" if last[0] == "0" else cardinal(last))
    )
    return Reading(found.end(), f"{year(first, scan.region)} to {second}", "range")


def read_fraction(scan: Scan, at: int) -> Reading | None:
    """1/2, 3 2/4, -1/2; "on 3/4" is a day, "rated 7/10" is "out of"."""
    if scan.left(at) == "/" and not scan.text[at - 2 : at - 1].isalpha():
        return None
    rated = _OUT_OF.match(scan.text, at)
    if rated is not None:
        return Reading(rated.end(), f"{amounts.number(rated[1])} out of {cardinal(rated[2])}", "score")
    double = (_TWO_SYSTEMS if scan.before(at) in _SYSTEMS else _TWO_VALUES).match(scan.text, at)
    if double is not None:
        return Reading(double.end(), f"{cardinal(double[1])} slash ", "measure")
    sign = _SIGNS.get(scan.text[at], "")
    if sign and scan.left(at).isalnum():
        return None
    found = _MIXED.match(scan.text, at + bool(sign))
    if found is None:
        return read_vulgar(scan, at)
    whole, over, under = found.groups()
    under = under.replace(",", "")
    before = scan.before(at)
    score = None if whole else _read_score(scan, at, found, before)
    if score is not None:
        return Reading(found.end(), score, "score")
    if not whole and " " not in found[0] and (day := _read_day(scan, at, found, before)):
        return Reading(found.end(), day, "date")
    if not whole and under in ("2", "4", "8", "16") and _MUSIC.match(scan.text, found.end()):
        return Reading(found.end(), f"{cardinal(over)} {cardinal(under)}", "digits")
    if not whole and over != "1" and len(over) < 4 and _is_number_of_a_case(found[3]):
        last = (year if "1100" <= found[3] < "2100" and len(found[3]) == 4 else cardinal)(under, scan.region)
        return Reading(found.end(), f"{cardinal(over, scan.region)} slash {last}", "digits")
    around = scan.text[max(0, at - 24) : found.end() + 16]
    if not whole and "0" in (over[0], under[0]) and (len(over) > 1 or len(under) > 1):
        day = None if " " in found[0] or _TWO_NUMBERS.search(around) else _day(over, under, scan)
        if day:
            return Reading(found.end(), day, "date")
        # Runway 07/25, the 05/06 season.
        return Reading(found.end(), f"{_two_digits(over)} {_two_digits(under)}", "digits")
    spoken = mixed(whole, over, under, scan.region) if whole else say(over, under, scan.region)
    if not whole and (second := _SECOND_FOLLOWS.match(scan.text, found.end())):
        return Reading(second.end(), f"{spoken} of a second", "measure")
    return _closed(scan, at, found.end(), sign + spoken)


_SECOND_FOLLOWS = Pattern(r"[\s\u00a0]s(?![\w'’/-])")


def _read_score(scan: Scan, at: int, found: re.Match[str], before: str) -> str | None:
    """Rated 7/10, (7/5) after a set, odds of 7/2."""
    over, under = found[2], found[3].replace(",", "")
    if (int(under) in (5, 10) and int(over) <= int(under) and _STARS_FOLLOW.match(scan.text, found.end())) or (
        int(under) in (5, 10, 100) and 1 < int(over) < int(under) and _COUNTED_FOLLOW.match(scan.text, found.end())
    ):
        return f"{cardinal(over)} out of {cardinal(under)}"
    if _EYES_FOLLOW.match(scan.text, found.end()) or before.lower() in ("phase", "phases"):
        return f"{cardinal(over)} {cardinal(under)}"
    if (
        (before.lower() in _RATED and not _OF_FOLLOWS.match(scan.text, found.end()))
        or _RATING_BEFORE.search(scan.text[max(0, at - 12) : at])
        or (over == under and int(over) > 4 and before not in _DAY_BEFORE)
        or _SET_BEFORE.search(scan.text[max(0, at - 6) : at])
    ):
        return f"{cardinal(over)} {'to' if scan.left(at) == '(' else 'out of'} {cardinal(under)}"
    improper = int(over) > int(under) > 0 and int(over) <= 1000
    bracketed = scan.left(at) == "(" and scan.text.startswith(")", found.end()) and scan.text[at - 3 : at - 2].isalpha()
    if improper and (bracketed or under == "1" or before == "at" or _ODDS_ON.match(scan.text, found.end())):
        return f"{cardinal(over)} to {cardinal(under)}"
    priced = _ODDS_BEFORE.search(scan.text[max(0, at - 24) : at]) is not None or (
        before == "at" and british(scan.region) and (improper or not _PART_OF.match(scan.text, found.end()))
    )
    if priced or _ODDS_FOLLOW.match(scan.text, found.end()):
        return f"{cardinal(over)} to {cardinal(under)}"
    return None


def _closed(scan: Scan, at: int, end: int, spoken: str) -> Reading:
    """What a fraction tells of decides its form: half a cup, a three quarter inch bolt, a quarter of a million, 8 1/2 by 11."""
    text = scan.text
    by = _BY.match(text, end)
    if by is not None:
        return Reading(by.end(), f"{spoken} by ", "fraction")
    described = scan.before(at).lower() in ("a", "an", "the") and _DESCRIBED.match(text, end)
    if described or _HYPHENED.match(text, end):
        spoken = spoken.removesuffix("s") if spoken.endswith(" quarters") else _SHORT.get(spoken, spoken)
    elif _WHOLE_FOLLOWS.match(text, end):
        spoken = "half" if spoken == "one half" else spoken
    elif _ROUND_FOLLOWS.match(text, end) and " and " not in spoken:
        spoken = "half a" if spoken == "one half" else f"{spoken} of a"
    return Reading(end, spoken, "fraction")


_SHORT: Final = {"one half": "half", "one quarter": "quarter"}
_BY = Pattern(r"\s?[x×]\s?(?=\d)")
_DESCRIBED = Pattern(
    lambda: (
        rf"\s(?:inch|mile|hour|pound|ounce|acre|point|foot|ton|pint)\s(?!{either('function-words')}(?![\w]))[a-z]|\s?finals?(?![\w])"
    )
)
_WHOLE_FOLLOWS = Pattern(r"\s(?:past|an?|the|my|your|his|her|its|our|their|this|that|those|these)\s")
_ROUND_FOLLOWS = Pattern(r"\s(?:million|billion|trillion|dozen)(?![\w])")


# 4/5 stars; 8/10 for effort, but not 8/10 of it.
_RATING_BEFORE = Pattern(r"(?i:rating|score|verdict|marks?):\s\Z")
# 9/10 dentists, but 9/10 miles.
_COUNTED_FOLLOW = Pattern(
    lambda: rf"\s(?!{either('parted')}(?![\w]))(?:people|men|women|children|[a-z]{{3,}}s)(?![\w])(?<!ss|us|is)"
)
_OF_FOLLOWS = Pattern(r"\sof(?![\w])")
_STARS_FOLLOW = Pattern(r"(?:\s|-)stars?(?![\w])")
_EYES_FOLLOW = Pattern(r"\s(?:vision|eyesight|visual)(?![\w])")
_ODDS_ON = Pattern(r"\s(?:on|against|joint)(?:[.,;)]|\Z|\sfavou?rite)")
# The 7/2 favourite, odds of 5/1.
_ODDS_FOLLOW = Pattern(lambda: rf"[\s-](?:joint[\s-])?(?:{either('favourites')}|to {either('to-win')})(?![\w])")
_ODDS_BEFORE = Pattern(r"(?:[Oo]dds(?: of| at| are| were)?|[Pp]riced at|[Oo]ffering|[Bb]acked at) \Z")
# At 1/2 price, at 3/4 of it, but "at 4/6 to win".
_PART_OF = Pattern(r"[\s-](?!(?:and|but|for|in|on|to|with)(?![\w]))[a-z]")
_HYPHENED = Pattern(r"-[a-z]{3}")
_MUSIC = Pattern(lambda: rf"[\s-]{either('musical')}(?![\w])")
# 7-6 (7/5): the tie break of a set.
_SET_BEFORE = Pattern(r"\d[-–]\d \(\Z")


def _read_day(scan: Scan, at: int, found: re.Match[str], before: str) -> str | None:
    """On 3/4, since 11/8; 9/22, as nobody counts in parts of twenty two: a month and a day, by the order of the region."""
    over, under = found[2], found[3]
    if (
        before == "by"
        and int(over) < int(under.replace(",", "")) < 11
        and _CHANGED_BY.search(scan.text[max(0, at - 32) : at])
    ):
        return None
    called = before in _DAY_BEFORE or _PLANNED.search(scan.text[max(0, at - 24) : at]) is not None
    if _MEASURED.match(scan.text, found.end()) or found[0][-1] in "thsdTHSD":
        return None
    if not called and _OF_CHANCE.search(scan.text[max(0, at - 48) : at]):
        return None
    last = over if british(scan.region) else under.replace(",", "")
    if not called and (int(last) not in _NO_PARTS or scan.left(at) in "-–−"):
        return None
    words = _day(over, under, scan)
    return words.removeprefix("the ") if words and before.lower() in ("the", "this", "that") else words


# Fell by 1/3.
_CHANGED_BY = Pattern(lambda: rf"(?<!\w){either('changed')}\s(?:\w{{2,12}}\s)?by \Z")
# The probability is 1/13; about 1/20 of them.
_OF_CHANCE = Pattern(lambda: rf"(?<![\w]){either('of-chance')}(?![\w])[^.;]{{0,40}}\Z|(?<![\w]){either('about')}\s\Z")
_TWO_NUMBERS = Pattern(r"[Rr]unway|[Ss]eason|[Cc]ampaign|[Ss]trip|[Ff]iscal|[Ff]inancial|[Vv]intage|[Ww]inter")


_PLANNED = Pattern(lambda: rf"{either('planned')} for \Z")


def _day(over: str, under: str, scan: Scan) -> str | None:
    from tts.spoken.en.dates import say as say_date

    month, day = (under, over) if british(scan.region) else (over, under)
    if not (len(month) < 3 and len(day) < 3 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return say_date(day, int(month), "", scan.region, day_first=british(scan.region))


#: Days of a month that are no denominators of every day.
_NO_PARTS: Final = frozenset({13, 14, 17, 18, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30, 31})


def _is_number_of_a_case(under: str) -> bool:
    """Whether nobody counts in such parts: No. 11/2009, Section 114/149, Patent 10/618,543."""
    return "," in under or (
        len(under) > 2 and under.rstrip("0") not in ("1", "2", "5", "36", "128", "256", "512", "365", "144")
    )


def _two_digits(digits: str) -> str:
    if digits == "00":
        return "oh oh"
    return f"oh {cardinal(digits)}" if len(digits) == 2 and digits[0] == "0" else cardinal(digits)


_OUT_OF = Pattern(r"(\d{1,2}\.\d)/(5|10|100)(?![\w/]|\.\d)")
_TWO_VALUES = Pattern(r"(\d{2,3})/(?=\d{2,3}\s?(?:[kMG]?Hz|VAC|V|W|A|GB|TB|Mbps)(?![\w]))")
# Windows 10/11
_SYSTEMS: Final = frozenset({"Windows", "Win", "Android", "iOS", "macOS"})
_TWO_SYSTEMS = Pattern(r"(\d{1,2})/(?=\d{1,2}(?![\w/]))")
_SIGNS: Final = {"-": "minus ", "−": "minus ", "–": "minus "}


def read_vulgar(scan: Scan, at: int) -> Reading | None:
    """½, 2½."""
    found = _VULGAR.match(scan.text, at)
    if found is None:
        return None
    numerator, denominator = (str(part) for part in amounts.FRACTIONS[found[2]])
    whole = found[1] and found[1].replace(",", "")
    spoken = mixed(whole, numerator, denominator, scan.region) if whole else say(numerator, denominator, scan.region)
    return _closed(scan, at, found.end(), spoken)
