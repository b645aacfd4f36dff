"""Which language a text is in, from its script and its most frequent small words (`data/languages.toml`).

Meant to choose a voice: it separates the languages of the table, and answers nothing rather than guess from a few letters.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import NamedTuple

#: What a text is taken for when nothing tells.
DEFAULT = "en"

_SAMPLE = 20_000  # characters; more changes no decision
_TAG = r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*"


class _Language(NamedTuple):
    tag: str
    words: frozenset[str]
    letters: frozenset[str]


class _Table(NamedTuple):
    scripts: dict[str, re.Pattern[str]]  # one letter of the script
    by_script: dict[str, list[_Language]]
    script_of: dict[str, str]


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
    scores = _scores(text[:_SAMPLE])
    return scores[0][0] if scores and scores[0][1] > 0 else ""


def differs(text: str, lang: str) -> str:
    """The language of a block whose script, or whose small words, are clearly not those of `lang`; otherwise empty.

    "Clearly" means most letters of another script, or at least twelve words of which a fifth are small words of the other
    language and three times as many as of `lang`.
    """
    table = _table()
    own = lang.split("-", maxsplit=1)[0].lower()
    script = table.script_of.get(own, "")
    if not script:
        return ""
    found = _script(text[:_SAMPLE])
    if found and found != script and {found, script} != {"Kana", "Han"}:
        return detect(text)
    if len(text) < 40:
        return ""
    scores = _scores(text[:_SAMPLE])
    words = len(text[:_SAMPLE].split())
    ours = next((score for tag, score in scores if tag == own), 0.0)
    if words >= 12 and scores and scores[0][0] != own and scores[0][1] >= max(0.2, 3 * ours):
        return scores[0][0]
    return ""


@cache
def _table() -> _Table:
    data = tomllib.loads(files("tts.readers").joinpath("data/languages.toml").read_text(encoding="utf-8"))
    scripts = {name: re.compile(f"[{ranges}]") for name, ranges in data["scripts"].items()}
    by_script: dict[str, list[_Language]] = {}
    for tag, entry in data["languages"].items():
        language = _Language(tag, frozenset(entry.get("words", "").split()), frozenset(entry.get("letters", "")))
        by_script.setdefault(entry["script"], []).append(language)
    return _Table(scripts, by_script, {tag: entry["script"] for tag, entry in data["languages"].items()})


def _script(text: str) -> str:
    """The script of most letters. One kana among eight ideographs is Japanese: Chinese has none."""
    if text.isascii():
        return "Latin" if any(map(str.isalpha, text)) else ""
    counts = {name: len(letter.findall(text)) for name, letter in _table().scripts.items()}
    if counts["Kana"] * 8 >= counts["Han"] > 0:
        counts["Kana"] += counts["Han"]
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def _scores(text: str) -> list[tuple[str, float]]:
    """Languages of the text's script with the share of its words that are small words of theirs, the best first."""
    script = _script(text)
    languages = _table().by_script.get(script, [])
    if len(languages) == 1 or (languages and not any(language.words for language in languages)):
        return [(languages[0].tag, 1.0)]
    lower = text.lower()
    words = Counter(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lower))
    total = words.total() or 1
    letters = Counter(lower)
    scores = []
    for language in languages:
        share = sum(count for word, count in words.items() if word in language.words) / total
        own = sum(letters[letter] for letter in language.letters) / max(1, len(text))
        scores.append((language.tag, share + min(0.5, 20 * own)))
    return sorted(scores, key=lambda item: -item[1])
