"""An engine that does what it is told to do wrong: a plug-in used by tests only."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from pathlib import Path

from tts.errors import EngineError, VoiceError
from tts.model import Speech, Utterance, Voice, WordMark


class Misbehaving:
    """Each utterance's text is a command; anything else is spoken as one frame a character."""

    rates = (0.5, 2.0)
    pitches = (1.0, 1.0)
    version = "misbehaving 1"

    def __init__(self, name: str) -> None:
        self.name = name
        variant = name.partition(":")[2]
        if variant == "refuses":
            raise EngineError("the wheel is missing", hint="Install wheels")
        if variant == "aborts":
            os.abort()
        if variant == "raises":
            raise ZeroDivisionError("by design")
        if variant.startswith("aborts-once-"):
            mark = Path(variant.removeprefix("aborts-once-"))
            if not mark.exists():
                mark.touch()
                os.abort()

    def voices(self) -> tuple[Voice, ...]:
        return (Voice(self.name, "bad", "Bad", ("en",), 8000),)

    def prepare(self, lang: str, voice: str = "") -> None:
        """Nothing to prepare."""

    def expect(self, utterance: Utterance) -> None:
        pass

    def synthesize(self, utterance: Utterance) -> Speech:
        command, _, argument = utterance.text.partition(" ")
        match command:
            case "abort":
                os.abort()
            case "segfault":
                ctypes.string_at(0)
            case "exit":
                os._exit(7)
            case "sleep":
                time.sleep(1000)
            case "native-sleep":  # the interpreter lock stays held: no Python thread runs
                ctypes.PyDLL(None).sleep(1000)
            case "raise":
                raise ValueError(argument)
            case "no-voice":
                raise VoiceError("no such voice", "here", "take another")
            case "print":
                print(argument * 10_000, flush=True)  # noqa: T201
                print(argument, file=sys.stderr, flush=True)  # noqa: T201
                ctypes.CDLL(None).puts(argument.encode())
                ctypes.CDLL(None).fflush(None)
                subprocess.run(["/bin/sh", "-c", f"echo {argument}; cat"], check=True)
            case "pid":
                return Speech(os.getpid().to_bytes(4, "little"), 8000)
            case "long":
                return Speech(bytes(2 * int(argument)), 8000)
        frames = len(utterance.text)
        return Speech(b"\1\0" * frames, 8000, (WordMark(0, frames, 0, frames),) if frames else ())

    def close(self) -> None:
        pass
