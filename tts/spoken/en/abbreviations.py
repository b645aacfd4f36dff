"""Abbreviations with a full stop (Gen., Co., i.e.), titles without one (Dr, Mr), and words shortened in the middle (gov't).

An abbreviation is only read where its neighbours agree, as its row in `data/abbreviations.tsv` says. The stop that also ends
the text stays, so that the voice falls.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en.conditions import CONDITIONS
from tts.spoken.en.data import listed, records, rows, short_states
from tts.spoken.reading import Reading, Rule, Scan

_WORD = Pattern(r"[^\W\d_]{1,64}")
_STARTS = Pattern(r"\s{1,8}[A-ZÀ-ÖØ-Þ]")
_SENTENCE_STARTERS: Final = listed("sentence-starters")


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


def _reader(spoken: str, when: str) -> Rule:
    stop_is_optional = when.endswith("?")
    agrees = CONDITIONS[when.rstrip("?")]

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
        return Reading(end, spoken if text[end : end + 1] in ("'", "’") else f"{spoken} ", "abbreviation")

    return read


def _begins_anew(text: str, end: int, when: str) -> bool:
    """Whether a stop ends a sentence inside the text, too."""
    if when == "end":
        return _STARTS.match(text, end) is not None
    word = _NEXT_WORD.match(text, end) if when in ("state", "month") else None
    return word is not None and word[1] in _SENTENCE_STARTERS


_NEXT_WORD = Pattern(r"\s([A-Z][a-z]*)")


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
