"""Renders killed at random moments: half files, lost segments and duplicates are counted, and have to be none.

    .venv/bin/python bench/kills.py [--kills N] [--seed N]

After each kill the outputs are looked at, then the render is run again to its end and compared with an undisturbed one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ARTICLE = Path(__file__).parent.parent / "content" / "solar-library.md"
COMMAND = str(Path(sys.executable).with_name("article-tts"))
OUTPUTS = ("a.wav", "a.mp3", "a.vtt", "a.json")


def render(folder: Path, *options: str) -> subprocess.Popen[str]:
    """Start to render every kind of output."""
    outputs = [part for name in OUTPUTS for part in ("-o", str(folder / name))]
    command = [COMMAND, "render", str(ARTICLE), *outputs, *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def contents(folder: Path) -> dict[str, bytes]:
    """What is in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def segments(manifest: bytes) -> list[str]:
    """The ids of the segments that are heard."""
    return [segment["id"] for segment in json.loads(manifest)["segments"]]


def main() -> None:
    """Kill, look, finish, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        out, cache, temporary = (Path(place, name) for name in ("out", "cache", "temporary"))
        out.mkdir()
        temporary.mkdir()
        os.environ.update(ARTICLE_TTS_CACHE_DIR=str(cache), TMPDIR=str(temporary))
        began = time.monotonic()
        render(out, "--no-cache").communicate()
        longest = time.monotonic() - began
        whole = contents(out)
        expected = segments(whole["a.json"])
        for number in range(arguments.kills):
            if number % 4 == 0:
                shutil.rmtree(cache, ignore_errors=True)
            before = dict.fromkeys(OUTPUTS, b"old") if number % 2 else {}
            for name in OUTPUTS:
                (out / name).unlink(missing_ok=True)
            for name, content in before.items():
                (out / name).write_bytes(content)
            process = render(out)
            time.sleep(chance.uniform(0, longest))
            found["finished before the kill"] += process.poll() is not None
            process.kill()
            process.communicate()
            for name, content in contents(out).items():
                found["half files"] += name in OUTPUTS and content not in {whole[name], before.get(name)}
                found["other files left"] += name not in OUTPUTS
            found["sets of which some files are new and some are not"] += contents(out) not in (before, whole)
            found["old files lost"] += len(set(before) - set(contents(out)))
            found["temporary files left"] += len(list(temporary.iterdir()))
            finishing = render(out)
            _, told = finishing.communicate()
            found["next runs that failed"] += finishing.returncode != 0
            if finishing.returncode:
                print(told, file=sys.stderr)
                continue
            heard = segments((out / "a.json").read_bytes())
            found["segments lost"] += len(set(expected) - set(heard))
            found["duplicates"] += len(heard) - len(set(heard))
            found["outputs that differ after the next run"] += contents(out) != whole
            new, of = map(int, re.search(r"([0-9]+) of ([0-9]+) utterances", told).groups())  # type: ignore[union-attr]
            found["next runs that picked up speech"] += new < of
    print(f"{arguments.kills} kills between 0 and {longest:.2f} s after the start")
    for what, count in found.items():
        print(f"{what}: {count}")


if __name__ == "__main__":
    main()
