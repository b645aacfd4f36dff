"""Single keys from a terminal, and the terminal as it was afterwards.

On POSIX systems the terminal is set to hand over each key at once, without an echo; Control-C, Control-Z and
Control-backslash keep their meaning. On Windows the console does so by itself (`msvcrt`). Where standard input is no terminal there are no keys, unless
it brings an article: then they are those of the terminal that controls the process, if there is one.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

#: How long the rest of a key's sequence may take, in seconds.
SEQUENCE_SECONDS = 0.05

# ECMA-48 control sequences of cursor keys (CSI and SS3, with modifiers), as xterm, Linux and rxvt send them.
_SEQUENCE = re.compile(rb"\x1b(?:\[([0-9;]*)([A-Za-z~^$])|O([A-Za-z]))")
_FINAL = {b"A": "up", b"B": "down", b"C": "right", b"D": "left", b"H": "home", b"F": "end"}
_NUMBERED = {1: "home", 2: "insert", 3: "delete", 4: "end", 5: "page-up", 6: "page-down", 7: "home", 8: "end"}
_NAMED = {" ": "space", "\r": "enter", "\n": "enter", "\t": "tab", "\x7f": "backspace", "\x08": "backspace"}
_SCAN_CODES = {
    "H": "up",
    "P": "down",
    "K": "left",
    "M": "right",
    "G": "home",
    "O": "end",
    "I": "page-up",
    "Q": "page-down",
}


def names(data: bytes) -> list[str]:
    """The names of the keys whose codes these bytes are; what is none is left out.

    >>> names(b" \\x1b[Ch")
    ['space', 'right', 'h']
    """
    keys: list[str] = []
    while data:
        sequence = _SEQUENCE.match(data)
        if sequence:
            number, final = sequence[1] or b"", sequence[2] or sequence[3]
            first = number.partition(b";")[0]
            key = _NUMBERED.get(int(first)) if final == b"~" and 0 < len(first) < 3 else _FINAL.get(final)
            keys += [key] if key else []
            data = data[sequence.end() :]
        elif data[:1] == b"\x1b":
            keys += ["escape"] if len(data) == 1 else []
            data = data[1:]
        else:
            length = 1 if data[0] < 0xC0 else 2 if data[0] < 0xE0 else 3 if data[0] < 0xF0 else 4
            character = data[:length].decode("utf-8", "ignore")
            if character in _NAMED:
                keys.append(_NAMED[character])
            elif character.isprintable() and character:
                keys.append(character)
            data = data[length:]
    return keys


class NoKeys:
    """No terminal to read keys from."""

    def wait(self, seconds: float) -> list[str]:
        """Wait; there are no keys."""
        time.sleep(seconds)
        return []


class TerminalKeys:
    """Keys of a POSIX terminal, while this process is in its foreground.

    Args:
        descriptor: Of the terminal, open; closing it is the caller's.
        on_stop: Called before the process stops (Control-Z).
        on_continue: Called when it goes on.
    """

    def __init__(self, descriptor: int, on_stop: Callable[[], None], on_continue: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._on_stop = on_stop
        self._on_continue = on_continue
        self._usual: list[Any] | None = None
        self._ours = False
        self._stopping = False
        self._handlers: dict[int, Any] = {}

    def __enter__(self) -> TerminalKeys:
        self._handlers = {
            signal.SIGTSTP: signal.signal(signal.SIGTSTP, self._stop_soon),
            signal.SIGCONT: signal.signal(signal.SIGCONT, self._continued),
            signal.SIGQUIT: signal.signal(signal.SIGQUIT, self._quit_outright),
        }
        self._claim()
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._give_back()

    def wait(self, seconds: float) -> list[str]:
        """The keys that are pressed within so many seconds; returns with the first."""
        import select

        if self._stopping:
            self._stop()
        if not self._claim():
            time.sleep(seconds)
            return []
        if not select.select([self._descriptor], [], [], seconds)[0]:
            return []
        data = self._read()
        if not data:  # the terminal is gone
            time.sleep(seconds)
        while data.endswith((b"\x1b", b"\x1b[", b"\x1bO")) or re.search(rb"\x1b\[[0-9;]+\Z", data):
            if not select.select([self._descriptor], [], [], SEQUENCE_SECONDS)[0]:
                break
            data += self._read()
        return names(data)

    def _read(self) -> bytes:
        try:
            return os.read(self._descriptor, 1024)
        except OSError:  # the terminal is gone, or this process is no longer in its foreground
            return b""

    def _claim(self) -> bool:
        """Set the terminal, if this process is in its foreground; a job in the background must not touch it."""
        import termios
        import tty

        if not self._in_foreground():
            return False
        try:
            if self._usual is None:
                self._usual = termios.tcgetattr(self._descriptor)
            if not self._ours:
                # What was typed already counts, and a screen held with Control-S holds nobody up: at once.
                tty.setcbreak(self._descriptor, termios.TCSANOW)
                self._ours = True
        except (OSError, termios.error):
            return False
        return True

    def _give_back(self) -> None:
        import termios

        usual, self._usual, self._ours = self._usual, None, False
        if usual is None:
            return
        try:
            if self._in_foreground():
                termios.tcsetattr(self._descriptor, termios.TCSANOW, usual)
        except (OSError, termios.error):  # the terminal is gone: nothing to give back
            return

    def _in_foreground(self) -> bool:
        try:
            return os.tcgetpgrp(self._descriptor) == os.getpgrp()
        except OSError:  # a terminal that does not control us knows no background
            return True

    def _stop_soon(self, _: int, __: FrameType | None) -> None:
        """Handle SIGTSTP: the program may be in the midst of something, so it stops when it waits for a key."""
        self._stopping = True

    def _stop(self) -> None:
        self._stopping = False
        self._on_stop()
        self._give_back()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)  # stops here; goes on with SIGCONT
        signal.signal(signal.SIGTSTP, self._stop_soon)
        self._claim()
        self._on_continue()

    def _quit_outright(self, number: int, _: FrameType | None) -> None:
        """Handle SIGQUIT (Control-backslash), the end without a clean-up: but for the terminal, which the user needs."""
        self._give_back()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def _continued(self, _: int, __: FrameType | None) -> None:
        """Handle SIGCONT: whoever had the terminal meanwhile may have set it otherwise."""
        self._ours = False


class ConsoleKeys(NoKeys):
    """Keys of a Windows console."""

    def wait(self, seconds: float) -> list[str]:
        """The keys that are pressed within so many seconds; returns with the first."""
        import msvcrt

        console: Any = msvcrt
        until = time.monotonic() + seconds
        while not console.kbhit():
            if time.monotonic() >= until:
                return []
            time.sleep(0.01)
        character = console.getwch()
        if character in {"\0", "\xe0"}:
            name = _SCAN_CODES.get(console.getwch())
            return [name] if name else []
        if character == "\x03":
            raise KeyboardInterrupt
        return names(character.encode("utf-8", "ignore"))


@contextmanager
def keys(
    on_stop: Callable[[], None], on_continue: Callable[[], None], *, article_on_stdin: bool = False
) -> Iterator[NoKeys | TerminalKeys]:
    """What keys can be read from here; a context manager that leaves the terminal as it was.

    Args:
        on_stop: Called before the process stops (Control-Z).
        on_continue: Called when it goes on.
        article_on_stdin: Whether standard input brings an article, so that keys come from the controlling terminal.
    """
    at_terminal = bool(sys.stdin and sys.stdin.isatty())
    if sys.platform == "win32":
        yield ConsoleKeys() if at_terminal or article_on_stdin else NoKeys()
        return
    own = _controlling_terminal() if article_on_stdin and not at_terminal else None
    descriptor = sys.stdin.fileno() if at_terminal else own
    try:
        if descriptor is None:
            yield NoKeys()
        else:
            with TerminalKeys(descriptor, on_stop, on_continue) as terminal:
                yield terminal
    finally:
        if own is not None:
            os.close(own)


def _controlling_terminal() -> int | None:
    try:
        return os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:  # a service, or a job of cron, has none
        return None
