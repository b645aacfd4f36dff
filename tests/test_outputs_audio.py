"""Encoded sound, decoded again by other programs: timing, tags, chapters, pictures, and what is refused."""

from __future__ import annotations

import json
import subprocess
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import making
import pytest

from tts import outputs
from tts.errors import FormatError
from tts.model import Article, Block, BlockKind, Segment, Speech
from tts.outputs import covers, lame
from tts.outputs.chapters import chapters
from tts.outputs.options import Options
from tts.recorded import Cue, Narration
from tts.recording import Recording
from tts.titles import shown_title

TEXTS = ("Kazakhstan & Israel agreed.", "“Is 1 < 2?” she asked --> twice.", "Последний абзац.")
ENCODED = (".flac", ".m4a", ".m4b", ".mp3", ".ogg", ".opus")
CHAPTERED = [("A title", 0), ("Première partie", 41_000), ("Second; part=2", 102_500)]


@pytest.fixture
def narration() -> Iterator[Narration]:
    with making.narration(*TEXTS) as made:
        yield made


@pytest.fixture
def chaptered(tmp_path: Path) -> Iterator[Narration]:
    """An article of a title, two headings and their paragraphs, each a tone at a known frame."""
    parts = [
        (BlockKind.TITLE, "A title"),
        (BlockKind.PARAGRAPH, "Text."),
        (BlockKind.HEADING, "Première  partie"),
        (BlockKind.PARAGRAPH, "More."),
        (BlockKind.PARAGRAPH, "And more."),
        (BlockKind.HEADING, "Second; part=2"),
        (BlockKind.PARAGRAPH, "End."),
    ]
    blocks = tuple(Block(f"b{n:03}", kind, text, "en") for n, (kind, text) in enumerate(parts, start=1))
    source = str(tmp_path / "article.html")
    article = Article("A title", "en", "Ann Author", "2016-08-22", "", source, blocks)
    recording = Recording(article)
    for block in blocks:
        first = recording.add_speech(Speech(making.tone(15_500), making.RATE))
        recording.add_cue(Cue(Segment(f"{block.id}s01", block, 0, len(block.text)), block.text, first, first + 15_500))
        recording.add_speech(Speech(bytes(10_000), making.RATE))
    with Narration(article, recording, (), "engine 1") as made:
        yield made


def decoded(path: Path, *filters: str) -> array[int]:
    """What ffmpeg hears in a file, at the master's sample rate."""
    command = ["ffmpeg", "-v", "error", "-i", path, "-map", "0:a", *filters]
    command += ["-f", "s16le", "-ac", "1", "-ar", str(making.RATE), "-"]
    return array("h", subprocess.run(command, capture_output=True, check=True).stdout)


def probed(path: Path) -> dict[str, Any]:
    command = ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters", "-of", "json", path]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def test_flac_is_the_master_to_the_bit(narration: Narration, tmp_path: Path, needs: Callable[..., None]) -> None:
    """Every sample comes back."""
    needs("ffmpeg")
    outputs.write(narration, tmp_path / "a.flac")
    assert decoded(tmp_path / "a.flac").tobytes() == b"".join(narration.master.pcm())


@pytest.mark.parametrize("options", [Options(), Options(channels=2), Options(sample_rate=48_000)], ids=str)
@pytest.mark.parametrize("suffix", [*ENCODED, ".wav"])
def test_sound_is_where_the_cues_say(
    suffix: str, options: Options, chaptered: Narration, tmp_path: Path, needs: Callable[..., None]
) -> None:
    """Each tone starts and ends within 20 ms of its cue when ffmpeg decodes the file, and the lengths agree."""
    needs("ffmpeg")
    target = tmp_path / f"a{suffix}"
    outputs.write(chaptered, target, options)
    sound = decoded(target)
    allowed = making.RATE * 0.020
    stream = probed(target)["streams"][0]
    if suffix in {".m4a", ".m4b"}:  # ffmpeg 5 plays the silence of the last AAC block that the edit list cuts
        assert abs(float(stream["duration"]) - chaptered.master.frames / making.RATE) <= 0.020
        block = 1024 * making.RATE // int(stream["sample_rate"])
        assert not any(abs(sample) > 400 for sample in sound[chaptered.master.frames :])
        assert 0 <= len(sound) - chaptered.master.frames + allowed <= block + allowed
    else:
        assert abs(len(sound) - chaptered.master.frames) <= allowed
    for cue in chaptered.master.cues():
        reach = range(max(cue.first_frame - 2000, 0), min(cue.end_frame + 2000, len(sound)))
        loud = [n for n in reach if abs(sound[n]) > 4000]
        assert abs(loud[0] - cue.first_frame) <= allowed
        assert abs(loud[-1] - cue.end_frame) <= allowed
    assert stream["channels"] == options.channels
    if options.sample_rate:
        assert stream["sample_rate"] == "48000"


