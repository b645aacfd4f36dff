"""`article-tts render`: articles become files."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Literal

import click

from tts.cli.articles import listed
from tts.cli.caching import cache_options, load_engine, noting_what_is_kept
from tts.cli.options import Loudness, OutputPath, audio_options, delivery_options, encoding_option, lang_option
from tts.cli.targets import targets
from tts.errors import EngineError, LexiconError, ProsodyError, TTSError, VoiceError

if TYPE_CHECKING:
    from tts.cli.rendering import Rendering
    from tts.model import Delivery
    from tts.outputs.options import Options

#: Articles that are written at most while another is spoken: as many as one thread can feed, and few open files.
MOST_AHEAD = 8


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
    help="Processes that synthesise, and audio files that are encoded, at a time; the next article is spoken while those of one are "
    "encoded. The files are the same whatever their number.  [default: one for each processor]",
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

    from tts.cli.rendering import Wishes, spoken
    from tts.outputs.together import Desk

    jobs = jobs or _processors()
    wishes = Wishes(
        split, replace(options, captions=captions), changes, delivery, lang, encoding, loudness, jobs, progress
    )
    plan = targets(listed(articles), output)
    *_, last = plan
    with (
        closing(load_engine(engine, cache_size, jobs)) as speaker,
        noting_what_is_kept(speaker),
        Desk(jobs) as desk,
    ):
        queue = _Queue(min(jobs, MOST_AHEAD), is_alone=len(plan) == 1)
        for article, paths in plan.items():
            try:
                queue.put(spoken(article, paths, speaker, desk, wishes, queue.look, is_last=article == last))
            except TTSError as error:
                queue.finish_all()
                if _is_for_all(error, delivery):
                    raise
                queue.fail(error)
        queue.finish_all()
    if queue.failed and len(plan) > 1:
        click.echo(f"{queue.failed} of {len(plan)} articles failed.", err=True)
    return 1 if queue.failed else 0


def _is_for_all(error: TTSError, delivery: Delivery) -> bool:
    """Whether no other article would fare better: a voice that was asked for by name is missing for all of them."""
    is_missing = isinstance(error, VoiceError) and bool(delivery.voice)
    return is_missing or isinstance(error, EngineError | LexiconError | ProsodyError)


class _Queue:
    """Articles whose files are being written while the next is spoken; they are finished in order."""

    def __init__(self, length: int, *, is_alone: bool) -> None:
        """For so many articles; one that is alone fails with its error, not with a line among others."""
        self._length = length
        self._is_alone = is_alone
        self._waiting: deque[Rendering] = deque()
        self.failed = 0

    def put(self, rendering: Rendering) -> None:
        """Add an article; where too many wait, wait for the first of them."""
        self._waiting.append(rendering)
        while len(self._waiting) > self._length:
            self._finish()

    def look(self) -> None:
        """Finish what need not be waited for."""
        while self._waiting and self._waiting[0].encoded:
            self._finish()

    def finish_all(self) -> None:
        """Wait for all."""
        while self._waiting:
            self._finish()

    def fail(self, error: TTSError) -> None:
        """Tell that an article failed."""
        if self._is_alone:
            raise error
        self.failed += 1
        click.echo(f"Error: {error}", err=True)

    def _finish(self) -> None:
        try:
            self.failed += not self._waiting.popleft().finish()
        except TTSError as error:
            self.fail(error)


def _processors() -> int:
    """How many this process may use."""
    import os

    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
