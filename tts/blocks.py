"""The blocks of an article in few bytes.

As objects they take three bytes of memory for every character of an article; here they take hardly more than its text does in
UTF-8.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from tts.model import Annotation, Block, BlockKind


class Blocks(Sequence[Block]):
    """Blocks in reading order, each made anew when it is asked for. It is equal to any sequence of the same blocks."""

    def __init__(self, blocks: Iterable[Block] = ()) -> None:
        self._text = bytearray()  # UTF-8
        self._ends = array("Q", [0])  # where each ends in it, after the first one's start
        self._looks: dict[tuple[BlockKind, str, int], tuple[BlockKind, str, int]] = {}
        self._look: list[tuple[BlockKind, str, int]] = []  # kind, language, level: few are different
        self._ids: dict[int, str] = {}  # those that do not follow from the number, and the other way round
        self._numbers: dict[str, int] = {}
        self._last: Block | None = None
        self._annotations: dict[int, tuple[Annotation, ...]] = {}
        for block in blocks:
            self.append(block)

    def append(self, block: Block) -> None:
        """Add one at the end."""
        number = len(self._look)
        self._text += block.text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._text))
        look = block.kind, block.lang, block.level
        self._look.append(self._looks.setdefault(look, look))
        if block.id != block_id(number):
            self._ids[number] = block.id
            self._numbers[block.id] = number
        if block.annotations:
            self._annotations[number] = block.annotations

    def number(self, an_id: str) -> int:
        """How many come before the one with this id; -1 where none has it."""
        if (number := self._numbers.get(an_id, -1)) >= 0:
            return number
        digits = an_id[1:]
        number = int(digits) - 1 if len(digits) < 10 and digits.isdecimal() else -1
        return number if 0 <= number < len(self) and number not in self._ids and block_id(number) == an_id else -1

    def of(self, an_id: str) -> Block | None:
        """The one with this id; the last that was asked for is at hand, as many segments in a row are of one block."""
        if not self._last or self._last.id != an_id:
            number = self.number(an_id)
            self._last = self[number] if number >= 0 else None
        return self._last

    def __len__(self) -> int:
        return len(self._look)

    @overload
    def __getitem__(self, at: int) -> Block: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Block]: ...
    def __getitem__(self, at: int | slice) -> Block | Sequence[Block]:
        if isinstance(at, slice):
            return Blocks(self._made(number) for number in range(*at.indices(len(self))))
        return self._made(range(len(self))[at])

    def __iter__(self) -> Iterator[Block]:
        return map(self._made, range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def _made(self, number: int) -> Block:
        kind, lang, level = self._look[number]
        text = self._text[self._ends[number] : self._ends[number + 1]].decode("utf-8", "surrogatepass")
        return Block(
            self._ids.get(number, block_id(number)), kind, text, lang, level, self._annotations.get(number, ())
        )


def block_id(number: int) -> str:
    """The id of the block that so many come before.

    >>> block_id(0)
    'b001'
    """
    return f"b{number + 1:03}"
