"""Composing: an article and an engine make a narration.

    segments -> spoken forms -> utterances -> speech -> passages -> recording

`perform` is the lazy generator that everything else consumes: `narrate` records it, the player plays it, so that
what is heard is what is saved.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from tts.engines.base import Engine
from tts.errors import EngineError, NoSegmentError, ProsodyError, SynthesisError, VoiceError
from tts.model import (
    Article,
    BlockKind,
    Delivery,
    Omission,
    Pauses,
    Segment,
    Speech,
    SpokenForm,
    Utterance,
    Voice,
    WordCue,
)
from tts.saying import say
from tts.segment import segments
from tts.speech import NORMAL_WORDS_PER_MINUTE
from tts.spoken.announce import Announcer
from tts.utterances import Forms, joined, spoken_segment, utterances

if TYPE_CHECKING:
    from tts.recorded import Narration
    from tts.recording import Recording

#: Segments an engine is told of before they are needed.
SEGMENTS_AHEAD = 8

_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})


class Failure(NamedTuple):
    """A piece of a segment that an engine could not say.

    Attributes:
        utterance: The piece.
        error: Why.
    """

    utterance: Utterance
    error: SynthesisError


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment as it came out of the engine.

    Attributes:
        segment: What was written.
        form: What was to be said.
        pause_ms: Silence to leave before it.
        speeches: Each utterance that was said, with its sound. `Utterance.pause_ms` follows it where another comes.
        failures: What could not be said, each with the stretch of the spoken text.
        voiceless: BCP 47 tags of stretches that the article's own voice said, for no voice here speaks their language.
    """

    segment: Segment
    form: SpokenForm
    pause_ms: int
    speeches: tuple[tuple[Utterance, Speech], ...]
    failures: tuple[Failure, ...]
    voiceless: tuple[str, ...] = ()


def pieces(passage: Passage) -> Iterator[tuple[int, Speech]]:
    """The sound of a passage in order, each piece with the silence before it in milliseconds."""
    pause_ms = passage.pause_ms
    for utterance, speech in passage.speeches:
        yield pause_ms, speech
        pause_ms = utterance.pause_ms


def perform(
    article: Article,
    engine: Engine,
    delivery: Delivery = Delivery(),
    start: str = "",
    ahead: int = 0,
    forms: Forms = spoken_segment,
) -> Iterator[Passage]:
    """Say an article segment by segment, each when it is asked for.

    The engine is told of the first segment at once, so that it can begin while the caller gets ready to listen.

    Args:
        article: What to say.
        engine: What says it.
        delivery: How.
        start: Id of the segment to begin with; its passage is the one it is in the whole article, pause before it included.
            Empty for the first one.
        ahead: Segments the engine is told of before the first one is given out: none where somebody waits to hear it.
        forms: What puts a segment into words.

    Raises:
        NoSegmentError: There is no segment of that id.
        LexiconError: A lexicon cannot be read.
        ProsodyError: The engine cannot speak at this rate, pitch or volume.
        EngineError: The engine cannot work any more.
        VoiceError: The engine has no such voice, or none for the language.
    """
    before, wanted = segments_from(article, start) if start else (None, segments(article))
    joined(delivery.lexicons)  # a broken one is told before anything is said
    announced = _announced(_plan(wanted, delivery, Announcer(article, delivery.announce), forms), engine, ahead)
    first = next(announced, None)
    return _perform(chain([first], announced) if first else announced, engine, delivery, before, article.lang)


def segments_from(article: Article, start: str) -> tuple[Segment | None, Iterator[Segment]]:
    """The segments of an article from one on, and the one before it; blocks far before it are not looked at.

    Raises:
        NoSegmentError: There is no segment of that id.
    """
    block = start.rpartition("s")[0]
    ids = [each.id for each in article.blocks]
    first = max(ids.index(block) - 1, 0) if block in ids else len(ids)
    before: Segment | None = None
    following = segments(replace(article, blocks=article.blocks[first:]))
    for segment in following:
        if segment.id == start:
            return before, chain([segment], following)
        before = segment
    raise NoSegmentError(f"there is no segment {start!r}", article.source, "`article-tts segments` lists them")


