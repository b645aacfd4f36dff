"""Where the sentences of a paragraph end.

One compiled expression finds every terminator, the marks that close on it and the word that follows. The common case, a
plain word before and a capital after, is decided at once; everything else by `Judge`, from what stands around the
terminator. Nothing further away than `REACH` characters is looked at, so the work is linear in the text's length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts.segment.breaks import breaks, sign_off
from tts.segment.judge import Judge
from tts.segment.patterns import REACH, candidates

if TYPE_CHECKING:
    from tts.segment.rules import Rules


#: Marks that leave no doubt, around a plain word and a capital.
_SINGLE = frozenset(".?!")
_OPENING = frozenset(("“", '"', "«", "„"))
_CLOSING = frozenset(("”", '"', "»"))
#: What the words that close a letter begin with, as a cheap test.
_SIGN_OFF_LETTERS = frozenset("BCKLMRSTYbcklmrsty")


def sentences(text: str, start: int, end: int, rules: Rules) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of `text[start:end]`, one paragraph without white space at either end."""
    places = breaks(text, start, end, rules)
    if not places:
        found = _sentences(text, start, end, rules)
    else:
        found = []
        for first, last in zip([start, *places], [*places, end], strict=True):
            stop = last
            while text[stop - 1].isspace():
                stop -= 1
            found += _sentences(text, first, stop, rules)
    if rules.page.sign_offs:
        for index in [index for index, (first, _) in enumerate(found) if text[first] in _SIGN_OFF_LETTERS][::-1]:
            first, last = found[index]
            if stop := sign_off(text, first, last, rules):
                following = stop
                while text[following].isspace():
                    following += 1
                found[index : index + 1] = [(first, stop), (following, last)]
    return found


def _sentences(text: str, start: int, end: int, rules: Rules) -> list[tuple[int, int]]:
    found = []
    judge: Judge | None = None
    plain = rules.plain
    quick = not rules.short_quotation
    rfind = text.rfind
    first = start
    for match in candidates(rules.terminators, rules.no_terminators).finditer(text, start, end):
        term, close, space, lead, word = match.groups()
        if space is None:
            if match.end() == end:
                break
            judge = judge or Judge(text, start, end, rules)
            stop = judge.glued(first, match)
        else:
            if (
                quick
                and word
                and term in _SINGLE
                and (not lead or lead in _OPENING)
                and (not close or (close in _CLOSING and term == "."))
                and word[0].isalpha()
                and not word[0].islower()
            ):
                at = match.start()
                blank = rfind(" ", first if at - first < REACH else at - REACH, at)
                if blank > 0 and plain[text[blank + 1 : at]] and text[blank - 1] != ".":
                    found.append((first, match.end(2)))
                    first = match.start(4)
                    continue
            judge = judge or Judge(text, start, end, rules)
            stop = judge.end(first, match)
        if first < stop < end:
            found.append((first, stop))
            first = stop
            while text[first].isspace():
                first += 1
    if first < end:
        found.append((first, end))
    return found
