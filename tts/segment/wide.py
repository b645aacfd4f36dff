"""Terminators in scripts that are written without white space: what they close, and what goes on after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts.pattern import Pattern
from tts.segment.patterns import REACH, SELF_SUFFICIENT, TERMINATORS

if TYPE_CHECKING:
    import re

    from tts.segment.rules import Rules

_OPENING = "“‘「『《（〈【"
_SAID = Pattern(r"[^\s。！？，,“”]{1,6}[说說问問道喊答叫](?=[。，,：:])")
#: A closing mark set apart from the stop before it by a blank, as converters leave it: `。 ”他说`.
_LATE_CLOSE = Pattern(r"[ \u00a0]([”」』）】》〉]+)")


def late_close(text: str, stop: int, limit: int, term: str) -> str:
    """The marks that close on a terminator after a blank, which is one character; empty if there are none."""
    late = _LATE_CLOSE.match(text, stop, limit)
    # `”` alone may open something in a script with white space.
    return late.group(1) if late and (term[-1] in SELF_SUFFICIENT or late.group(1)[0] != "”") else ""


def between(text: str, match: re.Match[str], rules: Rules) -> bool:
    """Whether a terminator of another script ends a sentence in one written without white space: `来るか?彼は`.

    So it is in Japanese (`ascii_ends`). Chinese is left alone, where `?` may stand for the dot in a name that a converter
    lost: `唐纳德?特朗普`.
    """
    term, close = match.group(1, 2)
    stop = match.end(2)
    if not rules.ascii_ends or (len(term) > 1 and "." in term) or "…" in term:
        return False
    before = text[match.start() - 1 : match.start()]
    if term == "." and not _wide(before):
        return False
    return (_wide(text[stop]) or text[stop] in _OPENING) and (bool(close) or not goes_on(text, stop, rules))


def end(text: str, first: int, stop: int, limit: int, close: str, open_quote: bool, rules: Rules) -> int:
    """Where the sentence ends that began at `first`, whose terminator and closing marks end at `stop`; 0 if it goes on.

    Args:
        text: The text.
        first: Where the sentence in hand began.
        stop: Where the terminator and its closing marks end.
        limit: Where the paragraph ends.
        close: The closing marks.
        open_quote: Whether a straight quotation mark was open before the last of them.
        rules: Of the text's language.
    """
    following = text[stop]
    if following in ",，、；;：:" or following in TERMINATORS:
        return 0
    if following.isdigit() and text[max(first, stop - 2) : stop - 1].isdigit():
        # An hour: 01։23
        return 0
    if close:
        opening = next((index for index, mark in enumerate(close) if mark in _OPENING), -1)
        if opening < 0 and close == '"' and not open_quote:
            opening = 0
        if opening >= 0:
            return stop - len(close) + opening
        # What closes here may be a quotation inside a sentence: 「…。」と言った, “……？”她问.
        return 0 if goes_on(text, stop, rules) or _SAID.match(text, stop, limit) else stop
    opened = text.rfind("《", max(first, stop - REACH), stop)
    if opened >= 0 and text.find("》", opened, stop) < 0 <= text.find("》", stop, stop + REACH):
        return 0
    return stop


def goes_on(text: str, at: int, rules: Rules) -> bool:
    """Whether a Japanese particle follows, and no word that begins a sentence."""
    return "\u3040" <= text[at] <= "\u309f" and not text.startswith(rules.beginnings, at)


def _wide(character: str) -> bool:
    """Whether a character is kana or Han."""
    return "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff"
