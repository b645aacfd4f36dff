"""Whether a rendering is louder than an older one, as two manifests tell it."""

from __future__ import annotations

from dataclasses import dataclass

#: How much nearer to one another, or further apart, than was asked for two recordings come out without a word of it, in LU.
_NEAR_ENOUGH = 0.25
#: Least difference that is told, in LU.
_LEAST = 0.05


@dataclass(frozen=True, slots=True)
class Loudness:
    """How loud a rendering is.

    Attributes:
        target: What was asked for, in LUFS; none where the sound is as the engine gave it.
        reached: What was measured, in LUFS; none where nothing was, or only silence.
        is_heard: Whether the rendering is known to have a file with sound in it; else it may be captions alone.
    """

    target: float | None = None
    reached: float | None = None
    is_heard: bool = False


def loudness_change(old: Loudness, new: Loudness) -> str:
    """A sentence on what was asked for and how much louder it came out; empty where the listener hears no difference.

    A rendering without a file with sound has no loudness, and is neither louder nor quieter.
    """
    if old.target == new.target or not (_is_known(old) and _is_known(new)):
        return ""
    if new.target is None:
        return f"The loudness was {old.target:g} LUFS and is now as the engine gave it."
    if old.target is None:
        return f"The loudness was as the engine gave it and is now {new.target:g} LUFS."
    asked = f"The loudness asked for was {old.target:g} LUFS and is now {new.target:g} LUFS"
    if old.reached is None or new.reached is None:
        return f"{asked}."
    more = new.target - old.target if are_as_asked(old, new) else new.reached - old.reached
    if abs(more) < _LEAST:
        return f"{asked}: as loud as it was."
    return f"{asked}: {round(abs(more), 1):g} LU {'louder' if more > 0 else 'quieter'}."


def are_as_asked(old: Loudness, new: Loudness) -> bool:
    """Whether both were made as loud as was asked for, or both missed it by as much."""
    if old.target is None or new.target is None or old.reached is None or new.reached is None:
        return False
    return abs((new.reached - old.reached) - (new.target - old.target)) <= _NEAR_ENOUGH


def _is_known(loudness: Loudness) -> bool:
    return loudness.target is not None or loudness.is_heard
