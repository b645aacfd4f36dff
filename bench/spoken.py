"""How much of a table of written and spoken English is said rightly, by class, and what it costs; in one run.

    python bench/spoken.py [--lang en] [--misses] [FILE ...]

Without files the golden tables of the tests are taken. A file has a case a line, written and spoken, separated by a tab, by
"~" (NeMo) or by " => " (WeTextProcessing); its name is the class. Of NVIDIA/NeMo-text-processing's data/ the .json files have
an object a line (`text`, `gt_normalized`), and EngConf.txt has a written line and the readings that are right or wrong (`~~1`,
`~~0`), of which any right one will do. Two texts are the same where they agree folded for case,
punctuation, "hundred and" and "oh" for zero, and letters said one by one ("U.A.V.", "u a v"). By ear they are the same where
eSpeak NG makes the same phonemes of both, stress and pauses aside; that is also what eSpeak NG alone is measured by.

Below the classes stand two more, drawn from the rows of all tables and not counted in the mean. "letters" are the rows whose reading
spells something ("u a v"): by ear, where the spelled run is given to the engine as it says letters (U.A.V.; apart, its "a" would be
the article). "mixed" are the rows in which things of two kinds or more are written (`KINDS`): an amount and a date, say.

The golden tables are ours, so on them our rate says only that nothing broke; fetch a public set to compare.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

Case = tuple[str, str, str]
#: Between readings that are all right.
OR = "\x1f"
Speaker = Callable[[str], str]

SPEAKER = """
import ctypes, sys, time, espeakng_loader
lib = ctypes.CDLL(espeakng_loader.get_library_path())
lib.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0)
lib.espeak_SetVoiceByName(sys.argv[1].encode())
lib.espeak_TextToPhonemes.restype = ctypes.c_char_p
lib.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
silent = CALLBACK(lambda wav, samples, events: 0)
lib.espeak_SetSynthCallback(silent)
lib.espeak_Synth.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint,
                             ctypes.c_void_p, ctypes.c_void_p]
begin = time.process_time()
for line in sys.stdin.buffer:
    line = line.rstrip(b"\\n")
    if sys.argv[2] == "synth":
        lib.espeak_Synth(line, len(line) + 1, 0, 1, 0, 1, None, None)
        continue
    text = ctypes.create_string_buffer(line)
    at, said = ctypes.c_void_p(ctypes.addressof(text)), []
    while at.value:
        said.append((lib.espeak_TextToPhonemes(ctypes.byref(at), 1, 2) or b"").decode())
    print(" ".join(said))
if sys.argv[2] == "synth":
    print(time.process_time() - begin)
