"""A standard output that takes any text: a name that is no UTF-8, a letter that the encoding lacks. (Standard error does anyway.)"""

from __future__ import annotations

import codecs
import os
import sys

_NAME = "article-tts"


def prepare() -> None:
    """Let no result fail for its letters.

    A byte of a file's name that is no text is written as it is; a letter that the encoding lacks as its escape. On Windows
    what goes to a file or another program is UTF-8, as everywhere else (and as Python has it from 3.15 on, PEP 686).
    """
    codecs.register_error(_NAME, _escaped)
    if sys.stdout is not None and hasattr(sys.stdout, "reconfigure"):
        piped = sys.platform == "win32" and not sys.stdout.isatty() and "PYTHONIOENCODING" not in os.environ
        sys.stdout.reconfigure(encoding="utf-8" if piped else None, errors=_NAME)


def give_up() -> None:
    """Keep the interpreter from writing at its end what could not be written before, and from saying so."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _escaped(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letter = error.object[error.start]
    if "\udc80" <= letter <= "\udcff":
        return bytes([ord(letter) - 0xDC00]), error.start + 1
    return letter.encode("ascii", "backslashreplace").decode("ascii"), error.start + 1
