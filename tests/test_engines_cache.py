"""An engine that remembers: the same speech, said once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest
from engine_contract import SENTENCE, EngineContract
from hypothesis import given
from hypothesis import strategies as st

from tts.engines import cached, fingerprint, load, processes
from tts.engines.base import Engine
from tts.engines.cached import Cached, Tally, load_cached
from tts.engines.store import Store
from tts.errors import EngineError, SynthesisError, VoiceError
from tts.model import Prosody, Speech, Utterance, Voice, WordMark

HELLO, BYE = Utterance("b001s01", "Hello there."), Utterance("b001s02", "Good bye.")


class Counting:
    """Says what it is told to, and notes what it was asked for."""

    name = "counting"
    rates = (0.5, 2.0)
    pitches = (0.5, 2.0)

    def __init__(self, version: str = "counting 1", voice: str = "v") -> None:
        self.version = version
        self.voice = voice
        self.expected: list[str] = []
        self.said: list[str] = []

    def voices(self) -> tuple[Voice, ...]:
        return (Voice(self.name, self.voice, "V", ("en",), 8000),)

    def prepare(self, lang: str, voice: str = "") -> None:
        """Nothing to prepare."""

    def expect(self, utterance: Utterance) -> None:
        self.expected.append(utterance.text)

    def synthesize(self, utterance: Utterance) -> Speech:
        self.said.append(utterance.text)
        if utterance.text.startswith("fail"):
            raise SynthesisError("by design", utterance.segment)
        if utterance.voice == "nobody":
            raise VoiceError("no such voice")
        sound = f"{self.version} {utterance}".encode("utf-16-le", "surrogatepass")
        return Speech(sound if utterance.text else b"", 8000, (WordMark(0, 1, 0, 2), WordMark(1, 2, 2, 4)))

    def close(self) -> None:
        pass


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def opened(folder: Path) -> Iterator[object]:
    """Makes engines over one store; closes them."""
    made: list[Cached] = []

    def make(engine: Engine | None = None) -> Cached:
        made.append(Cached(engine or Counting(), Store(folder)))
        return made[-1]

    yield make
    for engine in made:
        engine.close()


class TestContract(EngineContract):
    """The default engine, cached, keeps the contract of engines."""

    FOLDER: ClassVar[TemporaryDirectory[str]]

    @classmethod
    def make(cls) -> Engine:
        return load_cached("pyttsx3", folder=Path(cls.FOLDER.name) / "cache")

    @classmethod
    def setup_class(cls) -> None:
        cls.FOLDER = TemporaryDirectory()
        super().setup_class()

    @classmethod
    def teardown_class(cls) -> None:
        super().teardown_class()
        cls.FOLDER.cleanup()


def test_what_comes_out_is_what_went_in(folder: Path) -> None:
    """The real engine's sound and word marks are the same, new, from the same run and from another run."""
    utterances = [Utterance("s", text, lang=lang) for text in (SENTENCE, "Hello.") for lang in ("en", "de")]
    plain, first = load(), load_cached("pyttsx3", folder=folder)
    expected = [plain.synthesize(utterance) for utterance in utterances]
    plain.close()
    assert [first.synthesize(utterance) for utterance in utterances] == expected
    assert [first.synthesize(utterance) for utterance in utterances] == expected
    assert first.tally == Tally(4, 8)
    first.close()
    again = load_cached("pyttsx3", folder=folder)
    assert [again.synthesize(utterance) for utterance in utterances] == expected
    assert again.tally == Tally(0, 4)
    again.close()


