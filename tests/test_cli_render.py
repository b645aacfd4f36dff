"""`article-tts render` as a user meets it: a process, the real engine, real files decoded again."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import COMMAND, CONTENT, KAZINFORM, ROOT

Run = Callable[..., "subprocess.CompletedProcess[str]"]
GOLDEN = ROOT / "tests" / "golden" / "cli"
STORY = "The first sentence is here. A second one follows!\n\nA new paragraph, with one sentence.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def manifest(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def frames(path: Path) -> int:
    with wave.open(str(path)) as file:
        return file.getnframes()


def test_the_customers_article_becomes_mp3_captions_and_manifest(run: Run, tmp_path: Path, needs: Callable) -> None:
    """Without -o there are MP3, VTT and JSON in audio/, all of one length, and stdout names them."""
    needs("ffprobe")
    done = run("render", KAZINFORM)
    assert done.returncode == 0, done.stderr
    paths = [f"audio/kazinform-2016-08-22{suffix}" for suffix in (".mp3", ".vtt", ".json")]
    assert done.stdout.split() == paths
    assert re.search(r"2 minutes \d+ seconds of speech", done.stderr)
    made = manifest(tmp_path / paths[2])
    assert "eSpeak NG" in made["engine"]
    probe = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", tmp_path / paths[0]]
    seconds = float(subprocess.run(probe, capture_output=True, check=True).stdout)
    assert abs(seconds * 1000 - made["duration"]) < 100  # an MP3 lasts whole frames
    captions = (tmp_path / paths[1]).read_text(encoding="utf-8").split("\n\n")[1:]
    ids = dict.fromkeys(caption.split("\n")[0].split(".")[0] for caption in captions)
    assert list(ids) == [segment["id"] for segment in made["segments"]]


def test_every_word_of_the_customers_article_is_heard_in_order(run: Run, tmp_path: Path) -> None:
    """Each non-space character is in a segment; each word cue is inside its segment, in order and not overlapping."""
    assert run("render", KAZINFORM, "-o", "a.json").returncode == 0
    made = manifest(tmp_path / "a.json")
    written = "".join(KAZINFORM.read_text(encoding="utf-8").split())
    assert "".join("".join(segment["text"].split()) for segment in made["segments"]) == written
    assert made["unspoken"] == []
    end = 0
    for segment in made["segments"]:
        assert end <= segment["start"] < segment["end"] <= made["duration"]
        end = segment["start"]
        for word in segment["words"]:
            assert end <= word["start"] < word["end"] <= segment["end"]
            end = word["end"]
        end = segment["end"]
        cued = "".join(word["text"] for word in segment["words"])
        missing = [word for word in re.findall(r"\w+", segment["text"]) if word not in cued]
        assert missing == [], segment["text"]


def test_one_synthesis_serves_every_output(run: Run, tmp_path: Path, story: Path) -> None:
    """-o repeats, the manifest comes last; all agree to the millisecond, and the WAV is as long as the manifest says."""
    done = run("render", story, "-o", "{stem}.wav", "-o", "{stem}.json", "-o", "other.vtt")
    assert done.stdout.split() == ["story.wav", "other.vtt", "story.json"]
    made = manifest(tmp_path / "story.json")
    assert abs(frames(tmp_path / "story.wav") * 1000 / made["sample_rate"] - made["duration"]) <= 0.5
    assert [segment["text"] for segment in made["segments"]] == [
        "The first sentence is here.",
        "A second one follows!",
        "A new paragraph, with one sentence.",
    ]


def test_captions_without_sound_are_those_with_it(run: Run, tmp_path: Path, story: Path) -> None:
    """Nothing is kept of the sound where only times are asked for, and they are the same."""
    texts = ("a.vtt", "a.srt", "a.lrc", "a.txt", "a.chapters.json")
    assert run("render", story, *(part for name in texts for part in ("-o", name))).returncode == 0
    alone = [(tmp_path / name).read_bytes() for name in texts]
    assert run("render", story, *(part for name in (*texts, "a.wav") for part in ("-o", name))).returncode == 0
    assert [(tmp_path / name).read_bytes() for name in texts] == alone


def test_rendering_twice_gives_the_same_bytes(run: Run, tmp_path: Path, story: Path) -> None:
    """Same input, settings and versions: byte-identical files."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        run("render", story, *(f"-o{name}/a{suffix}" for suffix in (".wav", ".mp3", ".vtt", ".json")))
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_files_are_the_same_and_in_order_whatever_the_number_of_jobs(run: Run, tmp_path: Path, story: Path) -> None:
    """Encoded side by side or one after another: the same bytes, told in the order asked for, the manifest naming all of them."""
    names = [f"a{suffix}" for suffix in (".json", ".m4b", ".vtt", ".mp3", ".opus", ".flac", ".wav")]
    made: dict[str, list[bytes]] = {}
    for jobs in ("1", "2", "5"):
        (tmp_path / jobs).mkdir()
        done = run("render", story, "--jobs", jobs, *(part for name in names for part in ("-o", f"{jobs}/{name}")))
        assert done.returncode == 0, done.stderr
        assert done.stdout.split() == [f"{jobs}/{name}" for name in [*names[1:], names[0]]]
        made[jobs] = [(tmp_path / jobs / name).read_bytes() for name in names]
    assert made["1"] == made["2"] == made["5"]
    assert [each["path"] for each in manifest(tmp_path / "5" / "a.json")["companions"]] == names[1:]


