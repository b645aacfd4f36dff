"""Which script a word is written in, and which language to try for it."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

# First code point of a range, ISO 15924 script. Ranges run to the next start; "" is no script of its own.
_RANGES: Final = (
    (0x0000, "Latn"), (0x0250, "Latn"), (0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, "Armn"), (0x0590, "Hebr"),
    (0x0600, "Arab"), (0x0700, ""), (0x0750, "Arab"), (0x0780, ""), (0x0900, "Deva"), (0x0980, "Beng"),
    (0x0A00, ""), (0x0B80, "Taml"), (0x0C00, ""), (0x0E00, "Thai"), (0x0E80, ""), (0x10A0, "Geor"), (0x1100, "Hang"),
    (0x1200, "Ethi"), (0x13A0, ""), (0x1C80, "Cyrl"), (0x1C90, "Geor"), (0x1CC0, ""), (0x1D00, "Latn"), (0x1F00, "Grek"),
    (0x2000, ""), (0x2C60, "Latn"), (0x2C80, ""), (0x2DE0, "Cyrl"), (0x2E00, ""), (0x2E80, "Hani"), (0x3000, ""),
    (0x3040, "Jpan"), (0x3100, ""), (0x3130, "Hang"), (0x3190, ""), (0x3400, "Hani"), (0xA000, ""), (0xA640, "Cyrl"),
    (0xA6A0, ""), (0xA720, "Latn"), (0xA800, ""), (0xAC00, "Hang"), (0xD7B0, ""), (0xF900, "Hani"), (0xFB00, "Latn"),
    (0xFB13, "Armn"), (0xFB1D, "Hebr"), (0xFB50, "Arab"), (0xFE00, ""), (0xFE70, "Arab"), (0xFF00, ""), (0x20000, "Hani"),
    (0x32000, ""),
)  # fmt: skip
_STARTS: Final = [start for start, _ in _RANGES]

#: The language a word in the script most likely is in, where the text does not say.
LANGUAGES: Final = {
    "Latn": "en", "Grek": "el", "Cyrl": "ru", "Armn": "hy", "Hebr": "he", "Arab": "ar", "Deva": "hi", "Beng": "bn",
    "Taml": "ta", "Thai": "th", "Geor": "ka", "Hang": "ko", "Ethi": "am", "Hani": "zh", "Jpan": "ja",
}  # fmt: skip

_KAZAKH: Final = frozenset("әғқңөұүһӘҒҚҢӨҰҮҺ")
_UKRAINIAN: Final = frozenset("їєґЇЄҐ")
_PERSIAN: Final = frozenset("پچژگ")


def script_of(word: str) -> str:
    """ISO 15924 code of the script of a word's first letter; empty for none that is known."""
    return _RANGES[bisect_right(_STARTS, ord(word[0])) - 1][1]


def language_of(word: str) -> str:
    """The likeliest language of a word, by its script and by letters that only one language has."""
    script = script_of(word)
    if script == "Cyrl":
        if not _KAZAKH.isdisjoint(word):
            return "kk"
        if not _UKRAINIAN.isdisjoint(word):
            return "uk"
    if script == "Arab" and not _PERSIAN.isdisjoint(word):
        return "fa"
    return LANGUAGES.get(script, "")
