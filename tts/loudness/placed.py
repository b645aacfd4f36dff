"""What was measured of sounds, placed where they are heard: the steps and the peaks of a recording."""

from __future__ import annotations

from array import array
from itertools import accumulate

from tts.loudness.meter import STEPS_IN_BLOCK, step_edge
from tts.loudness.profile import Profile, cell_frames
from tts.temporary import Tape


class Placed:
    """Grows at its end, a sound at a time.

    Attributes:
        steps: The mean squares of K-weighted sound; see `tts.loudness.meter.Meter`.
        sample_peak: Largest magnitude among the samples.
        frames: Where the true peaks are that were looked for, in order,
        values: and their magnitudes.
    """

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        self._cell = cell_frames(sample_rate)
        self._open = 0.0  # power times frames, of the step that has begun
        self.steps = Tape(array("f"))
        self.sample_peak = 0
        self.frames, self.values = Tape(array("q")), Tape(array("f"))

    def add(self, first_frame: int, sound: Profile, end_frame: int) -> None:
        """Place a sound behind the last one, and the silence between them.

        A step that begins or ends within a cell gets its share of it: a cell's power is taken to be spread evenly. What one
        step gets too much, its neighbour lacks.

        Args:
            first_frame: Where it begins.
            sound: What was measured of it.
            end_frame: No other sound begins before this one.
        """
        self.sample_peak = max(self.sample_peak, sound.sample_peak)
        self.frames.extend(first_frame + frame for frame in sound.frames)
        self.values.extend(sound.values)
        self._silent_until(first_frame)
        cell, cells = self._cell, sound.cells
        end = min(first_frame + cell * len(cells), end_frame)
        until = list(accumulate(cells, initial=0.0))
        before = 0.0
        begin, edge = self._edges()
        while edge <= end:
            number, into = divmod(edge - first_frame, cell)
            reached = cell * until[number] + (into * cells[number] if into else 0.0)
            self.steps.append((self._open + reached - before) / (edge - begin))
            self._open, before = 0.0, reached
            begin, edge = self._edges()
        self._open += cell * until[-1] - before

    def end(self, frame: int) -> None:
        """Nothing but silence follows until this frame, where the recording ends.

        A recording shorter than one gating block has a last step that is shorter.
        """
        self._silent_until(frame)
        begin, _ = self._edges()
        if len(self.steps) < STEPS_IN_BLOCK and begin < frame:
            self.steps.append(self._open / (frame - begin))

    def _silent_until(self, frame: int) -> None:
        begin, edge = self._edges()
        while edge <= frame:
            self.steps.append(self._open / (edge - begin))
            self._open = 0.0
            begin, edge = edge, step_edge(len(self.steps) + 1, self._rate)

    def _edges(self) -> tuple[int, int]:
        """Where the step that has begun starts and ends."""
        number = len(self.steps)
        return step_edge(number, self._rate), step_edge(number + 1, self._rate)