"""


def espeak(texts: list[str], mode: str, lang: str) -> list[str]:
    """Phonemes of each text, or (mode "synth") the seconds of CPU that saying them all takes."""
    voice = "en" if lang == "en-GB" else "en-us" if lang.startswith("en") else lang
    lines = "\n".join(text.replace("\n", " ") for text in texts)
    done = subprocess.run(
        [sys.executable, "-c", SPEAKER, voice, mode],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    return done.stdout.splitlines()


NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
#: "o" for zero, but not in C.E.O. or C.O. two.
_ZERO = re.compile(
    r"(?<=\bpoint )o\b|(?<=teen )o\b|(?<=ty )o\b|(?<=zero )o\b|(?<!\b\w )\bo(?= (?:"
    + "|".join(NUMBERS.split())
    + r")\b)"
)


def folded(text: str, lang: str = "en") -> str:
    """What two spoken texts have to share to be the same."""
    text = text.lower().replace("’", "'")
    text = re.sub(r"(?<=\b\w )(\w)'s\b", r"\1 s", text)
    text = re.sub(r"['.]", "", text)
    text = re.sub(r"[\W_]+", " ", text).strip()
    text = re.sub(r"\b(hundred|thousand|million) and\b", r"\1", text)
    text = re.sub(r"\boh\b", "zero", text)
    text = _ZERO.sub("zero", text)
    text = re.sub(r"\b(\w) (?=\w\b)", r"\1", text)
    # NeMo writes German numbers in several words.
    return text.replace(" ", "") if lang.startswith("de") else text


def heard(phonemes: str) -> str:
    """Phonemes without stress and pauses."""
    return re.sub(r"[ˈˌ |]", "", phonemes)


#: What is not written as it is said, by kind; each kind is looked for in what the kinds above it have left.
KINDS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "net": r"\S*@\S+|https?:\S+|www\.\S+|#[A-Za-z]\w+|\b\w+\.(?:com|org|net|edu|gov)\b\S*",
        "date": r"\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?\b(?:,? \d{4})?"
        r"|\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*(?:,? \d{4})?",
        "time": r"\b\d{1,2}[:.]\d\d(?::\d\d)? ?[ap]\.?m\b\.?|\b\d{1,2} ?[ap]\.?m\b\.?|\b\d{1,2}:\d\d(?::\d\d)?\b",
        "money": r"(?:[A-Z]{1,3})?[$€£¥₹₸₽]\s?[\d.,]+(?: ?(?:thousand|million|billion|trillion|[kKmMbB]n?)\b)?|\b[\d.,]+ ?[€£¢₽₸]|\b[A-Z]{3} \d[\d.,]*",
        "percentage": r"[\d.,]+ ?%",
        "telephone": r"\+?\b\d{1,4}[- .(]{1,2}\d{3}[-). ]{1,2}\d{3,4}(?:-\d{2,4})?\b",
        "measure": r"\b[\d.,/]+ ?(?:km|cm|mm|m|kg|g|mg|lbs?|oz|ft|in|mi|mph|km/h|l|ml|[KMGT]B|[kKMG]?Hz|[kM]?W|°[CF]?)(?:[²³]|/[a-z]+)?(?!\w)",
        "fraction": r"\b(?:\d+ )?\d+/\d+\b|[½⅓⅔¼¾⅛]",
        "ordinal": r"\b\d+(?:st|nd|rd|th)\b",
        "decade or year": r"\b(?:1[1-9]|20)\d\d(?:'?s)?\b",
        "decimal": r"\b\d+\.\d+\b",
        "serial": r"\b[A-Z]{1,5}-?\d+\w*\b",
        "number": r"\d[\d,]*",
        "Roman": r"\b(?=[IVX]{2,})X{0,3}(?:IX|IV|V?I{0,3})\b",
        "letters": r"\b[A-Z]{2,}s?\b|\b(?:[A-Z]\.){2,}",
        "abbreviation": r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Rev|St|Ave|Rd|Blvd|Jr|Sr|Inc|Co|Ltd|Corp|No|vs|etc|e\.g|i\.e|approx|[A-Z])\.",
        "sign": r"[&#+=§№©™×→<>~@*/]",
    }.items()
}
_SPELLED = re.compile(r"(?<![\w'.-])[A-Za-z](?: [A-Za-z](?:'s)?)+(?![\w'.-])")
_ARTICLE = re.compile(r"\b[Aa] [A-Z]")


def is_mixed(written: str) -> bool:
    """Whether things of two kinds or more stand in a text that are not said as they are written."""
    kinds = 0
    for pattern in KINDS.values():
        written, count = pattern.subn(" ", written)
        kinds += count > 0
    return kinds > 1


def spelled_for_engine(spoken: str, written: str) -> str:
    """A reading, its letters said one by one as the engine takes them for letters: "u a v's" is "U.A.V's"."""

    def joined(run: re.Match[str]) -> str:
        letters = run[0].split(" ")
        article = letters[0] in "Aa" and _ARTICLE.search(written) is not None
        head = f"{letters.pop(0)} " if article else ""
        return (
            head
            + ".".join(letter[0].upper() + letter[1:] for letter in letters)
            + "." * (len(letters) > 1 and not letters[-1].endswith("s"))
        )

    return _SPELLED.sub(joined, spoken)


def cases(path: Path) -> Iterator[Case]:
    """Class, written and spoken of each line; in NeMo's tables either may stand first, the one with figures or signs was written."""
    for name, first, second in _lines(path):
        turned = re.search(r"[\d%$€&@№]", second) and not re.search(r"[\d%$€&@№]", first)
        yield (name, second, first) if turned else (name, first, second)


def _right_readings(path: Path) -> Iterator[Case]:
    written, right = "", [""]
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        text, _, mark = line.rpartition("~~")
        if mark == "RAW":
            written, right = text, []
        elif mark == "1":
            right.append(text)
        elif not line and written and right:
            yield path.stem, written, OR.join(right)
            written = ""


def _lines(path: Path) -> Iterator[Case]:
    if path.suffix == ".json":
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield path.stem, row["text"], row["gt_normalized"]
        return
    if path.name == "EngConf.txt":
        yield from _right_readings(path)
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        for separator in ("\t", " => ", "~"):
            written, found, spoken = line.partition(separator)
            if found:
                if written.strip() and not line.startswith("#"):
                    yield path.stem.removeprefix("test_cases_"), written, spoken.partition("\t")[0]
                break


def ours(lang: str) -> Speaker:
    """The package itself."""
    from tts.spoken import spoken_form

    return lambda text: spoken_form(text, lang).text


def digits_only(lang: str) -> Speaker:
    """The obvious program: num2words for every run of digits, the rest as it is."""
    from num2words import num2words

    if lang.startswith("kk"):  # num2words calls it by its country
        lang = "kz"

    def say(text: str) -> str:
        text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
        return re.sub(
            r"\d{1,30}(?:\.\d{1,20})?",
            lambda found: num2words(float(found[0]) if "." in found[0] else int(found[0]), lang=lang[:2]),
            text,
        )

    return say


