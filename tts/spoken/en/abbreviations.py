"""Abbreviations with a full stop (Gen., Co., i.e.), titles without one (Dr, Mr), and initials (A.Lieberman, J. K. Rowling).

An abbreviation is only read where its neighbours agree, as its row in `data/abbreviations.tsv` says. The stop that also ends
the text stays, so that the voice falls.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en.data import alternatives, listed, records, rows, short_states
from tts.spoken.reading import Reading, Rule, Scan

_WORD = Pattern(r"[^\W\d_]{1,64}")
_STARTS = Pattern(r"\s{1,8}[A-ZÀ-ÖØ-Þ]")
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

_INITIALS = Pattern(
    r"((?:[A-Z]\.\s?|[A-Z]\.-){1,4})(?=(?:(?:[Vv][ao]n|d[aeiu]|de[rnl]?|la|le|al|bin|ibn) |al-|O['’])?[A-Z][^\W\d_A-Z])"
)
_INITIAL = Pattern(r"[A-Z]")
# E. coli, U. of Texas: no sentence begins with a small letter.
_GENUS = Pattern(r"([A-HJ-Z])\.(?=\s[a-z]{2})")
_EDITIONS: Final = listed("before-edition")
_SENTENCE_STARTERS: Final = listed("sentence-starters")


def read_initials(scan: Scan, at: int) -> Reading | None:
    """The initials before a family name: each is a letter, and the name follows without a break."""
    found = _INITIALS.match(scan.text, at)
    if found is None:
        genus = _GENUS.match(scan.text, at)
        if genus is None or scan.left(at) in "'’.-/":
            return None
        return Reading(genus.end(), f"{initial(genus[1])} ", "initials")
    run = _INITIAL.findall(found[1])
    name = _WORD.match(scan.text, found.end())
    if name is not None and name[0] in _SENTENCE_STARTERS:
        return None
    if len(run) == 1 and scan.before(at)[:1].islower() and run[0] == "I":
        return None
    return Reading(at + len(found[1].rstrip()), " ".join(initial(letter) for letter in run) + " ", "initials")


def read_contracted(scan: Scan, at: int) -> Reading | None:
    """Gov't, int'l, cont'd: words shortened in their middle."""
    found = _CONTRACTED.match(scan.text, at)
    words = found and contractions().get(found[0].lower().replace("’", "'"))
    if found is None or not words:
        return None
    return Reading(found.end(), words.capitalize() if found[0][0].isupper() else words, "abbreviation")


_CONTRACTED = Pattern(r"[A-Za-z]{3,4}['’][a-z](?![\w])")


@cache
def contractions() -> dict[str, str]:
    """Shortened words in small letters, with an apostrophe that is straight, and what is said for them."""
    return dict(rows("contractions"))


def read_letter_a(scan: Scan, at: int) -> Reading | None:
    """Serie A, hepatitis A is, from A to Z, A-levels: the letter, where the engine would say the article."""
    compound = _A_COMPOUND.match(scan.text, at)
    if compound is not None:
        return Reading(compound.end(), "A-", "word")
    if scan.is_headline or scan.left(at) != " " or not _A_ALONE.match(scan.text, at + 1):
        return None
    before = scan.before(at)
    listed_before = before in ("an", "the", "letter") or before.lower() in _BEFORE_LETTER
    inside = at > 1 and scan.text[at - 2].isalnum() and _SMALL_FOLLOWS.match(scan.text, at + 1) is not None
    if listed_before or inside or _NO_NOUN_FOLLOWS.match(scan.text, at + 1):
        return Reading(at + 1, "A-", "letter")
    return None


_A_COMPOUND = Pattern(r"A-(?=[a-z]{2})")
_A_ALONE = Pattern(r"\s[^\W_]")
_SMALL_FOLLOWS = Pattern(r"\s[a-z]")
_NO_NOUN_FOLLOWS = Pattern(r"\s(?:is|was|and|or|to|has|does|equals|with|for)(?![\w'’])")
_BEFORE_LETTER: Final = listed("before-letter")


def initial(letter: str) -> str:
    """A letter that is not the article: eSpeak NG reads "A Lieberman" as "uh", and ends a sentence at "A. Lieberman"."""
    return "A-" if letter == "A" else letter


def _reader(spoken: str, when: str) -> Rule:
    stop_is_optional = when.endswith("?")
    agrees = _WHEN[when.rstrip("?")]

    def read(scan: Scan, at: int) -> Reading | None:
        text = scan.text
        word = _WORD.match(text, at)
        if word is None or scan.left(at) in ".@/_":
            return None
        end = word.end()
        has_stop = text.startswith(".", end)
        if has_stop and at == 0 and scan.ends(end + 1):
            return Reading(end + 1, spoken, "abbreviation")
        if not (has_stop or stop_is_optional) or not agrees(scan, at, end + has_stop):
            return None
        if has_stop and not scan.ends(end + 1) and not _begins_anew(text, end + 1, when):
            end += 1
        end += text.startswith("-", end) and text[end + 1 : end + 2].isalnum()  # Lt-Col Jones, Mk-II
        return Reading(end, f"{spoken} ", "abbreviation")

    return read


def _begins_anew(text: str, end: int, when: str) -> bool:
    """Whether a stop ends a sentence inside the text, too."""
    if when == "end":
        return _STARTS.match(text, end) is not None
    word = _NEXT_WORD.match(text, end) if when in ("state", "month") else None
    return word is not None and word[1] in _SENTENCE_STARTERS


_NEXT_WORD = Pattern(r"\s([A-Z][a-z]*)")


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
    before = scan.before(at)
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


def _before_by(scan: Scan, at: int, end: int) -> bool:
    """Ed. by Ann Lee."""
    return scan.text.startswith(" by ", end)


def _before_limit(scan: Scan, at: int, end: int) -> bool:
    return _LIMIT_FOLLOWS.match(scan.text, end) is not None


_LIMIT_FOLLOWS = Pattern(rf"\s(?:{alternatives('limited')})(?![\w])")


def _before_post(scan: Scan, at: int, end: int) -> bool:
    return _POST_FOLLOWS.match(scan.text, end) is not None


_POST_FOLLOWS = Pattern(rf"\s(?i:(?:exec\w*\.? )?vice president|{alternatives('posts')})(?!\w)")


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
_STATEHOUSE = Pattern(rf",\sD\.C\.|\s(?:(?:[Gg]ov|[Ss]en|[Rr]ep)\.|{alternatives('of-a-state')})(?![\w])")


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


_WHEN: Final = {
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
    "month": _month_at_end,
    "post": _before_post,
    "county": _before_state,
    "issue": _before_issue,
    "place": _after_place,
    "any": _anywhere,
    "end": _anywhere,
}


#: Short names of states that are also other words at the end of a sentence.
_ALSO_WORDS: Final = listed("states-also-words")


@cache
def abbreviations() -> dict[str, tuple[Rule, ...]]:
    """Rules by the written word without its stop."""
    table: dict[str, tuple[Rule, ...]] = {}
    for written, spoken, when, *_ in records("abbreviations"):
        table[written] = (*table.get(written, ()), _reader(spoken, when))
    for written in contractions():
        head = written.partition("'")[0]
        for form in (head, head.capitalize()):
            table[form] = (*table.get(form, ()), read_contracted)
    for short, name in short_states().items():
        if short.count(".") == 1:
            written = short[:-1]
            table[written] = (*table.get(written, ()), _reader(name, "place"))
            if written not in _ALSO_WORDS:
                table[written] = (*table[written], _reader(name, "state"))
    return table
