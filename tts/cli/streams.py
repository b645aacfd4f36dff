"""A standard output that takes any text: a name that is no UTF-8, a letter that the encoding lacks. (Standard error does anyway.)

And a standard error that never fails: what cannot be told is no failure of the work.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from typing import Any

_NAME = "article-tts"


def open_closed() -> None:
    """Lead an output that was closed (`2>&-`) to nowhere: the next file that is opened would get its number, and what is told."""
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            stream = open(number, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - for as long as the process lives
            setattr(sys, name, stream)


def prepare() -> None:
    """Let no result fail for its letters, and nothing for what is told beside it.

    A byte of a file's name that is no text is written as it is; a letter that the encoding lacks as its escape. On Windows
    what goes to a file or another program is UTF-8, as everywhere else (and as Python has it from 3.15 on, PEP 686).
    """
    codecs.register_error(_NAME, _escaped)
    if sys.stdout is not None and hasattr(sys.stdout, "reconfigure"):
        piped = sys.platform == "win32" and not sys.stdout.isatty() and "PYTHONIOENCODING" not in os.environ
        sys.stdout.reconfigure(encoding="utf-8" if piped else None, errors=_NAME)

    if sys.stderr is sys.__stderr__ and sys.stderr is not None:
        messages = _Messages(sys.stderr.fileno(), "w", closefd=False)
        sys.stderr = io.TextIOWrapper(
            messages,
            encoding=sys.stderr.encoding,
            errors=sys.stderr.errors,
            write_through=True,
        )


class _Messages(io.FileIO):
    """A full disk under a log file, or a reader that has gone, loses the messages only."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError:
            return memoryview(data).nbytes


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
