"""Speed and memory of whole commands, as ratios to a peer measured in the same run.

    .venv/bin/python bench/speed.py [--runs N]
    .venv/bin/python bench/speed.py --long

Peers: Debian's `espeak-ng` program; the obvious pyttsx3 program (`bench/obvious_pyttsx3.py`); `python -c "import click"`; the
command itself with `--jobs 1`.
With `--no-cache` every repetition of a sentence is spoken anew; with an empty cache, as a first rendering finds it, only once.
Commands run in turn (A B A B ...); each figure is the ratio of the medians. CPU is user and system time of the command and
all its processes; memory is the most that its processes held together, each counted with the peak it had reached by then (a
worker that has given way to another is not counted with it). With `--long` only that is measured, of articles that take minutes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "content" / "kazinform-2016-08-22.txt"
COMMAND = [str(Path(sys.executable).with_name("article-tts"))]
CACHE = Path(tempfile.gettempdir(), f"article-tts-bench-{os.getpid()}")
CLICK = [sys.executable, "-c", "import click"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds of wall and CPU time, and MiB of memory."""

    wall: float
    cpu: float
    memory: float


def cost(command: Sequence[str], until_line: bool = False) -> Cost:
    """Run a command to its end, or until it prints its first line, as a user does who has rendered nothing yet."""
    shutil.rmtree(CACHE, ignore_errors=True)
    began = time.monotonic()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        cwd=tempfile.gettempdir(),
        env={**os.environ, "XDG_CACHE_HOME": str(CACHE)},
    )
    sums: list[int] = [0]
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, sums, done))
    watcher.start()
    assert process.stdout
    if until_line:
        process.stdout.readline()
        wall = time.monotonic() - began
        process.terminate()
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if not until_line:
        wall = time.monotonic() - began
        if process.returncode:
            sys.exit(f"{command}: exit {process.returncode}")
    done.set()
    watcher.join()
    return Cost(wall, usage.ru_utime + usage.ru_stime, max(sums) / 1024)


def _watch(pid: int, sums: list[int], done: threading.Event) -> None:
    """Add up, again and again, the peak resident sizes (VmHWM, KiB) of a process and those of its children that run."""
    while not done.wait(0.05):
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except OSError:
            return
        together = 0
        for each in (pid, *map(int, children)):
            try:
                status = Path(f"/proc/{each}/status").read_text()
            except OSError:
                continue
            if "VmHWM:" in status:
                together += int(status.split("VmHWM:")[1].split()[0])
        sums.append(together)


def compare(
    name: str, ours: Sequence[str], peer: Sequence[str], runs: int, goal: float, what: str, until_line: bool = False
) -> list[Cost]:
    """Print the ratio of medians of `what` (`wall` or `cpu`) and return our costs."""
    mine, theirs = [], []
    for number in range(runs + 1):
        a, b = cost(ours, until_line), cost(peer)
        if number:  # the first of each only warms up
            mine.append(a)
            theirs.append(b)
    median: Callable[[list[Cost]], float] = lambda costs: statistics.median(getattr(each, what) for each in costs)  # noqa: E731
    ratio = median(mine) / median(theirs)
    print(
        f"{name}: {ratio:.2f} times the peer's {what} time (goal: at most {goal}); {median(mine):.2f} s, {median(theirs):.2f} s"
    )
    return mine


