"""Engines in worker processes: whatever native code does costs one utterance."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from engine_contract import EngineContract

from tts.engines import isolation, load, processes
from tts.engines.isolation import Isolated, TimeLimit
from tts.errors import EngineError, SynthesisError, VoiceError
from tts.model import Utterance

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


@pytest.fixture(autouse=True)
def plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install the misbehaving engine as another distribution's plug-in."""
    information = tmp_path / "site" / "misbehaving-1.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: misbehaving\nVersion: 1\n")
    (information / "entry_points.txt").write_text("[tts.engines]\nmisbehaving = misbehaving_engine:Misbehaving\n")
    monkeypatch.syspath_prepend(information.parent)
    return information.parent


@pytest.fixture
def engine() -> Iterator[Isolated]:
    engine = Isolated("misbehaving")
    yield engine
    engine.close()


def say(engine: Isolated, text: str, segment: str = "b001s01") -> bytes:
    return engine.synthesize(Utterance(segment, text)).pcm


def pid(engine: Isolated) -> int:
    return int.from_bytes(say(engine, "pid"), "little")


def gone(process: int) -> bool:
    """Whether a process has ended (a zombie has), within ten seconds."""
    for _ in range(1000):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


class TestContract(EngineContract):
    """The contract holds through the pipe, with an engine that needs none."""

    IS_HEARD = False

    @classmethod
    def make(cls) -> Isolated:
        return Isolated("silence")


@pytest.mark.parametrize(
    ("text", "why"), [("abort", "SIGABRT"), ("segfault", "SIGSEGV"), ("exit", "exit status 7")], ids=lambda x: x
)
def test_a_crash_costs_one_utterance(engine: Isolated, text: str, why: str) -> None:
    """A crash is told with its segment; the next utterance is said by a new worker."""
    first = pid(engine)
    with pytest.raises(SynthesisError, match=why) as raised:
        say(engine, text, "b007s03")
    assert raised.value.where == "b007s03"
    assert say(engine, "hello") == b"\1\0" * 5
    assert pid(engine) != first


@pytest.mark.parametrize("text", ["sleep", "native-sleep"])
def test_a_hang_costs_one_utterance(text: str) -> None:
    """What takes longer than its time limit is ended, be Python able to run or not."""
    engine = Isolated("misbehaving", TimeLimit(utterance=0.5, character=0))
    with pytest.raises(SynthesisError, match=r"took longer than 0\.5 seconds"):
        say(engine, text)
    assert say(engine, "hello") == b"\1\0" * 5
    engine.close()


def test_the_limit_grows_with_the_text() -> None:
    """A long text may take longer, and longer still when it is spoken slowly."""
    limit = TimeLimit(utterance=1, character=0.1)
    assert limit.of(Utterance("s", "x" * 100)) == pytest.approx(11)


def test_what_was_asked_ahead_survives_a_crash(engine: Isolated) -> None:
    """Utterances that wait behind the one that crashes are said by the new worker, in order."""
    texts = ["one", "abort", "three", "segfault", "five!"]
    for text in texts:
        engine.expect(Utterance("s", text))
    answers: list[int | str] = []
    for text in texts:
        try:
            answers.append(len(say(engine, text, "s")) // 2)
        except SynthesisError as error:
            answers.append("SIGABRT" if "SIGABRT" in error.what else error.what[-8:-1])
    assert answers == [3, "SIGABRT", 5, "SIGSEGV", 5]


def test_what_is_not_wanted_after_all_is_dropped(engine: Isolated) -> None:
    """Asking for something else drops what was announced, a crash in it included."""
    for text in ("one", "abort", "three"):
        engine.expect(Utterance("s", text))
    assert len(say(engine, "seven!!", "s")) == 14


def test_a_death_between_utterances_costs_nothing(engine: Isolated) -> None:
    """A worker that dies while nothing is asked of it is replaced without a word."""
    process = pid(engine)
    os.kill(process, signal.SIGKILL)
    os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)  # all of its threads have ended
    assert say(engine, "hello") == b"\1\0" * 5


