"""The store on disk: whatever happens to its files, it gives back what was put in, or nothing."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import stat
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest
from conftest import unprivileged
from hypothesis import given
from hypothesis import strategies as st

from tts.engines import packs, store
from tts.engines.store import Store, clear, default_folder, usage

KEYS = [bytes([number]) * 32 for number in range(1, 250)]
HEAD, BODY = b"head", b"body" * 1000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "a" / "cache"


def put(folder: Path, *keys: bytes, body: bytes = BODY, limit: int = 10**9) -> list[str]:
    """Keep something under each key, in a store of its own; what it warned of."""
    told: list[str] = []
    kept = Store(folder, limit, told.append)
    for key in keys:
        kept.put(key, HEAD, body)
    kept.close()
    return told


def got(folder: Path, *keys: bytes) -> list[tuple[bytes, bytes] | None]:
    opened = Store(folder)
    try:
        return [opened.get(key) for key in keys]
    finally:
        opened.close()


def files(folder: Path, suffix: str) -> list[Path]:
    return sorted(folder.glob(f"*{suffix}"))


@given(st.lists(st.tuples(st.sampled_from(KEYS[:5]), st.binary(max_size=50), st.binary(max_size=300)), max_size=20))
def test_gives_back_what_was_put_in(tmp_path_factory: pytest.TempPathFactory, puts: list) -> None:
    """Any bytes come back as they went in, in the same run and in the next; of two with one key the later counts."""
    folder = tmp_path_factory.mktemp("cache")
    first, expected = Store(folder), {}
    for key, head, body in puts:
        first.put(key, head, body)
        expected[key] = (head, body)
        assert first.get(key) == (head, body)
    first.close()
    assert got(folder, *KEYS[:5]) == [expected.get(key) for key in KEYS[:5]]
    assert usage(folder).records == len(expected)


def test_the_folder_is_the_users_own(folder: Path) -> None:
    """Folder and files can be read by nobody else; programs that make backups are told to leave it out."""
    put(folder, KEYS[0])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    made = [*files(folder, ".pack"), *files(folder, ".index")]
    assert len(made) == 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_nothing_is_made_by_looking(folder: Path) -> None:
    """Where nothing was kept, reading finds nothing and makes nothing."""
    assert got(folder, KEYS[0]) == [None]
    assert usage(folder) == store.Usage(0, 0)
    assert clear(folder) == store.Usage(0, 0)
    assert not folder.exists()


def test_one_pack_is_filled_by_many_runs(folder: Path) -> None:
    """Runs that keep little add to the same pack, so that files do not multiply."""
    for key in KEYS[:20]:
        put(folder, key)
    assert len(files(folder, ".pack")) == 1
    assert got(folder, *KEYS[:20]) == [(HEAD, BODY)] * 20


@given(st.data())
def test_damage_anywhere_is_noticed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Any flipped bit or cut end of pack or index: what is found is what was put in. Made anew, it is found again."""
    folder = tmp_path_factory.mktemp("cache")
    put(folder, *KEYS[:4], body=BODY[:40])
    (path,) = files(folder, data.draw(st.sampled_from([".pack", ".index"])))
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[place] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del content[place:]
    path.write_bytes(content)
    found = got(folder, *KEYS[:4])
    assert set(found) <= {None, (HEAD, BODY[:40])}
    assert found.count(None) >= 1
    put(folder, *(key for key, kept in zip(KEYS, found, strict=False) if kept is None), body=BODY[:40])
    assert got(folder, *KEYS[:4]) == [(HEAD, BODY[:40])] * 4


def test_a_head_without_its_body(folder: Path) -> None:
    """Who needs the head alone gets it, with the body's length, whatever the body has become; a damaged head is noticed."""
    put(folder, *KEYS[:2])
    opened = Store(folder)
    assert opened.look(KEYS[0]) == (HEAD, len(BODY))
    assert opened.look(KEYS[2]) is None
    opened.close()
    (pack,) = files(folder, ".pack")
    content = pack.read_bytes()
    for part, found in ((BODY, (HEAD, len(BODY))), (HEAD, None), (KEYS[0], None)):
        place = content.index(part)
        pack.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        opened = Store(folder)
        assert opened.look(KEYS[0]) == found
        assert opened.get(KEYS[0]) is None
        opened.close()


@pytest.mark.parametrize("suffix", [".pack", ".index"])
def test_a_missing_half_is_nothing(folder: Path, suffix: str) -> None:
    """A pack without its index, and an index without its pack, hold nothing and are no error."""
    put(folder, *KEYS[:2])
    files(folder, suffix)[0].unlink()
    assert got(folder, *KEYS[:2]) == [None, None]
    assert put(folder, KEYS[0]) == []
    assert got(folder, KEYS[0]) == [(HEAD, BODY)]
    clear(folder)
    assert [path.name for path in folder.iterdir()] == ["CACHEDIR.TAG"]


