"""Addresses of the net, said as one says them: web addresses, e-mails, handles, hashtags, file names.

A protocol is said where it is written. A query or a fragment is not: nobody can write them down from hearing. Long random
paths are cut short after a few words, for the same reason.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from tts.pattern import Pattern
from tts.spoken.reading import Reading, Rule, Scan

_HOST: Final = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}"
_TOP: Final = r"(?:xn--[a-z\d]{2,20}|[^\W\d_]{2,12})"
_PATH: Final = r"(?:[/?#][\w\-.~:/?#\[\]@!$&'()*+,;=%]{0,1000})?"
_URL = Pattern(r"(?P<scheme>(?:https?|ftps?|sftp|file|wss?)://)(?P<rest>[^\s<>\"“”«»]{1,2000})", re.IGNORECASE)
_WWW = Pattern(r"(?P<rest>www\.[^\s<>\"“”«»]{1,2000})", re.IGNORECASE)
_LOCAL = Pattern(r"(?P<rest>localhost(?=[:/])(?::\d{2,5})?(?:/[\w./-]{0,200})?)")
_DOMAIN = Pattern(rf"(?P<rest>(?P<host>{_HOST}{_TOP})(?![\w@])(?::\d{{2,5}})?{_PATH})")
_MAIL = Pattern(
    rf"(?:mailto:)?(?P<user>[^\W_][\w.+&%-]{{0,63}})@(?P<host>{_HOST}{_TOP})(?![\w@])(?P<path>/[\w\-~/]{{0,200}}\w)?"
)
_HANDLE = Pattern(r"@([^\W\d_]\w{0,38}|\w{2,39})(?![\w@])")
_HASHTAG = Pattern(r"#([^\W\d_]\w{0,80}|\d{1,4}[^\W\d_]\w{0,76})(?!\w)")
_FILE = Pattern(
    r"(?P<name>[^\W_][\w-]{0,80}(?:\.[\w-]{1,20}){0,3})\.(?P<suffix>[a-z\d]{1,7}|[A-Z\d]{3,4})(?![\w]|\.\w)"
)
_PIECE = Pattern(r"\d+|[A-Z]+(?![a-z])|[A-Z]?[a-zß-öø-ÿ]+|[^\W\d_]+|.", re.DOTALL)
_TRAILING = Pattern(r"[.,;:!?'’\"”»)\]}…*]+\Z")
_WORDS: Final = 24
_LONGEST_USER: Final = 72  # characters of an e-mail address up to its @

_TABLE: Final = os.path.join(os.path.dirname(__file__), "data", "names.tsv")


@cache
def _names(kind: str) -> frozenset[str]:
    """The names of a kind in `data/names.tsv`: `domain` or `suffix`."""
    with open(_TABLE, encoding="utf-8") as file:
        found = (line.rstrip("\n").split("\t") for line in file if not line.startswith("#"))
        return frozenset(name for listed, names in found if listed == kind for name in names.split())


class Signs(NamedTuple):
    """A language's words for what addresses are made of.

    Attributes:
        names: By character: `.`, `@`, `/`, `-`, `_`, `:` and others.
        hashtag: Said before the words of a hashtag.
        number: Words for a run of digits.
        word: Words for a run of letters: the run itself, or its letters where nobody can say it as a word.
        in_hashtag: Words for a run of digits in a hashtag, where they are said otherwise than in an address.
        host: Words for a part of a host's name that is not said as it is written (`www`, `kz`), by the part.
    """

    names: dict[str, str]
    hashtag: str
    number: Callable[[str], str]
    word: Callable[[str], str]
    host: Mapping[str, str] = MappingProxyType({})
    in_hashtag: Callable[[str], str] | None = None


def _pieces(written: str, signs: Signs) -> list[str]:
    spoken: list[str] = []
    for piece in _PIECE.findall(written):
        if piece.isdecimal():
            spoken.append(signs.number(piece))
        elif piece[0].isalpha():
            spoken.append(signs.host.get(piece.lower()) or signs.word(piece))
        elif piece in signs.names:
            spoken.append(signs.names[piece])
    return spoken


def said(written: str, signs: Signs) -> str:
    """The words for an address or a part of one."""
    return _joined(_pieces(written, signs))


def _address(rest: str, signs: Signs) -> str:
    host, slash, path = rest.partition("/")
    host = host.partition("?")[0].partition("#")[0]
    spoken = [said(host, signs)]
    path = path.partition("?")[0].partition("#")[0].replace("%20", " ")
    if slash:
        words = _pieces(f"/{path}", signs)
        spoken += words[:_WORDS]
    return _joined(spoken)


def _joined(words: Iterable[str]) -> str:
    """Words with one space between them; a sign without a word leaves no gap."""
    return " ".join(" ".join(words).split())


def rules(signs: Signs) -> dict[str, Rule]:
    """The rules for a language, by class: `url`, `email`, `handle`, `hashtag`, `file`."""
    tagged = signs._replace(number=signs.in_hashtag or signs.number)

    def url(scan: Scan, at: int) -> Reading | None:
        head = scan.text[at : at + 8]
        found = _URL.match(scan.text, at) if "://" in head else None
        if found is None and head[:4].lower() == "www.":
            found = _WWW.match(scan.text, at)
        if found is None and head == "localhos":
            found = _LOCAL.match(scan.text, at)
        if found is None:
            return _domain(scan, at)
        rest = found["rest"]
        trail = _TRAILING.search(rest)
        end = found.end() - (len(trail[0]) if trail else 0)
        if trail and trail[0][0] == ")" and "(" in rest:
            end += 1
        rest = scan.text[found.start("rest") : end]
        if end <= found.start("rest"):
            return None
        scheme = found.groupdict().get("scheme") or ""
        return Reading(end, _joined((said(scheme, signs), _address(rest, signs))), "url")

    def _domain(scan: Scan, at: int) -> Reading | None:
        if scan.left(at) in "@." or scan.left(at).isalnum():
            return None
        found = _DOMAIN.match(scan.text, at)
        if found is None:
            return None
        rest = found["rest"]
        trail = _TRAILING.search(rest)
        end = found.end() - (len(trail[0]) if trail else 0)
        host = found["host"]
        top = host.rpartition(".")[2]
        parts = host.split(".")
        if (
            not top.islower()
            or top not in _names("domain")
            or (len(parts[-2]) < 2 and not _is_short(host, scan.text[found.end("host") : end]))
            or (len(top) == 2 and len(parts) == 2 and found.end("host") == end and _is_prose(parts))
        ):
            return None
        return Reading(end, _address(scan.text[at:end], signs), "url")

    def email(scan: Scan, at: int) -> Reading | None:
        found = _MAIL.match(scan.text, at) if "@" in scan.text[at : at + _LONGEST_USER] else None
        if found is None or scan.left(at).isalnum():
            return None
        spoken = _joined(
            (said(found["user"], signs), signs.names["@"], _address(found["host"] + (found["path"] or ""), signs))
        )
        return Reading(found.end(), spoken, "email")

    def handle(scan: Scan, at: int) -> Reading | None:
        found = _HANDLE.match(scan.text, at)
        if found is None or scan.left(at).isalnum():
            return None
        words = said(found[1], tagged if found[1][0].isdigit() else signs)  # @10DowningStreet
        return Reading(found.end(), _joined((signs.names["@"], words)), "handle")

    def hashtag(scan: Scan, at: int) -> Reading | None:
        found = _HASHTAG.match(scan.text, at)
        if found is None or scan.left(at).isalnum():
            return None
        return Reading(found.end(), _joined((signs.hashtag, said(found[1], tagged))), "hashtag")

    def file(scan: Scan, at: int) -> Reading | None:
        found = _FILE.match(scan.text, at)
        if found is None or found["suffix"].lower() not in _names("suffix") or scan.left(at) in "@./":
            return None
        spoken = _joined((said(found["name"], signs), signs.names["."], said(found["suffix"], signs)))
        return Reading(found.end(), spoken, "file")

    return {"url": url, "email": email, "handle": handle, "hashtag": hashtag, "file": file}


def _is_short(host: str, path: str) -> bool:
    """Whether a host of one letter is an address: x.com, t.me/news, but not "p.me"."""
    return host == "x.com" or (host in {"t.co", "t.me", "g.co"} and path[:1] == "/")


def _is_prose(parts: list[str]) -> bool:
    """Whether "word.in" is rather a missing space between two sentences."""
    return (
        parts[-1] in {"in", "it", "is", "at", "no", "me", "be", "us", "so", "am", "my", "do", "la", "al", "pa", "ma"}
        and parts[0].isalpha()
    )
