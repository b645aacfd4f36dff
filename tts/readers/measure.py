"""What the elements of a page hold, counted in one pass from the leaves up, so that no page takes quadratic time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tts.readers.elements import INLINE
from tts.readers.letters import bare

Element = Any

_TELLING = 10  # letters; less is found in any text by accident
_SILENT = frozenset({"script", "style", "head", "title", "noscript", "template"})
_STRUCTURE = frozenset({"figure", "table", "pre", "blockquote", "img", "h1", "math"})


@dataclass(slots=True)
class Measure:
    """Counts for an element with all in it.

    Attributes:
        letters: Letters and figures.
        kept: Of those, how many the witness has, too.
        linked: Of those, how many are in links.
        links: Number of links.
        structure: Whether it holds a figure, a table and the like.
        running: Whether the witness has text that stands in it and in no element of its own.
    """

    letters: int = 0
    kept: int = 0
    linked: int = 0
    links: int = 0
    structure: bool = False
    running: bool = False

    @property
    def is_links(self) -> bool:
        """Whether it is a list or a box of links and hardly anything else."""
        return self.links >= 3 and self.linked > 0.8 * self.letters


@dataclass(slots=True)
class Measures:
    """The counts of all elements.

    Attributes:
        of: The counts of each.
        order: The place of each in the document.
        first: Place of the first element whose own text the witness has.
        last: Place of the last.
        kept: Whether the witness has anything of the page.
        witness: Letters and figures of the witness. A page that says a thing twice keeps more.
    """

    of: dict[Element, Measure]
    order: dict[Element, int]
    first: int
    last: int
    kept: bool
    witness: int


class _Witness:
    """The letters of the article, as far as is known."""

    def __init__(self, text: str) -> None:
        self._lines = frozenset(map(bare, text.split("\n"))) - {""}
        self.flat = "".join(map(bare, text.split("\n")))
        self._place = len(self.flat)

    def has_line(self, letters: str) -> bool:
        """Whether it has a paragraph of these letters."""
        return letters in self._lines

    def has(self, letters: str) -> bool:
        """Whether it has them: at a paragraph's length anywhere, else as a whole line. Quick where one is asked from the end to the start."""
        if self.has_line(letters):
            return True
        if len(letters) < _TELLING:
            return False
        found = self.flat.rfind(letters, 0, self._place + len(letters))
        if found < 0:
            found = self.flat.find(letters, self._place)
        if found >= 0:
            self._place = found
        return found >= 0


def _is_paragraph(element: Element) -> bool:
    """Whether it has text in pieces, and no block in it."""
    return len(element) > 0 and element.tag not in INLINE and all(child.tag in INLINE for child in element)


def measure(root: Element, witness: str) -> Measures:
    """Count what every element of a page holds.

    Args:
        root: The page.
        witness: Text of the article, as far as is known; a paragraph a line.
    """
    said = _Witness(witness)
    parts = [element for element in root.iter() if isinstance(element.tag, str)]
    order = {element: index for index, element in enumerate(parts)}
    of = {element: Measure() for element in parts}
    telling: list[int] = []
    for element in reversed(parts):
        own = of[element]
        if element.tag not in _SILENT:
            for text in (element.text, *(child.tail for child in element)):
                letters = bare(text) if text else ""
                own.letters += len(letters)
                if letters and said.has(letters):
                    own.kept += len(letters)
                    own.running = True
                    telling.append(order[element])
        if own.kept < own.letters and _is_paragraph(element) and said.has_line(bare("".join(element.itertext()))):
            own.kept, own.running = own.letters, True
            telling.append(order[element])
        if element.tag == "a":
            own.links, own.linked = own.links + 1, own.letters
        own.structure = own.structure or element.tag in _STRUCTURE
        if (parent := element.getparent()) is not None:
            above = of[parent]
            above.letters += own.letters
            above.kept += own.kept
            above.linked += own.linked
            above.links += own.links
            above.structure = above.structure or own.structure
    return Measures(of, order, min(telling, default=0), max(telling, default=len(parts)), bool(telling), len(said.flat))
