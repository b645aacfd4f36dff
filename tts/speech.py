"""The nouns an engine deals in: it is asked for an utterance in a voice, and answers with speech.

They stand apart from those of articles and recordings (`tts.model`, which has these, too), for a worker process that only
speaks is there the sooner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

#: Words a minute that a rate of 1.0 stands for, where they are asked for or told.
NORMAL_WORDS_PER_MINUTE = 175


@dataclass(frozen=True, slots=True)
class Prosody:
    """How an utterance is said.

    Attributes:
        rate: Factor of the voice's normal speed.
        pitch: Factor of the voice's normal pitch (0.5 is an octave down, 2.0 an octave up).
        volume: From 0.0 (silent) to 1.0 (the voice's normal volume).
    """

    rate: float = 1.0
    pitch: float = 1.0
    volume: float = 1.0


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice an engine can speak with.

    Attributes:
        engine: Name of the engine, as given to `--engine`.
        id: What `--voice` takes.
        name: What a person calls it.
        languages: BCP 47 tags, the main one first.
        sample_rate: In hertz; 0 where it is known only after speaking.
        licence: SPDX expression, or empty where unknown.
    """

    engine: str
    id: str
    name: str
    languages: tuple[str, ...]
    sample_rate: int = 0
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an engine is asked to say in one go.

    Attributes:
        segment: Id of the segment it belongs to.
        text: Words to be said: `SpokenForm.text[offset : offset + len(text)]`.
        offset: Where the words start in the spoken form's text, in characters.
        lang: BCP 47 tag the voice has to speak.
        voice: Id of the voice, or empty for the engine's choice for the language.
        prosody: How to say it.
        phonemes: Pronunciations (spans within `text`, IPA) for engines that can take them; the text is the fallback.
        pause_ms: Silence to leave after it, in milliseconds. The narration leaves it, not the engine.
        announcement: Whether it tells of the article's structure; then its words are no part of the spoken form.
    """

    segment: str
    text: str
    offset: int = 0
    lang: str = "en"
    voice: str = ""
    prosody: Prosody = Prosody()
    phonemes: tuple[tuple[int, int, str], ...] = ()
    pause_ms: int = 0
    announcement: bool = False


class WordMark(NamedTuple):
    """Where a word of an utterance is in its sound, as measured by the engine.

    A tuple, as there are millions of them: it is made in a third of the time of a dataclass.

    Attributes:
        start: First character in the utterance's text.
        end: One past the last character.
        first_frame: First frame in the speech.
        end_frame: One past the last frame.
    """

    start: int
    end: int
    first_frame: int
    end_frame: int


#: `WordMark._make` for what is known to have four numbers, without a call of Python code for each. To be used as
#: `(*map(word_mark, ...),)`: `tuple(map(...))` makes a longer tuple and shrinks it, and of such as are given back CPython keeps two
#: thousand of every length, though it never makes another of them.
word_mark: Callable[[Iterable[int]], WordMark] = partial(tuple.__new__, WordMark)


@dataclass(frozen=True, slots=True)
class Speech:
    """What an engine answers.

    Attributes:
        pcm: Mono, 16-bit signed little-endian samples.
        sample_rate: In hertz.
        marks: In order of time; empty where the engine knows none.
        unpronounced: Pronunciations (IPA) that the voice could not follow: it said the words.
        unheard: Frames of sound that are not in `pcm`, for only times were asked for.
    """

    pcm: bytes
    sample_rate: int
    marks: tuple[WordMark, ...] = ()
    unpronounced: tuple[str, ...] = ()
    unheard: int = 0

    @property
    def frames(self) -> int:
        """Length in frames."""
        return len(self.pcm) // 2 + self.unheard
