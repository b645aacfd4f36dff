"""`article-tts verify`: a real rendering is whole, and every damage to it is noticed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import COMMAND, CONTENT, KAZINFORM

from tts import verify
from tts.timing import milliseconds

Run = Callable[..., "subprocess.CompletedProcess[str]"]
SOUNDS = (".wav", ".mp3", ".m4b", ".opus", ".flac")
SUFFIXES = (
    *SOUNDS,
    ".vtt",
    ".srt",
    ".lrc",
    ".txt",
    ".chapters.vtt",
    ".chapters.json",
    ".json",
)


def render(folder: Path, article: Path, *options: str) -> None:
    outputs = [f"-o{folder / article.stem}{suffix}" for suffix in SUFFIXES]
    done = subprocess.run(
        [*COMMAND, "render", article, *outputs, "--progress=none", *options],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The customer's article and a page with headings, a table and omissions, in every format there is."""
    folder = tmp_path_factory.mktemp("rendered")
    render(folder, KAZINFORM, "--captions=word")
    render(folder, CONTENT / "harbour-bells.html")
    return folder


@pytest.fixture
def folder(rendered: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return Path(shutil.copytree(rendered, tmp_path / "copy"))


@pytest.fixture
def texts(rendered: Path, tmp_path: Path) -> Path:
    """A copy without the recordings, quick to look through, that a test may damage."""
    sounds = [f"*{suffix}" for suffix in SOUNDS]
    folder = Path(shutil.copytree(rendered, tmp_path / "texts", ignore=shutil.ignore_patterns(*sounds)))
    for stem in (KAZINFORM.stem, "harbour-bells"):
        manifest = made(folder, stem)
        manifest["companions"] = [row for row in manifest["companions"] if not row["path"].endswith(SOUNDS)]
        save(folder, manifest, stem)
    return folder


def made(folder: Path, stem: str = KAZINFORM.stem) -> dict[str, Any]:
    return json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))


def save(folder: Path, manifest: dict[str, Any], stem: str = KAZINFORM.stem) -> None:
    """Write a manifest back, its seal and the hashes of its companions brought up to date: only the damage is to be seen."""
    for companion in manifest["companions"]:
        path = folder / companion["path"]
        if path.is_file():
            data = path.read_bytes()
            companion.update(bytes=len(data), sha256=hashlib.sha256(data).hexdigest())
    manifest["seal"] = seal(manifest)
    (folder / f"{stem}.json").write_text(json.dumps(manifest), encoding="utf-8")


def seal(manifest: dict[str, Any]) -> str:
    """The seal of a manifest, as docs/narration.schema.json describes it."""

    def digest(value: Any) -> str:
        lines = [[], *value] if isinstance(value, list) else [value]
        texts = (f"{json.dumps(line, sort_keys=True, separators=(',', ':'))}\n" for line in lines)
        return hashlib.sha256("".join(texts).encode()).hexdigest()

    fields = (f"{json.dumps(name)}:{digest(manifest[name])}\n" for name in sorted(manifest) if name != "seal")
    return hashlib.sha256("".join(fields).encode()).hexdigest()


def found(folder: Path, stem: str = KAZINFORM.stem) -> verify.Report:
    return verify.manifest(folder / f"{stem}.json")


def test_a_rendering_is_whole(run: Run, rendered: Path) -> None:
    """verify says in one line what was looked at, exit 0; stdout stays empty without --json."""
    done = run("verify", rendered / f"{KAZINFORM.stem}.json")
    assert (done.returncode, done.stdout) == (0, "")
    assert "whole: 24 segments, 408 words" in done.stderr
    assert "5 sound files" in done.stderr
    assert made(rendered)["loudness"] is not None
    report = json.loads(run("verify", "--json", rendered / "harbour-bells.json").stdout)
    assert report["whole"]
    assert report["findings"] == []
    assert report["checked"]["files"] == len(SUFFIXES) - 1


def test_every_gap_is_a_plain_line_and_exit_1(run: Run, folder: Path) -> None:
    """A finding is one line on stderr with the place it is at; --json gives the same on stdout."""
    manifest = made(folder)
    gone = manifest["segments"].pop(5)
    save(folder, manifest)
    done = run("verify", "--json", folder / f"{KAZINFORM.stem}.json")
    assert done.returncode == 1
    assert f"Error: {gone['block']}: neither heard nor left out by a rule: characters" in done.stderr
    report = json.loads(done.stdout)
    assert not report["whole"]
    assert {"check": "coverage", "where": gone["block"]}.items() <= report["findings"][0].items()


