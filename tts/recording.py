"""The master recording: sound and cues on disk while they are made, read again by every writer.

Both lie in temporary files without a name, so memory does not grow with the article.
"""

from __future__ import annotations

import hashlib
import marshal
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, groupby
from typing import Literal

from tts.errors import SynthesisError
from tts.model import Article, Omission, Segment, Speech, word_cue
from tts.recorded import Cue, Master, Narration
from tts.temporary import Shelf
from tts.timing import frames as frames_of

#: Rule of what another excerpt of the same block holds.
ELSEWHERE = "other-part"

SAMPLE_BYTES = 2
CHUNK_FRAMES = 1 << 18

#: Of what is told of a cue, before it.
_LENGTH = struct.Struct("<I")


class Recording:
    """A master that grows at its end. Satisfies `tts.model.Master`.

    Args:
        article: What it is a recording of.
        on_sound: Called with all that is recorded, piece by piece (mono, 16-bit), and its sample rate in hertz.
        keep_sound: Whether the sound can be read again. Where only cues are wanted, ten hours need no gigabytes.
    """

    def __init__(
        self, article: Article, on_sound: Callable[[bytes, int], None] | None = None, *, keep_sound: bool = True
    ) -> None:
        self._blocks = article.blocks
        self._block = 0  # the one that was recorded last
        self._sound = Shelf() if keep_sound else None
        self._cues = Shelf()
        self._on_sound = on_sound
        self._sample_rate = 0
        self._frames = 0

    @property
    def sample_rate(self) -> int:
        """In hertz; 0 until something was recorded."""
        return self._sample_rate

    @property
    def frames(self) -> int:
        """Length in frames."""
        return self._frames

    def add_speech(self, speech: Speech) -> int:
        """Append a speech and return the frame it starts at.

        Raises:
            SynthesisError: Its sample rate is not that of the recording.
            OutputError: No room for temporary files.
        """
        self._sample_rate = self._sample_rate or speech.sample_rate
        if speech.sample_rate != self._sample_rate:
            raise SynthesisError(
                f"a voice speaks at {speech.sample_rate} Hz in a recording of {self._sample_rate} Hz",
                hint="Choose one voice for the whole article with --voice",
            )
        if self._sound is None and not self._on_sound:
            return self._lengthen(speech.frames)
        return self._add(speech.pcm)

    def add_silence(self, ms: int) -> None:
        """Append silence of so many milliseconds.

        Raises:
            OutputError: No room for temporary files.
        """
        self._add(bytes(SAMPLE_BYTES * frames_of(ms, self._sample_rate)))

    def add_cue(self, cue: Cue) -> None:
        """Append a cue. Cues come in order of time.

        Raises:
            OutputError: No room for temporary files.
        """
        segment = cue.segment
        record = (
            (segment.id, self._number(segment.block.id), segment.start, segment.end),
            (cue.spoken, cue.first_frame, cue.end_frame),
            (*map(tuple, cue.words),),
            cue.announced,
        )
        # Read again several times: marshal takes a third of the time of JSON. Nobody else can write to the file.
        told = marshal.dumps(record)
        self._cues.append(_LENGTH.pack(len(told)) + told)

    def pcm(self, first_frame: int = 0, end_frame: int | None = None) -> Iterator[bytes]:
        """The samples of a stretch, in chunks of whole frames.

        Raises:
            ValueError: The sound was not kept.
        """
        if self._sound is None:
            raise ValueError("the sound of this recording was not kept")
        end = self._frames if end_frame is None else min(end_frame, self._frames)
        for frame in range(first_frame, end, CHUNK_FRAMES):
            yield self._sound.part(frame * SAMPLE_BYTES, min(frame + CHUNK_FRAMES, end) * SAMPLE_BYTES)

    def cues(self) -> Iterator[Cue]:
        """The cues, in order of time."""
        position = 0
        last = -1
        while position < len(self._cues):
            first = position + _LENGTH.size
            (length,) = _LENGTH.unpack(self._cues.part(position, first))
            position = first + length
            told = self._cues.part(first, position)
            (segment_id, number, start, end), (spoken, first_frame, end_frame), words, announced = marshal.loads(told)
            if number != last:
                block, last = self._blocks[number], number
            yield Cue(
                segment=Segment(segment_id, block, start, end),
                spoken=spoken,
                first_frame=first_frame,
                end_frame=end_frame,
                words=(*map(word_cue, words),),
                announced=announced,
            )

    def close(self) -> None:
        """Give the disk space back. Safe to call twice."""
        if self._sound is not None:
            self._sound.close()
        self._cues.close()

    def _number(self, block_id: str) -> int:
        """Which of the article's blocks it is: cues come in reading order, so it is looked for from the last one on."""
        count = len(self._blocks)
        for number in chain(range(self._block, count), range(self._block)):
            if self._blocks[number].id == block_id:
                self._block = number
                return number
        raise KeyError(block_id)

    def _add(self, pcm: bytes) -> int:
        if self._sound is not None:
            self._sound.append(pcm)
        if pcm and self._on_sound:
            self._on_sound(pcm, self._sample_rate)
        return self._lengthen(len(pcm) // SAMPLE_BYTES)

    def _lengthen(self, frames: int) -> int:
        first_frame = self._frames
        self._frames += frames
        return first_frame


class Excerpt:
    """A stretch of a master as a master of its own, its times counted from its own start."""

    def __init__(self, master: Master, cues: Iterable[Cue]) -> None:
        """From the start of the first of the (one or more) cues to the end of the last."""
        self._master = master
        self._cues = list(cues)
        self._first = self._cues[0].first_frame
        self._end = self._cues[-1].end_frame

    @property
    def sample_rate(self) -> int:
        """In hertz."""
        return self._master.sample_rate

    @property
    def frames(self) -> int:
        """Length in frames."""
        return self._end - self._first

    def pcm(self, first_frame: int = 0, end_frame: int | None = None) -> Iterator[bytes]:
        """The samples of a stretch, in chunks of whole frames."""
        end = self.frames if end_frame is None else min(end_frame, self.frames)
        return self._master.pcm(self._first + first_frame, self._first + end)

    def cues(self) -> Iterator[Cue]:
        """The cues, in order of time."""
        for cue in self._cues:
            yield replace(
                cue,
                first_frame=cue.first_frame - self._first,
                end_frame=cue.end_frame - self._first,
                words=tuple(
                    word._replace(first_frame=word.first_frame - self._first, end_frame=word.end_frame - self._first)
                    for word in cue.words
                ),
            )

    def close(self) -> None:
        """Nothing to give back: the sound belongs to the master it was taken from."""


def excerpts(narration: Narration, by: Literal["segment", "block"]) -> Iterator[tuple[str, Narration]]:
    """A narration of every segment or block, with its id: of an article that is its block.

    What was left unspoken goes with the block it stood in; what of the block is in other excerpts is an omission by the
    rule `ELSEWHERE`.
    """

    def identity(cue: Cue) -> str:
        return cue.segment.id if by == "segment" else cue.segment.block.id

    for key, cues in groupby(narration.master.cues(), identity):
        excerpt = list(cues)
        block = excerpt[0].segment.block
        start, end = (excerpt[0].segment.start, excerpt[-1].segment.end) if by == "segment" else (0, len(block.text))
        omissions = [each for each in narration.omissions if each.block == block.id and start <= each.start < end]
        for first, last in ((0, start), (end, len(block.text))):
            if text := block.text[first:last].strip():
                first = block.text.index(text, first)  # noqa: PLW2901
                omissions.append(Omission(text, ELSEWHERE, block.id, first, first + len(text)))
        yield (
            key,
            replace(
                narration,
                article=replace(narration.article, blocks=(block,)),
                master=Excerpt(narration.master, excerpt),
                omissions=tuple(omissions),
            ),
        )


def sound_digest(master: Master) -> str:
    """SHA-256 of the samples of a master, in hexadecimal."""
    digest = hashlib.sha256()
    for chunk in master.pcm():
        digest.update(chunk)
    return digest.hexdigest()
