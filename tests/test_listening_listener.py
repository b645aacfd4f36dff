"""The listener without a terminal: commands in, sound out, on the device that plays into nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path

import making
import pytest

from tts import engines
from tts.errors import ArticleError, TTSError, UnavailableError
from tts.listening.clips import Clip, Place, Plan
from tts.listening.commands import KEYS, Command
from tts.listening.library import Library
from tts.listening.listener import Listener
from tts.listening.positions import Positions
from tts.listening.reading import Reading
from tts.listening.stream import Stream
from tts.model import Article, Delivery, Prosody
from tts.narration import narrate
from tts.player import NULL_DEVICE, Player

TEXTS = ("One is here. Two is here.", "Three is here. Four is here.", "Five is here.")
FAST = Delivery(prosody=Prosody(rate=2.0))


class Told:
    """An audience that writes everything down."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.words: list[str] = []
        self.notices: list[str] = []
        self.errors: list[TTSError] = []

    def began(self, clip: Clip) -> None:
        self.sentences.append(clip.segment.text)

    def word(self, place: Place) -> None:
        self.words.append(place.segment)

    def notice(self, text: str) -> bool:
        self.notices.append(text)
        return False

    def help(self, lines: list[str]) -> bool:
        return False

    def message(self, text: str) -> None:
        self.notices.append(text)

    def failed(self, passage: object) -> None:
        raise AssertionError(passage)

    def error(self, error: TTSError) -> None:
        self.errors.append(error)


class Room:
    """A listener with all it needs."""

    def __init__(self, articles: list[Article | TTSError], folder: Path | None, sleep: float | None) -> None:
        def read(item: int) -> Reading:
            found = articles[item]
            if isinstance(found, TTSError):
                raise found
            return Reading(found)

        self.told = Told()
        self.engine = engines.load("silence")
        sources = [f"/articles/{number}" for number in range(len(articles))]
        self.library = Library(read, sources, Positions(folder) if folder else None)
        self.stream = Stream(self.engine, self.library.load, len(articles), self.library.prepare)
        self.stream.start(Plan(0, FAST))
        self.player = Player(NULL_DEVICE, 16000)
        self.stream.attach(self.player)
        self.listener = Listener(self.stream, self.player, self.library, FAST, self.told, KEYS, sleep)

    def until(self, done: Callable[[], bool]) -> None:
        ends = time.monotonic() + 20
        while not done():
            assert time.monotonic() < ends, (self.told.sentences, self.told.notices)
            if not self.listener.tick():
                assert done(), (self.told.sentences, self.told.notices)
            time.sleep(0.005)

    def to_the_end(self) -> list[str]:
        ends = time.monotonic() + 30
        while self.listener.tick():
            assert time.monotonic() < ends, (self.told.sentences, self.told.notices)
            time.sleep(0.005)
        return self.told.sentences


@pytest.fixture
def room() -> Iterator[Callable[..., Room]]:
    made: list[Room] = []

    def make(*articles: Article | TTSError, folder: Path | None = None, sleep: float | None = None) -> Room:
        made.append(Room(list(articles), folder, sleep))
        return made[-1]

    yield make
    for each in made:
        each.stream.close()
        each.player.close()
        each.engine.close()


