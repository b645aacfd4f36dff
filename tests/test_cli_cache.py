"""Kept speech as a user meets it: a correction speaks one sentence, outputs are the same, nothing about it is fatal."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import KAZINFORM

STORY = "The first sentence is here. A second one follows!\n\nA new paragraph, with one sentence.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def cache(home: Path) -> Path:
    """Where a new user's speech is kept."""
    return home / ".cache" / "article-tts"


def anew(stderr: str) -> tuple[int, int]:
    """How many utterances were spoken anew, and of how many."""
    match = re.search(r", ([0-9]+) of ([0-9]+) utterances? spoken anew\.$", stderr.strip())
    assert match, stderr
    return int(match[1]), int(match[2])


def test_a_correction_speaks_one_sentence(run: Callable, tmp_path: Path, cache: Path) -> None:
    """The customer's article: all is new, then nothing, then, after a correction, the one sentence that changed."""
    article = tmp_path / "article.txt"
    shutil.copy(KAZINFORM, article)
    new, of = anew(run("render", article, "-o", "a.json").stderr)
    assert new == of > 20
    assert anew(run("render", article, "-o", "b.json").stderr) == (0, of)
    text = article.read_text(encoding="utf-8")
    assert text.count("Elbit Systems") == 1
    article.write_text(text.replace("Elbit Systems", "Elbit"), encoding="utf-8")
    assert anew(run("render", article, "-o", "c.json").stderr) == (1, of)
    assert list(cache.glob("*.pack"))


