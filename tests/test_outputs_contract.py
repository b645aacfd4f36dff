"""What every writer does, and what each format is, decoded again by another program or library."""

from __future__ import annotations

import json
import subprocess
import wave
from collections.abc import Callable
from pathlib import Path

import making
import pytest

from tts import outputs, verify
from tts.errors import FormatError, OutputError
from tts.model import Omission
from tts.recorded import Narration
from tts.timing import milliseconds

TEXTS = ("Kazakhstan & Israel agreed.", "“Is 1 < 2?” she asked --> twice.", "Последний абзац.")


@pytest.fixture
def narration() -> Narration:
    with making.narration(*TEXTS, omissions=(Omission("Home", "navigation"),)) as made:
        yield made


class WriterContract:
    """Inherited by the tests of every writer."""

    suffix = ""

    def test_same_narration_same_bytes(self, narration: Narration, tmp_path: Path) -> None:
        """Writing twice gives byte-identical files: no clock and no random id goes in."""
        for name in ("one", "two"):
            outputs.write(narration, tmp_path / f"{name}{self.suffix}")
        assert (tmp_path / f"one{self.suffix}").read_bytes() == (tmp_path / f"two{self.suffix}").read_bytes()

    def test_nothing_else_is_left(self, narration: Narration, tmp_path: Path) -> None:
        """The file replaces an older one, and is the only one in its folder."""
        target = tmp_path / f"a{self.suffix}"
        target.write_text("old")
        outputs.write(narration, str(target))
        assert [path.name for path in tmp_path.iterdir()] == [target.name]
        assert len(target.read_bytes()) > 50

    def test_a_narration_without_sound_is_refused(self, tmp_path: Path) -> None:
        """Where nothing was spoken there is no file."""
        with making.narration() as silent, pytest.raises(OutputError, match="nothing was spoken"):
            outputs.write(silent, tmp_path / f"a{self.suffix}")
        assert list(tmp_path.iterdir()) == []

    def test_a_failing_writer_leaves_the_old_file(
        self, narration: Narration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """When the recording cannot be read to its end, the old file stays and no other is left."""

        def breaks(*_: object) -> None:
            raise OutputError("cannot be read")

        target = tmp_path / f"a{self.suffix}"
        target.write_text("old")
        monkeypatch.setattr(type(narration.master), "pcm", breaks)
        monkeypatch.setattr(type(narration.master), "cues", breaks)
        with pytest.raises(OutputError):
            outputs.write(narration, target)
        assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(target.name, "old")]


class TestWav(WriterContract):
    suffix = ".wav"

    def test_holds_the_master(self, narration: Narration, tmp_path: Path) -> None:
        """Python's wave module reads back exactly the master."""
        outputs.write(narration, tmp_path / "a.wav")
        with wave.open(str(tmp_path / "a.wav")) as file:
            assert file.getparams()[:4] == (1, 2, making.RATE, narration.master.frames)
            assert file.readframes(file.getnframes()) == b"".join(narration.master.pcm())

    def test_what_is_too_long_for_it_is_rf64(
        self, narration: Narration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, needs: Callable[..., None]
    ) -> None:
        """ffmpeg decodes the master from it, and our own proof takes it for as long as that is."""
        needs("ffmpeg")
        monkeypatch.setattr("tts.outputs.wav.LARGEST", 1000)
        target = tmp_path / "a.wav"
        outputs.write(narration, target)
        assert target.read_bytes()[:4] == b"RF64"
        command = ["ffmpeg", "-v", "error", "-i", target, "-f", "s16le", "-"]
        assert subprocess.run(command, capture_output=True, check=True).stdout == b"".join(narration.master.pcm())
        report = verify.narration(narration, [target])
        assert report.checked["sound files"] == 1
        assert "sound" not in {finding.check for finding in report.findings}