@pytest.mark.parametrize("suffix", ENCODED)
def test_chapters_begin_at_their_headings(
    suffix: str, chaptered: Narration, tmp_path: Path, needs: Callable[..., None]
) -> None:
    """ffprobe finds the title and both headings as chapters, at the milliseconds at which they are heard."""
    needs("ffprobe")
    outputs.write(chaptered, tmp_path / f"a{suffix}")
    found = probed(tmp_path / f"a{suffix}")["chapters"]
    assert [chapter["tags"]["title"] for chapter in found] == [title for title, _ in CHAPTERED]
    for chapter, (_, frame) in zip(found, CHAPTERED, strict=True):
        assert abs(float(chapter["start_time"]) - frame / making.RATE) < 0.002


@pytest.mark.parametrize("suffix", ENCODED)
def test_says_what_it_is(suffix: str, chaptered: Narration, tmp_path: Path, needs: Callable[..., None]) -> None:
    """ffprobe reads title, author, day, narrator and origin, and no folder of the machine that wrote it."""
    needs("ffprobe")
    target = tmp_path / f"a{suffix}"
    outputs.write(chaptered, target)
    found = probed(target)
    read = {**found["format"].get("tags", {}), **found["streams"][0].get("tags", {})}
    kept = {name.lower(): value for name, value in read.items()}
    assert kept["title"] == "A title"
    assert kept["artist"] == "Ann Author"
    assert kept["date"].startswith("2016")
    assert kept["composer"] == "engine 1"
    assert kept["genre"] == "Speech"
    assert kept["comment"] == "Spoken by engine 1. Source: article.html"
    assert str(tmp_path).encode() not in target.read_bytes()


def test_an_article_without_a_headline_is_listed_by_how_it_begins(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path, needs: Callable[..., None]
) -> None:
    """Players show the first sentence and the name of the voice that spoke; the manifest has no headline that was not written."""
    needs("ffprobe")
    files = ("a.mp3", "a.m4b", "a.opus", "a.lrc", "a.chapters.json", "b.txt", "a.json")
    sentence = "The minister of defense is paying an official visit to Israel"
    (tmp_path / "a.txt").write_text(
        f"date 2016-08-22 ASTANA. KAZINFORM {sentence}. He has met his colleagues.\n", "utf-8"
    )
    done = run("render", "a.txt", *(part for name in files for part in ("-o", name)))
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert manifest["title"] == ""
    assert manifest["voice"] == "gmw/en-US"
    for name in files[:3]:
        found = probed(tmp_path / name)
        told = {**found["format"].get("tags", {}), **found["streams"][0].get("tags", {})}
        kept = {tag.lower(): value for tag, value in told.items()}
        assert (kept["title"], kept["composer"]) == (sentence, "English (America)")
    assert f"[ti:{sentence}]" in (tmp_path / "a.lrc").read_text(encoding="utf-8")
    assert [each["title"] for each in json.loads((tmp_path / "a.chapters.json").read_text())["chapters"]] == [sentence]
    assert (tmp_path / "b.txt").read_text(encoding="utf-8").count(sentence) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The bells rang. They rang again.", "The bells rang"),
        ("Did the bells ring? They did.", "Did the bells ring?"),
        (f"The bells rang over the{' very' * 30} old town.", f"The bells rang over the{' very' * 15}…"),
        ("钟" * 150 + "。", "钟" * 99 + "…"),
    ],
)
def test_a_long_sentence_is_cut_for_a_list(text: str, shown: str) -> None:
    """A name is at most a hundred characters, cut between two words where the language has such."""
    assert shown_title(making.article(text)) == shown
    assert len(shown) <= 100


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a.html", b"\x00eng\x00Spoken by engine 1. Source: a.html"),
        ("Я.html", b"\x01eng\xff\xfe\0\0" + "\ufeffSpoken by engine 1. Source: Я.html".encode("utf-16-le")),
    ],
)
def test_the_comment_of_an_mp3_is_where_players_look(
    chaptered: Narration, tmp_path: Path, needs: Callable[..., None], source: str, text: bytes
) -> None:
    """It is the frame COMM, in English and without a description, and nothing around it has changed."""
    needs("ffprobe")
    target = tmp_path / "a.mp3"
    outputs.write(replace(chaptered, article=replace(chaptered.article, source=source)), target)
    content = target.read_bytes()
    frame = content[content.index(b"COMM") :]
    assert frame[10 : 10 + int.from_bytes(frame[4:8])].rstrip(b"\0") == text.rstrip(b"\0")
    assert b"comment" not in content
    found = probed(target)
    assert found["format"]["tags"]["comment"] == f"Spoken by engine 1. Source: {source}"
    assert found["format"]["tags"]["title"] == "A title"
    assert len(found["chapters"]) == 3
    assert [stream["codec_type"] for stream in found["streams"]] == ["audio", "video"]
    assert len(decoded(target)) == chaptered.master.frames


