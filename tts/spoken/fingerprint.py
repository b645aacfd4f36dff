"""What the words depend on, told by the files of this package."""

from __future__ import annotations

import os
import sys

from tts import code, pattern


def own_code() -> str:
    """A text that changes with the rules and tables of every language, and with Python."""
    return f"{code.digest(os.path.dirname(__file__), pattern.__file__)} {sys.version}"
