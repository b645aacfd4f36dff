"""Postal addresses: 1428 Elm St., 708 N 1st St, Santa Clara, CA 95051; and St. as saint or street, Dr. as doctor or drive."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en.data import either, listed, records, rows, short_states
from tts.spoken.en.numbers import cardinal, ordinal, pair, spelled
from tts.spoken.reading import Reading, Scan

_STREETS: Final = dict(rows("streets"))
_COMPASS: Final = {
    "N": "North",
    "S": "South",
    "E": "East",
    "W": "West",
    "NE": "Northeast",
    "NW": "Northwest",
    "SE": "Southeast",
    "SW": "Southwest",
}
_STREET: Final = "|".join(sorted(_STREETS, key=len, reverse=True))
_HOUSE = Pattern(
    rf"(\d{{1,5}})(?:-?([A-Z]|[a-d]))?\s(?:(N|S|E|W|NE|NW|SE|SW)\.?\s)?((?:[A-Z][\w'’]{{1,20}}\s|\d{{1,3}}(?:st|nd|rd|th)\s){{1,3}})"
    rf"({_STREET}|{_STREET.lower()}|ST|AVE|RD|BLVD)(?![\w])(\.)?(?:\s(N|S|E|W|NE|NW|SE|SW|N\.[EW]|S\.[EW])(?![\w]|\.\w))?"
)
_CAPITAL = Pattern(r"\s[A-Z]")
_STARTER = Pattern(lambda: rf"\s{either('after-street')}\s")
_ORDINAL = Pattern(r"(\d{1,3})(?:st|nd|rd|th)")
_SAINT = Pattern(r"\.?\s(?:[A-Z][^\W\d_]+)")
_POSTAL = Pattern(r"([A-Z]{2})(?:,?\s(\d{5})(?:-(\d{4}))?)?(?![\w])")
_PLACE_BEFORE = Pattern(r"([A-Z][A-Za-z][\w.'’-]+),\s\Z")
# Chicago IL 60601
_PLACE_WITHOUT_COMMA = Pattern(r"([A-Z][a-z][\w.'’-]+)\s\Z")
_NO_PLACE: Final = listed("no-places")


@cache
def states() -> dict[str, str]:
    """Postal codes of the states of the USA."""
    return {code: name for code, name, *_ in records("states")}


def house(digits: str) -> str:
    """The number of a house: two by two."""
    if len(digits) == 3:
        return f"{cardinal(digits[0])} {pair_end(digits[1:])}" if digits[1:] != "00" else cardinal(digits)
    if len(digits) == 4 and digits[1:] != "000":
        return pair(digits)
    return cardinal(digits) if len(digits) < 5 else spelled(digits)


def pair_end(digits: str) -> str:
    """Two digits after others: 08 is "oh eight"."""
    return f"oh {cardinal(digits)}" if digits[0] == "0" else cardinal(digits)


def read_house(scan: Scan, at: int) -> Reading | None:
    """1428 Elm St., 1211 E Arques Ave."""
    found = _HOUSE.match(scan.text, at)
    if found is None:
        return None
    number, letter, compass, names, street, stop, side = found.groups()
    words = [house(number)]
    if letter:
        words.append(letter.upper())
    if compass:
        words.append(_COMPASS[compass])
    words += [_ORDINAL.sub(lambda day: ordinal(day[1]), _BEFORE_NAMES.get(name, name)) for name in names.split()]
    words.append(_STREETS[street.capitalize()])
    if side:
        words.append(_COMPASS[side.replace(".", "")])
    end = found.end() + (bool(side) and _SIDE_STOP.match(scan.text, found.end()) is not None)
    if stop and not side and (scan.ends(end) or _CAPITAL.match(scan.text, end)):
        end -= 1
    return Reading(end, " ".join(words), "address")


_BEFORE_NAMES: Final = {"St": "Saint", "Mt": "Mount", "Ft": "Fort"}
_SIDE_STOP = Pattern(r"(?<=\.[EW])\.(?=[,;]|\s[a-z])")


def read_saint(scan: Scan, at: int) -> Reading | None:
    """St. Petersburg is a saint's, Main St. a street."""
    text = scan.text
    if not text.startswith("St", at):
        return None
    end = at + 2 + text.startswith(".", at + 2)
    before = scan.before(at)
    after_name = before[:1].isupper() or (before[-2:] in ("st", "nd", "rd", "th") and before[:1].isdigit())
    if after_name and _SIDE.match(text, end):
        return _with_side(scan, end, "Street")
    is_saint = not after_name or before in _NOT_A_STREET or (end == at + 3 and not _ends_sentence(text, end))
    if end == at + 2 and after_name:  # without its stop
        is_saint = before != "Wall" and text[end : end + 3] != " In"
    if is_saint and _SAINT.match(text, at + 2):
        return Reading(end, "Saint ", "abbreviation")
    if after_name and end == at + 2 and not _STREET_GOES_ON.match(text, end):
        return None
    if after_name:
        return _with_side(scan, end, "Street")
    return None


