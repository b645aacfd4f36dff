"""From a draft to an article: the wire-service head, languages, ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts.blocks import Blocks, block_id
from tts.errors import ArticleError
from tts.model import Annotation, Article, Block, BlockKind, Omission
from tts.readers import language, wire
from tts.readers.draft import DraftBlock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts.readers.draft import Draft

#: A wire-service head stands in one of the first paragraphs: a summary or a picture may come before it.
_HEAD_WITHIN = 3


def assemble(draft: Draft, source: str, lang: str = "") -> Article:
    """Make an article of a draft.

    Args:
        draft: What the reader found.
        source: Where it was read from.
        lang: BCP 47 tag that the caller states; it wins over what is declared and what is detected.

    Raises:
        ArticleError: There is nothing to be read in it.
    """
    if not draft.blocks:
        raise ArticleError("there is no article in it", source, "Give a page or a file that has an article's text")
    head = _split_head(draft)
    article_lang = lang or draft.lang or language.detect(_sample(draft)) or language.DEFAULT
    blocks = Blocks(_block(number, block, article_lang) for number, block in enumerate(_given_away(draft.blocks)))
    return Article(
        title=draft.title,
        lang=article_lang,
        byline=draft.byline,
        date=draft.date or (head.date if head else ""),
        dateline=head.dateline if head else "",
        source=source,
        blocks=blocks,
        omissions=tuple(draft.omissions),
        metadata=draft.metadata,
    )


def _given_away(blocks: list[DraftBlock]) -> Iterator[DraftBlock]:
    """Blocks in order that are held no longer than they are worked on: of a long article, nothing is held twice."""
    blocks.reverse()
    while blocks:
        yield blocks.pop()


def _block(number: int, block: DraftBlock, article_lang: str) -> Block:
    lang = block.lang
    if not lang:
        code = block.kind is BlockKind.CODE
        lang = article_lang if code else language.differs(block.text, article_lang) or article_lang
    return Block(block_id(number), block.kind, block.text, lang, block.level, tuple(block.annotations))


def _sample(draft: Draft) -> str:
    """Enough of the article to tell its language by: code and what declares its own language aside."""
    pieces: list[str] = []
    length = 0
    for block in draft.blocks:
        if block.kind is not BlockKind.CODE and not block.lang:
            pieces.append(block.text)
            length += len(block.text)
            if length > 20_000:
                break
    return "\n".join(pieces)


def _split_head(draft: Draft) -> wire.Head | None:
    """Give the wire-service head that opens the story a block of its own."""
    seen = 0
    for index, block in enumerate(draft.blocks):
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        if head := wire.head(block.text):
            left, right = _split(block.annotations, head.end, head.story)
            pieces = [
                DraftBlock(BlockKind.DATELINE, block.text[: head.end], 0, block.lang, left),
                DraftBlock(block.kind, block.text[head.story :], block.level, block.lang, right),
            ]
            if not head.dateline:
                draft.omissions.append(Omission(pieces.pop(0).text, "publication-date"))
            draft.blocks[index : index + 1] = [piece for piece in pieces if piece.text]
            return head
        seen += 1
        if seen == _HEAD_WITHIN:
            return None
    return None


def _split(annotations: object, end: int, story: int) -> tuple[list[Annotation], list[Annotation]]:
    """Annotations of what stands before `end` and of what stands from `story` on."""
    left: list[Annotation] = []
    right: list[Annotation] = []
    for annotation in annotations:  # type: ignore[attr-defined]
        if annotation.start < end:
            left.append(annotation._replace(end=min(annotation.end, end)))
        if annotation.end > story:
            right.append(annotation._replace(start=max(annotation.start, story) - story, end=annotation.end - story))
    return left, right