def test_what_is_known_needs_no_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the next run speech, version and ranges come without the engine, even where it cannot start any more."""
    first = load_cached("pyttsx3", folder=folder)
    speech, version, rates, pitches = first.synthesize(HELLO), first.version, first.rates, first.pitches
    first.close()
    monkeypatch.setattr(processes, "_BOOT", "import sys; sys.exit(3)")
    again = load_cached("pyttsx3", folder=folder)
    assert again.synthesize(HELLO) == speech
    assert (again.version, again.rates, again.pitches) == (version, rates, pitches)
    with pytest.raises(EngineError, match="does not start"):
        again.synthesize(BYE)
    again.close()


def test_what_makes_no_sound_of_its_own_is_not_kept(folder: Path) -> None:
    """The silent engine is faster than a disk: it is used as it is; and so is any engine where nothing may be kept."""
    assert not isinstance(load_cached("silence", folder=folder), Cached)
    engine = load_cached("pyttsx3", folder=folder, limit=0)
    assert not isinstance(engine, Cached)
    engine.close()
    assert not folder.exists()


@pytest.mark.parametrize(
    "other",
    [
        replace(HELLO, text="Hello, there."),
        replace(HELLO, lang="en-GB"),
        replace(HELLO, voice="v"),
        replace(HELLO, prosody=Prosody(rate=1.1)),
        replace(HELLO, prosody=Prosody(pitch=1.1)),
        replace(HELLO, prosody=Prosody(volume=0.9)),
        replace(HELLO, phonemes=((0, 5, "hɛˈləʊ"),)),
    ],
)
def test_what_can_be_heard_is_part_of_the_key(opened: object, other: Utterance) -> None:
    """Text, language, voice, rate, pitch, volume and phonemes each make another utterance."""
    engine = opened()
    first = engine.synthesize(HELLO)
    assert engine.synthesize(other) != first
    assert engine.synthesize(HELLO) == first
    assert engine.tally == Tally(2, 3)


def test_what_cannot_be_heard_is_not(opened: object) -> None:
    """The same words elsewhere in the article, with another pause after them, are not spoken again."""
    engine = opened()
    first = engine.synthesize(HELLO)
    assert engine.synthesize(replace(HELLO, segment="b009s09", offset=7, pause_ms=100)) == first
    assert engine.tally == Tally(1, 2)


@pytest.mark.parametrize("changed", [Counting("counting 2"), Counting(voice="w")])
def test_another_version_or_other_voices_speak_anew(opened: object, changed: Counting) -> None:
    """What an older version of the engine said, or one with other voices, is not used."""
    opened().synthesize(HELLO)
    engine = opened(changed)
    engine.synthesize(HELLO)
    assert engine.tally == Tally(1, 1)
    assert opened().tally == Tally(0, 0)


def test_other_code_speaks_anew(opened: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the code between engine and article changes, what was said before is not used."""
    opened().synthesize(HELLO)
    monkeypatch.setattr(cached, "own_code", lambda: "other")
    engine = opened()
    engine.synthesize(HELLO)
    assert engine.tally == Tally(1, 1)


