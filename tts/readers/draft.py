"""What a reader hands over: an article that has no ids and no language yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tts.model import Annotation, BlockKind, Omission


@dataclass(slots=True, eq=False, repr=False)
class DraftBlock:
    """A block on its way. Two that read alike are still two blocks.

    Attributes:
        kind: What it is.
        text: Its text as written, no white space at either end.
        level: As in `tts.model.Block`.
        lang: BCP 47 tag where the source declares one, otherwise empty.
        annotations: Ordered by start.
    """

    kind: BlockKind
    text: str
    level: int = 0
    lang: str = ""
    annotations: Sequence[Annotation] = ()


@dataclass(slots=True, eq=False, repr=False)
class Draft:
    """An article on its way. The fields are those of `tts.model.Article`; `lang` is empty where none is declared."""

    title: str = ""
    lang: str = ""
    byline: str = ""
    date: str = ""
    blocks: list[DraftBlock] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
