"""A recording is measured sound by sound, while it is made: the same comes out as of the whole, and nothing is measured twice."""

from __future__ import annotations

import math
from array import array
from itertools import pairwise
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from making import RATE, tone

from tts.loudness import survey
from tts.loudness.meter import Meter, loudness
from tts.loudness.peaks import PeakFinder
from tts.loudness.profile import Profiler, profile_of
from tts.loudness.sounds import LONGEST, TAIL_MS, Sound, Sounds
from tts.loudness.survey import Survey

SILENCE = TAIL_MS * RATE // 1000
#: Runs of equal samples: a value, and how often it comes.
RUNS = st.lists(st.tuples(st.sampled_from([0, 0, 1, -1, 256, -300, 32767]), st.integers(1, 2 * SILENCE)), max_size=12)


class Memory(dict[bytes, bytes]):
    """Keeps what was measured; `asked` counts."""

    asked = 0

    def get(self, digest: bytes) -> bytes | None:  # type: ignore[override]
        self.asked += 1
        return super().get(digest)

    def put(self, digest: bytes, told: bytes) -> None:
        self[digest] = told


class Heard:
    """A master of these samples."""

    sample_rate = RATE

    def __init__(self, pcm: bytes) -> None:
        self._pcm = pcm

    def pcm(self) -> list[bytes]:
        return [self._pcm]


def noise(seconds: float, level: int, seed: int = 1) -> bytes:
    random = Random(seed)
    return array("h", (random.randint(-level, level) for _ in range(round(seconds * RATE)))).tobytes()


def surveyed(pcm: bytes, share: float = 0.5, kept: Memory | None = None, size: int = 70_001) -> Survey:
    """What a survey finds in samples that come so many at a time."""
    made = Survey(share, kept)
    for at in range(0, len(pcm), 2 * size):
        made.hear(pcm[at : at + 2 * size], RATE)
    made.finish()
    return made


def cut(pcm: bytes, sizes: list[int]) -> list[Sound]:
    sounds = Sounds(RATE)
    found: list[Sound] = []
    at = 0
    for size in sizes:
        found += sounds.cut(pcm[at : at + 2 * size])
        at += 2 * size
    return [*found, *sounds.cut(pcm[at:]), *sounds.last()]


@given(RUNS, st.lists(st.integers(0, 4000), max_size=8))
@example([(1, 1), (0, SILENCE), (1, 1)], [1, SILENCE, 1])
@example([(1, 1), (0, SILENCE - 1), (256, 1)], [])
@example([(256, 1), (0, SILENCE), (256, 1)], [1, SILENCE, 1])
@example([(256, 1), (0, SILENCE - 1), (256, 1)], [2, 1])
@example([(0, SILENCE), (1, 3), (0, 5)], [SILENCE + 1])
def test_sounds_are_cut_where_there_is_silence_and_nowhere_else(runs: list[tuple[int, int]], sizes: list[int]) -> None:
    """However the samples come: put back where they were, the sounds are all that was heard, a silence between two."""
    samples = array("h")
    for value, count in runs:
        samples.extend([value] * count)
    pcm = samples.tobytes()
    found = cut(pcm, sizes)
    assert found == cut(pcm, [])
    again = bytearray(len(pcm))
    for sound in found:
        again[2 * sound.first_frame : 2 * sound.first_frame + len(sound.pcm)] = sound.pcm
        assert sound.pcm[:2] != b"\0\0" != sound.pcm[-2:]
        assert bytes(2 * SILENCE + 2) not in sound.pcm
    assert bytes(again) == pcm
    for sound, following in pairwise(found):
        assert following.first_frame - sound.first_frame - len(sound.pcm) // 2 >= SILENCE


