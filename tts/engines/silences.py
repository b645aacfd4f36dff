"""Silence at the ends of a sound."""

from __future__ import annotations

from array import array
from sys import byteorder

#: Loudest sample that counts as silence, of 32,768: -60 dB.
QUIET = 32


def _samples(pcm: bytes) -> array[int]:
    samples = array("h", pcm)
    if byteorder == "big":
        samples.byteswap()
    return samples


def is_silent(pcm: bytes) -> bool:
    """Whether nothing is to be heard in it."""
    samples = _samples(pcm)
    return not samples or (max(samples) <= QUIET and min(samples) >= -QUIET)


def ends(pcm: bytes) -> tuple[int, int]:
    """First frame that is heard and one past the last; first and last of all where nothing is."""
    samples = _samples(pcm)
    first = next((frame for frame, sample in enumerate(samples) if abs(sample) > QUIET), len(samples))
    if first == len(samples):
        return 0, len(samples)
    last = next(frame for frame in range(len(samples) - 1, -1, -1) if abs(samples[frame]) > QUIET)
    return first, last + 1