def test_a_missing_manifest_is_wrong_usage(run: Run) -> None:
    """What is not there cannot be checked: exit 2."""
    assert run("verify", "nothing.json").returncode == 2


def shift(row: dict[str, Any], ms: int, rate: int) -> None:
    """Move a segment and its words, frames and milliseconds alike."""
    for each in [row, *row.get("words", [])]:
        each["frames"] = [frame + ms * rate // 1000 for frame in each["frames"]]
        each["start"], each["end"] = (milliseconds(frame, rate) for frame in each["frames"])


def drop_block(manifest: dict[str, Any]) -> None:
    block = manifest["blocks"].pop(3)["id"]
    manifest["segments"] = [row for row in manifest["segments"] if row["block"] != block]


def swap_times(manifest: dict[str, Any]) -> None:
    first, second = manifest["segments"][2:4]
    for name in ("start", "end", "frames"):
        first[name], second[name] = second[name], first[name]
    first["words"] = second["words"] = []


def edit_everywhere(manifest: dict[str, Any]) -> None:
    for row in manifest["blocks"] + manifest["segments"]:
        row["text"] = row["text"].replace("Minister", "Monister")
        for word in row.get("words", []):
            word["text"] = word["text"].replace("Minister", "Monister")


def shift_later(manifest: dict[str, Any]) -> None:
    for row in manifest["segments"][4:]:
        shift(row, 300, manifest["sample_rate"])
    manifest["frames"] += 300 * manifest["sample_rate"] // 1000
    manifest["duration"] = milliseconds(manifest["frames"], manifest["sample_rate"])


def longer(manifest: dict[str, Any]) -> None:
    manifest["frames"] += manifest["sample_rate"]
    manifest["duration"] += 1000


def left_out(segment: dict[str, Any]) -> dict[str, Any]:
    return {name: segment[name] for name in ("text", "block", "span")} | {"rule": "navigation"}


#: What is done to a manifest -> (the damage, the check that has to notice it).
MANIFEST_DAMAGES: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "the first segment deleted": (lambda m: m["segments"].pop(0), "coverage"),
    "the last segment deleted": (lambda m: m["segments"].pop(), "coverage"),
    "all segments deleted": (lambda m: m["segments"].clear(), "coverage"),
    "a block deleted with its segments": (drop_block, "captions"),
    "a segment there twice": (lambda m: m["segments"].insert(3, m["segments"][3]), "order"),
    "two segments exchanged": (lambda m: m["segments"].insert(3, m["segments"].pop(4)), "order"),
    "two segments have exchanged their times": (swap_times, "order"),
    "a segment later than it is": (lambda m: shift(m["segments"][3], 200, m["sample_rate"]), "captions"),
    "everything later from a segment on": (shift_later, "sound"),
    "milliseconds changed": (lambda m: m["segments"][3].update(start=m["segments"][3]["start"] + 1), "order"),
    "frames changed": (lambda m: m["segments"][3].update(frames=[0, 9]), "order"),
    "a word deleted": (lambda m: m["segments"][1]["words"].pop(2), "coverage"),
    "a word moved": (lambda m: shift(m["segments"][1]["words"][3], 150, m["sample_rate"]), "order"),
    "a word's span changed": (lambda m: m["segments"][1]["words"][3].update(span=[0, 3]), "text"),
    "a block's text edited": (lambda m: m["blocks"][1].update(text=m["blocks"][1]["text"] + " More."), "coverage"),
    "a segment's text edited": (lambda m: m["segments"][1].update(text="Something else."), "text"),
    "a text edited wherever it is": (edit_everywhere, "captions"),
    "a segment of another block": (lambda m: m["segments"][1].update(block="b001"), "text"),
    "a segment of no block": (lambda m: m["segments"][1].update(block="b999"), "text"),
    "a segment's id changed": (lambda m: m["segments"][1].update(id="b002s99"), "captions"),
    "two segments with one id": (lambda m: m["segments"][2].update(id=m["segments"][1]["id"]), "order"),
    "a segment with an id of another block": (lambda m: m["segments"][-1].update(id=m["segments"][1]["id"]), "order"),
    "another sample rate": (lambda m: m.update(sample_rate=16000), "order"),
    "a longer recording": (longer, "sound"),
    "another duration": (lambda m: m.update(duration=1), "format"),
    "no segments at all": (lambda m: m.pop("segments"), "format"),
    "another format": (lambda m: m.update(format="something 1"), "format"),
    "a number for a text": (lambda m: m["segments"][1].update(text=5), "format"),
    "a boolean for a number": (lambda m: m["segments"][1].update(start=True), "format"),
    "an unknown kind": (lambda m: m["blocks"][0].update(kind="poem"), "format"),
    "two blocks with one id": (lambda m: m["blocks"][1].update(id=m["blocks"][0]["id"]), "format"),
    "a file there twice": (lambda m: m["companions"].append(m["companions"][0]), "format"),
    "a segment left out, too": (lambda m: m["unspoken"].append(left_out(m["segments"][4])), "coverage"),
    "a segment left out instead": (lambda m: m["unspoken"].append(left_out(m["segments"].pop(4))), "captions"),
    "a file that is not there": (lambda m: m["companions"][0].update(path="other.wav"), "companion"),
}


