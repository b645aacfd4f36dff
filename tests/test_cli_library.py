"""`article-tts library` and the queue of `speak`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text("One is here.\n\nTwo is here.\n")
    return path


def speak(run: Callable, *arguments: object) -> object:
    return run("speak", "--device", "null", "--rate", 3, "--show-text", *arguments)


def test_the_library_lists_what_was_heard(run: Callable, story: Path) -> None:
    """Each article that was begun, with how far, title and path; forgotten on request; nothing at first."""
    assert run("library").stdout == ""
    assert speak(run, story).returncode == 0
    assert run("library").stdout == f"heard\tOne is here\t{story}\n"
    assert json.loads(run("library", "--json").stdout)[0]["finished"] is True
    assert run("library", "--forget", story).returncode == 0
    assert run("library").stdout == ""
    again = run("library", "--forget", story)
    assert again.returncode == 1
    assert str(story) in again.stderr


def test_a_corrected_headline_is_listed(run: Callable, tmp_path: Path) -> None:
    article = tmp_path / "story.md"
    for headline in ("River rises", "River falls"):
        article.write_text(f"# {headline}\n\nIt rained for three days. Then the sun came out.")
        assert speak(run, article).returncode == 0
    assert run("library").stdout == f"heard\tRiver falls\t{article}\n"


def test_any_file_name_is_one_line_of_the_library(run: Callable, environment: dict[str, str], tmp_path: Path) -> None:
    """A file name in another encoding, or with a line feed or tab in it, is listed as one line, and as JSON leads back."""
    environment["PYTHONIOENCODING"] = "utf-8:strict"  # as in every UTF-8 locale but that of C
    names = [b"caf\xe9.txt", b"a\tb\nc.txt"]
    folder = os.fsencode(tmp_path)
    for number, name in enumerate(names):
        try:
            Path(os.fsdecode(os.path.join(folder, name))).write_text(f"Number {number} is here.")
        except OSError:
            pytest.skip("this file system has no such names")
        assert speak(run, os.fsdecode(os.path.join(folder, name))).returncode == 0
    listed = run("library")
    assert listed.returncode == 0, listed.stderr
    assert sorted(line.split("\t") for line in listed.stdout.splitlines()) == [
        ["heard", "Number 0 is here", f"{tmp_path}/caf?.txt"],
        ["heard", "Number 1 is here", f"{tmp_path}/a b c.txt"],
    ]
    sources = {os.fsencode(each["source"]) for each in json.loads(run("library", "--json").stdout)}
    assert sources == {os.path.join(folder, name) for name in names}


def test_nothing_is_kept_on_request(run: Callable, story: Path) -> None:
    """--no-keep leaves no trace."""
    assert speak(run, story, "--no-keep").returncode == 0
    assert run("library").stdout == ""


def test_begin_at_a_segment(run: Callable, story: Path) -> None:
    """--from names the segment; one there is not is wrong usage, not a start somewhere else."""
    assert speak(run, story, "--from", "b002s01").stdout == "Two is here.\n"
    done = speak(run, story, "--from", "b099s01")
    assert done.returncode == 2
    assert "b099s01" in done.stderr


def test_a_queue_of_articles_and_folders(run: Callable, story: Path, tmp_path: Path) -> None:
    """A folder stands for the articles in it, by name; what is no article or hidden is passed over; `-` is standard input."""
    folder = tmp_path / "news"
    (folder / "old").mkdir(parents=True)
    (folder / "b.md").write_text("B is here.")
    (folder / "a.txt").write_text("A is here.")
    (folder / "old" / "c.txt").write_text("C is here.")
    (folder / ".hidden.txt").write_text("Hidden.")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    done = run("speak", "--device", "null", "--rate", 3, "--show-text", folder, "-", stdin="Last here.")
    assert done.stdout.splitlines() == ["A is here.", "B is here.", "C is here.", "Last here."]
    (tmp_path / "empty").mkdir()
    assert speak(run, "empty").returncode == 1


def test_one_of_the_queue_cannot_be_read(run: Callable, story: Path) -> None:
    """The others are heard; the exit status and a line tell of it."""
    done = speak(run, "missing.txt", story)
    assert done.stdout.splitlines() == ["One is here.", "Two is here."]
    assert done.returncode == 1
    assert "missing.txt" in done.stderr


def test_an_article_without_words_is_told(run: Callable, story: Path, tmp_path: Path) -> None:
    """Silence and exit status 0 would leave the listener guessing; the rest of a queue is heard."""
    rows = tmp_path / "rows.txt"
    rows.write_text("...\n\n* * *\n")
    alone, queued = speak(run, rows), speak(run, rows, story)
    assert alone.returncode == queued.returncode == 1
    assert f"{rows}: there are no words in it" in alone.stderr
    assert alone.stderr == queued.stderr
    assert queued.stdout.splitlines() == ["One is here.", "Two is here."]


@pytest.mark.parametrize("time", ["20", "m", "-5m", "", "1d"])
def test_a_time_that_is_none_is_refused(run: Callable, story: Path, time: str) -> None:
    """--sleep takes 20m, 1h30m, 90s."""
    done = speak(run, story, "--sleep", time)
    assert done.returncode == 2
    assert "1h30m" in done.stderr
