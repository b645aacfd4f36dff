"""Files of two channels: both carry the same, as loud as the recording, and what is told of them is what ffmpeg hears."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hearing import other_meter, two_channels
from making import RATE

from tts import engines, outputs
from tts.loudness import levelled
from tts.narration import narrate
from tts.outputs import m4a, wav
from tts.outputs.options import Options
from tts.readers import read_article
from tts.recorded import Narration

STEREO = Options(channels=2)
ENCODED = (".m4a", ".m4b", ".mp3", ".ogg", ".opus")
LOSSLESS = (".flac", ".wav")


@pytest.fixture(scope="module")
def narration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Narration]:
    """Some seconds of speech of the default engine."""
    text = tmp_path_factory.mktemp("text") / "a.txt"
    text.write_text(
        "The bells rang at noon. Nobody in the square spoke. What a sharp, fizzing sound it was!\n", "utf-8"
    )
    engine = engines.load("pyttsx3")
    try:
        with narrate(read_article(text), engine) as spoken:
            yield spoken
    finally:
        engine.close()


@pytest.mark.parametrize(
    "options",
    [STEREO, Options(2 * 16_000, 2), Options(2 * 96_000, 2), Options(0, 2, 48_000), Options(2 * 16_000, 2, 8000)],
    ids=str,
)
@pytest.mark.parametrize("suffix", ENCODED)
def test_both_channels_carry_the_same(
    suffix: str, options: Options, narration: Narration, tmp_path: Path, needs: Callable[..., None]
) -> None:
    """Whatever an encoder does to two channels, ffmpeg decodes the same samples in both, and they are not silent."""
    needs("ffmpeg")
    outputs.write(levelled(narration, -14.0), tmp_path / f"a{suffix}", options)
    left, right = two_channels(tmp_path / f"a{suffix}")
    assert left == right
    assert len(left) >= narration.master.frames * (options.sample_rate or RATE) // RATE
    assert max(left) > 8000


@pytest.mark.parametrize("suffix", LOSSLESS)
def test_two_channels_are_one_twice_sample_for_sample(
    suffix: str, narration: Narration, tmp_path: Path, needs: Callable[..., None]
) -> None:
    """None is quieter than where it is alone, whether the loudness is left as it is or not."""
    needs("ffmpeg")
    for given in (narration, levelled(narration, -19.0)):
        outputs.write(given, tmp_path / f"a{suffix}", STEREO)
        left, right = two_channels(tmp_path / f"a{suffix}")
        assert left == right
        assert left.tobytes() == b"".join(given.master.pcm())


@pytest.mark.parametrize("suffix", [*LOSSLESS, *ENCODED])
def test_loudness_off_leaves_two_channels_as_loud_as_one(
    suffix: str, narration: Narration, tmp_path: Path, needs: Callable[..., None]
) -> None:
    """So both together read 3 LU more on ffmpeg's meter (Opus at its default makes one channel 0.3 dB quieter)."""
    needs("ffmpeg")
    outputs.write(narration, tmp_path / f"one{suffix}")
    outputs.write(narration, tmp_path / f"two{suffix}", STEREO)
    one, two = other_meter(tmp_path / f"one{suffix}")[0], other_meter(tmp_path / f"two{suffix}")[0]
    assert two - one == pytest.approx(3.01, abs=0.5)


@pytest.mark.parametrize("target", [-10.0, -14.0, -19.0])
@pytest.mark.parametrize("suffix", [*LOSSLESS, *ENCODED])
def test_what_is_told_of_two_channels_is_what_another_program_measures(
    suffix: str, target: float, narration: Narration, tmp_path: Path, needs: Callable[..., None]
) -> None:
    """Loudness within 0.15 LU and the higher of both channels' peaks within 0.3 dB, and that is not above -1 dBTP."""
    needs("ffmpeg")
    facts = outputs.write(levelled(narration, target), tmp_path / f"a{suffix}", STEREO).facts
    loudness, peak = other_meter(tmp_path / f"a{suffix}")
    assert abs(facts["loudness"] - loudness) <= 0.15
    assert abs(facts["true_peak"] - peak) <= 0.3
    assert facts["true_peak"] <= -1
    if suffix in LOSSLESS or target < -10:
        assert loudness == pytest.approx(target + 3.01, abs=0.5)


def test_two_channels_that_keep_every_sample_are_written_once(
    narration: Narration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They reach the peaks of one channel, and 3.01 LU more, which is known and not measured."""
    calls: list[str] = []
    write = wav.write
    monkeypatch.setattr(wav, "write", lambda *given: calls.append("written") or write(*given))
    made = levelled(narration, -14.0)
    assert made.levels
    facts = outputs.write(made, tmp_path / "a.wav", STEREO).facts
    assert calls == ["written"]
    assert facts["true_peak"] == pytest.approx(made.levels.true_peak, abs=0.01)
    assert facts["loudness"] == pytest.approx(made.levels.loudness + 3.01, abs=0.01)


@pytest.mark.parametrize("options", [Options(), STEREO], ids=str)
@pytest.mark.parametrize("target", [-14.0, -19.0])
def test_aac_keeps_the_peaks_of_speech(
    options: Options, target: float, narration: Narration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it is encoded once, and is as loud as was asked for."""
    calls: list[str] = []
    write = m4a.write
    monkeypatch.setattr(m4a, "write", lambda *given: calls.append("written") or write(*given))
    facts = outputs.write(levelled(narration, target), tmp_path / "a.m4b", options).facts
    assert calls == ["written"]
    assert facts["loudness"] == pytest.approx(target + (3.01 if options.channels == 2 else 0), abs=0.3)


def test_what_two_channels_fall_short_of_is_told_as_it_was_asked_for(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path, needs: Callable[..., None]
) -> None:
    """The line names the figure after `--loudness`, what each channel reached, and what a meter reads."""
    needs("ffmpeg")
    (tmp_path / "a.txt").write_text("The bells rang at noon. Nobody spoke. What a day it was!\n", encoding="utf-8")
    done = run("render", "a.txt", "--loudness=-10", "--channels", "2", "-o", "a.ogg", "-o", "a.json")
    assert done.returncode == 0, done.stderr
    loudness, _ = other_meter(tmp_path / "a.ogg")
    made = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    told = made["companions"][0]["facts"]["loudness"]
    assert abs(told - loudness) <= 0.15
    assert told < -7.5
    each = f"it came out at {told - 3.0103:.1f} LUFS in each of two channels ({told:.1f} in both together), not -10: "
    assert f"a.ogg: {each}true peaks would pass -1 dBTP." in done.stderr
