"""What a correction costs: one sentence of a long article is changed, and the article rendered again.

    .venv/bin/python bench/corrections.py [--times N]

The article is the customer's, repeated, each sentence with the number of its copy in front so that no two are the same (a
sentence that is repeated is spoken once, which would make the first render cheap). Each figure is a ratio of CPU time (user
and system, all processes) in one run. "Encoding aside" means captions instead of sound as output: everything but the
writing of the sound file.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tts.segment import sentences

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "content" / "kazinform-2016-08-22.txt"
COMMAND = str(Path(sys.executable).with_name("article-tts"))
CHANGED = ("Elbit Systems", "Elbit")


@dataclass(frozen=True, slots=True)
class Run:
    """CPU seconds of a command, and how many utterances were spoken anew, and of how many."""

    cpu: float
    new: int
    all: int


def run(*arguments: object) -> Run:
    """Run a command to its end."""
    process = subprocess.Popen(
        [COMMAND, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr
    told = process.stderr.read()
    process.stderr.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(told)
    count = re.search(r"([0-9]+) of ([0-9]+) utterances? spoken anew", told)
    return Run(usage.ru_utime + usage.ru_stime, *map(int, count.groups() if count else (0, 0)))


def numbered(text: str, times: int) -> str:
    """The text so many times, with the number of the copy before each sentence."""
    copies = []
    for copy in range(times):
        for paragraph in text.splitlines():
            said = (f"Copy {copy}: {piece.strip()}" for piece in sentences(paragraph) if piece.strip())
            copies.append(" ".join(said))
    return "\n".join(copies)


def compare(what: str, ours: Run, peer: Run, goal: float) -> None:
    """Print a ratio and its goal."""
    print(
        f"{what}: {ours.cpu / peer.cpu:.3f} times (goal: at most {goal}); {ours.cpu:.2f} s of {peer.cpu:.2f} s; "
        f"{ours.new} of {ours.all} utterances spoken anew"
    )


def main() -> None:
    """Measure first renders with and without a cache, and corrections."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=100, help="how often the article is repeated")
    times = parser.parse_args().times
    text = ARTICLE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        os.environ["ARTICLE_TTS_CACHE_DIR"] = str(place / "cache")
        plain, first, second = (place / f"{name}.txt" for name in ("repeated", "first", "second"))
        plain.write_text(text * times, encoding="utf-8")
        first.write_text(numbered(text, times), encoding="utf-8")
        head, _, tail = first.read_text(encoding="utf-8").rpartition(CHANGED[0])
        second.write_text(head + CHANGED[1] + tail, encoding="utf-8")
        sound, captions = ("-o", place / "a.wav"), ("-o", place / "a.vtt")
        size = ("--cache-size", "8GB")

        for output, name in ((sound, "to WAV"), (captions, "encoding aside")):
            uncached = run("render", first, *output, "--no-cache")
            run("cache", "clear")
            cold = run("render", first, *output, *size)
            corrected = run("render", second, *output, *size)
            unchanged = run("render", second, *output, *size)
            compare(f"first render with the cache, {name}, to one without", cold, uncached, 1.05)
            compare(f"one corrected sentence, {name}", corrected, cold, 0.10)
            print(f"nothing changed, {name}: {unchanged.cpu / cold.cpu:.3f} times; {unchanged.new} spoken anew")
        start = run("--help")
        read = run("segments", second)
        words = run("segments", second, "--spoken")
        print(
            f"of the corrected render, encoding aside, {start.cpu:.2f} s are the start of the program, "
            f"{read.cpu - start.cpu:.2f} s reading and segmenting, {words.cpu - read.cpu:.2f} s putting into words"
        )
        uncached = run("render", plain, *captions, "--no-cache")
        run("cache", "clear")
        cold = run("render", plain, *captions, *size)
        plain.write_text(text * (times - 1) + text.replace(*CHANGED), encoding="utf-8")
        corrected = run("render", plain, *captions, *size)
        compare(
            "the article repeated as it is, first render, encoding aside, to one without a cache", cold, uncached, 1.0
        )
        compare(
            "the article repeated as it is, corrected, encoding aside, to a first without", corrected, uncached, 0.10
        )


if __name__ == "__main__":
    main()
