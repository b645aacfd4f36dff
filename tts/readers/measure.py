"""What the elements of a page hold, counted in one pass from the leaves up, so that no page takes quadratic time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
    """

    letters: int = 0
    kept: int = 0
    linked: int = 0
    links: int = 0
    structure: bool = False

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


def measure(root: Element, witness: str) -> Measures:
    """Count what every element of a page holds.

    Args:
        root: The page.
        witness: Text of the article, as far as is known; a paragraph a line.
    """
    lines = frozenset(map(bare, witness.split("\n"))) - {""}
    flat = "".join(map(bare, witness.split("\n")))
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    order = {element: index for index, element in enumerate(elements)}
    of = {element: Measure() for element in elements}
    telling: list[int] = []
    for element in reversed(elements):
        own = of[element]
        if element.tag not in _SILENT:
            for text in (element.text, *(child.tail for child in element)):
                letters = bare(text) if text else ""
                own.letters += len(letters)
                if letters and (letters in flat if len(letters) >= _TELLING else letters in lines):
                    own.kept += len(letters)
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
    return Measures(of, order, min(telling, default=0), max(telling, default=len(elements)), bool(telling), len(flat))
