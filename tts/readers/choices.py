"""What of a tree is the article: decided by those who know the page, obeyed by the walk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tts.model import BlockKind

Element = Any  # an lxml element: its types are not published

#: The rule by which all is left out that lies outside of the article.
OUTSIDE = "outside-article"


@dataclass(frozen=True, slots=True)
class Choices:
    """What of a tree is the article.

    Attributes:
        main: The element whose content is read; everything else is left out under a rule.
        roles: Elements that are read wherever they stand, and as what: the headline, the byline.
        rule: Name of the rule by which an element is left out, or empty.
        note_marks: Links that are footnote marks.
        notes: Elements that hold a footnote's text.
        titles: Whether an image's `title` is a caption, as it is in Markdown.
    """

    main: Element
    roles: dict[Element, BlockKind] = field(default_factory=dict)
    rule: Callable[[Element], str] = lambda _element: ""
    note_marks: frozenset[Element] = frozenset()
    notes: frozenset[Element] = frozenset()
    titles: bool = False
