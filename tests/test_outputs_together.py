"""Files that are written side by side are those that are written one after another, and come in the same order."""

from __future__ import annotations

import threading
import time
from array import array
from collections.abc import Iterator
from pathlib import Path
from random import Random

import making
import pytest

from tts.errors import OutputError
from tts.loudness import levelled
from tts.outputs import flac, m4a, wav
from tts.outputs.together import write_together
from tts.recorded import Narration
from tts.speech import Speech
from tts.temporary import BLOCK

NAMES = ("a.m4b", "a.mp3", "a.vtt", "a.opus", "a.flac", "a.wav")


@pytest.fixture
def narration() -> Iterator[Narration]:
    with making.narration(*map(str, range(20))) as made:
        yield made


@pytest.fixture
def limited() -> Iterator[Narration]:
    """One that is turned down in so many places that not all of them are held in memory."""
    random = Random(3)
    with making.narration("Clicks.", frames=10) as made:
        for _ in range(BLOCK + 1000):
            click = [random.randrange(-300, 300) for _ in range(100)]
            click[50] = random.choice((-32000, 32000))
            made.master.add_speech(Speech(array("h", click).tobytes(), making.RATE))
        yield levelled(made, -19.0)


def written(narration: Narration, folder: Path, jobs: int) -> dict[str, bytes]:
    folder.mkdir()
    made = [each.path for each in write_together(narration, [folder / name for name in NAMES], jobs=jobs)]
    assert made == [str(folder / name) for name in NAMES]
    return {name: (folder / name).read_bytes() for name in NAMES}


def working() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("article-tts")]


@pytest.mark.parametrize("kind", ["narration", "limited"])
def test_the_files_are_the_same_however_many_are_made_at_a_time(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Every format, levelled or not, one by one and all at a time."""
    made = request.getfixturevalue(kind)
    assert written(made, tmp_path / "together", len(NAMES)) == written(made, tmp_path / "alone", 1)


def test_a_slow_file_holds_nobody_up_and_keeps_its_place(
    narration: Narration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first waits until the third is encoded: it comes first all the same, and no other has its name before it."""
    encoded = threading.Event()
    order: list[str] = []

    def slow(*_: object) -> None:
        assert encoded.wait(60)
        assert list(tmp_path.glob("a.*")) == []

    def last(*_: object) -> None:
        encoded.set()

    monkeypatch.setattr(m4a, "write", slow)
    monkeypatch.setattr(wav, "write", last)
    paths = [tmp_path / name for name in ("a.m4b", "a.flac", "a.wav")]
    made = [each.path for each in write_together(narration, paths, jobs=2, begins=lambda path: order.append(path.name))]
    assert made == list(map(str, paths))
    assert order == ["a.m4b", "a.flac", "a.wav"]


def test_what_is_read_of_a_recording_is_for_one_thread_alone(
    narration: Narration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pieces of sound and cues are read in turn, and each file has an envelope of its own, which is sought in and read."""
    reading = 0
    envelopes: list[object] = []

    def alone(pieces: Iterator[bytes]) -> Iterator[bytes]:
        nonlocal reading
        for piece in pieces:
            reading += 1
            time.sleep(0.02)
            assert reading == 1
            reading -= 1
            yield piece

    def read(narration: Narration, *_: object) -> None:
        envelopes.append(narration.master.envelope)
        for _ in range(5):
            list(narration.master.pcm())

    recording = narration.master
    made = levelled(narration, -19.0)
    monkeypatch.setattr(recording, "pcm", lambda *stretch, pcm=recording.pcm: alone(pcm(*stretch)))
    for each in (flac, wav):
        monkeypatch.setattr(each, "write", read)
    list(write_together(made, [tmp_path / name for name in ("a.flac", "a.wav")], jobs=2))
    assert len({id(each) for each in [*envelopes, made.master.envelope]}) == 3


def test_where_one_fails_those_after_it_are_not_there(
    narration: Narration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They may have been encoded before: whoever renders sees what he would, had they been written one after another."""
    encoded = threading.Event()

    def breaks(*_: object) -> None:
        assert encoded.wait(60)
        raise OSError(28, "No space left on device")

    def last(*_: object) -> None:
        encoded.set()

    monkeypatch.setattr(m4a, "write", breaks)
    monkeypatch.setattr(wav, "write", last)
    paths = [tmp_path / name for name in ("a.flac", "a.m4b", "a.wav")]
    paths[2].write_text("old")
    with pytest.raises(OutputError, match=r"a\.m4b.*No space left"):
        list(write_together(narration, paths, jobs=3))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.flac", "a.wav"]
    assert paths[2].read_text() == "old"
    assert working() == []


def test_who_asks_for_no_more_stops_what_is_being_encoded(
    narration: Narration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An endless file ends when its writer asks for more of the sound; only what was told is there."""
    began = threading.Event()

    def endless(narration: Narration, *_: object) -> None:
        began.set()
        while True:
            list(narration.master.pcm())

    monkeypatch.setattr(flac, "write", endless)
    files = write_together(narration, [tmp_path / name for name in ("a.wav", "a.flac")], jobs=2)
    assert next(files).path == str(tmp_path / "a.wav")
    assert began.wait(60)
    files.close()
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]
    assert working() == []
