"""The state machine: commands in, sound and notices out."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from tts.errors import TTSError
from tts.listening.clips import Clip, Place, Plan
from tts.listening.commands import Command
from tts.listening.device import DeviceWatch
from tts.listening.layouts import Keyboard
from tts.listening.library import Library
from tts.listening.notices import NOWHERE
from tts.listening.positions import PositionError
from tts.listening.reading import Reading
from tts.listening.stream import Stream
from tts.listening.telling import Teller
from tts.model import Delivery
from tts.narration import Passage
from tts.player import Player

#: What the rate is changed by, as a factor of normal speed.
RATE_STEP = 0.1
#: What the volume is changed by.
VOLUME_STEP = 0.1
#: How much slower a sentence is repeated, each time.
SLOWER = 0.75
#: Volume of the sentences before sleep, as parts of the one before.
FADE = (0.6, 0.3)
#: How often the position is kept while it plays, in seconds.
KEEP_SECONDS = 10.0

_MOVES = frozenset(
    {
        Command.PREVIOUS_SENTENCE,
        Command.NEXT_SENTENCE,
        Command.PREVIOUS_PARAGRAPH,
        Command.NEXT_PARAGRAPH,
        Command.NEXT_HEADING,
        Command.PREVIOUS_HEADING,
        Command.BEGINNING,
        Command.END,
    }
)


class Audience(Protocol):
    """Who is told what happens; called in the thread that calls the listener."""

    def began(self, clip: Clip) -> None:
        """A sentence begins to be heard."""

    def word(self, place: Place) -> None:
        """Another word is heard."""

    def notice(self, text: str) -> bool:
        """Something to tell the listener; true where it is to be said, too."""

    def help(self, lines: list[str]) -> bool:
        """The keys; true where they are to be said, too."""

    def message(self, text: str) -> None:
        """Something that went wrong."""

    def failed(self, passage: Passage) -> None:
        """Something of a sentence could not be said."""

    def error(self, error: TTSError) -> None:
        """An article could not be read, or a notice not be said."""


class Listener:
    """Somebody who hears a queue of articles."""

    def __init__(
        self,
        stream: Stream,
        player: Player,
        library: Library,
        delivery: Delivery,
        audience: Audience,
        keys: Mapping[str, Command | None],
        sleep_seconds: float | None = None,
    ) -> None:
        """The stream has been started and has its player."""
        self._stream = stream
        self._player = player
        self._library = library
        self._delivery = delivery
        self._audience = audience
        self._keys = keys
        self._keyboard = Keyboard(keys, self._lang)
        self._teller = Teller(stream, library, audience, lambda: self._delivery)
        self._sleep_at = None if sleep_seconds is None else time.monotonic() + sleep_seconds
        self._resting: Place | None = None  # where sleep began: what is heard from there is not counted as heard
        self._slowed = 1.0
        self._slow_place: tuple[int, str] | None = None  # the sentence that was slowed
        self._last = Place(0, "")
        self._began = False
        self._kept_at = time.monotonic()
        self._kept_place: Place | None = None
        self._device = DeviceWatch(player, audience.message, self.keep, self._say_again)
        self._told = False
        self.quit = False

    @property
    def delivery(self) -> Delivery:
        """How it is said now."""
        return self._delivery

    @property
    def began(self) -> bool:
        """Whether anything was heard yet."""
        return self._began

    @property
    def place(self) -> Place:
        """What is being heard."""
        return self._stream.place()

    def press(self, key: str) -> None:
        """Do what a key stands for; a key without a meaning does nothing."""
        command = self._keyboard.command(key)
        if command is not None:
            self.do(command)

    def do(self, command: Command) -> None:
        """Do what the listener asks for. A notice that is being said ends with the next command."""
        self._player.interject()
        if command is Command.PAUSE:
            self._pause_or_resume()
        elif command in _MOVES:
            self._move(command)
        else:
            self._actions[command](self)

    def tick(self) -> bool:
        """Look around: tell what has begun, keep the position, mind the device. False when all was heard.

        Raises:
            TTSError: It cannot go on.
        """
        for clip in self._stream.begun():
            self._began = True
            self._audience.began(clip)
        while self._stream.passed:
            event = self._stream.passed.popleft()
            if isinstance(event, Passage):
                self._audience.failed(event)
            else:
                self._audience.error(event)
        place = self._stream.place()
        if place.word != self._last.word and place.word is not None:
            self._audience.word(place)
        if place.item != self._last.item and self._last.segment:
            self._finish(self._last.item)
        self._last = place
        self._mind_sleep(place)
        self._device.look()
        if time.monotonic() - self._kept_at > KEEP_SECONDS and not self._player.paused:
            self.keep()
        if self.quit:
            return False
        over = self._stream.over
        if over and self._resting is None and self._last.segment:
            self._finish(self._last.item)
        return not over

    def pause(self) -> None:
        """Silence; the place is kept."""
        self._player.pause()
        self.keep()

    def resume(self) -> None:
        """Go on where it was paused."""
        self._player.resume()

    def keep(self) -> None:
        """Keep where the listener is."""
        self._kept_at = time.monotonic()
        place = self._resting or self._stream.place()
        if not place.segment or (place == self._kept_place) or not self._began:
            return
        try:
            reading = self._library.load(place.item)
            number = reading.number(place.segment)
            if number is None:
                return
            heard = place.over and not self._device.lost  # with a lost device its end may be lost, too
            if heard and self._resting is None and number < len(reading.segments) - 1:
                number += 1
            position = self._library.position(place.item)
            self._library.keep(
                place.item, position._replace(sentence=number, heard=reading.heard(number), finished=False)
            )
        except PositionError as error:
            self._tell_once(error)
        self._kept_place = place

    def _finish(self, item: int) -> None:
        """An article was heard to its end."""
        try:
            position = self._library.position(item)
            self._library.keep(item, position._replace(sentence=0, heard=1.0, finished=True))
        except TTSError as error:
            self._tell_once(error)
        self._kept_place = self._stream.place()

    def _tell_once(self, error: TTSError) -> None:
        if not self._told:
            self._told = True
            self._audience.error(error)

    def _pause_or_resume(self) -> None:
        if self._player.paused:
            self.resume()
        else:
            self.pause()

    def _lang(self) -> str:
        return self._library.load(self._stream.place().item).article.lang

    def _number(self, place: Place) -> tuple[Reading, int]:
        reading = self._library.load(place.item)
        return reading, reading.number(place.segment) or 0

    def _move(self, command: Command) -> None:
        place = self._stream.place()
        reading, number = self._number(place)
        target = reading.target(command, number)
        while target and command is Command.PREVIOUS_SENTENCE and self._is_silent(place.item, reading, target):
            target -= 1
        if target is None:
            self._teller.tell(NOWHERE[command])
        else:
            self._go(place.item, reading.segments[target].id)

    def _is_silent(self, item: int, reading: Reading, number: int) -> bool:
        return (item, reading.segments[number].id) in self._stream.silent

    def _go(self, item: int, segment: str) -> None:
        self._slow_place = self._resting = None
        if not self._stream.jump(item, segment, self._delivery):
            self._stream.start(Plan(item, self._delivery, segment))
        self._player.resume()

    def _repeat_slower(self) -> None:
        self._resting = None
        place = self._stream.place()
        slowest = self._stream.rates[0]
        rate = self._delivery.prosody.rate
        before = self._slowed if self._slow_place == (place.item, place.segment) else 1.0
        self._slow_place = place.item, place.segment
        self._slowed = max(before * SLOWER, slowest / rate)
        slow = self._with(rate=rate * self._slowed)
        self._stream.start(Plan(place.item, self._delivery, place.segment, first=(slow,)))
        self._player.resume()

    def _faster(self) -> None:
        self._change_rate(RATE_STEP)

    def _slower(self) -> None:
        self._change_rate(-RATE_STEP)

    def _change_rate(self, step: float) -> None:
        slowest, fastest = self._stream.rates
        if not fastest:
            return
        rate = round(min(max(self._delivery.prosody.rate + step, slowest), fastest), 3)
        if rate == self._delivery.prosody.rate:
            self._teller.tell("fastest" if step > 0 else "slowest")
            return
        self._deliver(self._with(rate=rate))
        self._teller.tell("rate", say=self._player.paused, n=rate)  # otherwise the change is heard

    def _softer(self) -> None:
        self._change_volume(-VOLUME_STEP)

    def _louder(self) -> None:
        self._change_volume(VOLUME_STEP)

    def _change_volume(self, step: float) -> None:
        volume = round(min(max(self._delivery.prosody.volume + step, 0.0), 1.0), 3)
        if volume == self._delivery.prosody.volume:
            self._teller.tell("full-volume" if step > 0 else "no-volume")
            return
        self._deliver(self._with(volume=volume))
        self._teller.tell("volume", say=self._player.paused, n=round(100 * volume))

    def _with(self, **prosody: float) -> Delivery:
        return replace(self._delivery, prosody=replace(self._delivery.prosody, **prosody))

    def _deliver(self, delivery: Delivery) -> None:
        """Go on in another way with the word that is heard, or with the next sentence in the pause before it."""
        self._delivery = delivery
        self._slow_place = self._resting = None
        place = self._stream.place()
        start, word = place.segment, place.word.start if place.word else None
        if place.over:
            reading, number = self._number(place)
            if number + 1 < len(reading.segments):
                start, word = reading.segments[number + 1].id, None
        self._stream.start(Plan(place.item, delivery, start, word))

    def _bookmark(self) -> None:
        place = self._stream.place()
        if not place.segment:
            return
        _, number = self._number(place)
        position = self._library.position(place.item)
        marks = tuple(sorted({*position.bookmarks, number}))
        try:
            self._library.keep(place.item, position._replace(bookmarks=marks))
        except PositionError as error:
            self._tell_once(error)
        self._teller.tell("bookmark", n=marks.index(number) + 1, all=len(marks))

    def _go_to_bookmark(self) -> None:
        place = self._stream.place()
        reading, number = self._number(place)
        marks = self._library.position(place.item).bookmarks
        if not marks:
            self._teller.tell("no-bookmark")
            return
        before = [mark for mark in marks if mark < number]
        self._go(place.item, reading.segments[before[-1] if before else marks[-1]].id)

    def _next_article(self) -> None:
        place = self._stream.place()
        if place.item + 1 >= len(self._library.sources):
            self._teller.tell(NOWHERE[Command.NEXT_ARTICLE])
            return
        self.keep()
        self._resting = None
        self._stream.start(Plan(place.item + 1, self._delivery))
        self._last = Place(place.item + 1, "")
        self._player.resume()

    def _spell(self) -> None:
        self._teller.spell()

    def _where(self) -> None:
        self._teller.where()

    def _help(self) -> None:
        self._teller.help(self._keys)

    def _quit(self) -> None:
        self.quit = True

    _actions: Mapping[Command, Callable[[Listener], None]] = {
        Command.REPEAT_SLOWER: _repeat_slower,
        Command.FASTER: _faster,
        Command.SLOWER: _slower,
        Command.SOFTER: _softer,
        Command.LOUDER: _louder,
        Command.SPELL: _spell,
        Command.WHERE: _where,
        Command.BOOKMARK: _bookmark,
        Command.GO_TO_BOOKMARK: _go_to_bookmark,
        Command.NEXT_ARTICLE: _next_article,
        Command.HELP: _help,
        Command.QUIT: _quit,
    }

    def _mind_sleep(self, place: Place) -> None:
        """When it is time, the next sentences are said softer and softer, and then no more."""
        if self._sleep_at is None or time.monotonic() < self._sleep_at or self._player.paused or not place.segment:
            return
        self._sleep_at = None
        reading, number = self._number(place)
        volume = self._delivery.prosody.volume
        fading = tuple(self._with(volume=volume * part) for part in FADE)
        word = place.word.start if place.word and not place.over else None
        if number + 1 >= len(reading.segments):  # it is heard to its end, and with it the article
            self._stream.start(Plan(place.item, None, place.segment, word, first=() if place.over else fading[:1]))
            return
        following = reading.segments[number + 1]
        self._resting = place._replace(segment=following.id, word=None, over=False)
        if place.over:
            self._stream.start(Plan(place.item, None, following.id, first=fading))
        else:
            self._stream.start(Plan(place.item, None, place.segment, word, first=(self._delivery, *fading)))

    def _say_again(self) -> None:
        """The sentence that is heard begins anew; its end, too, may have been in a buffer of a device that was lost."""
        place = self._stream.place()
        if place.segment:
            self._stream.jump(place.item, place.segment, place.delivery or self._delivery)
