"""What a user is told when something is wrong: what, where, what to do, the right exit status, and no half file."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import KAZINFORM, unprivileged

from tts.cli import options
from tts.model import Pauses

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text("One sentence. Another sentence.\n")
    return path


def refused(done: subprocess.CompletedProcess[str], status: int, *words: str) -> None:
    """Nothing on stdout, one plain message on stderr with these words, no traceback, this exit status."""
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "Error: " in done.stderr
    for word in words:
        assert word in done.stderr


def inputs() -> dict[str, tuple[bytes, tuple[str, ...]]]:
    return {
        "empty.txt": (b"", ("empty",)),
        "white.txt": (b" \n\t\r\n \n", ()),
        "binary.txt": (b"\x00\x01\x02\x03" * 500, ("binary",)),
        "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(200), ()),
        "undecodable.txt": ("Überraschung. ".encode() * 40 + b"\xff\xfe\x81\x00\xc3", ()),
    }


@pytest.mark.parametrize("name", inputs())
def test_input_that_is_no_article(run: Run, tmp_path: Path, name: str) -> None:
    """Empty, white-space-only, binary and undecodable input is refused by name, exit 1, from a file and from stdin."""
    data, words = inputs()[name]
    (tmp_path / name).write_bytes(data)
    refused(run("render", name, "-o", "a.wav"), 1, name, *words)
    refused(run("render", "-", "-o", "a.wav", stdin=data), 1, *words)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_missing_input_and_folder(run: Run, tmp_path: Path) -> None:
    """A path that is not there, or is a folder, is named."""
    refused(run("render", "missing.txt", "-o", "a.wav"), 1, "missing.txt")
    refused(run("segments", "missing.txt"), 1, "missing.txt")
    refused(run("render", ".", "-o", "a.wav"), 1, "folder")


def test_unreadable_input(run: Run, story: Path) -> None:
    """A file one may not read is refused, and says so."""
    story.chmod(0)
    refused(run("render", story, "-o", "a.wav", prefix=unprivileged()), 1, "story.txt", "may not be read")


def test_huge_input(run: Run, tmp_path: Path) -> None:
    """100 MB is refused at once, and the limit is named."""
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(100_000_000)
    refused(run("render", "huge.txt", "-o", "a.wav"), 1, "huge.txt", "50 megabytes")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "a.xyz"], (".xyz", ".mp3")),
        (["-o", "noname"], ("suffix",)),
        (["-o", ""], ("'-o'", "there is no file name")),
        (["-o", "{name}.wav"], ("{name}", "{stem}")),
        (["--rate", "0.01"], ("rate 0.01", "out of range")),
        (["--rate", "2000wpm"], ("rate 11.4", "out of range")),
        (["--rate", "50"], ("rate 50", "or with 89 to 848 words a minute")),
        (["--rate", "60"], ("rate 0.343", "or with 89 to 848 words a minute")),
        (["--rate", "quick"], ("quick", "220wpm")),
        (["--rate", "nan"], ("nan",)),
        (["--pitch", "9"], ("pitch 9", "out of range")),
        (["--volume", "2"], ("volume 2", "out of range")),
        (["--sentence-pause", "-1"], ("--sentence-pause",)),
        (["--lang", "no such"], ("BCP 47",)),
        (["--split", "word"], ("segment",)),
        (["--colour"], ("--colour",)),
    ],
)
def test_wrong_usage(run: Run, tmp_path: Path, story: Path, arguments: list[str], words: tuple[str, ...]) -> None:
    """Wrong usage is exit 2, names the option and what it takes, and makes nothing."""
    done = run("render", story, *arguments)
    refused(done, 2, *words)
    assert not list(tmp_path.glob("**/*.wav")) + list(tmp_path.glob("**/*.mp3"))


def test_no_article_at_all(run: Run) -> None:
    """Without an article there is nothing to do: exit 2."""
    assert run("render").returncode == 2
    assert run("speak").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--engine", "pytsx3"], ("pytsx3", "pyttsx3")),
        (["--voice", "no-such-voice"], ("no-such-voice",)),
        (["--lang", "tlh"], ("tlh",)),
    ],
)
def test_missing_engines_voices_and_languages(
    run: Run, story: Path, arguments: list[str], words: tuple[str, ...]
) -> None:
    """An engine, voice or language that is not there is exit 3, and what is near is named."""
    refused(run("render", story, "-o", "a.wav", *arguments), 3, *words)
    refused(run("voices", "--lang", "tlh"), 3, "tlh")


def test_output_folder_missing(run: Run, story: Path) -> None:
    """The folder of an output is not made silently."""
    refused(run("render", story, "-o", "no/such/a.wav"), 1, "no/such")


def test_output_is_a_folder(run: Run, story: Path, tmp_path: Path) -> None:
    """A folder in the place of the output is refused."""
    (tmp_path / "a.wav").mkdir()
    refused(run("render", story, "-o", "a.wav"), 1, "folder")


def test_output_folder_not_writable(run: Run, story: Path, tmp_path: Path) -> None:
    """A folder one may not write in is refused."""
    (tmp_path / "closed").mkdir(mode=0o500)
    refused(run("render", story, "-o", "closed/a.wav", prefix=unprivileged()), 1, "permission")


def test_folders_one_may_not_enter(run: Run, story: Path, tmp_path: Path) -> None:
    """What may not even be looked at is refused in words."""
    (tmp_path / "closed").mkdir(mode=0o600)
    for output in ("closed/a.wav", "closed/below/a.wav"):
        refused(
            run("render", story, "-o", output, prefix=unprivileged()), 1, f"{output}: cannot be written: Permission"
        )
    (tmp_path / "closed").chmod(0)
    refused(run("speak", "closed", prefix=unprivileged()), 1, "closed: cannot be read: Permission denied")
    (tmp_path / "open" / "closed").mkdir(parents=True)
    for name in ("open/a.txt", "open/closed/b.txt"):
        (tmp_path / name).write_text("One sentence.\n", encoding="utf-8")
    for mode in (0, 0o400):  # its names may be read, and nothing more
        (tmp_path / "open" / "closed").chmod(mode)
        refused(run("render", "open", prefix=unprivileged()), 1, "open/closed", "cannot be read: Permission denied")


def test_names_that_lead_nowhere(run: Run, story: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    """Links in a circle, a name that is too long, a current folder that was removed."""
    for name in ("circle.txt", "circle.wav"):
        (tmp_path / name).symlink_to(name)
    refused(run("render", "circle.txt", "-o", "a.wav"), 1, "circle.txt")
    refused(run("render", story, "-o", f"{'a' * 300}.wav"), 1, "too long")
    done = run("render", story, "-o", "circle.wav")
    assert (done.returncode, done.stdout) == (0, "circle.wav\n"), done.stderr
    (tmp_path / "gone").mkdir()
    command = shlex.join([sys.executable, "-m", "tts", "render", str(story), "-o", "a.wav"])
    environment |= {"PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONSAFEPATH": "1"}
    removed = ["sh", "-c", f"rmdir ../gone && {command}"]
    done = subprocess.run(removed, capture_output=True, text=True, env=environment, cwd=tmp_path / "gone", check=False)
    refused(done, 1, "the current folder is no longer there")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_output_that_is_no_file(run: Run, story: Path, tmp_path: Path) -> None:
    """A pipe, and what a link leads to, is not replaced; the folder that a link leads into has to be there."""
    os.mkfifo(tmp_path / "pipe.vtt")
    (tmp_path / "null.vtt").symlink_to(os.devnull)
    for name in ("pipe.vtt", "null.vtt"):
        refused(run("render", story, "-o", name), 1, f"{name}: is a pipe or a device")
    assert (tmp_path / "pipe.vtt").is_fifo()
    (tmp_path / "astray.vtt").symlink_to("no/such.vtt")
    refused(run("render", story, "-o", "astray.vtt"), 1, f"{tmp_path / 'no'}: no such folder")


@pytest.mark.parametrize("name", ["article.vtt", "./article.vtt", "{stem}.vtt"])
def test_output_that_is_the_article(run: Run, tmp_path: Path, name: str) -> None:
    """The article is never written over."""
    (tmp_path / "article.vtt").write_text("A sentence.\n")
    refused(run("render", "article.vtt", "-o", name), 2, "article itself")
    assert (tmp_path / "article.vtt").read_text() == "A sentence.\n"


def test_output_that_is_an_article_by_another_way(run: Run, tmp_path: Path) -> None:
    """Nor through a link, nor where it is another of the articles."""
    (tmp_path / "a.vtt").write_text("A sentence.\n")
    (tmp_path / "soft.vtt").symlink_to("a.vtt")
    (tmp_path / "hard.vtt").hardlink_to(tmp_path / "a.vtt")
    for name in ("soft.vtt", "hard.vtt"):
        refused(run("render", "a.vtt", "-o", name), 2, f"{name} is the article itself")
        refused(run("render", name, "-o", "a.vtt"), 2, "a.vtt is the article itself")
    (tmp_path / "b.md").write_text("Another sentence.\n")
    (tmp_path / "new-b.txt").write_text("A third.\n")
    refused(run("render", "b.md", "new-b.txt", "-o", "new-{stem}.txt"), 2, "new-b.txt is one of the articles")
    assert (tmp_path / "new-b.txt").read_text() == "A third.\n"
    assert (tmp_path / "a.vtt").read_text() == "A sentence.\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_standard_output_that_is_full(story: Path, environment: dict[str, str]) -> None:
    """A list that cannot be written is exit 1 with the system's reason."""
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "tts", "segments", story]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=environment, check=False)
    assert done.returncode == 1
    assert done.stderr == "Error: standard output: No space left on device. Make room, or send it elsewhere\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("redirected", ["2>&-", "2>/dev/full", ">&- 2>&-", "2>&- <&-"])
