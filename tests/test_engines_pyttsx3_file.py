"""The adapter for pyttsx3's own drivers, with upstream's eSpeak driver and with drivers that misbehave."""

from __future__ import annotations

import os
import subprocess
import sys
import wave
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar

import pytest
from engine_contract import EngineContract

from tts.engines import load, pyttsx3_file
from tts.engines.pyttsx3_driver import find_drivers
from tts.engines.pyttsx3_file import Pyttsx3File
from tts.engines.scratch import ScratchFolder
from tts.errors import EngineError, SynthesisError, VoiceError
from tts.model import Prosody, Utterance

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="upstream's eSpeak driver is tried on Linux")


class TestContract(EngineContract):
    NAME: ClassVar[str] = "pyttsx3:espeak"
    HAS_MARKS = False


def test_many_utterances() -> None:
    """Ninety utterances, none lost and none mistaken for another."""
    engine = load("pyttsx3:espeak")
    lengths: dict[str, int] = {}
    for number in range(90):
        text = ("Yes.", "He said no to it.", "The minister said that he would not come to the meeting.")[number % 3]
        frames = engine.synthesize(Utterance("s", text)).frames
        # Now and then the upstream driver drops what comes in its last callback, which cannot be seen from outside.
        assert abs(frames - lengths.setdefault(text, frames)) < 0.05 * frames + 8000
    engine.close()
    assert len(set(lengths.values())) == 3


def test_long_text() -> None:
    """A text longer than the driver can take (15,800 characters) is said whole."""
    engine = load("pyttsx3:espeak")
    fast = Prosody(rate=2.5)
    short = engine.synthesize(Utterance("s", "and so on " * 160, prosody=fast)).frames
    long = engine.synthesize(Utterance("s", "and so on " * 1600, prosody=fast)).frames
    engine.close()
    assert 9.5 < long / short < 10.5


class FakeDriver:
    """A pyttsx3 driver; `save_to_file` is what a test makes of it."""

    voice = "one"

    def __init__(self, proxy: Any) -> None:
        self.proxy = proxy

    def destroy(self) -> None:
        pass

    def getProperty(self, name: str) -> Any:  # noqa: N802
        voices = [SimpleNamespace(id=i, name=i, languages=["en_US"]) for i in ("one", "two")]
        return {"voices": voices, "voice": self.voice, "rate": 1, "volume": 1}[name]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802
        if name == "voice":
            self.voice = value

    def startLoop(self) -> None:  # noqa: N802
        self.proxy.setBusy(False)

    def endLoop(self) -> None:  # noqa: N802
        pass

    def stop(self) -> None:
        pass

    def save_to_file(self, text: str, filename: str) -> None:
        raise NotImplementedError


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[FakeDriver]:
    """A fresh class of fake driver, installed in pyttsx3 as `fake`."""
    find_drivers()
    driver = type("Fake", (FakeDriver,), {})
    module = ModuleType("pyttsx3.drivers.fake")
    module.buildDriver = driver  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyttsx3.drivers.fake", module)
    monkeypatch.setattr(pyttsx3_file, "_LIMIT", 0.3)
    return driver


def whole_file(self: FakeDriver, text: str, filename: str) -> None:
    _write(filename, b"\0\1" * len(text))


