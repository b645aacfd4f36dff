"""Frames and milliseconds.

Positions are kept in frames from the start of a recording and become milliseconds once, at the edge: adding up rounded
durations would drift.
"""

from __future__ import annotations


def milliseconds(frames: int, sample_rate: int) -> int:
    """Frames as milliseconds, rounded half up.

    >>> milliseconds(11025, 22050)
    500
    """
    return (2000 * frames + sample_rate) // (2 * sample_rate)


def frames(ms: int, sample_rate: int) -> int:
    """Milliseconds as frames, rounded half up.

    >>> frames(500, 22050)
    11025
    """
    return (2 * ms * sample_rate + 1000) // 2000


def timestamp(ms: int) -> str:
    """Milliseconds as a WebVTT timestamp (W3C WebVTT 1, section 3.3): hours always shown.

    >>> timestamp(3_723_004)
    '01:02:03.004'
    """
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{ms:03}"


def duration(ms: int) -> str:
    """Milliseconds in words a screen reader says well.

    >>> duration(3_723_004)
    '1 hour 2 minutes 3 seconds'
    >>> duration(400)
    '0.4 seconds'
    """
    if ms < 950:
        return f"{ms / 1000:.1f} seconds"
    minutes, seconds = divmod((ms + 500) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "hour"), (minutes, "minute"), (seconds, "second")]
    return " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n) or "0 seconds"