def test_cold_and_warm_outputs_are_the_same(run: Callable, story: Path, tmp_path: Path) -> None:
    """Every output is byte-identical without a cache, with a cold one and with a warm one."""
    made = {}
    for name, options in {"none": ["--no-cache"], "cold": [], "warm": []}.items():
        (tmp_path / name).mkdir()
        outputs = [part for suffix in ("wav", "mp3", "vtt", "json") for part in ("-o", f"{name}/a.{suffix}")]
        done = run("render", story, *outputs, *options)
        assert done.returncode == 0, done.stderr
        made[name] = {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
    assert len(made["none"]) == 4
    assert made["cold"] == made["none"]
    assert made["warm"] == made["none"]


def test_what_was_heard_before_is_captioned_the_same(run: Callable, story: Path, tmp_path: Path) -> None:
    """Captions alone, for which no sound is read again, are those that lie beside the sound; the sound made afterwards is whole."""
    (tmp_path / "both").mkdir()
    run("render", story, "-o", "both/a.wav", "-o", "both/a.vtt")
    for name in ("a.vtt", "a.wav"):
        assert anew(run("render", story, "-o", name).stderr) == (0, 3)
        assert (tmp_path / name).read_bytes() == (tmp_path / "both" / name).read_bytes()


def test_no_cache_keeps_nothing_and_counts_nothing(run: Callable, story: Path, cache: Path) -> None:
    """--no-cache and a size of 0 neither read nor write the cache; nor does the silent engine."""
    for options in (["--no-cache"], ["--cache-size", "0"], ["--engine", "silence"]):
        done = run("render", story, "-o", "a.wav", *options)
        assert done.returncode == 0, done.stderr
        assert "anew" not in done.stderr
        assert not cache.exists()


def test_the_size_is_heeded(run: Callable, tmp_path: Path, cache: Path) -> None:
    """--cache-size bounds what is kept, also when set by the environment."""
    done = run("render", KAZINFORM, "-o", "a.wav", "--cache-size", "2MB")
    assert done.returncode == 0, done.stderr
    size = sum(path.stat().st_size for path in cache.iterdir())
    assert 1_000_000 < size < 2_001_000
    assert anew(run("render", KAZINFORM, "-o", "a.wav").stderr)[0] > 1


@pytest.mark.parametrize("wrong", ["much", "-1", "1XB", "", "1e9", "iB"])
def test_a_size_that_is_none(run: Callable, story: Path, wrong: str) -> None:
    """What is no size is wrong usage, with examples."""
    done = run("render", story, "-o", "a.wav", "--cache-size", wrong)
    assert done.returncode == 2
    assert "Examples: 500MB, 2GiB" in done.stderr


def test_sizes() -> None:
    """Units are those of the SI, and those with an i are powers of 1024; the default is the library's."""
    from tts.cli.caching import DEFAULT_SIZE, Size
    from tts.engines.store import DEFAULT_LIMIT

    told = {"0": 0, "12": 12, "12B": 12, "1.5 kB": 1500, "500MB": 5 * 10**8, "2GiB": 2**31, "1T": 10**12}
    assert {text: Size().convert(text, None, None) for text in told} == told
    assert Size().convert(DEFAULT_SIZE, None, None) == DEFAULT_LIMIT


def test_info_and_clear(run: Callable, story: Path, cache: Path) -> None:
    """cache info tells folder, count and size, as lines or JSON; cache clear removes all of it, and twice is no error."""
    assert run("cache", "info").stdout.splitlines() == [f"folder: {cache}", "utterances: 0", "size: 0 bytes"]
    assert not cache.exists()
    run("render", story, "-o", "a.wav")
    told = json.loads(run("cache", "info", "--json").stdout)
    assert told == {
        "folder": str(cache),
        "utterances": 3,
        "bytes": sum(path.stat().st_size for path in (*cache.glob("*.pack"), *cache.glob("*.index"))),
    }
    assert re.search(r"^size: [0-9.]+ kB$", run("cache", "info").stdout, re.MULTILINE)
    done = run("cache", "clear")
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(r"3 utterances removed, [0-9.]+ kB\.\n", done.stderr)
    assert run("cache", "clear").stderr == "0 utterances removed, 0 bytes.\n"
    assert anew(run("render", story, "-o", "a.wav").stderr) == (3, 3)


def test_the_folder_can_be_chosen(run: Callable, story: Path, tmp_path: Path, environment: dict, cache: Path) -> None:
    """ARTICLE_TTS_CACHE_DIR names the folder."""
    environment["ARTICLE_TTS_CACHE_DIR"] = str(tmp_path / "mine")
    run("render", story, "-o", "a.wav")
    assert list((tmp_path / "mine").glob("*.pack"))
    assert f"folder: {tmp_path / 'mine'}\n" in run("cache", "info").stdout
    assert not cache.exists()


def test_a_damaged_cache_is_mended(run: Callable, story: Path, tmp_path: Path, cache: Path) -> None:
    """A flipped bit costs one utterance, a lost index all of them; sound is never wrong, and then all is kept again."""
    run("render", story, "-o", "a.wav")
    sound = (tmp_path / "a.wav").read_bytes()
    (pack,) = cache.glob("*.pack")
    data = bytearray(pack.read_bytes())
    data[len(data) // 2] ^= 1
    pack.write_bytes(data)
    assert anew(run("render", story, "-o", "b.wav").stderr) == (1, 3)
    assert anew(run("render", story, "-o", "c.wav").stderr) == (0, 3)
    for index in cache.glob("*.index"):
        index.write_bytes(b"nonsense" * 100)
    assert anew(run("render", story, "-o", "d.wav").stderr) == (3, 3)
    assert anew(run("render", story, "-o", "e.wav").stderr) == (0, 3)
    assert (tmp_path / "c.wav").read_bytes() == (tmp_path / "e.wav").read_bytes() == sound


def test_a_cache_that_cannot_be_used_is_one_warning(
    run: Callable, story: Path, tmp_path: Path, environment: dict
) -> None:
    """Where the folder cannot be made, or others may write to it, one plain line says so, and all is spoken."""
    (tmp_path / "file").write_text("")
    (tmp_path / "shared").mkdir(mode=0o777)
    os.chmod(tmp_path / "shared", 0o777)
    for folder, why in (("file", "file"), ("shared", "others may write to the folder")):
        environment["ARTICLE_TTS_CACHE_DIR"] = str(tmp_path / folder)
        done = run("render", story, "-o", "a.wav")
        assert done.returncode == 0
        first, last = done.stderr.splitlines()
        assert re.fullmatch(rf"Warning: speech is not kept for the next time in .*{why}.*\.", first)
        assert anew(last) == (3, 3)
    assert list((tmp_path / "shared").iterdir()) == []


def test_the_same_sentence_is_spoken_once(run: Callable, tmp_path: Path) -> None:
    """A sentence that an article repeats is spoken once, and heard each time."""
    (tmp_path / "refrain.txt").write_text("And so it goes.\n\nOne verse.\n\nAnd so it goes.\n\nAnd so it goes.\n")
    done = run("render", "refrain.txt", "-o", "a.json")
    assert anew(done.stderr) == (2, 4)
    segments = json.loads((tmp_path / "a.json").read_text())["segments"]
    lengths = {segment["end"] - segment["start"] for segment in segments if segment["text"].startswith("And")}
    assert len(segments) == 4
    assert max(lengths) - min(lengths) <= 1
    assert all(len(segment["words"]) >= 2 for segment in segments)


def test_several_articles_are_counted_apart(run: Callable, story: Path, tmp_path: Path) -> None:
    """Each article's line counts its own utterances."""
    (tmp_path / "other.txt").write_text("A second one follows! It is not alone.\n")
    done = run("render", story, "other.txt", "-o", "{stem}.wav")
    assert [anew(line) for line in done.stderr.splitlines()] == [(3, 3), (1, 2)]
