"""Loudness as a listener and another program hear it: files of the command, measured by the ffmpeg program."""

from __future__ import annotations

import json
import math
import re
import tracemalloc
from array import array
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from random import Random

import pytest
from conftest import CONTENT
from hearing import other_meter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from making import RATE, article, tone

from tts import engines, outputs
from tts.cli.levels import shortfalls
from tts.errors import OutputError
from tts.loudness import heard, levelled, measure, survey, survey_for
from tts.loudness.envelope import Envelope
from tts.loudness.gained import Gained
from tts.loudness.peaks import MEASUREMENT, PeakFinder
from tts.model import Segment, Speech
from tts.narration import narrate
from tts.outputs import proof, wav
from tts.outputs.options import Options
from tts.readers import read_article
from tts.recorded import Cue, Levels, Narration
from tts.recording import Recording

HARBOUR = CONTENT / "harbour-bells.html"


#: Some seconds of speech.
SENTENCES = "The bells rang at noon. Nobody in the square spoke until the sound had gone. What a day it was!\n"

_opened: list[Narration] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """What a test makes with `narration` is closed when it ends."""
    yield
    while _opened:
        _opened.pop().master.close()


def narration(pcm: bytes, rate: int = RATE) -> Narration:
    """A narration of one segment that sounds like this."""
    made = article("A sentence.", title="A title")
    recording = Recording(made)
    recording.add_speech(Speech(pcm, rate))
    block = made.blocks[0]
    recording.add_cue(Cue(Segment("b001s01", block, 0, len(block.text)), block.text, 0, recording.frames))
    _opened.append(Narration(made, recording, (), "silence 1"))
    return _opened[-1]


