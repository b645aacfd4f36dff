"""eSpeak NG as a driver of pyttsx3, all in memory: `pyttsx3.init("espeak_ng")`.

It is found there once `tts.engines.pyttsx3_driver.find_drivers` was called. Beside what every
driver tells, it notifies:

    audio            pcm=<bytes: mono, 16-bit signed little-endian>, sample_rate=<int, hertz>
    started-word     location=<int, first character>, length=<int>, frame=<int, from the utterance's start>
    ended-clause     location=<int, one past its last character>, frame=<int>

Properties have pyttsx3's units: `rate` in words a minute, `volume` from 0.0 to 1.0, `pitch` from 0 to 99 (50 is
normal), `voice` an id of `voices`, exactly as it is written there. One is ours: with `phonemes` set, what `[[ ]]` encloses
is phonemes, by their names in the voice.
"""

from __future__ import annotations

import threading
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyttsx3.voice import Voice

from tts.engines.libespeak_ng import (
    MAXIMUM_PITCH,
    MAXIMUM_RATE,
    MINIMUM_PITCH,
    MINIMUM_RATE,
    NORMAL_PITCH,
    NORMAL_RATE,
    Boundary,
    Library,
    LibraryVoice,
    Word,
)

DEFAULT_VOICE = "gmw/en-US"

_library: Library | None = None  # its state is global, and so is it


def buildDriver(proxy: Any) -> EspeakNGDriver:  # noqa: N802  pyttsx3's name
    """What pyttsx3 calls to make the driver."""
    return EspeakNGDriver(proxy)


class _Stopped(Exception):  # noqa: N818  a message to `say`, not an error
    """`stop` was called."""


class EspeakNGDriver:
    """The driver's side of pyttsx3's contract (see its `drivers.dummy`)."""

    def __init__(self, proxy: Any) -> None:
        global _library  # noqa: PLW0603
        if _library is None:
            _library = Library()
        self.library = _library
        self._proxy = proxy
        self._properties: dict[str, Any] = {}
        for name, value in {
            "rate": NORMAL_RATE,
            "pitch": NORMAL_PITCH,
            "volume": 1.0,
            "voice": DEFAULT_VOICE,
            "phonemes": False,
        }.items():
            self.setProperty(name, value)
        self._waiting: list[tuple[str, str]] = []
        self._looping = False
        self._loop_ended = threading.Event()
        self._stopped = False
        self._recording: list[bytes] | None = None

    def destroy(self) -> None:
        """The library stays: it cannot be started twice in a process."""

    def say(self, text: str) -> None:
        """Say it now, or, outside a loop, when one starts."""
        self._do(text, "")

    def save_to_file(self, text: str, filename: str) -> None:
        """Say it into a WAV file, which is whole when `finished-utterance` comes."""
        self._do(text, filename)

    def _do(self, text: str, filename: str) -> None:
        self._proxy.setBusy(True)
        if self._looping:
            try:
                self._speak(text, filename)
            finally:
                self._proxy.setBusy(False)
        else:
            self._waiting.append((text, filename))

    def _speak(self, text: str, filename: str) -> None:
        self._proxy.notify("started-utterance")
        self._stopped = completed = False
        self._recording = [] if filename else None
        try:
            self.library.speak(text, self._heard)
            if self._recording is not None:
                _write_wav(filename, self._recording, self.library.sample_rate)
            completed = True
        except _Stopped:
            completed = False
        finally:
            self._recording = None
            self._proxy.notify("finished-utterance", completed=completed)

    def _heard(self, pcm: bytes, events: list[Word | Boundary]) -> None:
        if self._stopped:
            raise _Stopped
        for event in events:
            if isinstance(event, Word):
                self._proxy.notify("started-word", location=event.start, length=event.length, frame=event.frame)
            else:
                self._proxy.notify("ended-clause", location=event.end, frame=event.frame)
        if pcm and self._recording is not None:
            self._recording.append(pcm)
        elif pcm:
            self._proxy.notify("audio", pcm=pcm, sample_rate=self.library.sample_rate)

    def stop(self) -> None:
        """Leave the rest of the current utterance, and those that wait for a loop, unsaid."""
        self._stopped = True
        self._waiting.clear()

    def getProperty(self, name: str) -> Any:  # noqa: N802  pyttsx3's name
        """The value of a property.

        Raises:
            KeyError: There is no such property.
        """
        if name == "voices":
            return [_voice(voice) for voice in self.library.voices()]
        try:
            return self._properties[name]
        except KeyError:
            raise KeyError(f"unknown property {name}") from None

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802  pyttsx3's name
        """Set a property; numbers are clipped to what the library can do.

        Raises:
            KeyError: There is no such property.
            ValueError: There is no such voice, or a number is none.
        """
        if name == "voice":
            self.library.set_voice(value)
        elif name == "rate":
            value = min(max(int(value), MINIMUM_RATE), MAXIMUM_RATE)
            self.library.set_rate(value)
        elif name == "pitch":
            value = min(max(int(value), MINIMUM_PITCH), MAXIMUM_PITCH)
            self.library.set_pitch(value)
        elif name == "volume":
            value = min(max(float(value), 0.0), 1.0)
            self.library.set_volume(round(100 * value))
        elif name == "phonemes":
            self.library.takes_phonemes = bool(value)
        else:
            raise KeyError(f"unknown property {name}")
        self._properties[name] = value

    def startLoop(self) -> None:  # noqa: N802  pyttsx3's name
        """Do what is queued, until `endLoop`."""
        # Where nothing was to be said, pyttsx3 ends the loop before it starts it.
        if not self._loop_ended.is_set():
            self._begin()
            self._loop_ended.wait()
        self._loop_ended.clear()

    def endLoop(self) -> None:  # noqa: N802  pyttsx3's name
        """End the loop."""
        self._looping = False
        self._loop_ended.set()

    def iterate(self) -> Iterator[None]:
        """Do what is queued, in the caller's loop."""
        while True:
            self._begin()
            yield

    def _begin(self) -> None:
        self._looping = True
        while self._waiting:
            try:
                self._speak(*self._waiting.pop(0))
            except Exception as error:
                self._proxy.notify("error", exception=error)
        self._proxy.setBusy(False)


def _voice(voice: LibraryVoice) -> Voice:
    gender = (None, "Male", "Female")[voice.gender]
    return Voice(voice.identifier, voice.name, [tag for _, tag in sorted(voice.languages)], gender, voice.age or None)


def _write_wav(filename: str, pieces: list[bytes], sample_rate: int) -> None:
    with Path(filename).open("wb") as stream, wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sample_rate)
        for piece in pieces:
            file.writeframesraw(piece)
