"""`article-tts speak --follow`: the text is seen while it is heard."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import making
import pytest
from conftest import COMMAND
from hypothesis import given
from hypothesis import strategies as st

from tts.cli.follow import Follower, _columns, lines, plain
from tts.model import Segment, WordCue
from tts.segment import segments

TEXT = "The river rose on Monday. Nobody saw it coming."


def shown(text: str) -> str:
    """What is seen, without how it looks."""
    return re.sub(r"\x1b\[[0-9]*[A-Za-z]", "", text)


def marked(width: int = 72) -> list[str]:
    (first, second) = segments(making.article(TEXT))
    start = TEXT.index("saw")
    assert first.end < second.start
    return lines(second.block, second, WordCue(start, start + 3, 0, 1), width)


def test_the_sentence_is_underlined_and_the_word_bracketed() -> None:
    """Both marks are more than colour: the word is in brackets as well as reversed."""
    (line,) = marked()
    assert shown(line) == " The river rose on Monday. Nobody[saw]it coming."
    assert "\x1b[4mNobody\x1b[0m" in line
    assert "\x1b[4m\x1b[7msaw\x1b[0m" in line
    assert "\x1b[4mMonday." not in line


def test_marking_moves_no_word() -> None:
    """Whatever word is marked, every word stays in its place."""
    (segment, _) = segments(making.article(TEXT))
    pictures = {
        re.sub(r"[\[\]]", " ", "\n".join(map(shown, lines(segment.block, segment, cue, 24))))
        .replace(" \n", "\n")
        .rstrip()
        for cue in (None, WordCue(0, 3, 0, 1), WordCue(18, 25, 0, 1))
    }
    assert len(pictures) == 1


@given(text=st.text(min_size=1).filter(lambda text: text.strip()), width=st.integers(20, 100))
def test_any_text_is_shown_within_the_width(text: str, width: int) -> None:
    """All words are shown, in lines no wider than asked, and nothing commands the terminal."""
    article = making.article(text.strip())
    block = article.blocks[0]
    made = lines(block, Segment("b001s01", block, 0, len(block.text)), None, width)
    assert all(_columns(shown(line)) <= width for line in made)
    seen = "".join(map(shown, made))
    assert "".join(seen.split()) == "".join(plain(block.text).split())
    assert all(character.isprintable() for character in seen)


def test_notices_are_broken_at_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A notice is no wider than the terminal, and no word of it is broken that fits."""
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((24, 20)))
    notice = "The river. Sentence 2 of 12, 8 percent, less than a minute left\nspace: pause"
    made = Follower().wrapped(notice).split("\n")
    assert made == ["The river. Sentence 2 of", "12, 8 percent, less than", "a minute left", "space: pause"]


def test_after_a_resize_nothing_is_written_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A terminal of another size has broken the lines anew: the paragraph is shown again below, then written over again."""
    (segment, _) = segments(making.article(TEXT))
    sizes = iter([(40, 20), (40, 20), (20, 20), (20, 20)])
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size(next(sizes)))
    follower = Follower()
    pictures = []
    for _ in range(3):
        follower.show(segment, None)
        pictures.append(capsys.readouterr().out)
    assert ["\x1b[J" in picture for picture in pictures] == [False, False, True]
    assert "rose on" in shown(pictures[1])


def test_without_a_terminal_there_are_plain_lines(run: Callable, tmp_path: Path) -> None:
    """Where nothing can be marked each sentence is one plain line."""
    (tmp_path / "story.txt").write_text(f"{TEXT}\n")
    done = run("speak", "story.txt", "--device", "null", "--follow", "--rate", 3)
    assert done.stdout.splitlines() == ["The river rose on Monday.", "Nobody saw it coming."]


@pytest.mark.parametrize("term", ["dumb", "xterm"])
def test_at_a_terminal(tmp_path: Path, environment: dict[str, str], term: str) -> None:
    """At a terminal each word is marked as it is heard; one that cannot be written over gets plain lines."""
    (tmp_path / "story.txt").write_text(f"{TEXT}\n")
    master, slave = pty.openpty()
    command = [*COMMAND, "speak", "story.txt", "--device", "null", "--follow", "--rate", "2"]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**environment, "TERM": term},
    )
    os.close(slave)
    seen = b""
    try:
        while data := os.read(master, 4096):
            seen += data
    except OSError:  # the other side is closed
        assert process.communicate(timeout=20)[1] == b""
    os.close(master)
    text = shown(seen.decode())
    if term == "dumb":
        assert b"\x1b" not in seen
        assert text.split("\r\n")[:2] == ["The river rose on Monday.", "Nobody saw it coming."]
    else:
        assert "[Monday.]" in text
        assert "[coming.]" in text
        assert seen.count(b"\x1b[J") > 5
