"""Options for keeping speech, and the engine that does."""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tts.engines.base import Engine
    from tts.engines.cached import Cached
    from tts.engines.store import Notes
    from tts.utterances import Forms

#: That of the library (`tts.engines.store.DEFAULT_LIMIT`); a test keeps them equal.
DEFAULT_SIZE = "1GB"

_UNITS = {"k": 1, "m": 2, "g": 3, "t": 4, "": 0}


class Size(click.ParamType[int]):
    """An amount of data: `500MB`, `2 GiB`, `0`, or a bare number of bytes."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return it in bytes, or fail with what is accepted."""
        match = re.fullmatch(r"([0-9]{1,15}(?:\.[0-9]{1,3})?) *([kmgt]?)(i?)b?", str(value).strip().lower())
        if not match or (match[3] and not match[2]):
            self.fail(f"{value!r} is no size. Examples: 500MB, 2GiB", param, ctx)
        return int(float(match[1]) * (1024 if match[3] else 1000) ** _UNITS[match[2]])


def cache_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--cache-size` and `--no-cache`: the command gets `cache_size`, in bytes; 0 where nothing is to be kept."""

    @functools.wraps(command)
    def with_cache(*args: Any, cache_size: int, no_cache: bool, **options: Any) -> Any:
        return command(*args, cache_size=0 if no_cache else cache_size, **options)

    size = click.option(
        "--cache-size",
        type=Size(),
        default=DEFAULT_SIZE,
        show_default=True,
        help="How much speech is kept for the next time (500MB, 2GiB); what was not used for longest goes first.",
    )
    none = click.option("--no-cache", is_flag=True, help="Speak everything anew, and keep nothing for the next time.")
    return size(none(with_cache))


def load_engine(name: str, cache_size: int, jobs: int = 1) -> Engine:
    """The engine of that name, with what it said before; what is wrong with the cache is told in a line.

    Raises:
        EngineError: There is no such engine.
    """
    from tts.engines import load

    if not cache_size:
        return load(name, jobs)
    from tts.engines.cached import load_cached

    return load_cached(name, jobs, limit=cache_size, warn=lambda what: click.echo(f"Warning: {what}.", err=True))


def listen(engine: Engine, *, audible: bool) -> None:
    """Say whether the sound of what was kept is wanted, or only its times."""
    if cached := _as_cached(engine):
        cached.audible = audible


def forms(engine: Engine) -> Forms:
    """What puts segments into words: what was put into words before is looked up where speech is kept."""
    if cached := _as_cached(engine):
        from tts.engines.store import Notes
        from tts.forms import KeptForms

        return KeptForms(Notes(cached.store))
    from tts.utterances import spoken_segment

    return spoken_segment


def measurements(engine: Engine) -> Notes | None:
    """Where what was measured of a sound is kept: where speech is; none where it is not."""
    if cached := _as_cached(engine):
        from tts.engines.store import Notes

        return Notes(cached.store)
    return None


def spoken_anew(engine: Engine) -> Callable[[], str]:
    """Begin to count.

    Returns:
        How many utterances the engine was asked for since then, and how many of them it had to speak, in words; empty
        where all are always spoken.
    """
    cached = _as_cached(engine)
    if not cached:
        return str
    earlier = cached.tally

    def told() -> str:
        since = cached.tally - earlier
        return f"{since.new} of {since.all} {'utterance' if since.all == 1 else 'utterances'} spoken anew"

    return told


@contextmanager
def noting_what_is_kept(engine: Engine) -> Iterator[None]:
    """Note on a Control-C that what was spoken is kept, where it is; `tts.cli.app` tells it when all is cleaned up."""
    try:
        yield
    except KeyboardInterrupt as stop:
        cached = _as_cached(engine)
        if cached and cached.tally.all and cached.store.keeps:
            stop.add_note("Interrupted. What was spoken is kept for the next time.")
        raise


def _as_cached(engine: Engine) -> Cached | None:
    """The engine, if it keeps speech. Where none does, what would do it is not loaded to find that out."""
    module = sys.modules.get("tts.engines.cached")
    return engine if module and isinstance(engine, module.Cached) else None