def narrate(
    article: Article,
    engine: Engine,
    delivery: Delivery = Delivery(),
    on_passage: Callable[[Passage], None] = lambda _: None,
    on_sound: Callable[[bytes, int], None] | None = None,
    *,
    keep_sound: bool = True,
    forms: Forms = spoken_segment,
) -> Narration:
    """Say an article and record it.

    Args:
        article: What to say.
        engine: What says it.
        delivery: How.
        on_passage: Called with each segment when it has been recorded, for progress and error messages.
        on_sound: Called with all that is recorded, piece by piece (mono, 16-bit), and its sample rate in hertz.
        keep_sound: Whether the master's samples can be read; what only tells times (captions, chapters) needs none.
        forms: What puts a segment into words.

    Returns:
        The narration; close it to give back the disk space of its master. What could not be said is among its omissions
        (rule `synthesis-failed`).

    Raises:
        LexiconError: A lexicon cannot be read.
        ProsodyError: The engine cannot speak at this rate, pitch or volume.
        EngineError: The engine cannot work any more.
        VoiceError: The engine has no such voice, or none for the language.
        OutputError: No room for the recording.
    """
    from tts.recorded import Narration  # what is only heard needs none of these, nor temporary files
    from tts.recording import Recording

    recording = Recording(article, on_sound, keep_sound=keep_sound)
    omissions = list(article.omissions)
    try:
        for passage in perform(article, engine, delivery, ahead=SEGMENTS_AHEAD, forms=forms):
            omissions.extend(_unspoken(passage))
            if passage.speeches:
                _record(passage, recording)
            on_passage(passage)
    except BaseException:
        recording.close()
        raise
    voice = _narrator(article, engine, delivery)
    return Narration(article, recording, tuple(omissions), engine.version, delivery, voice=voice)


def _narrator(article: Article, engine: Engine, delivery: Delivery) -> Voice | None:
    from tts.engines import languages

    try:
        return languages.narrator(delivery.voice, article.lang, engine.voices(), engine.name)
    except (EngineError, VoiceError):  # all has been said: an engine that lists no such voice has one without a name
        return None


def _perform(
    announced: Iterator[_Planned], engine: Engine, delivery: Delivery, before: Segment | None, lang: str
) -> Iterator[Passage]:
    _check_range(engine, delivery)
    for segment, form, planned in announced:
        speeches: list[tuple[Utterance, Speech]] = []
        failures: list[Failure] = []
        for utterance in planned:
            for piece, answer in say(utterance, engine, lang):
                if isinstance(answer, Speech):
                    speeches.append((piece, answer))
                else:
                    failures.append(Failure(piece, answer))
        pause_ms = _pause(before, segment, delivery.pauses) if before and speeches else 0
        said = {piece.lang for piece, _ in speeches}
        voiceless = tuple(dict.fromkeys(each.lang for each in planned if said and each.lang not in said))
        yield Passage(segment, form, pause_ms, tuple(speeches), tuple(failures), voiceless)
        before = segment if speeches else before


def _check_range(engine: Engine, delivery: Delivery) -> None:
    prosody = delivery.prosody
    for what, value, (lowest, highest) in (
        ("rate", prosody.rate, engine.rates),
        ("pitch", prosody.pitch, engine.pitches),
        ("volume", prosody.volume, (0.0, 1.0)),
    ):
        if not lowest <= value <= highest:
            words = ""
            if what == "rate":  # it may have been asked for so
                slowest, fastest = (round(each * NORMAL_WORDS_PER_MINUTE, 3) for each in (lowest, highest))
                words = f", or with {math.ceil(slowest)} to {math.floor(fastest)} words a minute"
            raise ProsodyError(
                f"{what} {value:.3g} is out of range",
                hint=f"{engine.name} speaks with a {what} from {lowest:.3g} to {highest:.3g}{words}",
            )


_Planned = tuple[Segment, SpokenForm, list[Utterance]]


def _plan(wanted: Iterator[Segment], delivery: Delivery, announcer: Announcer, forms: Forms) -> Iterator[_Planned]:
    for segment in wanted:
        form = forms(segment, delivery.lexicons)
        yield segment, form, list(utterances(segment, form, delivery, announcer))


def _announced(plan: Iterator[_Planned], engine: Engine, ahead: int) -> Iterator[_Planned]:
    """The plan, with the engine told of each segment while others before it are still being said.

    The first is given out when so many after it are told; then ever more are told ahead, so that several processes have
    something to do.
    """
    waiting: deque[_Planned] = deque()
    for planned in plan:
        for utterance in planned[2]:
            engine.expect(utterance)
        waiting.append(planned)
        if len(waiting) > ahead:
            yield waiting.popleft()
            ahead = min(ahead + 1, SEGMENTS_AHEAD)
    yield from waiting