def test_the_fingerprint_tells_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A voice that was edited changes the fingerprint of eSpeak NG; what the interpreter leaves behind does not."""
    package = tmp_path / "espeakng_loader"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "data" / "en_dict").write_text("one")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "espeakng_loader", raising=False)  # another test may have loaded the real one
    first = fingerprint.fingerprint("pyttsx3:espeak_ng")
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "x.pyc").write_text("")
    assert fingerprint.fingerprint("pyttsx3:espeak_ng") == first
    (package / "data" / "en_dict").write_text("another")
    assert fingerprint.fingerprint("pyttsx3:espeak_ng") not in {first, None}


@pytest.mark.parametrize("name", ["silence", "pyttsx3:sapi5", "pyttsx3:espeak", "mimic"])
def test_what_only_the_engine_knows_has_no_fingerprint(name: str) -> None:
    """Engines whose voices the system or a plug-in has are asked for their version."""
    assert fingerprint.fingerprint(name) is None


def test_failures_and_silence_are_not_kept(opened: object) -> None:
    """What failed, or made no sound, is tried anew each time, and is not counted as spoken where it failed."""
    engine = opened()
    for _ in range(2):
        with pytest.raises(SynthesisError, match="by design"):
            engine.synthesize(replace(HELLO, text="fail"))
        with pytest.raises(VoiceError):
            engine.synthesize(replace(HELLO, voice="nobody"))
        assert not engine.synthesize(replace(HELLO, text="")).pcm
    assert engine.tally == Tally(2, 2)


def test_only_what_is_missing_is_asked_ahead(opened: object) -> None:
    """The engine is told of what it will have to say, once for each text, and says each once."""
    opened().synthesize(HELLO)
    inner = Counting()
    engine = opened(inner)
    again = replace(BYE, segment="b002s01")
    for utterance in (HELLO, BYE, again):
        engine.expect(utterance)
    assert inner.expected == [BYE.text]
    assert engine.synthesize(HELLO) == opened().synthesize(HELLO)
    assert engine.synthesize(again) == engine.synthesize(BYE)
    assert inner.said == [BYE.text]
    assert engine.tally == Tally(1, 3)


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from("abcdef")), max_size=30),
    st.integers(0, 3),
)
def test_hints_in_any_order_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, calls: list[tuple[bool, str]], known: int
) -> None:
    """Whatever is hinted at, skipped or asked for unannounced: the answers are the engine's, each text said once."""
    folder = tmp_path_factory.mktemp("cache")
    utterances = {text: Utterance(f"s-{text}", text) for text in "abcdef"}
    before = Cached(Counting(), Store(folder))
    for text in "abc"[:known]:
        before.synthesize(utterances[text])
    before.close()
    inner = Counting()
    engine = Cached(inner, Store(folder))
    for only_hinted, text in calls:
        if only_hinted:
            engine.expect(utterances[text])
        else:
            assert engine.synthesize(utterances[text]) == Counting().synthesize(utterances[text])
    engine.close()
    asked = {text for only_hinted, text in calls if not only_hinted}
    assert sorted(inner.said) == sorted(asked - set("abc"[:known]))


def test_without_a_store_that_can_be_written_everything_is_spoken(tmp_path: Path) -> None:
    """Where nothing can be kept, that is told once, and everything is spoken."""
    (tmp_path / "file").write_text("")
    told: list[str] = []
    engine = Cached(Counting(), Store(tmp_path / "file", warn=told.append))
    for _ in range(2):
        assert engine.synthesize(HELLO) == Counting().synthesize(HELLO)
    assert engine.tally == Tally(2, 2)
    engine.close()
    assert len(told) == 1


def test_where_only_times_are_wanted_no_sound_is_read(opened: object) -> None:
    """What is kept then comes with its length and marks; what is new comes whole, and is kept whole."""
    opened().synthesize(HELLO)
    engine = opened()
    engine.audible = False
    kept, whole = engine.synthesize(HELLO), Counting().synthesize(HELLO)
    assert (kept.pcm, kept.frames, kept.sample_rate, kept.marks) == (b"", whole.frames, whole.sample_rate, whole.marks)
    assert engine.synthesize(BYE) == Counting().synthesize(BYE)
    engine.audible = True
    assert engine.synthesize(HELLO) == whole
    assert engine.tally == Tally(1, 3)


def test_a_record_that_is_no_speech_is_made_anew(folder: Path, opened: object) -> None:
    """Whole records with another content than ours are not believed."""
    keys: list[bytes] = []
    spy = Store(folder)
    put = spy.put
    spy.put = lambda key, head, body: (keys.append(key), put(key, b"?" * 7, body))  # type: ignore[method-assign]
    engine = Cached(Counting(), spy)
    engine.synthesize(HELLO)
    engine.close()
    assert keys
    again = opened()
    assert again.synthesize(HELLO) == Counting().synthesize(HELLO)
    assert again.tally == Tally(1, 1)


@pytest.mark.parametrize("head", [b"", b"[]", b"[1, 2, 3]", b'["v", [1, 2], ["x", 2]]', b"\xff", b'{"version": 1}'])
def test_facts_that_are_none_are_asked_for(head: bytes) -> None:
    """What does not read as an engine's version and ranges is not believed."""
    assert cached._read_facts(head) is None
