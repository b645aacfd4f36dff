"""Worker processes are started here. Which engine one is to hold, it is told later.

So it can be started before anything is known but that something will be spoken, and warms up while the program does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

# The path is the parent's, so both see the same modules; the folder the program stands in is never searched for them.
_BOOT = "import sys; sys.path[:] = sys.argv[2:]; from tts.engines.worker import main; main(int(sys.argv[1]))"

#: For the worker's C library (glibc; others do not know them): memory that was freed is used again, not given back. The
#: buffers of an utterance, half a megabyte each, would else be new to the process every time, and every page of them a
#: fault; they took a tenth of its time. In bytes.
_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(1 << 26), "MALLOC_TRIM_THRESHOLD_": str(1 << 26)}

_ahead: list[subprocess.Popen[bytes]] = []


@contextmanager
def started_ahead() -> Iterator[None]:
    """Start a process that the next `process(site=False)` will take; one that nobody took is ended."""
    with suppress(OSError):  # told by who needs one
        _ahead.append(_started(site=False))
    try:
        yield
    finally:
        while _ahead:
            unused = _ahead.pop()
            unused.kill()
            with unused:  # its pipes are closed, and its end is awaited
                pass


def process(*, site: bool) -> subprocess.Popen[bytes]:
    """A process of `tts.engines.worker`, its standard input and output pipes to it.

    Args:
        site: Whether it needs what `site` sets up (path hooks of installed plug-ins); it starts slower.

    Raises:
        OSError: None can be started.
    """
    return _ahead.pop() if _ahead and not site else _started(site=site)


def _started(*, site: bool) -> subprocess.Popen[bytes]:
    # The signal comes when the thread that started the worker ends, so only the main thread asks for it.
    parent = os.getpid() if threading.current_thread() is threading.main_thread() else 0
    flags = ["-P"] if site else ["-P", "-S"]
    package = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    path = [package, *(entry for entry in sys.path if entry and entry != package)]
    return subprocess.Popen(
        [sys.executable, *flags, "-c", _BOOT, str(parent), *path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**_MEMORY, **os.environ},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
