"""The marks and shapes that the engine looks for, the same for every language."""

from __future__ import annotations

import re
from functools import lru_cache

from tts.pattern import Pattern

#: How far from a terminator anything is looked at, in characters.
REACH = 48

#: Terminators that need no white space after them: CJK full-width, Indic, Ethiopic, Burmese, Khmer, Armenian, Tibetan.
SELF_SUFFICIENT = "。！？｡।॥።፧፨။៕։༎"
TERMINATORS = ".!?…‽⁇⁈⁉‼؟۔" + SELF_SUFFICIENT
#: Bidirectional marks and joiners stand between a stop and what follows it without meaning anything.
INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
QUOTES = frozenset("\"'“”‘’«»‹›„‚`´″」』")
CLOSING = "\"'“”‘’«»‹›„‚`´″)\\]}*_」』）】》〉〕］｝" + INVISIBLE
OPENING_QUOTES = ("“", '"', "«", "„", "‘", "'", "‹")
#: What the items of a list begin with.
BULLETS = frozenset("*•·▪◦●■‣⁃")
DASHES = frozenset("-–—―‒−‐‑")


@lru_cache(maxsize=16)
def candidates(more: str = "", fewer: str = "") -> re.Pattern[str]:
    """What to judge: a terminator (a spaced ellipsis is one) and what follows.

    Its groups are the terminator, the closing marks, the white space, the opening marks, the word.
    """
    marks = "".join(mark for mark in TERMINATORS + more if mark not in fewer)
    # Not `(?:...)*+`: Python before 3.11.5 reads on where an iteration of a possessive group has failed half way.
    # `[x][x]*` and not `[x]+`: what begins with a set of characters is searched for twice as fast.
    return re.compile(
        rf"([{marks}][{marks}]*+(?:[ \u00a0](?:\.++(?!\w)|(?<=….)…++))*)([{CLOSING}]*+)(?:(\s++)([^\w\s{TERMINATORS}]*+)(\w*+))?+"
    )


#: What follows a stop: the opening marks (`- ¿` and `- -` are two) and the word.
FURTHER = Pattern(rf"\s*([^\w\s{TERMINATORS}]*(?:[ \u00a0]-+)?(?:[ \u00a0][¿¡]+)?)\s*(\w*)")
REFERENCES = Pattern(
    r"(?:[ \u00a0]?\[(?:\d{1,3}|[a-z]|note \d{1,3}|better source needed|citation needed)(?:\s?[,–-]\s?\d{1,3})*\]\.?)+(?=\s|\Z)"
)
#: Quotation marks that were left as a page's source has them: `&#39;&#39;`.
ENTITIES = Pattern(r"(?:&(?:#\d{2,4}|quot|apos|[rl][sda]quo);)+(?=\s)")
SUPERSCRIPT = Pattern(r"(?:\d{1,3}(?:[,–-]\d{1,3})*|[⁰¹²³⁴-⁹]+)(?=\s+[\"“‘(]?[^\W\d_a-z])")
#: A reference mark that lost its brackets or its raised place: "due to minority rights. 4 Even though".
SPACED_NUMBER = Pattern(r"[ \u00a0]\d{1,2} ([^\W\d_]+)")
#: A straight quotation mark, which is no gershayim inside a Hebrew acronym.
STRAIGHT = Pattern(r'(?<!\w)"|"(?!\w)')
#: A dash and a name, and nothing more: who said it, or whose remark it is in brackets.
BY_LINE = Pattern(r"\s*[–—―-]{1,2}\s?(?:[^\W\d_a-z][\w.’'-]*,?\s?){1,5}(?:\)|\Z)")
SPACED_STRAIGHT = Pattern(r"\s+\"(?=\s|\Z)")
#: An opening mark that stands alone closes what was opened: `for these things. “ He also said`.
SPACED_OPENING = Pattern(r"\s+[“\"](?=\s|\Z)")
SPACED_CLOSE = Pattern(r"\s+[”’»)\]]+(?=[\s,.;:]|\Z)")
EMOTICON = Pattern(
    r"\s+(?:[:;=8xX][-'^o]?[)(DdPpOo/|\]\[3*]+|\^[_.-]*\^|<3+|[\U0001f300-\U0001faff\u2600-\u27bf][\ufe0f\u200d\U0001f300-\U0001faff\u2640\u2642]*)+(?=\s|\Z)"
)
ASIDE = Pattern(r"\s+\([^()]{1,80}\)(?:[,;:]|\s+[a-zа-яёәғқңөұүһі])")
CITATION = Pattern(r"\s+\((?:[^()]{0,60}\d[^()]{0,30}|[\w.]+(?:\s[\w.]+)?)\)[.,;:]")
YEAR = Pattern(r"\s+\((?:\d{4}|[^()]{1,40},\s\d{4})\)")
INTERLUDE = Pattern(r"[?!,.…»”\"]\s*[–—-]\s[^\W\d_]")
TIME_OF_PLACE = Pattern(r"\s+\w+(?: \w+)? time\b")
#: A figure of a time: `5:30`, `2010-2012`, `1970-х`, `XIX`.
TIME_FIGURE = Pattern(r"(?:[\d:.–—-]+|[ivxlc–—-]+)(?:-\w{1,3})?\Z")
#: A figure, or one with the ending of its case: 1898, 1970-х.
DECADE = Pattern(r".*\d(?:-?\w{1,3})?\Z")
ROMAN = Pattern(r"[IVXLC]+\Z")
#: What the number of a figure or a table looks like, after its word.
LABEL = Pattern(r"(\w+) \d{1,3}[a-z]?\Z")
#: The number of an item, at a sentence's beginning and before a stop.
ITEM = Pattern(r"(\d{1,2})\.\s")
MARKER = Pattern(r"[•⁃·▪*–(\[ -]{0,3}(?:\d{1,3}(?:\.\d{1,3}){0,3}|[^\W\d_]|[ivxlcIVXLC]{1,5})\Z")
MIXED_WORD = Pattern(r"[^\W\d_][\w'’]*(?=[\s,;:!?…\"”’»)]|\.(?:\s|\Z)|\Z)")
ADDRESS = Pattern(r"://|www\.|@|\\|/")
RESUMED = Pattern(r"\s+(?:\.{2,}|…)\w")
LONE_QUESTION = Pattern(r"\s*\w+(?:\s\w+){0,2}\?")
