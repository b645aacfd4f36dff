"""`article-tts render`: articles become files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Literal

import click

from tts.cli.caching import cache_options, load_engine, spoken_anew
from tts.cli.failures import Failures
from tts.cli.options import Loudness, audio_options, delivery_options, lang_option
from tts.cli.progress import shown
from tts.errors import EngineError, LexiconError, OutputError, ProsodyError, TTSError
from tts.timing import duration, milliseconds

if TYPE_CHECKING:
    from pathlib import Path

    from tts.engines.base import Engine
    from tts.model import Delivery, Narration
    from tts.outputs.options import Options, Written

DEFAULT_FOLDER = "audio"
DEFAULT_OUTPUTS = tuple(f"{DEFAULT_FOLDER}/{{stem}}{suffix}" for suffix in (".mp3", ".vtt", ".json"))


@click.command("render")
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
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
@cache_options
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 256),
    help="Processes that synthesise at a time. The files are the same whatever their number.  "
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
    loudness: float | None,
    cache_size: int,
    jobs: int | None,
    progress: str,
) -> int:
    """Speak each ARTICLE into files.

    The paths written go to standard output, one a line. What was written is read back and compared with what was spoken, as
    `article-tts verify` does more thoroughly; a gap is an error.
    """
    from dataclasses import replace

    plan = _plan(articles, output)
    failed: list[TTSError] = []
    with closing(load_engine(engine, cache_size, jobs or _processors())) as speaker:
        for article, paths in plan.items():
            try:
                if not _render(
                    article,
                    paths,
                    split,
                    replace(options, captions=captions),
                    changes,
                    speaker,
                    delivery,
                    lang,
                    loudness,
                    progress,
                ):
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


def _render(
    article: str,
    paths: Sequence[Path],
    split: Literal["segment", "block"] | None,
    options: Options,
    changes: str | None,
    speaker: Engine,
    delivery: Delivery,
    lang: str | None,
    loudness: float | None,
    style: str,
) -> bool:
    """Render one article; say whether all of it could be spoken, and the files are whole."""
    from tts import outputs as writers
    from tts.cli import articles
    from tts.cli.changes import comparison
    from tts.loudness import levelled
    from tts.narration import Passage, narrate

    if any(str(path.parent) == DEFAULT_FOLDER for path in paths):
        _make_default_folder()
    for path in paths:
        writers.check(path, options)
    compare = comparison(changes.replace("{stem}", _stem(article)) if changes else None)
    read = articles.read(article, lang)
    failures, anew = Failures(), spoken_anew(speaker)
    with shown(style, _stem(article), sum(len(block.text) for block in read.blocks)) as advance:

        def on_passage(passage: Passage) -> None:
            failures.report(passage)
            advance(len(passage.segment.text))

        narration = narrate(read, speaker, delivery, on_passage)
    with narration:
        if loudness is not None and any(writers.has_sound(path) for path in paths):
            narration = levelled(narration, loudness)
        count = 0
        whole = True
        for number, part in _numbered(narration, split):
            targets = [_target(path, number) for path in paths]
            for target in _write(part, targets, options):
                click.echo(target)
                count += 1
            whole &= _verified(part, targets)
        length = duration(milliseconds(narration.master.frames, narration.master.sample_rate))
        done = [f"{length} of speech", f"{count} {'file' if count == 1 else 'files'}", anew()]
        click.echo(f"{_stem(article)}: {', '.join(filter(None, done))}.", err=True)
        compare(narration)
    return whole and not failures.count


def _target(path: Path, number: str) -> Path:
    """Where a part is written: its number stands before the suffix."""
    from tts.outputs import suffix

    ending = suffix(path)
    return path.with_name(f"{path.name.removesuffix(ending)}{number}{ending}")


def _write(narration: Narration, paths: Sequence[Path], options: Options) -> Iterator[str]:
    """Write the files, manifests last: a manifest names the files it belongs to."""
    from dataclasses import replace

    from tts import outputs as writers

    written: list[Written] = []
    for path in sorted(paths, key=_is_manifest):
        made = writers.write(narration, path, replace(options, companions=tuple(written)))
        if _is_manifest(path):
            for other in made.facts.get("elsewhere", ()):
                click.echo(f"{path}: does not vouch for {other}, which is not in its folder.", err=True)
        else:
            written.append(made)
        yield made.path


def _is_manifest(path: Path) -> bool:
    from tts.outputs import suffix

    return suffix(path).lower() == ".json"


def _verified(narration: Narration, paths: Sequence[Path]) -> bool:
    """Say what of the files just written is not as it was spoken."""
    from tts import verify
    from tts.cli.verify import say_findings

    report = verify.narration(narration, paths)
    say_findings(report)
    return report.whole


def _plan(articles: Sequence[str], outputs: Sequence[str]) -> dict[str, list[Path]]:
    """Which files are to be made of which article, refused where one would be written twice or over its article."""
    from pathlib import Path

    plan: dict[str, list[Path]] = {}
    taken: dict[Path, str] = {}
    for article in dict.fromkeys(articles):
        paths = [Path(output.replace("{stem}", _stem(article))) for output in outputs or DEFAULT_OUTPUTS]
        for path in dict.fromkeys(paths):
            place = path.resolve()
            if place in taken:
                raise click.UsageError(
                    f"{path} would be written twice, for {taken[place]} and for {article}. Put {{stem}} into the path."
                )
            if article != "-" and place == Path(article).resolve():
                raise click.UsageError(f"{path} is the article itself. Choose another output.")
            taken[place] = article
        plan[article] = list(dict.fromkeys(paths))
    return plan


def _stem(article: str) -> str:
    from pathlib import Path

    return "stdin" if article == "-" else Path(article).stem


def _processors() -> int:
    """How many this process may use."""
    import os

    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _make_default_folder() -> None:
    from pathlib import Path

    try:
        Path(DEFAULT_FOLDER).mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be made: {error.strerror}", DEFAULT_FOLDER, "Choose a place with -o") from error


def _numbered(narration: Narration, split: Literal["segment", "block"] | None) -> Iterator[tuple[str, Narration]]:
    """The parts to be written, each with what tells its file apart from the others."""
    from tts.recording import excerpts

    if not split:
        yield "", narration
        return
    width = max(3, len(str(sum(1 for _ in excerpts(narration, split)))))
    for number, (key, part) in enumerate(excerpts(narration, split), start=1):
        yield f"-{number:0{width}}-{key}", part