def main() -> None:
    """Measure everything there is a goal for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each command")
    parser.add_argument(
        "--long", action="store_true", help="only the memory of long articles: minutes, and 15 GB for files"
    )
    arguments = parser.parse_args()
    if arguments.long:
        long_articles()
        return
    runs = arguments.runs
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        text = ARTICLE.read_text(encoding="utf-8")
        for times in (4, 20, 100, 200):
            (place / f"{times}.txt").write_text(text * times, encoding="utf-8")
        out = str(place / "ours.wav")
        plain = ["--loudness", "off", "--progress", "none"]
        anew = [*COMMAND, "render", str(place / "20.txt"), "-o", out, "--no-cache", *plain]
        hundred = [*COMMAND, "render", str(place / "100.txt")]

        compare("--help", [*COMMAND, "--help"], CLICK, 3 * runs, 1.3, "wall")
        first = [*COMMAND, "speak", str(ARTICLE), "--device", "null", "--show-text", "--from-start", "--no-keep"]
        compare("first sound of speak", first, CLICK, 3 * runs, 4.0, "wall", until_line=True)
        together = [
            *COMMAND,
            "render",
            str(place / "4.txt"),
            *(f"-o{place}/ours{suffix}" for suffix in (".opus", ".ogg")),
        ]
        compare(
            "render 4 articles to two Opus files at a time, or one by one",
            together,
            [*together, "--jobs", "1"],
            1,
            0.7,
            "wall",
        )
        if shutil.which("espeak-ng"):
            espeak = ["espeak-ng", "-f", str(place / "20.txt"), "-w", str(place / "peer.wav")]
            costs = compare("render 20 articles to WAV, no cache, no loudness", anew, espeak, runs, 1.2, "cpu")
            as_it_is = [*COMMAND, "render", str(place / "20.txt"), "-o", out, "--progress", "none"]
            compare("render 20 articles to WAV, as it is", as_it_is, espeak, runs, 1.2, "cpu")
            small = statistics.median(each.memory for each in costs)
            large = cost([*COMMAND, "render", str(place / "200.txt"), "-o", out, "--no-cache", *plain]).memory
            print(
                f"peak memory, 20 articles: {small:.1f} MiB (goal: under 120); 200 articles: {large / small:.3f} times (1.05)"
            )
            espeak[2] = str(place / "100.txt")
            for what, options in (
                ("no cache, no loudness", ["--no-cache", *plain]),
                ("no loudness", plain),
                ("as it is", ["--progress", "none"]),
            ):
                ours = [*hundred, "-o", out, *options]
                compare(f"render 100 articles to WAV, {what}", ours, espeak, max(runs // 3, 1), 0.6, "wall")
            if shutil.which("lame"):
                pipe = f"espeak-ng -f {place}/100.txt --stdout | lame --quiet -b 64 - {place}/peer.mp3"
                for what, options in (("no loudness", plain), ("as it is", ["--progress", "none"])):
                    ours = [*hundred, "-o", str(place / "ours.mp3"), *options]
                    compare(f"render 100 articles to MP3, {what}", ours, ["sh", "-c", pipe], 1, 0.8, "wall")
                several(place, text, max(runs // 3, 1))
        else:
            print("espeak-ng is missing: not compared with it")
        program = [sys.executable, str(ROOT / "bench" / "obvious_pyttsx3.py")]
        for name, article in (("20 articles", place / "20.txt"), ("one article", ARTICLE)):
            obvious = [*program, str(article), str(place / "obvious.wav")]
            ours = [*COMMAND, "render", str(article), "-o", out]
            try:
                compare(f"render {name}, against the obvious pyttsx3 program", ours, obvious, runs, 1.0, "wall")
            except SystemExit as error:
                print(f"the obvious pyttsx3 program failed: {error}")
                break
            lengths = [seconds(place / name) for name in ("ours.wav", "obvious.wav")]
            # How many paragraphs it loses differs from run to run; it says itself how many arrived.
            print(
                f"sound in the file: ours {lengths[0]:.1f} s at 175 words a minute with its pauses, the obvious program's "
                f"{lengths[1]:.1f} s at pyttsx3's 200; {arrived(obvious)}"
            )


def several(place: Path, text: str, runs: int) -> None:
    """Compare the rendering of several articles to MP3 with what speaks and encodes them one after another."""
    names = [f"several{number}" for number in range(12)]
    for name in names:
        (place / f"{name}.txt").write_text(text, encoding="utf-8")
    ours = [*COMMAND, "render", *(str(place / f"{name}.txt") for name in names), "-o", f"{place}/{{stem}}.mp3"]
    ours += ["--no-cache", "--progress", "none"]
    pipe = "espeak-ng -f {0}.txt --stdout | lame --quiet -b 64 - {0}.peer.mp3"
    peer = ["sh", "-c", "; ".join(pipe.format(place / name) for name in names)]
    compare("render 12 articles to MP3, each anew", ours, peer, runs, 1.0, "wall")


def long_articles() -> None:
    """Print the peak memory of rendering as it is, loudness and all, and how many times that many times the text takes."""
    text = ARTICLE.read_text(encoding="utf-8")
    for suffixes, few, many in (([".wav"], 100, 1000), ([".mp3", ".vtt", ".json"], 100, 400)):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            outputs = [word for suffix in suffixes for word in ("-o", str(place / f"ours{suffix}"))]
            peaks = []
            for times in (few, many):
                (place / "long.txt").write_text(text * times, encoding="utf-8")
                peaks.append(cost([*COMMAND, "render", str(place / "long.txt"), *outputs, "--progress", "none"]).memory)
        small, large = peaks
        print(
            f"peak memory, {few} articles to {' '.join(suffixes)}, as it is: {small:.1f} MiB (goal: under 200); "
            f"{many} articles: {large / small:.3f} times (1.05)"
        )


def arrived(command: Sequence[str]) -> str:
    """What the obvious program says of its paragraphs."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr.strip().splitlines()[-1]


def seconds(path: Path) -> float:
    """How long a WAV file lasts."""
    with wave.open(str(path)) as file:
        return file.getnframes() / file.getframerate()


if __name__ == "__main__":
    main()
