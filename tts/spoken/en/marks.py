"""Marks before a code or a number: #5, № 7, #FF5733, $TSLA, §§, and the keys # and * of a telephone."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import acronyms, amounts, net
from tts.spoken.en.data import either, listed
from tts.spoken.en.numbers import british, cardinal, spelled
from tts.spoken.reading import Reading, Scan

_NUMBER_SIGN = Pattern(rf"#\s?({amounts.NUMBER})(?![\w])")


def read_number_sign(scan: Scan, at: int) -> Reading | None:
    """#5, № 7, order #A12: number five."""
    found = _NUMBER_SIGN.match(scan.text, at)
    if found is None and scan.before(at).lower() in _CODED and _CODE_AFTER.match(scan.text, at + 1):
        return Reading(at + 1, "number ", "number-sign")
    named = scan.before(at).lower() in _NUMBERED
    return found and Reading(
        found.end(), f"{'' if named else 'number '}{amounts.number(found[1], scan.region)}", "number-sign"
    )


_NUMBERED: Final = frozenset({"no", "nos", "number", "numbers"})


_CODED: Final = listed("before-hash-code")
_CODE_AFTER = Pattern(r"[A-Z]{1,4}-?\d")


def read_color(scan: Scan, at: int) -> Reading | None:
    """#FF5733: a color, no hashtag."""
    found = _COLOR.match(scan.text, at)
    if found is None:
        return None
    words = " ".join(
        spelled(run) if run.isdigit() else acronyms.letters(run.upper(), before_capital=True)
        for run in _RUN.findall(found[1])
    )
    return Reading(found.end(), f"hash {words}", "digits")


_COLOR = Pattern(r"#((?=[A-Fa-f\d]{0,5}\d)(?=\d{0,5}[A-Fa-f])[A-Fa-f\d]{6})(?![\w])")
_RUN = Pattern(r"\d+|[A-Za-z]+")


def read_key(scan: Scan, at: int) -> Reading | None:
    """Press # or *: a key of a telephone."""
    if scan.text[at + 1 : at + 2].isalnum() or scan.before(at).lower() not in _KEYED:
        return None
    pound = "hash" if british(scan.region) else "pound"
    return Reading(at + 1, " star " if scan.text[at] == "*" else f" {pound} ", "symbol")


_KEYED: Final = listed("before-key")


def read_keys(scan: Scan, at: int) -> Reading | None:
    """Ctrl+Shift+T: keys pressed together."""
    found = _KEYS.match(scan.text, at)
    if found is None:
        return None
    said = (
        f"{key[0]} {cardinal(key[1:])}"
        if key[1:].isdigit()
        else spelled(key)
        if key.isdigit()
        else _KEYS_SAID.get(key, key)
        for key in map(str.strip, found[0].split("+"))
    )
    return Reading(found.end(), " ".join(said), "symbol")


_KEYS = Pattern(lambda: rf"{either('modifier-keys')}(?:\s?\+\s?(?:[A-Z][a-z]{{1,9}}|[A-Z]\d{{0,2}}|\d))+(?![\w+])")
_KEYS_SAID: Final = {"A": "A-", "Ctrl": "Control", "Cmd": "Command", "Del": "Delete", "Esc": "Escape", "Win": "Windows"}


def read_suffix(scan: Scan, at: int) -> Reading | None:
    """.com, .NET, .pdf: the end of a name, as a word of its own."""
    found = _SUFFIX.match(scan.text, at)
    if found is None or found[1] not in _ENDS_OF_NAMES or not (scan.left(at).isspace() or scan.left(at) in "(\"“‘'"):
        return None
    return Reading(
        found.end(), f"dot {_SUFFIXES.get(found[1]) or net.SIGNS.host.get(found[1]) or net.say_word(found[1])}", "url"
    )


_SUFFIXES: Final = {"NET": "net", "mp3": "M.P three", "mp4": "M.P four"}
_SUFFIX = Pattern(r"\.([a-z]{2,12}\d?|NET)(?![\w@]|\.\w)")
_ENDS_OF_NAMES: Final = listed("ends-of-names")


def read_section(scan: Scan, at: int) -> Reading | None:
    """§§ 1-5: sections."""
    return Reading(at + 2, " sections ", "symbol") if scan.text.startswith("§§", at) else None


def read_cashtag(scan: Scan, at: int) -> Reading | None:
    """$TSLA: the sign marks a share, and is not said."""
    return Reading(at + 1, "", "symbol") if _CASHTAG.match(scan.text, at) else None


_CASHTAG = Pattern(r"\$(?=[A-Z]{2,5}(?![\w]))")
