"""A language that has no module of its own: said as it is written, apart from addresses of the net.

The words for their signs are in `data/net.tsv`; where a language is not in it, the signs are not said.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from tts.spoken.reading import Reading, Rule, Scan, Verbaliser

_TABLE: Final = Path(__file__).parent / "data" / "net.tsv"


def _any_word(word: str) -> bool:
    return bool(word)


@cache
def _net(subtag: str) -> dict[str, Rule]:
    from tts.spoken import electronic

    names = dict.fromkeys(".@/-_", "")
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        language, *words = line.split("\t")
        if language == subtag:
            names = dict(zip(".@/-_", words, strict=True))
    return electronic.rules(electronic.Signs(names, "", _as_written, _as_written))


def _as_written(run: str) -> str:
    return run


#: Languages in whose script the sign is used; the engine says nothing for it.
_NUMBER_SIGN: Final = {"uk": "номер", "be": "нумар", "bg": "номер", "sr": "број", "mk": "број"}


def _as_it_is(scan: Scan, at: int) -> Reading | None:
    """The engine has the words of its language for the sign."""
    return Reading(at + 1, scan.text[at], "symbol")


def verbaliser(lang: str) -> Verbaliser:
    """Rules for addresses alone; every script is its own."""
    subtag = lang.replace("_", "-").split("-")[0].lower()

    def rule(name: str) -> Rule:
        def read(scan: Scan, at: int) -> Reading | None:
            return _net(subtag)[name](scan, at)

        return read

    return Verbaliser(
        native=_any_word,
        mixed=(rule("email"), rule("url")),
        symbols={"№": _NUMBER_SIGN[subtag]} if subtag in _NUMBER_SIGN else {},
        signs=dict.fromkeys("€$£¥₸₽₺₴₪₹₩+=<>°", (_as_it_is,)) | {"@": (rule("handle"),), "#": (rule("hashtag"),)},
    )
