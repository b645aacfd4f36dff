"""IPA in the phoneme names of an eSpeak NG voice.

Each voice has its own phonemes, about a hundred, with names of one to four ASCII characters ("A:" is ɑː). Which they are,
and what IPA each stands for, the library tells itself; so the table is that of the voice that speaks, whatever version
is installed. What a voice does not have is said with what is nearest, by `data/nearest-phonemes.tsv`.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Protocol

_NEAREST: Final = Path(__file__).parent / "data" / "nearest-phonemes.tsv"

#: `phontab`: a count of tables (4 bytes); of each, counts and name (36 bytes), then its phonemes, names first (16 bytes).
_TABLE, _PHONEME = struct.Struct("<B3x32x"), struct.Struct("<4s12x")

_VOWELS: Final = frozenset("aeiouyɑɐɒæɔəɘɛɜɞɤɨɪɯɵøœɶʉʊʌʏɚɝᵻ")

_STRESS: Final = {"ˈ": "'", "ˌ": ","}
_LONG: Final = "ː"

#: Ways of writing that mean the same, and marks that no voice can follow.
_SAME: Final = str.maketrans(
    {"g": "ɡ", ":": "ː", "'": "ˈ", "ʤ": "dʒ", "ʧ": "tʃ", "ʦ": "ts", "ʣ": "dz", "ˑ": None}
    | dict.fromkeys("/[]().·‿͜͡|‖ˤˀ̯̆̚", None)
)

#: Most sounds in a word: the library keeps them in 200 bytes and does not look whether they fit.
MOST_SOUNDS: Final = 60


class Translator(Protocol):
    """As much of `tts.engines.libespeak_ng.Library` as is needed."""

    data: str

    def phonemes(self, text: str, *, ipa: bool) -> list[str]: ...

    def phonemes_taken(self) -> AbstractContextManager[None]: ...


@dataclass(frozen=True, slots=True)
class Inventory:
    """The phonemes of a voice.

    Attributes:
        names: By IPA.
        vowels: Those of the names that carry stress.
    """

    names: dict[str, str]
    vowels: frozenset[str]


def inventory(library: Translator) -> Inventory:
    """The phonemes of the voice that is set (5 ms)."""
    names: dict[str, str] = {}
    with library.phonemes_taken():
        for name in _names(library.data):
            ipa = _ipa(library, name)
            if ipa and (ipa not in names or _rank(ipa, name) < _rank(ipa, names[ipa])):
                names[ipa] = name
    return Inventory(names, frozenset(name for ipa, name in names.items() if ipa[0] in _VOWELS))


def _rank(ipa: str, name: str) -> tuple[bool, int, str]:
    """Of several names for a sound, the plainest: a long vowel with a colon, else the shortest."""
    return ipa.endswith(_LONG) != name.endswith(":"), len(name), name


def _ipa(library: Translator, name: str) -> str:
    """What a name stands for; empty where the voice has no phoneme of that name.

    It is said beside other sounds, for at the ends of a word a voice may change it (German b is p there).
    """
    for frame, place in ((f"{name}|a", 0), (f"a|{name}|a", 1), (f"{name}|t", 0), (name, 0)):
        names = library.phonemes(f"[[{frame}]]", ipa=False)
        if len(names) <= frame.count("|"):  # it stops at a name that the voice does not have
            return ""
        if len(names) > place and names[place].lstrip("'") == name:
            heard = library.phonemes(f"[[{frame}]]", ipa=True)[place].lstrip("ˈ")
            # A sound without a letter of IPA is told by its own name.
            return heard if _plain(heard) else ""
    return ""


def _plain(ipa: str) -> bool:
    return all(letter.isalpha() or unicodedata.combining(letter) for letter in ipa)


@cache
def _names(data: str) -> tuple[str, ...]:
    """Every name in any voice's table."""
    table = Path(data, "phontab").read_bytes()
    found: dict[bytes, None] = {}  # most are in many tables
    at = 4
    while at < len(table):
        (count,) = _TABLE.unpack_from(table, at)
        at += _TABLE.size
        found |= dict.fromkeys(raw for (raw,) in _PHONEME.iter_unpack(table[at : at + count * _PHONEME.size]))
        at += count * _PHONEME.size
    names = (raw.rstrip(b"\0").decode("ascii", "replace") for raw in found)
    return tuple(name for name in names if re.fullmatch(r"[!-Z^-{}~]+", name) and name[0] not in "'|,_")


def spelled(ipa: str, voice: Inventory, lang: str) -> str | None:
    """A pronunciation in the names of a voice's phonemes; None where it has a sound that nothing comes near to.

    Args:
        ipa: Words separated by spaces.
        voice: Whose names.
        lang: BCP 47 tag of the voice, for letters that languages use for different sounds.

    Returns:
        Words in double square brackets, as the library takes them.
    """
    words = [_word(word, voice, lang.partition("-")[0].lower()) for word in _folded(ipa).split()]
    if not words or not all(words):
        return None
    return " ".join(f"[[{word}]]" for word in words)


def _folded(ipa: str) -> str:
    # One letter of IPA is composed (ç), all others carry their marks apart.
    return unicodedata.normalize("NFD", ipa).replace("c\u0327", "ç").translate(_SAME)


def _word(word: str, voice: Inventory, lang: str) -> str:
    """A word; empty where it cannot be said."""
    sounds: list[str] = []
    at, stress = 0, ""
    while at < len(word):
        if word[at] in _STRESS:
            stress = _STRESS[word[at]]
            at += 1
            continue
        for end in range(min(len(word), at + 4), at, -1):
            said = _said(word[at:end], voice.names, lang)
            if said:
                sounds += [stress + said[0], *said[1:]]
                at, stress = end, ""
                break
        else:
            if unicodedata.category(word[at]) not in ("Mn", "Lm"):
                return ""
            at += 1  # a mark beside a letter that is said without it
    if len(sounds) > MOST_SOUNDS:
        return ""
    vowels = [number for number, sound in enumerate(sounds) if sound in voice.vowels]
    if len(vowels) == 1 and "ˈ" not in word:  # nobody marks the only syllable, yet it is stressed
        sounds[vowels[0]] = f"'{sounds[vowels[0]]}"
    return "|".join(sounds)


def _said(sound: str, names: dict[str, str], lang: str) -> list[str]:
    """The names for a sound, or for what comes nearest to it; empty for none."""
    for nearer in (*_nearest().get((lang, sound), ()), sound, *_nearest().get(("", sound), ())):
        parts = nearer.split("+")
        if all(part in names for part in parts):
            return [names[part] for part in parts]
    bare = sound.removesuffix(_LONG)
    other = bare if bare != sound else sound + _LONG
    if len(bare) == 1 and other in names:
        return [names[other]]
    return []


@cache
def _nearest() -> dict[tuple[str, str], tuple[str, ...]]:
    """By language (empty for any) and sound: what is nearest to it, the nearest first."""
    return {(lang, sound): tuple(others) for lang, sound, *others in _rows()}


def _rows() -> Iterator[list[str]]:
    for line in _NEAREST.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