def _write(filename: str, pcm: bytes) -> None:
    with wave.open(filename, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(pcm)


def say(text: str = "hello", **utterance: Any) -> Any:
    engine = Pyttsx3File("pyttsx3:fake", "fake")
    try:
        return engine.synthesize(Utterance("b001s01", text, **utterance))
    finally:
        engine.close()


def test_a_driver_that_never_says_it_has_finished(fake: type[FakeDriver]) -> None:
    """A whole file that no longer grows is enough (sapi5 tells nothing when it saves); its rate is believed."""
    fake.save_to_file = whole_file  # type: ignore[method-assign]
    speech = say()
    assert (speech.frames, speech.sample_rate) == (5, 16_000)


def test_properties_settle(fake: type[FakeDriver], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where properties need a while to be in force, all are set before the wait, and the text comes after it."""
    monkeypatch.setitem(pyttsx3_file._TRAITS, "fake", pyttsx3_file._Traits(settle=0.125))
    order: list[object] = []
    fake.setProperty = lambda self, name, value: order.append(name)  # type: ignore[method-assign,assignment]
    monkeypatch.setattr(pyttsx3_file.time, "sleep", order.append)

    def save(self: FakeDriver, text: str, filename: str) -> None:
        order.append(text)
        whole_file(self, text, filename)
        self.proxy.notify("finished-utterance", completed=True)

    fake.save_to_file = save  # type: ignore[method-assign]
    say()
    assert order == ["voice", "rate", "volume", 0.125, "hello"]


def test_silence_at_the_ends_is_cut(fake: type[FakeDriver]) -> None:
    """Pauses are the narration's: what a driver leaves silent before and after is cut off."""
    fake.save_to_file = lambda self, text, filename: _write(filename, b"\5\0" * 99 + b"\0\1" * 7 + bytes(99))  # type: ignore[method-assign,assignment]
    assert say().pcm == b"\0\1" * 7


def test_a_driver_that_makes_no_file(fake: type[FakeDriver]) -> None:
    """No file in time is an error with the segment."""
    fake.save_to_file = lambda *_: None  # type: ignore[method-assign,assignment]
    with pytest.raises(SynthesisError, match=r"b001s01: .*no whole file"):
        say()


def test_a_driver_that_makes_half_a_file(fake: type[FakeDriver]) -> None:
    """Half a file is no speech, even if the driver says that it has finished."""

    def half_a_file(self: FakeDriver, text: str, filename: str) -> None:
        whole_file(self, text, filename)
        with open(filename, "r+b") as file:
            file.truncate(48)
        self.proxy.notify("finished-utterance", completed=True)

    fake.save_to_file = half_a_file  # type: ignore[method-assign]
    with pytest.raises(SynthesisError, match="no whole file"):
        say()


def test_a_driver_that_writes_late(fake: type[FakeDriver]) -> None:
    """A file that comes after `runAndWait` is waited for."""
    import threading

    fake.save_to_file = lambda *arguments: threading.Timer(0.1, whole_file, arguments).start()  # type: ignore[method-assign,misc]
    assert say().frames == 5


def test_a_driver_that_fails(fake: type[FakeDriver]) -> None:
    """An error event, which pyttsx3 itself would let pass, is raised."""
    with pytest.raises(SynthesisError, match="NotImplementedError"):
        say()


def test_a_driver_that_stops(fake: type[FakeDriver]) -> None:
    """An utterance that was not completed is an error, whatever the file."""

    def stopped(self: FakeDriver, text: str, filename: str) -> None:
        whole_file(self, text, filename)
        self.proxy.notify("finished-utterance", completed=False)

    fake.save_to_file = stopped  # type: ignore[method-assign]
    with pytest.raises(SynthesisError, match="stopped before the end"):
        say()


def test_a_driver_that_takes_another_voice(fake: type[FakeDriver]) -> None:
    """A driver that goes on with its own voice when it should take another is found out."""
    fake.save_to_file = whole_file  # type: ignore[method-assign]
    fake.setProperty = lambda *_: None  # type: ignore[method-assign,assignment]
    assert say(voice="one").frames == 5
    with pytest.raises(VoiceError, match="'one' in place of 'two'"):
        say(voice="two")


def test_a_driver_that_writes_something_else(fake: type[FakeDriver]) -> None:
    """A file of an unknown kind is told as what it is."""

    def odd(self: FakeDriver, text: str, filename: str) -> None:
        with open(filename, "wb") as file:
            file.write(b"ID3 and then some more")
        self.proxy.notify("finished-utterance", completed=True)

    fake.save_to_file = odd  # type: ignore[method-assign]
    with pytest.raises(SynthesisError, match="neither WAV nor AIFF"):
        say()


def test_what_a_killed_process_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of a process that was killed is removed by the next; that of one that lives is left alone."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    code = "from tts.engines.scratch import ScratchFolder; folder = ScratchFolder(); print(flush=True); input()"
    processes = [
        subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(2)
    ]
    for process in processes:
        process.stdout.readline()
    processes[0].kill()
    processes[0].communicate()
    other = tmp_path / "article-tts-notes"  # not ours: what has the lock's name is none
    other.mkdir()
    os.mkfifo(other / "in-use")
    before = set(tmp_path.iterdir())
    folder = ScratchFolder()
    assert len(before - set(tmp_path.iterdir())) == 1
    processes[1].communicate(b"\n")
    folder.close()
    folder.close()
    left = ScratchFolder()  # the second ended without closing its own
    left.close()
    assert list(tmp_path.iterdir()) == [other]


@pytest.mark.parametrize(
    ("driver", "text", "said"),
    [("sapi5", "<silence msec='9000'/>x", " <silence"), ("nsss", "a [[rate 300]] b", "a [ [rate")],
)
def test_markup_is_text(driver: str, text: str, said: str) -> None:
    """What a platform's synthesiser would obey is made plain text."""
    assert pyttsx3_file._TRAITS[driver].literal(text).startswith(said)


@pytest.mark.parametrize("driver", ["sapi5", "nsss", "avspeech", "dummy", "nonexistent"])
def test_what_is_not_here(driver: str) -> None:
    """A driver that cannot work here says why."""
    engine = load(f"pyttsx3:{driver}")
    with pytest.raises(EngineError, match=driver):
        engine.voices()
    engine.close()
