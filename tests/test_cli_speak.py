"""`article-tts speak` as a listener meets it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import wave
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import KAZINFORM

SHORT = "First one here. Second one there.\n\nThird and last.\n"


@pytest.fixture
def short(tmp_path: Path) -> Path:
    path = tmp_path / "short.txt"
    path.write_text(SHORT)
    return path


@pytest.fixture
def no_sound(environment: dict[str, str]) -> None:
    """No sound server and no sound card can be reached."""
    environment.update(
        PULSE_SERVER="unix:/nonexistent", XDG_RUNTIME_DIR="/nonexistent", ALSA_CONFIG_PATH="/nonexistent"
    )


@pytest.fixture
def null_sink(tmp_path: Path, needs: Callable, environment: dict[str, str]) -> Iterator[Path]:
    """A private PulseAudio server whose loudspeaker is recorded into the file that is yielded."""
    needs("pulseaudio", "parec", "pactl")
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    (runtime / "home").mkdir()
    config = runtime / "null.pa"
    config.write_text(
        f"load-module module-native-protocol-unix socket={runtime}/native auth-anonymous=1\n"
        "load-module module-null-sink sink_name=loudspeaker rate=22050 channels=1\n"
    )
    private = {**environment, "XDG_RUNTIME_DIR": str(runtime), "HOME": str(runtime / "home")}
    server = subprocess.Popen(
        [
            "pulseaudio",
            "-n",
            "-F",
            config,
            "--exit-idle-time=-1",
            "--disable-shm=true",
            "--daemonize=no",
            "--use-pid-file=no",
        ],
        env=private,
        stderr=subprocess.DEVNULL,
    )
    environment["PULSE_SERVER"] = f"unix:{runtime}/native"
    client = {**private, "PULSE_SERVER": environment["PULSE_SERVER"]}
    for _ in range(100):
        if subprocess.run(["pactl", "info"], env=client, capture_output=True, check=False).returncode == 0:
            break
        time.sleep(0.1)
    heard = tmp_path / "heard.raw"
    with heard.open("wb") as file:
        recorder = subprocess.Popen(
            [
                "parec",
                "-d",
                "loudspeaker.monitor",
                "--rate=22050",
                "--channels=1",
                "--format=s16le",
                "--latency-msec=10",
            ],
            env=client,
            stdout=file,
        )
    time.sleep(0.5)
    yield heard
    recorder.terminate()
    recorder.wait()
    server.terminate()
    server.wait()


def test_every_segment_is_heard_in_order(run: Callable, short: Path) -> None:
    """--show-text prints each segment as it begins to be heard; otherwise nothing is printed at all."""
    done = run("speak", short, "--device", "null", "--show-text", "--rate", 2)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["First one here.", "Second one there.", "Third and last."]
    assert done.stderr == ""
    quiet = run("speak", short, "--device", "null", "--rate", 2)
    assert (quiet.stdout, quiet.stderr) == ("", "")


def test_sound_comes_before_the_rest_is_made(start: Callable) -> None:
    """The first sentence is heard while most of a long article is still to be made; Control-C ends it at once."""
    process = start("speak", KAZINFORM, "--device", "null", "--show-text")
    assert process.stdout.readline().startswith("date 2016-08-22")
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    out, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert time.monotonic() - began < 5
    assert "Traceback" not in err
    assert len(out.splitlines()) <= 1


def test_little_is_imported_before_the_first_sentence(environment: dict[str, str]) -> None:
    """What takes long to import waits until the engine has been asked: `pathlib` with its `urllib.parse` 3 ms, FFmpeg 60."""
    code = """
import sys
before = set(sys.modules)
import tts.cli.app, tts.cli.speak, tts.engines.isolation, tts.listening.library, tts.listening.positions
from tts.cli.articles import read
from tts.listening.stream import Stream
from tts.model import Delivery
from tts.narration import perform
class Engine:
    def expect(self, utterance):
        print(" ".join(set(sys.modules) - before))
        sys.exit()
