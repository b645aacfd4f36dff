"""`article-tts say`: one phrase, as a user hears or writes it."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Run = Callable[..., CompletedProcess[str]]


def seconds(path: Path) -> float:
    with wave.open(str(path)) as file:
        return file.getnframes() / file.getframerate()


def test_a_phrase_becomes_a_file(run: Run, tmp_path: Path) -> None:
    """Words need no quotation marks; the path goes to standard output."""
    done = run("say", "Nguyen", "paid", "$5", "-o", "a.wav")
    assert (done.returncode, done.stdout, done.stderr) == (0, "a.wav\n", "")
    assert 0.8 < seconds(tmp_path / "a.wav") < 3


def test_a_phrase_is_heard(run: Run) -> None:
    """Without -o it is played, and nothing is printed."""
    done = run("say", "Good morning.", "--device", "null")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_is_said_is_shown(run: Run) -> None:
    """--show-spoken prints the words, one sentence a line."""
    done = run("say", "It cost $5. In 2016!", "--show-spoken", "--device", "null")
    assert done.stdout == "It cost five dollars.\nIn twenty sixteen!\n"


def test_nothing_to_say(run: Run) -> None:
    """White space is refused, and so is no text at all."""
    done = run("say", "  ")
    assert done.returncode == 1
    assert "there is nothing to say" in done.stderr
    assert run("say").returncode == 2


def test_an_unknown_suffix_is_told_before_anything_is_said(run: Run, tmp_path: Path) -> None:
    """As render does."""
    assert run("say", "Hello", "-o", "a.xyz").returncode == 2
    assert run("say", "Hello", "-o", "").returncode == 2
    assert list(tmp_path.iterdir()) == []
