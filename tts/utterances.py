"""What an engine is asked to say for a segment.

segment -> spoken form -> a stretch for each table cell -> a run for each language -> a piece for each breath -> utterance
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby

from tts.model import Annotation, Delivery, Segment, SpokenForm, Token, Utterance
from tts.segment import clauses
from tts.spoken import spoken_form
from tts.spoken.announce import Announcer
from tts.spoken.lexicon import Lexicon, load

#: Longest text an engine is asked for in one go, in characters: about half a minute of speech. Longer sentences are cut
#: at clause boundaries.
UTTERANCE_LIMIT = 500


def spoken_segment(segment: Segment, lexicons: tuple[str, ...] = ()) -> SpokenForm:
    """What is said for a segment, its author's annotations and the lexicons (paths of PLS files) heeded.

    Raises:
        LexiconError: A lexicon cannot be read.
    """
    return spoken_form(segment.text, segment.lang, joined(lexicons), annotations=notes_on(segment))


#: What gives the words to be said for a segment, the lexicons of these paths heeded.
Forms = Callable[[Segment, tuple[str, ...]], SpokenForm]


@lru_cache(maxsize=8)
def joined(lexicons: tuple[str, ...]) -> Lexicon | None:
    """Several lexicons as one; of two that have a word the later one counts.

    Raises:
        LexiconError: One of them cannot be read.
    """
    one: Lexicon | None = None
    for path in lexicons:
        one = load(path).merged(one or Lexicon())
    return one


def utterances(
    segment: Segment, form: SpokenForm, delivery: Delivery, announcer: Announcer | None = None
) -> Iterator[Utterance]:
    """One utterance for each language run and long clause, with what is announced before and after them."""
    told = (
        _told(segment, form, delivery, announcer) if announcer else _words(segment, form, delivery, 0, len(form.text))
    )
    first = next(told, None)
    if first is None:
        return
    if announcer and (before := announcer.before(segment)):
        yield _announcement(before, segment, delivery, announcer)
    yield first
    yield from told
    if announcer and (after := announcer.after(segment)):
        yield _announcement(after, segment, delivery, announcer)


def _told(segment: Segment, form: SpokenForm, delivery: Delivery, announcer: Announcer) -> Iterator[Utterance]:
    """The words of a segment; in the row of a table, each cell under its header."""
    headers = announcer.headers(segment)
    if not headers:
        yield from _words(segment, form, delivery, 0, len(form.text))
        return
    for index, (start, end) in enumerate(_cells(form)):
        said = _words(segment, form, delivery, start, end)
        first = next(said, None)
        if first is None:
            continue
        if index < len(headers) and headers[index]:
            header = spoken_form(headers[index], announcer.lang, joined(delivery.lexicons)).text
            yield _announcement(f"{header}:", segment, delivery, announcer)
        yield first
        yield from said


def _cells(form: SpokenForm) -> Iterator[tuple[int, int]]:
    """Where the cells of a table's row are in the spoken text; an empty cell is an empty stretch."""
    starts = [index + 1 for index, character in enumerate(form.written) if character == "\t"]
    spoken = 0
    for end in [*starts, len(form.written) + 1]:
        following = min((token.spoken_start for token in form.tokens if token.start >= end), default=len(form.text))
        yield spoken, following
        spoken = following


def _words(segment: Segment, form: SpokenForm, delivery: Delivery, start: int, end: int) -> Iterator[Utterance]:
    for lang, first_run, last_run in _language_runs(form):
        run_start, run_end = max(first_run, start), min(last_run, end)
        if run_start >= run_end:
            continue
        text = form.text[run_start:run_end]
        spans = clauses(text, lang, UTTERANCE_LIMIT) if len(text) > UTTERANCE_LIMIT else [_stripped(text)]
        for first, last in spans:
            if has_words(text[first:last]):
                yield Utterance(
                    segment=segment.id,
                    text=text[first:last],
                    offset=run_start + first,
                    lang=lang,
                    voice=delivery.voice,
                    prosody=delivery.prosody,
                    phonemes=_phonemes(form, run_start + first, run_start + last),
                    pause_ms=delivery.pauses.clause,
                )


def _announcement(text: str, segment: Segment, delivery: Delivery, announcer: Announcer) -> Utterance:
    return Utterance(
        segment=segment.id,
        text=text,
        lang=announcer.lang,
        voice=delivery.voice,
        prosody=delivery.prosody,
        pause_ms=delivery.pauses.clause,
        announcement=True,
    )


def _language_runs(form: SpokenForm) -> Iterator[tuple[str, int, int]]:
    """Stretches of the spoken text in one language: (BCP 47 tag, start, end)."""

    def lang(token: Token) -> str:
        return token.lang or form.lang

    start = 0
    tokens = [token for token in form.tokens if token.spoken_end > token.spoken_start]
    runs = [(tag, list(group)) for tag, group in groupby(tokens, key=lang)]
    for (tag, _), following in zip(runs, [*runs[1:], None], strict=False):  # there may be no run
        end = following[1][0].spoken_start if following else len(form.text)
        yield tag, start, end
        start = end


def notes_on(segment: Segment) -> tuple[Annotation, ...]:
    """What its author said about a segment, in positions of its text."""
    return tuple(
        note._replace(start=max(note.start - segment.start, 0), end=min(note.end, segment.end) - segment.start)
        for note in segment.block.annotations
        if note.start < segment.end and note.end > segment.start
    )


def _phonemes(form: SpokenForm, start: int, end: int) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (token.spoken_start - start, token.spoken_end - start, token.phonemes)
        for token in form.tokens
        if token.phonemes and start <= token.spoken_start and token.spoken_end <= end
    )


def _stripped(text: str) -> tuple[int, int]:
    stripped = text.strip()
    start = len(text) - len(text.lstrip())
    return start, start + len(stripped)


def has_words(text: str) -> bool:
    """Whether there is anything in it to be said."""
    return any(character.isalnum() for character in text)
