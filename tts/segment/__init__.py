"""Sentences: where one ends, and where a long one can be cut.

Text is preserved by construction: every function answers with spans of the text it was given, and what lies between two
spans is white space. The policy is in `docs/segmentation.md`; the tables of each language are in `languages/`, for
anyone to edit.

    >>> sentences("Gen. Smith spoke at 5 p.m. Monday. Was it late? It was.")
    ['Gen. Smith spoke at 5 p.m. Monday.', 'Was it late?', 'It was.']

Languages are BCP 47 tags of any form (`en`, `kk-Cyrl-KZ`, `und`); one without tables is split by rules that hold everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from tts.model import LINE_KINDS, Article, BlockKind, Segment

__all__ = ["clauses", "segments", "sentences", "spans"]

#: Longest clause, in characters, unless told otherwise: about 15 seconds of speech, and less than engines with a limit take.
DEFAULT_LIMIT = 240


def spans(text: str, lang: str = "en") -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences of a text, in order.

    Args:
        text: Any text. Blank lines end paragraphs and so sentences; a single line feed does where the line was ended on purpose.
        lang: BCP 47 tag.
    """
    return _spans(text, lang, lines=False)


def sentences(text: str, lang: str = "en") -> list[str]:
    """The sentences of a text; white space aside, joined they are the text."""
    return [text[start:end] for start, end in spans(text, lang)]


def segments(article: Article) -> Iterator[Segment]:
    """The segments of an article in reading order, with ids such as `b003s02`.

    A dateline is one segment. A heading or byline is one unless it holds several sentences. In figures, tables and code a line feed
    always ends a segment.
    """
    for block in article.blocks:
        if block.kind is BlockKind.DATELINE:
            found = iter([_stripped(block.text)])
        else:
            found = _spans(block.text, block.lang, lines=block.kind in LINE_KINDS)
        for number, (start, end) in enumerate(found, 1):
            if start < end:
                yield Segment(f"{block.id}s{number:02d}", block, start, end)


def clauses(text: str, lang: str = "en", limit: int = DEFAULT_LIMIT) -> list[tuple[int, int]]:
    """Spans of at most `limit` characters, cut at the best places, that cover all of a text but white space.

    A place inside a word is taken only where there is no other; one inside a character (a letter and its accents, an emoji
    of several parts) only where the character alone is longer than the limit. A limit below 1 counts as 1. The words that
    begin clauses are those of the language's own table and, as texts are mixed, of the chief languages (`[clauses]`).
    """
    from tts.segment.breath import cut
    from tts.segment.rules import rules_for

    return list(cut(text, 0, len(text), limit, rules_for(lang).clauses))


def _spans(text: str, lang: str, *, lines: bool) -> Iterator[tuple[int, int]]:
    from tts.segment import boundaries, paragraphs
    from tts.segment.rules import rules_for

    rules = rules_for(lang)
    for start, end in paragraphs.pieces(text, lines=lines):
        yield from boundaries.sentences(text, start, end, rules)


def _stripped(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    return start, max(start, len(text.rstrip()))
