"""The player, on the device that plays into nothing at the pace of a real one."""

from __future__ import annotations

import threading
import time

import making
import pytest

from tts.errors import UnavailableError
from tts.model import Speech
from tts.player import AHEAD_SECONDS, NULL_DEVICE, Player


@pytest.fixture
def player() -> Player:
    player = Player(NULL_DEVICE, making.RATE)
    yield player
    player.close()


def speech(ms: int, rate: int = making.RATE) -> Speech:
    return Speech(making.tone(ms * rate // 1000, rate=rate), rate)


def test_the_device_is_fed_exactly_what_was_given(player: Player) -> None:
    """What goes to the device is the sound that was given, sample for sample, with pauses, then silence."""
    heard = bytearray()
    feed = player._feed()
    next(feed)
    player._device.close()  # we are the device now
    parts = [speech(30), speech(1), speech(77)]
    for part in parts:
        player.play(part, pause_ms=10)
    while player.taken_frames < player._given:
        heard += feed.send(111)
    heard += feed.send(50)
    pause = bytes(2 * (making.RATE // 100 + 1))
    wanted = b"".join(pause[: 2 * round(making.RATE / 100 + 1e-6)] + part.pcm for part in parts)
    assert bytes(heard[: len(wanted)]) == wanted
    assert not any(heard[len(wanted) :])


def test_starts_are_told_in_order_as_the_sound_begins(player: Player) -> None:
    """Each speech's start is told once, in order, not before the device has come to it."""
    told: list[tuple[str, int]] = []
    for name in ("first", "second", "third"):
        player.play(speech(60), on_start=lambda name=name: told.append((name, player.taken_frames)))
    player.drain()
    assert [name for name, _ in told] == ["first", "second", "third"]
    length = speech(60).frames
    assert all(taken > number * length for number, (_, taken) in enumerate(told))


def test_only_so_much_is_kept_ahead(player: Player) -> None:
    """`play` holds its caller back, so memory stays flat however long the article."""
    long = speech(2000)
    held = threading.Event()

    def give() -> None:
        for _ in range(8):
            try:
                player.play(long)
            except UnavailableError:
                return
        held.set()

    thread = threading.Thread(target=give, daemon=True)
    thread.start()
    assert not held.wait(1.5)
    assert player._given - player.taken_frames <= (AHEAD_SECONDS + 2) * making.RATE
    player.close()


def test_closing_stops_at_once(player: Player) -> None:
    """After `close` nothing more is taken; closing twice is fine."""
    player.play(speech(3000))
    player.close()
    taken = player.taken_frames
    time.sleep(0.2)
    assert player.taken_frames == taken
    player.close()


def test_another_sample_rate_opens_the_device_anew(player: Player) -> None:
    """Voices of two sample rates follow one another."""
    player.play(speech(50, 22050))
    player.play(speech(50, 16000))
    player.drain()
    assert player.taken_frames == speech(50, 22050).frames + speech(50, 16000).frames


def test_a_device_that_stops_is_noticed(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that asks for nothing any more is an error and no endless wait."""
    monkeypatch.setattr("tts.player.LOST_SECONDS", 0.2)
    player._device.stop()
    player.play(speech(10))
    with pytest.raises(UnavailableError, match="stopped"):
        player.drain()


def test_an_unknown_device_is_refused() -> None:
    """A name no device has is refused; nothing is played into nothing instead."""
    with pytest.raises(UnavailableError):
        Player("no such device")
