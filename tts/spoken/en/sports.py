"""Sport: 7-6(3), +5.4s, 45+1', 2m 4f, a 10k."""

from __future__ import annotations

from tts.pattern import Pattern
from tts.spoken.en import amounts
from tts.spoken.en.data import either
from tts.spoken.en.numbers import british, cardinal
from tts.spoken.reading import Reading, Scan


def read_tie_break(scan: Scan, at: int) -> Reading | None:
    """7-6(3): a set and what the loser had of its tie break."""
    found = _TIE_BREAK.match(scan.text, at)
    if found is None or scan.left(at) in "-–" or scan.left(at).isalnum():
        return None
    between = " " if british(scan.region) else " to "
    return Reading(found.end(), f"{cardinal(found[1])}{between}{cardinal(found[2])} ", "score")


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
_SPRINT = Pattern(rf"\s{either('sprints')}(?![\w])")


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


_RACE = Pattern(rf"(5|10|15)[kK](?=[.,;:)]|\Z|\s{either('after-10k')}(?![\w]))")
