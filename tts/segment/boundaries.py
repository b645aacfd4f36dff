"""Where the sentences of a paragraph end.

One compiled expression finds every terminator, the marks that close on it and the word that follows. The common case, a
plain word before and a capital after, is decided at once; everything else by `Judge`, from what stands around the
terminator. Nothing further away than `REACH` characters is looked at, so the work is linear in the text's length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING


from tts.segment.breaks import breaks
from tts.segment.judge import REACH, Judge, candidates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts.segment.rules import Rules


def sentences(text: str, start: int, end: int, rules: Rules) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences of `text[start:end]`, one paragraph without white space at either end."""
    places = breaks(text, start, end, rules)
    if not places:
        yield from _sentences(text, start, end, rules)
        return
    for first, last in zip([start, *places], [*places, end], strict=True):
        stop = last
        while text[stop - 1].isspace():
            stop -= 1
        yield from _sentences(text, first, stop, rules)


def _sentences(text: str, start: int, end: int, rules: Rules) -> Iterator[tuple[int, int]]:
    judge = Judge(text, end, rules)
    abbreviations = rules.abbreviations
    first = start
    for match in candidates(rules.terminators, rules.no_terminators).finditer(text, start, end):
        term, close, space, lead, word = match.groups()
        if space is None:
            stop = judge.glued(first, match) if match.end() < end else 0
        else:
            at, stop = match.start(), match.end(2)
            if term == "." and word and not lead and not close and at - first > REACH and not word[0].islower():
                blank = text.rfind(" ", at - REACH, at)
                token = text[blank + 1 : at]
                plain = blank > 0 and len(token) > 3 and token.isalpha() and token.islower() and token not in abbreviations
            else:
                plain = False
            if not plain:
                stop = judge.end(first, match)
        if first < stop < end:
            yield first, stop
            first = stop
            while text[first].isspace():
                first += 1
    if first < end:
        yield first, end