@pytest.mark.parametrize("name", MANIFEST_DAMAGES)
def test_a_damaged_manifest_is_noticed(request: pytest.FixtureRequest, name: str) -> None:
    """Whatever is changed in a manifest, the check that it concerns finds it."""
    damage, check = MANIFEST_DAMAGES[name]
    folder: Path = request.getfixturevalue("folder" if check == "sound" else "texts")
    manifest = made(folder)
    damage(manifest)
    save(folder, manifest)
    assert check in {finding.check for finding in found(folder).findings}


@pytest.mark.parametrize(
    "damage",
    [
        lambda m: m.update(byline="Another"),
        lambda m: m.update(voice="another"),
        lambda m: m.update(loudness=-23.5),
        lambda m: m["sound"].update(sha256="0" * 64),
        lambda m: m["companions"].clear(),
        lambda m: m["companions"][0]["facts"].update(note="more"),
        lambda m: m["blocks"][1].update(level=3),
        lambda m: m["segments"][3].update(spoken="Something else was said."),
        lambda m: m["unspoken"].append({"text": "Home", "rule": "navigation", "block": "", "span": [0, 0]}),
        lambda m: m.update(more=1),
    ],
    ids=["byline", "voice", "loudness", "samples", "companions", "facts", "level", "spoken", "omission", "field"],
)
def test_what_is_told_once_is_sealed(texts: Path, damage: Callable[[dict[str, Any]], object]) -> None:
    """A change of what nothing else in the manifest or beside it confirms breaks the manifest's seal."""
    manifest = made(texts)
    damage(manifest)
    (texts / f"{KAZINFORM.stem}.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert [finding.check for finding in found(texts).findings] == ["seal"]


def test_what_was_left_out_has_to_be_named(texts: Path) -> None:
    """An omission that is taken out of the manifest, or has another text, is a gap."""
    stem = "harbour-bells"
    for number, row in enumerate(made(texts, stem)["unspoken"]):
        if not row["block"]:
            continue
        manifest = made(texts, stem)
        del manifest["unspoken"][number]
        save(texts, manifest, stem)
        gap = found(texts, stem)
        manifest["unspoken"].append({**row, "text": "something else"})
        save(texts, manifest, stem)
        assert {finding.check for finding in found(texts, stem).findings} == {"text"}
        if any(map(str.isalnum, row["text"])):
            assert {finding.check for finding in gap.findings} == {"coverage"}, row


def edit(path: Path, change: Callable[[str], str]) -> None:
    text = path.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


def without_paragraph(number: int) -> Callable[[str], str]:
    def change(text: str) -> str:
        paragraphs = text.split("\n\n")
        del paragraphs[number]
        return "\n\n".join(paragraphs)

    return change


def exchanged_paragraphs(text: str) -> str:
    paragraphs = text.split("\n\n")
    heads, bodies = zip(*(paragraph.split("\n", 2)[:3:2] for paragraph in paragraphs[3:5]), strict=True)
    for index, body in zip((3, 4), reversed(bodies), strict=True):
        paragraphs[index] = paragraphs[index].replace(paragraphs[index].split("\n", 2)[2], body)
    assert heads
    return "\n\n".join(paragraphs)


def renumbered(text: str) -> str:
    paragraphs = text.split("\n\n")[1:]
    return "\n\n".join(f"{n}\n{each.split(chr(10), 1)[1]}" for n, each in enumerate(paragraphs, start=1))


def late(pattern: str, hundredths: int) -> Callable[[str], str]:
    """The third of the times that a pattern finds (its group: seconds and what follows the point) is told later."""

    def change(text: str) -> str:
        found = re.findall(pattern, text)[2]
        before, point, fraction = re.split("([.,])", found)
        ticks = 10 ** len(fraction)
        later = int(before[-2:]) * ticks + int(fraction) + hundredths * ticks // 100
        return text.replace(found, f"{before[:-2]}{later // ticks:02}{point}{later % ticks:0{len(fraction)}}")

    return change


#: Suffix and damage, with the file's hash in the manifest brought up to date.
FILE_DAMAGES: dict[str, tuple[str, Callable[[str], str]]] = {
    "a caption deleted": (".vtt", without_paragraph(4)),
    "the last caption deleted": (".vtt", without_paragraph(-1)),
    "captions exchanged": (".vtt", exchanged_paragraphs),
    "a word of a caption edited": (".vtt", lambda text: text.replace("Defense", "Defence", 1)),
    "captions late": (".vtt", late(r"(\S+) -->", 20)),
    "a timestamp late": (".vtt", late("<([0-9:.]+)>", 2)),
    "a caption's id changed": (".vtt", lambda text: text.replace("b004s01\n", "b004s09\n")),
    "no captions": (".vtt", lambda _: "something else\n"),
    "subtitles out of number": (".srt", without_paragraph(4)),
    "a subtitle deleted": (".srt", renumbered),
    "a subtitle late": (".srt", late(r"(\S+) -->", 5)),
    "a lyric late": (".lrc", late(r"(?m)^\[([0-9:.]+)\]", 10)),
    "a lyric edited": (".lrc", lambda text: text.replace(">Defense", ">Defence", 1)),
    "a transcript cut": (".txt", lambda text: text[: len(text) // 2]),
    "a transcript edited": (".txt", lambda text: text.replace("Defense", "Defence", 1)),
    "a transcript longer": (".txt", lambda text: text + "\nMore.\n"),
    "chapters that are none": (".chapters.json", lambda _: '{"chapters": [{"startTime": "soon"}]}'),
    "a chapter late": (".chapters.json", lambda text: text.replace('"startTime": 0.0', '"startTime": 0.5')),
    "a chapter renamed": (".chapters.json", lambda text: text.replace('"title": "', '"title": "Not ')),
    "no chapters": (".chapters.vtt", lambda _: "WEBVTT\n"),
    "a chapter's end": (".chapters.vtt", lambda text: text.replace("--> 00:", "--> 09:", 1)),
}


@pytest.mark.parametrize("name", FILE_DAMAGES)
def test_a_file_that_is_not_of_this_narration_is_noticed(texts: Path, name: str) -> None:
    """Captions, transcripts and chapters are compared by what they say, not only by their hash."""
    suffix, damage = FILE_DAMAGES[name]
    assert found(texts).whole
    edit(texts / f"{KAZINFORM.stem}{suffix}", damage)
    checks = {finding.check for finding in found(texts).findings}
    assert "companion" in checks
    assert checks <= {"companion", "captions", "chapters"}
    save(texts, made(texts))
    checks = {finding.check for finding in found(texts).findings}
    assert checks
    assert checks <= {"captions", "chapters"}


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix != ".json"])
def test_files_of_another_article_are_noticed(request: pytest.FixtureRequest, suffix: str) -> None:
    """Each file of one article in the place of another's is found, even with its hash in the manifest."""
    folder: Path = request.getfixturevalue("folder" if suffix in SOUNDS else "texts")
    shutil.copy(folder / f"harbour-bells{suffix}", folder / f"{KAZINFORM.stem}{suffix}")
    save(folder, made(folder))
    assert found(folder).findings


def cut_wav(data: bytes) -> bytes:
    """A second less, in a whole WAV file."""
    rest = data[44 : -2 * 22050]
    sizes = (len(rest) + 36).to_bytes(4, "little"), len(rest).to_bytes(4, "little")
    return b"RIFF" + sizes[0] + data[8:40] + sizes[1] + rest


def backwards(data: bytes) -> bytes:
    samples = array("h", data[44:])
    samples.reverse()
    return data[:44] + samples.tobytes()


def late(data: bytes) -> bytes:
    """A fifth of a second later, as long as before."""
    return data[:44] + bytes(2 * 4410) + data[44 : -2 * 4410]


@pytest.mark.parametrize(
    ("suffix", "damage"),
    [
        (".wav", cut_wav),
        (".wav", lambda data: data[:90_000] + bytes([data[90_000] ^ 1]) + data[90_001:]),
        (".wav", backwards),
        (".wav", late),
        (".wav", lambda data: data[:44] + bytes(len(data) - 44)),
        (".wav", lambda _: b"no sound"),
        (".wav", lambda _: b""),
        (".mp3", lambda data: data[: len(data) // 2]),
        (".mp3", lambda _: b"#EXTM3U\n/etc/passwd\n"),
    ],
    ids=["cut", "one bit", "backwards", "late", "silent", "no sound", "empty", "half an MP3", "a play list"],
)
def test_other_sound_is_noticed(folder: Path, suffix: str, damage: Callable[[bytes], bytes]) -> None:
    """Sound that is shorter, later, or another is found by listening, even with its hash in the manifest."""
    path = folder / f"{KAZINFORM.stem}{suffix}"
    path.write_bytes(damage(path.read_bytes()))
    assert "companion" in {finding.check for finding in found(folder).findings}
    save(folder, made(folder))
    report = found(folder)
    assert {finding.check for finding in report.findings} == {"sound"}
    assert not re.search(r"Errno|avcodec|Invalid data", " ".join(map(str, report.findings)))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "it is no JSON that can be read"),
        (b"[" * 100_000, "it is no JSON that can be read"),
        (b"\xff", "it is no UTF-8"),
        (b"[]", "it has no list of chapters, each with its time and title"),
        (b'{"chapters": [{"startTime": "soon"}]}', "it has no list of chapters, each with its time and title"),
    ],
)
def test_chapters_that_are_none_are_told_in_words(texts: Path, data: bytes, words: str) -> None:
    """Not by the names that Python has for what went wrong."""
    (texts / f"{KAZINFORM.stem}.chapters.json").write_bytes(data)
    report = found(texts)
    assert any(words in str(finding) for finding in report.findings), report.findings
    assert "Error" not in " ".join(map(str, report.findings))