def test_messages_that_cannot_be_told(
    story: Path, tmp_path: Path, environment: dict[str, str], redirected: str
) -> None:
    """A standard error that is closed or full changes neither what is made nor the exit status."""
    for article, status in ((story, 0), (tmp_path / "missing.txt", 1)):
        command = shlex.join(
            [sys.executable, "-m", "tts", "render", str(article), "-o", "{stem}.wav", "-o", "{stem}.vtt"]
        )
        done = subprocess.run(["sh", "-c", f"{command} {redirected}"], env=environment, cwd=tmp_path, check=False)
        assert done.returncode == status
    assert (tmp_path / "story.wav").read_bytes()[:4] == b"RIFF"
    assert (tmp_path / "story.vtt").read_text().startswith("WEBVTT")


def test_two_articles_for_one_output(run: Run, story: Path) -> None:
    """Several articles need {stem}, and the message says so."""
    refused(run("render", story, KAZINFORM, "-o", "a.wav"), 2, "{stem}")


def test_one_output_twice(run: Run, story: Path, tmp_path: Path) -> None:
    """{stem} is no advice where it does not help: two articles of one name, or one file by two spellings of its path."""
    (tmp_path / "other").mkdir()
    namesake = tmp_path / "other" / story.name
    namesake.write_text("Another story.\n")
    done = run("render", story, namesake, "-o", "{stem}.wav")
    refused(done, 2, "story.wav would be written twice", str(story), str(namesake), "one after the other")
    assert "Put {stem}" not in done.stderr
    refused(run("render", story, "-o", "a.wav", "-o", tmp_path / "a.wav"), 2, "would be written twice. Name it once.")


