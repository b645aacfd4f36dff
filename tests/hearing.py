"""What the ffmpeg program hears in a file."""

from __future__ import annotations

import re
import subprocess
from array import array
from pathlib import Path


def other_meter(path: Path) -> tuple[float, float]:
    """Integrated loudness and true peak by the ffmpeg program."""
    done = subprocess.run(
        ["ffmpeg", "-hide_banner", "-nostats", "-i", path, "-af", "ebur128=peak=true", "-f", "null", "-"],
        capture_output=True,
        text=True,
        check=True,
    )
    summary = done.stderr[done.stderr.rindex("Summary:") :]
    loudness, peak = re.search(r"I: +(\S+) LUFS", summary), re.search(r"Peak: +(\S+) dBFS", summary)
    assert loudness
    assert peak
    return float(loudness[1]), float(peak[1])


def two_channels(path: Path) -> tuple[array[int], array[int]]:
    """The samples of the left and of the right channel."""
    command = ["ffmpeg", "-v", "error", "-i", path, "-map", "0:a", "-f", "s16le", "-"]
    samples = array("h", subprocess.run(command, capture_output=True, check=True).stdout)
    return samples[::2], samples[1::2]
