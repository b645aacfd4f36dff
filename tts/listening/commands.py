"""What a listener can ask for, and the keys for it."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping

from tts.errors import TTSError


class Command(enum.StrEnum):
    """The value is what the configuration writes."""

    PAUSE = "pause"
    PREVIOUS_SENTENCE = "previous-sentence"
    NEXT_SENTENCE = "next-sentence"
    PREVIOUS_PARAGRAPH = "previous-paragraph"
    NEXT_PARAGRAPH = "next-paragraph"
    NEXT_HEADING = "next-heading"
    PREVIOUS_HEADING = "previous-heading"
    BEGINNING = "beginning"
    END = "end"
    REPEAT_SLOWER = "repeat-slower"
    FASTER = "faster"
    SLOWER = "slower"
    SOFTER = "softer"
    LOUDER = "louder"
    SPELL = "spell"
    WHERE = "where"
    BOOKMARK = "bookmark"
    GO_TO_BOOKMARK = "go-to-bookmark"
    NEXT_ARTICLE = "next-article"
    HELP = "help"
    QUIT = "quit"


#: Keys of a terminal by their names; a character is its own name.
KEYS: dict[str, Command] = {
    "space": Command.PAUSE,
    "left": Command.PREVIOUS_SENTENCE,
    "right": Command.NEXT_SENTENCE,
    "up": Command.PREVIOUS_PARAGRAPH,
    "down": Command.NEXT_PARAGRAPH,
    "h": Command.NEXT_HEADING,
    "H": Command.PREVIOUS_HEADING,
    "home": Command.BEGINNING,
    "end": Command.END,
    "r": Command.REPEAT_SLOWER,
    "+": Command.FASTER,
    "-": Command.SLOWER,
    "[": Command.SOFTER,
    "]": Command.LOUDER,
    "s": Command.SPELL,
    "w": Command.WHERE,
    "b": Command.BOOKMARK,
    "g": Command.GO_TO_BOOKMARK,
    "n": Command.NEXT_ARTICLE,
    "?": Command.HELP,
    "q": Command.QUIT,
}

#: Names of keys that are no character.
KEY_NAMES = frozenset(
    {"space", "enter", "tab", "backspace", "escape", "left", "right", "up", "down", "home", "end"}
    | {"page-up", "page-down", "insert", "delete"}
)


class KeyMapError(TTSError):
    """A key is mapped to nothing, or the name of a key or command is none."""

    exit_status = 2


def keys_with(changes: Iterable[str]) -> Mapping[str, Command | None]:
    """The keys, with changes of the form `KEY=COMMAND`; an empty command takes a key's meaning away (nothing).

    Raises:
        KeyMapError: A change that cannot be understood.
    """
    keys: dict[str, Command | None] = dict(KEYS)
    for change in changes:
        key, found, name = change.rpartition("=")
        if not found or not key or not (len(key) == 1 or key in KEY_NAMES):
            raise KeyMapError(
                f"{change!r} names no key",
                hint=f"Write KEY=COMMAND, as in j=next-sentence; a key is a character or one of {', '.join(sorted(KEY_NAMES))}",
            )
        if not name:
            keys[key] = None
        elif name in set(Command):
            keys[key] = Command(name)
        else:
            raise KeyMapError(f"{change!r} names no command", hint=f"Commands are {', '.join(Command)}")
    return keys
