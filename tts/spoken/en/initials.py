"""Letters by themselves: the initials of a name (A.Lieberman, J. K. Rowling), E. coli, and A where it is no article."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.en.data import listed
from tts.spoken.reading import Reading, Scan

_WORD = Pattern(r"[^\W\d_]{1,64}")
_INITIALS = Pattern(
    r"((?:[A-Z]\.\s?|[A-Z]\.-){1,4})(?=(?:(?:[Vv][ao]n|d[aeiu]|de[rnl]?|la|le|al|bin|ibn) |al-|O['’])?[A-Z][^\W\d_A-Z])"
)
_INITIAL = Pattern(r"[A-Z]")
# E. coli, U. of Texas: no sentence begins with a small letter.
_GENUS = Pattern(r"([A-HJ-Z])\.(?=\s[a-z]{2})")
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
