"""Sport: 285-6 and 3-57 of cricket, 7-6(3), +5.4s, 45+1', 2m 4f, a 10k."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import amounts
from tts.spoken.en.data import either, listed
from tts.spoken.en.numbers import cardinal
from tts.spoken.reading import Reading, Scan


def read_innings(scan: Scan, at: int) -> Reading | None:
    """285-6, 120/3 dec: so many runs for so many wickets; took 3-57: so many wickets for so many runs."""
    found = _INNINGS.match(scan.text, at)
    if found is None or scan.left(at) in "-–/.,:$£€+" or scan.left(at).isalnum():
        return None
    first, last = int(found[1]), int(found[3])
    if first >= 10 > last and len(found[3]) == 1:
        rival = scan.before(at).lower() in _SCORE_BEFORE or _VOTED.search(scan.text[max(0, at - 40) : at])
        if rival or not _is_innings(scan, at, found.end(), first):
            return None
    elif not (first <= 10 <= last < 300 and len(found[1]) < 3 and _is_bowling(scan, at, found.end(), last)):
        return None
    words = f"{cardinal(found[1], scan.region)} for {cardinal(found[3], scan.region)}"
    declared = _DECLARED.match(scan.text, found.end())
    return Reading(declared.end(), f"{words} declared", "score") if declared else Reading(found.end(), words, "score")


def _is_innings(scan: Scan, at: int, end: int, runs: int) -> bool:
    text = scan.text
    return (
        _STATE_OF_PLAY.match(text, end) is not None
        or _CRICKET.search(text[max(0, at - 160) : end + 160]) is not None
        or (runs > 99 and text[end - 2 : end] != "/1" and _BATTED_BEFORE.search(text[max(0, at - 40) : at]) is not None)
    )


def _is_bowling(scan: Scan, at: int, end: int, runs: int) -> bool:
    text = scan.text
    if _BOWLED_BEFORE.search(text[max(0, at - 24) : at]) is None or _NOUN_FOLLOWS.match(text, end):
        return False
    return runs > 19 or _CRICKET.search(text[max(0, at - 160) : end + 160]) is not None


_INNINGS = Pattern(r"(\d{1,3})([-–/])(\d{1,3})(?![\w%]|[-–/.:]\d|,\d{3})")
_DECLARED = Pattern(r"\s(?:dec|decl)\.?(?![\w])")
_STATE_OF_PLAY = Pattern(
    r"\s(?:at (?:stumps|lunch|tea|the close)|dec(?:l|lared)?(?![\w])|(?:off|in|after|from) (?:their )?\d{1,3}(?:\.\d)? overs|overnight)(?![\w])"
)
_CRICKET = Pattern(lambda: rf"(?<![\w-]){either('cricket')}(?![\w-])")
_BATTED_BEFORE = Pattern(
    lambda: rf"(?<![\w])(?!The |It |They |There |We |He |She )[A-Z][a-z]+\s{either('before-innings')}\s\Z"
)
_BOWLED_BEFORE = Pattern(lambda: rf"(?<![\w]){either('before-figures')}\s(?:\d{{1,2}}[-–]\d{{1,3}} and )?\Z")
_NOUN_FOLLOWS = Pattern(
    r"\s(?!(?:and|as|for|from|in|on|off|to|with|against|before|after|when|while|at|but|including)(?![\w]))[a-z]"
)
_SCORE_BEFORE = listed("before-score")
_VOTED = Pattern(lambda: rf"(?<![\w]){either('voted')}(?![\w])[^.;]*\Z")


def read_not_out(scan: Scan, at: int) -> Reading | None:
    """103*: a batsman who was not out."""
    found = _NOT_OUT.match(scan.text, at)
    if found is None:
        return None
    named = scan.left(at) == "(" and scan.text.startswith(")", found.end()) and scan.before(at - 1)[:1].isupper()
    if not named and not _CRICKET.search(scan.text[max(0, at - 160) : found.end() + 160]):
        return None
    return Reading(found.end(), f"{cardinal(found[1], scan.region)} not out", "score")


_NOT_OUT = Pattern(r"(\d{1,3})\*(?![\w*])")


def read_set(scan: Scan, at: int) -> Reading | None:
    """6-4, 7-6 (7-5), 6-0: sets of tennis, one of several, have no "to"."""
    found = _SET.match(scan.text, at)
    if found is None or scan.left(at) in "-–/.,:$£€+" or scan.left(at).isalnum():
        return None
    first, last, before = found[1], found[2], scan.text[max(0, at - 18) : at]
    if _TIE_BREAK_BEFORE.search(before) and scan.text.startswith(")", found.end()):
        return Reading(found.end(), f"{cardinal(first)} {cardinal(last)}", "score")
    if f"{max(first, last)}{min(first, last)}" not in _GAMES:
        return None
    if _SET_FOLLOWS.match(scan.text, found.end()) or _SET_BEFORE.search(before):
        return Reading(found.end(), f"{cardinal(first)} {'love' if last == '0' else cardinal(last)}", "score")
    return None


_SET = Pattern(r"(\d{1,2})(?: - |\s?[–]\s?|-)(\d{1,2})(?![\w%]|[-–.:/]\d|,\d{3})")
_GAMES: Final = frozenset({"60", "61", "62", "63", "64", "75", "76"})
_TIE_BREAK_BEFORE = Pattern(r"(?:7[-–]6|6[-–]7)\s?\(\Z")
# A set before or after another, maybe with its tie break.
_SET_BEFORE = Pattern(r"(?<![\w-])[0-7]\s?[-–]\s?[0-7](?:\s?\(\d{1,2}(?:[-–/]\d{1,2})?\))?(?:,|,? and|)\s\Z")
_SET_FOLLOWS = Pattern(r"(?:\s?\(\d{1,2}(?:[-–/]\d{1,2})?\))?(?:,|,? and)?\s[0-7]\s?[-–]\s?[0-7](?![\w]|[-–.]\d)")


def read_tie_break(scan: Scan, at: int) -> Reading | None:
    """7-6(3): a set and what the loser had of its tie break."""
    found = _TIE_BREAK.match(scan.text, at)
    if found is None or scan.left(at) in "-–" or scan.left(at).isalnum():
        return None
    return Reading(found.end(), f"{cardinal(found[1])} {cardinal(found[2])} ", "score")


_TIE_BREAK = Pattern(r"(7|6)[-–](6|7)(?=\(\d{1,2}(?:[-–]\d{1,2})?\))")


def read_gap(scan: Scan, at: int) -> Reading | None:
    """+5.4s, -0.3 sec: so much behind or ahead."""
    found = _GAP.match(scan.text, at)
    if found is None or scan.left(at).isalnum():
        return None
    sign = "plus" if found[1] == "+" else "minus"
    return Reading(found.end(), f"{sign} {amounts.number(found[2], scan.region)} seconds", "time")


_GAP = Pattern(r"([+−–-])(\d{1,3}\.\d{1,3})\s?s(?:ecs?)?(?![\w])")


def read_added_time(scan: Scan, at: int) -> Reading | None:
    """45+1', 90'+3: a minute of a match in the time that was added."""
    found = _ADDED_TIME.match(scan.text, at)
    if found is None or not (found[2] or found[4]):
        return None
    return Reading(found.end(), f"{cardinal(found[1])} plus {cardinal(found[3])}", "time")


_ADDED_TIME = Pattern(r"(45|90|105|120)(['’′])?\+(\d{1,2})(['’′])?(?![\w])")


def read_furlongs(scan: Scan, at: int) -> Reading | None:
    """2m 4f, 1m2f 56yds, a 6f sprint: how far horses run."""
    found = _FURLONGS.match(scan.text, at)
    if found is None or not (found[1] or (found[3] is None and _SPRINT.match(scan.text, found.end()))):
        return None
    from tts.spoken.en.money import noun_follows

    single = scan.before(at) in ("a", "A", "the", "The") and noun_follows(scan, found.end())
    parts = [
        f"{cardinal(number)} {unit if number == '1' or single else unit + 's'}"
        for number, unit in ((found[1], "mile"), (found[2], "furlong"), (found[3], "yard"))
        if number
    ]
    return Reading(found.end(), " ".join(parts), "measure")


_FURLONGS = Pattern(r"(?:([1-4])m\s?)?([1-7])f(?:\s?(\d{1,3})yds?)?(?![\w])")
_SPRINT = Pattern(lambda: rf"\s{either('sprints')}(?![\w])")


def read_race(scan: Scan, at: int) -> Reading | None:
    """A 10k, the London 10k in May: a race of so many kilometers, not so many thousands."""
    found = _RACE.match(scan.text, at)
    before = scan.before(at)
    if (
        found is None
        or not (before in ("a", "A", "the", "The", "my", "first", "his", "her") or before[:1].isupper())
        or at == 0
    ):
        return None
    return Reading(found.end(), f"{cardinal(found[1])} K", "serial")


_RACE = Pattern(lambda: rf"(5|10|15)[kK](?=[.,;:)]|\Z|\s{either('after-10k')}(?![\w]))")