def _with_side(scan: Scan, end: int, street: str) -> Reading:
    """A street, and the side of the town that may follow: 5th St. NW."""
    side = _SIDE.match(scan.text, end)
    if side is not None:
        return Reading(side.end(), f"{street} {_COMPASS[side[1].replace('.', '')]}", "abbreviation")
    stopped = scan.text[end - 1] == "." and scan.ends(end)
    return Reading(end - stopped, street, "abbreviation")


_SIDE = Pattern(r"\s([NS][EW]|[NS]\.[EW](?:\.(?=[,;]|\s[a-z]))?)(?![\w])")


_STREET_GOES_ON = Pattern(r"[,;)]|\s(?:[a-z(&]|Journal)|[.]?\Z")
_NOT_A_STREET: Final = listed("before-saint")


def _ends_sentence(text: str, end: int) -> bool:
    return _STARTER.match(text, end) is not None


@cache
def _state_dotted() -> re.Pattern[str]:
    """N.Y., W. Va.: states whose abbreviation has several stops."""
    dotted = (re.escape(short[:-1]).replace(r"\.", r"\.\s?") for short in short_states() if short.count(".") > 1)
    return re.compile(rf"({'|'.join(dotted)})\.(?!\w|\s[A-Z]\.)")


_PARTY = Pattern(r"([DRI])[-–](?=[A-Z][a-z]{3,}|[A-Z]{2}(?![\w])|[A-Z]\.[A-Z]|[A-Z][a-z]{1,3}\.)")
_PARTIES: Final = {"D": "Democrat of", "R": "Republican of", "I": "independent of"}
_PARTY_BEFORE = Pattern(r"(?:[(]|[A-Z][\w'’-]{1,20}, )\Z")


def read_compass(scan: Scan, at: int) -> Reading | None:
    """N. Korea, S. African; W. 57th St."""
    found = _COMPASS_BEFORE.match(scan.text, at)
    if found is None:
        return _read_side(scan, at)
    if scan.left(at) in "'’./-" or scan.left(at).isalnum():
        return None
    if found[2] not in _COMPASS_PLACES and not _ORDINAL_STREET.match(scan.text, found.end(1)):
        return _read_side(scan, at)
    end = "ern" if found[2] in _PARTS_OF_LANDS else ""
    return Reading(found.start(2), f"{_COMPASS[found[1][0]]}{end} ", "address")


def _read_side(scan: Scan, at: int) -> Reading | None:
    """N. Clark St., 5 miles of W Adams Blvd: a point of the compass before the name of a street."""
    found = _SIDE_OF_STREET.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or scan.left(at) in "'’./-&" or scan.before(at)[:1].isupper():
        return None
    return Reading(found.end(), f"{_COMPASS[found[1]]} ", "address")


_SIDE_OF_STREET = Pattern(
    rf"([NSEW]|[NS][EW])\.?\s(?=(?:(?:St|Mt|Ft)\.?\s)?(?:(?:[A-Z][a-z'’]{{2,15}}|[A-Z]|\d{{1,3}}(?:st|nd|rd|th))\s){{1,3}}(?:{_STREET})(?!\w))"
)
_PARTS_OF_LANDS: Final = listed("parts-of-lands")
_COMPASS_BEFORE = Pattern(r"([NSEW]\.) ?([A-Z][a-z]{2,12}|\d{1,3})")
_COMPASS_PLACES: Final = listed("after-compass")
_ORDINAL_STREET = Pattern(r" \d{1,3}(?:st|nd|rd|th) (?:St|Ave|Street|Avenue|Pl|Place|Rd|Road)(?!\w)")


