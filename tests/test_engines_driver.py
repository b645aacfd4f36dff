"""Our eSpeak NG driver as pyttsx3's users meet it. Each test is a process: the library's state is global."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import wave
from pathlib import Path

import pytest

HEAD = """
    from tts.engines.pyttsx3_driver import find_drivers
    find_drivers()
    import pyttsx3
    engine = pyttsx3.init("espeak_ng")
    told = []
    for topic in ("started-utterance", "started-word", "finished-utterance", "audio", "error"):
        engine.connect(topic, lambda topic=topic, **kw: told.append((topic, kw)))
"""


def run(program: str, folder: Path) -> str:
    code = textwrap.dedent(HEAD) + textwrap.dedent(program)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60, cwd=folder
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


def test_say(tmp_path: Path) -> None:
    """`say` and `runAndWait` tell the utterance, its words with text and frame, and the sound, again and again."""
    program = """
    for number in range(3):
        told.clear()
        engine.say("Hello, wide world.", "greeting")
        engine.runAndWait()
        topics = [topic for topic, _ in told]
        assert topics[0] == "started-utterance" and topics[-1] == "finished-utterance", topics
        assert told[-1][1] == {"name": "greeting", "completed": True}
        words = [kw for topic, kw in told if topic == "started-word"]
        assert [(w["location"], w["length"]) for w in words] == [(0, 5), (7, 4), (12, 5)], words
        frames = [w["frame"] for w in words]
        sound = b"".join(kw["pcm"] for topic, kw in told if topic == "audio")
        assert frames == sorted(frames) and frames[-1] < len(sound) // 2
        assert {kw["sample_rate"] for topic, kw in told if topic == "audio"} == {22050}
    print("done")
    """
    assert run(program, tmp_path) == "done\n"


def test_several_in_one_run(tmp_path: Path) -> None:
    """Everything queued is said, in order: texts, files and properties."""
    program = """
    engine.setProperty("rate", 300)
    engine.say("one")
    engine.save_to_file("two", "two.wav")
    engine.save_to_file("three and more", "three.wav")
    engine.say("four")
    engine.runAndWait()
    assert [kw["completed"] for topic, kw in told if topic == "finished-utterance"] == [True] * 4, told
    engine.runAndWait()
    print(engine.getProperty("rate"), engine.getProperty("volume"), engine.getProperty("pitch"))
    """
    assert run(program, tmp_path) == "300 1.0 50\n"
    lengths = []
    for name in ("two.wav", "three.wav"):
        with wave.open(str(tmp_path / name)) as file:
            assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
            lengths.append(file.getnframes())
    assert 2000 < lengths[0] < lengths[1]


def test_errors_are_told(tmp_path: Path) -> None:
    """An unknown voice, an unknown property and a file that cannot be written are `error` events; the engine goes on."""
    program = """
    engine.setProperty("voice", "nobody")
    engine.setProperty("colour", "blue")
    engine.save_to_file("lost", "no/such/folder/x.wav")
    engine.say("still here")
    engine.runAndWait()
    print([type(kw["exception"]).__name__ for topic, kw in told if topic == "error"])
    print([kw["completed"] for topic, kw in told if topic == "finished-utterance"])
    """
    assert run(program, tmp_path) == "['ValueError', 'KeyError', 'FileNotFoundError']\n[False, True]\n"


def test_stop(tmp_path: Path) -> None:
    """`stop` in the middle of an utterance ends it there, and says that it was not completed."""
    program = """
    engine.connect("started-word", lambda **kw: engine.stop())
    engine.say("word " * 2000)
    engine.runAndWait()
    print([kw["completed"] for topic, kw in told if topic == "finished-utterance"])
    print(sum(topic == "started-word" for topic, kw in told) < 1000)
    """
    assert run(program, tmp_path) == "[False]\nTrue\n"


def test_own_loop(tmp_path: Path) -> None:
    """A program with a loop of its own drives it by `iterate`."""
    program = """
    engine.startLoop(False)
    engine.say("one")
    engine.iterate()
    engine.say("two")
    engine.iterate()
    engine.endLoop()
    print(sum(topic == "finished-utterance" for topic, _ in told))
    """
    assert run(program, tmp_path) == "2\n"


def test_an_exception_in_the_callback(tmp_path: Path) -> None:
    """An exception while C calls back is raised where `speak` was called, and the library can be used again."""
    program = """
    from tts.engines.libespeak_ng import Library
    library = engine.proxy._driver.library
    def broken(pcm, events):
        raise RuntimeError("heard badly")
    try:
        library.speak("Hello there.", broken)
    except RuntimeError as error:
        print(error)
    heard = []
    library.speak("Hello there.", lambda pcm, events: heard.append(len(pcm)))
    print(sum(heard) > 10000)
    """
    assert run(program, tmp_path) == "heard badly\nTrue\n"


@pytest.mark.parametrize("way", ["set back", "loaded anew"])
def test_a_text_sounds_as_if_it_were_the_first(way: str) -> None:
    """Whatever was said before, a library sounds as when just loaded; where its variables are not shown, too."""
    program = """
    import ctypes, hashlib
    from tts.engines import libespeak_ng
    if WAY == "loaded anew":
        libespeak_ng.pristine.load = lambda path: (ctypes.CDLL(path), None)
    library = libespeak_ng.Library()
    library.set_voice("gmw/en-US")
    library.set_rate(300)
    def said(text):
        pieces = []
        library.speak(text, lambda *piece: pieces.append(piece))
        return hashlib.sha256(repr(pieces).encode()).hexdigest()
    texts = ["He came, saw and left.", "Уже 12 «часов»!", "Why? The R.A.F. knows - on 5 May."]
    print(*(said(texts[number]) for number in ORDER))
    """

    def sounds(way: str, *order: int) -> list[str]:
        code = textwrap.dedent(program).replace("WAY", repr(way)).replace("ORDER", repr(order))
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
        return done.stdout.split()

    first = [sounds("set back", number)[0] for number in range(3)]
    assert len(set(first)) == 3
    order = (2, 0, 1, 1, 0, 2, 0)
    assert sounds(way, *order) == [first[number] for number in order]
