"""`render --changes OLD.json`: what is other for the listener than in an older rendering."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tts.recorded import Narration


def comparison(path: str | None) -> Callable[[Narration], None]:
    """What tells the changes of a narration against a manifest, which is read now: it may be about to be overwritten.

    Raises:
        OutputError: The file is no manifest.
    """
    if not path:
        return lambda _: None
    from pathlib import Path

    from tts.verify import changes

    old = changes.recall(Path(path))

    def tell(narration: Narration) -> None:
        for line in changes.describe(old, changes.account(narration)):
            click.echo(line, err=True)

    return tell
