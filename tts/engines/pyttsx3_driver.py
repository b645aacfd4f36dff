"""pyttsx3: which of its drivers, and which of our engines speaks through it."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tts.errors import EngineError

if TYPE_CHECKING:
    from tts.engines.base import Engine

#: The platform's own driver, where it has one; elsewhere ours.
_PLATFORM = {"win32": "sapi5", "darwin": "nsss"}

#: Drivers that give sound and word marks in memory; all others write a file.
_IN_MEMORY = frozenset({"espeak_ng"})


def make(name: str) -> Engine:
    """The engine for `pyttsx3` or `pyttsx3:<driver>`.

    Raises:
        EngineError: pyttsx3 or the driver is missing, or does not work here.
    """
    chosen = driver(name)
    try:
        find_drivers()
    except ImportError as error:
        raise EngineError(
            f"pyttsx3 cannot be imported: {error}", hint="Install it with: pip install pyttsx3"
        ) from error
    if chosen in _IN_MEMORY:
        module = "tts.engines.pyttsx3_memory:Pyttsx3Memory"
    else:
        module = "tts.engines.pyttsx3_file:Pyttsx3File"
    path, _, attribute = module.partition(":")
    engine: Engine = getattr(import_module(path), attribute)(name, chosen)
    return engine


def driver(name: str) -> str:
    """Which of pyttsx3's drivers an engine's name stands for.

    >>> driver("pyttsx3:sapi5")
    'sapi5'
    """
    return name.partition(":")[2] or _PLATFORM.get(sys.platform, "espeak_ng")


def find_drivers() -> None:
    """Make our drivers drivers of pyttsx3: from now on `pyttsx3.init("espeak_ng")` works.

    Raises:
        ImportError: There is no pyttsx3.
    """
    import pyttsx3.drivers

    ours = str(Path(__file__).with_name("drivers"))
    if ours not in pyttsx3.drivers.__path__:
        pyttsx3.drivers.__path__.append(ours)