class TestMp3(WriterContract):
    suffix = ".mp3"

    def test_decodes_to_the_master(self, narration: Narration, tmp_path: Path, needs: Callable[..., None]) -> None:
        """ffmpeg decodes as many frames as were recorded (within one MP3 frame), and sound where sound was recorded."""
        needs("ffmpeg")
        outputs.write(narration, tmp_path / "a.mp3")
        command = ["ffmpeg", "-v", "error", "-i", tmp_path / "a.mp3", "-f", "s16le", "-ac", "1", "-"]
        decoded = subprocess.run(command, capture_output=True, check=True).stdout
        assert abs(len(decoded) // 2 - narration.master.frames) <= 1152
        for cue in narration.master.cues():
            middle = memoryview(decoded).cast("h")[cue.first_frame + 500 : cue.end_frame - 500]
            assert max(middle) > 8000

    def test_starts_and_ends_where_the_master_does(
        self, narration: Narration, tmp_path: Path, needs: Callable[..., None]
    ) -> None:
        """Sound begins and ends within 20 ms of its cue: the header tells decoders the encoder's delay."""
        needs("ffmpeg")
        outputs.write(narration, tmp_path / "a.mp3")
        command = ["ffmpeg", "-v", "error", "-i", tmp_path / "a.mp3", "-f", "s16le", "-ac", "1", "-"]
        samples = memoryview(subprocess.run(command, capture_output=True, check=True).stdout).cast("h")
        for cue in narration.master.cues():
            loud = [
                n
                for n in range(cue.first_frame - 900, cue.end_frame + 900)
                if 0 <= n < len(samples) and abs(samples[n]) > 4000
            ]
            assert abs(loud[0] - cue.first_frame) <= making.RATE * 0.020
            assert abs(loud[-1] - cue.end_frame) <= making.RATE * 0.020

    def test_is_tagged(self, narration: Narration, tmp_path: Path, needs: Callable[..., None]) -> None:
        """ffprobe reads title and language."""
        needs("ffprobe")
        outputs.write(narration, tmp_path / "a.mp3")
        command = ["ffprobe", "-v", "error", "-show_entries", "format_tags", "-of", "json", tmp_path / "a.mp3"]
        tags = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["format"]["tags"]
        assert tags["title"] == "A title"
        assert tags["language"] == "eng"


class TestFlac(WriterContract):
    suffix = ".flac"


class TestM4a(WriterContract):
    suffix = ".m4a"


class TestM4b(WriterContract):
    suffix = ".m4b"

    def test_names_the_language_of_its_sound(
        self, narration: Narration, tmp_path: Path, needs: Callable[..., None]
    ) -> None:
        """Players choose among tracks by it; nothing is read of it but ISO 639-2."""
        needs("ffprobe")
        outputs.write(narration, tmp_path / "a.m4b")
        command = ["ffprobe", "-v", "error", "-select_streams", "a", "-show_entries", "stream_tags", "-of", "json"]
        told = subprocess.run([*command, tmp_path / "a.m4b"], capture_output=True, check=True).stdout
        assert json.loads(told)["streams"][0]["tags"]["language"] == "eng"


class TestOgg(WriterContract):
    suffix = ".ogg"


class TestOpus(WriterContract):
    suffix = ".opus"


class TestVtt(WriterContract):
    suffix = ".vtt"

    def test_is_a_cue_for_every_segment(self, narration: Narration, tmp_path: Path) -> None:
        """Each segment is a cue with its id, its measured times and its written text, escaped; it stays up to the next."""
        outputs.write(narration, tmp_path / "a.vtt")
        head, *cues = (tmp_path / "a.vtt").read_text(encoding="utf-8").split("\n\n")
        assert head == "WEBVTT"
        assert cues[0].splitlines() == ["b001s01", "00:00:00.000 --> 00:00:00.327", "Kazakhstan &amp; Israel agreed."]
        assert cues[1].splitlines() == [
            "b002s01",
            "00:00:00.327 --> 00:00:00.654",
            "“Is 1 &lt; 2?” she asked --&gt; twice.",
        ]
        assert len(cues) == len(TEXTS)


class TestSrt(WriterContract):
    suffix = ".srt"

    def test_is_a_numbered_cue_for_every_segment(self, narration: Narration, tmp_path: Path) -> None:
        """Cues are numbered from 1 and have decimal commas; the text is as written, without escapes."""
        outputs.write(narration, tmp_path / "a.srt")
        cues = (tmp_path / "a.srt").read_text(encoding="utf-8").split("\n\n")
        assert cues[0].splitlines() == ["1", "00:00:00,000 --> 00:00:00,327", "Kazakhstan & Israel agreed."]
        assert len(cues) == len(TEXTS)


class TestLrc(WriterContract):
    suffix = ".lrc"


class TestTxt(WriterContract):
    suffix = ".txt"

    def test_a_failing_writer_leaves_the_old_file(
        self, narration: Narration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A transcript is the article: it is whole though the recording cannot be read."""
        monkeypatch.delattr(type(narration.master), "pcm")
        monkeypatch.delattr(type(narration.master), "cues")
        outputs.write(narration, tmp_path / "a.txt")
        assert (tmp_path / "a.txt").read_text(encoding="utf-8").split("\n\n")[1:] == [*TEXTS[:2], TEXTS[2] + "\n"]


class TestChaptersVtt(WriterContract):
    suffix = ".chapters.vtt"


class TestChaptersJson(WriterContract):
    suffix = ".chapters.json"


class TestManifest(WriterContract):
    suffix = ".json"

    def test_accounts_for_everything(self, narration: Narration, tmp_path: Path) -> None:
        """Every segment with its words and times, and everything unspoken with its rule."""
        outputs.write(narration, tmp_path / "a.json")
        manifest = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
        assert [segment["text"] for segment in manifest["segments"]] == list(TEXTS)
        assert manifest["duration"] == milliseconds(narration.master.frames, making.RATE)
        first = manifest["segments"][0]
        assert (first["id"], first["block"], first["kind"], first["span"]) == ("b001s01", "b001", "paragraph", [0, 27])
        assert (first["start"], first["end"]) == (0, 227)
        assert first["words"][0] == {
            "text": "Kazakhstan",
            "span": [0, 10],
            "start": 0,
            "end": 113,
            "frames": [0, 2500],
        }
        assert manifest["unspoken"] == [{"text": "Home", "rule": "navigation", "block": "", "span": [0, 0]}]


def test_an_unknown_suffix_names_the_known_ones(narration: Narration, tmp_path: Path) -> None:
    """The error for an unknown format lists those there are."""
    with pytest.raises(FormatError, match=r"\.flac \.json \.lrc .*\.mp3 .*\.vtt \.wav"):
        outputs.write(narration, tmp_path / "a.xyz")


def test_every_writer_has_its_contract() -> None:
    """No format is without its tests."""
    assert {kind.suffix for kind in WriterContract.__subclasses__()} == set(outputs.WRITERS)
