"""Shared fixtures: the command as a process, golden files, tools that a test needs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"
KAZINFORM = CONTENT / "kazinform-2016-08-22.txt"

# Whoever starts the tests in the background ignores Control-C, and what they start would ignore it, too.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("article-tts", deadline=None)  # machines are noisy: no test is about seconds
settings.load_profile("article-tts")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew instead of comparing")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def check_golden(update_golden: bool) -> Callable[[Path, str], None]:
    """Compare text with a golden file, or write the file anew with --update-golden."""

    def check(path: Path, text: str) -> None:
        if update_golden:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()

    return check


@pytest.fixture
def needs() -> Callable[..., None]:
    """Skip a test whose tool is missing, and say which; on the project's own test machines nothing skips."""

    def need(*tools: str) -> None:
        missing = [tool for tool in tools if shutil.which(tool) is None]
        if missing and os.environ.get("ARTICLE_TTS_TESTS_SKIP_NOTHING"):
            pytest.fail(f"missing: {', '.join(missing)}")
        if missing:
            pytest.skip(f"missing: {', '.join(missing)}")

    return need


@pytest.fixture
def hangup_heard() -> Iterator[None]:
    """SIGHUP ends programs here and in what the test starts, though the tests be started with `nohup`, which ignores it."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty home folder: no configuration of the person who runs the tests gets in."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """The process environment of a new user."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ARTICLE_TTS_", "XDG_"))}
    return {**kept, "HOME": str(home), "PYTHONWARNINGS": "error::ResourceWarning"}


def unprivileged() -> list[str]:
    """What a command begins with so that permissions hold for it, too, when the superuser runs the tests."""
    if not hasattr(os, "geteuid") or os.geteuid():
        return []
    if not shutil.which("setpriv"):
        pytest.skip("missing: setpriv, without which the superuser may read and write everything")
    given_up = "-dac_override,-dac_read_search,-fowner"
    return ["setpriv", f"--bounding-set={given_up}", f"--inh-caps={given_up}"]


#: The command as a user starts it.
COMMAND = [sys.executable, "-m", "tts"]


@pytest.fixture
def on_a_terminal(tmp_path: Path, environment: dict[str, str]) -> Callable[..., bytes]:
    """Run the command on a terminal, and return all that it shows there; it has to end well."""

    def shown(*arguments: object) -> bytes:
        import pty  # not on Windows

        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [*COMMAND, *map(str, arguments)],
            cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
        )  # fmt: skip
        os.close(theirs)
        pieces: list[bytes] = []
        while not pieces or pieces[-1]:
            try:
                pieces.append(os.read(ours, 4096))
            except OSError:  # Linux: nobody has the other end any more
                pieces.append(b"")
        os.close(ours)
        assert process.wait(60) == 0, pieces
        return b"".join(pieces)

    return shown


@pytest.fixture
def run(tmp_path: Path, environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `article-tts` as a process in an empty folder."""

    def run(
        *arguments: object, stdin: str | bytes | None = None, prefix: Sequence[str] = (), **options: object
    ) -> subprocess.CompletedProcess[str]:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [*prefix, *COMMAND, *map(str, arguments)],
            input=data,
            stdin=subprocess.DEVNULL if data is None else None,
            capture_output=True,
            cwd=tmp_path,
            env=environment,
            timeout=120,
            check=False,
            **options,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def start(tmp_path: Path, environment: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `article-tts` and go on; what still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: object, **options: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*COMMAND, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env={**environment, **options.pop("env", {})},
            **options,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