def test_files_of_others_are_left_alone(folder: Path) -> None:
    """What somebody else put into the folder is neither read nor removed, whatever it is called."""
    folder.mkdir(parents=True, mode=0o700)
    for name in ("letter.txt", "x.pack", "x.index", "0001-2.pack"):
        (folder / name).write_text("mine")
    put(folder, *KEYS[:40], limit=100_000)
    clear(folder)
    left = {path.name: path.read_text() for path in folder.iterdir()}
    assert left == dict.fromkeys(["letter.txt", "x.pack", "x.index", "0001-2.pack"], "mine")


def test_it_is_bounded(folder: Path) -> None:
    """It never holds more than its limit; what was not used for longest went first."""
    limit = 200_000
    for number, key in enumerate(KEYS):
        put(folder, key, limit=limit)
        assert usage(folder).size <= limit
        for age, path in enumerate(reversed(files(folder, ".pack"))):
            os.utime(path, (10**9 - age, 10**9 - age) if age else None)
        if number >= 60:
            assert got(folder, key, KEYS[number - 20], KEYS[number - 60]) == [(HEAD, BODY), (HEAD, BODY), None]
    assert usage(folder).size > limit // 2


def test_what_is_used_stays(folder: Path) -> None:
    """Reading counts as using: a pack that is read from outlives those that are not."""
    put(folder, KEYS[0], limit=200_000)
    for key in KEYS[1:120]:
        put(folder, key, limit=200_000)
        for path in files(folder, ".pack"):  # an hour passes
            used = path.stat().st_mtime - 3600
            os.utime(path, (used, used))
        assert got(folder, KEYS[0]) == [(HEAD, BODY)]


def test_what_is_too_large_is_not_kept(folder: Path) -> None:
    """Something larger than the limit is not kept, and moves nothing out."""
    put(folder, KEYS[0], limit=100_000)
    assert put(folder, KEYS[1], body=bytes(200_000), limit=100_000) == []
    assert got(folder, KEYS[0], KEYS[1]) == [(HEAD, BODY), None]


def _fill(folder: Path, number: int) -> None:
    shared = Store(folder, 400_000)
    for key in KEYS:
        kept = shared.get(key)
        assert kept in {None, (HEAD, key * 100)}
        if kept is None:
            shared.put(key, HEAD, key * 100)
        if key[0] % 50 == number:
            clear(folder)
    shared.close()


def test_many_processes_at_once(folder: Path) -> None:
    """Processes that read, write, evict and clear at once neither fail nor wait nor find what was not put in."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_fill, args=(folder, number)) for number in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert all(kept in {None, (HEAD, key * 100)} for key, kept in zip(KEYS, got(folder, *KEYS), strict=True))
    put(folder, KEYS[0])
    assert got(folder, KEYS[0]) == [(HEAD, BODY)]


def test_two_writers_do_not_share_a_pack(folder: Path) -> None:
    """While one process has a pack, another makes its own; neither waits, and both are found afterwards."""
    one, other = Store(folder), Store(folder)
    for number in range(0, 10, 2):
        one.put(KEYS[number], HEAD, BODY)
        other.put(KEYS[number + 1], HEAD, BODY)
    assert len(files(folder, ".pack")) == 2
    one.close()
    other.close()
    assert got(folder, *KEYS[:10]) == [(HEAD, BODY)] * 10


def test_where_there_are_no_locks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system without locks each run writes to packs of its own; all are found, and the limit holds."""
    monkeypatch.setattr(packs, "_lock", lambda _: None)
    for number, key in enumerate(KEYS[:100]):
        put(folder, key, limit=200_000)
        assert usage(folder).size <= 200_000
        if number == 5:
            assert len(files(folder, ".pack")) == 6
            assert got(folder, *KEYS[:6]) == [(HEAD, BODY)] * 6
    assert got(folder, KEYS[99]) == [(HEAD, BODY)]


def test_cleared_while_in_use(folder: Path) -> None:
    """A store that is cleared under another process's hands goes on; the next run keeps again."""
    used = Store(folder)
    used.put(KEYS[0], HEAD, BODY)
    clear(folder)
    used.put(KEYS[1], HEAD, BODY)
    assert used.get(KEYS[1]) in {None, (HEAD, BODY)}
    used.close()
    put(folder, KEYS[2])
    assert got(folder, KEYS[2]) == [(HEAD, BODY)]


