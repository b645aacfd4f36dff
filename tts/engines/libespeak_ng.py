"""The C library of eSpeak NG, as much of it as is needed here.

The interface is that of `speak_lib.h` (API revision 12, eSpeak NG 1.51 and later). Library and voices come with the
distribution `espeakng-loader`, so nothing has to be installed beside the Python packages. Its state is global: one
`Library` a process, one synthesis at a time.
"""

from __future__ import annotations

import _ctypes
import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tts.engines import pristine
from tts.errors import EngineError, SynthesisError

#: Speed in words a minute (`espeakRATE_NORMAL`) and its range; above 450 the built-in Sonic shortens the sound.
NORMAL_RATE, MINIMUM_RATE, MAXIMUM_RATE = 175, 80, 900

#: `espeakPITCH`: normal, and the ends of its table, which `wavegen.c` sets to 2 ** (p / 50 - 1).
NORMAL_PITCH, MINIMUM_PITCH, MAXIMUM_PITCH = 50, 0, 99

#: Longest word it tells the length of, in characters; longer ones are told to be that long. A word before a closing
#: quotation mark is told to have no length.
MAXIMUM_LENGTH = 31

# enum espeak_EVENT_TYPE, espeak_PARAMETER, espeak_AUDIO_OUTPUT, espeak_ERROR and flags of speak_lib.h
_LIST_TERMINATED, _WORD, _END = 0, 1, 5
_RATE, _VOLUME, _PITCH = 1, 2, 3
_SYNCHRONOUS = 2
_OK = 0
_CHARS_UTF8 = 1
_PHONEMES = 0x100
_DONT_EXIT = 0x8000

#: `espeakRATE_MAXIMUM`; beyond, it speaks at normal rate and Sonic shortens the sound by the rest.
_FASTEST_ITSELF = 450

#: Long, since each call of Python from C costs; an utterance longer than this comes in several pieces. In milliseconds.
_BUFFER_MS = 20_000


#: Where the system shows the files that are open as files.
_DESCRIPTORS = Path("/proc/self/fd")

_unload: Callable[[int], object] = getattr(_ctypes, "dlclose", None) or getattr(_ctypes, "FreeLibrary")  # noqa: B009


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))

#: What is called, with the types of its result and arguments. Bound anew to each copy of the library.
_FUNCTIONS: dict[str, Any] = {
    name: ctypes.CFUNCTYPE(result, *arguments)
    for name, result, *arguments in (
        ("espeak_Info", ctypes.c_char_p, ctypes.c_void_p),
        ("espeak_Initialize", ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int),
        ("espeak_ListVoices", ctypes.POINTER(ctypes.POINTER(_Voice)), ctypes.c_void_p),
        ("espeak_SetParameter", ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_int),
        ("espeak_SetSynthCallback", None, _Callback),
        ("espeak_SetVoiceByName", ctypes.c_int, ctypes.c_char_p),
        (
            *("espeak_Synth", ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int),
            *(ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p),
        ),
        ("espeak_Terminate", ctypes.c_int),
        ("espeak_TextToPhonemes", ctypes.c_char_p, ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int),
        ("espeak_ng_SetRandSeed", None, ctypes.c_long),
        ("espeak_ng_SetVoiceByFile", ctypes.c_int, ctypes.c_char_p),
    )
}


class Word(NamedTuple):
    """A word that begins.

    Attributes:
        start: First character in the text.
        length: In characters.
        frame: Where it begins in the sound.
    """

    start: int
    length: int
    frame: int


class Boundary(NamedTuple):
    """The end of a clause or sentence.

    Attributes:
        end: One past its last character in the text.
        frame: Where it is in the sound.
    """

    end: int
    frame: int


@dataclass(frozen=True, slots=True)
class LibraryVoice:
    """A voice file of eSpeak NG.

    Attributes:
        identifier: Path in its data; what `set_voice` takes.
        name: What a person calls it.
        languages: Tags as eSpeak NG writes them, each with its priority (low is better).
        gender: 0 unknown, 1 male, 2 female.
        age: In years; 0 unknown.
    """

    identifier: str
    name: str
    languages: tuple[tuple[int, str], ...]
    gender: int
    age: int


Listener = Callable[[bytes, list[Word | Boundary]], None]


