"""What can go wrong, as one tree.

    TTSError
    ├── ArticleError         exit 1   the article cannot be read
    │   └── NoSegmentError   exit 2   it has no segment of the id that was named
    ├── SynthesisError       exit 1   a segment could not be spoken
    ├── OutputError          exit 1   a file could not be written
    │   └── FormatError      exit 2   no writer goes with the suffix asked for
    ├── LexiconError         exit 2   a pronunciation lexicon cannot be read
    ├── ProsodyError         exit 2   a rate, pitch or volume the engine cannot speak
    └── UnavailableError     exit 3   something needed is missing on this machine
        ├── EngineError               an engine: unknown, not installed, or broken
        └── VoiceError                a voice or a language: the engine has none

Each error carries its data as attributes, words its own message (what, where, what to do) and survives pickling,
because it crosses process boundaries. The command line translates them once, in `tts.cli`.
"""

from __future__ import annotations


class TTSError(Exception):
    """Base of all errors a user can do something about.

    Attributes:
        what: What happened, one sentence without a full stop.
        where: File, line, segment or address; empty where there is none.
        hint: What to do about it; empty where nothing can be advised.
    """

    exit_status = 1

    def __init__(self, what: str, where: str = "", hint: str = "") -> None:
        super().__init__(what, where, hint)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        message = f"{self.where}: {self.what}" if self.where else self.what
        return f"{message}. {self.hint}" if self.hint else message


class ArticleError(TTSError):
    """An article cannot be read: missing, empty, binary, too large, undecodable."""


class NoSegmentError(ArticleError):
    """An article has no segment of the id it was to begin with."""

    exit_status = 2


class SynthesisError(TTSError):
    """A segment, or a piece of one, could not be spoken."""


class OutputError(TTSError):
    """A file could not be written, or must not be."""


class FormatError(OutputError):
    """No writer goes with the suffix of a path."""

    exit_status = 2


class LexiconError(TTSError):
    """A pronunciation lexicon cannot be read: missing, malformed, or not allowed."""

    exit_status = 2


class ProsodyError(TTSError):
    """A rate, pitch or volume is out of the engine's range."""

    exit_status = 2


class UnavailableError(TTSError):
    """Something the work needs is missing on this machine."""

    exit_status = 3


class EngineError(UnavailableError):
    """An engine is unknown, not installed, or cannot work here."""


class VoiceError(UnavailableError):
    """An engine has no such voice, or none for the language."""