def peaky(seconds: int = 6, rate: int = RATE) -> bytes:
    """A soft buzz with a loud click, a sine just between its samples, every third of a second."""
    random = Random(5)
    samples = [random.randint(-2500, 2500) for _ in range(seconds * rate)]
    for start in range(0, len(samples) - 200, rate // 3):
        for n in range(200):
            wave = math.sin(math.pi * n / 2 + math.pi / 4) * math.sin(math.pi * n / 200)
            samples[start + n] = round(32000 * wave)
    return array("h", samples).tobytes()


def pcm_of(narration: Narration, first: int = 0, end: int | None = None) -> bytes:
    return b"".join(narration.master.pcm(first, end))


@pytest.mark.parametrize(
    ("source", "options", "target"),
    [
        (HARBOUR, (), -19),  # long enough for a trial of its middle
        ("a.txt", ("--loudness", "broadcast"), -23),
        ("a.txt", ("--loudness", "-16"), -16),
        ("a.txt", ("--volume", "0.2"), -19),
    ],
)
def test_files_are_as_loud_as_was_asked_for(run, tmp_path, needs, source, options, target):
    """Whatever the voice's volume: within 0.3 LU in WAV and 0.5 where encoded, and no true peak above -1 dBTP."""
    needs("ffmpeg")
    (tmp_path / "a.txt").write_text(SENTENCES, encoding="utf-8")
    outputs = [part for name in ("a.wav", "a.mp3", "a.opus", "a.m4b", "a.json") for part in ("-o", name)]
    done = run("render", source, *options, *outputs)
    assert done.returncode == 0, done.stderr
    for name, tolerance in (("a.wav", 0.3), ("a.mp3", 0.5), ("a.opus", 0.5), ("a.m4b", 0.5)):
        loudness, peak = other_meter(tmp_path / name)
        assert abs(loudness - target) <= tolerance, name
        assert peak <= -1, name
    made = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    loudness, peak = other_meter(tmp_path / "a.wav")
    assert made["loudness_target"] == target
    assert abs(made["loudness"] - loudness) <= 0.11
    assert abs(made["true_peak"] - peak) <= 0.2


def test_where_both_cannot_be_had_loudness_gives_way_and_it_is_said(run, tmp_path, needs):
    """No true peak is above -1 dBTP however loud it is to be; a file that comes out quieter is told in a line, others are not."""
    needs("ffmpeg")
    (tmp_path / "a.txt").write_text(SENTENCES, encoding="utf-8")
    names = ("a.wav", "a.mp3", "a.m4b", "a.opus")
    done = run("render", "a.txt", "--loudness=-10", *(part for name in names for part in ("-o", name)))
    assert done.returncode == 0, done.stderr
    for name in names:
        reached, peak = other_meter(tmp_path / name)
        assert peak <= -1, name
        said = re.search(rf"^{name}: it came out at (\S+) LUFS, not -10: true peaks would", done.stderr, re.MULTILINE)
        assert not said or abs(float(said[1]) - reached) <= 0.15
        if abs(reached - -10.5) > 0.15:  # where it is told, in the other meter's one decimal
            assert bool(said) == (reached < -10.5), (name, reached)
    assert "it came out at" in done.stderr


def test_a_peak_that_is_too_high_is_said():
    """What was measured and what was asked for, in words; nothing of what is as it should be, or silence."""
    assert list(shortfalls({"loudness": -19.2, "true_peak": -1.0}, -19, 1)) == []
    assert list(shortfalls({"loudness": -16.2, "true_peak": -1.0}, -19, 2)) == []
    assert list(shortfalls({"loudness": None, "true_peak": None}, -19, 1)) == []
    assert list(shortfalls({"loudness": -10.4, "true_peak": 1.72}, -10, 1)) == [
        "true peaks reach +1.7 dBTP, above -1: ask for less with --loudness"
    ]
    assert list(shortfalls({"loudness": -9.64, "true_peak": -1.2}, -10, 2)) == [
        "it came out at -12.7 LUFS in each of two channels (-9.6 in both together), not -10: true peaks would pass -1 dBTP"
    ]
    assert list(shortfalls({"loudness": -44.0, "true_peak": -30.0}, -16, 2)) == [
        "it came out at -47.0 LUFS in each of two channels (-44.0 in both together), not -16: sound so quiet is not raised further"
    ]


def test_off_leaves_every_sample_as_the_engine_gave_it(run, tmp_path):
    """And the manifest then claims no loudness."""
    (tmp_path / "a.txt").write_text("One sentence. And another one.\n", encoding="utf-8")
    assert run("render", "a.txt", "--loudness", "off", "-o", "a.wav", "-o", "a.json").returncode == 0
    engine = engines.load("pyttsx3")
    try:
        with narrate(read_article(tmp_path / "a.txt"), engine) as spoken:
            assert (tmp_path / "a.wav").read_bytes()[44:] == pcm_of(spoken)
    finally:
        engine.close()
    assert "loudness" not in json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("value", ["5", "-9", "-41", "loud", "", "nan", "-inf", "1e1", "--"])
def test_a_loudness_that_is_none_is_wrong_usage(run, tmp_path, value):
    """The message names what is accepted."""
    (tmp_path / "a.txt").write_text("Hello.\n", encoding="utf-8")
    done = run("render", "a.txt", f"--loudness={value}", "-o", "a.wav")
    assert done.returncode == 2
    assert "podcast, broadcast, off, or LUFS from -40 to -10" in done.stderr
    assert not (tmp_path / "a.wav").exists()


def test_one_word_is_levelled(run, tmp_path):
    """Shorter than a gating block, it is measured as a whole."""
    (tmp_path / "a.txt").write_text("No.\n", encoding="utf-8")
    assert run("render", "a.txt", "-o", "a.wav", "-o", "a.mp3").returncode == 0
    assert abs(measure(tmp_path / "a.wav").loudness + 19) <= 1
    assert measure(tmp_path / "a.mp3").true_peak <= -1


def test_silence_stays_silence(run, tmp_path):
    """An engine without a sound has no loudness: nothing is raised, and the manifest says so."""
    (tmp_path / "a.txt").write_text("Nothing is heard.\n", encoding="utf-8")
    outputs = [f"a{suffix}" for suffix in (".wav", ".mp3", ".m4b", ".opus", ".flac", ".json")]
    done = run("render", "a.txt", "--engine", "silence", *(word for path in outputs for word in ("-o", path)))
    assert (done.returncode, done.stdout.split()) == (0, outputs), done.stderr
    assert not any((tmp_path / "a.wav").read_bytes()[44:])
    made = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    for facts in (made, *(companion["facts"] for companion in made["companions"])):
        assert facts["loudness"] is None
        assert facts["true_peak"] is None
    assert "1 segment, " in run("verify", "a.json").stderr


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 44100, 48000])
def test_the_meter_agrees_with_another_program(tmp_path, needs, rate):
    """At any sample rate, loudness within 0.1 LU and true peak within 0.3 dB."""
    needs("ffmpeg")
    made = narration(tone(3 * rate, 1000, rate) + bytes(rate) + tone(2 * rate, 300, rate) + peaky(3, rate), rate)
    outputs.write(made, tmp_path / "a.wav")
    loudness, peak = other_meter(tmp_path / "a.wav")
    for levels in (heard(made.master), measure(tmp_path / "a.wav")):
        assert abs(levels.loudness - loudness) <= 0.1
        assert abs(levels.true_peak - peak) <= 0.3


def test_a_sine_of_997_hertz_reads_as_the_standard_says():
    """BS.1770: a full-scale sine of 997 Hz in one channel is -3.01 LUFS; ours is at half volume, 6.23 dB lower."""
    made = narration(tone(5 * 48000, 997, 48000), 48000)
    assert abs(heard(made.master).loudness - (-3.01 + 20 * math.log10(16000 / 32768))) < 0.02


