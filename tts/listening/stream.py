"""Sentences become sound a little before they are heard, in a thread of its own.

The thread follows a plan: from which sentence on, and how. A new plan takes the place of the old one at once; what the old one
had made is dropped. What was made lately, and what waits to be heard, is kept as clips, so that a short move needs no
new synthesis.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tts.engines.base import Engine
from tts.errors import ArticleError, TTSError, VoiceError
from tts.listening.clips import SAMPLE_BYTES, Clip, Place, Plan
from tts.listening.hints import NearHints
from tts.listening.reading import Reading
from tts.model import Delivery, Speech, Utterance
from tts.narration import Passage, perform, pieces, written_words
from tts.player import AHEAD_SECONDS, Player
from tts.player.resampling import resampled
from tts.timing import frames

#: Sound kept after it was heard, in seconds: moves back within it need no synthesis.
BEHIND_SECONDS = 60.0
#: How long who attaches a player stands back, in seconds: two threads at work would take turns, and the first sound wait for both.
STAND_BACK_SECONDS = 0.02


@dataclass(slots=True)
class _Mark:
    """Where a clip starts in the numbering of the player's frames."""

    first_frame: int
    clip: Clip
    told: bool = False


class Stream:
    """The sound of a queue of articles, made while it is heard."""

    def __init__(
        self,
        engine: Engine,
        load: Callable[[int], Reading],
        length: int,
        prepare: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Nothing is made before the first `start`.

        Args:
            engine: What speaks. From `start` on only this stream's thread calls it.
            load: Reads an article of the queue by its number; called in the stream's thread, maybe again later.
            length: Number of articles in the queue.
            prepare: Told which article is soon to be loaded, when there is time.
        """
        self._engine = NearHints(engine)
        self._load = load
        self._prepare = prepare
        self._length = length
        self._player: Player | None = None
        self._changed = threading.Condition()
        self._plan: Plan | None = None
        self._generation = 0
        self._clips: deque[Clip] = deque()
        self._marks: deque[_Mark] = deque()
        self._all_made = False
        self._closed = False
        self._notices: deque[tuple[Utterance, ...]] = deque()
        self._error: BaseException | None = None
        self._rates = (0.0, 0.0)
        self.silent: set[tuple[int, str]] = set()
        self.passed: deque[Passage | TTSError] = deque()
        self._asked = threading.Event()
        self._begun = threading.Event()
        self._thread = threading.Thread(target=self._work, name="stream", daemon=True)

    @property
    def rates(self) -> tuple[float, float]:
        """Slowest and fastest rate of the engine; zeros before the first sound is made."""
        return self._rates

    def start(self, plan: Plan) -> None:
        """Drop what is waiting and follow a plan."""
        with self._changed:
            self._generation += 1
            self._plan = plan
            self._clips.clear()
            self._marks.clear()
            self._all_made = False
            if self._player:
                self._player.drop()
            self._changed.notify_all()
        if not self._thread.is_alive() and not self._closed:
            self._thread.start()

    def wait_until_asked(self, seconds: float) -> None:
        """Return when the engine has been asked for the first sentence, or after so long: what is done now costs no time."""
        self._asked.wait(seconds)

    def attach(self, player: Player) -> None:
        """Say what plays the sound; the first of it may be ready, and has begun when this returns."""
        with self._changed:
            self._player = player
            self._changed.notify_all()
        self._begun.wait(STAND_BACK_SECONDS)

    def jump(self, item: int, segment: str, delivery: Delivery) -> bool:
        """Go to a segment whose sound is at hand; false where it is not, so that a plan is needed."""
        with self._changed:
            clips = list(self._clips)
            found = next(
                (
                    number
                    for number, clip in enumerate(clips)
                    if (clip.item, clip.segment.id, clip.delivery) == (item, segment, delivery)
                ),
                None,
            )
            if found is None or not self._player:
                return False
            self._player.drop()
            self._marks.clear()
            for number in range(found, len(clips)):
                self._hand_over(clips[number], lead=number > found)
            if self._all_made:
                self._player.end()
            return True

    def say(self, *utterances: Utterance) -> None:
        """Let a notice be heard as soon as it is made."""
        with self._changed:
            self._notices.append(utterances)
            self._changed.notify_all()

    def place(self) -> Place:
        """What is being heard."""
        with self._changed:
            taken = self._player.taken_frames if self._player else 0
            current: _Mark | None = None
            for mark in self._marks:
                if current is not None and mark.first_frame > taken:
                    break
                current = mark
            if current is None:
                plan = self._plan or Plan(0, None)
                return Place(plan.item, plan.start)
            clip, offset = current.clip, taken - current.first_frame
            return Place(clip.item, clip.segment.id, clip.word_at(offset), offset >= clip.frames, clip.delivery)

    def begun(self) -> list[Clip]:
        """The clips that have begun to be heard since this was asked before."""
        with self._changed:
            if not self._player:
                return []
            taken = self._player.taken_frames
            fresh = [mark for mark in self._marks if not mark.told and mark.first_frame < taken]
            for mark in fresh:
                mark.told = True
            return [mark.clip for mark in fresh]

    @property
    def over(self) -> bool:
        """Whether all was made and heard.

        Raises:
            TTSError: The thread ended with it.
        """
        with self._changed:
            if self._error is not None:
                raise self._error
            return self._all_made and not self._notices and bool(self._player and self._player.drained)

    def close(self) -> None:
        """Make no more. Safe to call twice."""
        with self._changed:
            self._closed = True
            self._generation += 1
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(1.0)

    def _work(self) -> None:
        try:
            while self._wait(lambda: self._plan is not None and not self._all_made):
                with self._changed:
                    plan, generation = self._plan, self._generation
                self._engine.forget()
                if plan:
                    self._follow(plan, generation)
        except BaseException as error:  # told in the thread that asks whether all is over
            with self._changed:
                self._error = error
            self._asked.set()
            self._begun.set()

    def _follow(self, plan: Plan, generation: int) -> None:
        def wanted() -> bool:
            return generation != self._generation or self._has_room()

        for number, clip in enumerate(self._made(plan)):
            if not wanted():  # enough is ready: time for what comes after
                self._prepare(clip.item + 1)
            if not self._wait(wanted):
                return
            with self._changed:
                if generation != self._generation:
                    return
                self._clips.append(clip)
                self._hand_over(clip, lead=number > 0, begin=plan.word if number == 0 else None)
                self._forget_old()
        with self._changed:
            if generation == self._generation:
                self._all_made = True
                if self._player:
                    self._player.end()

    def _wait(self, ready: Callable[[], bool]) -> bool:
        """Say notices until something is ready; false where the stream was closed."""
        while True:
            with self._changed:
                while not (self._closed or (self._notices and self._player) or ready()):
                    self._changed.wait(0.02)
                if self._closed:
                    return False
                if not self._notices or not self._player:
                    return True
                utterances, player = self._notices.popleft(), self._player
            speeches: list[Speech] = []
            for utterance in utterances:
                try:
                    speeches.append(self._said(utterance, utterances))
                except TTSError as error:
                    self.passed.append(error)
            player.interject(*speeches)

    def _said(self, utterance: Utterance, notice: tuple[Utterance, ...]) -> Speech:
        """The sound of a part of a notice; where no voice speaks its language another of the notice's voices says it."""
        failure: TTSError | None = None
        for other in (utterance, *notice):
            try:
                return self._engine.synthesize(replace(utterance, lang=other.lang, voice=other.voice))
            except VoiceError as error:
                failure = failure or error
        raise failure or VoiceError("a notice has no voice")

    def _has_room(self) -> bool:
        player = self._player
        return player is not None and player.waiting_frames <= AHEAD_SECONDS * player.sample_rate

    def _made(self, plan: Plan) -> Iterator[Clip]:
        start = plan.start
        first = list(plan.first)
        for item in range(plan.item, self._length):
            try:
                reading = self._load(item)
            except TTSError as error:
                if self._length == 1:
                    raise
                self.passed.append(error)
                continue
            if self._rates == (0.0, 0.0):
                self._engine.prepare(reading.article.lang, plan.then.voice if plan.then else "")
            start = start or reading.start
            gap_ms = plan.then.pauses.heading if plan.then and item > plan.item else 0
            for delivery in first:
                passage = next(perform(reading.article, self._engine, delivery, start), None)
                if passage:
                    yield from self._clip(item, passage, delivery, 0)
                    number = reading.number(passage.segment.id)
                    after = None if number is None else number + 1
                    if after is None or after >= len(reading.segments):
                        start = ""
                        break
                    start = reading.segments[after].id
            if plan.then is None:
                return
            if not first or start:
                passages = perform(reading.article, self._engine, plan.then, start)
                self._asked.set()
                told = bool(start or first)  # in the rest of an article there may be nothing to say
                for passage in passages:
                    told = told or bool(passage.speeches or passage.failures)
                    yield from self._clip(item, passage, plan.then, gap_ms)
                    gap_ms = 0
                if not told:
                    self.passed.append(_nothing_to_say(reading.article.source))
            start, first = "", []

    def _clip(self, item: int, passage: Passage, delivery: Delivery, gap_ms: int) -> Iterator[Clip]:
        """The clip of a passage; none where nothing of it can be said."""
        if self._rates == (0.0, 0.0):
            self._rates = self._engine.rates
        if passage.failures:
            self.passed.append(passage)
        if not passage.speeches:
            self.silent.add((item, passage.segment.id))
            return
        self._wait(lambda: self._player is not None)
        if not self._player:
            return
        self._player.prepare(passage.speeches[0][1].sample_rate)
        rate = self._player.sample_rate
        passage = replace(passage, speeches=tuple((said, resampled(speech, rate)) for said, speech in passage.speeches))
        sound = bytearray()
        starts = []
        for pause_ms, speech in pieces(replace(passage, pause_ms=0)):
            sound += bytes(SAMPLE_BYTES * frames(pause_ms, rate))
            starts.append(len(sound) // SAMPLE_BYTES)
            sound += speech.pcm
        lead = frames(gap_ms or passage.pause_ms, rate)
        yield Clip(item, passage.segment, delivery, lead, bytes(sound), tuple(written_words(passage, starts)))

    def _hand_over(self, clip: Clip, *, lead: bool, begin: int | None = None) -> None:
        player = self._player
        if player is None:
            return
        if lead:
            player.give(bytes(SAMPLE_BYTES * clip.lead))
        skipped = clip.frame_of(begin)
        first = player.give(memoryview(clip.pcm)[SAMPLE_BYTES * skipped :])
        self._marks.append(_Mark(first - skipped, clip))
        self._begun.set()

    def _forget_old(self) -> None:
        player = self._player
        if player is None:
            return
        while len(self._marks) > 1 and self._marks[1].first_frame < player.taken_frames and self._marks[0].told:
            self._marks.popleft()
        kept = player.waiting_frames + BEHIND_SECONDS * player.sample_rate
        total = sum(clip.frames + clip.lead for clip in self._clips)
        while total > kept and len(self._clips) > 1:
            oldest = self._clips.popleft()
            total -= oldest.frames + oldest.lead


def _nothing_to_say(source: str) -> ArticleError:
    return ArticleError(
        "there are no words in it, so there is nothing to hear",
        source,
        hint="See what is to be said with: article-tts segments ARTICLE --spoken",
    )
