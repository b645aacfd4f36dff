"""What eSpeak NG makes of the spoken form: the phonemes of the same sentence written out in full."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache

import pytest

from tts.spoken import spoken_form

# A library call in a process of its own, because it aborts the process on some texts, and the tests hand it hostile ones.
SPEAKER = """
import ctypes, sys, espeakng_loader
lib = ctypes.CDLL(espeakng_loader.get_library_path())
lib.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0)
lib.espeak_SetVoiceByName(b"en-us")
lib.espeak_TextToPhonemes.restype = ctypes.c_char_p
lib.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]
for line in sys.stdin.buffer:
    text = ctypes.create_string_buffer(line.rstrip(b"\\n"))
    at, said = ctypes.c_void_p(ctypes.addressof(text)), []
    while at.value:
        said.append((lib.espeak_TextToPhonemes(ctypes.byref(at), 1, 2) or b"").decode())
    print(" | ".join(said), flush=True)
"""


def phonemes(texts: list[str]) -> list[str]:
    """IPA of each text; a bar is where the engine starts a new clause."""
    done = subprocess.run(
        [sys.executable, "-c", SPEAKER], input="\n".join(texts), capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.splitlines()


def folded(said: str) -> str:
    """Without stress, spaces and clause ends: what is compared."""
    return re.sub(r"[ˈˌ |]", "", said)


PAIRS = [
    ("joint production of UAV in Kazakhstan", "joint production of you eh vee in Kazakhstan"),
    ("the use of tactical UAVs.", "the use of tactical you eh veez."),
    ("UAV Operators", "you eh vee operators"),
    ("the IAEA said", "the eye eh ee eh said"),
    ("The BBC News team", "The bee bee see news team"),
    ("the WHO's plan", "the double-you aitch owes plan"),
    ("In 1984 it cost $5.", "In nineteen eighty four it cost five dollars."),
    ("World War II", "World War two"),
    ("the Kazakh Minister congratulated A.Lieberman on", "the Kazakh Minister congratulated eh Lieberman on"),
    ("J. K. Rowling wrote", "jay kay Rowling wrote"),
    ("date 2016-08-22 here", "date August twenty second, twenty sixteen here"),
    ("a $1.2bn deal", "a one point two billion dollar deal"),
    ("at 80 km/h", "at eighty kilometers per hour"),
    ("No. 5 and/or 6", "number five and or six"),
    ("two F-16s", "two F sixteens"),
    ("the use of AI in war", "the use of eh eye in war"),
    ("not for AT&T, that AI-made, of A. Lieberman", "not for eh tea and tea, that eh eye-made, of eh Lieberman"),
    ("the wing of A320s, at A&E", "the wing of eh three twenties, at eh and ee"),
    ("the results of A-levels", "the results of eh levels"),
    ("Serie A for men, Plan A failed, from A to Z", "Serie eh for men, Plan eh failed, from eh to Z"),
    ("an A320 of the EU", "an eh three twenty of the ee you"),
    ("10-15 people", "ten to fifteen people"),
    ("“quotations” co-exist", "quotations co-exist"),
]


def test_the_engine_says_what_a_reader_would() -> None:
    """The phonemes of a spoken form are those of the sentence written out in full."""
    said = phonemes([spoken_form(written).text for written, _ in PAIRS])
    wanted = phonemes([full for _, full in PAIRS])
    wrong = [
        f"{written}: {mine} instead of {right}"
        for (written, _), mine, right in zip(PAIRS, said, wanted, strict=True)
        if folded(mine) != folded(right)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "written",
    [
        "congratulated A.Lieberman on",
        "wrote J. K. Rowling there",
        "George W. Bush said",
        "Training UAV Operators",
        "the U.S. President met Gen. Smith",
        "Dr. Who met Mr. Smith and Prof. Jones",
        "at 5 p.m. Monday",
        "St. Petersburg and Mt. Everest",
    ],
)
def test_an_abbreviation_does_not_end_the_sentence(written: str) -> None:
    """The engine reads an abbreviation's words in one clause with what follows."""
    assert " | " not in phonemes([spoken_form(written).text])[0]


HOSTILE = [
    "A" * 1000,
    "a" * 5000,
    "B." * 500,
    "U.S." * 200,
    "1" * 3000,
    "1." * 1000,
    "a1" * 1000,
    "A-" * 800,
    "x@" * 500,
    "www." * 500,
    "Ж" * 2000,
    "ABCDEFGHJK" * 50 + "s",
    "+" * 2000,
    "$" * 2000,
    "1,000," * 500,
    "IV" * 500,
    "é\u0301" * 800,
    "http://" + "a/" * 2000,
    "(" * 1000 + "[" * 1000,
    "’" * 1000,
]


@cache
def longest_runs() -> tuple[int, int]:
    """Letters, and letters with full stops, that the engine surely says whole in one run."""
    return 140, 60


@pytest.mark.parametrize("written", HOSTILE, ids=lambda text: text[:6])
def test_no_run_is_long_enough_to_be_cut_or_to_crash_the_engine(written: str) -> None:
    """No run of letters, digits or dotted letters leaves the room that the engine would cut short or die of."""
    letters, dotted = longest_runs()
    said = spoken_form(written).text
    assert all(len(run) <= letters for run in re.findall(r"[^\W\d_]+", said))
    assert all(len(run) <= 30 for run in re.findall(r"\d+", said))
    assert all(len(run) < dotted * 2 for run in re.findall(r"(?:[^\W\d_]\.){3,}", said))


def test_the_engine_survives_hostile_texts() -> None:
    """The engine answers to the spoken form of every hostile text."""
    said = phonemes([spoken_form(written).text for written in HOSTILE])
    assert len(said) == len(HOSTILE)
