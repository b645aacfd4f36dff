"""The nouns: what flows between the rooms of the house.

    Article -> Block -> Segment -> SpokenForm -> Utterance -> Speech        (and in `tts.recorded`: -> Cue -> Narration)

Every value is frozen and slotted. Character positions are offsets into a Python string (code points), half open,
counted from 0. Audio positions are frames (one sample of the one
channel) from the start of the recording they are named with.
Only the standard library is imported here.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, NamedTuple

from tts.speech import Prosody, Speech, Utterance, Voice, WordMark

__all__ = [
    "LINE_KINDS",
    "Annotation",
    "Announce",
    "Article",
    "Block",
    "BlockKind",
    "Delivery",
    "Omission",
    "Pauses",
    "Prosody",
    "Segment",
    "Speech",
    "SpokenForm",
    "Token",
    "Utterance",
    "Voice",
    "WordCue",
    "WordMark",
    "word_cue",
]


class BlockKind(enum.StrEnum):
    """What a block is in the article. The value is what manifests and pages write."""

    TITLE = "title"
    BYLINE = "byline"
    DATELINE = "dateline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    LIST_ITEM = "list-item"
    FIGURE = "figure"
    TABLE = "table"
    CODE = "code"
    NOTE = "note"


#: Kinds whose text is one piece a line: a line feed in them always ends a segment.
LINE_KINDS = frozenset({BlockKind.FIGURE, BlockKind.TABLE, BlockKind.CODE})


class Annotation(NamedTuple):
    """Something the author said about a stretch of a block's text.

    Attributes:
        start: First character, in the block's text.
        end: One past the last character.
        kind: `lang` (value: BCP 47 tag), `sub` (words to say instead), `say-as` (SSML interpret-as),
            `phoneme` (IPA), `emphasis`, `link` (target), `note-ref` (a footnote mark), `alt`, `caption`, `header`
            (a table's header row).
        value: What the kind needs; empty where it needs nothing.
    """

    start: int
    end: int
    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One structural piece of an article.

    Attributes:
        id: `b001` ..., in reading order, unique in the article.
        kind: What it is.
        text: Its text as written, never empty and with no white space at either end. A line feed is a line end of
            the source that may matter (verse, wrapped plain text); in a `figure`, `table` or `code` block it always
            separates two pieces. A table has one row a line, its cells separated by tabs.
        lang: BCP 47 tag of the block.
        level: Heading level (1 to 6); nesting depth of a list item or quotation (from 1); otherwise 0.
        annotations: Ordered by start.
    """

    id: str
    kind: BlockKind
    text: str
    lang: str
    level: int = 0
    annotations: tuple[Annotation, ...] = ()


class Omission(NamedTuple):
    """Something of the source that is not spoken, and the rule that left it.

    Attributes:
        text: What was left out, as written.
        rule: Name of the rule, for example `navigation`, `advertisement`, `note-mark`, `synthesis-failed`.
        block: Id of the block it stood in; empty for what the reader left outside every block.
        start: First character in the block's text (0 without a block).
        end: One past the last character (0 without a block).
    """

    text: str
    rule: str
    block: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """An article in reading order.

    Attributes:
        title: Headline, or empty.
        lang: BCP 47 tag of the article.
        byline: Who wrote it, or empty.
        date: Day of publication, ISO 8601 (`2016-08-22`), or empty.
        dateline: Place and agency as written (`ASTANA. KAZINFORM`), or empty.
        source: Where it was read from: a path, or `-` for standard input.
        blocks: What is to be read, in order. Title, byline and dateline are blocks, too, where they are to be heard.
        omissions: What the reader left out of the blocks.
        metadata: Other facts of the source (`description`, `site`, `image`), by name.
    """

    title: str
    lang: str
    byline: str
    date: str
    dateline: str
    source: str
    blocks: Sequence[Block]
    omissions: tuple[Omission, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence: a half-open span of its block's text.

    What lies between two segments of a block, before the first and after the last is white space only.

    Attributes:
        id: Block id and number in the block: `b003s02`.
        block: The block it is part of.
        start: First character in the block's text.
        end: One past the last character.
    """

    id: str
    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        """The sentence as written."""
        return self.block.text[self.start : self.end]

    @property
    def kind(self) -> BlockKind:
        return self.block.kind

    @property
    def lang(self) -> str:
        return self.block.lang


class Token(NamedTuple):
    """A piece of written text and what is said for it; a tuple, as `WordMark` is.

    Attributes:
        start: First character in the written text.
        end: One past the last character.
        spoken_start: First character in the spoken text.
        spoken_end: One past the last; equal to `spoken_start` where nothing is said (a bracket, a footnote mark).
        kind: Class of the token: `word`, `punctuation`, `date`, `money`, `acronym` ...
        lang: BCP 47 tag where it differs from the form's language; otherwise empty.
        phonemes: How to pronounce it (IPA), where the author or a lexicon says so; otherwise empty.
    """

    start: int
    end: int
    spoken_start: int
    spoken_end: int
    kind: str
    lang: str = ""
    phonemes: str = ""


@dataclass(frozen=True, slots=True)
class SpokenForm:
    """The words to be said for a written text, and which of them stand for what.

    Attributes:
        written: The text as written.
        text: The words to be said.
        tokens: In order of the written text; together they cover each of its non-space characters exactly once.
        lang: BCP 47 tag.
    """

    written: str
    text: str
    tokens: tuple[Token, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class Pauses:
    """Silence between what is said, in milliseconds.

    Attributes:
        clause: Between the utterances of one sentence: parts of a long one, words in other languages, announcements.
        sentence: Between the sentences of a block.
        paragraph: Between two blocks.
        heading: After the title, and before and after a heading.
    """

    clause: int = 120
    sentence: int = 400
    paragraph: int = 750
    heading: int = 1000


#: How much of an article's structure is told in words.
Announce = Literal["none", "some", "all"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """How an article is to be said.

    Attributes:
        voice: Id of a voice, or empty for the engine's choice for each language.
        prosody: Rate, pitch and volume.
        pauses: Silence between what is said.
        announce: How much of the structure (quotations, pictures, tables) is told in words.
        lexicons: Paths of pronunciation lexicons (W3C PLS); of two that have a word the later one counts.
    """

    voice: str = ""
    prosody: Prosody = Prosody()
    pauses: Pauses = Pauses()
    announce: Announce = "some"
    lexicons: tuple[str, ...] = ()


class WordCue(NamedTuple):
    """A written word on the master recording; a tuple, as `WordMark` is.

    Attributes:
        start: First character in the block's text.
        end: One past the last character.
        first_frame: First frame on the master.
        end_frame: One past the last frame.
    """

    start: int
    end: int
    first_frame: int
    end_frame: int


#: As `tts.speech.word_mark`.
word_cue: Callable[[Iterable[int]], WordCue] = partial(tuple.__new__, WordCue)