@pytest.mark.parametrize("engine", ["silence", "pyttsx3"])
def test_what_the_player_is_given_is_what_is_recorded(engine: str) -> None:
    """Sample for sample: what is heard is what is saved, for the same settings."""
    article = making.article("A title here", *TEXTS)
    with closing(engines.load(engine)) as speaker, narrate(article, speaker, FAST) as narration:
        saved = b"".join(narration.master.pcm())
        rate = narration.master.sample_rate
    with closing(engines.load(engine)) as speaker:
        player = Player(NULL_DEVICE, rate)
        player._device.close()  # the test is the device now
        player._started = True
        feed = player._feed()
        next(feed)
        with closing(Stream(speaker, lambda _: Reading(article), 1)) as stream:
            stream.attach(player)
            stream.start(Plan(0, FAST))
            heard = taken(feed, player, len(saved) // 2)
    assert heard == saved


def taken(feed: Generator[bytes, int, None], player: Player, length: int) -> bytes:
    """What the device takes, without the silence where nothing was waiting."""
    heard = bytearray()
    ends = time.monotonic() + 20
    while player.taken_frames < length and time.monotonic() < ends:
        before = player.taken_frames
        data = feed.send(min(441, length - before))
        heard += data[: 2 * (player.taken_frames - before)]
    return bytes(heard)


def test_a_change_of_rate_goes_on_with_the_word(room: Callable[..., Room]) -> None:
    """Said at another rate, it goes on with the word that was heard: nothing is lost, at most that word said again."""
    here = room(making.article(" ".join(f"word{n}" for n in range(40)) + "."))
    here.until(lambda: bool(here.listener.place.word and here.listener.place.word.start > 40))
    before = here.listener.place.word.start
    here.listener.do(Command.FASTER)
    here.until(lambda: here.listener.place.word is not None)
    assert 0 <= here.listener.place.word.start - before <= 14
    assert here.listener.place.delivery.prosody.rate == 2.1


def test_the_next_article_follows(room: Callable[..., Room]) -> None:
    """The queue is heard one after another; an article that cannot be read is told and passed over."""
    here = room(making.article("The first."), ArticleError("is gone", "/articles/1"), making.article("The third."))
    assert here.to_the_end() == ["The first.", "The third."]
    assert [str(error) for error in here.told.errors] == ["/articles/1: is gone"]


def test_no_frame_is_missing_between_two_articles() -> None:
    """The next article is read while the first is heard; a device that asks at its pace gets every frame it asks for, into
    the next article, whose first sound comes after the pause before a heading and no later."""
    first = making.article(*(f"Sentence {n} is here and takes its time." for n in range(30)), "The end.")
    second = making.article("The next article is here.")
    next_is_read = threading.Event()

    def read(item: int) -> Reading:
        if item == 1:
            next_is_read.set()
        return Reading([first, second][item])

    library = Library(read, ["/articles/0", "/articles/1"], None)
    player = Player(NULL_DEVICE, 16000)
    player._device.close()  # the test is the device now
    player._started = True
    feed = player._feed()
    next(feed)
    told = Told()
    with (
        closing(engines.load("silence")) as speaker,
        closing(Stream(speaker, library.load, 2, library.prepare)) as stream,
    ):
        stream.attach(player)
        stream.start(Plan(0, FAST))
        listener = Listener(stream, player, library, FAST, told, KEYS)

        def play(frames: int) -> int:
            """The device asks for so many frames and waits for their time; returns how many it got."""
            before = player.taken_frames
            feed.send(frames)
            time.sleep(frames / player.sample_rate)
            listener.tick()
            return player.taken_frames - before

        while not player.waiting_frames:
            time.sleep(0.005)
        assert play(160) == 160
        assert next_is_read.wait(10), "it is not read ahead"
        listener.do(Command.END)
        while not player.waiting_frames:
            time.sleep(0.005)
        asked = got = 0
        while "The next article is here." not in told.sentences:
            asked += 160
            got += play(160)
            assert asked < 10 * player.sample_rate
        assert got == asked
        assert player.starved_frames == 0
        (last,) = (clip for clip in stream._clips if clip.segment.text == "The end.")
        (clip,) = (clip for clip in stream._clips if clip.item == 1)
        pause = FAST.pauses.heading * player.sample_rate // 1000
        assert clip.lead == pause
        assert 0 <= asked - (last.frames + pause) <= 160


def test_a_single_article_that_cannot_be_read(room: Callable[..., Room]) -> None:
    """It is the listener's error."""
    here = room(ArticleError("is gone"))
    with pytest.raises(ArticleError):
        here.to_the_end()


def test_what_has_no_words_does_not_trap_the_listener(room: Callable[..., Room]) -> None:
    """A line of asterisks is passed over in both directions."""
    here = room(making.article("One is here.", "* * *", "Two is here."))
    here.until(lambda: here.told.sentences[-1:] == ["Two is here."])
    here.listener.do(Command.PREVIOUS_SENTENCE)
    here.until(lambda: here.told.sentences[-1] == "One is here.")


def test_a_sentence_is_repeated_ever_slower(room: Callable[..., Room]) -> None:
    """Each r is slower than the one before; the sentence after it is said as before."""
    here = room(making.article(*TEXTS))
    here.until(lambda: here.told.sentences == ["One is here."])
    rates = []
    for count in (2, 3):
        here.listener.do(Command.REPEAT_SLOWER)
        here.until(lambda count=count: here.told.sentences.count("One is here.") == count)
        rates.append(here.listener.place.delivery.prosody.rate)
    assert rates == [1.5, 1.125]
    here.until(lambda: here.told.sentences[-1] == "Two is here.")
    assert here.listener.place.delivery == FAST


def test_another_sentence_is_repeated_as_slow_as_the_first_was(room: Callable[..., Room]) -> None:
    """How often a sentence was repeated says nothing of the next one."""
    here = room(making.article(*TEXTS))
    for text in ("One is here.", "Two is here."):
        here.until(lambda text=text: here.told.sentences[-1:] == [text])
        count = here.told.sentences.count(text)
        here.listener.do(Command.REPEAT_SLOWER)
        here.until(lambda text=text, count=count: here.told.sentences.count(text) > count)
        assert here.listener.place.delivery.prosody.rate == 1.5


def test_a_program_that_was_stopped_has_lost_no_device(
    room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After Control-Z and a while the device has not asked for long, but it could not: nobody is told it was lost."""
    monkeypatch.setattr("tts.listening.device.STOPPED_SECONDS", 0.3)
    monkeypatch.setattr("tts.player.LOST_SECONDS", 0.3)
    here = room(making.article(*TEXTS))
    here.until(lambda: bool(here.told.sentences))
    here.player._device.stop()
    time.sleep(0.6)
    assert here.player.lost
    here.listener.tick()
    here.player.reopen()
    assert here.to_the_end() == ["One is here.", "Two is here.", "Three is here.", "Four is here.", "Five is here."]
    assert here.told.notices == []


def test_a_change_in_a_pause_is_said(room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch) -> None:
    """While it speaks a change of rate or volume is heard by itself; in a pause it is said."""
    said: list[str] = []
    here = room(making.article(*TEXTS))
    monkeypatch.setattr(here.told, "notice", lambda _: True)
    monkeypatch.setattr(here.stream, "say", lambda *parts: said.extend(part.text for part in parts))
    here.until(lambda: bool(here.told.sentences))
    here.listener.do(Command.FASTER)
    here.listener.do(Command.PAUSE)
    here.listener.do(Command.FASTER)
    here.listener.do(Command.SOFTER)
    assert said == ["Rate two point two", "Volume ninety percent"]


def test_sleep_fades_out_at_a_sentence_end(room: Callable[..., Room], tmp_path: Path) -> None:
    """When it is time the next sentences are softer and softer, then it ends; next time it goes on where it began to fade."""
    article = making.article(*TEXTS)
    here = room(article, folder=tmp_path, sleep=0.0)
    volumes: dict[str, float] = {}
    while here.listener.tick():
        place = here.listener.place
        if place.delivery:
            volumes[place.segment] = place.delivery.prosody.volume
        time.sleep(0.005)
    here.listener.keep()
    assert here.told.sentences[-1] == "Three is here."
    assert "Four is here." not in here.told.sentences
    assert volumes == {"b001s01": 1.0, "b001s02": 0.6, "b002s01": 0.3}
    again = room(article, folder=tmp_path)
    again.until(lambda: bool(again.told.sentences))
    assert again.told.sentences == ["Two is here."]


@pytest.mark.parametrize("over", [False, True], ids=["in it", "after it"])
def test_sleep_in_the_last_sentence_ends_the_article(room: Callable[..., Room], tmp_path: Path, over: bool) -> None:
    """It is said to its end and not again, the queue does not go on, and the article counts as heard."""
    articles = making.article("One is here.", "The last one is here."), making.article("Another article.")
    here = room(*articles, folder=tmp_path, sleep=3600)
    here.until(lambda: "The last one is here." in here.told.sentences)
    here.until(lambda: here.listener.place.over if over else here.listener.place.word is not None)
    here.listener._sleep_at = 0.0
    here.to_the_end()
    here.listener.keep()
    assert set(here.told.sentences) == {"One is here.", "The last one is here."}
    assert here.listener.place.segment == "b002s01"
    (position,) = Positions(tmp_path).all()
    assert (position.finished, position.heard) == (True, 1.0)


def test_what_was_heard_to_the_end_begins_anew(room: Callable[..., Room], tmp_path: Path) -> None:
    """An article that was finished starts at its beginning the next time."""
    for _ in range(2):
        assert room(making.article("One is here. Two is here."), folder=tmp_path).to_the_end() == [
            "One is here.",
            "Two is here.",
        ]
    (position,) = Positions(tmp_path).all()
    assert (position.finished, position.heard) == (True, 1.0)


def test_bookmarks_are_kept(room: Callable[..., Room], tmp_path: Path) -> None:
    """A bookmark is there the next time, too; without one that is told."""
    article = making.article(*TEXTS)
    here = room(article, folder=tmp_path)
    here.until(lambda: bool(here.told.sentences))
    here.listener.do(Command.GO_TO_BOOKMARK)
    here.listener.do(Command.NEXT_PARAGRAPH)
    here.until(lambda: here.told.sentences[-1] == "Three is here.")
    here.listener.do(Command.BOOKMARK)
    here.listener.keep()
    assert here.told.notices == ["No bookmark", "Bookmark 1 of 1"]
    again = room(article, folder=tmp_path)
    again.until(lambda: bool(again.told.sentences))
    again.listener.do(Command.BEGINNING)
    again.until(lambda: again.told.sentences[-1] == "One is here.")
    again.listener.do(Command.GO_TO_BOOKMARK)
    again.until(lambda: again.told.sentences[-1] == "Three is here.")


def test_a_lost_device_is_opened_again(room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that stops is told and tried again; the sentence it was in is heard again, and nothing is lost."""
    here = room(making.article(*TEXTS))
    here.until(lambda: here.told.sentences == ["One is here.", "Two is here."])
    monkeypatch.setattr("tts.player.LOST_SECONDS", 0.2)
    monkeypatch.setattr("tts.listening.device.RETRY_SECONDS", 0.1)
    failures = iter([UnavailableError("no")] * 2)
    really = here.player.reopen

    def reopen() -> None:
        for failure in failures:
            raise failure
        really()

    monkeypatch.setattr(here.player, "reopen", reopen)
    here.player._device.stop()
    heard = here.to_the_end()
    assert [notice.split(";")[0] for notice in here.told.notices] == [
        "the sound device has stopped taking sound",
        "the sound device is back",
    ]
    assert heard[-4:] == ["Two is here.", "Three is here.", "Four is here.", "Five is here."]


def test_a_device_lost_after_a_sentence_says_it_again(
    room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lost in the pause between two sentences, the end of the first may be lost in a buffer: it is heard again."""
    here = room(making.article(*TEXTS))
    here.until(lambda: here.listener.place.over)
    monkeypatch.setattr("tts.player.LOST_SECONDS", 0.2)
    here.player._device.stop()
    assert here.to_the_end()[:3] == ["One is here.", "One is here.", "Two is here."]


def test_a_device_lost_after_a_sentence_and_for_good(
    room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Lost in the pause between two sentences and not back, the next time begins with the sentence whose end may be lost."""
    here = room(making.article(*TEXTS), folder=tmp_path)
    here.until(lambda: here.listener.place.over)
    lose_for_good(here, monkeypatch)
    with pytest.raises(UnavailableError):
        here.to_the_end()
    here.listener.keep()
    (position,) = Positions(tmp_path).all()
    assert position.sentence == 0
    assert here.told.sentences == ["One is here."]


def test_a_device_that_opens_and_takes_nothing_is_not_back(
    room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Held up by another program it can be opened all the same: that is told once, not every few seconds, and ends."""
    here = room(making.article(*TEXTS))
    here.until(lambda: bool(here.told.sentences))
    for name, seconds in (("player.LOST", 0.2), ("listening.device.RETRY", 0.1), ("listening.device.RECONNECT", 1.0)):
        monkeypatch.setattr(f"tts.{name}_SECONDS", seconds)
    really, opened = here.player.reopen, []

    def reopen() -> None:
        really()
        here.player._device.stop()
        opened.append(True)

    monkeypatch.setattr(here.player, "reopen", reopen)
    here.player._device.stop()
    with pytest.raises(UnavailableError, match="takes no sound"):
        here.to_the_end()
    assert len(opened) > 1
    assert len(here.told.notices) == 1


def test_a_device_lost_in_a_pause_stays_paused(room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch) -> None:
    """Paused between two sentences, then lost and back: it is silent until it is asked to go on, and then nothing is missing."""
    here = room(making.article(*TEXTS))
    here.until(lambda: here.listener.place.over)
    here.listener.do(Command.PAUSE)
    monkeypatch.setattr("tts.player.LOST_SECONDS", 0.2)
    here.player._device.stop()
    here.until(lambda: here.told.notices[-1:] == ["the sound device is back"])
    assert here.player.paused
    taken = here.player.taken_frames
    called = here.player._last_call
    here.until(lambda: here.player._last_call > called + 0.2)
    assert here.player.taken_frames == taken
    here.listener.do(Command.PAUSE)
    assert here.to_the_end()[:3] == ["One is here.", "One is here.", "Two is here."]


def lose_for_good(here: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """The device stops, and cannot be opened again."""
    for name, seconds in (("player.LOST", 0.1), ("listening.device.RETRY", 0.05), ("listening.device.RECONNECT", 0.3)):
        monkeypatch.setattr(f"tts.{name}_SECONDS", seconds)

    def reopen() -> None:
        raise UnavailableError("no sound device can be opened")

    monkeypatch.setattr(here.player, "reopen", reopen)
    here.player._device.stop()


def test_a_device_that_stays_lost_is_an_error(room: Callable[..., Room], monkeypatch: pytest.MonkeyPatch) -> None:
    """When it does not come back the listener ends with the error, not with silence."""
    here = room(making.article(*TEXTS))
    here.until(lambda: bool(here.told.sentences))
    lose_for_good(here, monkeypatch)
    with pytest.raises(UnavailableError):
        here.to_the_end()


def test_random_keys_leave_it_where_they_lead(room: Callable[..., Room]) -> None:
    """A short soak: no gap, no error, every move arrives (the long one is `bench/soak.py`)."""
    import random

    chance = random.Random(7)
    article = making.article(*(f"Sentence {n} is here. Another {n} follows." for n in range(30)))
    here = room(article)
    here.until(lambda: bool(here.told.sentences))
    reading = here.library.load(0)
    for _ in range(60):
        command = chance.choice(
            [Command.NEXT_SENTENCE, Command.PREVIOUS_SENTENCE, Command.NEXT_PARAGRAPH, Command.END, Command.BEGINNING]
        )
        number = reading.number(here.listener.place.segment)
        target = reading.target(command, number)
        here.listener.do(command)
        if target is not None:
            here.until(lambda target=target: reading.number(here.listener.place.segment) in {target, target + 1})
        if chance.random() < 0.3:
            here.listener.do(chance.choice([Command.FASTER, Command.SLOWER, Command.PAUSE]))
    here.listener.resume()
    here.listener.do(Command.END)
    here.to_the_end()
    assert here.told.sentences[-1] == "Another 29 follows."
    assert here.player.starved_frames == 0
    assert not here.told.errors
