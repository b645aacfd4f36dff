"""An engine that remembers: what was said once is taken from the store, exactly as it came out."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path

from tts.engines import is_worth_keeping, load, wire
from tts.engines.base import Engine
from tts.engines.fingerprint import fingerprint, own_code
from tts.engines.store import DEFAULT_LIMIT, Store, default_folder, note
from tts.speech import Speech, Utterance, Voice, word_mark

#: Part of every key: to be raised when what is kept under a key changes its meaning.
_FORMAT = "article-tts speech 1"

#: Utterances whose keys are remembered: as many as are asked for ahead, and more.
_ASKED_AHEAD = 64

_RATE = struct.Struct("<I")
_MARK = struct.Struct("<IIII")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many utterances were asked for.

    Attributes:
        new: Those the engine said.
        all: Those, and what was taken from the store.
    """

    new: int = 0
    all: int = 0

    def __sub__(self, earlier: Tally) -> Tally:
        """Those since then."""
        return Tally(self.new - earlier.new, self.all - earlier.all)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of an engine without starting it."""

    version: str
    rates: tuple[float, float]
    pitches: tuple[float, float]


def load_cached(
    name: str,
    jobs: int = 1,
    *,
    folder: Path | None = None,
    limit: int = DEFAULT_LIMIT,
    warn: Callable[[str], None] = lambda _: None,
) -> Engine:
    """The engine of that name, with a store where that saves time.

    Args:
        name: As `tts.engines.load` takes it.
        jobs: The same.
        folder: Where the store is, if not in the system's folder for caches.
        limit: How much it may hold, in bytes; 0 for no store.
        warn: Told once, in a sentence without a full stop, when nothing can be kept.

    Raises:
        EngineError: There is no such engine.
    """
    engine = load(name, jobs)
    if not limit or not is_worth_keeping(name):
        return engine
    try:
        folder = folder or default_folder()
    except RuntimeError as error:
        warn(f"speech is not kept for the next time: {error}")
        return engine
    return Cached(engine, Store(folder, limit, warn))


class Cached:
    """An engine whose speech is kept (the contract is `tts.engines.base.Engine`).

    What an utterance's sound depends on is its key: text, language, voice, prosody and phonemes, and what the engine is
    made of (`tts.engines.fingerprint`), or, where that cannot be known from outside, its version and voices. Neither
    failures nor empty sound are kept.

    Args:
        engine: What speaks; closed with this one.
        store: Where speech is kept; closed with this one.

    Attributes:
        store: Where speech is kept.
        tally: How many utterances it was asked for.
        audible: Whether the sound of what is kept is wanted. Where it is not, speech has times only (`Speech.unheard`): sound
            is a hundred times as much to be read as they are.
    """

    def __init__(self, engine: Engine, store: Store) -> None:
        self.tally = Tally()
        self.audible = True
        self._engine = engine
        self.store = store
        self._ahead: dict[Utterance, bytes] = {}  # asked of the engine, with their keys, in order
        self._key = lru_cache(_ASKED_AHEAD)(self._key_of)  # asked for twice: ahead, and in its turn
        self._print = fingerprint(engine.name)
        self._facts_sought = False
        self._known_facts: _Facts | None = None
        self._known_voices: tuple[Voice, ...] | None = None
        self._known_identity: str | None = None

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def version(self) -> str:
        """As the engine tells it, or told it when it last ran.

        Raises:
            EngineError: It had to be started, and does not start.
        """
        if not (facts := self._facts()):
            engine = self._engine
            facts = self._known_facts = _Facts(engine.version, engine.rates, engine.pitches)
            if self._print:
                self.store.put(_note("engine", self._print), json.dumps(astuple(facts)).encode("ascii"), b"")
        return facts.version

    @property
    def rates(self) -> tuple[float, float]:
        facts = self._facts()
        return facts.rates if facts else self._engine.rates

    @property
    def pitches(self) -> tuple[float, float]:
        facts = self._facts()
        return facts.pitches if facts else self._engine.pitches

    def voices(self) -> Sequence[Voice]:
        """Every voice that can speak here, as the engine lists them, or listed them when it last ran.

        Raises:
            EngineError: It had to be started, and does not start or cannot list them.
        """
        if self._known_voices is None and self._print:
            kept = self.store.get(_note("voices", self._print))
            self._known_voices = _read_voices(kept[0]) if kept else None
        if self._known_voices is None:
            self._known_voices = tuple(self._engine.voices())
            if self._print:
                told = json.dumps([wire.from_voice(voice) for voice in self._known_voices])
                self.store.put(_note("voices", self._print), told.encode("ascii"), b"")
        return self._known_voices

    def prepare(self, lang: str, voice: str = "") -> None:
        """A hint that goes to the engine."""
        self._engine.prepare(lang, voice)

    def expect(self, utterance: Utterance) -> None:
        """Ask ahead for what is not in the store. A text that is already on its way will be when its turn comes."""
        key = self._key(utterance)
        if key not in self.store and key not in self._ahead.values():
            self._ahead[utterance] = key
            self._engine.expect(utterance)

    def synthesize(self, utterance: Utterance) -> Speech:
        """The sound of an utterance.

        Raises:
            SynthesisError: It could not be said.
            ProsodyError: Its rate, pitch or volume is out of range.
            VoiceError: No such voice, or none for the language.
            EngineError: The engine had to be started and does not start, or cannot work any more.
        """
        key = self._key(utterance)
        if utterance not in self._ahead and (speech := self._kept(key)):
            self.tally = Tally(self.tally.new, self.tally.all + 1)
            return speech
        self._arrive_at(utterance)
        speech = self._engine.synthesize(utterance)
        self.tally = Tally(self.tally.new + 1, self.tally.all + 1)
        if speech.frames and not speech.unpronounced:  # what was not followed is told every time
            self.store.put(key, _head(speech), speech.pcm)
        return speech

    def close(self) -> None:
        """Close engine and store. Safe to call twice."""
        self._engine.close()
        self.store.close()

    def _arrive_at(self, utterance: Utterance) -> None:
        """Forget what was asked ahead, up to and with this; all of it where this was not asked, as the engine does."""
        for asked in list(self._ahead):
            del self._ahead[asked]
            if asked == utterance:
                return

    def _kept(self, key: bytes) -> Speech | None:
        kept = self.store.get(key) if self.audible else self.store.look(key)
        speech = _speech(*kept) if kept else None
        if kept and not speech:
            self.store.forget(key)
        return speech

    def _key_of(self, utterance: Utterance) -> bytes:
        prosody = utterance.prosody
        return _digest(
            *("utterance", self._identity(), utterance.text, utterance.lang, utterance.voice, utterance.phonemes),
            *(prosody.rate, prosody.pitch, prosody.volume),
        )

    def _identity(self) -> str:
        if self._known_identity is None:
            self._known_identity = self._print or json.dumps(
                (own_code(), self.name, self.version, [astuple(voice) for voice in self.voices()])
            )
        return self._known_identity

    def _facts(self) -> _Facts | None:
        """What the engine told when it last ran, if it is still made of the same; read once."""
        if not self._facts_sought:
            self._facts_sought = True
            kept = self.store.get(_note("engine", self._print)) if self._print else None
            self._known_facts = _read_facts(kept[0]) if kept else None
        return self._known_facts


def _digest(*parts: object) -> bytes:
    return hashlib.sha256(json.dumps((_FORMAT, *parts)).encode("ascii")).digest()


def _note(*parts: object) -> bytes:
    return note(_digest(*parts))


def _head(speech: Speech) -> bytes:
    """Everything of a speech but its PCM: 32-bit numbers, little endian."""
    return _RATE.pack(speech.sample_rate) + b"".join(_MARK.pack(*mark) for mark in speech.marks)


def _speech(head: bytes, sound: bytes | int) -> Speech | None:
    """The other way round; nothing where it is no speech.

    Args:
        head: Everything of a speech but its PCM.
        sound: PCM, or how many bytes it has.
    """
    pcm, size = (b"", sound) if isinstance(sound, int) else (sound, len(sound))
    if len(head) % _MARK.size != _RATE.size or size % 2:
        return None
    (sample_rate,) = _RATE.unpack_from(head)
    marks = (*map(word_mark, _MARK.iter_unpack(head[_RATE.size :])),)
    return Speech(pcm, sample_rate, marks, unheard=0 if pcm else size // 2)


def _read_facts(head: bytes) -> _Facts | None:
    try:
        version, (slowest, fastest), (lowest, highest) = json.loads(head)
        return _Facts(str(version), (float(slowest), float(fastest)), (float(lowest), float(highest)))
    except (ValueError, TypeError):
        return None


def _read_voices(head: bytes) -> tuple[Voice, ...] | None:
    try:
        return tuple(map(wire.to_voice, json.loads(head)))
    except (ValueError, TypeError, KeyError):
        return None
