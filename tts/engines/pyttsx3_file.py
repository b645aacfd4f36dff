"""The engine over pyttsx3's own drivers: one utterance, one file.

They differ in what they tell and when, so little is believed: an utterance is said when its file is whole. Each gets
a new pyttsx3 engine, since the second utterance of an engine is lost, or spoken with what the first one was, on
several systems.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyttsx3.engine

from tts.engines import languages, silences, soundfiles
from tts.engines.prosody import check_prosody
from tts.engines.runs import spaced
from tts.engines.scratch import ScratchFolder
from tts.errors import EngineError, SynthesisError, VoiceError
from tts.speech import Speech, Utterance, Voice

#: How long an utterance may take: at all, and for each character of it at normal rate. In seconds. Less than the worker
#: may take, so that it is told in words.
_LIMIT, _LIMIT_A_CHARACTER = 8.0, 0.04

#: How often the file is looked at, in seconds.
_LOOK = 0.005

#: Longest text a driver is given, in characters: upstream's eSpeak driver crashes at some 15,800.
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class _Traits:
    """What is known of a driver.

    Attributes:
        normal: Its normal rate, in words a minute.
        rates: Factors of it that it speaks.
        settle: How long its properties need until they are in force, in seconds; 0 where they are at once.
        literal: Makes a text that has no markup to it.
        needs: What to install when it cannot be loaded.
    """

    normal: int = 175
    rates: tuple[float, float] = (0.5, 2.5)
    settle: float = 0.0
    literal: Callable[[str], str] = str
    needs: str = ""


_TRAITS = {
    "espeak": _Traits(
        rates=(80 / 175, 450 / 175),
        settle=0.02,  # they go through a queue; one of twenty utterances began with pyttsx3's rate of 200
        literal=lambda text: spaced(text, len).text,  # as if each letter were spelled
        needs="Install the system's eSpeak NG library (Debian: apt install libespeak-ng1)",
    ),
    # The driver sets SAPI's rate -10 to 10 to log(rate / 156.63) / log(1.11); a text that begins with < would be XML.
    "sapi5": _Traits(
        normal=157,
        rates=(0.36, 2.8),
        literal=lambda text: f" {text}" if text.startswith("<") else text,
        needs="It works on Windows, with: pip install comtypes pypiwin32",
    ),
    # [[rate 300]] and the like are commands to Apple's synthesiser.
    "nsss": _Traits(
        literal=lambda text: text.replace("[[", "[ ["), needs="It works on macOS, with: pip install pyobjc"
    ),
    "avspeech": _Traits(needs="It works on macOS, with: pip install pyobjc"),
}


class Pyttsx3File:
    """A driver of pyttsx3 that saves to files (the contract is `tts.engines.base.Engine`).

    It gives no word marks: what these drivers tell of words has no time on the sound.

    Args:
        name: As given to `--engine`.
        driver: Name of the driver in pyttsx3.

    Raises:
        EngineError: The driver cannot be loaded here, or makes no files.
    """

    pitches = (1.0, 1.0)

    def __init__(self, name: str, driver: str) -> None:
        self.name = name
        self._driver = driver
        self._traits = _TRAITS.get(driver, _Traits())
        self.rates = self._traits.rates
        self._voices: tuple[Voice, ...] | None = None
        if driver == "espeak":
            _lend_library()
        if not hasattr(self._new().proxy._driver, "save_to_file"):  # noqa: SLF001  pyttsx3 shows it nowhere else
            raise EngineError(f"pyttsx3's driver {driver} saves no sound", hint="Choose another with --engine")
        self._folder = ScratchFolder()

    @property
    def version(self) -> str:
        """Of pyttsx3; its drivers tell none of their own."""
        from importlib.metadata import version

        return f"{self._driver} (pyttsx3 {version('pyttsx3')})"

    def voices(self) -> tuple[Voice, ...]:
        """Every voice the driver lists, its normal one first."""
        if self._voices is None:
            engine = self._new()
            normal = str(engine.getProperty("voice"))
            found = sorted(engine.getProperty("voices"), key=lambda voice: voice.id != normal)
            self._voices = tuple(
                Voice(
                    self.name,
                    voice.id,
                    voice.name or voice.id,
                    tuple(languages.canonical(str(tag)) for tag in voice.languages or () if tag),
                )
                for voice in found
            )
        return self._voices

    def prepare(self, lang: str, voice: str = "") -> None:
        """Nothing to prepare."""

    def expect(self, utterance: Utterance) -> None:
        """Nothing to prepare."""

    def synthesize(self, utterance: Utterance) -> Speech:
        """The sound of an utterance, without word marks.

        Raises:
            SynthesisError: The driver reported an error, or no whole file came in time.
            ProsodyError: The prosody is out of range.
            VoiceError: No such voice, or none for the language, or the driver does not take it.
        """
        check_prosody(self, utterance)
        voice = languages.narrator(utterance.voice, utterance.lang, self.voices(), self.name)
        sound: list[bytes] = []
        sample_rate = 0
        for piece in _pieces(self._traits.literal(utterance.text)):
            pcm, sample_rate = self._say(piece, voice.id, utterance)
            first, last = silences.ends(pcm)  # pauses are the narration's
            sound.append(pcm[2 * first : 2 * last])
        return Speech(b"".join(sound), sample_rate or 22_050)

    def close(self) -> None:
        """Remove the temporary folder."""
        self._folder.close()

    def _new(self) -> Any:
        try:
            return pyttsx3.engine.Engine(self._driver)
        except Exception as error:
            raise EngineError(
                f"pyttsx3's driver {self._driver} cannot be loaded: {type(error).__name__}: {error}",
                hint=self._traits.needs,
            ) from error

    def _say(self, text: str, voice: str, utterance: Utterance) -> tuple[bytes, int]:
        prosody = utterance.prosody
        errors: list[Exception] = []
        finished: list[bool] = []
        path = self._folder.path / ("utterance.aiff" if sys.platform == "darwin" else "utterance.wav")
        path.unlink(missing_ok=True)
        engine = self._new()
        engine.connect("error", lambda exception, **_: errors.append(exception))
        engine.connect("finished-utterance", lambda completed, **_: finished.append(completed))
        if self._traits.settle:
            engine.proxy.setBusy(False)  # properties are set at once, not when the loop starts
        engine.setProperty("voice", voice)
        engine.setProperty("rate", round(self._traits.normal * prosody.rate))
        engine.setProperty("volume", prosody.volume)
        if self._traits.settle:
            time.sleep(self._traits.settle)
            engine.proxy.setBusy(True)
        engine.save_to_file(text, str(path))
        engine.runAndWait()
        taken = engine.getProperty("voice")
        if str(taken).lower() != voice.lower():
            raise VoiceError(f"pyttsx3's driver {self._driver} speaks with {taken!r} in place of {voice!r}")
        limit = _LIMIT + _LIMIT_A_CHARACTER * len(text) / min(1.0, prosody.rate)
        return self._whole(path, errors, finished, limit, utterance.segment)

    def _whole(
        self, path: Path, errors: list[Exception], finished: list[bool], limit: float, segment: str
    ) -> tuple[bytes, int]:
        """The file once it is whole: as long as it says, and told to be finished or no longer growing.

        Not every driver tells that it has finished (sapi5 does not when it saves), and one may tell too early.
        """
        deadline = time.monotonic() + limit
        size = -1
        while time.monotonic() < deadline:
            if errors:
                raise SynthesisError(f"{type(errors[0]).__name__}: {errors[0]}", segment) from errors[0]
            if finished and not finished[-1]:
                raise SynthesisError(f"pyttsx3's driver {self._driver} stopped before the end", segment)
            data = path.read_bytes() if path.exists() else b""
            if finished or len(data) == size:
                try:
                    pcm, sample_rate = soundfiles.read(data)
                except soundfiles.UnreadableError as error:
                    raise SynthesisError(f"pyttsx3's driver {self._driver} wrote a file {error}", segment) from error
                except soundfiles.UnfinishedError:
                    size = -1
                else:
                    if pcm or finished:
                        return pcm, sample_rate
            size = len(data)
            time.sleep(_LOOK)
        raise SynthesisError(f"pyttsx3's driver {self._driver} made no whole file within {limit:.0f} seconds", segment)


def _pieces(text: str) -> list[str]:
    """The text in pieces of at most `_LONGEST` characters, cut at white space where there is any."""
    pieces = []
    rest = text.strip()
    while len(rest) > _LONGEST:
        cut = max(rest.rfind(" ", 1, _LONGEST), rest.rfind("\n", 1, _LONGEST))
        cut = cut if cut > 0 else _LONGEST
        pieces.append(rest[:cut])
        rest = rest[cut:].lstrip()
    return [*pieces, rest] if rest else pieces


def _lend_library() -> None:
    """Let upstream's driver find the eSpeak NG that came with pip where the system has none.

    The system's own is left alone where it is there: that is what the name `pyttsx3:espeak` means.
    """
    import ctypes
    import ctypes.util

    if sys.platform != "linux" or ctypes.util.find_library("espeak-ng") or ctypes.util.find_library("espeak"):
        return
    try:
        import espeakng_loader

        ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)
    except (ImportError, OSError):
        return  # the driver then says itself that there is none
    os.environ.setdefault("ESPEAK_DATA_PATH", espeakng_loader.get_data_path())
