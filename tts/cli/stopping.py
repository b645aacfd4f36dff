"""Control-C, SIGTERM and SIGHUP end the command on the way through its clean-up, and are never lost.

A handler of Python can only raise, and what it raises vanishes where it happens to land in code that may not raise:
a callback of a native library, a finalizer, a weak reference's callback. So the handler keeps an eye on its exception:
as long as it lives it is on its way and is left alone (raising again would break into the clean-up); once it has
been dropped while the command still runs, it is raised anew.
"""

from __future__ import annotations

import signal
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
# Seconds between two looks: too short to be noticed, too long to cost anything.
_LOOK = 0.05


class _Interrupted(KeyboardInterrupt):
    """Control-C, as a class of ours: instances of built-in exceptions have no weak references."""


class _Stopped(SystemExit):
    """A signal that ends a program; the status is that of a program killed by it."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Let the signals that stop a program raise in the main thread as long as the context lasts.

    SIGINT raises a `KeyboardInterrupt`, SIGTERM and SIGHUP a `SystemExit` of 128 and the number. A signal that the
    process was started to ignore (`nohup`, a job in the background of a script) stays ignored.
    """
    watch = _Watch()
    before = {}
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, watch.stop)
    if hasattr(signal, "setitimer"):
        before[signal.SIGALRM] = signal.signal(signal.SIGALRM, watch.look)
    try:
        yield
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


class _Watch:
    """What was raised, and whether it still lives."""

    def __init__(self) -> None:
        self._number = 0
        self._raised: weakref.ref[BaseException] | None = None

    def stop(self, number: int, _: FrameType | None) -> None:
        """Handle a signal: raise, unless another is already on its way out."""
        if self._raised is not None and self._raised() is not None:
            return
        self._number = number
        self._raise()

    def look(self, _: int, __: FrameType | None) -> None:
        """Handle the timer: raise again what was dropped on its way."""
        if self._raised is not None and self._raised() is None:
            self._raise()

    def _raise(self) -> None:
        raised = _Interrupted() if self._number == signal.SIGINT else _Stopped(128 + self._number)
        self._raised = weakref.ref(raised)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, _LOOK, _LOOK)
        try:
            raise raised
        finally:
            # Its traceback holds this frame: a name for it here would keep it alive.
            del raised
