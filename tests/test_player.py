"""The player, on the device that plays into nothing at the pace of a real one."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from array import array
from collections.abc import Generator

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
    feed = as_device(player)
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


def test_the_first_sound_is_taken_at_once(player: Player) -> None:
    """No silence is heard before it; before it, or without it, nothing is lost or waited for."""
    first = bytearray()
    really = player._feed

    def feed() -> Generator[bytes, int, None]:
        inner = really()
        wanted = yield next(inner)
        while True:
            data = inner.send(wanted)
            first.extend(data[: 2000 - len(first)])
            wanted = yield data

    player._feed = feed
    time.sleep(0.1)
    assert player.drained
    assert not player.lost
    assert not first
    sound = speech(500)
    player.give(sound.pcm)
    ends = time.monotonic() + 10
    while len(first) < 2000:
        assert time.monotonic() < ends
        time.sleep(0.01)
    assert first == sound.pcm[:2000]


def test_closing_stops_at_once(player: Player) -> None:
    """After `close` nothing more is taken; closing twice is fine."""
    player.play(speech(3000))
    player.close()
    taken = player.taken_frames
    time.sleep(0.2)
    assert player.taken_frames == taken
    player.close()


def test_the_first_sound_sets_the_sample_rate(player: Player) -> None:
    """The device is opened at the rate of the first sound; sound of another rate is resampled to it, to the same length."""
    player.play(speech(50, 16000))
    assert player.sample_rate == 16000
    player.play(speech(500, 48000))
    player.drain()
    assert abs(player.taken_frames - 16000 * 550 // 1000) < 20


def test_resampled_sound_is_the_same_tone() -> None:
    """A tone is the same tone at another sample rate: what differs is 40 dB below it."""
    from tts.player.resampling import resampled

    made = array("h", resampled(speech(300, 44100), 22050).pcm)
    wanted = array("h", making.tone(len(made)))
    middle = range(200, len(made) - 200)
    error = sum((made[n] - wanted[n]) ** 2 for n in middle) / sum(wanted[n] ** 2 for n in middle)
    assert abs(len(made) - 300 * 22050 // 1000) < 5
    assert error < 1e-4


def as_device(player: Player) -> Generator[bytes, int, None]:
    """The test is the device now: it asks for sound itself."""
    player._device.close()
    player._started = True
    feed = player._feed()
    next(feed)
    return feed


def test_nothing_is_lost_or_repeated_across_pauses(player: Player) -> None:
    """However often and wherever it is paused, what is heard without the silence of the pauses is what was given."""
    feed = as_device(player)
    sound = speech(300)
    player.play(sound)
    heard = bytearray()
    for number in range(60):
        if number % 3 == 1:
            player.pause()
        before = player.taken_frames
        data = feed.send(137)
        heard += data[: 2 * (player.taken_frames - before)]
        assert not any(data[2 * (player.taken_frames - before) :])
        if number % 3 == 2:
            player.resume()
    while player.waiting_frames:
        before = player.taken_frames
        heard += feed.send(100)[: 2 * (player.taken_frames - before)]
    assert bytes(heard) == sound.pcm


def test_a_pause_waits_for_the_wave_to_cross_zero(player: Player) -> None:
    """A pause does not click: the last sample before the silence is a quiet one, at most a hundredth of a second later."""
    feed = as_device(player)
    player.play(speech(300))
    feed.send(123)
    before = player.taken_frames
    player.pause()
    last = array("h", feed.send(441))[: player.taken_frames - before]
    assert len(last) <= making.RATE // 100
    assert abs(last[-1]) < 2100  # a step of this tone at its steepest
    assert not any(feed.send(441))


def test_a_notice_is_heard_in_between(player: Player) -> None:
    """A notice takes the place of the sound and gives it back where it was; a pause does not silence it."""
    feed = as_device(player)
    sound = speech(100)
    player.play(sound)
    first = feed.send(500)
    player.pause()
    feed.send(500)
    taken = player.taken_frames
    player.interject(speech(50))
    noticed = b"".join(feed.send(1000) for _ in range(12))
    assert speech(50).pcm in noticed
    assert player.taken_frames == taken
    player.resume()
    assert first + sound.pcm[len(first) : 2 * taken] + feed.send(5000)[: 2 * (sound.frames - taken)] == sound.pcm


def test_silence_that_came_too_late_is_counted(player: Player) -> None:
    """A gap because sound came too late is counted; silence before the first sound, in a pause or after the end is not."""
    feed = as_device(player)
    feed.send(100)
    player.give(speech(10).pcm)
    feed.send(300)
    assert player.starved_frames == 300 - speech(10).frames
    player.drop()
    feed.send(300)
    player.give(speech(10).pcm)
    feed.send(100)
    player.end()
    feed.send(300)
    assert player.starved_frames == 300 - speech(10).frames


def test_a_device_that_stops_is_noticed(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that asks for nothing any more is an error and no endless wait."""
    monkeypatch.setattr("tts.player.LOST_SECONDS", 0.2)
    player.play(speech(500))
    player._device.stop()
    with pytest.raises(UnavailableError, match="stopped"):
        player.drain()


def test_an_unknown_device_is_refused() -> None:
    """A name no device has is refused; nothing is played into nothing instead."""
    with pytest.raises(UnavailableError):
        Player("no such device")


@pytest.mark.parametrize(
    "first", ["html.unescape('&lt;')", "html.parser.HTMLParser()", "urllib.request.Request('file:///a')"]
)
def test_what_the_sound_library_does_not_import_is_there_for_others(first: str) -> None:
    """Modules that wait to be used are the real ones when they are."""
    code = f"from tts.player import devices; devices.devices(); import html, html.parser, urllib.request; print(bool({first}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