@pytest.mark.parametrize("suffix", [".wav", ".mp3", ".json"])
@pytest.mark.parametrize("split", [(), ("--split", "segment")])
def test_an_article_without_words(run: Run, tmp_path: Path, suffix: str, split: tuple[str, ...]) -> None:
    """Marks alone are no speech: an error whatever is to be written."""
    (tmp_path / "marks.txt").write_text("...\n\n***\n")
    refused(run("render", "marks.txt", "-o", f"a{suffix}", *split), 1, "nothing was spoken", "--spoken")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small tmpfs")
@pytest.mark.parametrize("suffix", [".wav", ".mp3"])
def test_disk_full(run: Run, tmp_path: Path, suffix: str) -> None:
    """A full disk is exit 1 with what to do, leaves no half file and keeps the old one."""
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a tmpfs is not allowed here")
    try:
        (small / f"a{suffix}").write_text("old")
        refused(run("render", KAZINFORM, "-o", f"small/a{suffix}"), 1, "space", f"small/a{suffix}")
        assert [(path.name, path.read_text()) for path in small.iterdir()] == [(f"a{suffix}", "old")]
    finally:
        subprocess.run(["umount", small], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small tmpfs")
def test_disk_full_while_recording(run: Run, tmp_path: Path, environment: dict[str, str]) -> None:
    """When the folder for temporary files is full, the message names it and TMPDIR."""
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a tmpfs is not allowed here")
    environment["TMPDIR"] = str(small)
    try:
        refused(run("render", KAZINFORM, "-o", "a.wav"), 1, str(small), "TMPDIR")
        assert not (tmp_path / "a.wav").exists()
    finally:
        subprocess.run(["umount", small], check=True)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("after", [0.08, 0.25, 0.6, 1.2])
def test_stopped_at_any_moment(
    start: Callable, tmp_path: Path, number: signal.Signals, status: int, after: float
) -> None:
    """Control-C and SIGTERM end the command with 130 and 143, without a traceback, a half file or an orphan."""
    article = tmp_path / "long.txt"
    article.write_text(KAZINFORM.read_text(encoding="utf-8") * 40, encoding="utf-8")
    # What is open at that moment may be left for the collector to close.
    process = start(
        "render", article, "-o", "a.wav", "-o", "a.mp3", "-o", "a.m4b", "--jobs", "2", env={"PYTHONWARNINGS": ""}
    )
    time.sleep(after)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    # Before Python has come as far as our first line a signal is Python's own business.
    early = {-number, 1} if after < 0.5 else set()
    assert process.returncode in {status, *early}, err
    if process.returncode == status:
        assert "Traceback" not in err
    assert {path.name for path in tmp_path.iterdir()} == {"long.txt", *out.split()}


def test_closed_standard_output_is_quiet(run: Run, environment: dict[str, str]) -> None:
    """A reader that has gone (voices | head -1) is no error message."""
    command = f"{shlex.quote(sys.executable)} -m tts voices | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=environment, check=False)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_an_error_of_the_program_itself_is_one_line(run: Run, story: Path, environment: dict[str, str]) -> None:
    """What nobody foresaw is told in one line; --debug shows the traceback."""
    code = (
        "import sys, tts.readers, tts.cli\n"
        "def broken(*a, **k): raise ZeroDivisionError('oh')\n"
        "tts.readers.read_article = broken\n"
        "sys.exit(tts.cli.main())"
    )
    for debug in ([], ["--debug"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *debug, "segments", story],
            capture_output=True, text=True, env=environment, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert bool(re.search("Traceback", done.stderr)) is bool(debug)
        assert "ZeroDivisionError" in done.stderr


def test_defaults_of_the_command_are_those_of_the_library() -> None:
    """The command line repeats some defaults so that --help is quick; they are the same numbers."""
    from tts import engines
    from tts.cli.render import render_command

    defaults = {option.name: option.default for option in render_command.params}
    pauses = Pauses()
    assert options.DEFAULT_ENGINE == engines.DEFAULT
    assert defaults["clause_pause"] == pauses.clause
    assert defaults["sentence_pause"] == pauses.sentence
    assert defaults["paragraph_pause"] == pauses.paragraph
    assert defaults["heading_pause"] == pauses.heading


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are Unicode here")
def test_any_file_name_is_a_file_name(run: Run, tmp_path: Path) -> None:
    """A path with a line feed is read, not said; one that is no UTF-8 stands in tags and manifest all the same."""
    for name in (b"two\nlines.txt", b"Latin-\xe9.txt"):
        path = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))
        path.write_text("One sentence.")
        assert run("segments", path).stdout.endswith("\tOne sentence.\n")
        outputs = [tmp_path / f"a{suffix}" for suffix in (".mp3", ".flac", ".txt", ".json")]
        done = run("render", path, *(f"-o{output}" for output in outputs))
        assert done.returncode == 0, done.stderr
        assert outputs[2].read_text() == "One sentence.\n"
    assert "line feed" not in run("segments", tmp_path / "missing").stderr


