"""What encoding did to the loudness: every file of a levelled narration is decoded and measured before it gets its name."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from tts.outputs.options import Options
from tts.recorded import Cue, Levels, Master, Narration

#: Suffixes of formats that keep every sample, and of those that do not. No other file has sound in it.
LOSSLESS = frozenset({".wav", ".flac"})
LOSSY = frozenset({".m4a", ".m4b", ".mp3", ".ogg", ".opus"})

#: Fact of a writer that listened to what it encoded: `Levels`.
HEARD = "heard"

_Write = Callable[[Narration, BinaryIO, Options], Mapping[str, Any] | None]
#: Before a long recording is encoded, this many seconds from its middle are, to see what the encoder does to them.
_TRIAL_SECONDS = 8
_LONG_SECONDS = 60
#: Least deviation of the trial that is made up for, in LU.
_NOTICED = 0.1
#: How often a file is encoded at most to have both, and to have its peaks: an encoder that has to be told twice (Opus of some
#: voices) overshoots anew.
_ATTEMPTS = 4


def write_proved(
    write: _Write, suffix: str, narration: Narration, file: BinaryIO, options: Options
) -> Mapping[str, Any]:
    """Write a levelled narration, and again while encoding changes its levels too much; return what was reached.

    Some encoders lower all they are given (LAME by 0.45 dB at the bit rates of speech): a trial finds that out before a long
    recording is encoded, so that it need not be encoded twice. A short one is simply encoded again.
    """
    from tts import loudness

    if suffix not in LOSSLESS | LOSSY or not narration.levels:
        return write(narration, file, options) or {}
    own = narration.levels if _is_whole(narration) else loudness.heard(narration.master)
    if own.loudness == -math.inf or _keeps_every_sample(suffix, narration.master, options):
        levels = replace(own, loudness=own.loudness + _in_both(options))
        told = {**(write(narration, file, options) or {}), **loudness_facts(levels)}
        told.pop(HEARD, None)  # of silence, too, an encoder's writer listens to what it made
        return told
    if not _is_whole(narration):  # the gain of an excerpt is that of the whole
        facts, reached = _written(write, narration, file, options)
        return {**facts, **loudness_facts(reached)}
    expected = own.loudness + _in_both(options)

    def encode(given: Narration) -> _Attempt:
        file.seek(0)
        file.truncate()
        facts, reached = _written(write, given, file, options)
        return _Attempt(
            given, facts, reached, expected - reached.loudness, max(reached.true_peak - loudness.CEILING, 0.0)
        )

    tried = _corrected(encode, narration, _trial(write, narration, options))
    best = min(tried, key=lambda attempt: attempt.loss)
    if tried[-1].excess or not tried[-1].is_near(best):
        # Of the two that are asked for, loudness gives way.
        tried += _quieter(encode, best)
        best = min(tried, key=lambda attempt: (attempt.excess > 0, attempt.loss))
    last = tried[-1]  # it is what the file holds
    kept = last if last.excess <= best.excess and last.is_near(best) else encode(best.given)
    return {**kept.facts, **loudness_facts(kept.reached)}


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What an encoder was given, and what it made of that.

    Attributes:
        given: What was encoded.
        facts: What its writer measured.
        reached: How loud the file is.
        deviation: How much quieter than wanted that is, in LU.
        excess: How far its true peaks are above the ceiling, in dB; 0 where they are not.
    """

    given: Narration
    facts: Mapping[str, Any]
    reached: Levels
    deviation: float
    excess: float

    @property
    def loss(self) -> float:
        """How much quieter than wanted it would be, in LU, if all of it were made quieter by its excess."""
        return max(self.deviation + self.excess, 0.0)

    def is_near(self, best: _Attempt) -> bool:
        """Whether it would lose hardly more than another."""
        from tts import loudness

        return self.loss <= best.loss + loudness.TOLERANCE


_Encode = Callable[[Narration], _Attempt]