@pytest.mark.parametrize(
    "path",
    ["../secret.txt", "a/../../secret.txt", "/etc/passwd", "link.txt", "folder/secret.txt", "pipe", ".", "a\\b", "a\0b", "a" * 4000],
)  # fmt: skip
def test_a_manifest_cannot_reach_out_of_its_folder(folder: Path, path: str) -> None:
    """Paths that lead out, symbolic links, folders and pipes are refused, and nothing of what is there is told."""
    secret = "0123456789 a secret\n"
    (folder.parent / "secret.txt").write_text(secret)
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "folder").symlink_to(folder.parent, target_is_directory=True)
    os.mkfifo(folder / "pipe")
    manifest = made(folder)
    manifest["companions"] = [{"path": path, "bytes": 1, "sha256": "0" * 64, "facts": {}}]
    manifest["seal"] = seal(manifest)
    (folder / f"{KAZINFORM.stem}.json").write_text(json.dumps(manifest))
    findings = found(folder).findings
    assert [finding.check for finding in findings] == ["companion"]
    assert "secret\n" not in str(findings[0])
    assert "bytes" not in str(findings[0])


HOSTILE = {
    "empty": b"",
    "no JSON": b"{",
    "an array": b"[]",
    "no UTF-8": b'{"format": "\xff"}',
    "deep": b'{"segments": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep objects": b'{"a": ' + b'{"a": ' * 100_000,
    "NaN": b'{"rate": NaN}',
    "infinite": b'{"rate": 1e999}',
    "a long number": b'{"frames": ' + b"9" * 100_000 + b"}",
    "a long text": b'{"title": "' + b"a" * 40_000_000,
    "a name twice": b'{"title": "a", "title": "b"}',
    "a name twice in a field": b'{"sound": {"sha256": "a", "sha256": "b"}}',
    "many names": b"{" + b",".join(b'"n%d": 1' % n for n in range(100_000)) + b"}",
    "a field without end": b'{"more": [' + b"1," * 1_000_000,
    "nothing but white space": b" " * 50_000_000,
    "nothing of it": b"{}",
    "more after it": b"{} {}",
    "null bytes": bytes(1000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_manifests_are_refused(tmp_path: Path, name: str) -> None:
    """What is no manifest is refused in words, without a traceback and without filling the memory."""
    path = tmp_path / "a.json"
    path.write_bytes(HOSTILE[name])
    report = verify.manifest(path)
    assert {finding.check for finding in report.findings} == {"format"}
    assert all(len(str(finding)) < 1000 for finding in report.findings)


@pytest.mark.parametrize("value", [-1, 0, 2**53, 2**64, 1e300, 0.5, "1", None, True, [], {}])
@pytest.mark.parametrize("name", ["sample_rate", "frames", "duration"])
def test_impossible_numbers_are_refused(texts: Path, name: str, value: object) -> None:
    """Numbers out of range, and what is no number, are found and never reckoned with."""
    manifest = made(texts)
    manifest[name] = value
    manifest["companions"] = []
    save(texts, manifest)
    assert not found(texts).whole


def test_order_of_names_and_layout_do_not_matter_much(texts: Path) -> None:
    """A manifest that another program has indented, or sorted by name, tells the same."""
    for layout in ({"indent": 2}, {"sort_keys": True}, {"ensure_ascii": True, "separators": (",", ":")}):
        text = json.dumps(made(texts), **layout)
        (texts / f"{KAZINFORM.stem}.json").write_text(text, encoding="utf-8")
        assert found(texts).whole


def test_findings_are_bounded(texts: Path) -> None:
    """A damage that shows everywhere is told a hundred times at most, and then counted."""
    manifest = made(texts)
    for row in manifest["segments"]:
        for word in row["words"]:
            word["start"] += 5
    save(texts, manifest)
    report = found(texts)
    assert len(report.findings) == 100
    assert report.more > 100


def test_render_says_what_changed(run: Run, tmp_path: Path) -> None:
    """--changes names each sentence that is new, gone or other, with its time, and is silent about the rest."""
    story = tmp_path / "story.txt"
    story.write_text("The first sentence stays. The second one goes away soon.\n\nThe third one is about a dog.\n")
    assert run("render", story, "-o", "story.json", "--engine", "silence").returncode == 0
    story.write_text("The first sentence stays.\n\nThe third one is about a cat. A fourth follows.\n")
    done = run("render", story, "-o", "story.json", "--engine", "silence", "--changes", "{stem}.json")
    assert done.returncode == 0
    assert done.stdout == "story.json\n"
    told = done.stderr.splitlines()[1:]
    assert told[0].startswith("Removed, was at ")
    assert told[0].endswith('"The second one goes away soon."')
    assert '"dog." is now "cat.", in "The third one is about a cat."' in told[1]
    assert told[2].endswith('"A fourth follows."')
    assert told[3].startswith("1 of 3 sentences are as they were; 1 added, 1 changed, 1 removed. Length: ")
    again = run("render", story, "-o", "story.json", "--engine", "silence", "--changes", "story.json")
    assert again.stderr.splitlines()[1:] == ["Nothing changed for the listener."]
    faster = run("render", story, "-o", "story.json", "--engine", "silence", "--changes", "story.json", "--rate", "2")
    assert "The rate was 1 and is now 2." in faster.stderr


STORY = "The first sentence stays. The second one is about Tasmagambetov.\n\nThe third one is about a dog.\n"
#: A pronunciation of one word, which leaves the words said as they are.
PRONUNCIATION = """<?xml version="1.0"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en">
  <lexeme><grapheme>Tasmagambetov</grapheme><phoneme>tasmaɡamˈbjetof</phoneme></lexeme>
</lexicon>
"""


@pytest.fixture
def told(run: Run, tmp_path: Path) -> Callable[..., list[str]]:
    """Renders a story as `name`, and gives the lines on what changed since another."""

    def told(text: str, name: str, *arguments: object) -> list[str]:
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        done = run("render", f"{name}.txt", "-o", f"{name}.json", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stderr.splitlines()[1:]

    return told


def test_a_gain_is_no_change_of_what_is_said(told: Callable[..., list[str]]) -> None:
    """Captions alone, and a rendering at another loudness, say what the one before them said: only the loudness is told."""
    nothing, rest = "Nothing changed for the listener.", "Nothing else changed for the listener."
    told(STORY, "old", "-o", "old.wav")
    captions = ["-o", "new.vtt"]
    assert told(STORY, "new", *captions, "--changes", "old.json") == [nothing]
    assert told(STORY, "sound", "-o", "sound.wav", "--changes", "new.json") == [nothing]
    quieter = told(STORY, "quiet", "-o", "quiet.wav", "--loudness", "broadcast", "--changes", "old.json")
    assert quieter == ["The loudness asked for was -19 LUFS and is now -23 LUFS: 4 LU quieter.", rest]
    left = told(STORY, "left", "-o", "left.wav", "--loudness", "off", "--changes", "old.json")
    assert left == ["The loudness was -19 LUFS and is now as the engine gave it.", rest]
    made_so = told(STORY, "again", "-o", "again.wav", "--changes", "left.json")
    assert made_so == ["The loudness was as the engine gave it and is now -19 LUFS.", rest]
    assert told(STORY, "new", *captions, "--changes", "left.json") == [nothing]


def test_what_is_said_otherwise_is_told_at_any_loudness(told: Callable[..., list[str]], tmp_path: Path) -> None:
    """A gain hides no other word, rate or pronunciation: each is told as it would be without it."""
    (tmp_path / "names.pls").write_text(PRONUNCIATION, encoding="utf-8")
    told(STORY, "old", "-o", "old.wav")
    for loudness in (["-o", "new.vtt"], ["-o", "new.wav"], ["-o", "new.wav", "--loudness", "broadcast"]):
        arguments = [*loudness, "--changes", "old.json"]
        is_quieter = "broadcast" in loudness
        lines = told(STORY.replace("dog", "cat"), "new", *arguments)[is_quieter:]
        assert len(lines) == 2
        assert lines[0].endswith('"dog." is now "cat.", in "The third one is about a cat."')
        assert lines[1].startswith("2 of 3 sentences are as they were; 1 changed. Length: ")
        lines = told(STORY, "new", *arguments, "--lexicon", "names.pls")[is_quieter:]
        assert len(lines) == 2
        assert lines[0].startswith("Spoken otherwise at ")
        assert lines[0].endswith(' in the same words: "The second one is about Tasmagambetov."')
        assert lines[1].startswith("2 of 3 sentences are as they were; 1 spoken otherwise. Length: ")
        first, *_, last = told(STORY, "new", *arguments, "--rate", "1.5")
        assert first == "The rate was 1 and is now 1.5."
        assert last.startswith("3 of 3 sentences have the words they had. Length: ")


def test_the_volume_is_told_where_it_is_heard(told: Callable[..., list[str]]) -> None:
    """Of two recordings made equally loud no other volume is heard, unless one of them is silent or left as it was."""
    told(STORY, "old", "-o", "old.wav")
    half = ["-o", "new.wav", "--volume", "0.5", "--changes"]
    assert told(STORY, "new", *half, "old.json") == ["Nothing changed for the listener."]
    silent = told(STORY, "new", "-o", "new.wav", "--volume", "0", "--changes", "old.json")
    assert silent[0] == "The volume was 1 and is now 0."
    told(STORY, "left", "-o", "left.wav", "--loudness", "off")
    assert told(STORY, "new", *half, "left.json", "--loudness", "off")[0] == "The volume was 1 and is now 0.5."


def test_a_paragraph_that_was_moved_is_not_new(told: Callable[..., list[str]]) -> None:
    """A sentence that stands elsewhere is told once, with both its times."""
    first, second, third = "One stays.\n\n", "Two is moved.\n\n", "Three stays as well. So does four.\n\n"
    told(first + second + third, "old", "--engine", "silence")
    lines = told(first + third + second, "new", "--engine", "silence", "--changes", "old.json")
    assert len(lines) == 2
    assert re.fullmatch(r'Moved to \d+ seconds, was at \d+ seconds?: "Two is moved\."', lines[0])
    assert lines[1].startswith("3 of 4 sentences are as they were; 1 moved. Length: ")


def test_paragraphs_made_one_are_told_by_their_pause(told: Callable[..., list[str]]) -> None:
    """Where nothing but a pause is other, it is told, with what it stands before."""
    told("One. Two.\n\nThree. Four.\n", "old", "--engine", "silence")
    lines = told("One. Two. Three. Four.\n", "new", "--engine", "silence", "--changes", "old.json")
    assert len(lines) == 2
    assert lines[0].startswith("The pause at ")
    assert lines[0].endswith(' was 750 milliseconds and is now 400 milliseconds, before "Three."')
    assert lines[1].startswith("4 of 4 sentences are as they were. Length: ")


def test_another_pause_is_told_once(told: Callable[..., list[str]]) -> None:
    """A pause that was asked for is one line, not one for each place where it is heard."""
    told("One. Two.\n\nThree. Four.\n", "old", "--engine", "silence")
    arguments = ["--engine", "silence", "--paragraph-pause", "1000", "--changes", "old.json"]
    lines = told("One. Two.\n\nThree. Four.\n", "new", *arguments)
    assert lines[0] == "The paragraph pause was 750 milliseconds and is now 1000 milliseconds."
    assert lines[1].startswith("4 of 4 sentences are as they were. Length: ")
    assert len(lines) == 2


def test_what_is_announced_is_compared(told: Callable[..., list[str]]) -> None:
    """Words about the structure that are new, or gone, are told with the sentence they are said with."""
    story = "- One is here.\n- Two is here.\n"
    told(story, "old", "--engine", "silence", "--announce", "none")
    lines = told(story, "new", "--engine", "silence", "--announce", "all", "--changes", "old.json")
    assert lines[0] == 'Announced otherwise at the start: "List, items: 2." is new, with "One is here."'
    assert lines[-1].startswith("0 of 2 sentences are as they were; 2 announced otherwise. Length: ")
    back = told(story, "old", "--engine", "silence", "--announce", "none", "--changes", "new.json")
    assert back[0] == 'Announced otherwise at the start: "List, items: 2." is gone, with "One is here."'


def test_changes_need_a_manifest(run: Run, tmp_path: Path) -> None:
    """What is no manifest is named before anything is spoken or written."""
    (tmp_path / "story.txt").write_text("A sentence.")
    (tmp_path / "old.json").write_text("{}")
    for old, words in (
        ("old.json", "is no whole narration manifest to compare with (format is missing)"),
        (".", "is no whole narration manifest to compare with (is no file)"),
        ("missing.json", "there is no such manifest to compare with"),
    ):
        done = run("render", "story.txt", "-o", "a.json", "--changes", old)
        assert done.returncode == 1
        assert done.stderr == f"Error: {old}: {words}\n"
        assert not (tmp_path / "a.json").exists()


def test_of_several_articles_some_may_be_new(run: Run, tmp_path: Path) -> None:
    """With {stem} a manifest that is not there is told, and its article rendered; one that is broken is an error."""
    for name in ("new", "old", "broken"):
        (tmp_path / f"{name}.txt").write_text("A sentence.")
    assert run("render", "old.txt", "-o", "{stem}.json", "--engine", "silence").returncode == 0
    (tmp_path / "broken.json").write_text("{")
    arguments = ["-o", "{stem}.json", "--engine", "silence", "--changes", "{stem}.json"]
    done = run("render", "new.txt", "old.txt", *arguments)
    assert (done.returncode, done.stdout) == (0, "new.json\nold.json\n"), done.stderr
    assert "\nnew: nothing to compare with: new.json is not there.\n" in done.stderr
    assert done.stderr.endswith("Nothing changed for the listener.\n")
    done = run("render", "broken.txt", "old.txt", *arguments)
    assert (done.returncode, done.stdout) == (1, "old.json\n")
    assert done.stderr.count("broken.json") == 1
    assert (tmp_path / "broken.json").read_text() == "{"


def test_a_manifest_does_not_vouch_for_files_elsewhere(run: Run, tmp_path: Path) -> None:
    """A file that is not below the manifest's folder is written and said not to be in the manifest."""
    (tmp_path / "story.txt").write_text("A sentence.")
    (tmp_path / "deep").mkdir()
    done = run("render", "story.txt", "-o", "deep/a.json", "-o", "a.vtt", "-o", "deep/a.srt", "--engine", "silence")
    assert done.returncode == 0
    assert [row["path"] for row in json.loads((tmp_path / "deep/a.json").read_text())["companions"]] == ["a.srt"]
    assert "deep/a.json: does not vouch for a.vtt" in done.stderr


def test_parts_have_manifests_of_their_own(run: Run, tmp_path: Path) -> None:
    """Each manifest of --split is whole by itself, and says what of its block is in another part."""
    (tmp_path / "story.txt").write_text("One sentence. Another sentence.\n\nA second paragraph.\n")
    suffixes = [f"-oa{suffix}" for suffix in (".json", ".vtt", ".txt", ".wav", ".chapters.vtt")]
    done = run("render", "story.txt", *suffixes, "--split", "segment", "--engine", "silence")
    assert done.returncode == 0, done.stderr
    manifests = [name for name in done.stdout.split() if name.endswith(".json")]
    assert len(manifests) == 3
    for name in manifests:
        assert run("verify", name).returncode == 0
    first = json.loads((tmp_path / manifests[0]).read_text())
    assert [(row["text"], row["rule"]) for row in first["unspoken"]] == [("Another sentence.", "other-part")]
    assert (tmp_path / manifests[0].replace(".json", ".txt")).read_text() == "One sentence.\n"


def test_what_cannot_be_said_is_left_out_by_a_rule(run: Run, tmp_path: Path) -> None:
    """A paragraph for which a language has no words at all does not stop the rendering, and is accounted for."""
    (tmp_path / "story.txt").write_text("これは文です。\n\n\\\n\nこれも文です。\n", encoding="utf-8")
    done = run("render", "story.txt", "-o", "a.json", "-o", "a.txt", "--engine", "silence", "--lang", "ja")
    assert done.returncode == 0, done.stderr
    left = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["unspoken"]
    assert [(row["text"], row["rule"]) for row in left] == [("\\", "no-words")]
    assert run("verify", "a.json").returncode == 0


def test_help_does_not_load_the_checks(environment: dict[str, str]) -> None:
    """Naming the command costs no import of what it does."""
    code = "import sys; from tts.cli.app import app; list(app.commands.values()); sys.exit(any(name.startswith('tts.verify') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
