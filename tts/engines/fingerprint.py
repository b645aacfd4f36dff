"""What makes the sound of an engine, told by the files it is made of, without starting it.

The version an engine gives is not enough to tell sounds apart: the voices may have been edited, and our own code between the
engine and the article changes more often than either.
"""

from __future__ import annotations

import hashlib
import os
from importlib.util import find_spec

from tts import code

#: Distributions whose files make the sound of eSpeak NG: library and voices, and what hands on its sound.
_ESPEAK_NG = ("espeakng_loader", "pyttsx3")


def fingerprint(name: str) -> str | None:
    """A hexadecimal number that changes whenever the engine might sound differently.

    Returns:
        Nothing where the sound depends on what only the engine itself can find (voices of the system, plug-ins).
    """
    from tts.engines.pyttsx3_driver import driver

    family = name.partition(":")[0]
    if family != "pyttsx3" or driver(name) != "espeak_ng":
        return None
    state = hashlib.sha256(own_code().encode())
    for distribution in _ESPEAK_NG:
        spec = find_spec(distribution)
        if spec is None or spec.origin is None:
            return None
        for line in code.listing(os.path.dirname(spec.origin)):
            state.update(line.encode("utf-8", "surrogateescape"))
    return state.hexdigest()


def own_code() -> str:
    """A hexadecimal number that changes with the code of this package."""
    return code.digest(os.path.dirname(__file__))
