"""One pass over a text: tokens, their classes, and the words that are said for them.

A plain word is a token and is said as it is written. Everything else is offered, from left to right and once for each
position, to the lexicon and to the rules of the language; the first that reads it takes it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from tts.model import Token
from tts.pattern import Pattern
from tts.spoken.reading import Reading, Rule, Scan, Verbaliser
from tts.spoken.scripts import language_of, script_of

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from tts.spoken.lexicon import Lexicon

#: A run of letters longer than this is cut: eSpeak NG says no more than about 140 letters (or 30 digits) of one run.
LONGEST_RUN: Final = 80
LONGEST_DIGITS: Final = 24

# Combining marks of scripts that write vowels or accents with them: a part of the word, though no letters.
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0971-\u109f"
)
# Python counts raised digits and fractions among the letters.
_LETTER: Final = r"[^\W\d_²³¹¼-¾\u2070-\u209c\u2150-\u2189\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]"
_LETTERS: Final = rf"{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*"

_SCAN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<letters>{_LETTERS})
      (?: (?>(?:['’‐‑-]{_LETTERS}){{0,12}})                              # a word, or a compound (of so many parts, for linear time)
          (?![\d_@\\/=]|[.:&+*\#'’‐‑-][^\W_]|:/|[⁄°²³₀-₉])           # to which nothing clings that may change what it is
          (?P<word>) )?
    | (?P<number>(?:[+−–-]?[.]?|['’‘])(?=\d))                         # before a number: its sign, its point, or nothing
    """,
    re.VERBOSE,
)
_ODD_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ]{2}|[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ]")
_DIGITS = re.compile(rf"\d{{1,{LONGEST_DIGITS}}}")
_LONG_RUN = Pattern(rf"\S{{{LONGEST_RUN}}}(?=\S)")
_PART = Pattern(_LETTERS)
_RUN = re.compile(r"[.]{2,6}|[-–—]{2,6}")
_CLOSING: Final = frozenset(",.;:!?)]}”’…%")
_AFTER_STOP: Final = frozenset({" ", ""})
_LEFT_OUT: Final = frozenset("*_|~^•·‣◦■□▪▫►▶●○◆◇★☆¶†‡\\`{}<>")