def test_pauses_are_exact_and_can_be_set(run: Run, tmp_path: Path, story: Path) -> None:
    """With the silence engine every time is known: segments last as long as their text, pauses as long as was asked."""
    run("render", story, "-o", "a.json", "--engine", "silence", "--sentence-pause", 123, "--paragraph-pause", 2000)
    first, second, third = manifest(tmp_path / "a.json")["segments"]
    assert second["start"] - first["end"] == 123
    assert third["start"] - second["end"] == 2000
    lengths = {(each["end"] - each["start"]) / len(each["text"]) for each in (first, second, third)}
    assert max(lengths) - min(lengths) < 0.1


def test_the_pause_inside_a_long_sentence_can_be_set(run: Run, tmp_path: Path) -> None:
    """A sentence that is said in parts is shorter by every pause between them, and has none if it is to have none."""
    (tmp_path / "long.txt").write_text(
        "He saw the river, the hills, the town and the sea. " * 2 + ", and so on" * 80 + "."
    )
    lengths = {}
    for ms in (0, 120, 500):
        run("render", "long.txt", "-o", "a.json", "--engine", "silence", "--clause-pause", ms, "--sentence-pause", 0)
        lengths[ms] = manifest(tmp_path / "a.json")["duration"]
    pauses, rest = divmod(lengths[500] - lengths[0], 500)
    assert (pauses >= 1, rest) == (True, 0)
    assert lengths[120] - lengths[0] == 120 * pauses


@pytest.mark.parametrize(("by", "count"), [("segment", 3), ("block", 2)])
def test_split_writes_a_numbered_file_each(run: Run, tmp_path: Path, story: Path, by: str, count: int) -> None:
    """--split writes one file a segment or block, numbered in order, together as long as the cues."""
    done = run("render", story, "-o", "parts-{stem}.wav", "-o", "a.vtt", "--split", by, "--engine", "silence")
    names = done.stdout.split()
    waves = [name for name in names if name.endswith(".wav")]
    assert len(waves) == count
    assert waves == sorted(waves)
    assert waves[0].startswith("parts-story-001-b001")
    assert [name.endswith(".vtt") for name in names].count(True) == count
    assert all(frames(tmp_path / name) for name in waves)


def test_faster_is_shorter_and_higher_is_not(run: Run, tmp_path: Path, story: Path) -> None:
    """--rate changes the length of the speech about in proportion, --pitch and --volume the sound only."""
    lengths = {}
    for name, options in {
        "normal": [],
        "fast": ["--rate", "1.5"],
        "wpm": ["--rate", "262wpm"],
        "number": ["--rate", "262"],
        "high": ["--pitch", "1.5"],
        "soft": ["--volume", "0.5"],
    }.items():
        assert run("render", story, "-o", f"{name}.wav", *options).returncode == 0
        lengths[name] = frames(tmp_path / f"{name}.wav")
    assert 0.6 < lengths["fast"] / lengths["normal"] < 0.85
    assert abs(lengths["wpm"] / lengths["fast"] - 1) < 0.02
    assert lengths["number"] == lengths["wpm"]
    assert abs(lengths["high"] / lengths["normal"] - 1) < 0.05
    assert (tmp_path / "high.wav").read_bytes() != (tmp_path / "normal.wav").read_bytes()
    assert (tmp_path / "soft.wav").read_bytes() != (tmp_path / "normal.wav").read_bytes()


def test_the_voice_follows_the_language(run: Run, tmp_path: Path) -> None:
    """A Russian article is spoken by a Russian voice, in words and not letter by letter."""
    (tmp_path / "ru.txt").write_text("Министр обороны прибыл с визитом. Стороны обсудили сотрудничество.\n")
    assert run("render", "ru.txt", "-o", "ru.json", "-o", "ru.wav").returncode == 0
    made = manifest(tmp_path / "ru.json")
    assert made["lang"] == "ru"
    assert len(made["segments"]) == 2
    assert [word["text"] for word in made["segments"][0]["words"]][:2] == ["Министр", "обороны"]
    assert made["duration"] < 9000


