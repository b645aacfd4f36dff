"""Pronunciation lexicons: W3C Pronunciation Lexicon Specification 1.0, read and written.

A lexeme's `<alias>` is said in place of the written word. Its `<phoneme alphabet="ipa">` goes to engines that can say
phonemes; the words stay as written, or as in the alias where the lexeme has both (a respelling for other engines). Of
several, the first counts, or the one with `prefer="true"`.

Case: a grapheme without capitals also matches at the start of a sentence and in capitals; one with a capital matches only
as it is written. The longest grapheme wins. `xml:lang` is the scope: `en` is for all English, `en-GB` for British only.

Source: https://www.w3.org/TR/pronunciation-lexicon/
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple
from xml.parsers import expat

from tts.errors import LexiconError
from tts.spoken.reading import Reading

_NAMESPACE: Final = "http://www.w3.org/2005/01/pronunciation-lexicon"
_LARGEST: Final = 32 * 1024 * 1024
_DATA: Final = os.path.join(os.path.dirname(__file__), "data")
_KEY = re.compile(r"[^\W\d_]{1,64}|[\s\S]")
_SPACES: Final = {ord(space): " " for space in "\t\n\r\v\f\u00a0\u202f\u2009"}


class Entry(NamedTuple):
    """One written word and how it is said.

    Attributes:
        grapheme: As written; white space is one space.
        alias: Words to say instead; empty for none.
        phonemes: IPA; empty for none.
        lang: BCP 47 tag of its scope; empty for every language.
    """

    grapheme: str
    alias: str = ""
    phonemes: str = ""
    lang: str = ""

    @property
    def forms(self) -> frozenset[str]:
        """The ways of writing it that it matches."""
        word = self.grapheme
        return (
            frozenset((word, word[:1].upper() + word[1:], word.upper())) if word == word.lower() else frozenset((word,))
        )


class Lexicon:
    """Entries, ready to be looked up. Immutable.

    Attributes:
        entries: In their order; of two for the same grapheme and language the first counts.
        index: By the first word (or, for a sign, the first character) of a grapheme: the entries, by grapheme.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = tuple(entries)
        self.index: dict[str, dict[str, Entry]] = {}
        self._lengths: dict[str, list[int]] = {}
        for entry in self.entries:
            for form in entry.forms:
                key = _KEY.match(form)
                if key is not None:
                    self.index.setdefault(key[0], {}).setdefault(form, entry)
        for first, forms in self.index.items():
            self._lengths[first] = sorted({len(form) for form in forms}, reverse=True)[:32]

    def read(self, text: str, at: int) -> Reading | None:
        """The longest entry that stands at a position, or None."""
        key = _KEY.match(text, at)
        if key is None or key[0] not in self.index:
            return None
        forms = self.index[key[0]]
        if at and text[at - 1].isalnum() and text[at].isalnum():
            return None
        for length in self._lengths[key[0]]:
            end = at + length
            written = text[at:end].translate(_SPACES)
            entry = forms.get(written)
            if entry is None or (written[-1].isalnum() and text[end : end + 1].isalnum()):
                continue
            spoken, phonemes = entry.alias or text[at:end], entry.phonemes
            if text[end : end + 2] in ("'s", "’s") and not text[end + 2 : end + 3].isalnum():
                spoken += "'s" if entry.alias else text[end : end + 2]
                phonemes += possessive(phonemes)
                end += 2
            return Reading(end, spoken, "lexicon", "", phonemes)
        return None

    def scoped(self, lang: str) -> Lexicon:
        """The entries for a language."""
        tag = lang.lower().replace("_", "-")
        kept = [entry for entry in self.entries if f"{tag}-".startswith(f"{entry.lang.lower()}-") or not entry.lang]
        return self if len(kept) == len(self.entries) else Lexicon(kept)

    def merged(self, other: Lexicon) -> Lexicon:
        """Both; this one's entries go before the other's."""
        return Lexicon(self.entries + other.entries)


def possessive(phonemes: str) -> str:
    """The sound of 's after a pronunciation."""
    if not phonemes:
        return ""
    if phonemes.endswith(("s", "z", "ʃ", "ʒ")):
        return "ɪz"
    return "s" if phonemes.endswith(("p", "t", "k", "f", "θ")) else "z"


