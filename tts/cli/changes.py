"""`render --changes OLD.json`: what is other for the listener than in an older rendering."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from tts.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from tts.recorded import Narration


def comparison(pattern: str | None, stem: str, paths: Sequence[Path]) -> Callable[[Narration], None]:
    """What tells the changes of a narration against a manifest, which is read now: it may be about to be overwritten.

    Of many articles some may be new: where the path was made from the article's name and is not there, that is told instead.

    Args:
        pattern: Path of the manifest; `{stem}` is as in -o.
        stem: What stands for it.
        paths: What is written of the new rendering: one without sound is neither louder nor quieter than another.

    Raises:
        OutputError: The file is no manifest, or it was named outright and is not there.
    """
    if not pattern:
        return lambda _: None
    from pathlib import Path

    from tts.outputs import has_sound
    from tts.verify import changes

    path = Path(pattern.replace("{stem}", stem))
    if _is_missing(path):
        if "{stem}" not in pattern:
            raise OutputError("there is no such manifest to compare with", str(path))
        return lambda _: click.echo(f"{stem}: nothing to compare with: {path} is not there.", err=True)
    old = changes.recall(path)
    is_heard = any(map(has_sound, paths))

    def tell(narration: Narration) -> None:
        for line in changes.describe(old, changes.account(narration, is_heard=is_heard)):
            click.echo(line, err=True)

    return tell


def _is_missing(path: Path) -> bool:
    """Whether nothing is there; what may not be looked at is told with its reason when it is read."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
