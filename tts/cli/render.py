"""`article-tts render`: articles become files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Literal

import click

from tts.cli.failures import Failures
from tts.cli.options import audio_options, delivery_options, lang_option
from tts.cli.progress import shown
from tts.errors import EngineError, OutputError, ProsodyError, TTSError
from tts.timing import duration, milliseconds

if TYPE_CHECKING:
    from pathlib import Path

    from tts.engines.base import Engine
    from tts.model import Delivery, Narration
    from tts.outputs.options import Options

DEFAULT_FOLDER = "audio"
DEFAULT_OUTPUTS = tuple(f"{DEFAULT_FOLDER}/{{stem}}{suffix}" for suffix in (".mp3", ".vtt", ".json"))


@click.command("render")
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    multiple=True,
    help="File to write: .mp3, .m4b or .m4a (AAC), .opus or .ogg (Opus), .flac, .wav, .vtt (captions) or .json (what is heard when, and what is not heard). "
    "Repeat it for more; the article is spoken once. {stem} stands for the article's file name without its suffix.  "
    "[default: MP3, VTT and JSON in audio/]",
)
@click.option(
    "--split",
    type=click.Choice(["segment", "block"]),
    help="Write numbered files, one for each segment (sentence) or block (paragraph, heading ...).",
)
@audio_options
@delivery_options
@lang_option
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
    engine: str,
    delivery: Delivery,
    lang: str | None,
    progress: str,
) -> int:
    """Speak each ARTICLE into files.

    The paths written go to standard output, one a line.
    """
    from tts import engines

    plan = _plan(articles, output)
    failed: list[TTSError] = []
    with closing(engines.load(engine)) as speaker:
        for article, paths in plan.items():
            try:
                if not _render(article, paths, split, options, speaker, delivery, lang, progress):
                    failed.append(TTSError("not everything could be spoken", article))
            except (EngineError, ProsodyError):  # no other article would fare better
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
    speaker: Engine,
    delivery: Delivery,
    lang: str | None,
    style: str,
) -> bool:
    """Render one article; say whether all of it could be spoken."""
    from tts import outputs as writers
    from tts.narration import Passage, narrate
    from tts.readers import read_article

    if any(str(path.parent) == DEFAULT_FOLDER for path in paths):
        _make_default_folder()
    for path in paths:
        writers.check(path, options)
    read = read_article(article, lang=lang)
    failures = Failures()
    with shown(style, _stem(article), sum(len(block.text) for block in read.blocks)) as advance:

        def on_passage(passage: Passage) -> None:
            failures.report(passage)
            advance(len(passage.segment.text))

        narration = narrate(read, speaker, delivery, on_passage)
    with narration:
        count = 0
        for number, part in _numbered(narration, split):
            for path in paths:
                target = path.with_name(f"{path.stem}{number}{path.suffix}")
                writers.write(part, target, options)
                click.echo(str(target))
                count += 1
        length = duration(milliseconds(narration.master.frames, narration.master.sample_rate))
    click.echo(f"{_stem(article)}: {length} of speech, {count} {'file' if count == 1 else 'files'}.", err=True)
    return not failures.count


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
