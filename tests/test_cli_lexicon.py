"""Pronunciations and announcements, as a user asks for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from conftest import CONTENT

Run = Callable[..., CompletedProcess[str]]

PLS = """<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en">
  <lexeme><grapheme>{written}</grapheme><alias>{said}</alias></lexeme>
</lexicon>
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text("Mr Nguyen paid $5 in Astana.")
    return path


def lexicon(path: Path, written: str, said: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PLS.format(written=written, said=said), encoding="utf-8")
    return path


def spoken(run: Run, *arguments: object) -> str:
    done = run("segments", *arguments, "--spoken", "--json")
    assert done.returncode == 0, done.stderr
    return " ".join(segment["spoken"] for segment in json.loads(done.stdout)["segments"])


def test_a_lexicon_changes_what_is_said(run: Run, story: Path, tmp_path: Path) -> None:
    """--lexicon repeats; of two that have a word the later one counts."""
    first = lexicon(tmp_path / "first.pls", "Nguyen", "Nwin")
    second = lexicon(tmp_path / "second.pls", "Nguyen", "Win")
    assert "Nguyen" in spoken(run, story)
    assert "Nwin" in spoken(run, story, "--lexicon", first)
    assert "Mister Win paid" in spoken(run, story, "--lexicon", first, "--lexicon", second)
    assert "Nwin" in spoken(run, story, "--lexicon", second, "--lexicon", first)


def test_the_users_own_lexicon(run: Run, story: Path, tmp_path: Path, home: Path) -> None:
    """lexicon.pls in the configuration folder is always used; what is asked for on the command line goes before it."""
    lexicon(home / ".config" / "article-tts" / "lexicon.pls", "Astana", "Astanah")
    assert "Astanah" in spoken(run, story)
    assert "Capital" in spoken(run, story, "--lexicon", lexicon(tmp_path / "a.pls", "Astana", "Capital"))


@pytest.mark.parametrize(
    "command", [("render", "-o", "a.wav"), ("speak", "--device", "null"), ("segments", "--spoken")]
)
@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<lexicon>", "Not well-formed XML"),
        ('<!DOCTYPE l [<!ENTITY a "b">]><lexicon>&a;</lexicon>', "document type"),
        (None, "No such file"),
    ],
)
def test_a_broken_lexicon(
    run: Run, story: Path, tmp_path: Path, command: tuple[str, ...], content: str, why: str
) -> None:
    """It is told before anything is said: which file, what is wrong; exit 2, and nothing is written."""
    if content is not None:
        (tmp_path / "bad.pls").write_text(content)
    done = run(command[0], story, *command[1:], "--lexicon", "bad.pls")
    assert done.returncode == 2
    assert "bad.pls" in done.stderr
    assert why in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "a.wav").exists()


def test_each_change_is_shown(run: Run, story: Path) -> None:
    """Under each segment that is not said as written: what was written, what is said, the class."""
    lines = run("segments", story, "--spoken").stdout.splitlines()
    assert "b001s01\tchange\t$5 -> five dollars (money)" in lines
    changes = json.loads(run("segments", story, "--spoken", "--json").stdout)["segments"][0]["changes"]
    money = next(change for change in changes if change["class"] == "money")
    assert money == {"written": "$5", "start": 15, "end": 17, "spoken": "five dollars", "class": "money"}
    assert "changes" not in json.loads(run("segments", story, "--json").stdout)["segments"][0]


def announced(run: Run, tmp_path: Path, level: str) -> list[str]:
    done = run("render", CONTENT / "harbour-bells.html", "-o", "a.json", "--announce", level, "--engine", "silence")
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "a.json").read_text())
    for segment in manifest["segments"]:  # the words' places are those of the written text, whatever is announced
        assert segment["text"].split()[0]
        for word in segment["words"]:
            assert word["text"] in segment["text"]
    return [told for segment in manifest["segments"] for told in segment.get("announced", [])]


def test_structure_is_announced(run: Run, tmp_path: Path) -> None:
    """Nothing, what the words do not tell, or everything; and the manifest has it."""
    assert announced(run, tmp_path, "none") == []
    some = announced(run, tmp_path, "some")
    assert some == ["Image:", "Caption:", "Table.", "Meaning:", "Meaning:", "Meaning:", "Note."]
    every = announced(run, tmp_path, "all")
    assert set(some) < set(every)
    assert {"Heading, level 2.", "Quote.", "End of quote.", "List, items: 5.", "End of list.", "Signal:"} <= set(every)


def test_announcements_are_heard_inside_the_cue(run: Run, tmp_path: Path) -> None:
    """A cue begins with what is announced; its words come after that."""
    done = run("render", CONTENT / "harbour-bells.html", "-o", "a.json", "-o", "a.wav", "--no-cache")
    assert done.returncode == 0, done.stderr
    segments = json.loads((tmp_path / "a.json").read_text())["segments"]
    image = next(segment for segment in segments if segment.get("announced") == ["Image:"])
    plain = next(segment for segment in segments if "announced" not in segment)
    assert image["words"][0]["start"] - image["start"] > 300
    assert plain["words"][0]["start"] - plain["start"] < 50
    assert run("verify", "a.json").returncode == 0


def test_a_language_without_announcements(run: Run, tmp_path: Path) -> None:
    """Where we have no words for it, nothing is announced, rather than English words in another voice."""
    (tmp_path / "a.html").write_text(
        "<html lang=fi><article><h1>Otsikko tässä</h1><p>Ensimmäinen kappale on tässä, ja se on pitkä.</p>"
        "<pre>koodi</pre><p>Toinen kappale on tässä, ja sekin on pitkä.</p></article>",
        encoding="utf-8",
    )
    assert run("render", "a.html", "-o", "a.json", "--announce", "all", "--engine", "silence").returncode == 0
    assert "announced" not in (tmp_path / "a.json").read_text()