def test_killed_while_it_writes(folder: Path) -> None:
    """A process killed in the middle of a record or entry leaves the records before it, and the next one goes on."""
    put(folder, *KEYS[:3])
    for suffix, rest in ((".pack", b"aTs1 half a rec"), (".index", b"half an entry")):
        with files(folder, suffix)[0].open("ab") as file:
            file.write(rest)
    assert got(folder, *KEYS[:3]) == [(HEAD, BODY)] * 3
    put(folder, KEYS[3])
    assert got(folder, *KEYS[:4]) == [(HEAD, BODY)] * 4
    assert len(files(folder, ".pack")) == 1


def test_a_full_disk_is_told_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full, or nearly, is told in one line; reading goes on."""
    put(folder, KEYS[0])
    space = namedtuple("space", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: space(10**12, 10**12, 1000))
    told: list[str] = []
    full = Store(folder, warn=told.append)
    for key in KEYS[1:5]:
        full.put(key, HEAD, BODY)
    assert full.get(KEYS[0]) == (HEAD, BODY)
    assert full.get(KEYS[1]) is None
    full.close()
    assert len(told) == 1
    assert "the disk is nearly full" in told[0]


def test_a_write_that_fails_midway(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fills in the middle of a record, it is not found, and what was there before is."""
    put(folder, KEYS[0])
    size = files(folder, ".pack")[0].stat().st_size

    class Filling(packs.FileIO):
        def write(self, data: bytes) -> int:
            return super().write(data[:100])

    monkeypatch.setattr(packs, "FileIO", Filling)
    (told,) = put(folder, KEYS[1], KEYS[2])
    assert "No space left on device" in told
    monkeypatch.undo()
    assert files(folder, ".pack")[0].stat().st_size == size
    assert got(folder, *KEYS[:3]) == [(HEAD, BODY), None, None]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_others_can_write_to_is_not_trusted(folder: Path, mode: int) -> None:
    """Where others could put words into our mouth nothing is read or kept, and that is told."""
    put(folder, KEYS[0])
    folder.chmod(mode)
    assert got(folder, KEYS[0]) == [None]
    (told,) = put(folder, KEYS[1], KEYS[2])
    assert "others may write to the folder (chmod 700" in told
    folder.chmod(0o700)
    assert got(folder, *KEYS[:2]) == [(HEAD, BODY), None]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_folder_of_another_user_is_not_trusted(folder: Path) -> None:
    """A folder that belongs to somebody else is not used."""
    put(folder, KEYS[0])
    os.chown(folder, 12345, -1)
    assert got(folder, KEYS[0]) == [None]
    (told,) = put(folder, KEYS[1])
    assert "belongs to another user" in told


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    """Where no folder can be made, that is told once."""
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        told = put(place, *KEYS[:3])
        assert len(told) == 1, told
        assert got(place, KEYS[0]) == [None]


def test_a_folder_that_cannot_be_written(folder: Path) -> None:
    """What is kept in a folder that may only be read is still found, and what is new is spoken and not kept."""
    put(folder, KEYS[0])
    script = (
        "import sys\nfrom pathlib import Path\nfrom tts.engines.store import Store\ntold = []\n"
        "s = Store(Path(sys.argv[1]), warn=told.append)\n"
        "print(s.get(bytes([1]) * 32) is not None)\ns.put(bytes([2]) * 32, b'', b'x')\ns.put(bytes([3]) * 32, b'', b'')\n"
        "s.close()\nprint(len(told), 'ermission denied' in told[0])"
    )
    os.chmod(folder, 0o500)
    for path in folder.iterdir():
        path.chmod(0o400)
    command = [*unprivileged(), sys.executable, "-c", script, folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    os.chmod(folder, 0o700)
    assert done.stdout.split() == ["True", "1", "True"], done.stderr


def test_where_the_folder_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's choice, or the system's folder for caches."""
    monkeypatch.setattr(Path, "home", lambda: Path("/home/ada"))
    for environment, platform, expected in (
        ({}, "linux", "/home/ada/.cache/article-tts"),
        ({"XDG_CACHE_HOME": "/fast"}, "linux", "/fast/article-tts"),
        ({"XDG_CACHE_HOME": "not/absolute"}, "linux", "/home/ada/.cache/article-tts"),
        ({"XDG_CACHE_HOME": "/fast"}, "darwin", "/home/ada/Library/Caches/article-tts"),
        ({"LOCALAPPDATA": "/local"}, "win32", "/local/article-tts/cache"),
        ({}, "win32", "/home/ada/AppData/Local/article-tts/cache"),
        ({"ARTICLE_TTS_CACHE_DIR": "/own", "XDG_CACHE_HOME": "/fast"}, "linux", "/own"),
    ):
        assert default_folder(environment, platform) == Path(expected)
