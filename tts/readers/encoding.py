"""From bytes to text.

In this order, as browsers do it (WHATWG Encoding and HTML, "determining the character encoding"): a byte order mark;
what an HTML or XML page declares; ISO-2022 by its escape sequences; UTF-8 if every byte is; UTF-16 without a mark; a legacy
encoding that is detected.
Nothing is ever replaced: what does not decode is an error that names the byte.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import Final

from tts.errors import ArticleError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: What switches to the letters of East Asia in bytes that are all ASCII, in no other text (ISO-2022-KR, RFC 1557; -JP, RFC 1468).
_ESCAPES: Final = (
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
    (re.compile(rb"\x1b(?:\$[@B]|\$\(D|\(I)"), "iso2022_jp_ext"),
)

#: Labels that mean a larger encoding than they name (WHATWG Encoding, "Names and labels").
_SUPERSETS: Final = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "iso2022_jp": "iso2022_jp_ext",
}
#: What a page means by a label that it says without knowing: one whose declaration could be read byte by byte is not UTF-16.
_DECLARED: Final = _SUPERSETS | {"ascii": "cp1252", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}

#: Codecs of Python that spell text in ASCII, and are no encodings of texts.
_NO_TEXTS: Final = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "charmap", "undefined"})

_HINT: Final = "Find out the encoding and name it, for example with: --encoding windows-1252"
_ANOTHER: Final = "Name another with --encoding, or none, so that it is detected"
_MEND: Final = "Put the right character there, or take out what is broken, for example with: iconv -c -f utf-8 -t utf-8"
_SAMPLE: Final = 1 << 16


def decode(content: bytes, name: str, *, markup: bool = False) -> str:
    """Text of bytes whose encoding has to be found.

    Args:
        content: What was read.
        name: Where it came from, for the error.
        markup: Whether a declaration in the first 1,024 bytes counts, as it does in HTML.

    Raises:
        ArticleError: Bytes that no encoding explains, or binary data.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding, name, f"its byte order mark says {encoding}", len(mark))
    if b"\0" in content:
        return _utf16(content, name)
    if markup and (label := declared(content)):
        return _strict(content, label, name, f"the page declares {label}")
    if b"\x1b" in content and content.isascii():
        for escape, encoding in _ESCAPES:
            if escape.search(content):
                with suppress(UnicodeDecodeError):  # then they mean something else, to a terminal perhaps
                    return codecs.decode(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(content):
            raise _undecodable(error, name, "the rest is UTF-8", hint=_MEND) from None
        return _legacy(content, name, error)


def known(label: str) -> str:
    """Python's name of the encoding that a label means, or empty if no text has an encoding of that name.

    >>> known("Windows-1251"), known("latin1"), known("klingon")
    ('cp1251', 'cp1252', '')
    """
    try:
        encoding = codecs.lookup(label.strip()).name
        b"a".decode(encoding, "replace")  # a codec may be there that makes no text, or of something else than bytes
    except (LookupError, ValueError):
        return ""
    return "" if encoding in _NO_TEXTS else _SUPERSETS.get(encoding, encoding)


def decode_as(content: bytes, encoding: str, name: str) -> str:
    """Text of bytes whose encoding somebody knows.

    Args:
        content: What was read.
        encoding: What `known` calls it.
        name: Where it came from, for the error.

    Raises:
        ArticleError: Bytes that this encoding does not have.
    """
    text = _strict(content, encoding, name, "that is what was asked for", hint=_ANOTHER).removeprefix("\ufeff")
    if "\0" in text:
        where = f"there is a zero at character {text.index(chr(0))} (counted from 0)"
        raise ArticleError(f"read as {encoding}, this is binary data, not text: {where}", name, _ANOTHER)
    return text


def declared(content: bytes) -> str:
    """Encoding that a page declares in its first 1,024 bytes, as Python calls it; empty if none that is known."""
    head = re.sub(rb"<!--.*?(-->|$)", b"", content[:1024], flags=re.DOTALL)
    found = re.search(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)", head, re.IGNORECASE) or re.search(
        rb"<meta[^>]*charset\s*=\s*[\"']?\s*([\w.:-]+)", head, re.IGNORECASE
    )
    if not found:
        return ""
    try:
        python_name = codecs.lookup(found[1].decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return ""
    return _DECLARED.get(python_name, python_name)


def _strict(content: bytes, encoding: str, name: str, why: str, skipped: int = 0, hint: str = _HINT) -> str:
    try:
        return codecs.decode(content, encoding)
    except UnicodeDecodeError as error:
        error.encoding = encoding  # it says "charmap" of most
        raise _undecodable(error, name, why, skipped, hint) from None
    except (LookupError, ValueError, TypeError):
        raise ArticleError(f"{encoding} is no text encoding, yet {why}", name, hint) from None


def _undecodable(error: UnicodeDecodeError, name: str, why: str, skipped: int = 0, hint: str = _HINT) -> ArticleError:
    byte = error.object[error.start]
    return ArticleError(
        f"the byte {byte:#04x} at position {error.start + skipped} (counted from 0) is not {error.encoding}, though {why}",
        name,
        hint,
    )


def _is_damaged_utf8(content: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8, or it holds half characters as UTF-8 would have them if it could.

    By accident that hardly happens in another encoding.
    """
    try:
        content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "surrogateescape")
    else:
        return True
    foreign = len(re.findall("[\udc80-\udcff]", text))
    return len(re.findall("[^\x00-\x7f\udc80-\udcff]", text)) > foreign


def _utf16(content: bytes, name: str) -> str:
    """UTF-16 without a mark, told by its spaces and line feeds; text in one byte order has none of them in the other."""
    sample = content[: _SAMPLE & ~1]
    units = len(sample) // 2
    counts = {encoding: _spaces(sample, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    best = max(counts, key=lambda encoding: counts[encoding])
    if counts[best] * 50 >= units and len(content) % 2 == 0:
        try:
            text = content.decode(best)
        except UnicodeDecodeError as error:
            raise _undecodable(error, name, f"it looks like {best}") from None
        if "\0" not in text:
            return text
    position = content.index(b"\0")
    raise ArticleError(
        f"this is binary data, not text: there is a zero byte at position {position} (counted from 0)",
        name,
        "Give the article as plain text, Markdown or HTML",
    )


def _spaces(sample: bytes, encoding: str) -> int:
    text = sample.decode(encoding, "ignore")
    return sum(text.count(space) for space in " \n\u3000\u3001\u3002")


def _legacy(content: bytes, name: str, error: UnicodeDecodeError) -> str:
    from tts.readers import legacy

    if guessed := legacy.guess(content):
        return _strict(content, guessed, name, f"its text looks like {guessed}")
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE]).best()
    if best is None:
        raise _undecodable(error, name, "no other encoding explains it better")
    return _strict(content, best.encoding, name, f"its text looks like {best.encoding}")
