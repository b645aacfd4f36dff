"""Web pages: the article and its structure; navigation, advertisements and the rest are left out by rule."""

from __future__ import annotations

import re

from tts.model import BlockKind, Omission
from tts.readers import dates, lists, markup, metadata, opening, page, signature, tree, wire
from tts.readers.draft import Draft, DraftBlock


def read(text: str, name: str = "") -> Draft:
    """The article of a page.

    Raises:
        ArticleError: No elements, or nested deeper than can be read.
    """
    root = tree.parse(text, name)
    facts = metadata.read(root)
    draft = Draft(byline=facts.authors, date=facts.date, lang=facts.lang, metadata=facts.others)
    choices = page.choose(root, facts)
    markup.read_tree(root, draft, choices)
    _front(draft, facts)
    if not draft.byline:
        draft.byline, day = signature.find(root)
        draft.date = draft.date or day
    return draft


def _front(draft: Draft, facts: metadata.Facts) -> None:
    """The title comes first, whatever the page puts above it; byline and day give what the page does not declare."""
    blocks = draft.blocks
    title = next((block for block in blocks if block.kind is BlockKind.TITLE), None)
    if title:
        blocks.remove(title)
    elif facts.titles:
        title = DraftBlock(BlockKind.TITLE, facts.titles[0])
    if title and blocks:
        blocks.insert(0, title)
        draft.title = title.text
    opening.mark(draft)
    for block in list(blocks):
        if block.kind is BlockKind.BYLINE and block.text.casefold() in lists.names("bylines"):
            blocks.remove(block)  # the name stood in a part that was left out
            draft.omissions.append(Omission(block.text, "byline-without-name"))
        elif block.kind is BlockKind.BYLINE and not draft.byline:
            draft.byline = opening.byline(block.text) or re.sub(r"\s+", " ", block.text)
        elif block.kind is BlockKind.DATELINE:
            head = wire.head(block.text)
            if head and head.dateline:
                block.kind = BlockKind.PARAGRAPH  # `assemble` knows what to do with it
            else:
                opening.leave_day(draft, block, dates.iso(block.text))