perform(read(sys.argv[1], None), Engine(), Delivery())
"""
    done = subprocess.run(
        [sys.executable, "-c", code, KAZINFORM],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    imported = set(done.stdout.split())
    assert "tts.spoken.en" in imported, done.stderr
    assert not imported & {
        "pathlib",
        "urllib.parse",
        "av",
        "miniaudio",
        "tomllib",
        "importlib.metadata",
        "tempfile",
        "shutil",
    }


def test_sigterm_ends_it_quietly(start: Callable) -> None:
    """SIGTERM is exit 143, without a traceback."""
    process = start("speak", KAZINFORM, "--device", "null", "--show-text")
    process.stdout.readline()
    process.terminate()
    _, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (143, "")


@pytest.mark.usefixtures("no_sound")
def test_without_a_sound_device(run: Callable, short: Path) -> None:
    """Without a sound device there is one clear line with a hint to use render, and exit 3."""
    done = run("speak", short)
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.startswith("Error: no sound device")
    assert "article-tts render" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_is_heard_is_what_is_saved(run: Callable, tmp_path: Path, short: Path, null_sink: Path) -> None:
    """What comes out of the loudspeaker of a sound server is the sound that render saves."""
    assert run("render", short, "-o", "saved.wav").returncode == 0
    with wave.open(str(tmp_path / "saved.wav")) as file:
        saved = array("h", file.readframes(file.getnframes()))
    likenesses = []
    for _ in range(3):  # a sound server may stumble where the machine is busy; what is sent to it never changes
        before = null_sink.stat().st_size // 2 * 2
        done = run("speak", short)
        assert done.returncode == 0, done.stderr
        time.sleep(0.5)
        data = null_sink.read_bytes()[before:]
        heard = array("h", data[: len(data) // 2 * 2])
        start = next(n for n, sample in enumerate(heard) if abs(sample) > 200)
        first = next(n for n, sample in enumerate(saved) if abs(sample) > 200)
        likenesses.append(max(_likeness(saved, heard, start - first + shift) for shift in range(-60, 61)))
        if likenesses[-1] > 0.99:
            return
    pytest.fail(f"correlations of three trials: {likenesses}")


def _likeness(saved: array[int], heard: array[int], offset: int) -> float:
    """Correlation of what was saved with what was heard from a frame on, sampled every few frames."""
    steps = range(max(0, -offset), min(len(saved), len(heard) - offset), 5)
    product = sum(saved[n] * heard[n + offset] for n in steps)
    squares = sum(saved[n] ** 2 for n in steps) * sum(heard[n + offset] ** 2 for n in steps)
    return product / squares**0.5


def test_control_c_stops_the_sound_at_once(start: Callable, null_sink: Path) -> None:
    """After Control-C the loudspeaker is silent within a quarter of a second."""
    process = start("speak", KAZINFORM, "--show-text")
    process.stdout.readline()
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130
    time.sleep(0.25)
    length = null_sink.stat().st_size // 2 * 2
    time.sleep(0.7)
    with null_sink.open("rb") as file:
        file.seek(length)
        after = array("h", file.read((null_sink.stat().st_size - length) // 2 * 2))
    assert len(after) > 5000
    assert max(map(abs, after)) < 200


def test_a_killed_program_leaves_no_orphan(start: Callable) -> None:
    """When the program is killed outright its worker process ends, too."""
    process = start("speak", KAZINFORM, "--device", "null", "--show-text")
    process.stdout.readline()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        pytest.skip("needs /proc of Linux")
    workers = children.read_text().split()
    assert workers
    process.kill()
    process.wait()
    for _ in range(50):
        if not any(_alive(worker) for worker in workers):
            return
        time.sleep(0.1)
    pytest.fail("a worker is still alive")


def _alive(pid: str) -> bool:
    try:
        return "(zombie)" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


@pytest.mark.parametrize("article", ["missing.txt", "empty.txt"])
def test_no_article_to_speak(run: Callable, tmp_path: Path, article: str) -> None:
    """What cannot be read is named, exit 1."""
    (tmp_path / "empty.txt").write_text("")
    done = run("speak", article, "--device", "null")
    assert done.returncode == 1
    assert article in done.stderr


def test_the_command_is_installed() -> None:
    """`article-tts` is on the path of the environment that runs the tests."""
    command = Path(sys.executable).with_name("article-tts")
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
