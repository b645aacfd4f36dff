"""What an article is called where a list has it: players, the articles that were begun, the desktop.

An article without a headline is listed by the sentence its story begins with. That is a name only: no reading
begins with it, and no transcript or manifest takes it for a headline.
"""

from __future__ import annotations

from tts.model import Article, BlockKind
from tts.segment import sentences

#: Longest name made of a sentence, in characters: lists show hardly more.
_LONGEST = 100

#: What opens an article and is not its story.
_BEFORE = frozenset({BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.FIGURE, BlockKind.NOTE})


def shown_title(article: Article) -> str:
    """The headline in one line; without one, how the story begins, cut after a word where it is long; empty without a story.

    >>> from tts import read_article
    >>> shown_title(read_article("date 2016-08-22 ASTANA. KAZINFORM The minister has come. He stays.\\n"))
    'The minister has come'
    """
    if headline := " ".join(article.title.split()):
        return headline
    story = next((block for block in article.blocks if block.kind not in _BEFORE), None)
    if not story:
        return ""
    opening = story.text[: 10 * _LONGEST]  # where that is one sentence, no more of it is shown
    first = " ".join(sentences(opening, story.lang)[0].split())
    if len(first) <= _LONGEST:
        return first.removesuffix(".")
    cut = first.rfind(" ", _LONGEST // 2, _LONGEST)
    return f"{first[: cut if cut > 0 else _LONGEST - 1].rstrip(' ,;:–—-')}…"
