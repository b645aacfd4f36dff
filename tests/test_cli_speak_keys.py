"""`article-tts speak` at a terminal: a real pseudo-terminal presses the keys."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import resource
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from conftest import COMMAND

ARTICLE = """# The river

The river rose on Monday. Nobody saw it coming. The bridge was closed by noon.

## The bridge

Engineers looked at the bridge on Tuesday. They found a crack in it. It will stay closed.

## The town

The town has two hundred people. All of them were safe. Schools opened again on Friday.
"""
SENTENCES = [
    "The river",
    "The river rose on Monday.",
    "Nobody saw it coming.",
    "The bridge was closed by noon.",
    "The bridge",
    "Engineers looked at the bridge on Tuesday.",
    "They found a crack in it.",
    "It will stay closed.",
    "The town",
    "The town has two hundred people.",
    "All of them were safe.",
    "Schools opened again on Friday.",
]

pytestmark = pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")


class Terminal:
    """The command in a terminal of its own: keys go in, lines come out."""

    def __init__(
        self, arguments: list[object], folder: Path, environment: dict[str, str], stdin: Path | None = None
    ) -> None:
        self.master, slave = pty.openpty()
        self.before = termios.tcgetattr(slave)
        self.slave = slave
        with stdin.open("rb") if stdin else nullcontext(slave) as source:
            self.process = subprocess.Popen(
                [*COMMAND, "speak", *map(str, arguments)],
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=folder,
                env=environment,
                start_new_session=True,
                preexec_fn=self._control,  # noqa: PLW1509  no thread is running yet
            )
        self.lines: list[str] = []
        self.messages = ""
        self._rest = b""

    def _control(self) -> None:
        fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)

    def press(self, *keys: str) -> None:
        for key in keys:
            os.write(self.master, key.encode())

    def hears(self, sentence: str, seconds: float = 20) -> None:
        """Wait until a sentence begins to be heard."""
        count = len(self.lines)
        until = time.monotonic() + seconds
        while sentence not in self.lines[count:]:
            left = until - time.monotonic()
            assert left > 0, f"{sentence!r} was not heard; since then: {self.lines[count:]}"
            if select.select([self.process.stdout], [], [], left)[0]:
                data = os.read(self.process.stdout.fileno(), 4096)
                assert data, f"it ended before {sentence!r} was heard: {self.lines[count:]} {self.end()}"
                *whole, self._rest = (self._rest + data).split(b"\n")
                self.lines += [line.decode() for line in whole]

    def says(self, pattern: str, seconds: float = 20) -> str:
        """Wait until standard error has a line."""
        until = time.monotonic() + seconds
        while not (found := re.search(pattern, self.messages)):
            left = until - time.monotonic()
            assert left > 0, f"{pattern!r} is not in {self.messages!r}"
            if select.select([self.process.stderr], [], [], left)[0]:
                self.messages += os.read(self.process.stderr.fileno(), 4096).decode()
        self.messages = self.messages[found.end() :]
        return found[0]

    def type(self, text: str) -> None:
        """Type lines, and wait until the program has taken them."""
        self.press(text)
        until = time.monotonic() + 20
        for arrived in (True, False):
            while (self._untaken() > 0) is not arrived:
                assert time.monotonic() < until
                time.sleep(0.01)

    def _untaken(self) -> int:
        return struct.unpack("i", fcntl.ioctl(self.slave, termios.FIONREAD, bytes(4)))[0]

    def end(self) -> tuple[int, str]:
        """Exit status and what is left of standard error."""
        out, err = self.process.communicate(timeout=20)
        self.lines += [line for line in (self._rest + out).decode().splitlines() if line]
        return self.process.returncode, (self.messages + err.decode()).lstrip("\n")  # click ends a line on Control-C

    @property
    def restored(self) -> bool:
        """Whether the terminal is as it was before."""
        return termios.tcgetattr(self.slave) == self.before

    @property
    def raw(self) -> bool:
        """Whether keys arrive one by one, without an echo."""
        return not termios.tcgetattr(self.slave)[3] & (termios.ICANON | termios.ECHO)


RIGHT, LEFT, UP, DOWN, HOME, END = "\x1b[C", "\x1b[D", "\x1b[A", "\x1b[B", "\x1b[H", "\x1b[F"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "river.md"
    path.write_text(ARTICLE)
    return path


@pytest.fixture
def terminal(tmp_path: Path, environment: dict[str, str]) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def open_one(*arguments: object, stdin: Path | None = None) -> Terminal:
        options = ["--device", "null", "--show-text", "--notices", "printed"]
        made = Terminal([*options, *arguments], tmp_path, environment, stdin)
        opened.append(made)
        return made

    yield open_one
    for each in opened:
        each.process.kill()
        each.process.communicate()
        os.close(each.master)
        os.close(each.slave)


def test_moves_by_sentence_paragraph_and_heading(terminal: Callable[..., Terminal], article: Path) -> None:
    """The arrows move by sentence and paragraph, h and H by heading, home and end to the ends; q quits with status 0."""
    reader = terminal(article)
    reader.hears(SENTENCES[0])
    assert reader.raw
    reader.press(RIGHT)
    reader.hears(SENTENCES[1])
    reader.press(RIGHT)
    reader.hears(SENTENCES[2])
    reader.press(LEFT)
    reader.hears(SENTENCES[1])
    reader.press(DOWN)
    reader.hears(SENTENCES[4])
    reader.press(UP)
    reader.hears(SENTENCES[1])
    reader.press("h")
    reader.hears(SENTENCES[4])
    reader.press("h")
    reader.hears(SENTENCES[8])
    reader.press("H")
    reader.hears(SENTENCES[4])
    reader.press(END)
    reader.hears(SENTENCES[11])
    reader.press(HOME)
    reader.hears(SENTENCES[0])
    reader.press("q")
    assert reader.end() == (0, "")
    assert reader.restored


def test_a_move_that_leads_nowhere_is_told(terminal: Callable[..., Terminal], article: Path) -> None:
    """At the first sentence there is no previous one; it is told and nothing is lost."""
    reader = terminal(article)
    reader.hears(SENTENCES[0])
    reader.press(LEFT)
    assert reader.says("First sentence\n")
    reader.press("H")
    assert reader.says("No heading before this\n")
    reader.hears(SENTENCES[1])


def test_space_pauses_and_resumes(terminal: Callable[..., Terminal], article: Path) -> None:
    """Paused, it stays where it is for as long as one likes; then it goes on, nothing lost or said again."""
    reader = terminal(article, "--rate", 2)
    reader.hears(SENTENCES[1])
    reader.press(" ")
    time.sleep(2.5)
    reader.press(" ")
    reader.hears(SENTENCES[2])
    reader.press(END)
    assert reader.end() == (0, "")
    assert reader.lines == [*SENTENCES[:3], SENTENCES[11]]


def test_rate_and_volume_change_at_once_and_have_ends(terminal: Callable[..., Terminal], article: Path) -> None:
    """Plus and minus change the rate, brackets the volume; each is told where notices are printed."""
    reader = terminal(article)
    reader.hears(SENTENCES[0])
    reader.press("+", "+")
    assert reader.says("Rate 1.1\nRate 1.2\n")
    reader.press("-")
    assert reader.says("Rate 1.1\n")
    reader.press("[")
    assert reader.says("Volume 90 percent\n")
    reader.press("]", "]")
    assert reader.says("Volume 100 percent\nFull volume\n")
    reader.press("q")
    assert reader.end()[0] == 0
    assert reader.lines.count(SENTENCES[0]) >= 1


def test_where_spell_help_and_bookmarks(terminal: Callable[..., Terminal], article: Path) -> None:
    """w tells title, heading, part, percent and time left; s spells; ? lists every key; b and g keep and find a place."""
    reader = terminal(article)
    reader.hears(SENTENCES[0])
    reader.press("h")
    reader.hears(SENTENCES[4])
    reader.press(RIGHT)
    reader.hears(SENTENCES[5])
    reader.press("w")
    told = reader.says(".*left.\n")
    assert re.fullmatch(r"The river\. The bridge\. Sentence 6 of 12, \d+ percent\. Less than a minute left\.\n", told)
    reader.press("b")
    assert reader.says("Bookmark 1 of 1\n")
    reader.press(END)
    reader.hears(SENTENCES[11])
    reader.press("g")
    reader.hears(SENTENCES[5])
    time.sleep(0.3)
    reader.press(" ", "s")
    assert reader.says(r"Engineers: capital E, n, g, i, n, e, e, r, s\n")
    reader.press("?")
    told = reader.says("(?s)space: pause and go on.*q: quit; the place is kept\n")
    assert len(told.splitlines()) == 21
    assert "\x1b" not in told


def test_a_sentence_is_repeated_slower(terminal: Callable[..., Terminal], article: Path) -> None:
    """r says the sentence again, slower; what follows is as before."""
    reader = terminal(article, "--rate", 3)
    reader.hears(SENTENCES[0])
    reader.press("r")
    reader.hears(SENTENCES[0])
    reader.hears(SENTENCES[1])
    reader.press("q")
    assert reader.end()[0] == 0


def test_keys_can_be_given_other_meanings(
    terminal: Callable[..., Terminal], article: Path, tmp_path: Path, environment: dict[str, str], home: Path
) -> None:
    """The configuration maps keys; the usual ones keep theirs."""
    folder = home / ".config" / "article-tts"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('[speak]\nkey = ["j=end", "x=quit", "q="]\n')
    reader = terminal(article)
    reader.hears(SENTENCES[0])
    reader.press("q", "j")
    reader.hears(SENTENCES[11])
    reader.press("x")
    assert reader.end() == (0, "")


def test_keys_of_another_layout(terminal: Callable[..., Terminal], article: Path) -> None:
    """With a Russian, a Kazakh and a Hebrew keyboard the keys are where they are on a Latin one."""
    reader = terminal(article)
    reader.hears(SENTENCES[0])
    reader.press("р")
    reader.hears(SENTENCES[4])
    reader.press("י")
    reader.hears(SENTENCES[8])
    reader.press("Р")
    reader.hears(SENTENCES[4])
    reader.press("Һ")
    assert reader.says("Rate 1.1\n")
    reader.press("й")
    assert reader.end() == (0, "")
    assert reader.restored


@pytest.mark.parametrize("change", ["j", "=pause", "jj=pause", "j=fly"])
def test_a_key_map_that_cannot_be_is_refused(run: Callable, article: Path, change: str) -> None:
    """What names no key or no command is wrong usage, and what there is is listed."""
    done = run("speak", article, "--device", "null", "--key", change)
    assert done.returncode == 2
    assert "pause" in done.stderr or "KEY=COMMAND" in done.stderr


@pytest.mark.usefixtures("hangup_heard")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signals_end_it_with_the_terminal_restored(
    terminal: Callable[..., Terminal], article: Path, number: int, status: int
) -> None:
    """Control-C and the signals that end a program leave the terminal as it was, and say nothing."""
    reader = terminal(article)
    reader.hears(SENTENCES[0])
    assert reader.raw
    reader.process.send_signal(number)
    assert reader.end() == (status, "")
    assert reader.restored


def test_control_c_at_the_terminal(terminal: Callable[..., Terminal], article: Path) -> None:
    """Control-C as a key of the terminal ends it."""
    reader = terminal(article)
    reader.hears(SENTENCES[0])
    reader.press("\x03")
    assert reader.end() == (130, "")
    assert reader.restored


def test_control_backslash_at_the_terminal(terminal: Callable[..., Terminal], article: Path) -> None:
    """It ends at once, as by SIGQUIT, and leaves a terminal that can be used."""
    reader = terminal(article)
    reader.hears(SENTENCES[0])
    resource.prlimit(reader.process.pid, resource.RLIMIT_CORE, (0, 0))
    reader.press("\x1c")
    assert reader.end()[0] == -signal.SIGQUIT
    assert reader.restored


def test_stopped_and_continued(terminal: Callable[..., Terminal], article: Path) -> None:
    """Stopped (SIGTSTP), it gives the terminal back and is silent; continued, it goes on where it was, with its keys."""
    reader = terminal(article, "--rate", 2)
    reader.hears(SENTENCES[1])
    # An orphaned process group ignores the stop of a terminal (POSIX), so what can be seen here is that it goes on.
    reader.process.send_signal(signal.SIGTSTP)
    time.sleep(1.0)
    reader.process.send_signal(signal.SIGCONT)
    reader.hears(SENTENCES[2])
    assert reader.raw
    reader.press("q")
    assert reader.end() == (0, "")
    assert reader.restored


def test_stopped_outright_and_continued(terminal: Callable[..., Terminal], article: Path) -> None:
    """After SIGSTOP a shell has set the terminal its own way: continued, the keys work again, and in the end it is restored."""
    reader = terminal(article)
    reader.hears(SENTENCES[0])
    reader.process.send_signal(signal.SIGSTOP)
    os.waitpid(reader.process.pid, os.WUNTRACED)
    termios.tcsetattr(reader.slave, termios.TCSANOW, reader.before)
    reader.process.send_signal(signal.SIGCONT)
    reader.hears(SENTENCES[1])
    assert reader.raw
    reader.press("q")
    assert reader.end() == (0, "")
    assert reader.restored


def test_stopped_while_the_place_is_written(
    terminal: Callable[..., Terminal], article: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    """Control-Z may come in the midst of anything, as in that of keeping the place for a pause; it waits for its end."""
    patch = tmp_path / "patch"
    patch.mkdir()
    (patch / "sitecustomize.py").write_text(
        "import os, signal, threading\nimport tts.listening.library as library\nwas = library.Library._loaded\n"
        "def loaded(self, item):\n"
        "    if threading.current_thread() is threading.main_thread():\n"
        "        os.kill(os.getpid(), signal.SIGTSTP)\n"
        "    return was(self, item)\n"
        "library.Library._loaded = loaded\n"
    )
    environment["PYTHONPATH"] = str(patch)
    reader = terminal(article, "--rate", 2)
    reader.hears(SENTENCES[1])
    reader.press(" ")
    time.sleep(0.5)
    reader.press(" ")
    reader.hears(SENTENCES[2])
    reader.press("q")
    assert reader.end() == (0, "")
    assert reader.restored


def test_an_article_of_standard_input_has_keys(terminal: Callable[..., Terminal], article: Path) -> None:
    """An article that is piped in leaves the keys to the terminal that controls the program."""
    reader = terminal("-", stdin=article)
    reader.hears(SENTENCES[0])
    assert reader.raw
    reader.press(END)
    reader.hears(SENTENCES[11])
    reader.press("q")
    assert reader.end() == (0, "")
    assert reader.restored


def test_an_article_that_is_typed_has_keys(terminal: Callable[..., Terminal]) -> None:
    """Lines are typed up to one Control-D, with the terminal's own editing; from then on the keyboard is for keys."""
    reader = terminal("-")
    reader.press("First sentense\x7f\x7fce here. Second one there.\n", "\n", "Third one here. The last.\n")
    assert not reader.raw
    reader.press("\x04")
    reader.hears("First sentence here.")
    assert reader.raw
    reader.press(DOWN)
    reader.hears("Third one here.")
    reader.press("w")
    assert reader.says("Sentence 3 of 4")
    reader.press("q")
    assert reader.end()[0] == 0
    assert reader.restored


