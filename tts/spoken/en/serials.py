"""Names made of letters and digits: F-16, G20, COVID-19, S-300, A320, H1N1, CO2, 5G, B2B, MP3, AK-47, iPhone 7.

Letters are said one by one unless they make a word (COVID, Su, Type). Of digits: one or two are a number, three are said in two
parts ("three twenty", but "three hundred"), four in pairs ("two thousand" and "sixty six thousand" stay whole), longer runs and
those that start with a zero digit by digit.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import acronyms, chemistry
from tts.spoken.en.data import either, listed, rows
from tts.spoken.en.initials import initial
from tts.spoken.en.money import noun_follows
from tts.spoken.en.numbers import cardinal, pair, spelled, to_plural
from tts.spoken.reading import LOOK_BACK, Reading, Scan

_SERIAL = Pattern(
    r"(?=\d|[A-Za-z\d]{1,12}[\d‑-])(?:[a-z]\d{1,2}-\d{3,5}[A-Z]{0,3}|[A-Z][A-Za-z]{1,3}-\d{1,4}[A-Z]{0,3}|[A-Z]{1,10}[‐‑-]?\d{1,8}(?:[‐‑-]?[A-Z]{1,4}(?![a-z])|[‐‑-]?\d{1,6}){0,12}"
    r"|[A-Za-z]{1,8}\d{1,6}(?:[A-Za-z]{1,3}(?![A-Za-z])\d{0,4}){0,12}|\d{1,6}[A-Z]{1,3}\d{0,6}(?:[A-Z]{1,3}\d{0,4}){0,12}|\d{1,4}[a-z]\d{1,4}[A-Za-z]?)"
    r"(['’]?s)?(?![^\W_]|[‐‑-]\d)"
)
_VERSION = Pattern(r"[vV](\d{1,4}(?:\.\d{1,4}){0,4})(?![^\W_]|\.\d)")
_ZONE = Pattern(r"(GMT|UTC)\s?([+−–‑-])(\d{1,2})(?::(\d\d))?(?![\w])")
_MAGNITUDE = Pattern(r"\d{1,6}[KMBT]|\d{1,2}k")
_PICTURE = Pattern(lambda: rf"[\s-]{either('after-k')}")
_PIECE = Pattern(r"\d+|(?<![A-Za-z])[A-Z][a-z]+[A-Z](?=[-‑])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[A-Z]")


_RACE = Pattern(r"(\d{1,2})k(?![\w])")
_FOUR_K = Pattern(r"([48])K(?![\w])")
_RESOLUTION = Pattern(r"(240|360|480|576|720|1080|1440|2160|4320)([pi])(?![\w])")
_BEFORE_CODE: Final = listed("before-code")


@cache
def _known() -> dict[str, str]:
    return dict(rows("serials"))


def digits(run: str) -> str:
    """The digits of a name."""
    if (run[0] == "0" and len(run) > 1) or len(run) > 4:
        return spelled(run)
    if len(run) == 3 and run[1:] != "00":
        return pair(run)
    if len(run) == 4 and not run.endswith("00"):
        return pair(run)
    return cardinal(run)


def letters(run: str, *, last: bool) -> str:
    """The letters of a name: one by one, or as the word they make."""
    if len(run) == 1:
        return initial(run) if not last or run == "A" else run
    reading = acronyms.reading(run)
    if reading == "word" or (not run.isupper() and len(run) > 2) or (run[0].isupper() and run[1:].islower()):
        return run
    if reading not in (None, "letters"):
        return reading or ""
    if len(run) > 5:
        from tts.spoken.en.sounds import is_pronounceable

        if is_pronounceable(run):
            return run
    return acronyms.letters(run.upper(), before_capital=True)


def read_zone(scan: Scan, at: int) -> Reading | None:
    """GMT-5, UTC +05:30."""
    zone = _ZONE.match(scan.text, at)
    if zone is None:
        return None
    minutes = f" {cardinal(zone[4])}" if zone[4] and zone[4] != "00" else ""
    sign = "plus" if zone[2] == "+" else "minus"
    return Reading(zone.end(), f"{'.'.join(zone[1])}. {sign} {cardinal(zone[3])}{minutes}", "time")


def _read_special(scan: Scan, at: int) -> Reading | None:
    """GMT-5, v2.1, 4K, 1080p, a 10k run."""
    zone = read_zone(scan, at)
    if zone is not None:
        return zone
    digest = _DIGEST.match(scan.text, at)
    if digest is not None:
        return Reading(digest.end(), _one_by_one(digest[0]), "serial")
    version = _VERSION.match(scan.text, at)
    if version is not None and (version[0][0] == "v" or "." in version[1]):  # a V6 engine
        numbers = " point ".join(cardinal(part) for part in version[1].split("."))
        return Reading(version.end(), f"version {numbers}", "serial")
    picture = _FOUR_K.match(scan.text, at)
    if picture is not None and not noun_follows(scan, picture.end()):
        return Reading(picture.end(), f"{cardinal(picture[1])} K", "serial")
    lines = _RESOLUTION.match(scan.text, at)
    if lines is not None:
        return Reading(lines.end(), f"{pair(lines[1])} {lines[2]}", "serial")
    race = _RACE.match(scan.text, at)
    if race is not None and _PICTURE.match(scan.text, race.end()):
        return Reading(race.end(), f"{cardinal(race[1])} K", "serial")
    return None


def _one_by_one(written: str) -> str:
    """A hash or a serial number: its digits and letters, none of them part of a number."""
    pieces = _RUN.findall(written)
    return " ".join(
        spelled(piece)
        if piece.isdigit()
        else initial(piece.upper())
        if len(piece) == 1
        else acronyms.letters(piece.upper(), before_capital=True)
        for piece in pieces
    )


def is_numbered(scan: Scan, at: int, before: str) -> bool:
    """Whether the words before say that a code follows whose signs are said one by one: serial number, booking reference."""
    if before.lower() not in _LAST_WORDS:  # a search is not for every number
        return False
    return _NUMBERED.search(scan.text[max(0, at - LOOK_BACK) : at]) is not None


_LAST_WORDS: Final = frozenset({"number", "no", "num", "code", "id", "is", "was", "of", *listed("known-by-number")})


_NUMBERED = Pattern(
    lambda: (
        rf"(?i)(?<!\w)(?:{either('with-a-number')} (?:number|no\.|num\.|code|id|#)(?: is| was| of)?|{either('known-by-number')}(?: number| no\.)?):?\s\Z"
    )
)
_DIGEST = Pattern(r"(?=[a-f]*\d)(?=\d*[a-f])(?=\d{0,8}[a-f]+\d{1,8}[a-f]+\d)[\da-f]{12,128}(?![\w])")
_RUN = Pattern(r"\d+|[A-Za-z]+")


def read_serial(scan: Scan, at: int) -> Reading | None:
    """A name of letters and digits."""
    left = scan.left(at)
    if left.isalnum() or left in "_@":
        return None
    special = _read_special(scan, at)
    if special is not None:
        return special
    found = _SERIAL.match(scan.text, at)
    if found is None:
        return None
    if _MAGNITUDE.fullmatch(found[0]) and not (
        _PICTURE.match(scan.text, found.end()) or scan.before(at) in _BEFORE_CODE
    ):
        return None
    body = found[0][: len(found[0]) - len(found[1] or "")]
    formula = chemistry.formula(body)
    if body in _known():
        spoken = _known()[body]
    elif formula:
        spoken = formula
    elif len(body) > 3 and is_numbered(scan, at, scan.before(at)):
        spoken = _one_by_one(body)
    else:
        pieces = _PIECE.findall(body)
        if not any(piece.isdigit() for piece in pieces) or len(pieces) < 2 or len(pieces) > 24:
            return None
        spoken = " ".join(
            digits(piece) if piece.isdigit() else letters(piece, last=number == len(pieces) - 1)
            for number, piece in enumerate(pieces)
        )
    if found[1]:
        spoken = (
            to_plural(spoken) if body[-1].isdigit() and "'" not in found[1] and "’" not in found[1] else f"{spoken}'s"
        )
    if scan.text[found.end() : found.end() + 1] in "-‑" and scan.text[found.end() + 1 : found.end() + 2].isalpha():
        spoken += " "
    return Reading(found.end(), spoken, "serial")


def read_airliner(scan: Scan, at: int) -> Reading | None:
    """737 MAX, two 777s, a 747: the types of Boeing."""
    found = _AIRLINER.match(scan.text, at) or (_read_alone(scan, at) if scan.text[at] == "7" else None)
    if found is None or scan.left(at) in "-–$£€":
        return None
    words = pair(found[1])
    if found[3]:
        variant = cardinal(found[3])
        return Reading(found.end(), f"{words} {to_plural(variant) if found[4] else variant} ", "serial")
    return Reading(found.end(), to_plural(words) if found[2] else words, "serial")


def _read_alone(scan: Scan, at: int) -> re.Match[str] | None:
    """A 767 landed, the 747 was: no count after "a", nor before a verb."""
    article = scan.before(at)
    return (
        (_ANY_AIRLINER if article in ("a", "A") else _ACTING_AIRLINER).match(scan.text, at)
        if article in _ARTICLES
        else None
    )


_ARTICLES: Final = frozenset({"a", "A", "the", "The", "its", "their", "another", "each"})
_ANY_AIRLINER = Pattern(r"(7[0-8]7)()()()(?![\w]|[-.,]\w)")
_ACTING_AIRLINER = Pattern(lambda: rf"(7[0-8]7)()()()(?=[.,;)]?\Z|[,;)]\s|\s{either('aircraft-do')}(?!\w))")
_AIRLINER = Pattern(
    r"(7[0-8]7)(?:(s)(?![\w])|-([1-9]00|[89]|10)(s?)(?=[\s,.;:)]|\Z|ER|LR|F|i)|(?=[\s-](?:MAX|Max|Dreamliner|freighter|jet(?:liner)?s?|planes?|airliners?|aircraft|flights?|crash(?:es)?|pilots?)(?![\w])))"
)
