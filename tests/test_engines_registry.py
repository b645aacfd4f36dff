"""Engines by name: ours, and those of other distributions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tts import engines
from tts.engines import isolation
from tts.errors import EngineError


def install(folder: Path, name: str, target: str) -> None:
    information = folder / f"{name}-1.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
    (information / "entry_points.txt").write_text(f"[tts.engines]\n{name} = {target}\n")


def test_names() -> None:
    """The default comes first; pyttsx3's drivers and silence are offered."""
    names = engines.names()
    assert names[0] == engines.DEFAULT == "pyttsx3"
    assert {"pyttsx3:espeak_ng", "pyttsx3:sapi5", "silence"} <= set(names)


@pytest.mark.parametrize(("wrong", "near"), [("pytsx3", "pyttsx3"), ("silense", "silence"), ("", ""), ("../x", "")])
def test_unknown(wrong: str, near: str) -> None:
    """An unknown name is an error that tells a name like it, and all that are known."""
    with pytest.raises(EngineError) as raised:
        engines.load(wrong)
    assert repr(wrong) in raised.value.what
    assert all(name in raised.value.hint for name in engines.names())
    assert (f"Did you mean {near}?" in raised.value.hint) == bool(near)


def test_status() -> None:
    """Every engine is listed, as available with its version or not with why; on one line."""
    told = {status.name: status for status in engines.status()}
    assert tuple(told) == engines.names()
    assert told["silence"].available
    assert told["pyttsx3:espeak_ng"].available
    assert "eSpeak NG" in told["pyttsx3:espeak_ng"].detail
    assert not told["pyttsx3:dummy"].available
    assert "saves no sound" in told["pyttsx3:dummy"].detail
    assert all(status.available or status.hint for status in told.values())
    assert all(len(str(status).splitlines()) == 1 for status in told.values())


def test_a_plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine of another distribution is offered and loaded by its name."""
    install(tmp_path, "misbehaving", "misbehaving_engine:Misbehaving")
    monkeypatch.syspath_prepend(tmp_path)
    assert engines.names()[-1] == "misbehaving"
    engine = engines.load("misbehaving")
    assert [voice.id for voice in engine.voices()] == ["bad"]
    engine.close()


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("nonexistent_module:Engine", "No module named 'nonexistent_module'"),
        ("misbehaving_engine:Nothing", "has no attribute 'Nothing'"),
        ("broken_plug_in:Engine", "SyntaxError"),
        ("dying_plug_in:Engine", "SIGABRT"),
    ],
)
def test_a_broken_plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, why: str) -> None:
    """A plug-in that cannot be imported, or dies of it, is reported; all others work."""
    (tmp_path / "broken_plug_in.py").write_text("def (:\n")
    (tmp_path / "dying_plug_in.py").write_text("import os\nos.abort()\n")
    install(tmp_path, "ailing", target)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(engines, "_VARIANTS", {})
    told = {status.name: status for status in engines.status()}
    assert not told["ailing"].available
    assert why in str(told["ailing"])
    assert told["silence"].available
    assert told["pyttsx3"].available


def test_loading_waits_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is started and not waited for; nothing of the engine is imported here."""
    started = []
    monkeypatch.setattr(isolation._Worker, "answer", lambda *_: pytest.fail("waited"))
    engine = engines.load("pyttsx3")
    started.append(engine)
    engine.close()


def test_importing_is_cheap() -> None:
    """Importing the package imports neither pyttsx3 nor the worker's side of anything."""
    code = (
        "import sys, tts.engines; sys.exit(any(m in sys.modules for m in ('pyttsx3', 'ctypes', 'subprocess', 'json')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
