"""Blocks in few bytes are the blocks that were put in."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.blocks import Blocks, block_id
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


@given(BLOCKS)
def test_blocks_come_out_as_they_went_in(given_: list[Block]):
    """Each of them, by number, by id and in a slice; with any id and any text."""
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


def test_they_take_hardly_more_than_their_text():
    """Curly quotation marks cost two bytes more, and not a byte more for every letter."""
    text = "“We have come to talk,” said the minister, “and to listen.” " * 3

    def held(count: int) -> int:
        tracemalloc.start()
        try:
            blocks = Blocks(Block(block_id(number), BlockKind.PARAGRAPH, text, "en") for number in range(count))
            assert len(blocks) == count
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    assert held(2000) < 1.4 * 2000 * len(text.encode())