def _record(passage: Passage, recording: Recording) -> None:
    from tts.recorded import Cue

    starts: list[int] = []
    for pause_ms, speech in pieces(passage):
        recording.add_silence(pause_ms)
        starts.append(recording.add_speech(speech))
    words = tuple(written_words(passage, starts))
    announced = tuple(utterance.text for utterance, _ in passage.speeches if utterance.announcement)
    recording.add_cue(Cue(passage.segment, passage.form.text, starts[0], recording.frames, words, announced))


def written_words(passage: Passage, starts: Sequence[int]) -> list[WordCue]:
    """The written words of a passage whose speeches start at these frames.

    A date whose words were said in two pieces, because they could not be said in one, is one word all the same.
    """
    found: list[WordCue] = []
    for (utterance, speech), start in zip(passage.speeches, starts, strict=True):
        if utterance.announcement:
            continue
        for cue in _written_words(passage, utterance, speech, start):
            if found and cue.start < found[-1].end:
                last = found.pop()
                found.append(WordCue(last.start, max(last.end, cue.end), last.first_frame, cue.end_frame))
            else:
                found.append(cue)
    return found


def _written_words(passage: Passage, utterance: Utterance, speech: Speech, first_frame: int) -> Iterator[WordCue]:
    """The word marks of a speech as written words on the master.

    Several spoken words may stand for one written word: their marks make one cue. An engine may mark several words as one
    ("has been"): words without a mark of their own belong to the mark before them.
    """
    offset, end = utterance.offset, utterance.offset + len(utterance.text)
    segment_start = passage.segment.start
    words = [
        token
        for token in passage.form.tokens
        if token.kind != "punctuation" and offset < token.spoken_end and token.spoken_start < end
    ]
    if not words or not speech.marks:
        return
    starts = [word.spoken_start for word in words]
    firsts: list[int] = []  # first word of each group of marks,
    begins: list[int] = []  # its first frame,
    ends: list[int] = []  # and one past its last
    reached = -1  # last word of the last group
    for begin, stop, mark_first, mark_end in speech.marks:
        first = max(bisect_right(starts, begin + offset) - 1, 0)
        last = max(bisect_left(starts, stop + offset) - 1, first)
        if first <= reached:
            ends[-1] = mark_end
        else:
            firsts.append(first)
            begins.append(mark_first)
            ends.append(mark_end)
        reached = last
    firsts[0] = 0
    for first, following, begin, stop in zip(firsts, [*firsts[1:], len(words)], begins, ends, strict=True):
        yield WordCue(
            segment_start + words[first].start,
            segment_start + words[following - 1].end,
            first_frame + begin,
            first_frame + stop,
        )


def _unspoken(passage: Passage) -> Iterator[Omission]:
    """What of a segment is not heard: all of it, pieces that failed, and tokens nothing is said for."""
    segment, form = passage.segment, passage.form

    def omission(start: int, end: int, rule: str) -> Omission:
        return Omission(form.written[start:end], rule, segment.block.id, segment.start + start, segment.start + end)

    if not passage.speeches and not passage.failures:
        yield omission(0, len(form.written), "no-words")
        return
    for failure in passage.failures:
        if failure.utterance.announcement:
            continue
        start, end = failure.utterance.offset, failure.utterance.offset + len(failure.utterance.text)
        said = [token for token in form.tokens if token.spoken_start < end and token.spoken_end > start]
        if said:
            yield omission(said[0].start, said[-1].end, "synthesis-failed")
    for token in form.tokens:
        if token.spoken_start == token.spoken_end and token.kind != "punctuation":
            yield omission(token.start, token.end, token.kind)


def _pause(before: Segment, after: Segment, pauses: Pauses) -> int:
    """The pause between two segments that follow one another, in milliseconds."""
    if before.block.id == after.block.id:
        return pauses.sentence
    if before.kind in _HEADINGS or after.kind is BlockKind.HEADING:
        return pauses.heading
    if before.kind is after.kind is BlockKind.LIST_ITEM:
        return (pauses.sentence + pauses.paragraph) // 2
    return pauses.paragraph
