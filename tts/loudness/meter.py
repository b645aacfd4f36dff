"""Loudness by ITU-R BS.1770-4: K-weighting, gating blocks of 400 ms that overlap by 75 %, two gates.

FFmpeg's `ebur128` does the same at 2,500 times real time, or 1,700 where it reports every block; two biquads in a chain
and `audioop.rms` need a quarter of that time. The tests compare the two.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator
from itertools import islice

from tts.loudness.arithmetic import audioop
from tts.loudness.chain import Chain
from tts.temporary import Tape

#: Gating blocks start every step and are four steps long.
STEPS_A_SECOND = 10
STEPS_IN_BLOCK = 4
_ABSOLUTE_GATE = -70.0  # LUFS
_RELATIVE_GATE = -10.0  # LU
#: The weighting filter may raise a full-scale signal by 4 dB, so it works this many times lower.
_HEADROOM = 4.0
_UNIT = _HEADROOM / 2**31


def k_weighting(sample_rate: int) -> Chain:
    """The K-weighting filter (BS.1770-4, annex 1) for a sample rate, four times lower, to 32 bits.

    The recommendation gives coefficients for 48 kHz only. The analogue filters behind them, as libebur128 and FFmpeg derive
    them: a shelf of 4 dB above 1,682 Hz and a high-pass at 38 Hz, taken to the sample rate by the bilinear transform.
    """
    k, q = math.tan(math.pi * 1681.974450955533 / sample_rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    middle = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    shelf = _biquad(
        ((high + middle * k / q + k * k) / a0 / _HEADROOM),
        2 * (k * k - high) / a0 / _HEADROOM,
        (high - middle * k / q + k * k) / a0 / _HEADROOM,
        2 * (k * k - 1) / a0,
        (1 - k / q + k * k) / a0,
    )
    k, q = math.tan(math.pi * 38.13547087602444 / sample_rate), 0.5003270373238773
    a0 = 1 + k / q + k * k
    high_pass = _biquad(1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0)
    # The other way round, silence would leave the shelf with numbers so near to nothing that processors need many times as
    # long for them. The high-pass hands on what fades more slowly.
    return Chain(sample_rate, f"{high_pass},{shelf}", "s32")


class Meter:
    """The mean square of K-weighted sound, step by step."""

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        self._filter = k_weighting(sample_rate)
        self._rest = b""
        self._frames = 0
        self.steps = Tape(array("f"))
        self.sample_peak = 0
        """Largest magnitude among the samples."""

    def add(self, pcm: bytes) -> None:
        """Meter more of the sound: mono, 16-bit."""
        if pcm:
            self.sample_peak = max(self.sample_peak, audioop.max(pcm, 2))
        for weighted in self._filter.views(pcm):
            begin, end = 0, self._missing()
            while end <= len(weighted):
                step = weighted[begin:end]
                self.steps.append(mean_square(self._rest + step if self._rest else step))
                self._rest = b""
                begin, end = end, end + self._missing()
            self._rest += weighted[begin:]

    def finished(self) -> Tape[float]:
        """The mean squares of all whole steps; of what there is, where there is less than one gating block."""
        if len(self.steps) < STEPS_IN_BLOCK and self._rest:
            self.steps.append(mean_square(self._rest))
            self._rest = b""
        return self.steps

    def _missing(self) -> int:
        """Bytes until the step that has begun is whole."""
        number = len(self.steps)
        return 4 * (step_edge(number + 1, self._rate) - step_edge(number, self._rate)) - len(self._rest)


def step_edge(step: int, sample_rate: int) -> int:
    """The frame a step starts at."""
    return (step * sample_rate + STEPS_A_SECOND // 2) // STEPS_A_SECOND


def mean_square(weighted: bytes | memoryview) -> float:
    """The mean square, full scale being 1, of what `k_weighting` gave."""
    return float((audioop.rms(weighted, 4) * _UNIT) ** 2)


def mean_squares(weighted: bytes, frames: int) -> Iterator[float]:
    """The same of each so many frames; there are a whole number of these."""
    size = 4 * frames
    return (
        (root * _UNIT) ** 2
        for root in [audioop.rms(weighted[at : at + size], 4) for at in range(0, len(weighted), size)]
    )


def loudness(steps: Tape[float]) -> float:
    """Integrated loudness in LUFS of steps (mean squares, summed over the channels); minus infinity for silence.

    A sound shorter than one gating block has no integrated loudness by the letter of BS.1770; its mean is taken.
    """
    if len(steps) < STEPS_IN_BLOCK:
        mean = sum(steps) / len(steps) if steps else 0.0
        return level if (level := _lufs(mean)) > _ABSOLUTE_GATE else -math.inf
    gate = _mean_square(_ABSOLUTE_GATE)
    if mean := _mean_above(gate, steps):
        return _lufs(_mean_above(max(gate, mean * 10 ** (_RELATIVE_GATE / 10)), steps))
    return -math.inf


def _mean_above(gate: float, steps: Tape[float]) -> float:
    total, count = 0.0, 0
    for block in _blocks(steps):
        if block > gate:
            total += block
            count += 1
    return total / count if count else 0.0


def _blocks(steps: Tape[float]) -> Iterator[float]:
    values = iter(steps)
    first, second, third = islice(values, 3)
    for fourth in values:
        yield (first + second + third + fourth) / STEPS_IN_BLOCK
        first, second, third = second, third, fourth


def _lufs(mean_square: float) -> float:
    return 10 * math.log10(mean_square) - 0.691 if mean_square > 0 else -math.inf


def _mean_square(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


def _biquad(b0: float, b1: float, b2: float, a1: float, a2: float) -> str:
    return f"biquad=b0={b0!r}:b1={b1!r}:b2={b2!r}:a0=1:a1={a1!r}:a2={a2!r}:a=di:r=f64"
