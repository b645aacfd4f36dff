"""What is heard, cut into sounds at the silences of a recording.

Nothing of a sound is left in a meter's filters after such a silence, so what is measured of it is true wherever it is heard;
what is said again, or was said in an earlier rendering, need not be measured again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tts.loudness.peaks import MEASUREMENT

#: Silence that parts sounds: what the filters need to fade from full scale to nothing that could be measured. In milliseconds.
TAIL_MS = 80
#: A sound without such a silence is cut after so many frames (at 22,050 Hz, 48 seconds), so that memory stays the same.
LONGEST = 1 << 20
#: Bytes of silence that are looked at at a time.
_PIECE = 1 << 13
#: What of its neighbour is known of a sound that was cut, in bytes.
_MARGIN = 2 * MEASUREMENT.margin


class Sound(NamedTuple):
    """Samples (mono, 16-bit) between two silences, or a part of them.

    Attributes:
        first_frame: Where they begin.
        pcm: The first and the last is not 0, but where it was cut.
        before: Where it was cut, the samples right before it: as many as peaks between samples depend on.
        behind: The same of those right behind it.
    """

    first_frame: int
    pcm: bytes
    before: bytes = b""
    behind: bytes = b""


class Sounds:
    """Cuts samples (mono, 16-bit) that come in pieces of any size; where it cuts does not depend on their size."""

    def __init__(self, sample_rate: int) -> None:
        self._silence = 2 * (TAIL_MS * sample_rate // 1000)  # bytes
        self._rest = b""
        self._frame = 0  # where the rest begins
        self._before = b""  # where it was cut there

    def cut(self, pcm: bytes) -> Iterator[Sound]:
        """The sounds that are known to have ended when this has come, too."""
        data, self._rest = self._rest + pcm if self._rest else pcm, b""
        at = 0 if self._before else _sound_from(data, 0)
        while at < len(data):
            # One more zero than there are in a silence: the first may be a half of a sample.
            end, longest = _silence_from(data, at, self._silence + 1), at + 2 * LONGEST
            if end > longest and len(data) > longest + self._silence + 1:
                yield Sound(self._frame + at // 2, data[at:longest], self._before, data[longest : longest + _MARGIN])
                self._before = data[longest - _MARGIN : longest]
                at = longest
            elif end < len(data):
                end = (end + 1) & ~1
                yield Sound(self._frame + at // 2, data[at:end], self._before)
                self._before = b""
                at = _sound_from(data, end)
            else:
                break
        self._frame += at // 2
        self._rest = data[at:]

    def last(self) -> Iterator[Sound]:
        """The sound that the recording ends with, if it does not end with silence."""
        if pcm := self._rest[: (len(self._rest.rstrip(b"\0")) + 1) & ~1]:
            yield Sound(self._frame, pcm, self._before)
        self._frame += len(self._rest) // 2
        self._rest = self._before = b""


def _sound_from(data: bytes, at: int) -> int:
    """Where the first sample from a place on is that is not 0; the end of the data where all are."""
    while part := data[at : at + _PIECE]:
        if sound := part.lstrip(b"\0"):
            return (at + len(part) - len(sound)) & ~1
        at += len(part)
    return len(data)


def _silence_from(data: bytes, at: int, length: int) -> int:
    """Where the first so many zeros from a place on begin; the end of the data where there are none.

    Only the last of each so many bytes is looked at, unless it is a zero: a tenth of the time of `bytes.find`.
    """
    last = at + length - 1
    while last < len(data):
        if data[last]:
            last += length
            continue
        zeros = length - len(data[last + 1 - length : last + 1].rstrip(b"\0"))
        if zeros == length:
            return last + 1 - length
        last += length - zeros
    return len(data)
