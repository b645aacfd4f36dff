"""The nouns of what was recorded: cues on a master, and the narration that every writer takes.

They stand apart from `tts.model`, as what is only heard makes none of them. Audio positions are frames (one sample of the one
channel) from the start of the master.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from tts.model import Article, Delivery, Omission, Segment, Voice, WordCue


@dataclass(frozen=True, slots=True)
class Cue:
    """A segment on the master recording.

    Attributes:
        segment: What is heard.
        spoken: The words said for it.
        first_frame: First frame on the master.
        end_frame: One past the last frame; the pause that follows is not part of the cue.
        words: In order of time; empty where the engine gave no word marks.
        announced: What was said of the article's structure, before and after its words, within these frames.
    """

    segment: Segment
    spoken: str
    first_frame: int
    end_frame: int
    words: tuple[WordCue, ...] = ()
    announced: tuple[str, ...] = ()


class Master(Protocol):
    """A finished recording that can be read again and again, by any number of threads: mono, 16-bit signed little-endian."""

    @property
    def sample_rate(self) -> int:
        """In hertz."""

    @property
    def frames(self) -> int:
        """Length in frames."""

    def pcm(self, first_frame: int = 0, end_frame: int | None = None) -> Iterator[bytes]:
        """The samples of a stretch, in chunks of whole frames."""

    def cues(self) -> Iterator[Cue]:
        """The cues, in order of time, made as they are asked for: hold one at a time."""

    def close(self) -> None:
        """Give back what it is kept in. Safe to call twice."""


@dataclass(frozen=True, slots=True)
class Levels:
    """How loud a sound is.

    Attributes:
        loudness: Integrated loudness in LUFS (ITU-R BS.1770-4); minus infinity for silence.
        true_peak: Highest true peak in dBTP; minus infinity for silence.
        target: Loudness that was asked for, in LUFS; none where none was.
    """

    loudness: float
    true_peak: float
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Narration:
    """An article that has been spoken. Every writer takes one. As a context manager it closes its master.

    Attributes:
        article: What was read.
        master: What is heard, with its cues.
        omissions: Everything of the source that is not heard, with the rule that left it.
        engine: Name and version of the engine.
        delivery: How it was said.
        levels: How loud the master was made, with its excerpts; none where it was left as the engine gave it.
        voice: What speaks the article's language; none where it is not known.
    """

    article: Article
    master: Master
    omissions: tuple[Omission, ...]
    engine: str
    delivery: Delivery = Delivery()
    levels: Levels | None = None
    voice: Voice | None = None

    def __enter__(self) -> Narration:
        return self

    def __exit__(self, *_: object) -> None:
        self.master.close()