@pytest.mark.parametrize("suffix", ENCODED)
def test_has_a_picture_unless_told_not_to(
    suffix: str, narration: Narration, tmp_path: Path, needs: Callable[..., None]
) -> None:
    """There is one attached picture of under 30 KB; with `none` there is none."""
    needs("ffprobe")
    target = tmp_path / f"a{suffix}"
    outputs.write(narration, target)
    pictures = [stream for stream in probed(target)["streams"] if stream["codec_type"] == "video"]
    assert [(picture["codec_name"], picture["width"]) for picture in pictures] == [("png", 600)]
    with_picture = target.stat().st_size
    outputs.write(narration, target, Options(cover="none"))
    assert [stream["codec_type"] for stream in probed(target)["streams"]] == ["audio"]
    assert 100 < with_picture - target.stat().st_size < 30_000 * 4 // 3


@pytest.mark.parametrize("suffix", ENCODED)
@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_a_picture_of_the_articles_folder_is_the_cover(
    kind: str, suffix: str, chaptered: Narration, tmp_path: Path, needs: Callable[..., None]
) -> None:
    """The picture the article names comes back pixel for pixel."""
    needs("ffmpeg", "ffprobe")
    picture = tmp_path / f"p.{kind}"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=s=64x48", "-frames:v", "1", picture], check=True
    )
    article = replace(chaptered.article, metadata={"image": picture.name})
    target = tmp_path / f"a{suffix}"
    outputs.write(replace(chaptered, article=article), target)
    extracted = tmp_path / "extracted"
    command = ["ffmpeg", "-v", "error", "-i", target, "-map", "0:v", "-c", "copy", "-f", "image2pipe", extracted]
    subprocess.run(command, check=True)
    assert extracted.read_bytes() == picture.read_bytes()


@pytest.mark.parametrize("name", ["../secret.png", "https://example.org/p.png", "/etc/passwd", "missing.png", "a\0b"])
def test_an_article_cannot_reach_outside_its_folder(name: str, tmp_path: Path) -> None:
    """A picture elsewhere, or none, is replaced by the plain one."""
    plain = covers.cover(making.article("Text."), "")
    assert plain
    (tmp_path / "secret.png").write_bytes(plain.data + b"secret")
    (tmp_path / "in").mkdir()
    article = replace(making.article("Text."), source=str(tmp_path / "in" / "a.html"), metadata={"image": name})
    assert covers.cover(article, "") == plain


