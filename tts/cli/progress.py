"""Progress on standard error: a bar with time left on a terminal, whole plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from tts.timing import duration

#: How often a plain line says how far the work is, in seconds: seldom enough not to talk over the user's work.
LINE_SECONDS = 10.0


@contextmanager
def shown(style: str, label: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show how far a piece of work is.

    Args:
        style: `auto`, `bar`, `lines` or `none`.
        label: What is being worked on.
        total: How much there is to do, in any unit.

    Yields:
        To be called with how much more is done.
    """
    if style == "auto":
        style = "bar" if sys.stderr.isatty() else "lines"
    if style == "bar":
        with click.progressbar(length=total, label=label, file=sys.stderr, width=24, show_percent=True) as bar:
            _bars.append(bar)
            try:
                yield bar.update
                bar.update(total - bar.pos)
            finally:
                _bars.remove(bar)
    elif style == "lines":
        yield _Lines(label, total).advance
    else:
        yield lambda _: None


def above_the_bar() -> None:
    """Take the bar off its line, where there is one, before something else is told; its next step draws it below that."""
    if _bars:
        click.echo("\r\x1b[K", nl=False, err=True)


#: Those on the screen.
_bars: list[object] = []


class _Lines:
    def __init__(self, label: str, total: int) -> None:
        self._label = label
        self._total = total
        self._done = 0
        self._started = self._said = time.monotonic()

    def advance(self, amount: int) -> None:
        self._done += amount
        now = time.monotonic()
        if now - self._said >= LINE_SECONDS and 0 < self._done < self._total:
            self._said = now
            left = (now - self._started) * (self._total - self._done) / self._done
            percent = 100 * self._done // self._total
            click.echo(f"{self._label}: {percent} percent, about {duration(round(1000 * left))} left", err=True)
