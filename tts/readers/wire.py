"""The wire-service head that opens a story: day, place and agency (`BIRMINGHAM, Ala. (AP) —`).

A head is recognised only on evidence, because it is taken out of the story's first sentence: an agency of the table, or a
day, a region, a dash or more words in capital letters beside a place in such letters. What merely looks like a head stays
story text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tts.readers import dates, lists

_LONGEST = 160  # characters of a head, with room to spare: the longest seen has 96
_LONGEST_DAY = 32  # characters before its first digit and its word `date`
_DIGIT = re.compile(r"\d")
_WORD = r"(?:St\.|ST\.|[^\W\d_]+(?:['’-][^\W\d_]+)*)"


class Head(NamedTuple):
    """A wire-service head.

    Attributes:
        end: One past its last character, in the paragraph.
        story: Where the story begins.
        date: ISO 8601 day, or empty.
        dateline: Place and agency as written.
    """

    end: int
    story: int
    date: str
    dateline: str


def head(text: str) -> Head | None:
    """The wire-service head at the start of a paragraph, if there is one."""
    opening = text[:_LONGEST]
    agencies = lists.standing_in(opening, "agencies")
    dated = _dated(opening)
    begin = dated.end() if dated else 0
    found = _head(opening[begin:], agencies).match(text, begin, _LONGEST) if agencies or _has_mark(opening) else None
    if not found or not _is_sound(found, text, dated=dated is not None):
        found = dated if dated and dated["label"] else None
        if not found or not _opens_story(text[found.end() :]):
            return None
    parts = found.groupdict()
    start, end = _dateline(parts, found)
    day = dates.iso(dated["day"] if dated else "") or dates.iso(parts["day"] or "")
    return Head(len(text[: found.end()].rstrip()), found.end(), day, text[start:end])


def _is_sound(found: re.Match[str], text: str, *, dated: bool) -> bool:
    """Whether there is evidence enough that this is a head and not the story's own words."""
    parts = found.groupdict()
    place = parts["place"] or ""
    words = [word for word in re.findall(_WORD, place) if word.casefold() not in lists.names("place-particles")]
    capitals = bool(words) and all(word.isupper() for word in words) and sum(map(len, words)) >= 3
    agency = next((parts[name] for name in ("paren", "slash", "bare", "dashed") if parts[name]), "")
    known = any(name.strip(" .").casefold() in lists.names("agencies") for name in (agency, *agency.split("/")))
    dash = text[: found.end("end")].endswith(("-", "—", "–", "―", "_"))
    region = (parts["region"] or "").casefold()
    if region and region not in lists.names("regions") and not (known and dash):
        return False
    if not _opens_story(text[found.end() :]):
        return False
    if signed := parts["signed"]:  # a paper that is not in the table, in capitals as the place before it
        shouted = text[found.end() :][:40].isupper()  # then capitals tell nothing
        return (
            capitals
            and place.casefold() in lists.names("places")
            and signed.isupper()
            and len(signed) > 4
            and not shouted
        )
    if known:
        title = bool(words) and all(word[0].isupper() for word in words)
        return (
            (dash and (title or not place)) or (capitals and bool(agency)) or (title and bool(parts["day"] or region))
        )
    if not capitals:
        return False
    if agency and not dash:
        return False
    return bool(region or parts["day"] or dated) or place.casefold() in lists.names("places")


def _opens_story(rest: str) -> bool:
    """Whether a story may begin so: with anything but a small letter; also with nothing, where the head stands alone."""
    return not rest[:1].islower()


def _dateline(parts: dict[str, str | None], found: re.Match[str]) -> tuple[int, int]:
    """Place and agency: a day before them, or at their end, is left to the date."""
    named = [name for name in ("place", "region", "agency") if parts.get(name)]
    if not named:
        return 0, 0
    start = found.start(named[0])
    end = found.end(named[-1])
    while end > start and found.string[end - 1] in " .:" and not parts.get("region"):
        end -= 1
    if parts["agency"] and found.string[start] in " .,":
        start += 1
    return start, end


def _has_mark(opening: str) -> bool:
    """Whether there is anything that a head may end with, an agency aside."""
    capitals = opening.partition(". ")[0].isupper()
    return (
        capitals
        or any(mark in opening for mark in ("—", "–", "―", "- ", "-\n", "_ ", "(", "/"))
        or opening.endswith("-")
    )


def _head(opening: str, agencies: tuple[str, ...]) -> re.Pattern[str]:
    day = f"(?i:{dates.pattern(opening)})" if _DIGIT.search(opening) else "(?!)"
    dash = r"(?: \s? (?: -- | [—–―_-] ) (?=\s|$) | [—―] )"
    bare = f"(?i:{dates.one_of(agencies)})" if agencies else "(?!)"
    return re.compile(
        rf"""
        (?P<place> {_WORD} (?: (?:\ |\s?/\s?) {_WORD} ){{0,4}}? )?
        (?: ,\s (?P<region> [^\W\d_][\w.]* (?:\ [^\W\d_][\w.]*){{0,2}}? ) )?
        (?: [,.]? \s? (?P<day>{day}) \.? )?
        (?P<agency> \s? \( (?P<paren>[^()\n]{{2,40}}) \) :?
                  | [.,]? \s? / (?P<slash>[^/()\n]{{2,40}}) / \.?
                  | [.,] \s (?P<bare>{bare}) (?! [\w-] | \.\w ) \.? (?: \s? / [^/()\n]{{2,40}} / )?
                  | \s? [—–-] \s (?P<dashed>{bare}) \. (?=\s)
                  | \. \s (?P<signed> {_WORD} (?:\ {_WORD}){{0,3}} ) (?: \. (?=\s) | (?=\s?[—–―]\s) ) )?
        (?(agency) {dash}? | {dash} )
        (?P<end>) \s*
        """,
        re.VERBOSE,
    )


def _dated(opening: str) -> re.Match[str] | None:
    """A day at the start, with or without the word `date` before it."""
    if not _DIGIT.search(opening, 0, _LONGEST_DAY):
        return None
    return re.match(rf"(?P<label>[Dd]ate:?\s)?(?P<day>(?i:{dates.pattern(opening)}))[.,:]?\s+", opening)