@pytest.mark.parametrize(
    ("suffix", "options", "message"),
    [
        (".mp3", Options(sample_rate=22_050, bit_rate=320_000), "from 8000 to 160000"),
        (".mp3", Options(bit_rate=1000), "cannot have 1000"),
        (".opus", Options(sample_rate=22_050), "no sample rate of 22050"),
        (".flac", Options(bit_rate=64_000), "no bit rate to choose"),
        (".m4b", Options(cover="no-such-file.png"), "is not a file"),
    ],
)
def test_what_a_format_cannot_do_is_refused_before_any_work(
    suffix: str, options: Options, message: str, tmp_path: Path
) -> None:
    """The error says what can be had; it is wrong usage."""
    with pytest.raises(FormatError, match=message) as caught:
        outputs.check(tmp_path / f"a{suffix}", options)
    assert caught.value.exit_status == 2


def test_a_high_bit_rate_takes_a_sample_rate_that_has_it(narration: Narration, tmp_path: Path) -> None:
    """MP3 has 192 kbit/s from 32,000 Hz on, so the master is resampled."""
    assert outputs.write(narration, tmp_path / "a.mp3", Options(bit_rate=192_000)).facts["sample_rate"] == 32_000


def test_chapters_cover_the_recording(chaptered: Narration) -> None:
    """They start at 0, leave no gap, and end at the end."""
    found = list(chapters(chaptered))
    assert [(" ".join(chapter.title.split()), chapter.start_frame) for chapter in found] == CHAPTERED
    assert [chapter.end_frame for chapter in found] == [41_000, 102_500, chaptered.master.frames]


@pytest.mark.parametrize(
    "options",
    [
        Options(),
        Options(channels=2, sample_rate=44_100, bit_rate=128_000),
        Options(sample_rate=8000, bit_rate=16_000),
        Options(bit_rate=50_000),
    ],
    ids=str,
)
def test_an_mp3_is_in_step_to_the_sample(
    chaptered: Narration, tmp_path: Path, needs: Callable[..., None], options: Options
) -> None:
    """Whatever LAME makes of sample rate and bit rate, ffmpeg hears as many samples, each tone where it was."""
    needs("ffmpeg")
    outputs.write(chaptered, tmp_path / "a.mp3", options)
    sound, master = decoded(tmp_path / "a.mp3"), array("h", b"".join(chaptered.master.pcm()))
    assert abs(len(sound) - len(master)) <= 3  # rounding of the resampler
    cue = next(chaptered.master.cues())
    middle = range(cue.first_frame + 5000, cue.first_frame + 6000)
    late = max(range(-60, 61), key=lambda shift: sum(master[n] * sound[n + shift] for n in middle))
    assert abs(late) <= 1


def test_an_mp3_is_the_same_in_whatever_pieces_the_recording_is_read(
    narration: Narration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LAME is given batches; their size leaves no trace."""
    outputs.write(narration, tmp_path / "one.mp3")
    monkeypatch.setattr(lame, "_BATCH_BYTES", 5000)
    outputs.write(narration, tmp_path / "many.mp3")
    assert (tmp_path / "one.mp3").read_bytes() == (tmp_path / "many.mp3").read_bytes()


@pytest.mark.parametrize("options", [Options(), Options(channels=2), Options(cover="none")], ids=str)
@pytest.mark.parametrize("suffix", [".m4a", ".m4b"])
def test_an_mp4_begins_to_play_before_all_of_it_is_there(
    chaptered: Narration, tmp_path: Path, needs: Callable[..., None], suffix: str, options: Options
) -> None:
    """The index stands before the sound, and once; of the first half ffmpeg hears what the whole file begins with."""
    needs("ffmpeg")
    whole, half = tmp_path / f"a{suffix}", tmp_path / f"half{suffix}"
    outputs.write(chaptered, whole, options)
    content = whole.read_bytes()
    boxes, at = [], 0
    while at < len(content):
        boxes.append(content[at + 4 : at + 8])
        at += int.from_bytes(content[at : at + 4])
    assert at == len(content)
    assert boxes.index(b"moov") < boxes.index(b"mdat")
    assert boxes.count(b"moov") == boxes.count(b"mdat") == 1
    start = content.index(b"mdat")
    half.write_bytes(content[: start + (len(content) - start) // 2])
    sound, part = decoded(whole), decoded(half)
    assert chaptered.master.frames // 4 < len(part) < len(sound)
    assert sound[: len(part) - 2048] == part[: len(part) - 2048]
    outputs.write(chaptered, half, options)
    assert half.read_bytes() == content