def test_a_folder_stands_for_the_articles_in_it(run: Run, tmp_path: Path) -> None:
    """By name, as `speak` has it: what is no article or hidden is passed over, and {stem} is each article's own."""
    folder = tmp_path / "news"
    (folder / "old").mkdir(parents=True)
    for name in ("b.md", "a.txt", "old/c.html", ".hidden.txt", "picture.png"):
        (folder / name).write_text(f"<p>This is {name[0]}.", encoding="utf-8")
    (tmp_path / "last.txt").write_text("Last.", encoding="utf-8")
    done = run("render", folder, "last.txt", "-o", "{stem}.vtt", "--engine", "silence")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["a.vtt", "b.vtt", "c.vtt", "last.vtt"]


def test_a_folder_that_cannot_be_rendered_is_named(run: Run, tmp_path: Path) -> None:
    """One without articles, and one whose articles have one name."""
    (tmp_path / "news" / "old").mkdir(parents=True)
    done = run("render", "news", "-o", "{stem}.vtt", "--engine", "silence")
    assert done.returncode == 1
    assert done.stderr == (
        "Error: news: there is no article in this folder. Articles end in .txt, .text, .md, .markdown, .mdown, .mkd, .html, "
        ".htm, .xhtml, .xht\n"
    )
    for name in ("a.txt", "old/a.txt"):
        (tmp_path / "news" / name).write_text(STORY, encoding="utf-8")
    done = run("render", "news", "-o", "{stem}.vtt", "--engine", "silence")
    assert done.returncode == 2
    assert "a.vtt would be written twice, for news/a.txt and for news/old/a.txt" in done.stderr


def test_standard_input_is_an_article(run: Run, tmp_path: Path) -> None:
    """- reads standard input; {stem} is then stdin."""
    done = run("render", "-", "-o", "{stem}.vtt", "--engine", "silence", stdin=STORY)
    assert done.stdout.split() == ["stdin.vtt"], done.stderr


def test_the_example_of_the_readme_writes_what_the_command_writes(
    run: Run, tmp_path: Path, environment: dict[str, str]
) -> None:
    """The lines under "From Python" run as they stand, and their files are those of `render`, to the byte."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## From Python")[2].partition("##")[0]
    lines = textwrap.dedent(section).strip().replace('"content/', f'"{CONTENT.as_posix()}/')
    subprocess.run([sys.executable, "-c", lines], cwd=tmp_path, env=environment, check=True)
    (tmp_path / "command").mkdir()
    run("render", KAZINFORM, "-o", "command/article.mp3", "-o", "command/article.vtt")
    for name in ("article.mp3", "article.vtt"):
        assert (tmp_path / name).read_bytes() == (tmp_path / "command" / name).read_bytes()


@pytest.mark.parametrize("article", sorted(path.name for path in CONTENT.glob("*.*") if path.name != "README.md"))
def test_every_article_of_content_is_rendered_whole(run: Run, tmp_path: Path, article: str) -> None:
    """Each article in content/ is spoken, and each of its words is heard or named with the rule that left it."""
    done = run("render", CONTENT / article, "-o", "a.json", "-o", "a.mp3")
    assert done.returncode == 0, done.stderr
    made = manifest(tmp_path / "a.json")
    assert len(made["segments"]) > 10
    for segment in made["segments"]:
        assert segment["words"], segment
    assert all(left["rule"] for left in made["unspoken"])


def test_several_articles_go_on_after_a_failure(run: Run, tmp_path: Path, story: Path) -> None:
    """A missing article does not stop the others; the end says how many failed, exit 1."""
    done = run("render", story, "missing.txt", KAZINFORM, "-o", "{stem}.vtt", "--engine", "silence")
    assert done.returncode == 1
    assert done.stdout.split() == ["story.vtt", "kazinform-2016-08-22.vtt"]
    assert "missing.txt" in done.stderr
    assert "1 of 3 articles failed" in done.stderr


def test_progress_is_plain_lines_off_a_terminal(run: Run, story: Path) -> None:
    """No carriage return, escape or bar reaches a standard error that is no terminal."""
    for options in ([], ["--progress", "lines"]):
        done = run("render", story, "-o", "a.vtt", "--engine", "silence", *options)
        assert not re.search(r"[\r\x1b#]", done.stderr)
        assert done.stderr.endswith(".\n")


def test_writing_a_long_recording_is_told(run: Run, tmp_path: Path) -> None:
    """Encoding hours of speech takes minutes, in which a listener hears that there is something going on."""
    (tmp_path / "long.txt").write_text("Twenty minutes of nothing but words. " * 700)
    done = run("render", "long.txt", "-o", "long.wav", "-o", "long.vtt", "--engine", "silence", "--loudness", "off")
    told = [line for line in done.stderr.splitlines() if "being written" in line]
    assert len(told) == 1
    assert told[0].startswith("long: being written, 2")
    quiet = ("--engine", "silence", "--loudness", "off", "--progress", "none")
    assert "being written" not in run("render", "long.txt", "-o", "long.wav", *quiet).stderr


def test_progress_is_a_bar_on_a_terminal(on_a_terminal: Callable[..., bytes]) -> None:
    """On a terminal there is a bar that is redrawn."""
    shown = on_a_terminal("render", KAZINFORM, "-o", "a.wav")
    assert b"\r" in shown
    assert b"100%" in shown


def test_segments_of_the_customers_article(run: Run, check_golden: Callable[[Path, str], None]) -> None:
    """Every segment of the customer's article, by id, kind and text."""
    done = run("segments", KAZINFORM)
    assert done.returncode == 0, done.stderr
    check_golden(GOLDEN / "kazinform-segments.tsv", done.stdout)


