"""A sentence in pieces that can be said in one breath.

Every place between two characters has a price; the cheapest place wins, and of two that cost about the same the one
that makes the pieces more even. Inside quotation marks, parentheses, numbers and names the price is higher.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_PRICES = {"sentence": 0.0, "strong": 1.0, "comma": 2.0, "word": 4.0, "mark": 7.0, "hard": 12.0}
_NESTED = 2.5
_BOUND = 1.5

_STRONG = ";:；：؛"
_COMMA = ",，、،"
_SENTENCE = ".!?…。！？؟۔।॥։"
_OPENING = "([{（「『《【“„«‹‘"
_CLOSING = ")]}）」』》】”“»›’"
_PAIRS = {
    "(": ")",
    "[": "]",
    "{": "}",
    "（": "）",
    "「": "」",
    "『": "』",
    "《": "》",
    "【": "】",
    "“": "”",
    "„": "“”",
    "«": "»",
    "‹": "›",
}
_DASHES = "–—―"
_WORD = re.compile(r"\w+")


def cut(text: str, start: int, end: int, limit: int, words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Spans of at most `limit` characters that cover all but the white space of `text[start:end]`; `words` begin clauses."""
    limit = max(1, limit)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > limit:
        at = _best(text, start, end, limit, words)
        stop = at
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            yield start, stop
        start = at
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _best(text: str, start: int, end: int, limit: int, words: frozenset[str]) -> int:
    """The best place to cut, after `start` and at most `limit` characters on."""
    # White space at the cut is nobody's, so a place just past the limit is good if white space reaches back.
    last = min(start + limit, end - 1)
    rest = end - start
    # Even pieces, as far as it is known how many there will be.
    target = start + (rest / -(-rest // limit) if rest < 4 * limit else limit * 0.8)
    lowest = start + max(1, limit // 4)
    depths = _depths(text, start, last + 1)
    best, cheapest = last, float("inf")
    for at in range(last, start, -1):
        if at < lowest and cheapest < _PRICES["hard"]:
            break
        price = _price(text, start, at, end, words)
        if depths[at - start]:
            price += _NESTED
        price += 2.0 * abs(at - target) / limit
        if price < cheapest:
            best, cheapest = at, price
    return best


def _depths(text: str, start: int, end: int) -> list[bool]:
    """For each place of a stretch, whether a pair opened in the stretch is still open there."""
    inside = [False] * (end - start + 1)
    stack: list[str] = []
    quote = False
    for index in range(start, end):
        inside[index - start] = bool(stack) or quote
        character = text[index]
        if character == '"':
            quote = not quote
        elif stack and character in stack[-1]:
            stack.pop()
        elif character in _PAIRS:
            stack.append(_PAIRS[character])
        inside[index + 1 - start] = bool(stack) or quote
    return inside


def _price(text: str, start: int, at: int, end: int, words: frozenset[str]) -> float:
    before, after = text[at - 1], text[at]
    if before.isspace():
        # The place before the white space is the same, and looked at itself.
        return _PRICES["hard"] + 6
    if after.isspace():
        right = at
        while right < end and right - at < 8 and text[right].isspace():
            right += 1
        return _price_at_space(text, start, at - 1, right, end, words)
    if _joined(before, after):
        return _PRICES["hard"] + 6
    if before in "。！？；，、：":
        return _PRICES["sentence" if before in "。！？" else "strong" if before in "；：" else "comma"]
    if before in _DASHES or after in _DASHES:
        return _PRICES["comma"] + 0.5
    if before.isalnum() and after.isalnum():
        wide = "\u2e80" <= before <= "\u9fff" or "\uac00" <= before <= "\ud7af" or "\u0e00" <= before <= "\u0eff"
        if wide:
            return _PRICES["mark"]
        return _PRICES["hard"] + (2.0 if before.isdigit() and after.isdigit() else 0.0)
    if before.isalnum() and not after.isalnum() and after not in _OPENING:
        return _PRICES["hard"] - 1.0
    return _PRICES["mark"] + (3.0 if before.isdigit() or after.isdigit() or before in ".,:" else 0.0)


def _price_at_space(text: str, start: int, left: int, right: int, end: int, words: frozenset[str]) -> float:
    mark = text[left]
    index = left
    while index > start and text[index] in "\"'”’»)]":
        index -= 1
    mark = text[index]
    following = text[right] if right < end else ""
    if (
        mark in _SENTENCE
        and following.isupper()
        and index - start > 3
        and text[index - 2].isalnum()
        and text[index - 3].isalpha()
    ):
        return _PRICES["sentence"] + 0.5
    if mark in _STRONG:
        return _PRICES["strong"]
    if following in _DASHES or mark in _DASHES:
        return _PRICES["strong"] + 0.5
    if mark in _COMMA:
        return _PRICES["comma"] - (0.5 if _begins_clause(text, right, words) else 0.0)
    if (following and following in _OPENING) or text[left] in _CLOSING:
        return _PRICES["comma"] + 1.0
    price = _PRICES["word"] - (0.7 if _begins_clause(text, right, words) else 0.0)
    if mark.isdigit() and following.isdigit():
        return price + 2 * _BOUND
    word = index
    while word > start and not text[word - 1].isspace() and index - word < 24:
        word -= 1
    if (following.isupper() and text[word].isupper()) or mark.isdigit() or following.isdigit() or mark == ".":
        return price + _BOUND
    return price


def _begins_clause(text: str, at: int, words: frozenset[str]) -> bool:
    word = _WORD.match(text, at)
    return word is not None and word.group().lower() in words


def _joined(before: str, after: str) -> bool:
    """Whether two characters make one for the reader: a combining mark, a joiner, a flag, the halves of a pair."""
    return (
        unicodedata.category(after) in ("Mn", "Mc", "Me")
        or before in "\u200d\u034f"
        or after in "\u200d\u200c\ufe0e\ufe0f"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or ("\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= after <= "\U0001f1ff")
        or ("\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff")
        or "\U000e0020" <= after <= "\U000e007f"
        or (before == "\r" and after == "\n")
        or ("\u1160" <= after <= "\u11ff" and "\u1100" <= before <= "\u11ff")
    )