class _Reader:
    """Builds entries from expat's events. A document type declaration is refused, so that no entity can be declared."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.entries: list[Entry] = []
        self.lang = ""
        self.alphabet = "ipa"
        self.depth = 0
        self.graphemes: list[str] = []
        self.said: dict[str, tuple[bool, str]] = {}
        self.text: list[str] | None = None
        self.open: tuple[str, dict[str, str]] = ("", {})

    def fail(self, what: str) -> LexiconError:
        return LexiconError(what, self.where, "See https://www.w3.org/TR/pronunciation-lexicon/ for the format.")

    def doctype(self, *_: object) -> None:
        raise self.fail("A document type declaration is not allowed in a lexicon")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        local = name.removeprefix(f"{_NAMESPACE} ")
        if self.depth == 1:
            if local != "lexicon":
                raise self.fail(f"The root element is {local}, not lexicon")
            self.lang = attributes.get("http://www.w3.org/XML/1998/namespace lang", "")
            self.alphabet = attributes.get("alphabet", "ipa")
        elif local == "lexeme":
            self.graphemes, self.said = [], {}
        elif local in ("grapheme", "alias", "phoneme"):
            self.text = []
            self.open = (local, attributes)

    def characters(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def end(self, name: str) -> None:
        self.depth -= 1
        local = name.removeprefix(f"{_NAMESPACE} ")
        if local == self.open[0] and self.text is not None:
            words = " ".join("".join(self.text).split())
            attributes = self.open[1]
            self.text = None
            if local == "grapheme":
                if words:
                    self.graphemes.append(words)
            elif words and (local == "alias" or attributes.get("alphabet", self.alphabet) == "ipa"):
                preferred = attributes.get("prefer") == "true"
                if local not in self.said or (preferred and not self.said[local][0]):
                    self.said[local] = (preferred, words)
        elif local == "lexeme" and self.said:
            alias = self.said.get("alias", (False, ""))[1]
            phonemes = self.said.get("phoneme", (False, ""))[1]
            self.entries += [Entry(grapheme, alias, phonemes, self.lang) for grapheme in self.graphemes]


def parse(data: bytes, where: str = "") -> Lexicon:
    """A lexicon from the bytes of a PLS document.

    Args:
        data: The document.
        where: What to call it in an error.

    Raises:
        LexiconError: It is no well-formed PLS document, declares a document type, or is larger than 32 MiB.
    """
    reader = _Reader(where)
    if len(data) > _LARGEST:
        raise reader.fail("The lexicon is larger than 32 MiB")
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise reader.fail(f"Not well-formed XML ({error})") from error
    except (LookupError, ValueError) as error:
        raise reader.fail(f"Its encoding cannot be read ({error})") from error
    return Lexicon(reader.entries)


def load(path: str | os.PathLike[str]) -> Lexicon:
    """A lexicon from a PLS file.

    Raises:
        LexiconError: The file cannot be read, or as for `parse`.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise LexiconError(f"The lexicon cannot be read: {error.strerror}", str(path)) from error
    return parse(data, str(path))


def dump(lexicon: Lexicon, lang: str = "en") -> str:
    """A PLS document of a lexicon's entries.

    Args:
        lexicon: The entries. One without a language, or with another, is written with the document's.
        lang: BCP 47 tag of the document.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<lexicon version="1.0" xmlns="{_NAMESPACE}" alphabet="ipa" xml:lang="{_escaped(lang)}">',
    ]
    for entry in lexicon.entries:
        said = f"<phoneme>{_escaped(entry.phonemes)}</phoneme>" if entry.phonemes else ""
        said += f"<alias>{_escaped(entry.alias)}</alias>" if entry.alias else ""
        lines.append(f"  <lexeme><grapheme>{_escaped(entry.grapheme)}</grapheme>{said}</lexeme>")
    return "\n".join([*lines, "</lexicon>", ""])


_ESCAPES: Final[Mapping[int, str]] = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"}


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


_NONE: Final = Lexicon()


@cache
def shipped(subtag: str) -> Lexicon:
    """The lexicon for news that comes with a language; empty where there is none."""
    path = os.path.join(_DATA, f"news-{subtag}.pls")
    return load(path) if subtag.isalpha() and os.path.isfile(path) else _NONE


@lru_cache(maxsize=64)
def for_language(lang: str, lexicon: Lexicon | None) -> Lexicon:
    """What the scanner consults for a text: the caller's lexicon, then the shipped one."""
    own = shipped(lang.replace("_", "-").split("-")[0].lower())
    return own if lexicon is None else lexicon.scoped(lang).merged(own)