def test_peaks_between_samples_stay_under_the_ceiling(tmp_path, needs):
    """A loud master is limited where it peaks and nowhere else, and keeps its length."""
    needs("ffmpeg")
    before = narration(peaky())
    after = levelled(before, -18.0)
    assert after.master.frames == before.master.frames
    outputs.write(after, tmp_path / "a.wav")
    loudness, peak = other_meter(tmp_path / "a.wav")
    assert abs(loudness + 18) <= 0.3
    assert -2.5 <= peak <= -1
    gain = 10 ** ((measure(tmp_path / "a.wav").loudness - heard(before.master).loudness) / 20)
    ratio = [
        b / a / gain for a, b in zip(array("h", pcm_of(before)), array("h", pcm_of(after)), strict=True) if a > 1000
    ]
    assert max(ratio) - min(ratio) > 0.2  # some of it was turned down ...
    assert sorted(ratio)[len(ratio) // 2] == pytest.approx(max(ratio), rel=0.02)  # ... and most of it was not


@settings(max_examples=60)
@given(st.data())
def test_a_frame_is_the_same_whatever_stretch_it_is_read_with(limited, data):
    """Split outputs read stretches: they are cut from the same sound."""
    made, whole = limited
    first = data.draw(st.integers(0, made.master.frames))
    end = data.draw(st.integers(first, made.master.frames))
    assert pcm_of(made, first, end) == whole[2 * first : 2 * end]


@pytest.fixture(scope="module")
def limited() -> Iterator[tuple[Narration, bytes]]:
    """A levelled narration with many limited peaks, and its samples."""
    with levelled(narration(peaky(3) + bytes(9000) + tone(30000) + peaky(1)), -14.0) as made:
        _opened.clear()
        yield made, pcm_of(made)


@settings(max_examples=25)
@example([(21, 49), (351, 0), (1, 3)], -10)
@example([(20, 45), (124, 4)], -10)
@example([(192, 516), (571, 134)], -10)
@example([(599, 0), (380, 248)], -10)
@example([(299, 3400), (14, 0), (1857, 2), (1850, 1), (2596, 58)], -17)
@example([(1, 0), (1, 0), (1, 0), (1, 0), (3050, 0), (1943, 9), (3851, 280)], -10)
@given(st.lists(st.tuples(st.integers(1, 4000), st.integers(0, 32767)), max_size=12), st.integers(-40, -10))
def test_any_sound_can_be_levelled(bursts, target):
    """Noise and silence of any size: the length stays, nothing clips, and true peaks stay under -1 dBTP."""
    random = Random(1)
    samples = array("h")
    for length, size in bursts:
        samples.extend(random.randint(-size, size) for _ in range(length))
    if not samples:
        return
    with levelled(narration(samples.tobytes()), float(target)) as made:
        assert len(pcm_of(made)) == 2 * len(samples)
        assert made.levels is not None
        assert heard(made.master).true_peak <= -1
        assert made.levels.loudness <= target + 0.5


def test_an_encoder_that_loses_loudness_is_made_up_for():
    """One whose files come out 2 dB low is given a louder sound; its peaks stay under the ceiling."""

    def quiet(narration: Narration, file: BytesIO, options: Options) -> None:
        calls.append(narration.master.frames)
        wav.write(levelled_down(narration), file, options)

    def levelled_down(narration: Narration) -> Narration:
        return replace(narration, master=Gained(narration.master, 10 ** (-2 / 20), Envelope(RATE), survey_for(-19.0)))

    for seconds, expected in ((6, 2), (72, 2)):  # encoded twice; a trial of a part, and once
        calls: list[int] = []
        made = levelled(narration(peaky(6) * (seconds // 6)), -19.0)
        file = BytesIO()
        facts = proof.write_proved(quiet, ".mp3", made, file, Options())
        assert len(calls) == expected
        assert facts["loudness"] == pytest.approx(-19, abs=0.3)
        assert facts["true_peak"] <= -1
        file.seek(0)
        assert measure(file).loudness == pytest.approx(facts["loudness"], abs=0.01)


@pytest.mark.parametrize(
    ("reached", "attempts"),
    [
        ([(-10.1, -1.2)], 1),
        ([(-10.6, -2.0), (-10.1, -1.5)], 2),
        ([(-10.1, -0.4), (-11.4, -1.1)], 2),  # 1.4 LU are missing, and for 0.1 there is room
        ([(-10.1, -0.4), (-11.4, -1.8), (-10.7, -1.1)], 3),
        ([(-10.1, -0.4), (-9.2, -1.8), (-10.0, -1.8)], 3),
    ],
)
def test_an_encoder_that_overshoots_is_not_given_more_than_there_is_room_for(reached, attempts):
    """Once peaks were too high, attempts end where less than 0.3 dB are left below the ceiling."""
    made = narration(peaky(1))
    results = (
        proof._Attempt(made, {}, Levels(level, peak), -10 - level, max(peak + 1, 0.0)) for level, peak in reached
    )
    assert len(proof._corrected(lambda _: next(results), made, 0.0)) == attempts
    assert next(results, None) is None


@pytest.mark.parametrize("options", [Options(), Options(channels=2), Options(sample_rate=16_000)], ids=str)
@pytest.mark.parametrize("suffix", [".flac", ".m4a", ".mp3", ".opus", ".wav"])
def test_what_is_reported_of_a_file_is_what_is_heard_in_it(tmp_path, needs, suffix, options):
    """Measured while it is encoded, or known of the recording: ffmpeg reads the same from the file, and so do we."""
    needs("ffmpeg")
    target = tmp_path / f"a{suffix}"
    with levelled(narration(peaky(5) + bytes(9000) + tone(60000, 300)), -19.0) as made:
        _opened.clear()
        facts = outputs.write(made, target, options).facts
    loudness, peak = other_meter(target)
    assert abs(facts["loudness"] - (-19 + (3.01 if options.channels == 2 else 0))) <= 0.3
    assert abs(facts["loudness"] - loudness) <= 0.1
    assert abs(facts["true_peak"] - peak) <= 0.3
    assert facts["true_peak"] <= -1
    again = measure(target)
    assert facts["loudness"] == pytest.approx(again.loudness, abs=0.02)
    assert facts["true_peak"] == pytest.approx(again.true_peak, abs=0.1)


@pytest.mark.parametrize("batch", [1 << 20, 1 << 12])
def test_a_survey_finds_what_reading_the_master_finds(limited, monkeypatch, batch):
    """Heard in pieces of any size while it is made, or read afterwards: the samples are the same."""
    monkeypatch.setattr(survey, "_BATCH_FRAMES", batch)
    made, _ = limited
    source = made.master.source
    read = levelled(replace(made, master=source, levels=None), -14.0)
    random, heard_ = Random(3), survey_for(-14.0)
    pcm = b"".join(source.pcm())
    while pcm:
        size = 2 * random.randint(1, 9000)
        heard_.hear(pcm[:size], RATE)
        pcm = pcm[size:]
    again = levelled(replace(made, master=source, levels=None), -14.0, heard_)
    assert again.levels == read.levels
    assert pcm_of(again) == pcm_of(read)
    assert heard(again.master).loudness == pytest.approx(again.levels.loudness, abs=0.05)
    assert heard(again.master).true_peak <= -1


def test_what_is_no_sound_cannot_be_measured(tmp_path):
    """Text, nothing, and a damaged file are errors of this program."""
    for content in (b"", b"no sound at all\n" * 20, b"RIFF\0\0\0\0WAVEfmt "):
        (tmp_path / "a.mp3").write_bytes(content)
        with pytest.raises(OutputError):
            measure(tmp_path / "a.mp3")


def test_dips_are_the_same_however_they_are_added():
    """All at once, or most at once and the others later, few or many."""
    random = Random(5)
    frames = sorted(random.sample(range(200 * 20_000), 20_000))
    dips = [(frame, random.random()) for frame in frames]
    once = Envelope(RATE)
    once.add(dips)
    for share in (1000, 2):
        later = Envelope(RATE)
        later.add(dip for number, dip in enumerate(dips) if number % share)
        for first in range(0, len(dips), 50 * share):
            later.add(dip for number, dip in enumerate(dips[first : first + 50 * share]) if number % share == 0)
        for first in range(0, frames[-1], 700_001):
            stretch = first, first + 50_000
            assert list(later.islands(*stretch)) == list(once.islands(*stretch))
            assert later.curve(*stretch) == once.curve(*stretch)


def test_memory_does_not_grow_with_the_recording():
    """Ten times as many peaks are limited in the same memory."""

    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            envelope = Envelope(RATE)
            envelope.add((900 * number, 0.5) for number in range(count))
            assert sum(1 for _ in envelope.islands(0, 900 * count)) == count
            envelope.curve(450 * count, 450 * count + 10_000)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(100_000) < 1.1 * peak(10_000)


def test_no_sound_rises_higher_between_its_samples_than_is_searched_for() -> None:
    """The magnitudes of all that one sample does to the values around it add up to less than the bound, at every phase."""
    by = MEASUREMENT
    finder = PeakFinder(RATE, 1.0, by)
    one = array("h", [0] * (2 * by.margin + 1))
    one[by.margin] = 20_000
    values = array("h", finder._oversampled(one.tobytes()))
    sums = [sum(map(abs, values[phase :: by.oversampling])) / 10_000 for phase in range(by.oversampling)]
    assert 0.98 * by.overshoot < max(sums) < by.overshoot