def test_no_letter_is_an_error(run: Run, tmp_path: Path, environment: dict[str, str]) -> None:
    """What an encoding lacks is escaped; a name that is no UTF-8 comes out byte for byte."""
    path = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")))
    try:
        path.write_text("Министр “прибыл”.", encoding="utf-8")
    except OSError:
        pytest.skip("file names are Unicode here")
    command = [sys.executable, "-m", "tts"]
    environment |= {"PYTHONIOENCODING": "cp1252"}
    done = subprocess.run([*command, "segments", path], capture_output=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"\u041c\u0438\u043d\u0438" in done.stdout
    environment |= {"PYTHONIOENCODING": "utf-8"}
    arguments = ["render", "--engine", "silence", path, "-o", "{stem}.wav"]
    done = subprocess.run([*command, *arguments], capture_output=True, env=environment, cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout) == (0, b"caf\xe9.wav\n")
    assert b"Traceback" not in done.stderr


def test_a_wrong_value_says_where_it_was_set(run: Run, tmp_path: Path, story: Path) -> None:
    """Who did not type it learns that it is the configuration; a single value does for an option that repeats."""
    config = tmp_path / "config.toml"
    config.write_text('[segments]\nlexicon = "nothing.pls"\n[render]\nrate = "fast"\n')
    refused(run("--config", config, "render", story), 2, "'fast' is no rate", "It was set in the configuration file.")
    refused(run("--config", config, "segments", story, "--spoken"), 2, "nothing.pls: The lexicon cannot be read")
    config.write_text('[segments]\narticle = "x"\n')
    refused(run("--config", config, "segments", story), 2, "Options: encoding, json, lang, lexicon, spoken")
