"""Encoding on several processors: fixed stretches of the sound, each with an encoder of its own, joined without a seam.

It works for a codec whose packets do not borrow bits from one another. Each encoder is given a little of the sound before its
stretch, so that its filters know what came, and a little behind it, since it looks ahead; the packets of these parts are
dropped. The stretches are fixed, so the result does not depend on the number of processors.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from av import AudioFrame, Packet

#: Packets in a stretch: half a minute of speech at 22,050 Hz.
STRETCH = 1024
#: Packets before a stretch that let the encoder's filters settle, and behind it, since it looks ahead.
BEFORE, BEHIND = 8, 4

_Sound = tuple[bytes, ...]  # a plane for each channel


def packets(
    frames: Iterable[AudioFrame], context: Callable[[], Any], frame_size: int, sample_rate: int
) -> Iterator[Packet[Any]]:
    """The packets of a sound, in order, their times in samples.

    Args:
        frames: The sound, in frames of `STRETCH * frame_size` samples; the last may be shorter.
        context: Makes an encoder; called in several threads.
        frame_size: Samples of each channel that one packet holds.
        sample_rate: In hertz.
    """
    workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    waiting: deque[Future[list[Packet[Any]]]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for number, (sound, lead, is_last, like) in enumerate(_stretches(frames, frame_size)):
                start = number * STRETCH * frame_size - lead
                skipped = lead // frame_size
                kept = None if is_last else skipped + STRETCH
                waiting.append(
                    pool.submit(_encoded, context, sound, start, (skipped, kept), like, Fraction(1, sample_rate))
                )
                if len(waiting) > workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _stretches(frames: Iterable[AudioFrame], frame_size: int) -> Iterator[tuple[_Sound, int, bool, AudioFrame]]:
    """Each stretch with what is around it: sound, samples before it, whether it is the last, a frame of its kind."""
    before: _Sound = ()
    current: _Sound = ()
    like: Any = None
    for frame in frames:
        following = _planes(frame)
        if current:
            width = len(following[0]) // frame.samples
            behind = tuple(plane[: BEHIND * frame_size * width] for plane in following)
            lead = len(before[0]) // width if before else 0
            yield _joined(before, current, behind), lead, False, frame
            before = tuple(plane[-BEFORE * frame_size * width :] for plane in current)
        current, like = following, frame
    if current:
        width = len(current[0]) // like.samples
        yield _joined(before, current), len(before[0]) // width if before else 0, True, like


def _joined(*sounds: _Sound) -> _Sound:
    return tuple(b"".join(planes) for planes in zip(*(sound for sound in sounds if sound), strict=True))


def _planes(frame: AudioFrame) -> _Sound:
    width = frame.format.bytes
    return tuple(bytes(plane)[: frame.samples * width] for plane in frame.planes)


def _encoded(
    context: Callable[[], Any],
    sound: _Sound,
    start: int,
    kept: tuple[int, int | None],
    like: AudioFrame,
    base: Fraction,
) -> list[Packet[Any]]:
    import av

    frame = av.AudioFrame(like.format.name, like.layout.name, len(sound[0]) // like.format.bytes)
    for plane, data in zip(frame.planes, sound, strict=True):
        plane.update(data)
    frame.sample_rate = like.sample_rate
    frame.time_base = base
    frame.pts = start
    encoder = context()
    made = [*encoder.encode(frame), *encoder.encode(None)]
    return made[kept[0] : kept[1]]
