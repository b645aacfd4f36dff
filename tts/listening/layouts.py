"""Keys of a keyboard that writes another script than Latin.

A listener who writes Russian, Ukrainian, Kazakh, Hebrew or Greek need not change the layout to press `h`: a key without a meaning
of its own is taken for the key at the same place of a Latin keyboard. The places are in `data/layouts.tsv`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cache

from tts.listening.commands import Command

_TABLE = os.path.join(os.path.dirname(__file__), "data", "layouts.tsv")

_Layout = Mapping[str, str]


class Keyboard:
    """What the keys mean, whatever layout is on.

    Which one is on is known by the letters that are pressed. What they leave open, the language of the article decides: `і` is
    the `s` of a Ukrainian keyboard, the `b` of a Belarusian one, the `3` of a Kazakh one.

    Args:
        commands: By the names of the keys; nothing for a key that is to have no meaning, wherever it is.
        lang: Tells the language of the article, as a BCP 47 tag.
    """

    def __init__(self, commands: Mapping[str, Command | None], lang: Callable[[], str]) -> None:
        self._commands = commands
        self._lang = lang
        self._on: list[_Layout] | None = (
            None  # what may be on, the likeliest first; nothing before a letter was pressed
        )

    def command(self, key: str) -> Command | None:
        """What a key stands for; nothing where it stands for nothing.

        A sign, which many layouts have in many places, is taken by its place only in the layout that is on: a slash is the `q`
        of who has pressed a Hebrew letter, or nothing yet in a Hebrew article, of nobody else.
        """
        if len(key) == 1 and key.isalpha():
            self._on = self._with(key)
        if key in self._commands:
            return self._commands[key]
        on = self._of_the_article() if self._on is None else self._on
        return self._commands.get(on[0].get(key, "")) if on else None

    def _with(self, letter: str) -> list[_Layout]:
        """The layouts that have a letter: of those that may be on, or else of all."""
        still = [layout for layout in self._on or () if letter in layout]
        likely = self._of_the_article()
        return still or [layout for layout in (*likely, *_layouts().values()) if letter in layout]

    def _of_the_article(self) -> list[_Layout]:
        subtag = self._lang().partition("-")[0].lower()
        return [layout for lang, layout in _layouts().items() if lang == subtag]


@cache
def _layouts() -> Mapping[str, _Layout]:
    """For the language of each layout, the Latin key at the place of each of its keys."""
    with open(_TABLE, encoding="utf-8") as file:
        rows = file.read().splitlines()
    head, *lines = [row.split("\t") for row in rows if not row.startswith("# ")]
    return {
        lang: {line[column]: line[0] for line in lines if line[column]} for column, lang in enumerate(head[1:], start=1)
    }
