"""`article-tts library`: the articles that were begun, and how far each was heard."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from tts.cli.follow import plain
from tts.cli.options import json_option

if TYPE_CHECKING:
    from tts.listening.positions import Position


@click.command("library")
@json_option
@click.option("--forget", metavar="ARTICLE", multiple=True, help="Remove what is kept of an article; may be repeated.")
def library_command(as_json: bool, forget: tuple[str, ...]) -> int:
    """List the articles you have begun to hear, the latest first: how far, title, path.

    `article-tts speak` goes on where an article was left. Standard input is listed as `-`.
    """
    from tts.listening.positions import Positions

    positions = Positions()
    if forget:
        unknown = [path for path in forget if not positions.forget(path if path == "-" else os.path.abspath(path))]
        for path in unknown:
            click.echo(f"Error: {path}: nothing is kept of it", err=True)
        return 1 if unknown else 0
    found = list(positions.all())
    if as_json:
        import json

        # ASCII only: a file name in another encoding has no other form that leads back to the file.
        click.echo(json.dumps([_record(position) for position in found], indent=2))
        return 0
    for position in found:
        click.echo("\t".join((_part(position), _shown(position.title) or "No title", _shown(position.source))))
    return 0


def _shown(text: str) -> str:
    """Text as part of one line; a byte of a file name that is in another encoding is a question mark."""
    return plain(text.encode("utf-8", "replace").decode("utf-8"))


def _part(position: Position) -> str:
    marks = len(position.bookmarks)
    marked = f", {marks} bookmark{'' if marks == 1 else 's'}" if marks else ""
    return ("heard" if position.finished else f"{int(100 * position.heard)} percent heard") + marked


def _record(position: Position) -> dict[str, object]:
    return {
        "source": position.source,
        "title": position.title,
        "finished": position.finished,
        "heard": round(position.heard, 3),
        "sentence": position.sentence + 1,
        "sentences": len(position.sentences),
        "bookmarks": [mark + 1 for mark in position.bookmarks],
    }