def unchanged(lang: str) -> Speaker:
    """ESpeak NG alone: it gets the text as it is written."""
    return lambda text: text


SYSTEMS = {"ours": ours, "num2words": digits_only, "eSpeak NG alone": unchanged}


def _heard(readings_of_rows: list[list[str]], lang: str) -> list[list[str]]:
    """What the engine makes of each reading of each row."""
    flat = iter(espeak([reading for readings in readings_of_rows for reading in readings], "phonemes", lang))
    return [[heard(next(flat)) for _ in readings] for readings in readings_of_rows]


def _both(pair: tuple[float, float]) -> str:
    return f"{pair[0]:.0f} / {pair[1]:.0f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--lang", default="en")
    parser.add_argument("--misses", action="store_true", help="print what we say otherwise")
    options = parser.parse_args()
    files = options.files or sorted((ROOT / "tests/golden/spoken" / options.lang).glob("*.tsv"))
    table = [case for path in files for case in cases(path)]
    wanted = [spoken.split(OR) for _, _, spoken in table]
    wanted_heard = _heard(wanted, options.lang)
    wanted_folded = [{folded(reading, options.lang) for reading in readings} for readings in wanted]
    classes = {name: [number for number, case in enumerate(table) if case[0] == name] for name, _, _ in table}
    spells = [number for number, readings in enumerate(wanted) if any(map(_SPELLED.search, readings))]
    spelled = _heard(
        [[spelled_for_engine(reading, table[number][1]) for reading in wanted[number]] for number in spells],
        options.lang,
    )
    drawn = {
        "letters": spells,
        "mixed": [number for number, case in enumerate(table) if is_mixed(case[1])],
    }
    by_letters = dict(zip(spells, spelled, strict=True))
    rates: dict[tuple[str, str], tuple[int, int]] = {}
    cost: dict[str, float] = {}
    for system, make in SYSTEMS.items():
        speak = make(options.lang)
        speak("warm up 1, $2 and 2016-08-22")
        begin = time.process_time()
        said = [speak(written) for _, written, _ in table]
        cost[system] = time.process_time() - begin
        sounds = [heard(line) for line in espeak(said, "phonemes", options.lang)]
        for name, rows in [*classes.items(), *((f"*{name}", rows) for name, rows in drawn.items() if rows)]:
            same = sum(folded(said[number], options.lang) in wanted_folded[number] for number in rows)
            right = by_letters if name == "*letters" else wanted_heard
            by_ear = sum(sounds[number] in right[number] for number in rows)
            rates[system, name] = (same * 100 // len(rows), by_ear * 100 // len(rows))
        if options.misses and system == "ours":
            for (name, written, spoken), mine, readings in zip(table, said, wanted_folded, strict=True):
                if folded(mine, options.lang) not in readings:
                    print(f"{name}\t{written}\n\tsays   {mine}\n\twanted {spoken.replace(OR, ' | ')}")
    print(f"{'class':28}{'cases':>6}" + "".join(f"{system + ' text/ear':>26}" for system in SYSTEMS))

    def line(label: str, count: int, name: str) -> str:
        return f"{label:28}{count:>6}" + "".join(f"{_both(rates[system, name]):>26}" for system in SYSTEMS)

    for name, rows in classes.items():
        print(line(name, len(rows), name))
    means = ""
    for system in SYSTEMS:
        texts, ears = zip(*(rates[system, name] for name in classes), strict=True)
        means += f"{_both((sum(texts) / len(classes), sum(ears) / len(classes))):>26}"
    print(f"{'mean of classes':28}{len(table):>6}{means}")
    for name, rows in drawn.items():
        if rows:
            print(line(f"{name}, of all tables", len(rows), f"*{name}"))
    synthesis = float(espeak([ours(options.lang)(written) for _, written, _ in table], "synth", options.lang)[-1])
    for system, seconds in cost.items():
        print(
            f"{system}: {seconds / len(table) * 1000:.3f} ms of CPU a case, {seconds / synthesis:.2f} of what eSpeak NG needs to say it"
        )
    cold = "import time; b = time.process_time(); from tts.spoken import spoken_form; spoken_form({!r}); print(time.process_time() - b)"
    for label, text in (("plain words", "Hello there, world."), ("a date and money", "On 22 August 2016 it cost $5.")):
        done = subprocess.run(
            [sys.executable, "-c", cold.format(text)], capture_output=True, text=True, check=True, cwd=ROOT
        )
        print(f"import and first call, {label}: {float(done.stdout):.3f} s of CPU")


if __name__ == "__main__":
    main()