def _corrected(encode: _Encode, narration: Narration, lost: float) -> list[_Attempt]:
    """Attempts to have both, the loudness and the peaks, each corrected by what the one before it missed.

    Args:
        encode: Encodes into the file, and measures that.
        narration: What is to be encoded.
        lost: What the encoder is known to lose, in LU.
    """
    from tts import loudness

    louder = peaks = lost
    tried = [encode(loudness.relevelled(narration, louder, peaks) if abs(louder) > _NOTICED else narration)]
    while len(tried) < _ATTEMPTS:
        last = tried[-1]
        missing = last.deviation
        if any(attempt.excess for attempt in tried):  # more than there is room for would be too much again
            missing = min(missing, loudness.CEILING - last.reached.true_peak)
        if abs(missing) <= loudness.TOLERANCE and not last.excess:
            break
        louder += last.deviation if last.excess else missing
        # Lower peaks are overshot elsewhere, and by another measure: each attempt leaves some more room.
        peaks += -(last.excess + len(tried) * _NOTICED) if last.excess else missing
        tried.append(encode(loudness.relevelled(narration, louder, peaks)))
    return tried


def _quieter(encode: _Encode, best: _Attempt) -> list[_Attempt]:
    """Attempts with what was given to another, made quieter as a whole until no peak is too high."""
    from tts import loudness

    tried: list[_Attempt] = []
    last, louder = best, 0.0
    while len(tried) < _ATTEMPTS and (last.excess or not tried):
        louder -= last.excess + _NOTICED + len(tried)  # AAC may overshoot more where it is given less
        last = encode(loudness.relevelled(best.given, louder, louder))
        tried.append(last)
    return tried


def _written(write: _Write, narration: Narration, file: BinaryIO, options: Options) -> tuple[Mapping[str, Any], Levels]:
    """Write, and say how loud what was written is: its writer may have listened; else it is decoded."""
    from tts import loudness

    facts = dict(write(narration, file, options) or {})
    if heard := facts.pop(HEARD, None):
        return facts, heard
    file.flush()
    file.seek(0)
    return facts, loudness.measure(file)


def _keeps_every_sample(suffix: str, master: Master, options: Options) -> bool:
    return suffix in LOSSLESS and options.sample_rate in {0, master.sample_rate}


def _in_both(options: Options) -> float:
    """How much louder the same sound in so many channels is than in one, in LU."""
    return 10 * math.log10(options.channels)


def _is_whole(narration: Narration) -> bool:
    from tts.loudness.gained import Gained

    return isinstance(narration.master, Gained)


def _trial(write: _Write, narration: Narration, options: Options) -> float:
    """How much quieter than given, in LU, a stretch of a long recording comes out of the encoder."""
    from io import BytesIO

    from tts import loudness

    master = narration.master
    if master.frames < _LONG_SECONDS * master.sample_rate or not _is_whole(narration):
        return 0.0
    middle, half = master.frames // 2, _TRIAL_SECONDS * master.sample_rate // 2
    stretch = Stretch(master, middle - half, middle + half)
    given = loudness.heard(stretch)
    if given.loudness == -math.inf:
        return 0.0
    file = BytesIO()
    _, reached = _written(write, replace(narration, master=stretch), file, options)
    return given.loudness + _in_both(options) - reached.loudness


def loudness_facts(levels: Levels | None) -> dict[str, Any]:
    """In JSON's types, which have no infinity: silence has neither loudness nor peak."""
    if not levels:
        return {}
    facts = {"loudness": levels.loudness, "true_peak": levels.true_peak}
    rounded = {name: None if value == -math.inf else round(value, 2) for name, value in facts.items()}
    return rounded if levels.target is None else {"loudness_target": levels.target, **rounded}


class Stretch:
    """The sound of a part of a master, without its cues. Satisfies `tts.model.Master`."""

    def __init__(self, master: Master, first_frame: int, end_frame: int) -> None:
        self._master = master
        self._first = first_frame
        self.frames = end_frame - first_frame
        self.sample_rate = master.sample_rate

    def pcm(self, first_frame: int = 0, end_frame: int | None = None) -> Iterator[bytes]:
        """The samples of a stretch, in chunks of whole frames."""
        end = self.frames if end_frame is None else min(end_frame, self.frames)
        return self._master.pcm(self._first + first_frame, self._first + end)

    def cues(self) -> Iterator[Cue]:
        """No cues."""
        return iter(())

    def close(self) -> None:
        """Nothing to give back: the sound belongs to the master it is part of."""