def test_a_worker_does_not_grow_old(engine: Isolated, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many utterances a new process takes over, asked ahead or not, and nothing is lost or said twice."""
    monkeypatch.setattr(isolation, "_LIFETIME", 3)
    texts = [str(10**n) for n in range(10)]
    processes, lengths = set(), []
    for text, following in zip(texts, [*texts[1:], None], strict=True):
        engine.expect(Utterance("s", text))
        if following:
            engine.expect(Utterance("s", following))
        lengths.append(len(say(engine, text, "s")) // 2)
        processes.add(engine._worker and engine._worker._process.pid)
    assert lengths == [len(text) for text in texts]
    assert len(processes) >= 3


def test_errors_keep_their_kind(engine: Isolated) -> None:
    """Our errors cross with all they carry; others are told in words, and the worker lives on."""
    process = pid(engine)
    with pytest.raises(VoiceError) as raised:
        say(engine, "no-voice")
    assert (raised.value.what, raised.value.where, raised.value.hint) == ("no such voice", "here", "take another")
    with pytest.raises(SynthesisError, match="b001s01: the engine failed with ValueError: odd"):
        say(engine, "raise odd")
    assert pid(engine) == process


def test_printing_disturbs_nothing(engine: Isolated, capfd: pytest.CaptureFixture[str]) -> None:
    """What Python, C code or a child process prints in the worker reaches neither the pipe nor the terminal."""
    assert len(say(engine, "print noise")) == 2 * len("print noise")
    assert say(engine, "hello") == b"\1\0" * 5
    assert capfd.readouterr() == ("", "")


def test_large_answers(engine: Isolated) -> None:
    """Far more sound than a pipe holds arrives whole, with other requests waiting behind it."""
    engine.expect(Utterance("s", "long 20000000"))
    engine.expect(Utterance("s", "x" * 1_000_000))
    assert len(say(engine, "long 20000000", "s")) == 40_000_000
    assert len(say(engine, "x" * 1_000_000, "s")) == 2_000_000


def test_an_engine_that_refuses() -> None:
    """An engine that cannot work here says why and what to install; it is not tried again."""
    engine = load("misbehaving:refuses")
    for _ in range(2):
        with pytest.raises(EngineError, match=r"the wheel is missing\. Install wheels"):
            engine.synthesize(Utterance("s", "x"))
    engine.expect(Utterance("s", "x"))
    engine.close()


@pytest.mark.parametrize(("variant", "why"), [("aborts", "SIGABRT"), ("raises", "ZeroDivisionError: by design")])
def test_an_engine_that_does_not_start(variant: str, why: str) -> None:
    """An engine that never starts is an error of the engine, after a few tries."""
    engine = load(f"misbehaving:{variant}")
    with pytest.raises(EngineError, match=f"does not start.*{why}"):
        engine.voices()
    with pytest.raises(EngineError, match=why):
        engine.synthesize(Utterance("s", "x"))
    engine.close()


def test_a_start_that_fails_once(tmp_path: Path) -> None:
    """A start that fails is tried again."""
    engine = Isolated(f"misbehaving:aborts-once-{tmp_path / 'mark'}")
    assert len(say(engine, "hello")) == 10
    engine.close()


def test_closed(engine: Isolated) -> None:
    """A closed engine says so; its worker is gone."""
    process = pid(engine)
    engine.close()
    assert gone(process)
    with pytest.raises(EngineError, match="closed"):
        say(engine, "hello")


def test_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an interpreter to start there is an error, not a traceback."""
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with pytest.raises(EngineError, match="no process can be started"):
        Isolated("misbehaving")


def test_a_hostile_folder(engine: Isolated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Modules in the folder the program is used in are not imported."""
    (tmp_path / "json.py").write_text("raise SystemExit('taken in')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    other = Isolated("misbehaving")
    assert len(say(other, "hello")) == 10
    other.close()


PROGRAM = """
    import sys, os, threading, time
    sys.path[:0] = {path!r}
    from tts.engines.isolation import Isolated
    from tts.model import Utterance
    def speak():
        engine = Isolated("misbehaving")
        print(int.from_bytes(engine.synthesize(Utterance("s", "pid")).pcm, "little"), flush=True)
        engine.synthesize(Utterance("s", sys.argv[1]))
    {start}
"""
STARTS = {"main thread": "speak()", "other thread": "threading.Thread(target=speak).start()"}


@LINUX
@pytest.mark.parametrize(
    ("text", "start"), [("sleep", "main thread"), ("native-sleep", "main thread"), ("sleep", "other thread")]
)
def test_no_orphans(plug_in: Path, text: str, start: str) -> None:
    """A worker ends with its parent, however that ends and whatever the worker does."""
    program = textwrap.dedent(PROGRAM).format(path=[str(plug_in), str(ROOT / "tests"), str(ROOT)], start=STARTS[start])
    with subprocess.Popen([sys.executable, "-c", program, text], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        time.sleep(0.2)  # it hangs by then
        parent.kill()
    assert gone(worker)


@LINUX
def test_a_process_started_ahead_is_the_one_that_speaks() -> None:
    """It is taken by the next engine that can use it, and by no other after that."""
    with processes.started_ahead():
        (ahead,) = processes._ahead
        first, second = load("pyttsx3"), load("pyttsx3")
        assert first.synthesize(Utterance("s", "one")).frames
        assert second.synthesize(Utterance("s", "one")).frames
        assert ahead.poll() is None
        first.close()
        assert ahead.poll() is not None
        second.close()


@LINUX
def test_a_process_started_ahead_and_not_needed_is_ended() -> None:
    """Nothing is left of it."""
    with processes.started_ahead():
        (ahead,) = processes._ahead
        assert ahead.poll() is None
    assert gone(ahead.pid)


@LINUX
def test_control_c_is_the_parents(engine: Isolated) -> None:
    """Control-C reaches the whole process group; the worker goes on until its parent says otherwise."""
    process = pid(engine)
    os.kill(process, signal.SIGINT)
    assert say(engine, "hello") == b"\1\0" * 5
    assert pid(engine) == process


def test_interrupted_while_waiting(engine: Isolated, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an interrupt in the middle of an answer the engine can be used again."""
    say(engine, "hello")
    from tts.engines import wire

    receive = wire.receive

    def interrupted(stream: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(wire, "receive", interrupted)
    with pytest.raises(KeyboardInterrupt):
        say(engine, "long 1000000")
    monkeypatch.setattr(wire, "receive", receive)
    assert say(engine, "hello") == b"\1\0" * 5


def test_nothing_is_left_open(plug_in: Path) -> None:
    """An engine that is dropped without being closed leaves no warning and no process."""
    import gc

    engine = Isolated("misbehaving")
    process = pid(engine)
    del engine
    gc.collect()
    assert gone(process)