class Library:
    """eSpeak NG in synchronous mode: sound and events are handed to a listener while `speak` runs.

    Its pitch flutters along a table that goes on from one text to the next, and nothing of its interface starts it anew: said
    after something else, a text would sound a little different. Much else is carried on, too, and events with it. So every
    text is said by a library as it was when just loaded: the same text, voice and settings give the same samples.

    Raises:
        EngineError: The library or its voices cannot be loaded.
    """

    def __init__(self) -> None:
        self._voice = ""
        self._voice_files: dict[str, int] = {}  # descriptors, open as long as the library
        self._parameters: dict[int, int] = {}
        self._listener: Listener | None = None
        self._shortening = 1.0
        self._frames = 0
        self._raised: BaseException | None = None
        self._pristine: pristine.Pristine | None = None
        #: Whether `[[ ]]` in what is said encloses phonemes, by their names in the voice.
        self.takes_phonemes = False
        self._callback = _Callback(self._heard)  # kept: the library holds no reference
        try:
            import espeakng_loader

            self._path, self.data = espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
            self._load()
        except (ImportError, OSError, RuntimeError) as error:
            raise EngineError(
                f"eSpeak NG cannot be loaded: {error}",
                hint="Install it with: pip install --force-reinstall espeakng-loader",
            ) from error
        if self.sample_rate <= 0:
            raise EngineError(f"eSpeak NG cannot read its voices in {self.data}", hint="Install espeakng-loader again")
        self.version: str = self._call("espeak_Info", None).decode("ascii", "replace")

    def _load(self) -> None:
        self._library, self._pristine = pristine.load(self._path)
        self._begin()

    def _begin(self) -> None:
        data = self.data.encode()
        self.sample_rate: int = self._call("espeak_Initialize", _SYNCHRONOUS, _BUFFER_MS, data, _DONT_EXIT)
        self._call("espeak_ng_SetRandSeed", 1)  # it took the time of day: breathy voices would differ from run to run
        self._call("espeak_SetSynthCallback", self._callback)

    def _renew(self) -> None:
        """Make it what it was when just loaded, with the settings it has."""
        self._call("espeak_Terminate")
        if self._pristine:
            self._pristine.restore()
            self._begin()
        else:
            _unload(self._library._handle)  # noqa: SLF001  ctypes has no public way
            self._load()
        self.set_voice(self._voice)
        for parameter, value in self._parameters.items():
            self._set(parameter, value)

    def _call(self, name: str, *arguments: object) -> Any:
        """Call a function of the library."""
        return _FUNCTIONS[name]((name, self._library))(*arguments)

    def voices(self) -> Iterator[LibraryVoice]:
        """Every voice file but the variants, in the library's order."""
        found = self._call("espeak_ListVoices", None)
        index = 0
        while found[index]:
            voice = found[index].contents
            yield LibraryVoice(
                voice.identifier.decode(),
                voice.name.decode("utf-8", "replace").strip(),
                tuple(_languages(voice.languages)),
                voice.gender,
                voice.age,
            )
            index += 1

    def set_voice(self, identifier: str) -> None:
        """Speak with that voice from now on.

        Raises:
            ValueError: There is none.
        """
        if not self._set_voice_file(identifier) and self._call("espeak_SetVoiceByName", identifier.encode()) != _OK:
            raise ValueError(f"eSpeak NG has no voice {identifier!r}")
        self._voice = identifier

    def _set_voice_file(self, identifier: str) -> bool:
        """Take a voice from its file, where that can be done.

        By its name, one that has a capital letter (`gmw/en-US`) is found only after all 250 voice files were read (3 ms):
        the library looks for the name in small letters first. Paths, too, it takes only in small letters, and short.
        """
        name, plus, variant = identifier.partition("+")
        if name == name.lower() or not _DESCRIPTORS.is_dir():
            return False
        if name not in self._voice_files:
            file = Path(self.data, "lang", name)
            self._voice_files[name] = os.open(file, os.O_RDONLY) if file.is_file() else -1
        path = f"{_DESCRIPTORS}/{self._voice_files[name]}{plus}{variant}"
        return bool(self._call("espeak_ng_SetVoiceByFile", path.encode()) == _OK)

    def set_rate(self, words_a_minute: int) -> None:
        self._set(_RATE, words_a_minute)
        self._shortening = words_a_minute / NORMAL_RATE if words_a_minute > _FASTEST_ITSELF else 1.0

    def set_pitch(self, pitch: int) -> None:
        self._set(_PITCH, pitch)

    def set_volume(self, percent: int) -> None:
        self._set(_VOLUME, percent)

    def _set(self, parameter: int, value: int) -> None:
        if self._call("espeak_SetParameter", parameter, value, 0) != _OK:
            raise ValueError(f"eSpeak NG refused {value} for its parameter {parameter}")
        self._parameters[parameter] = value

    def sounds(self, text: str) -> int:
        """How many phonemes the voice makes of a text.

        It is said to the library's own translator, nothing is heard.
        """
        rest = ctypes.c_char_p(text.encode())
        count = 0
        while rest:
            # Bits 8 to 23 of the mode: a character that separates the names of the phonemes.
            clause = self._call("espeak_TextToPhonemes", ctypes.byref(rest), _CHARS_UTF8, ord("_") << 8)
            if clause:
                count += 1 + clause.count(b"_") + clause.count(b" ")
        return count

    def phonemes(self, text: str, *, ipa: bool) -> list[str]:
        """The phonemes the voice makes of a text; nothing is heard.

        Args:
            text: One clause.
            ipa: Whether to tell them in IPA; otherwise by their names in the voice.
        """
        rest = ctypes.c_char_p(text.encode())
        told = self._call("espeak_TextToPhonemes", ctypes.byref(rest), _CHARS_UTF8, 2 * ipa | ord("_") << 8) or b""
        return told.decode("utf-8", "replace").replace("_", " ").split()

    @contextmanager
    def phonemes_taken(self) -> Iterator[None]:
        """Let `phonemes` take what is in `[[ ]]` for phonemes."""
        self._take_phonemes(True)
        try:
            yield
        finally:
            self._take_phonemes(False)

    def _take_phonemes(self, yes: bool) -> None:
        """The flag of one synthesis stays for `espeak_TextToPhonemes` until the next."""
        self._call("espeak_Synth", b"", 1, 0, 1, 0, _CHARS_UTF8 | yes * _PHONEMES, None, None)

    def speak(self, text: str, listener: Listener) -> None:
        """Say a text; the listener gets pieces of PCM (mono, 16 bit) with the events in them.

        Nothing in the text is markup, but for phonemes where `takes_phonemes` is set.

        Raises:
            SynthesisError: The library refused.
            Exception: Whatever the listener raised; the rest is then not said.
        """
        self._renew()  # before the first text, too: it left other memory behind when it had just been loaded
        encoded = text.encode()
        self._listener, self._raised, self._frames = listener, None, 0
        flags = _CHARS_UTF8 | self.takes_phonemes * _PHONEMES
        status = self._call("espeak_Synth", encoded, len(encoded) + 1, 0, 1, 0, flags, None, None)
        raised, self._listener, self._raised = self._raised, None, None
        if self.takes_phonemes:
            self._take_phonemes(False)
        if raised is not None:
            raise raised
        if status != _OK:
            raise SynthesisError(f"eSpeak NG failed with status {status}")

    def _heard(self, sound: int | None, frames: int, events: ctypes._Pointer[_Event]) -> int:
        if self._raised is not None or self._listener is None:
            return 1
        try:
            pcm = ctypes.string_at(sound, 2 * frames) if sound and frames > 0 else b""
            told = list(_events(events))
            if self._shortening != 1.0:
                told = [self._placed(event, len(pcm) // 2) for event in told]
            self._listener(pcm, told)
            self._frames += len(pcm) // 2
        except BaseException as error:
            self._raised = error
            return 1
        # No sound is the end of it. Told to stop there, the library gives back what Sonic worked with, which it otherwise
        # keeps for the next text; and that is said by a library made anew, which would know nothing of it.
        return int(sound is None)

    def _placed(self, event: Word | Boundary, frames: int) -> Word | Boundary:
        """An event where it is heard: in a piece that Sonic has shortened, the library counts from before that."""
        frame = self._frames + min(round((event.frame - self._frames) / self._shortening), frames)
        return event._replace(frame=frame)


def _events(events: ctypes._Pointer[_Event]) -> Iterator[Word | Boundary]:
    index = 0
    while (kind := (event := events[index]).type) != _LIST_TERMINATED:
        if kind == _WORD:
            yield Word(event.text_position - 1, event.length, event.sample)
        elif kind == _END:
            yield Boundary(event.text_position, event.sample)
        index += 1


def _languages(address: int | None) -> Iterator[tuple[int, str]]:
    """Each is a byte of priority and a zero-terminated tag; a zero byte ends the list."""
    while address and (priority := ctypes.string_at(address, 1)[0]):
        tag = ctypes.string_at(address + 1)
        yield priority, tag.decode("ascii", "replace")
        address += len(tag) + 2
