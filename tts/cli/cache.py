"""`article-tts cache`: what is kept of speech, and away with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tts.cli.options import json_option
from tts.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path


@click.group("cache")
def cache_command() -> None:
    """Show or clear the speech that is kept so that the same words need not be spoken twice.

    It is kept in the system's folder for caches, or in the folder that the environment variable ARTICLE_TTS_CACHE_DIR
    names.
    """


@cache_command.command("info")
@json_option
def info_command(as_json: bool) -> None:
    """Show where speech is kept, how many utterances, and how much space they take."""
    from tts.engines.store import usage

    folder = _folder()
    try:
        held = usage(folder)
    except OSError as error:
        raise OutputError(f"the cache cannot be read: {error.strerror}", str(folder)) from error
    if as_json:
        import json

        click.echo(
            json.dumps(
                {"folder": str(folder), "utterances": held.records, "bytes": held.size}, indent=2, ensure_ascii=False
            )
        )
        return
    click.echo(f"folder: {folder}")
    click.echo(f"utterances: {held.records}")
    click.echo(f"size: {_size(held.size)}")


@cache_command.command("clear")
def clear_command() -> None:
    """Remove all speech that is kept. The next time, everything is spoken anew."""
    from tts.engines.store import clear

    folder = _folder()
    try:
        held = clear(folder)
    except OSError as error:
        raise OutputError(f"the cache cannot be cleared: {error.strerror}", str(folder)) from error
    click.echo(
        f"{held.records} {'utterance' if held.records == 1 else 'utterances'} removed, {_size(held.size)}.", err=True
    )


def _folder() -> Path:
    from tts.engines.store import VARIABLE, default_folder

    try:
        return default_folder()
    except RuntimeError as error:
        raise OutputError(f"no folder for the cache: {error}", hint=f"Name one with {VARIABLE}") from error


def _size(count: int) -> str:
    """An amount of data as a person reads it."""
    for power, unit in ((3, "GB"), (2, "MB"), (1, "kB")):
        if count >= 1000**power:
            return f"{count / 1000**power:.1f} {unit}"
    return f"{count} bytes"
