"""Items of a list that run on in one line: `1) first 2) second`, `• one • two`."""

from __future__ import annotations

import re

from tts.pattern import Pattern

_MARKER = Pattern(r"([•⁃·▪◦●■]?)(\s*)(\(?)(\d{1,3}|[A-Za-z])(\.\)|\)|\.)\s")
_BULLET = Pattern(r"([•⁃·▪◦●■])\s*\S")


#: What the first item of a list begins with.
FIRST = frozenset("•⁃·▪◦●■(1aAI")


def items(text: str, start: int, end: int) -> list[int]:
    """Where the items after the first begin, if the paragraph `text[start:end]` is a list written in one line."""
    found: list[int] = []
    if text[start].isalpha() and text[start + 1 : start + 2] not in (".", ")"):
        return found
    marker = _MARKER.match(text, start, end)
    if marker and marker.group(4).isupper() and marker.group(5) == ".":
        # `A. Lieberman met B. Netanyahu`: initials, not items.
        return found
    if marker is None:
        bullet = _BULLET.match(text, start, end)
        return _positions(text, bullet.group(1), start, end) if bullet else []
    bullet_mark, gap, opening, label, closing = marker.groups()
    position = marker.end()
    while following := _following(label):
        sign = f"{bullet_mark}{gap}{opening}{following}{closing}"
        position = text.find(sign, position, end)
        while position >= 0 and not (
            text[position - 1].isspace() and text[position + len(sign) : min(end, position + len(sign) + 1)].isspace()
        ):
            position = text.find(sign, position + 1, end)
        if position < 0:
            break
        found.append(position)
        position += len(sign)
        label = following
    return found


def _positions(text: str, mark: str, start: int, end: int) -> list[int]:
    return [match.start() for match in re.compile(rf"(?<=\s){mark}").finditer(text, start + 1, end)]


def _following(label: str) -> str:
    if label.isdigit():
        return str(int(label) + 1)
    return chr(ord(label) + 1) if label not in "zZ" else ""