@pytest.mark.parametrize("silent_from", [0, LONGEST - 90, LONGEST - 1, LONGEST, LONGEST + 3])
@pytest.mark.parametrize("size", [1 << 30, LONGEST + 1, 70_001])
def test_a_sound_without_silence_is_cut_after_a_while(silent_from: int, size: int) -> None:
    """So memory stays the same; all of it is there, and its parts know what is beside them. It is the same in any pieces."""
    samples = array("h", [1]) * (2 * LONGEST + RATE)
    if silent_from:
        samples[silent_from : silent_from + SILENCE + 1] = array("h", [0]) * (SILENCE + 1)
    pcm = samples.tobytes()
    found = cut(pcm, [size] * (len(pcm) // 2 // size))
    lengths = [len(sound.pcm) // 2 for sound in found]
    if not silent_from:
        assert lengths == [LONGEST, LONGEST, RATE]
        assert b"".join(sound.pcm for sound in found) == pcm
        assert [bool(sound.before) for sound in found] == [False, True, True]
        assert [bool(sound.behind) for sound in found] == [True, True, False]
    elif silent_from <= LONGEST:
        assert lengths[0] == silent_from
        assert found[1].first_frame == silent_from + SILENCE + 1
        assert not found[0].behind
        assert not found[1].before
    else:
        assert lengths[:2] == [LONGEST, 3]


@pytest.mark.parametrize(
    "pcm",
    [
        noise(0.2, 9000),
        noise(1.5, 9000) + bytes(RATE) + tone(3 * RATE) + bytes(5 * RATE) + noise(2, 300),
        bytes(3002) + noise(0.31, 20_000) + bytes(2 * SILENCE) + noise(0.7, 20_000),
        bytes(2 * RATE),
        b"",
    ],
    ids=["short", "sounds", "close", "silence", "nothing"],
)
def test_the_loudness_is_that_of_the_whole(pcm: bytes) -> None:
    """Within two hundredths of a LU of one filter that hears everything; the steps are as many."""
    meter = Meter(RATE)
    meter.add(pcm)
    whole = meter.finished()
    found = surveyed(pcm)
    assert len(found.steps) == len(whole)
    assert loudness(found.steps) == pytest.approx(loudness(whole), abs=0.02)
    assert sum(found.steps) == pytest.approx(sum(whole), rel=0.005)
    assert found.sample_peak == meter.sample_peak


def test_the_loudness_is_that_of_the_whole_where_a_sound_had_to_be_cut() -> None:
    """The weighting filter starts anew there: a hundredth of a LU is not noticed."""
    pcm = noise(1, 12_000, 1) * (LONGEST // RATE + 9)
    meter = Meter(RATE)
    meter.add(pcm)
    assert loudness(surveyed(pcm).steps) == pytest.approx(loudness(meter.finished()), abs=0.01)


@pytest.mark.parametrize("size", [1 << 30, 99_991])
def test_a_peak_across_a_cut_is_found(size: int) -> None:
    """A click between two samples, the first of which is the last before the cut."""
    samples = array("h", noise(1, 300)) * (LONGEST // RATE + 2)
    for offset in range(-40, 40):
        samples[LONGEST + offset] += round(
            12_000 * math.sin(math.pi * offset / 2 + math.pi / 4) * (1 - abs(offset) / 40)
        )
    pcm = samples.tobytes()
    found = surveyed(pcm, 0.9, size=size)
    highest = max(value for _, value in found.peaks(Heard(b""), 11_000.0))  # type: ignore[arg-type]
    assert highest == max(value for _, value in PeakFinder(RATE, 11_000.0).peaks([pcm]))
    assert highest > 1.2 * found.sample_peak
    meter = Meter(RATE)
    meter.add(pcm)
    assert list(found.steps) == pytest.approx(list(meter.finished()), rel=0.2)


def test_peaks_are_those_of_the_whole() -> None:
    """Above a level, where the sounds were searched for them; below, the recording is."""
    pcm = noise(1, 9000, 1) + bytes(RATE) + noise(1, 20_000, 2) + bytes(RATE) + noise(1, 15_000, 3)
    found = surveyed(pcm, 0.8)
    for level in (24_000.0, 17_000.0, 12_000.0):
        whole = [(frame, value) for frame, value in PeakFinder(RATE, level).peaks([pcm]) if value > level]
        mine = list(found.peaks(Heard(pcm), level))  # type: ignore[arg-type]
        assert max(value for _, value in mine) == max(value for _, value in whole)
        assert [frame for frame, _ in mine] == sorted(frame for frame, _ in mine)
        for frame, value in whole:  # of a long run each search may choose others
            near = [other for at, other in mine if abs(at - frame) <= 16]
            assert near, (frame, value)
            assert max(near) >= value * 0.7
    assert list(found.forget_search().peaks(Heard(b""), 24_000.0))  # type: ignore[arg-type]


def test_what_is_heard_again_is_not_measured_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in the same recording nor in a later one; what comes out is the same to the last bit."""
    one, other = noise(1, 9000, 1), noise(1.3, 9000, 2)
    pause = bytes(2 * SILENCE + 40)
    first, corrected = one + pause + other + pause + one, one + pause + noise(0.9, 8000, 3) + pause + one
    kept = Memory()
    made = surveyed(first, kept=kept)
    assert (kept.asked, len(kept)) == (3, 2)
    cold = surveyed(corrected)
    surveyed(corrected, kept=kept)
    assert len(kept) == 3
    measured: list[int] = []
    monkeypatch.setattr(survey, "Profiler", measured.append)
    for again, like in ((surveyed(first, kept=kept), made), (surveyed(corrected, kept=kept, size=999), cold)):
        assert list(again.steps) == list(like.steps)
        assert again.sample_peak == like.sample_peak
        assert list(again.peaks(Heard(b""), 5000.0)) == list(like.peaks(Heard(b""), 5000.0))  # type: ignore[arg-type]
    assert not measured


def test_a_sound_is_measured_the_same_after_any_other() -> None:
    """The filters remember nothing that could be measured."""
    sounds = [noise(0.2, 32_767, 4), tone(5000, 45.0), noise(0.5, 3, 5), noise(0.1, 32_767, 6)]
    profiler = Profiler(RATE)
    for _ in range(2):
        for sound in (*sounds, *reversed(sounds)):
            assert profiler(Sound(0, sound), 2.0) == Profiler(RATE)(Sound(0, sound), 2.0)


def test_what_is_kept_of_a_sound_is_read_again_or_not_at_all() -> None:
    """Cut off or lengthened, it counts as not there."""
    made = Profiler(RATE)(Sound(0, noise(0.3, 20_000)), 15_000)
    told = made.told()
    assert made.frames
    assert profile_of(told) == made
    for damaged in (b"", told[:7], told[:-1], told + b"\0"):
        assert profile_of(damaged) is None
    kept = Memory()
    pcm = noise(0.3, 20_000)
    whole = surveyed(pcm, kept=kept)
    for digest in kept:
        kept[digest] = b"damaged"
    assert list(surveyed(pcm, kept=kept).steps) == list(whole.steps)
    assert math.isfinite(loudness(whole.steps))
