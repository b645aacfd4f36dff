"""What a listener is told when they ask, printed or said by the voice of the article's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from tts.listening.clips import Place
from tts.listening.commands import Command
from tts.listening.library import Library
from tts.listening.notices import CHARACTERS_PER_SECOND, Notices, Part, utterances, written
from tts.listening.reading import Reading
from tts.listening.stream import Stream
from tts.model import Delivery


class Hearer(Protocol):
    """Who is told; both answer whether it is to be said, too."""

    def notice(self, text: str) -> bool:
        """Something to tell the listener."""

    def help(self, lines: list[str]) -> bool:
        """The keys."""


class Teller:
    """Tells the listener what they ask for.

    Args:
        stream: Where it is said.
        library: The articles.
        hearer: Where it is printed, and who knows whether it is to be said.
        delivery: Tells how it is said now.
    """

    def __init__(self, stream: Stream, library: Library, hearer: Hearer, delivery: Callable[[], Delivery]) -> None:
        self._stream = stream
        self._library = library
        self._hearer = hearer
        self._delivery = delivery

    def tell(self, name: str, *, say: bool = True, **values: float) -> None:
        """A notice by its name; where `say` is false it is only printed."""
        parts = self._notices().of(name, **values)
        if self._hearer.notice(written(parts)) and say:
            self._say(parts)

    def where(self) -> None:
        """Title, part, percent and time left."""
        place, reading, number = self._here()
        rest = 1.0 - reading.heard(number, _heard_of(reading, number, place))
        characters = sum(segment.end - segment.start for segment in reading.segments)
        seconds = rest * characters / (CHARACTERS_PER_SECOND * self._delivery().prosody.rate)
        self._tell(Notices(reading.article.lang).where(reading, number, seconds))

    def spell(self) -> None:
        """The last word that was heard, letter by letter; the first of the sentence where no word is known."""
        place, reading, number = self._here()
        if not place.segment:
            return
        segment = reading.segments[number]
        found = segment.block.text[place.word.start : place.word.end] if place.word else segment.text.split()[0]
        word = found.strip("\"'“”‘’«»„()[]{}.,;:!?…–—-") or found
        self._tell(Notices(reading.article.lang).spelled(word, segment.lang))

    def help(self, keys: Mapping[str, Command | None]) -> None:
        """What each key does."""
        lines = self._notices().help(keys)
        if self._hearer.help([written(line) for line in lines]):
            said = [part for line in lines for part in (*line[:-1], Part(f"{line[-1].text}.", line[-1].lang))]
            self._say(said)

    def _tell(self, parts: list[Part]) -> None:
        if self._hearer.notice(written(parts)):
            self._say(parts)

    def _say(self, parts: list[Part]) -> None:
        self._stream.say(*utterances(parts, self._lang(), self._delivery()))

    def _notices(self) -> Notices:
        return Notices(self._lang())

    def _lang(self) -> str:
        return self._library.load(self._stream.place().item).article.lang

    def _here(self) -> tuple[Place, Reading, int]:
        place = self._stream.place()
        reading = self._library.load(place.item)
        return place, reading, reading.number(place.segment) or 0


def _heard_of(reading: Reading, number: int, place: Place) -> int:
    """Characters of the sentence that were heard."""
    segment = reading.segments[number]
    if place.over:
        return segment.end - segment.start
    return place.word.start - segment.start if place.word else 0
