"""What measurements depend on beside the sound, told by files."""

from __future__ import annotations

import os
from importlib.util import find_spec

from tts import code


def own_code() -> str:
    """A number in words that changes with this package, and with the distribution that brings FFmpeg (it is not imported)."""
    spec = find_spec("av")
    status = os.stat(spec.origin) if spec and spec.origin else None
    return f"{code.digest(os.path.dirname(__file__))} {status.st_size if status else 0} {status.st_mtime_ns if status else 0}"