def test_control_c_while_an_article_is_typed(terminal: Callable[..., Terminal]) -> None:
    """Control-C before the Control-D ends it; nothing is heard."""
    reader = terminal("-")
    reader.type("A sentence.\n")
    reader.press("\x03")
    assert reader.end() == (130, "")
    assert reader.lines == []
    assert reader.restored


def test_an_unexpected_error_leaves_the_terminal_as_it_was(
    terminal: Callable[..., Terminal], article: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    """A bug in the program does not leave a terminal without an echo."""
    patch = tmp_path / "patch"
    patch.mkdir()
    (patch / "sitecustomize.py").write_text(
        "import tts.cli.keys\ndef broken(data):\n    raise RuntimeError('a bug')\ntts.cli.keys.names = broken\n"
    )
    environment["PYTHONPATH"] = str(patch)
    reader = terminal(article)
    reader.hears(SENTENCES[0])
    assert reader.raw
    reader.press("x")
    status, messages = reader.end()
    assert status == 1
    assert "a bug" in messages
    assert reader.restored


def test_the_place_is_kept(
    terminal: Callable[..., Terminal], run: Callable, article: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    """It goes on with the sentence that was left, in an article that has since been corrected, too."""
    reader = terminal(article)
    reader.hears(SENTENCES[0])
    reader.press("h")
    reader.hears(SENTENCES[4])
    reader.press(RIGHT)
    reader.hears(SENTENCES[5])
    reader.press("q")
    assert reader.end()[0] == 0
    listed = json.loads(run("library", "--json").stdout)
    assert [(each["title"], each["sentence"], each["source"]) for each in listed] == [("The river", 6, str(article))]
    article.write_text(ARTICLE.replace("Nobody saw", "A new sentence. Nearly nobody saw"))
    reader = terminal(article)
    reader.hears(SENTENCES[5])
    assert reader.lines[0] == SENTENCES[5]
    reader.process.kill()
    reader = terminal(article, "--from-start")
    reader.hears(SENTENCES[0])


def test_the_next_article(terminal: Callable[..., Terminal], tmp_path: Path, article: Path) -> None:
    """n goes to the next article of the queue; at the last one that is told."""
    (tmp_path / "other.txt").write_text("Another article. It is short.\n")
    reader = terminal(article, "other.txt")
    reader.hears(SENTENCES[0])
    reader.press("n")
    reader.hears("Another article.")
    reader.press("n")
    assert reader.says("Last article\n")
    assert reader.end()[0] == 0
