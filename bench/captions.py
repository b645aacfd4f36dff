"""How far the word times of captions are from what is heard, by two checks that know nothing of each other; in one run.

    python bench/captions.py [ARTICLE]

- By ear: lists of words with a pause between each two are rendered, and the time of every word in the WebVTT file is
  compared with the moment at which sound begins after the pause in the WAV file. The words begin with sounds that are loud
  from their first millisecond. A list of words that begin with stops is told for the record: the closure of a stop, some
  50 ms, belongs to the word and is silent.
- By another binding: eSpeak NG is called through ctypes, each sentence in a process of its own (what it has said before changes
  what it says by some 10 ms), with a callback of this file, and its word events (audio position in milliseconds) are compared
  with the manifest of the customer's article. Both are counted from a sentence's first word: silence before it is cut off by us.

The target is a median of at most 20 ms.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import wave
from array import array
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "content" / "kazinform-2016-08-22.txt"
TARGET_MS = 20
#: The same voice for both bindings, by a name that both know.
VOICE = "gmw/en-US"

#: Words whose first sound is voiced and open.
OPEN = """Island, orange, evening, eagle, apple, owner, army, office, engine, album; lemon, morning, number, lion, river,
neighbour, marble, riddle, yellow, water; alarm, enemy, uncle, ocean, idea, oven, animal, answer, echo, union; module, ladder,
worry, rival, needle, memory, lesson, wonder, noodle, razor."""
#: Words that begin with a stop: silence first, then a burst.
STOPS = """Tiger, paper, captain, double, garden, button, picture, table, carpet, dinner; people, kitchen, doctor, temple, basket,
copper, guitar, powder, candle, butter."""

WINDOW_MS = 2
#: What is silent, as a part of the loudest sample; and how long a pause is at least.
SILENCE, PAUSE_MS = 0.01, 30

BINDING = """
import ctypes, json, sys, espeakng_loader
lib = ctypes.CDLL(espeakng_loader.get_library_path())
lib.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0)
lib.espeak_SetVoiceByName(sys.argv[1].encode())
class Event(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("uid", ctypes.c_uint), ("text", ctypes.c_int), ("length", ctypes.c_int),
                ("ms", ctypes.c_int), ("sample", ctypes.c_int), ("user", ctypes.c_void_p), ("id", ctypes.c_char * 8)]
found = []
def heard(wav, samples, events):
    at = 0
    while events[at].type:
        if events[at].type == 1:
            found.append((events[at].text - 1, events[at].length, events[at].ms))
        at += 1
    return 0
kept = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(Event))(heard)
lib.espeak_SetSynthCallback(kept)
text = sys.stdin.buffer.read()
lib.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, 1, 0, 1, None, None)
print(json.dumps(found))
"""


def main() -> int:
    article = Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = {
            "by ear, open sounds": by_ear(folder, OPEN),
            "by ear, stops (for the record)": by_ear(folder, STOPS),
            "by another binding": by_binding(folder, article),
        }
    for what, errors in results.items():
        sizes = sorted(map(abs, errors))
        ninth = sizes[int(0.9 * (len(sizes) - 1))]
        print(
            f"{what}: {len(sizes)} words, error median {statistics.median(sizes):.1f} ms, 90 % within {ninth:.1f} ms, "
            f"largest {sizes[-1]:.1f} ms, on average {statistics.mean(errors):+.1f} ms"
        )
    counted = [errors for what, errors in results.items() if "stops" not in what]
    worst = max(statistics.median(map(abs, errors)) for errors in counted)
    print(f"target: median at most {TARGET_MS} ms: {'met' if worst <= TARGET_MS else 'missed'}")
    return 0 if worst <= TARGET_MS else 1


def render(folder: Path, article: Path, *suffixes: str) -> Path:
    """Render an article with word captions and return the path of the files without their suffix."""
    outputs = [f"-o{folder / article.stem}{suffix}" for suffix in suffixes]
    command = [sys.executable, "-m", "tts", "render", article, *outputs, "--captions=word", "--voice", VOICE]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    return folder / article.stem


def by_ear(folder: Path, words: str) -> list[float]:
    """Errors in milliseconds: the time in the captions less the time at which sound begins."""
    article = folder / "words.txt"
    article.write_text(words.replace("\n", " ").replace("; ", ".\n\n"), encoding="utf-8")
    made = render(folder, article, ".wav", ".vtt")
    times = word_times(made.with_suffix(".vtt").read_text(encoding="utf-8"))
    onsets = sound_begins(made.with_suffix(".wav"))
    expected = len(words.split())
    if not len(times) == len(onsets) == expected:
        print(
            f"{expected} words, {len(times)} times in the captions, {len(onsets)} times a sound begins", file=sys.stderr
        )
    return [time - min(onsets, key=lambda onset: abs(onset - time)) for time in times]


def word_times(captions: str) -> list[float]:
    """The times of all words in a WebVTT file, in milliseconds: the start of each cue, and its timestamps."""
    found = re.findall(r"(?:^|<)(\d+):(\d\d):(\d\d\.\d{3})(?=>| -->)", captions, re.MULTILINE)
    return [(60 * int(hours) + int(minutes)) * 60_000 + 1000 * float(seconds) for hours, minutes, seconds in found]


def sound_begins(path: Path) -> list[float]:
    """The times at which sound begins after a pause, in milliseconds."""
    with wave.open(str(path)) as file:
        rate = file.getframerate()
        samples = array("h", file.readframes(file.getnframes()))
    limit = SILENCE * max(map(abs, samples))
    step = rate * WINDOW_MS // 1000
    found: list[float] = []
    silent = PAUSE_MS
    for start in range(0, len(samples), step):
        window = samples[start : start + step]
        if all(-limit <= sample <= limit for sample in window):
            silent += WINDOW_MS
        else:
            if silent >= PAUSE_MS:
                found.append(1000 * start / rate)
            silent = 0
    return found


def by_binding(folder: Path, article: Path) -> list[float]:
    """Errors in milliseconds: the time of a word in its segment less that of the event of the same spoken word."""
    made = json.loads(render(folder, article, ".json").with_suffix(".json").read_text(encoding="utf-8"))
    told = [sys.executable, "-m", "tts", "segments", str(article), "--spoken", "--json"]
    changes = json.loads(subprocess.run(told, cwd=ROOT, capture_output=True, check=True).stdout)["segments"]
    # Words that are said as they are written can be found again in the text of the other binding, which knows no lexicon.
    written = {row["id"] for row in changes if not row["changes"]}
    errors: list[float] = []
    for row in made["segments"]:
        if row["id"] not in written or row["lang"] != made["lang"] or not row["words"]:
            continue
        command = [sys.executable, "-c", BINDING, VOICE]
        answer = subprocess.run(command, input=row["spoken"].encode(), capture_output=True, check=True).stdout
        events = {place: ms for place, _, ms in reversed(json.loads(answer))}
        pairs = [(word["frames"][0], events.get(word["span"][0] - row["span"][0])) for word in row["words"]]
        (first_frame, first_ms), *others = [(frame, ms) for frame, ms in pairs if ms is not None]
        errors += [1000 * (frame - first_frame) / made["sample_rate"] - (ms - first_ms) for frame, ms in others]
    return errors


if __name__ == "__main__":
    sys.exit(main())
