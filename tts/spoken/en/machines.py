"""Addresses inside and between machines: C:\\Users\\Ann, ~/.bashrc, /etc/hosts, 2001:db8::1, 00:1A:2B:3C:4D:5E."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.electronic import said
from tts.spoken.en import acronyms, net
from tts.spoken.en.initials import initial
from tts.spoken.en.numbers import spelled
from tts.spoken.reading import Reading, Scan

_OPENING: Final = frozenset(" \u00a0([{\"'“‘`,:=")


def read_drive(scan: Scan, at: int) -> Reading | None:
    """C:\\Users\\Ann, D:/Photos: a path from a drive."""
    found = _DRIVE.match(scan.text, at)
    if found is None or scan.left(at) not in _OPENING:
        return None
    return _path(found.group(), found.end())


_NAME: Final = r"[\w$~%()+-][\w$~%()+.-]{0,80}"
_DRIVE = Pattern(rf"[A-Za-z]:[\\/](?!/)(?:{_NAME}(?: {_NAME}){{0,4}}[\\/]){{0,16}}(?:{_NAME})?")


def read_path(scan: Scan, at: int) -> Reading | None:
    """/etc/hosts, ~/.bashrc, ../config, ./run.sh: a path of two parts or more."""
    found = _PATH.match(scan.text, at)
    if found is None or scan.left(at) not in _OPENING:
        return None
    return _path(found.group(), found.end())


_PATH = Pattern(
    r"(?:(?:~|\.{1,2})/[\w.+-]{1,80}|/(?=[\w.+-]{0,80}[a-z])[\w.+-]{1,80}/[\w.+-]{1,80})(?:/[\w.+-]{1,80}){0,16}/?"
)


def _path(written: str, end: int) -> Reading:
    bare = written.rstrip(".,;:)-")
    return Reading(end - len(written) + len(bare), said(bare, net.SIGNS), "file")


def read_groups(scan: Scan, at: int) -> Reading | None:
    """2001:db8::1, 00:1A:2B:3C:4D:5E: groups of hexadecimal digits, one by one."""
    begin = scan.text[at : at + 5]
    found = _GROUPS.match(scan.text, at) if ":" in begin or begin[2:3] == "-" else None
    if found is None or scan.left(at).isalnum() or scan.left(at) in ":.":
        return None
    words = (
        spelled(run)
        if run.isdigit()
        else {":": "colon", "-": "dash"}.get(run)
        or (initial(run.upper()) if len(run) == 1 else acronyms.letters(run.upper(), before_capital=True))
        for run in _RUN.findall(found[0])
    )
    return Reading(found.end(), " ".join(words), "digits")


_HEX: Final = r"[\da-fA-F]{1,4}"
_GROUPS = Pattern(
    r"(?=[\da-fA-F]{0,4}[:-])(?:[\da-fA-F]{2}(?P<sign>[:-])[\da-fA-F]{2}(?:(?P=sign)[\da-fA-F]{2}){4}(?![\w:-])"
    rf"|(?:{_HEX}:){{7}}{_HEX}(?![\w:])|(?=[\da-fA-F]{{0,3}}\d)(?:{_HEX}:){{1,6}}(?::{_HEX}){{1,6}}(?![\w:])|(?=[\da-fA-F]{{0,3}}\d)(?:{_HEX}:){{1,7}}:(?![\w:]))"
)
_RUN = Pattern(r"\d+|[A-Fa-f]+|[:-]")