def test_segments_as_json(run: Run, tmp_path: Path, story: Path) -> None:
    """segments --json is one object; each segment's span in its block is its text."""
    made = json.loads(run("segments", story, "--json", "--spoken").stdout)
    assert set(made) == {"title", "lang", "segments"}
    assert made["lang"] == "en"
    assert [segment["text"] for segment in made["segments"]][:2] == [
        "The first sentence is here.",
        "A second one follows!",
    ]
    first, second, third = made["segments"]
    assert (first["id"], first["block"], first["kind"]) == ("b001s01", "b001", "paragraph")
    assert (second["start"], second["end"]) == (28, 49)
    assert third["spoken"] == third["text"]
    assert "spoken" not in json.loads(run("segments", story, "--json").stdout)["segments"][0]


def test_voices_and_engines(run: Run) -> None:
    """voices and engines list what can speak, as lines and as JSON."""
    voices = json.loads(run("voices", "--json").stdout)
    assert {"engine", "id", "name", "languages", "sample_rate", "licence"} <= set(voices[0])
    kazakh = json.loads(run("voices", "--lang", "kk", "--json").stdout)
    assert kazakh
    assert all("kk" in voice["languages"] for voice in kazakh)
    assert len(run("voices").stdout.splitlines()) == len(voices)
    engines = {engine["name"]: engine for engine in json.loads(run("engines", "--json").stdout)}
    assert engines["pyttsx3"]["available"]
    assert engines["silence"]["available"]
    assert "pyttsx3: available" in run("engines").stdout


def test_a_language_without_a_voice_costs_no_article(run: Run, tmp_path: Path) -> None:
    """A stretch or block that no voice can speak is read by the article's own voice, and told once for each language."""
    (tmp_path / "a.html").write_text(
        '<html lang="en"><article><h1>A word of Klingon</h1><p>The word <span lang="tlh">qapla</span> is heard here, too.</p>'
        '<p lang="tlh">Heghluh meH QaQ jajvam.</p><p>And a last paragraph closes it.</p></article>'
    )
    done = run("render", "a.html", "-o", "a.json", "--no-cache")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("no voice here speaks tlh") == 1
    manifest = json.loads((tmp_path / "a.json").read_text())
    assert [segment["text"] for segment in manifest["segments"]][2] == "Heghluh meH QaQ jajvam."
    assert manifest["unspoken"] == []


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are Unicode here")
def test_outputs_may_have_names_that_are_no_text(run: Run, tmp_path: Path, environment: dict[str, str]) -> None:
    """They are written, and named by a manifest and a report that are UTF-8 and lead back to the files."""
    article = tmp_path / os.fsdecode(b"bad\xff.txt")
    article.write_text("One sentence.")
    suffixes = (".vtt", ".mp3", ".flac", ".opus", ".m4b", ".json")
    done = subprocess.run(
        [*COMMAND, "render", article.name, *(f"-o{{stem}}{suffix}" for suffix in suffixes)],
        capture_output=True, cwd=tmp_path, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [b"bad\xff" + suffix.encode() for suffix in suffixes]
    manifest = json.loads(article.with_suffix(".json").read_text(encoding="utf-8"))
    assert [os.fsencode(row["path"]) for row in manifest["companions"]] == done.stdout.split()[:-1]
    assert manifest["source"] == "bad\ufffd.txt"
    assert run("verify", article.with_suffix(".json")).returncode == 0
    article.with_suffix(".mp3").unlink()
    told = run("verify", "--json", article.with_suffix(".json"))
    assert told.returncode == 1
    (finding,) = json.loads(told.stdout)["findings"]
    assert os.fsencode(finding["where"]) == b"bad\xff.mp3"
