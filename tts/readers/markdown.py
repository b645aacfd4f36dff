"""Markdown: CommonMark with tables, footnotes, strikethrough and front matter.

It is rendered to HTML and read as that: one walk knows structure, and HTML inside Markdown (`<sub alias="...">`, `lang=`)
means the same in both.
"""

from __future__ import annotations

import re
from typing import Any

from tts.errors import ArticleError
from tts.model import BlockKind, Omission
from tts.readers import dates, frontmatter, language, markup, notes, opening, rules, tree
from tts.readers.choices import Choices
from tts.readers.draft import Draft, DraftBlock

#: Names that front matter gives to what an article has.
_TITLE, _AUTHOR, _DATE, _LANG = (
    ("title",),
    ("author", "authors", "byline"),
    ("date", "published"),
    ("lang", "language", "locale"),
)
#: Levels of nesting (a list takes two). Without a word the parser drops what is at this level or deeper; its own limit is 20.
_DEEPEST = 50
#: Each that begins no link costs the parser 60 microseconds; a book has some thousands.
_MOST_BRACKETS = 100_000
#: A footnote's text, with its indented paragraphs.
_NOTE = re.compile(
    r"^ {0,3}\[\^(?P<label>[^\]\s]+)\]:.*(?:\n(?![^\S\n]*\n| {0,3}\[\^).*|(?:\n[^\S\n]*)+\n(?: {4}|\t).*)*",
    re.MULTILINE,
)
_METADATA = {"description": "description", "summary": "description", "site": "site", "image": "image"}


def read(text: str, name: str = "") -> Draft:
    """The structure of a Markdown text.

    Raises:
        ArticleError: Nested deeper than is read, or more brackets than an article can have.
    """
    if text.count("[") > _MOST_BRACKETS:
        raise ArticleError(
            f"it has more than {_MOST_BRACKETS:,} opening brackets, which no article has",
            name,
            "Split it into articles, or read it as plain text: give it a name that ends with .txt",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    facts, lines, body = frontmatter.split(text)
    draft = Draft(
        title=_first(facts, _TITLE),
        byline=_first(facts, _AUTHOR),
        date=dates.iso(_first(facts, _DATE)),
        lang=language.clean_tag(_first(facts, _LANG)),
        metadata={ours: facts[theirs] for theirs, ours in _METADATA.items() if facts.get(theirs)},
    )
    above = text[: len(text) - len(body)].count("\n")
    rendered, unmarked = _render(body, name, above)
    root = tree.parse(f"<html><body>{rendered}</body></html>", name)
    marks, texts = notes.find(root)
    choices = Choices(main=root, rule=rules.hidden, note_marks=marks, notes=texts, titles=True)
    markup.read_tree(root, draft, choices)
    _front(draft)
    draft.omissions += [Omission(note, "note-without-mark") for note in unmarked]
    known = {*_TITLE, *_AUTHOR}
    draft.omissions += [
        Omission(line, "front-matter") for line in lines if re.split("[:=]", line)[0].strip().lower() not in known
    ]
    return draft


def _first(facts: dict[str, str], names: tuple[str, ...]) -> str:
    return next((facts[name] for name in names if facts.get(name)), "")


def _render(text: str, name: str, above: int) -> tuple[str, list[str]]:
    """The HTML of a Markdown text, which begins after so many lines of its file, and its notes that no mark leads to."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    options = {"html": True, "maxNesting": _DEEPEST}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"]).use(footnote_plugin)
    env: dict[str, Any] = {}
    tokens = parser.parse(text, env)
    for token in tokens:
        if token.nesting == 1 and token.level >= _DEEPEST - 1:
            raise ArticleError(
                "its quotations and lists are nested too deeply",
                f"{name or 'line'}:{above + (token.map[0] if token.map else 0) + 1}",
                f"Nest them no more than {_DEEPEST // 2 - 1} deep",
            )
    rendered: str = parser.renderer.render(tokens, parser.options, env)
    known = env.get("footnotes", {}).get("refs", {})
    unmarked = [note[0].strip() for note in _NOTE.finditer(text) if known.get(f":{note['label']}", 0) < 0]
    return rendered, unmarked


def _front(draft: Draft) -> None:
    """Title and byline of the front matter are read first; a first heading is the title if there is none or it is the same."""
    blocks = draft.blocks
    first = next((block for block in blocks[:2] if block.kind is BlockKind.HEADING and block.level == 1), None)
    if first and (not draft.title or opening.same(first.text, draft.title)):
        first.kind, first.level = BlockKind.TITLE, 0
        draft.title = draft.title or first.text
    elif draft.title:
        blocks.insert(0, DraftBlock(BlockKind.TITLE, draft.title))
    given = draft.byline
    opening.mark(draft)
    if given and not any(block.kind is BlockKind.BYLINE for block in blocks):
        at = next((i + 1 for i, block in enumerate(blocks) if block.kind is BlockKind.TITLE), 0)
        blocks.insert(at, DraftBlock(BlockKind.BYLINE, given))
