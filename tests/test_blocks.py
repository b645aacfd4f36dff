"""Blocks in few bytes are the blocks that were put in."""

from __future__ import annotations

import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.blocks import IN_MEMORY, Blocks, block_id
from tts.model import Annotation, Block, BlockKind

BLOCKS = st.lists(
    st.builds(
        Block,
        st.sampled_from(["", "b001", "b002", "b٣", "b1", "c7"]),
        st.sampled_from(BlockKind),
        st.text(st.characters()),
        st.sampled_from(["en", "kk"]),
        st.integers(0, 6),
        st.sampled_from([(), (Annotation(0, 1, "emphasis"),)]),
    ),
    max_size=6,
    unique_by=lambda block: block.id,
)


@given(BLOCKS, st.sampled_from([0, 4, IN_MEMORY]))
def test_blocks_come_out_as_they_went_in(given_: list[Block], in_memory: int):
    """Each of them, by number, by id and in a slice; with any id and any text, wherever that lies."""
    with patch("tts.blocks.IN_MEMORY", in_memory):
        blocks = Blocks(given_)
    assert blocks == tuple(given_)
    assert tuple(given_) == blocks
    assert hash(blocks) == hash(Blocks(given_))
    assert list(blocks[1:]) == given_[1:]
    assert blocks != tuple(given_[1:]) or not given_
    for number, block in enumerate(given_):
        assert blocks[number] == blocks.of(block.id) == block
        assert blocks.number(block.id) == number
        assert blocks[number - len(given_)] == block
    for missing in {block_id(0), block_id(1), "b1", "b1000", "d"} - {block.id for block in given_}:
        assert blocks.number(missing) == -1
        assert blocks.of(missing) is None
    with pytest.raises(IndexError):
        _ = blocks[len(given_)]


def paragraphs(text: str, count: int) -> Blocks:
    """So many, each with its number before the text."""
    return Blocks(Block(block_id(number), BlockKind.PARAGRAPH, f"{number} {text}", "en") for number in range(count))


#: Curly quotation marks cost two bytes more, and not a byte more for every letter.
TEXT = "“We have come to talk,” said the minister, “and to listen.” " * 3


@pytest.mark.parametrize(("count", "share"), [(1000, 1.4), (20_000, 0.2)])
def test_they_take_hardly_more_than_their_text(count: int, share: float):
    """And those of a book much less."""
    tracemalloc.start()
    try:
        blocks = paragraphs(TEXT, count)
        assert len(blocks) == count
        assert tracemalloc.get_traced_memory()[0] < share * count * len(TEXT.encode())
    finally:
        tracemalloc.stop()


def test_threads_read_side_by_side():
    """Each gets the blocks of a book that it asks for."""
    blocks = paragraphs(TEXT, 5000)

    def wrong(first: int) -> list[int]:
        return [number for number in range(first, 5000, 3) if blocks[number].text != f"{number} {TEXT}"]

    with ThreadPoolExecutor(4) as threads:
        assert not any(threads.map(wrong, range(8)))
