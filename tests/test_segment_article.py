"""Segments of an article's blocks."""

from __future__ import annotations

import pytest

from tts.model import Article, Block, BlockKind
from tts.segment import segments


def article(*blocks: Block) -> Article:
    return Article(title="", lang="en", byline="", date="", dateline="", source="-", blocks=blocks)


def texts(kind: BlockKind, text: str, lang: str = "en") -> list[str]:
    return [segment.text for segment in segments(article(Block("b001", kind, text, lang)))]


def test_ids_join_the_block_and_the_number_of_the_sentence() -> None:
    blocks = [Block(f"b00{number}", BlockKind.PARAGRAPH, "He left. She stayed.", "en") for number in (1, 2)]
    assert [segment.id for segment in segments(article(*blocks))] == ["b001s01", "b001s02", "b002s01", "b002s02"]


def test_a_segment_knows_its_block_and_its_place_in_it() -> None:
    block = Block("b003", BlockKind.PARAGRAPH, "He left.  She stayed.", "en")
    last = list(segments(article(block)))[-1]
    assert (last.block, last.start, last.end, last.text) == (block, 10, 21, "She stayed.")


@pytest.mark.parametrize("kind", [BlockKind.FIGURE, BlockKind.TABLE, BlockKind.CODE])
def test_a_line_feed_always_ends_a_segment_where_text_is_one_piece_a_line(kind: BlockKind) -> None:
    assert texts(kind, "a long line that could be wrapped\nand goes\non") == [
        "a long line that could be wrapped",
        "and goes",
        "on",
    ]


def test_a_line_feed_in_a_paragraph_that_was_wrapped_ends_nothing() -> None:
    assert texts(BlockKind.PARAGRAPH, "It was a cold\nnight in the city.") == ["It was a cold\nnight in the city."]


def test_a_dateline_is_one_segment() -> None:
    assert texts(BlockKind.DATELINE, "ASTANA. Aug. 22. KAZINFORM") == ["ASTANA. Aug. 22. KAZINFORM"]


def test_a_heading_without_a_full_stop_inside_is_one_segment() -> None:
    assert texts(BlockKind.HEADING, "Gen. Smith vs. the U.S. Army: What Next?") == [
        "Gen. Smith vs. the U.S. Army: What Next?"
    ]


def test_each_block_is_split_by_the_rules_of_its_own_language() -> None:
    assert texts(BlockKind.PARAGRAPH, "Он живет в г. Алматы. Это так.", "ru-RU") == [
        "Он живет в г. Алматы.",
        "Это так.",
    ]


def test_an_article_without_blocks_has_no_segments() -> None:
    assert list(segments(article())) == []
