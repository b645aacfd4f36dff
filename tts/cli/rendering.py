"""One article on its way to files: it is spoken, its sound is encoded, and all its files get their names together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

import click

from tts.cli import articles
from tts.cli.caching import forms, listen, measurements, spoken_anew
from tts.cli.changes import comparison
from tts.cli.failures import Failures
from tts.cli.levels import shortfalls
from tts.cli.progress import above_the_bar, shown
from tts.cli.targets import checked, numbered, parts, stem
from tts.cli.verify import say_findings
from tts.timing import duration, milliseconds

if TYPE_CHECKING:
    from pathlib import Path

    from tts.engines.base import Engine
    from tts.loudness.survey import Survey
    from tts.model import Article, Delivery
    from tts.narration import Passage
    from tts.outputs.options import Options, Written
    from tts.outputs.together import Desk, Files
    from tts.recorded import Narration

#: Longer recordings take so long to be written that it is told.
WORTH_TELLING_MS = 15 * 60 * 1000


class Wishes(NamedTuple):
    """How articles are to be rendered: the options of the command, as they mean something to its parts."""

    split: Literal["segment", "block"] | None
    options: Options
    changes: str | None
    delivery: Delivery
    lang: str | None
    encoding: str | None
    loudness: float | None
    jobs: int
    progress: str


class _Part(NamedTuple):
    """What goes into one file of each format: the article, or with `--split` a part of it."""

    narration: Narration
    paths: Sequence[Path]
    files: Files


class _Parts:
    """The parts of an article in order, so many of them being written ahead of the one that is asked for."""

    def __init__(self, parts: Iterator[_Part], ahead: int) -> None:
        self._begun = deque(islice(parts, ahead))
        self._others = parts

    def __iter__(self) -> Iterator[_Part]:
        while self._begun:
            yield self._begun.popleft()
            self._begun.extend(islice(self._others, 1))

    @property
    def encoded(self) -> bool:
        """Whether those being written need not be waited for."""
        return all(part.files.encoded for part in self._begun)


class Rendering(NamedTuple):
    """An article that has been spoken, whose sound is being encoded.

    Attributes:
        article: Its path.
        narration: What was spoken, as loud as it was asked for.
        parts: Its parts, the first of them being written.
        anew: How much was not kept from an earlier time, in words.
        compare: Tells what is other than in an older rendering.
        complete: Whether all of it could be spoken.
        wishes: How it is rendered.
    """

    article: str
    narration: Narration
    parts: _Parts
    anew: str
    compare: Callable[[Narration], None]
    complete: bool
    wishes: Wishes

    @property
    def encoded(self) -> bool:
        """Whether `finish` has nothing to wait for."""
        return not self.wishes.split and self.parts.encoded

    def finish(self) -> bool:
        """Give the files their names, compare them with what was spoken, and tell; say whether all is whole.

        Raises:
            OutputError: A file cannot be written.
        """
        count = 0
        whole = True
        with self.narration:
            for part in self.parts:
                written = part.files.name()
                above_the_bar()
                self._tell(written)
                count += len(written)
                whole &= _verified(part)
            files = f"{count} {'file' if count == 1 else 'files'}"
            done = [f"{duration(_lasts(self.narration))} of speech", files, self.anew]
            click.echo(f"{stem(self.article)}: {', '.join(filter(None, done))}.", err=True)
            self.compare(self.narration)
        return whole and self.complete

    def _tell(self, written: Sequence[Written]) -> None:
        for made in written:
            if self.wishes.loudness is not None and not self.wishes.split:
                for shortfall in shortfalls(made.facts, self.wishes.loudness, self.wishes.options.channels):
                    click.echo(f"{made.path}: {shortfall}.", err=True)
            for other in made.facts.get("elsewhere", ()):
                click.echo(f"{made.path}: does not vouch for {other}, which is not in its folder.", err=True)
            click.echo(made.path)


def spoken(
    article: str,
    paths: Sequence[Path],
    speaker: Engine,
    desk: Desk,
    wishes: Wishes,
    meanwhile: Callable[[], None],
    *,
    is_last: bool,
) -> Rendering:
    """Speak an article, and begin to write its files.

    Args:
        article: Its path, or `-` for standard input.
        paths: What is to be written of it.
        speaker: Says it. When the last article is spoken it is closed: what its processes hold is not held while files are
            written.
        desk: Where the files are written.
        wishes: How it is rendered.
        meanwhile: Called again and again while it is spoken.
        is_last: Whether no other article is spoken afterwards.

    Raises:
        TTSError: It cannot be read or spoken, or its files could not be written.
    """
    from tts import outputs as writers
    from tts.loudness import levelled, survey_for

    checked(paths, wishes.options)
    compare = comparison(wishes.changes, stem(article), paths)
    read = articles.read(article, wishes.lang, wishes.encoding)
    failures, anew = Failures(article), spoken_anew(speaker)
    audible = any(map(writers.has_sound, paths))
    # A manifest has the sound's digest, and a change of the sound alone is a change.
    heard = audible or wishes.changes is not None or any(map(writers.is_manifest, paths))
    listen(speaker, audible=heard)
    target = wishes.loudness if audible else None
    survey = None if target is None else survey_for(target, measurements(speaker))
    with shown(wishes.progress, stem(article), sum(len(block.text) for block in read.blocks)) as advance:

        def on_passage(passage: Passage) -> None:
            failures.report(passage)
            advance(len(passage.segment.text))
            meanwhile()

        narration = _recorded(read, speaker, wishes.delivery, on_passage, survey, keep_sound=heard)
    if is_last:
        speaker.close()
    if survey and target is not None:
        narration = levelled(narration, target, survey)
    if audible and wishes.progress != "none" and _lasts(narration) > WORTH_TELLING_MS:
        click.echo(f"{stem(article)}: being written, {duration(_lasts(narration))} of speech", err=True)
    written = _Parts(_begun(narration, paths, wishes, desk), wishes.jobs)
    return Rendering(article, narration, written, anew(), compare, not failures.count, wishes)


def _recorded(
    article: Article,
    speaker: Engine,
    delivery: Delivery,
    on_passage: Callable[[Passage], None],
    survey: Survey | None,
    *,
    keep_sound: bool,
) -> Narration:
    """The article as it is said, with all of it measured by the survey."""
    from tts.narration import narrate

    on_sound = survey.hear if survey else None
    try:
        narration = narrate(
            article, speaker, delivery, on_passage, on_sound, keep_sound=keep_sound, forms=forms(speaker)
        )
        if survey:
            survey.finish()
    except BaseException:
        if survey:
            survey.close()  # or the program would not end before what was spoken is measured
        raise
    return narration


def _begun(narration: Narration, paths: Sequence[Path], wishes: Wishes, desk: Desk) -> Iterator[_Part]:
    """The parts of an article, each being written when it is given out."""
    for number, part in parts(narration, wishes.split):
        files = [numbered(path, number) for path in paths]
        yield _Part(part, files, desk.begin(part, files, wishes.options))


def _lasts(narration: Narration) -> int:
    """In milliseconds; where nothing was spoken there is no sample rate."""
    return milliseconds(narration.master.frames, narration.master.sample_rate) if narration.master.frames else 0


def _verified(part: _Part) -> bool:
    """Say what of the files just written is not as it was spoken."""
    from tts import verify

    report = verify.narration(part.narration, part.paths)
    say_findings(report)
    return report.whole
