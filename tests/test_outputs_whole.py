"""A file that exists is whole, and what was not finished leaves nothing."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tts.errors import OutputError
from tts.outputs import whole
from tts.outputs.whole import whole_file

WAYS = ["nameless", "named", "nameless-without-link"]


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every kind of file system: one that makes files without a name, one that does not, one that cannot name them."""
    if request.param != "named" and not hasattr(os, "O_TMPFILE"):
        pytest.skip("Linux only")
    if request.param == "named":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    if request.param == "nameless-without-link":

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)
    whole._sweep.cache_clear()
    return request.param


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_appears_when_it_is_whole(way: str, tmp_path: Path) -> None:
    """Until the block ends the old file is there, or none; then the new one, with the permissions of a usual file."""
    old, new = tmp_path / "old.wav", tmp_path / "new.wav"
    old.write_text("old")
    usual = stat.S_IMODE(old.stat().st_mode)
    for path in (old, new):
        with whole_file(path) as file:
            file.write(b"new, half")
            file.seek(3)
            file.write(b": whole.")
            assert old.read_text() == ("old" if path == old else "new: whole.")
            assert not new.exists()
        assert path.read_text() == "new: whole."
        assert stat.S_IMODE(path.stat().st_mode) == usual
    assert names(tmp_path) == ["new.wav", "old.wav"]


@pytest.mark.parametrize("old", [True, False])
def test_an_error_leaves_no_trace(way: str, tmp_path: Path, old: bool) -> None:
    """Where the writer fails, the folder is as it was."""
    path = tmp_path / "a.wav"
    if old:
        path.write_text("old")

    def fail() -> None:
        with whole_file(path) as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert names(tmp_path) == (["a.wav"] if old else [])
    assert not old or path.read_text() == "old"


def test_a_link_is_followed_and_stays(way: str, tmp_path: Path) -> None:
    """What a symbolic link points at is replaced, in its folder, or made; links that lead in a circle are replaced."""
    links, there = tmp_path / "links", tmp_path / "there"
    links.mkdir()
    there.mkdir()
    (there / "target").write_text("old")
    for target in ("target", "nowhere"):
        path = links / f"to-{target}"
        path.symlink_to(Path("..", "there", target))
        with whole_file(path) as file:
            file.write(b"new")
            assert not any(name.endswith(".part") for name in names(links))
        assert path.is_symlink()
        assert (there / target).read_text() == "new"
    assert names(there) == ["nowhere", "target"]
    (links / "circle").symlink_to("circle")
    with whole_file(links / "circle") as file:
        file.write(b"new")
    assert (links / "circle").read_text() == "new"
    assert names(links) == ["circle", "to-nowhere", "to-target"]


def test_a_long_name(way: str, tmp_path: Path) -> None:
    """The longest name a file can have, in letters of several bytes, can be written."""
    path = tmp_path / ("Ж" * 125 + ".json")
    with whole_file(path) as file:
        file.write(b"{}")
    assert names(tmp_path) == [path.name]


def test_a_missing_folder_is_named(way: str, tmp_path: Path) -> None:
    """The error says which file could not be written and why."""
    with pytest.raises(OutputError, match="No such file or directory") as raised, whole_file(tmp_path / "no" / "a.wav"):
        pass
    assert raised.value.where == str(tmp_path / "no" / "a.wav")


_WRITER = """
import os, sys
from pathlib import Path
if sys.argv[2] == "named" and hasattr(os, "O_TMPFILE"):
    del os.O_TMPFILE
from tts.outputs.whole import whole_file
with whole_file(Path(sys.argv[1])) as file:
    file.write(b"half" * 100000)
    file.flush()
    print("writing", flush=True)
    sys.stdin.readline()
"""


def _writing(path: Path, way: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _WRITER, path, way], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "writing\n"
    return process


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="Linux only")
def test_killed_without_a_trace(tmp_path: Path) -> None:
    """Killed while it writes, a program leaves nothing at all where files need no name."""
    process = _writing(tmp_path / "a.wav", "nameless")
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert names(tmp_path) == []


def test_what_the_killed_left_is_removed_and_what_the_living_write_is_not(way: str, tmp_path: Path) -> None:
    """The next program that writes into the folder removes what killed ones left; files of living ones stay."""
    alive, dead = (_writing(tmp_path / name, "named") for name in ("alive.wav", "dead.wav"))
    dead.kill()
    dead.communicate()
    (tmp_path / ".article-tts-mine.part").write_text("of somebody else")
    assert len(names(tmp_path)) == 3
    old = time.time() - 3600
    for path in tmp_path.iterdir():
        os.utime(path, (old, old))
    with whole_file(tmp_path / "new.wav") as file:
        file.write(b"new")
    assert len(names(tmp_path)) == 3
    alive.communicate("\n")
    assert alive.returncode == 0
    assert names(tmp_path) == [".article-tts-mine.part", "alive.wav", "new.wav"]
    assert (tmp_path / "alive.wav").read_bytes() == b"half" * 100000
