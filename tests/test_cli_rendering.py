"""Several articles: the next is spoken while the sound of those before it is encoded, and nobody sees that in what comes out."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tts import narration
from tts.cli import rendering
from tts.cli.render import render_command
from tts.errors import EngineError
from tts.outputs import wav

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of three articles in the working directory."""
    monkeypatch.chdir(tmp_path)
    for number, name in enumerate(("one", "two", "three"), 1):
        (tmp_path / f"{name}.txt").write_text(f"Title {number}\n\n" + "A sentence about the harbour. " * number)
    return ["one.txt", "two.txt", "three.txt"]


def render(*arguments: str) -> tuple[int, list[str], str]:
    """Status, paths and messages of the command, run in this process with the engine of silence."""
    with_engine = [*arguments, "--engine", "silence", "--no-cache", "--loudness", "off"]
    done = CliRunner().invoke(render_command, with_engine, standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.return_value, done.stdout.split(), done.stderr


def test_files_of_several_articles_are_the_same_whatever_the_number_of_jobs(run: Run, three: list[str]) -> None:
    """The same bytes, paths and messages, in the order of the articles."""
    told = {}
    for jobs in ("1", "2", "9"):
        Path(jobs).mkdir()
        outputs = [part for suffix in ("json", "mp3", "vtt") for part in ("-o", f"{jobs}/{{stem}}.{suffix}")]
        done = run("render", *three, "--jobs", jobs, *outputs, "--no-cache")
        assert done.returncode == 0, done.stderr
        told[jobs] = done.stdout.replace(f"{jobs}/", ""), done.stderr
        assert done.stdout.split() == [
            f"{jobs}/{Path(name).stem}.{suffix}" for name in three for suffix in ("mp3", "vtt", "json")
        ]
        for path in Path(jobs).iterdir():
            assert path.read_bytes() == Path("1", path.name).read_bytes(), path
    assert told["1"] == told["2"] == told["9"]


def test_the_next_article_is_spoken_while_one_is_encoded(three: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The first recording is whole only when the second article has been spoken, and no path is told before it."""
    spoken = threading.Event()
    narrated: list[str] = []
    narrate, write = narration.narrate, wav.write

    def counted(article: narration.Article, *rest: object, **options: object) -> object:
        narrated.append(article.title)
        made = narrate(article, *rest, **options)  # type: ignore[arg-type]
        if len(narrated) == 2:
            spoken.set()
        return made

    def waits(*arguments: object) -> object:
        assert spoken.wait(60)
        return write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(narration, "narrate", counted)
    monkeypatch.setattr(wav, "write", waits)
    status, paths, messages = render(*three, "-o", "{stem}.wav", "--jobs", "2")
    assert (status, paths) == (0, ["one.wav", "two.wav", "three.wav"])
    assert re.findall("^[a-z]+", messages, re.MULTILINE) == ["one", "two", "three"]


def test_what_is_whole_is_told_while_a_longer_one_is_spoken(three: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A book behind a note does not keep it: at the book's first sentence that is spoken after it, the note is there."""
    there: list[bool] = []
    spoken = rendering.spoken

    def watched(article: str, *rest: object, **options: object) -> object:
        made = spoken(article, *rest, **options)  # type: ignore[arg-type]
        if article == "one.txt":
            for part in made.parts._begun:
                while not part.files.encoded:
                    pass
        else:
            there.append(Path("one.wav").exists())
        return made

    monkeypatch.setattr(rendering, "spoken", watched)
    render("one.txt", "two.txt", "-o", "{stem}.wav", "--jobs", "2")
    assert there == [True]


def test_what_was_spoken_is_written_where_the_engine_fails_at_the_next(
    three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine that cannot go on ends the command; the articles before have their files."""
    narrate = narration.narrate

    def breaks(article: narration.Article, *rest: object, **options: object) -> object:
        if article.title == "Title 3":
            raise EngineError("it broke")
        return narrate(article, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(narration, "narrate", breaks)
    with pytest.raises(EngineError, match="it broke"):
        render(*three, "-o", "{stem}.wav", "-o", "{stem}.vtt", "--jobs", "3")
    assert sorted(path.name for path in Path().glob("*.[wv]*")) == ["one.vtt", "one.wav", "two.vtt", "two.wav"]


def test_a_voice_that_is_not_there_is_told_once(run: Run, three: list[str]) -> None:
    """No article can be spoken by it: exit 3, as for one article."""
    done = run("render", *three, "-o", "{stem}.wav", "--voice", "nobody")
    assert done.returncode == 3
    assert done.stderr.count("nobody") == 1


def test_one_that_cannot_be_written_stops_no_other(three: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Its other files are not there either; it is told in its place, and counted."""
    write = wav.write
    written: list[int] = []

    def breaks(*arguments: object) -> object:
        written.append(1)
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        return write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(wav, "write", breaks)
    status, paths, messages = render(*three, "-o", "{stem}.wav", "-o", "{stem}.vtt", "--jobs", "1")
    assert (status, paths) == (1, ["one.wav", "one.vtt", "three.wav", "three.vtt"])
    assert re.findall("^(?:Error: )?[a-z0-9]+", messages, re.MULTILINE) == ["one", "Error: two", "three", "1"]
    assert not Path("two.vtt").exists()


def test_parts_of_a_split_article_are_written_ahead(three: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """As many at a time as there are jobs, told in order."""
    together = threading.Barrier(3, timeout=60)
    write = wav.write

    def meets(*arguments: object) -> object:
        together.wait()
        return write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(wav, "write", meets)
    Path("six.txt").write_text("Head\n\nOne. Two. Three. Four. Five.")
    status, paths, _ = render("six.txt", "-o", "{stem}.wav", "--split", "segment", "--jobs", "3")
    assert status == 0
    assert [path.split("-")[1] for path in paths] == ["001", "002", "003", "004", "005", "006"]


def test_what_is_told_stands_above_the_bar(three: list[str], on_a_terminal: Callable[..., bytes]) -> None:
    """On a terminal the paths and messages of an article begin a line of their own, though the next one's bar is on the screen."""
    Path("long.txt").write_text("A sentence that is somewhat longer than it would have to be. " * 400)
    shown = on_a_terminal("render", "one.txt", "long.txt", "-o", "{stem}.wav", "--loudness", "off")
    line = re.search(rb"[^\n]*one\.wav\r\n", shown)
    assert line
    assert line[0].endswith((b"\r\x1b[Kone.wav\r\n", b"\none.wav\r\n")) or line[0] == b"one.wav\r\n"
