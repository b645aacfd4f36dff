"""`article-tts say`: a phrase is heard, or written, so that a lexicon entry can be tried."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import click

from tts.cli.failures import Failures
from tts.cli.options import OutputPath, delivery_options, lang_option

if TYPE_CHECKING:
    from tts.engines.base import Engine
    from tts.model import Article, Delivery


@click.command("say")
@click.argument("text", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    type=OutputPath(),
    metavar="PATH",
    multiple=True,
    help="Write it to this file instead, as `article-tts render` would (--loudness off).",
)
@click.option("--show-spoken", is_flag=True, help="Print the words that are said.")
@delivery_options
@lang_option
@click.option("--device", metavar="NAME", default="", help="Sound device, by name or part of it.")
def say_command(
    text: tuple[str, ...],
    output: tuple[str, ...],
    show_spoken: bool,
    engine: str,
    delivery: Delivery,
    lang: str | None,
    device: str,
) -> int:
    """Say TEXT on the sound device: one phrase, to hear how a word or a lexicon entry sounds.

    \b
    Several words need no quotation marks:
    article-tts say --lexicon names.pls Nguyen paid '$5'
    """
    from tts import engines

    for path in output:
        from tts import outputs

        outputs.check(path)
    with closing(engines.load(engine)) as speaker:
        phrase = _phrase(" ".join(text), lang or "en")
        if show_spoken:
            from tts.segment import segments
            from tts.utterances import spoken_segment

            for segment in segments(phrase):
                click.echo(spoken_segment(segment, delivery.lexicons).text)
        if output:
            return _write(phrase, speaker, delivery, output)
        return _play(phrase, speaker, delivery, device)


def _phrase(text: str, lang: str) -> Article:
    """An article of one paragraph."""
    from tts.errors import ArticleError
    from tts.model import Article, Block, BlockKind

    if not text.strip():
        raise ArticleError("there is nothing to say", hint="Give the words after the command")
    block = Block("b001", BlockKind.PARAGRAPH, text.strip(), lang)
    return Article("", lang, "", "", "", "", (block,))


def _write(phrase: Article, speaker: Engine, delivery: Delivery, paths: tuple[str, ...]) -> int:
    from tts import outputs
    from tts.narration import narrate

    failures = Failures()
    with narrate(phrase, speaker, delivery, failures.report) as narration:
        for path in paths:
            click.echo(outputs.write(narration, path).path)
    return failures.exit_status


def _play(phrase: Article, speaker: Engine, delivery: Delivery, device: str) -> int:
    from tts.narration import perform, pieces
    from tts.player import Player

    failures = Failures()
    passages = perform(phrase, speaker, delivery)  # begun while the device is opened
    with closing(Player(device)) as player:
        for passage in passages:
            failures.report(passage)
            for pause_ms, speech in pieces(passage):
                player.play(speech, pause_ms)
        player.drain()
    return failures.exit_status