def read_dotted_state(scan: Scan, at: int) -> Reading | None:
    """Albany, N.Y.; Charleston, W.Va.: a state after a place."""
    found = _state_dotted().match(scan.text, at)
    if found is None:
        return None
    after_place = _PLACE_BEFORE.search(scan.text[max(0, at - 32) : at])
    if not after_place and not found[1].startswith("W") and _PARTY_AFTER.search(scan.text[max(0, at - 2) : at]) is None:
        return None
    end = found.end() - scan.ends(found.end())
    return Reading(end, short_states()[f"{found[1].replace(' ', '')}."], "address")


_PARTY_AFTER = Pattern(r"[DRI][-–]\Z")


def read_party(scan: Scan, at: int) -> Reading | None:
    """(D-N.Y.), Mike Lee, R-Utah: a party and a state, as American papers write them."""
    found = _PARTY.match(scan.text, at)
    if found is None or _PARTY_BEFORE.search(scan.text[max(0, at - 24) : at]) is None:
        return None
    state = read_dotted_state(scan, found.end())
    if state is not None:
        return Reading(state.end, f"{_PARTIES[found[1]]} {state.spoken}", "address")
    place = _STATE_ALONE.match(scan.text, found.end())
    if place is None:
        return None
    name = (
        states().get(place[1])
        or short_states().get(f"{place[1]}.")
        or (place[1] if place[1] in states().values() else "")
    )
    if not name:
        return None
    end = place.end()
    if scan.text.startswith(".", end) and place[1] not in states().values() and not scan.ends(end + 1):
        end += 1
    return Reading(end, f"{_PARTIES[found[1]]} {name}", "address")


_STATE_ALONE = Pattern(r"([A-Z][a-z]+(?:\s[A-Z][a-z]+)?(?<=[a-z]{4})|[A-Z]{2}|[A-Z][a-z]+)(?![\w])")


_DEGREES: Final = frozenset({"MD", "MA", "PA"})
_NAMED = Pattern(r"([A-Z][a-z]+)\.?\s(?:[A-Z]\.\s)?[A-Z][\w'’-]+,\s\Z")


def _is_doctor(scan: Scan, at: int) -> bool:
    """Whether a person stands before a code that is a degree, too: John Lee, MD."""
    found = _NAMED.search(scan.text[max(0, at - 48) : at])
    if found is None:
        return False
    from tts.spoken.en.romans import is_given_name

    return is_given_name(found[1])


def read_zip(scan: Scan, at: int) -> Reading | None:
    """Beverly Hills, California 90210: the code after a state in full."""
    found = _ZIP.match(scan.text, at)
    if found is None:
        return None
    near = scan.text[max(0, at - 32) : at]
    before = _NAME_BEFORE.search(near)
    if not _DOTTED_BEFORE.search(near) and (before is None or not {before[1], before[2]} & _state_names()):
        return None
    return Reading(found.end(), " ".join(spelled(part) for part in found.groups() if part), "address")


_ZIP = Pattern(r"(\d{5})(?:-(\d{4}))?(?![\w]|[.,]\d)")
_DOTTED_BEFORE = Pattern(r"[A-Z][a-z]+,\s(?:[A-Z]\.\s?[A-Z]\.|[A-Z][a-z]{1,4}\.)\s\Z")
_NAME_BEFORE = Pattern(r"((?:[A-Z][a-z]+\s)?([A-Z][a-z]+|D\.C\.)),?\s\Z")


@cache
def _state_names() -> frozenset[str | None]:
    return frozenset({"D.C.", *states().values()})


def read_state(scan: Scan, at: int) -> Reading | None:
    """A state's code after a place: Santa Clara, CA 95051."""
    found = _POSTAL.match(scan.text, at)
    if found is None or found[1] not in states():
        return None
    near = scan.text[max(0, at - 32) : at]
    after_place = _PLACE_BEFORE.search(near) or (_PLACE_WITHOUT_COMMA.search(near) if found[2] else None)
    if not after_place or after_place[1] in _NO_PLACE or (found[1] in _DEGREES and _is_doctor(scan, at)):
        return None
    spoken = states()[found[1]]
    if scan.text.startswith(".", found.end()):
        spoken = spoken.rstrip(".")
    if found[2]:
        spoken += f" {spelled(found[2])}"
    if found[3]:
        spoken += f" {spelled(found[3])}"
    return Reading(found.end(), spoken, "address")
