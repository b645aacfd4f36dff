"""Files that are written side by side are those that are written one after another, and appear together."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import making
import pytest

from tts.errors import OutputError
from tts.loudness import levelled
from tts.outputs import flac, m4a, srt, wav
from tts.outputs.together import Desk
from tts.recorded import Narration
from tts.speech import Speech
from tts.temporary import BLOCK

NAMES = ("a.json", "a.m4b", "a.mp3", "a.vtt", "a.opus", "a.flac", "a.wav")


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
    with Desk(jobs) as desk:
        made = [each.path for each in desk.begin(narration, [folder / name for name in NAMES]).name()]
    assert made == [str(folder / name) for name in (*NAMES[1:], NAMES[0])]  # manifests tell of the others
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


def test_a_levelled_recording_is_read_by_several_threads(limited: Narration) -> None:
    """Each finds what it asks for, though one limiter and one envelope serve all, and what the envelope read last differs."""
    master = limited.master
    whole = b"".join(master.pcm())
    stretches = [(first, first + 700) for first in range(0, master.frames - 700, 1300)]

    def is_right(stretch: tuple[int, int]) -> bool:
        return b"".join(master.pcm(*stretch)) == whole[2 * stretch[0] : 2 * stretch[1]]

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(is_right, [*stretches[::2], *stretches[::-2]]))


def test_they_get_their_names_together_when_all_are_whole(
    narration: Narration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the slowest is encoded the others are whole, and none of them can be seen."""
    encoded = threading.Event()
    order: list[str] = []

    def slow(*_: object) -> None:
        assert encoded.wait(60)
        order.append("slow")
        assert list(tmp_path.glob("a.*")) == []

    def last(*_: object) -> None:
        order.append("last")
        encoded.set()

    monkeypatch.setattr(m4a, "write", slow)
    monkeypatch.setattr(wav, "write", last)
    paths = [tmp_path / name for name in ("a.m4b", "a.flac", "a.wav", "a.vtt", "a.json")]
    with Desk(2) as desk:
        made = [each.path for each in desk.begin(narration, paths).name()]
    assert made == list(map(str, paths))
    assert order == ["last", "slow"]
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_sound_is_encoded_before_anybody_asks_for_it(
    narration: Narration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files of several narrations are begun while those before them are not whole, and wait for one another in order."""
    begun = threading.Semaphore(0)

    def counted(*_: object) -> None:
        begun.release()

    monkeypatch.setattr(wav, "write", counted)
    with Desk(2) as desk:
        files = [desk.begin(narration, [tmp_path / f"{number}.wav"]) for number in range(3)]
        for _ in files:
            assert begun.acquire(timeout=60)
        assert list(tmp_path.iterdir()) == []
        for each in files:
            each.name()
            assert each.encoded
    assert len(list(tmp_path.iterdir())) == len(files)


@pytest.mark.parametrize("broken", [m4a, srt])
def test_where_one_fails_none_of_them_is_there(
    broken: object, narration: Narration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was there before stays, so that a recording never lies beside the captions of another."""

    def breaks(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(broken, "write", breaks)
    paths = [tmp_path / name for name in ("a.flac", "a.m4b", "a.wav", "a.srt", "a.json")]
    paths[2].write_text("old")
    with Desk(3) as desk, pytest.raises(OutputError, match=r"a\.(m4b|srt).*No space left"):
        desk.begin(narration, paths).name()
    assert list(tmp_path.iterdir()) == [paths[2]]
    assert paths[2].read_text() == "old"
    assert working() == []


def test_a_failure_does_not_wait_for_what_takes_longer(
    narration: Narration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the second cannot be written, the first, which would take for ever, is not encoded to its end."""

    def endless(narration: Narration, *_: object) -> None:
        while True:
            list(narration.master.pcm())

    def breaks(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(flac, "write", endless)
    monkeypatch.setattr(wav, "write", breaks)
    with Desk(2) as desk, pytest.raises(OutputError, match=r"a\.wav"):
        desk.begin(narration, [tmp_path / "a.flac", tmp_path / "a.wav"]).name()
    assert list(tmp_path.iterdir()) == []


def test_what_nobody_waits_for_is_given_up(
    narration: Narration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An endless file ends when its writer asks for more of the sound; only what was asked for is there."""
    began = threading.Event()

    def endless(narration: Narration, *_: object) -> None:
        began.set()
        while True:
            list(narration.master.pcm())

    monkeypatch.setattr(flac, "write", endless)
    with Desk(2) as desk:
        wanted = desk.begin(narration, [tmp_path / "a.wav"])
        desk.begin(narration, [tmp_path / "a.flac"])
        desk.begin(narration, [tmp_path / "b.flac", tmp_path / "c.flac", tmp_path / "d.wav"])
        wanted.name()
        assert began.wait(60)
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]
    assert working() == []
