"""How loud something is: a master, or a file as another program would decode it."""

from __future__ import annotations

import math
import os
from array import array
from collections.abc import Iterator
from typing import BinaryIO

from tts.errors import OutputError
from tts.loudness.levelled import dbtp
from tts.loudness.meter import Meter, loudness
from tts.loudness.peaks import PeakFinder
from tts.model import Cue, Levels, Master

#: The search for true peaks starts at this value and goes on above each that is found.
_LOWEST_PEAK = 1.0
_DECODED_CHUNK = 1 << 17  # bytes


def heard(master: Master) -> Levels:
    """Measure a master."""
    if not master.frames:
        return Levels(-math.inf, -math.inf)
    return _levels({0: master.pcm()}, master.sample_rate)


def measure(source: str | os.PathLike[str] | BinaryIO) -> Levels:
    """Decode an audio file of one or two channels and measure it; a stream is read from where it stands.

    Raises:
        OutputError: It cannot be decoded.
    """
    import av

    try:
        with av.open(source if hasattr(source, "read") else os.fspath(source)) as container:
            ...
    except av.error.FFmpegError as error:
        raise OutputError("cannot be decoded", str(getattr(source, "name", source))) from error
