"""Where an abbreviation is one: what has to stand before it or after it, by the name that `data/abbreviations.tsv` gives it.

A condition gets the scan, where the word begins, and where it ends with its stop (if it has one).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en.data import either, listed, short_states
from tts.spoken.reading import Scan

_NAME_FOLLOWS = Pattern(
    r"\s?(?:[A-ZÀ-ÖØ-Þ][^\W\d_]|[A-Z]\.|1st Class|(?:and|&)\s(?:Mrs?|Ms|Drs?|Prof|Lady|Sir)\b)|-(?:Col|Gen|Cdr|Cmdr|Gov|elect)(?!\w)"
)
_NUMBER_FOLLOWS = Pattern(
    r"\s?(?:[#−-]?\d|[A-Z]{1,3}-?\d|(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?![\w'’])|(?=[ivx]{2})x{0,3}(?:ix|iv|v?i{0,3})(?![\w'’]))"
)
_LETTER_FOLLOWS = Pattern(r"\s[A-HJ-Z](?![\w'’])")
_YEAR_FOLLOWS = Pattern(
    r"\s?(?:\d{3,4}(?!\d)|\d{1,3},\d{3}(?![\d,])|\d[\d,.]*\s(?:thousand|million|billion|B\.?C|A\.?D)|the\s)"
)
_NUMERAL_FOLLOWS = Pattern(r"(?:\s|-(?=\d|[IVX]{2}))?(?:\d|(?:[IVXLC]{1,7}|[ivx]{2,6})(?![\w'’])|[A-Z](?![\w'’]))")

_EDITIONS: Final = listed("before-edition")


def _before_name(scan: Scan, at: int, end: int) -> bool:
    return _NAME_FOLLOWS.match(scan.text, end) is not None


def _before_officer(scan: Scan, at: int, end: int) -> bool:
    """Gen. Smith, but Gen Z and Gen Alpha are generations."""
    return _before_name(scan, at, end) and not _GENERATION.match(scan.text, end)


_GENERATION = Pattern(r"\s(?:[XYZ](?:ers?)?|Alphas?|Beta)(?:['’]s)?(?![\w'’])")


def _before_generation(scan: Scan, at: int, end: int) -> bool:
    """Gen. Z: the stop is no end of a sentence."""
    return scan.text.startswith(".", end - 1) and _GENERATION.match(scan.text, end) is not None


def _before_person(scan: Scan, at: int, end: int) -> bool:
    return _before_name(scan, at, end) or _LETTER_FOLLOWS.match(scan.text, end) is not None


def _before_doctor(scan: Scan, at: int, end: int) -> bool:
    """DR SMITH, but not DR Congo."""
    return not scan.text.startswith((" Congo", " CONGO"), end) and _before_person(scan, at, end)


def _before_number(scan: Scan, at: int, end: int) -> bool:
    if scan.text[at:end] == "NO" and end < len(scan.text) and scan.text[end].isdigit():
        return False  # NO2 is a gas
    return _NUMBER_FOLLOWS.match(scan.text, end) is not None


def _before_number_inside(scan: Scan, at: int, end: int) -> bool:
    """British "No 10": inside a sentence, or where a name follows the number."""
    if scan.text[at : at + 3] == "No.":
        return False
    inside = (
        scan.text[at - 1 : at] == " " and (scan.text[at - 2].isalnum() or scan.text[at - 2] == ",") if at > 1 else False
    )
    return _PLAIN_NUMBER.match(scan.text, end) is not None and (
        inside or _NAMED_NUMBER.match(scan.text, end) is not None
    )


_PLAIN_NUMBER = Pattern(r"\s\d{1,3}(?![\w,.]\d|\w)(?!\s(?:people|men|women|times|more|children|votes)(?!\w))")
_NAMED_NUMBER = Pattern(
    r"\s\d{1,3}(?:\s(?:seeds?|ranked|spot|single|player|priority|team|position|pick|choice|target|issue|concern|in the)|-(?:seeded|ranked))(?!\w)"
    r"|\s1[01]\s(?:said|says|has|is|was|insiders?|sources?|spokes\w+|officials?|staff|aides?)(?!\w)"
    r"|\s\d{1,3}\s[A-Z][a-z]+\s(?:Street|Road|Avenue|Lane|Square|Place|Squadron|Commando)(?!\w)"
)


def _before_year(scan: Scan, at: int, end: int) -> bool:
    return _YEAR_FOLLOWS.match(scan.text, end) is not None


def _in_a_life(scan: Scan, at: int, end: int) -> bool:
    """(b. 1950, d. 2010)"""
    return (
        scan.text[max(0, at - 2) : at].strip() in ("(", ",", ";", "[")
        and _FOUR_DIGITS.match(scan.text, end) is not None
    )


_FOUR_DIGITS = Pattern(r"\s?(?:c\. ?)?1[0-9]\d\d(?!\d)|\s?20\d\d(?!\d)")


def _before_numeral(scan: Scan, at: int, end: int) -> bool:
    return _NUMERAL_FOLLOWS.match(scan.text, end) is not None


def _after_name(scan: Scan, at: int, end: int) -> bool:
    before = scan.before(at - 2 if scan.text.endswith("., ", 0, at) else at)  # Merck & Co., Inc.
    named = (before[:1].isupper() and before not in ("The", "A", "An", "This")) or (
        not before and (scan.text[max(0, at - 2) : at] == "& " or scan.left(at) == "-")
    )
    return named and not scan.text[end : end + 1].isalnum()


def _between_names(scan: Scan, at: int, end: int) -> bool:
    stopped = scan.text[at:end].endswith(".")
    return _after_name(scan, at, end) and (stopped or _NAME_FOLLOWS.match(scan.text, end) is not None)


def _after_edition(scan: Scan, at: int, end: int) -> bool:
    before = scan.before(at).lower()
    return before in _EDITIONS or (
        before[:1].isdigit() and (before[-2:] in ("st", "nd", "rd", "th") or before in ("2d", "3d"))
    )


def _before_verse(scan: Scan, at: int, end: int) -> bool:
    return _VERSE_FOLLOWS.match(scan.text, end) is not None


_VERSE_FOLLOWS = Pattern(r"\s\d{1,3}:\d{1,3}(?![\w:])")


def _before_mark(scan: Scan, at: int, end: int) -> bool:
    """MK II, MK-3; but Milton Keynes has MK9 3BX."""
    return _MARK_FOLLOWS.match(scan.text, end) is not None


_MARK_FOLLOWS = Pattern(r"[\s-](?:[IVX]{1,6}|\d(?! \d))(?![\w'’])")


def _month_at_end(scan: Scan, at: int, end: int) -> bool:
    """Closed in Aug., from Jan. to Mar.: a month without a day, where the text ends or a small word follows."""
    if not scan.text.startswith(".", end - 1) or not (scan.ends(end) or _SMALL_AFTER.match(scan.text, end)):
        return False
    return scan.before(at).lower() in _BEFORE_MONTH or scan.left(at) in "-–"


_SMALL_AFTER = Pattern(r"[,;:)]?\s[a-z]|[-–]")
_BEFORE_MONTH: Final = listed("before-month")


def _before_office(scan: Scan, at: int, end: int) -> bool:
    """The Sec. of State."""
    return _OFFICE_FOLLOWS.match(scan.text, end) is not None


_OFFICE_FOLLOWS = Pattern(r"\sof\s(?:the\s)?[A-Z][a-z]")


def _ahead_of_name(scan: Scan, at: int, end: int) -> bool:
    """100 Ave. of the Americas, Ave. B, Blvd. Haussmann."""
    after_name = scan.before(at)[:1].isupper() and scan.left(at) != "("
    return scan.text.startswith(".", end - 1) and not after_name and _AVENUE_OF.match(scan.text, end) is not None


_AVENUE_OF = Pattern(r"\s(?:of\sthe\s[A-Z]|[A-Z](?![\w.])|(?:d[eu]s?\s)?[A-Z][a-zé]+)")


def _after_of(scan: Scan, at: int, end: int) -> bool:
    """The Board of Ed."""
    return scan.text.startswith(".", end - 1) and scan.before(at) == "of"


def _before_by(scan: Scan, at: int, end: int) -> bool:
    """Ed. by Ann Lee."""
    return scan.text.startswith(" by ", end)


def _before_limit(scan: Scan, at: int, end: int) -> bool:
    return _LIMIT_FOLLOWS.match(scan.text, end) is not None


_LIMIT_FOLLOWS = Pattern(lambda: rf"\s{either('limited')}(?![\w])")


def _before_post(scan: Scan, at: int, end: int) -> bool:
    return _POST_FOLLOWS.match(scan.text, end) is not None


_POST_FOLLOWS = Pattern(lambda: rf"\s(?i:(?:exec\w*\.? )?vice president|{either('posts')})(?!\w)")


def _before_state(scan: Scan, at: int, end: int) -> bool:
    return _after_name(scan, at, end) and _state_follows().match(scan.text, end) is not None


@cache
def _state_follows() -> re.Pattern[str]:
    return re.compile(rf",\s(?:{'|'.join(map(re.escape, short_states()))})")


def _as_a_state(scan: Scan, at: int, end: int) -> bool:
    """Ga. lawmakers, in Wash.: a state without a place before it."""
    if not scan.text.startswith(".", end - 1) or scan.left(at) not in " (":
        return False
    before = scan.before(at)
    if before == "to" and scan.text[at:end] == "Wash.":
        return False  # a verb
    return before.lower() in _IN_A_STATE or _STATEHOUSE.match(scan.text, end) is not None


_IN_A_STATE: Final = listed("before-state")
_STATEHOUSE = Pattern(lambda: rf",\sD\.C\.|\s(?:(?:[Gg]ov|[Ss]en|[Rr]ep)\.|{either('of-a-state')})(?![\w])")


def _before_issue(scan: Scan, at: int, end: int) -> bool:
    return scan.text[max(0, at - 2) : at] == ", " and _ISSUE_FOLLOWS.match(scan.text, end) is not None


_ISSUE_FOLLOWS = Pattern(r"\s\d{1,3}(?=[,;:)]|\s\(|\.?\Z)")


def _after_street(scan: Scan, at: int, end: int) -> bool:
    before = scan.before(at)
    ordinal = before[:1].isdigit() and before[-2:] in ("st", "nd", "rd", "th")
    return (ordinal or _after_name(scan, at, end)) and scan.left(at) == " " and not scan.text[end : end + 1].isalnum()


def _after_the(scan: Scan, at: int, end: int) -> bool:
    return scan.before(at).lower() == "the" and scan.ends(end)


def _after_place(scan: Scan, at: int, end: int) -> bool:
    return scan.text[max(0, at - 2) : at].rstrip() == "," and _after_name(scan, at, end)


def _anywhere(scan: Scan, at: int, end: int) -> bool:
    return not scan.text[end : end + 1].isalnum()


CONDITIONS: Final[dict[str, Callable[[Scan, int, int], bool]]] = {
    "name": _before_name,
    "officer": _before_officer,
    "generation": _before_generation,
    "state": _as_a_state,
    "person": _before_person,
    "doctor": _before_doctor,
    "number": _before_number,
    "year": _before_year,
    "inside": _before_number_inside,
    "numeral": _before_numeral,
    "after": _after_name,
    "between": _between_names,
    "edition": _after_edition,
    "life": _in_a_life,
    "street": _after_street,
    "the": _after_the,
    "verse": _before_verse,
    "limit": _before_limit,
    "mark": _before_mark,
    "office": _before_office,
    "by": _before_by,
    "of": _after_of,
    "ahead": _ahead_of_name,
    "month": _month_at_end,
    "post": _before_post,
    "county": _before_state,
    "issue": _before_issue,
    "place": _after_place,
    "any": _anywhere,
    "end": _anywhere,
}
