"""Nothing half done: killed at any moment, a render leaves whole files or none, and the next one goes on from there."""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import CONTENT

from tts import engines
from tts.cli.caching import noting_what_is_kept
from tts.engines import packs
from tts.engines.base import Engine
from tts.engines.cached import Cached
from tts.engines.store import Store
from tts.model import Utterance

ARTICLE = CONTENT / "solar-library.md"
OUTPUTS = ("a.wav", "a.vtt", "a.json")
KILLS = 20
ENTRY = packs._ENTRY.size


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """The folder for temporary files, of this test alone."""
    folder = tmp_path_factory.mktemp("temporary")
    environment["TMPDIR"] = str(folder)
    return folder


def test_killed_at_any_moment(run: Callable, start: Callable, tmp_path: Path, home: Path, temporary: Path) -> None:
    """20 kills: each output is the old file or the whole new one, nothing else stays, and in the end nothing is lost."""
    folder = tmp_path / "out"
    folder.mkdir()
    command = ["render", ARTICLE, *(part for name in OUTPUTS for part in ("-o", folder / name))]
    began = time.monotonic()
    assert run(*command, "--no-cache").returncode == 0
    whole_time = time.monotonic() - began
    whole = {name: (folder / name).read_bytes() for name in OUTPUTS}
    cache = home / ".cache" / "article-tts"
    moments = [(number + 0.5) / KILLS for number in range(KILLS)]
    random.Random(5).shuffle(moments)
    for number, moment in enumerate(moments):
        if number % 3 == 0:
            shutil.rmtree(cache, ignore_errors=True)
        before: dict[str, bytes] = {} if number % 2 else dict.fromkeys(OUTPUTS, b"old")
        for name in OUTPUTS:
            (folder / name).unlink(missing_ok=True)
        for name, content in before.items():
            (folder / name).write_bytes(content)
        process = start(*command)
        time.sleep(moment * whole_time)
        process.kill()
        process.communicate()
        left = {path.name: path.read_bytes() for path in folder.iterdir()}
        assert set(before) <= set(left) <= set(OUTPUTS)
        half = {name: content for name, content in left.items() if content not in {whole[name], before.get(name)}}
        assert not half
        assert list(temporary.iterdir()) == []
    done = run(*command)
    assert done.returncode == 0, done.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == whole
    assert {path.suffix for path in cache.iterdir()} <= {".pack", ".index", ".TAG"}


def utterances_in(cache: Path) -> list[bytes]:
    """The keys of the speech that is kept; what is kept beside it (spoken forms, the engine's version) begins with zeros."""
    indexes = [path.read_bytes() for path in cache.glob("*.index")]
    keys = [index[at : at + 32] for index in indexes for at in range(0, len(index) - ENTRY + 1, ENTRY)]
    return [key for key in keys if not key.startswith(bytes(8))]


def test_control_c_tells_what_is_kept(start: Callable, tmp_path: Path, home: Path) -> None:
    """One line, when something was spoken."""
    (tmp_path / "long.txt").write_text("\n\n".join(f"This is sentence {n}, and it is said once." for n in range(5000)))
    process = start("render", "long.txt", "-o", "a.json", "--progress", "none")
    deadline = time.monotonic() + 60
    while len(utterances_in(home / ".cache" / "article-tts")) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err == "\nInterrupted. What was spoken is kept for the next time.\n"  # the first one ends the line of ^C


def test_nothing_is_promised_where_nothing_is_kept(tmp_path: Path) -> None:
    """Without a cache, with one that cannot be written to, and before anything was spoken."""

    def told(engine: Engine, *, speak: bool = True) -> list[str]:
        def interrupted() -> None:
            with closing(engine), noting_what_is_kept(engine):
                if speak:
                    engine.synthesize(Utterance("b001s01", "Hello."))
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt) as stopped:
            interrupted()
        return getattr(stopped.value, "__notes__", [])

    def cached(folder: Path) -> Engine:
        return Cached(engines.load("silence"), Store(folder))

    (tmp_path / "file").touch()
    assert told(cached(tmp_path / "kept"))
    assert not told(cached(tmp_path / "kept"), speak=False)
    assert not told(cached(tmp_path / "file"))
    assert not told(engines.load("silence"))


def test_the_next_run_picks_up_what_was_made(run: Callable, start: Callable, tmp_path: Path, home: Path) -> None:
    """Killed in the middle, a render's speech is not lost: the next one speaks only the rest, each segment once."""
    expected = run("render", ARTICLE, "-o", "whole.json", "--no-cache")
    assert expected.returncode == 0
    cache = home / ".cache" / "article-tts"
    process = start("render", ARTICLE, "-o", "a.json")
    deadline = time.monotonic() + 60
    while len(utterances_in(cache)) < 5:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    process.kill()
    process.communicate()
    done = run("render", ARTICLE, "-o", "a.json")
    new, of = map(int, re.search(r"([0-9]+) of ([0-9]+) utterances spoken anew", done.stderr).groups())
    assert new <= of - 5
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "whole.json").read_bytes()
    segments = [segment["id"] for segment in json.loads((tmp_path / "a.json").read_text())["segments"]]
    assert len(segments) == len(set(segments)) <= of
    kept = utterances_in(cache)
    assert len(kept) == len(set(kept)) <= of
