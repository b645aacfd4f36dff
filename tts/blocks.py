"""The blocks of an article in few bytes.

As objects they take three bytes of memory for every character of an article; here they take hardly more than its text does in
UTF-8, and the text of a book lies in a temporary file.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, overload

from tts.model import Annotation, Block, BlockKind

if TYPE_CHECKING:
    from tts.temporary import Shelf

#: Text that is held in memory, in bytes.
IN_MEMORY = 1 << 18


class Blocks(Sequence[Block]):
    """Blocks in reading order, each made anew when it is asked for. It is equal to any sequence of the same blocks.

    Raises:
        OutputError: Here and when one is appended or asked for: no room for temporary files.
    """

    def __init__(self, blocks: Iterable[Block] = ()) -> None:
        self._text = bytearray()  # UTF-8, of those at the end
        self._shelf: Shelf | None = None  # of those before them
        self._ends = array("Q", [0])  # where each ends in the text, after the first one's start
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
        text = block.text.encode("utf-8", "surrogatepass")
        self._text += text
        self._ends.append(self._ends[-1] + len(text))
        look = block.kind, block.lang, block.level
        self._look.append(self._looks.setdefault(look, look))
        if block.id != block_id(number):
            self._ids[number] = block.id
            self._numbers[block.id] = number
        if block.annotations:
            self._annotations[number] = block.annotations
        if len(self._text) > IN_MEMORY:
            self._put_away()

    def number(self, an_id: str) -> int:
        """How many come before the one with this id; -1 where none has it."""
        if (number := self._numbers.get(an_id, -1)) >= 0:
            return number
        digits = an_id[1:]
        number = int(digits) - 1 if len(digits) < 10 and digits.isdecimal() else -1
        return number if 0 <= number < len(self) and number not in self._ids and block_id(number) == an_id else -1

    def of(self, an_id: str) -> Block | None:
        """The one with this id; the last that was asked for is at hand, as many segments in a row are of one block."""
        last = self._last  # of this thread: another may put its own there
        if not last or last.id != an_id:
            number = self.number(an_id)
            last = self._last = self[number] if number >= 0 else None
        return last

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

    def _put_away(self) -> None:
        from tts.temporary import Shelf  # 10 ms, which no article has to wait for that is heard at once

        if self._shelf is None:
            self._shelf = Shelf()
        self._shelf.append(self._text)
        self._text.clear()

    def _utf8(self, first: int, end: int) -> bytes | bytearray:
        on_shelf = len(self._shelf) if self._shelf else 0
        if self._shelf and first < on_shelf:
            return self._shelf.part(first, end)
        return self._text[first - on_shelf : end - on_shelf]

    def _made(self, number: int) -> Block:
        kind, lang, level = self._look[number]
        text = self._utf8(self._ends[number], self._ends[number + 1]).decode("utf-8", "surrogatepass")
        return Block(
            self._ids.get(number, block_id(number)), kind, text, lang, level, self._annotations.get(number, ())
        )


def block_id(number: int) -> str:
    """The id of the block that so many come before.

    >>> block_id(0)
    'b001'
    """
    return f"b{number + 1:03}"
