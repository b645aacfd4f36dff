"""What is said to the listener, in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from tts.listening.commands import MEANING, SPOKEN_KEYS, Command
from tts.listening.reading import Reading
from tts.timing import duration

#: Written characters a voice says in a second at its normal rate: 175 words a minute of 5.1 characters and a space.
CHARACTERS_PER_SECOND = 17.5

#: What there is no more of, for a move that leads nowhere.
NOWHERE = {
    Command.NEXT_SENTENCE: "Last sentence",
    Command.PREVIOUS_SENTENCE: "First sentence",
    Command.NEXT_PARAGRAPH: "Last paragraph",
    Command.PREVIOUS_PARAGRAPH: "First paragraph",
    Command.NEXT_HEADING: "No heading after this",
    Command.PREVIOUS_HEADING: "No heading before this",
    Command.NEXT_ARTICLE: "Last article",
}


def where(reading: Reading, number: int, seconds_left: float | None) -> str:
    """Title, part, percent and time left."""
    title = reading.article.title or "No title"
    heading = reading.heading(number)
    parts = [_sentence(title)]
    if heading and heading != title:
        parts.append(_sentence(heading))
    parts.append(
        f"Sentence {number + 1} of {len(reading.segments)}, {reading.heard(number):.0%}.".replace("%", " percent")
    )
    if seconds_left is not None:
        parts.append(f"About {duration(round(seconds_left) * 1000)} left.")
    return " ".join(parts)


def spelled(word: str) -> str:
    """A word letter by letter; capitals and signs are named."""
    letters = []
    for character in word:
        if character.isupper():
            letters.append(f"capital {character}")
        elif character.isalnum():
            letters.append(character)
        else:
            letters.append(unicodedata.name(character, "sign").lower())
    return ", ".join(letters)


def help_lines(keys: Mapping[str, Command]) -> list[str]:
    """The keys and what they do, one plain line each, in the order of the commands."""
    lines = []
    for command in Command:
        names = [key for key, meant in keys.items() if meant is command]
        if names:
            lines.append(f"{' or '.join(map(key_name, names))}: {MEANING[command]}")
    return lines


def key_name(key: str) -> str:
    """What a key is called when it is said."""
    if len(key) == 1 and key.isalpha() and key.isupper():
        return f"capital {key}"
    return SPOKEN_KEYS.get(key, key)


def _sentence(text: str) -> str:
    flat = " ".join(text.split())
    return flat if flat.endswith((".", "?", "!", "…")) else f"{flat}."
