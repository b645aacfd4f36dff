"""Several engines as one: the same answers, in order, whoever gives them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import ClassVar

import pytest
from conftest import KAZINFORM
from engine_contract import SENTENCE, EngineContract

from tts.engines import load, pool
from tts.engines.base import Engine
from tts.engines.pool import Pool
from tts.engines.silence import Silence
from tts.errors import SynthesisError
from tts.model import Speech, Utterance


class TestContract(EngineContract):
    NAME: ClassVar[str] = "pyttsx3:espeak_ng"

    @classmethod
    def make(cls) -> Engine:
        return load(cls.NAME, jobs=2)


class Noting(Silence):
    """Silence that notes what it was hinted at and asked, and fails on one word."""

    def __init__(self) -> None:
        super().__init__("silence")
        self.hinted: list[str] = []
        self.asked: list[str] = []
        self.closed = False

    def expect(self, utterance: Utterance) -> None:
        self.hinted.append(utterance.text)

    def synthesize(self, utterance: Utterance) -> Speech:
        self.asked.append(utterance.text)
        if utterance.text == "fail":
            raise SynthesisError("by design", utterance.segment)
        return super().synthesize(utterance)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Noting]:
    monkeypatch.setattr(pool, "WORTH_A_START", 10)
    return []


def pool_of(made: list[Noting], size: int) -> Pool:
    def make() -> Noting:
        made.append(Noting())
        return made[-1]

    return Pool(make, size)


def test_work_is_shared(made: list[Noting]) -> None:
    """What is hinted at goes to the engine with the least to do, and the answer comes from the one that was told."""
    several = pool_of(made, 2)
    texts = ["a long text comes first", "two", "three", "four", "five", "six"]
    for text in texts:
        several.expect(Utterance("s", text))
    lengths = [several.synthesize(Utterance("s", text)).frames for text in texts]
    assert lengths == [Silence("silence").synthesize(Utterance("s", text)).frames for text in texts]
    assert made[0].asked == ["a long text comes first"]
    assert sorted(made[0].asked + made[1].asked) == sorted(texts)
    assert [one.hinted for one in made] == [one.asked for one in made]
    several.close()
    assert all(one.closed for one in made)


def test_a_short_text_starts_no_second_process(made: list[Noting]) -> None:
    """Another engine is started only when there is enough to do for it, and never more than were allowed."""
    several = pool_of(made, 3)
    for count, started in ((1, 1), (1, 1), (20, 3)):
        for _ in range(count):
            several.expect(Utterance("s", "four"))
        assert len(made) == started


def test_what_was_not_expected_is_said_too(made: list[Noting]) -> None:
    """A piece of an utterance that failed comes unexpected; what was hinted at before is still said afterwards."""
    several = pool_of(made, 2)
    texts = ["one", "fail", "three", "four four four"]
    for text in texts:
        several.expect(Utterance("s", text))
    heard: list[str] = []
    for text in [*texts[:2], "fa", "il", *texts[2:]]:
        try:
            several.synthesize(Utterance("s", text))
            heard.append(text)
        except SynthesisError:
            heard.append("error")
    assert heard == ["one", "error", "fa", "il", "three", "four four four"]


def test_files_are_the_same_whatever_the_number_of_processes(
    run: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    """An article long enough for several processes gives byte-identical files with one and with three."""
    article = tmp_path / "long.txt"
    article.write_text("\n\n".join([KAZINFORM.read_text(encoding="utf-8")] * 4), encoding="utf-8")
    for jobs in ("1", "3"):
        done = run("render", str(article), "-o", f"{jobs}.wav", "-o", f"{jobs}.vtt", "--jobs", jobs)
        assert done.returncode == 0, done.stderr
    for suffix in ("wav", "vtt"):
        assert (tmp_path / f"1.{suffix}").read_bytes() == (tmp_path / f"3.{suffix}").read_bytes()


def test_no_processes_at_all(run: Callable[..., CompletedProcess[str]], tmp_path: Path) -> None:
    """The number of processes is checked."""
    (tmp_path / "a.txt").write_text(SENTENCE)
    assert run("render", "a.txt", "-o", "a.wav", "--jobs", "0").returncode == 2
