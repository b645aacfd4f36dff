"""Which language a text is in, from its script and its most frequent small words (`data/languages.tsv`).

Meant to choose a voice: it separates the languages of the table, and answers nothing rather than guess from a few letters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cache
from typing import NamedTuple

from tts.readers import lists

#: What a text is taken for when nothing tells.
DEFAULT = "en"

_SAMPLE = 20_000  # characters; more changes no decision
_FEWEST = 12  # words; fewer tell no language from its neighbour
_FAMILIAR = 0.15  # share of small words of a language from which a block is taken for it without asking further
_TAG = r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*"


class _Language(NamedTuple):
    tag: str
    script: str
    letters: frozenset[str]
    words: frozenset[str]


def clean_tag(tag: str) -> str:
    """A language tag as BCP 47 writes it (RFC 5646, section 2.1.1), or empty if it is none.

    >>> clean_tag(" EN_us ")
    'en-US'
    """
    tag = tag.strip()
    if not re.fullmatch(_TAG, tag):
        return ""
    first, *rest = tag.replace("_", "-").split("-")
    forms = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(forms.get(len(part), str.lower)(part) for part in rest)])


def detect(text: str) -> str:
    """The most likely language of a text as a BCP 47 tag, or empty where nothing decides."""
    text = text[:_SAMPLE]
    tag, share = max(_shares(text, _script(text)).items(), key=lambda item: item[1], default=("", 0.0))
    return tag if share > 0 else ""


def likelihood(text: str) -> float:
    """How much a text reads like the language it most looks like: its share of frequent words, with what its letters add."""
    text = text[:_SAMPLE]
    return max(_shares(text, _script(text)).values(), default=0.0)


def differs(text: str, lang: str) -> str:
    """The language of a block whose script, or whose small words, are clearly not those of `lang`; otherwise empty.

    "Clearly" means most letters of another script, or at least twelve words of which a fifth are small words of the other
    language and three times as many as of `lang`. Most blocks are cleared by their script and by the small words of `lang` that
    they hold; only of the others is it asked what else they may be.
    """
    own = _languages().get(lang.split("-", maxsplit=1)[0].lower())
    if own is None:
        return ""
    text = text[:_SAMPLE]
    script = _script(text)
    if script and script != own.script and {script, own.script} != {"Kana", "Han"}:
        return detect(text)
    words = text.lower().split()
    if len(text) < 40 or len(words) < _FEWEST or sum(map(own.words.__contains__, words)) >= _FAMILIAR * len(words):
        return ""
    shares = _shares(text, script)
    tag, share = max(shares.items(), key=lambda item: item[1], default=("", 0.0))
    return tag if tag != own.tag and share >= max(0.2, 3 * shares.get(own.tag, 0.0)) else ""


@cache
def _languages() -> dict[str, _Language]:
    table = {}
    for row in lists.rows("languages.tsv"):
        tag, script, letters, words = [*row, "", ""][:4]
        table[tag] = _Language(tag, script, frozenset(letters), frozenset(words.split()))
    return table


@cache
def _ranges() -> list[tuple[int, int, str]]:
    """The first and last code points of the ranges of letters, in order, and the script each belongs to."""
    ranges = []
    for name, points in lists.rows("scripts.tsv"):
        for piece in points.split():
            first, _, last = piece.partition("-")
            ranges.append((int(first, 16), int(last or first, 16), name))
    return sorted(ranges)


@cache
def _tags_of_words(script: str) -> dict[str, list[str]]:
    """Which languages of a script have a small word."""
    tags: dict[str, list[str]] = {}
    for language in _languages().values():
        if language.script == script:
            for word in language.words:
                tags.setdefault(word, []).append(language.tag)
    return tags


def _script(text: str) -> str:
    """The script of most letters. One kana among eight ideographs is Japanese: Chinese has none."""
    if text.isascii():
        return "Latin" if any(map(str.isalpha, text)) else ""
    ranges = _ranges()
    counts: Counter[str] = Counter()
    for letter, count in Counter(text).items():
        place = bisect_right(ranges, ord(letter), key=lambda entry: entry[0]) - 1
        if place >= 0 and ord(letter) <= ranges[place][1]:
            counts[ranges[place][2]] += count
    if counts["Kana"] * 8 >= counts["Han"] > 0:
        counts["Kana"] += counts["Han"]
    return max(counts, key=lambda name: counts[name], default="")


def _shares(text: str, script: str) -> dict[str, float]:
    """For the languages of a script: the share of a text's words that are small words of theirs, more where it has their letters."""
    languages = [language for language in _languages().values() if language.script == script]
    if len(languages) == 1 or not any(language.words for language in languages):
        return {languages[0].tag: 1.0} if languages else {}
    lower = text.lower()
    shares = dict.fromkeys((language.tag for language in languages), 0.0)
    words = Counter(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lower))
    total = words.total() or 1
    tags_of = _tags_of_words(script)
    for word in words.keys() & tags_of.keys():
        for tag in tags_of[word]:
            shares[tag] += words[word] / total
    if not lower.isascii():
        letters = Counter(lower)
        for language in languages:
            own = sum(letters[letter] for letter in language.letters) / max(1, len(text))
            # Neighbours have some letters of a language, too (Kazakh has the ы of Russian): of two the one with more counts.
            shares[language.tag] += min(0.5, 20 * own) + own
    return shares
