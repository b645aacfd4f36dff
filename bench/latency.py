"""How soon a key is heard, at the loudspeaker, and whether pauses lose anything.

    .venv/bin/python bench/latency.py [--trials N] [--only-pauses]

A private PulseAudio server with a null sink stands for the loudspeaker; its monitor is recorded, and each sample gets the time
it came in. Keys are pressed through a pseudo-terminal. Measured: key to silence, key to sound, key to another sentence's
sound, process start to first sound against `python -c "import click"`, and the likeness of what was heard across pauses
to the file that `render` makes. A resume goes on with the next frame, and where that is in a silence of the article, sound comes
after it: such silence is found in the frames the device took of the player, and not counted.
"""

from __future__ import annotations

import argparse
import os
import pty
import random
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
import wave
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "content" / "kazinform-2016-08-22.txt"
COMMAND = [str(Path(sys.executable).with_name("article-tts"))]
RATE = 22050
#: A sample louder than this is sound.
LOUD = 300


class Loudspeaker:
    """What came out of the loudspeaker, with the time of every sample."""

    def __init__(self, recorder: subprocess.Popen[bytes]) -> None:
        self.samples = array("h")
        self._times: list[float] = []
        self._counts: list[int] = []
        self._recorder = recorder
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        rest = b""
        assert self._recorder.stdout
        while data := os.read(self._recorder.stdout.fileno(), 4096):
            now = time.monotonic()
            data = rest + data
            whole = len(data) // 2 * 2
            self.samples.frombytes(data[:whole])
            rest = data[whole:]
            self._times.append(now)
            self._counts.append(len(self.samples))

    def at(self, sample: int) -> float:
        """When a sample came in."""
        place = min(bisect_left(self._counts, sample + 1), len(self._counts) - 1)
        return self._times[place] - (self._counts[place] - sample) / RATE

    def loud_now(self) -> bool:
        """Whether there was sound in each of the last hundredths of a second."""
        last = self.samples[-RATE // 10 :]
        step = RATE // 100
        return len(last) > step and all(
            max(map(abs, last[n : n + step])) > 4 * LOUD for n in range(0, len(last) - step, step)
        )

    def last_loud(self, since: int) -> int | None:
        """Last sample of sound from a sample on."""
        return next((n for n in range(len(self.samples) - 1, since - 1, -1) if abs(self.samples[n]) > LOUD), None)

    def first_loud(self, since: int) -> int | None:
        """First sample of sound from a sample on."""
        return next((n for n in range(since, len(self.samples)) if abs(self.samples[n]) > LOUD), None)


@contextmanager
def loudspeaker(folder: Path) -> Iterator[tuple[Loudspeaker, dict[str, str]]]:
    """A private sound server; yields what it plays and the environment that reaches it."""
    config = folder / "null.pa"
    config.write_text(
        f"load-module module-native-protocol-unix socket={folder}/native auth-anonymous=1\n"
        f"load-module module-null-sink sink_name=loudspeaker rate={RATE} channels=1\n"
    )
    private = {**os.environ, "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder), "XDG_STATE_HOME": str(folder)}
    flags = ["--exit-idle-time=-1", "--disable-shm=true", "--daemonize=no", "--use-pid-file=no"]
    server = subprocess.Popen(["pulseaudio", "-n", "-F", config, *flags], env=private, stderr=subprocess.DEVNULL)
    client = {**private, "PULSE_SERVER": f"unix:{folder}/native"}
    while subprocess.run(["pactl", "info"], env=client, capture_output=True, check=False).returncode:
        time.sleep(0.1)
    listen = [
        "parec",
        "-d",
        "loudspeaker.monitor",
        f"--rate={RATE}",
        "--channels=1",
        "--format=s16le",
        "--latency-msec=5",
    ]
    recorder = subprocess.Popen(listen, env=client, stdout=subprocess.PIPE)
    time.sleep(0.5)
    try:
        yield Loudspeaker(recorder), client
    finally:
        for process in (recorder, server):
            process.terminate()
            process.wait()


#: Writes down, in the program that is measured, every frame the device takes of what the player was given, and when.
_TEE = """
import struct
import time
from tts.player import Player
was = Player._feed
def feed(self):
    inner = was(self)
    with open({frames!r}, "ab", buffering=0) as file, open({times!r}, "ab", buffering=0) as times:
        wanted = yield next(inner)
        while True:
            before = self._taken
            data = inner.send(wanted)
            taken = data[: 2 * (self._taken - before)]
            file.write(taken)
            if taken:
                times.write(struct.pack("=dq", time.monotonic(), len(taken) // 2))
            wanted = yield data
Player._feed = feed
"""


class Taken:
    """What the device took from the player, and when: the player's side of what is heard."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        folder.mkdir()
        self._frames, self._times = folder / "taken.raw", folder / "taken.times"
        code = _TEE.format(frames=str(self._frames), times=str(self._times))
        (folder / "sitecustomize.py").write_text(code)
        self.environment = {**environment, "PYTHONPATH": str(folder)}

    def frames(self) -> array[int]:
        """Every frame so far."""
        return array("h", self._frames.read_bytes())

    def since(self, moment: float) -> tuple[float, float]:
        """When the first frame was taken after a moment, and for how many seconds the article is silent from it on."""
        frames, first, started = self.frames(), 0, 0.0
        for taken, count in struct.iter_unpack("=dq", self._times.read_bytes()):
            if taken >= moment:
                started = taken
                break
            first += count
        loud = next((n for n in range(first, len(frames)) if abs(frames[n]) > LOUD), first)
        return started, (loud - first) / RATE


class Session:
    """The command at a terminal."""

    def __init__(self, heard: Loudspeaker, environment: dict[str, str], *options: str) -> None:
        self.heard = heard
        self._master, slave = pty.openpty()
        command = [*COMMAND, "speak", str(ARTICLE), "--from-start", "--notices", "none", *options]
        self.process = subprocess.Popen(command, stdin=slave, env=environment)
        os.close(slave)

    def press(self, key: str) -> tuple[float, int]:
        """Press a key; returns when, and how many samples had come in."""
        before = len(self.heard.samples)
        now = time.monotonic()
        os.write(self._master, key.encode())
        return now, before

    def until_loud(self) -> None:
        """Wait for the midst of a word."""
        while not self.heard.loud_now():
            time.sleep(0.005)

    def end(self) -> None:
        self.press("q")
        self.process.wait(10)
        os.close(self._master)


@dataclass(frozen=True, slots=True)
class Resume:
    """How soon a resume is heard, in seconds.

    Attributes:
        heard: From the key to sound at the loudspeaker.
        taken: From the key to the first frame the device takes of the player.
        silent: How long the article itself is silent from that frame on: the pause fell just before a silence of it.
    """

    heard: float
    taken: float
    silent: float


def pauses(session: Session, taken: Taken, trials: int) -> tuple[list[float], list[Resume]]:
    """Seconds from key to silence, and what is known of each resume."""
    silence, sound = [], []
    for _ in range(trials):
        time.sleep(random.uniform(0.3, 1.2))
        session.until_loud()
        pressed, before = session.press(" ")
        time.sleep(0.6)
        last = session.heard.last_loud(before)
        silence.append(session.heard.at(last) - pressed if last else 0.0)
        pressed, seconds = until_sound(session, " ")
        time.sleep(0.1)
        first, silent = taken.since(pressed)
        sound.append(Resume(seconds, first - pressed, silent))
    return silence, sound


def until_sound(session: Session, key: str) -> tuple[float, float]:
    """When a key was pressed while it is silent, and the seconds from it to sound."""
    pressed, before = session.press(key)
    while (first := session.heard.first_loud(before)) is None and time.monotonic() < pressed + 3:
        time.sleep(0.02)
    return pressed, session.heard.at(first) - pressed if first else 3.0


def skips(session: Session, trials: int, key: str) -> list[float]:
    """Seconds from the key of a move, pressed in a pause, to the other sentence's sound."""
    times = []
    for _ in range(trials):
        time.sleep(0.4)
        session.press(" ")
        time.sleep(0.5)
        times.append(until_sound(session, key)[1])
    return times


def told(name: str, seconds: list[float], goal: float) -> None:
    """Print a figure."""
    ordered = sorted(1000 * each for each in seconds)
    print(
        f"{name}: median {statistics.median(ordered):.0f} ms, worst {ordered[-1]:.0f} ms (goal: {goal:.0f})", flush=True
    )


def likeness(a: array[int], b: array[int], first: int, second: int, length: int, step: int = 1) -> float:
    """Correlation of `length` samples of a and b from two places on."""
    x, y = a[first : first + length : step], b[second : second + length : step]
    squares = sum(n * n for n in x) * sum(n * n for n in y)
    return sum(m * n for m, n in zip(x, y, strict=False)) / squares**0.5 if squares else 0.0


def _next_loud(samples: array[int], first: int) -> int:
    return next(n for n in range(first, len(samples)) if abs(samples[n]) > LOUD)


def across_pauses(heard: Loudspeaker, environment: dict[str, str], folder: Path, trials: int) -> None:
    """Compare what the device took, and stretches of what was heard between pauses, with the render.

    What is between two stretches in the render was lost or is silence. A recording that differs where the device took every
    frame was damaged by the sound server or the recorder.
    """
    saved_path = folder / "saved.wav"
    subprocess.run(
        [*COMMAND, "render", str(ARTICLE), "--loudness", "off", "-o", str(saved_path)],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with wave.open(str(saved_path)) as file:
        saved = array("h", file.readframes(file.getnframes()))
    taken = Taken(folder / "across", environment)
    session = Session(heard, taken.environment)
    begin = len(heard.samples)
    stretches = []
    for _ in range(trials):
        session.until_loud()
        time.sleep(1.5)
        session.until_loud()
        session.press(" ")
        time.sleep(0.6)
        first, last = heard.first_loud(begin), heard.last_loud(begin)
        assert first is not None
        assert last is not None
        stretches.append((first, last + 1))
        begin = len(heard.samples)
        session.press(" ")
    session.end()
    frames = taken.frames()
    same = frames == saved[: len(frames)]
    print(
        f"across {trials} pauses: {len(frames)} frames taken by the device, {'all' if same else 'NOT'} as in the render"
    )
    worst, lost = 1.0, 0.0
    expected = _next_loud(saved, 0)
    below = 0
    for number, (first, end) in enumerate(stretches):
        length = end - first
        near = min(length, RATE)
        coarse = max(
            range(max(expected - 600, 0), expected + 600),
            key=lambda n: likeness(heard.samples, saved, first, n, near, 7),
        )
        alike = likeness(heard.samples, saved, first, coarse, length)
        worst, below = min(worst, alike), below + (alike <= 0.99)
        if number:
            between = saved[min(expected, coarse) : max(expected, coarse)]
            if any(abs(sample) > LOUD for sample in between):
                lost = max(lost, abs(coarse - expected) / RATE)
        expected = _next_loud(saved, coarse + length)  # a pause may have come right before the article's own silence
    print(
        f"in the recording of them: correlation with the render at least {worst:.4f} (goal: over 0.99), not over it in {below}; "
        f"lost or repeated {1000 * lost:.1f} ms"
    )


def first_sound(heard: Loudspeaker, environment: dict[str, str], trials: int) -> None:
    """Process start to first sound, in units of `python -c "import click"`."""
    ours, peer = [], []
    for number in range(trials + 1):
        began, before = time.monotonic(), len(heard.samples)
        session = Session(heard, environment)
        while (first := heard.first_loud(before)) is None:
            time.sleep(0.01)
        sounded = heard.at(first) - began
        session.end()
        began = time.monotonic()
        subprocess.run([sys.executable, "-c", "import click"], check=True)
        if number:
            ours.append(sounded)
            peer.append(time.monotonic() - began)
        time.sleep(0.3)
    ratio = statistics.median(ours) / statistics.median(peer)
    print(
        f"first sound: {ratio:.2f} times import click (goal: 3); {1000 * statistics.median(ours):.0f} ms, {1000 * statistics.median(peer):.0f} ms"
    )


def main() -> None:
    """Measure everything there is a goal for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--only-pauses", action="store_true", help="only compare what is heard across pauses")
    options = parser.parse_args()
    trials = options.trials
    with tempfile.TemporaryDirectory() as name, loudspeaker(Path(name)) as (heard, environment):
        if options.only_pauses:
            across_pauses(heard, environment, Path(name), trials)
            return
        taken = Taken(Path(name) / "pauses", environment)
        session = Session(heard, taken.environment)
        session.until_loud()
        silence, sound = pauses(session, taken, trials)
        told("pause to silence", silence, 100)
        told("resume to the first frame taken of the player", [each.taken for each in sound], 100)
        told("resume to sound, less the article's own silence", [each.heard - each.silent for each in sound], 100)
        late = [each for each in sound if each.heard > 0.1]
        for each in late:
            print(
                "  heard after {:.0f} ms, of which {:.0f} ms are silent in the article".format(
                    *(1000 * n for n in (each.heard, each.silent))
                )
            )
        session.press("\x1b[H")
        told("next sentence to its sound", skips(session, trials, "\x1b[C"), 150)
        told("beginning to its sound", skips(session, trials, "\x1b[H"), 150)
        far = [
            seconds for _ in range(trials // 2) for key in ("\x1b[F", "\x1b[H") for seconds in skips(session, 1, key)
        ]
        told("last sentence, beginning and back to their sound", far, 150)
        session.press("\x1b[H")
        told("longest gap when the rate changes", [until_sound_of_rate(session) for _ in range(trials)], 150)
        session.end()
        across_pauses(heard, environment, Path(name), max(trials // 2, 3))
        first_sound(heard, environment, max(trials // 2, 3))


def until_sound_of_rate(session: Session) -> float:
    """Seconds without sound, at most, when the rate is changed in the midst of a word."""
    time.sleep(0.5)
    session.until_loud()
    _, before = session.press(random.choice("+-"))
    time.sleep(0.6)
    samples = session.heard.samples[before : before + RATE // 2]
    gap = longest = 0
    for sample in samples:
        gap = 0 if abs(sample) > LOUD else gap + 1
        longest = max(longest, gap)
    return longest / RATE


if __name__ == "__main__":
    main()
