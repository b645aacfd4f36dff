"""Which legacy encoding a text is in, told by whether it reads as a language in it.

A detector of byte frequencies needs a page of text. Here a candidate has to make sense: words of one script, capitals where words
begin, no signs inside of words, the script's frequent letters in most places; of Latin ones the one counts that reads most like a
language. Where none of one byte a letter makes sense, those of East Asia are tried. Where none of them does nothing is answered.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise

from tts.readers import frequent, language

#: What pages and files were written in before UTF-8 (WHATWG Encoding, legacy single-byte encodings); the likeliest first.
_CANDIDATES = (
    "cp1252",
    "cp1251",
    "kz1048",
    "koi8-r",
    "cp866",
    "iso8859-5",
    "cp1250",
    "iso8859-2",
    "cp1254",
    "cp1253",
    "cp1255",
    "cp1256",
)
#: Signs of prose beside its letters.
_PROSE = frozenset("«»“”‘’‚„–—…•·№°§€£¥¢©®™±¿¡ºª½¼¾´`¨\xa0\xad")
#: Share of what is no letter and no sign of prose, among all that is not ASCII, from which it is no text.
_MOST_ODD = 0.02
#: The letters of a script that make up four in five of a text's, whatever its language; by chance it would be half.
_FREQUENT = {
    "CYRILLIC": frozenset("оеаинтсрвлкмдпуыіқғәңұүө"),
    "GREEK": frozenset("αοιεητσνυρπκμλςίάό"),
    "HEBREW": frozenset("יוהלארתבשמנכד"),
    "ARABIC": frozenset("اليمنرتوبةعدسفهك"),
}
_LEAST_FREQUENT = 0.62
#: What a text counts that is in capitals.
_SHOUTED = 0.75
#: Fewer letters of another script than this tell nothing: the text counts as Latin.
_FEWEST = 4
#: What a Latin text counts, and how much more where it reads like a language. Less than another script with its frequent letters,
#: which are not there by chance, while any bytes can be read as Latin letters with accents.
_LATIN, _LIKELY = 0.1, 0.4
_SAMPLE = 8_000  # bytes
_READ = 1 << 20  # bytes, of which the sample is made
#: Where no encoding shows: the head of a page may be longer than a sample. A little of it tells a language.
_ASCII = re.compile(rb"([\x00-\x7f]{100})[\x00-\x7f]+([\x00-\x7f]{100})")


def guess(content: bytes) -> str:
    """Python's name of the encoding of bytes that are not UTF-8, or empty where no candidate makes sense."""
    sample = _ASCII.sub(rb"\1 \2", content[:_READ])[:_SAMPLE]
    sense: dict[str, float] = {}
    for encoding in _CANDIDATES:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        sense[encoding] = _sense(text)
    best = max(sense, key=lambda encoding: sense[encoding], default="")
    eastern, surely = frequent.east_asian(sample)
    if surely or not best or sense[best] <= 0:
        return eastern
    return frequent.cyrillic(content[:_READ]) if best in frequent.TWINS else best


def _sense(text: str) -> float:
    """How much sense a text makes in which not all is ASCII, up to 1; 0 for none."""
    foreign = [char for char in text if not char.isascii()]
    odd = sum(1 for char in foreign if not (char.isalpha() or unicodedata.combining(char) or char in _PROSE))
    odd += len(re.findall(r"(?<!\w)[\xc0-\u024f](?=\d)", text))  # the sign of a currency, read as a Latin letter
    letters: Counter[str] = Counter()  # by their script
    common = 0
    for word in re.findall(r"[^\W\d_]+", text):
        if word.isascii():
            continue
        scripts = {unicodedata.name(char, "").partition(" ")[0] for char in word}
        script = min(scripts)
        cased = (
            word[1:].islower() or word.isupper() or word.upper() == word.lower() or len(word) == 1 or _is_joined(word)
        )
        if len(scripts) > 1 or not cased or (script == "LATIN" and len(word) > 2 and not re.search("[A-Za-z]", word)):
            odd += len(word)
        letters[script] += len(word)
        common += sum(map(_FREQUENT.get(script, frozenset()).__contains__, word.lower()))
    if odd > _MOST_ODD * len(foreign):
        return 0.0
    others = letters.total() - letters["LATIN"]
    if others < _FEWEST:
        return _LATIN + _LIKELY * min(1.0, language.likelihood(text))
    shouted = sum(map(str.isupper, foreign)) > others / 2  # a whole text in capitals is rare
    return common / others * (_SHOUTED if shouted else 1) if common >= _LEAST_FREQUENT * others else 0.0


def _is_joined(word: str) -> bool:
    """Whether a word begins with a capital and has one more inside, as names put together of two have (ҚазАқпарат)."""
    return word[0].isupper() and word[1].islower() and sum(a.islower() and b.isupper() for a, b in pairwise(word)) == 1
