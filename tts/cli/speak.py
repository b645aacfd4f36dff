"""`article-tts speak`: an article is heard while it is made."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import click

from tts.cli.failures import Failures
from tts.cli.options import delivery_options, lang_option

if TYPE_CHECKING:
    from tts.model import Delivery


@click.command("speak")
@click.argument("article")
@delivery_options
@lang_option
@click.option(
    "--device", metavar="NAME", default="", help="Sound device, by name or part of it.  [default: the system's]"
)
@click.option("--show-text", is_flag=True, help="Print each segment as it begins to be heard, one plain line each.")
def speak_command(article: str, engine: str, delivery: Delivery, lang: str | None, device: str, show_text: bool) -> int:
    """Read ARTICLE aloud on the sound device, from the first sentence on while the rest is being made.

    Control-C stops the sound at once.
    """
    from tts import engines

    with closing(engines.load(engine)) as speaker:  # its process starts while the rest is imported
        from tts.narration import perform, pieces
        from tts.readers import read_article

        passages = perform(read_article(article, lang=lang), speaker, delivery)
        from tts.player import Player

        failures = Failures()
        with closing(Player(device)) as player:
            for passage in passages:
                failures.report(passage)
                on_start = partial(click.echo, " ".join(passage.segment.text.split())) if show_text else None
                for pause_ms, speech in pieces(passage):
                    player.play(speech, pause_ms, on_start)
                    on_start = None
            player.drain()
    return failures.exit_status