class Words:
    """The spoken text as it grows, with its tokens."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.tokens: list[Token] = []
        self.length = 0
        self.gap = False

    def add(self, start: int, reading: Reading, *, changed: bool = True, space: str = " ") -> None:
        """Append a token and its words; `changed` where they are not those that are written, `space` to part them from the last."""
        spoken = reading.spoken
        words = spoken.strip()
        if len(words) > LONGEST_RUN:
            words = _LONG_RUN.sub(r"\g<0> ", words)
        if words:
            gap = self.gap or spoken[0].isspace()
            # Two words may touch where only their written signs did not.
            gap = gap or (changed and self.length > 0 and self.pieces[-1][-1].isalnum() and words[0].isalnum())
            if gap and self.length and not (changed and words == ","):
                self.pieces.append(space)
                self.length += 1
            self.pieces.append(words)
            self.gap = spoken[-1].isspace()
        elif spoken:
            self.gap = True
        begin = self.length
        self.length += len(words)
        self.tokens.append(Token(start, reading.end, begin, self.length, reading.kind, reading.lang, reading.phonemes))


def scan(words: Words, scan: Scan, verbaliser: Verbaliser, lexicon: Lexicon, lang: str = "") -> None:
    """Read a whole text.

    Args:
        words: Where tokens and words are appended.
        scan: The text.
        verbaliser: Its language.
        lexicon: Pronunciations that go before the rules.
        lang: BCP 47 tag for every token that has none; empty where the text is in the form's own language.
    """
    text = scan.text
    match = _SCAN.match
    triggers = verbaliser.words
    entries = lexicon.index
    native = verbaliser.native
    pieces, tokens = words.pieces, words.tokens
    gap, length = words.gap, words.length
    at, end = 0, len(text)
    while at < end:
        if text[at] == " ":
            gap, at = True, at + 1
            continue
        found = match(text, at)
        group = found.lastgroup if found else None
        if found and group == "space":
            gap, at = True, found.end()
            continue
        if found and group == "word":
            word = found[0]
            if word.isalpha() and native(word) and word not in triggers and word not in entries:
                size = len(word)
                if word[1:].islower() and size <= LONGEST_RUN:
                    # The way of nearly every word: as it is, no rule asked.
                    if gap and length:
                        pieces.append(" ")
                        length += 1
                    pieces.append(word)
                    tokens.append(Token(at, at + size, length, length + size, "word", lang))
                    gap, length, at = False, length + size, at + size
                    continue
        if found is None and text[at] in ",." and not gap and length and text[at + 1 : at + 2] in _AFTER_STOP:
            # A comma or a stop between sentences or parts of one: most of what is no word.
            pieces.append(text[at])
            tokens.append(Token(at, at + 1, length, length + 1, "punctuation", lang))
            length, at = length + 1, at + 1
            continue
        reading = lexicon.read(text, at) or _by_rule(scan, verbaliser, entries, at, found)
        if lang and not reading.lang:
            reading = Reading(reading.end, reading.spoken, reading.kind, lang, reading.phonemes)
        changed = reading.spoken != text[at : reading.end]
        apart = gap and pieces and verbaliser.runs_on(pieces[-1], reading.spoken)
        words.gap, words.length = gap, length
        words.add(at, reading, changed=changed, space="\u00a0" if apart else " ")
        gap, length = words.gap, words.length
        at = reading.end
        if gap and at < end and text[at] in _CLOSING:
            gap = False
        if changed and at < end and text[at].isalnum() and length:
            last = pieces[-1][-1]
            gap = gap or last.isalnum() or last == "."
    words.gap, words.length = gap, length


def _by_rule(
    scan: Scan, verbaliser: Verbaliser, entries: Container[str], at: int, found: re.Match[str] | None
) -> Reading:
    group = found.lastgroup if found else None
    if found is None or group is None:
        return _sign(scan, verbaliser, at)
    if group == "number":
        return _first(verbaliser.numbers(), scan, at) or _plain_number(scan, verbaliser, at)
    word = found[0]
    head = found["letters"]
    if script_of(word) != verbaliser.script and not verbaliser.native(word):
        language = language_of(word)
        if script_of(word) and language:
            # An address is written in Latin letters everywhere.
            mixed = verbaliser.mixed if group == "letters" else ()
            reading = _first((*verbaliser.signs.get(head[0], ()), *mixed), scan, at)
            return reading or Reading(at + len(head), head, "foreign", language)
    rules: list[Rule] = [*verbaliser.words.get(head, ())]
    if group == "letters":
        rules += verbaliser.mixed
    capitals = _ODD_CAPITALS.search(word) is not None
    if capitals:
        rules += verbaliser.capitals
    reading = _first(rules, scan, at)
    if reading is not None:
        return reading
    if group == "letters" or capitals or len(head) < len(word):
        whole = (
            group == "word"
            and not capitals
            and not any(part in verbaliser.words or part in entries for part in _PART.findall(word))
        )
        if not whole:
            word = head
    if scan.is_headline and word.isupper() and len(word) > 1:
        return Reading(at + len(word), word.capitalize(), "word")
    return Reading(at + len(word), word, "word")


def _first(rules: Sequence[Rule], scan: Scan, at: int) -> Reading | None:
    for rule in rules:
        reading = rule(scan, at)
        if reading is not None:
            return reading
    return None


def _plain_number(scan: Scan, verbaliser: Verbaliser, at: int) -> Reading:
    digits = _DIGITS.match(scan.text, at)
    if digits is None:
        return _sign(scan, verbaliser, at)
    after = " " if len(digits[0]) == LONGEST_DIGITS else ""
    return Reading(digits.end(), digits[0] + after, "number")


def _sign(scan: Scan, verbaliser: Verbaliser, at: int) -> Reading:
    text = scan.text
    sign = text[at]
    reading = _first(verbaliser.signs.get(sign, ()), scan, at)
    if reading is not None:
        return reading
    if sign in verbaliser.symbols:
        return Reading(at + 1, f" {verbaliser.symbols[sign]} ", "symbol")
    if sign in _LEFT_OUT:
        return Reading(at + 1, " ", "symbol")
    run = _RUN.match(text, at)
    if run is not None:
        return Reading(run.end(), run[0], "punctuation")
    category = unicodedata.category(sign)
    if category[0] == "P":
        return Reading(at + 1, sign, "punctuation")
    reading = _first(verbaliser.signs.get("", ()), scan, at)
    if reading is not None:
        return reading
    if category[0] in "LMN":
        return Reading(at + 1, sign, "word")
    return Reading(at + 1, " ", "symbol")
