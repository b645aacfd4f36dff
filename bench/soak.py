"""Half an hour of listening with random keys: no gap, no growth, the right place at the end.

    .venv/bin/python bench/soak.py [--minutes N] [--seed N]

In this process, on the device that plays into nothing at the pace of a real one, at rate 3. A model of its own follows
every move, and in the end the place that was kept is compared with where the listener is. Memory is that of this process and of
the worker that speaks (Linux). A machine that is late shows in how long this loop was kept from looking.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

from tts import engines
from tts.listening.clips import Clip, Place, Plan
from tts.listening.commands import KEYS, Command
from tts.listening.library import Library
from tts.listening.listener import Listener
from tts.listening.positions import Positions
from tts.listening.reading import Reading
from tts.listening.stream import Stream
from tts.model import Delivery, Prosody
from tts.player import NULL_DEVICE, Player
from tts.readers import read_article

ARTICLE = Path(__file__).parent.parent / "content" / "kazinform-2016-08-22.txt"
MOVES = ("left", "right", "up", "down", "h", "H", "home", "end", "r", "+", "-", "[", "]", "w", "s", "g", "b")


class Silent:
    """Nobody is told anything; what began is remembered."""

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.errors: list[str] = []

    def began(self, clip: Clip) -> None:
        self.sentences.append(clip.segment.id)

    def word(self, place: Place) -> None:
        """Not shown."""

    def notice(self, text: str) -> bool:
        return False

    def help(self, lines: list[str]) -> bool:
        return False

    def message(self, text: str) -> None:
        self.errors.append(text)

    def failed(self, passage: object) -> None:
        self.errors.append(str(passage))

    def error(self, error: object) -> None:
        self.errors.append(str(error))


def soak(minutes: float, seed: int, state: str) -> list[str]:
    """Listen; returns what went wrong."""
    chance = random.Random(seed)
    audience, wrong = Silent(), []
    text = ARTICLE.read_text(encoding="utf-8") * 40
    library = Library(lambda _: Reading(read_article(text)), ["-"], Positions(state))
    delivery = Delivery(prosody=Prosody(rate=3.0))
    keys = 0
    with closing(engines.load("pyttsx3")) as engine, closing(Stream(engine, library.load, 1)) as stream:
        stream.start(Plan(0, delivery))
        with closing(Player(NULL_DEVICE)) as player:
            stream.attach(player)
            listener = Listener(stream, player, library, delivery, audience, KEYS)
            while not listener.place.segment or not player.taken_frames:
                listener.tick()
            reading = library.load(0)
            ends = time.monotonic() + 60 * minutes
            next_key = time.monotonic() + 1
            held: list[float] = []
            looked, latest = time.monotonic(), 0.0
            while time.monotonic() < ends:
                if not listener.tick():
                    listener.do(Command.BEGINNING)
                time.sleep(0.02)
                now = time.monotonic()
                latest, looked = max(latest, now - looked), now
                if now < next_key:
                    continue
                held.append(memory())
                next_key = now + chance.expovariate(0.5)
                key = chance.choice(MOVES)
                keys += 1
                number = reading.number(listener.place.segment) or 0
                target = reading.target(KEYS[key], number) if KEYS[key] in moves() else None
                listener.press(key)
                if target is not None and not arrives(listener, reading, target):
                    wrong.append(f"{key} led from {number} to {listener.place.segment}, not to {target}")
            starved = player.starved_frames
            listener.pause()
            (kept,) = Positions(state).all()
            if kept.sentence - (reading.number(listener.place.segment) or 0) not in {0, 1}:
                wrong.append(f"{kept.sentence} was kept in {listener.place.segment}")
    part = max(len(held) // 10, 1)
    early, late = (statistics.median(some) for some in (held[part : 2 * part] or held, held[-part:]))
    grown = late - early
    if starved:
        wrong.append(f"{starved} frames were missing")
    if grown > 8:
        wrong.append(f"memory grew by {grown:.1f} MiB")
    wrong += audience.errors
    print(
        f"{minutes:g} minutes, {keys} keys, {len(audience.sentences)} sentences; {starved} frames missing; "
        f"{late:.1f} MiB of memory, {grown:+.1f} since the beginning; looked after {1000 * latest:.0f} ms at the latest"
    )
    return wrong


def arrives(listener: Listener, reading: Reading, target: int) -> bool:
    """Whether the place is that of a move, or just after it, within two seconds."""
    until = time.monotonic() + 2
    while time.monotonic() < until:
        listener.tick()
        number = reading.number(listener.place.segment)
        if number is not None and target <= number <= target + 1:
            return True
        time.sleep(0.01)
    return False


def moves() -> set[Command]:
    """Commands that go to another sentence."""
    return {KEYS[key] for key in ("left", "right", "up", "down", "h", "H", "home", "end")}


def memory() -> float:
    """Memory that this process and its children hold, in MiB (Linux counts it in KiB)."""
    own = os.getpid()
    children = [
        child for thread in Path(f"/proc/{own}/task").iterdir() for child in (thread / "children").read_text().split()
    ]
    statuses = [Path(f"/proc/{each}/status").read_text() for each in (own, *children)]
    return sum(int(status.split("VmRSS:")[1].split()[0]) for status in statuses) / 1024


def main() -> None:
    """Soak, and fail if anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as state:
        wrong = soak(arguments.minutes, arguments.seed, state)
    raise SystemExit("\n".join(wrong) if wrong else 0)


if __name__ == "__main__":
    main()
