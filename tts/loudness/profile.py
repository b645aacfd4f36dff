"""What is measured of a sound by itself: its power in each hundredth of a second, and its true peaks."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from tts.loudness.arithmetic import audioop
from tts.loudness.meter import k_weighting, mean_squares
from tts.loudness.peaks import PeakFinder
from tts.loudness.sounds import TAIL_MS, Sound

_CELLS_A_SECOND = 100
#: Silence after which the filters give what they gave at first, to the last bit. In milliseconds.
_FORGETTING_MS = 300
#: What is measured at a time: so little that what the filters make of it stays in the processor's cache.
_CHUNK_CELLS, _CHUNK_FRAMES = 1 << 8, 1 << 16
_HEAD = struct.Struct("<III")


class Profile(NamedTuple):
    """What is known of a sound.

    Attributes:
        sample_peak: Largest magnitude among its samples.
        cells: Mean squares of the K-weighted sound in cells of `cell_frames`; silence is around it, in which the last end.
        frames: Frames of its true peaks that were looked for, in order,
        values: and their magnitudes; full scale is 32,768.
    """

    sample_peak: int
    cells: array[float]
    frames: array[int]
    values: array[float]

    def told(self) -> bytes:
        """All of it in bytes, which `profile_of` reads on the same machine."""
        head = _HEAD.pack(self.sample_peak, len(self.cells), len(self.frames))
        return head + b"".join((self.cells.tobytes(), self.frames.tobytes(), self.values.tobytes()))


def profile_of(told: bytes) -> Profile | None:
    """The profile that told this; nothing where none did."""
    if len(told) < _HEAD.size:
        return None
    sample_peak, cells, peaks = _HEAD.unpack_from(told)
    if len(told) != _HEAD.size + 4 * (cells + 2 * peaks):
        return None
    end_of_cells = _HEAD.size + 4 * cells
    end_of_frames = end_of_cells + 4 * peaks
    return Profile(
        sample_peak,
        array("f", told[_HEAD.size : end_of_cells]),
        array("I", told[end_of_cells:end_of_frames]),
        array("f", told[end_of_frames:]),
    )


def cell_frames(sample_rate: int) -> int:
    """How many frames a cell has."""
    return max(sample_rate // _CELLS_A_SECOND, 1)


class Profiler:
    """Measures sounds, one by one. What it finds in one depends on nothing else.

    Args:
        sample_rate: In hertz.
    """

    def __init__(self, sample_rate: int) -> None:
        self._cell = cell_frames(sample_rate)
        self._weighted = k_weighting(sample_rate)
        self._finder = PeakFinder(sample_rate, 1.0)
        self._tail = TAIL_MS * sample_rate // 1000 - self._cell
        self._silence = bytes(2 * (_FORGETTING_MS * sample_rate // 1000))

    def __call__(self, sound: Sound, level: float) -> Profile:
        """Measure a sound; true peaks above a level (a sample value) are looked for."""
        pcm = sound.pcm
        behind = self._tail + -(len(pcm) // 2 + self._tail) % self._cell  # the last cell is to be whole
        cells = array("f")
        for chunk in _chunks(pcm + bytes(2 * behind), _CHUNK_CELLS * self._cell):
            cells.extend(mean_squares(self._weighted(chunk), self._cell))
        self._weighted(self._silence)
        self._finder.look_above(level)
        frames, values = array("I"), array("f")
        for frame, value in self._finder.peaks(_chunks(pcm, _CHUNK_FRAMES), sound.before, sound.behind):
            frames.append(frame)
            values.append(value)
        return Profile(audioop.max(pcm, 2), cells, frames, values)


def _chunks(pcm: bytes, frames: int) -> Iterator[bytes]:
    for at in range(0, len(pcm), 2 * frames):
        yield pcm[at : at + 2 * frames]
