"""`article-tts render`: articles become files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Literal, NamedTuple

import click

from tts.cli.articles import listed
from tts.cli.caching import cache_options, forms, listen, load_engine, measurements, noting_what_is_kept, spoken_anew
from tts.cli.failures import Failures
from tts.cli.levels import shortfalls
from tts.cli.options import Loudness, OutputPath, audio_options, delivery_options, encoding_option, lang_option
from tts.cli.progress import shown
from tts.cli.targets import checked, is_manifest, numbered, parts, stem, targets
from tts.errors import EngineError, LexiconError, ProsodyError, TTSError
from tts.timing import duration, milliseconds

if TYPE_CHECKING:
    from pathlib import Path

    from tts.engines.base import Engine
    from tts.model import Delivery
    from tts.outputs.options import Options, Written
    from tts.recorded import Narration

#: Longer recordings take so long to be written that it is told.
WORTH_TELLING_MS = 15 * 60 * 1000


@click.command("render")
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    type=OutputPath(),
    metavar="PATH",
    multiple=True,
    help="File to write: .mp3, .m4b or .m4a (AAC), .opus or .ogg (Opus), .flac, .wav, .vtt or .srt (captions), .lrc, .txt (transcript), .chapters.vtt or .chapters.json, or "
    ".json (what is heard when, and what is not heard). Repeat it for more; the article is spoken once. {stem} stands for the article's file name without its suffix.  "
    "[default: MP3, VTT and JSON in audio/]",
)
@click.option(
    "--split",
    type=click.Choice(["segment", "block"]),
    help="Write numbered files, one for each segment (sentence) or block (paragraph, heading ...).",
)
@click.option(
    "--captions",
    type=click.Choice(["sentence", "word"]),
    default="sentence",
    show_default=True,
    help="What captions (.vtt, .srt, .lrc) tell the time of.",
)
@click.option(
    "--changes",
    metavar="OLD.json",
    help="Manifest of an older rendering: say on standard error what changed for the listener. {stem} is as in -o.",
)
@audio_options
@delivery_options
@lang_option
@encoding_option
@cache_options
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 256),
    help="Processes that synthesise, and audio files that are encoded, at a time. The files are the same whatever their number.  "
    "[default: one for each processor]",
)
@click.option(
    "--loudness",
    type=Loudness(),
    metavar="podcast|broadcast|LUFS|off",
    default="podcast",
    show_default=True,
    help="How loud the sound is made: podcast is -19 LUFS (of one channel, as loud as -16 of two), broadcast -23 (EBU R "
    "128); a number is so many LUFS, from -40 to -10; off leaves it as the engine gave it. True peaks stay under -1 dBTP.",
)
@click.option(
    "--progress",
    type=click.Choice(["auto", "bar", "lines", "none"]),
    default="auto",
    show_default=True,
    help="How progress is shown: auto is a bar on a terminal and plain lines elsewhere.",
)
def render_command(
    articles: Sequence[str],
    output: Sequence[str],
    split: Literal["segment", "block"] | None,
    options: Options,
    captions: Literal["sentence", "word"],
    changes: str | None,
    engine: str,
    delivery: Delivery,
    lang: str | None,
    encoding: str | None,
    loudness: float | None,
    cache_size: int,
    jobs: int | None,
    progress: str,
) -> int:
    """Speak each ARTICLE into files. One that is a folder stands for the articles in it.

    The paths written go to standard output, one a line. What was written is read back and compared with what was spoken, as
    `article-tts verify` does more thoroughly; a gap is an error.
    """
    from dataclasses import replace

    jobs = jobs or _processors()
    wishes = _Wishes(
        split, replace(options, captions=captions), changes, delivery, lang, encoding, loudness, jobs, progress
    )
    plan = targets(listed(articles), output)
    failed: list[TTSError] = []
    *_, last = plan
    with closing(load_engine(engine, cache_size, jobs)) as speaker, noting_what_is_kept(speaker):
        for article, paths in plan.items():
            try:
                if not _render(article, paths, speaker, wishes, is_last=article == last):
                    failed.append(TTSError("not everything could be spoken", article))
            except (EngineError, LexiconError, ProsodyError):  # no other article would fare better
                raise
            except TTSError as error:
                if len(plan) == 1:
                    raise
                failed.append(error)
                click.echo(f"Error: {error}", err=True)
    if failed and len(plan) > 1:
        click.echo(f"{len(failed)} of {len(plan)} articles failed.", err=True)
    return 1 if failed else 0


class _Wishes(NamedTuple):
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


def _render(article: str, paths: Sequence[Path], speaker: Engine, wishes: _Wishes, *, is_last: bool) -> bool:
    """Render one article; say whether all of it could be spoken, and the files are whole.

    When the last one is spoken the speaker is closed: what its processes hold is not held while the files are written.
    """
    from tts import outputs as writers
    from tts.cli import articles
    from tts.cli.changes import comparison
    from tts.loudness import levelled, survey_for
    from tts.narration import Passage, narrate

    checked(paths, wishes.options)
    compare = comparison(wishes.changes, stem(article))
    read = articles.read(article, wishes.lang, wishes.encoding)
    failures, anew = Failures(article), spoken_anew(speaker)
    audible = any(writers.has_sound(path) for path in paths)
    # A manifest has the sound's digest, and a change of the sound alone is a change.
    heard = audible or wishes.changes is not None or any(map(is_manifest, paths))
    listen(speaker, audible=heard)
    survey = None
    if wishes.loudness is not None and audible:
        survey = survey_for(wishes.loudness, measurements(speaker))
    with shown(wishes.progress, stem(article), sum(len(block.text) for block in read.blocks)) as advance:

        def on_passage(passage: Passage) -> None:
            failures.report(passage)
            advance(len(passage.segment.text))

        on_sound = survey.hear if survey else None
        try:
            narration = narrate(
                read, speaker, wishes.delivery, on_passage, on_sound, keep_sound=heard, forms=forms(speaker)
            )
        except BaseException:
            if survey:
                survey.close()  # or the program would not end before what was spoken is measured
            raise
    with narration:
        if survey:
            survey.finish()
        if is_last:
            speaker.close()
        if survey and wishes.loudness is not None:
            narration = levelled(narration, wishes.loudness, survey)
        count = 0
        whole = True
        for number, part in parts(narration, wishes.split):
            files = [numbered(path, number) for path in paths]
            for target in _write(part, files, wishes):
                click.echo(target)
                count += 1
            whole &= _verified(part, files)
        done = [f"{duration(_lasts(narration))} of speech", f"{count} {'file' if count == 1 else 'files'}", anew()]
        click.echo(f"{stem(article)}: {', '.join(filter(None, done))}.", err=True)
        compare(narration)
    return whole and not failures.count


def _write(narration: Narration, paths: Sequence[Path], wishes: _Wishes) -> Iterator[str]:
    """Write the files, manifests last: a manifest names the files it belongs to."""
    from dataclasses import replace

    from tts import outputs as writers
    from tts.outputs.together import write_together

    def begins(path: Path) -> None:
        if wishes.progress != "none" and writers.has_sound(path) and _lasts(narration) > WORTH_TELLING_MS:
            click.echo(f"{path.name}: being written, {duration(_lasts(narration))} of speech", err=True)

    written: list[Written] = []
    files = [path for path in paths if not is_manifest(path)]
    for made in write_together(narration, files, wishes.options, wishes.jobs, begins):
        if wishes.loudness is not None and not wishes.split:
            for shortfall in shortfalls(made.facts, wishes.loudness, wishes.options.channels):
                click.echo(f"{made.path}: {shortfall}.", err=True)
        written.append(made)
        yield made.path
    options = replace(wishes.options, companions=tuple(written))
    for made in write_together(narration, list(filter(is_manifest, paths)), options):
        for other in made.facts.get("elsewhere", ()):
            click.echo(f"{made.path}: does not vouch for {other}, which is not in its folder.", err=True)
        yield made.path


def _lasts(narration: Narration) -> int:
    """In milliseconds; where nothing was spoken there is no sample rate."""
    return milliseconds(narration.master.frames, narration.master.sample_rate) if narration.master.frames else 0


def _verified(narration: Narration, paths: Sequence[Path]) -> bool:
    """Say what of the files just written is not as it was spoken."""
    from tts import verify
    from tts.cli.verify import say_findings

    report = verify.narration(narration, paths)
    say_findings(report)
    return report.whole


def _processors() -> int:
    """How many this process may use."""
    import os

    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
