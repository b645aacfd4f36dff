"""What two texts are compared by."""

from __future__ import annotations

import re


def bare(text: str) -> str:
    """The letters and figures of a text, without regard to case."""
    return re.sub(r"[\W_]+", "", text).casefold()
