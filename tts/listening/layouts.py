"""Keys of a keyboard that writes another script than Latin.

A listener who writes Russian, Kazakh, Hebrew or Greek need not change the layout to press `h`: a key without a meaning of its
own is taken for the key at the same place of a Latin keyboard. The places are in `data/layouts.tsv`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from tts.listening.commands import Command

_TABLE = Path(__file__).parent / "data" / "layouts.tsv"


class Keyboard:
    """What the keys mean, whatever layout is on.

    Args:
        commands: By the names of the keys; nothing for a key that is to have no meaning, wherever it is.
    """

    def __init__(self, commands: Mapping[str, Command | None]) -> None:
        self._commands = commands
        self._layout: Mapping[str, str] = {}

    def command(self, key: str) -> Command | None:
        """What a key stands for; nothing where it stands for nothing.

        A letter tells which layout is on. A sign, which many layouts have in many places, is taken by its place only
        in the layout of the letter before it: a slash is the `q` of who has pressed a Hebrew letter, of nobody else.
        """
        if len(key) == 1 and key.isalpha():
            self._layout = next((layout for layout in _layouts() if key in layout), {})
        if key in self._commands:
            return self._commands[key]
        return self._commands.get(self._layout.get(key, ""))


@cache
def _layouts() -> Sequence[Mapping[str, str]]:
    """For each layout, the Latin key at the place of each of its keys."""
    rows = _TABLE.read_text(encoding="utf-8").splitlines()
    lines = [row.split("\t") for row in rows if not row.startswith("# ")]
    return [{line[column]: line[0] for line in lines[1:] if line[column]} for column in range(1, len(lines[0]))]
