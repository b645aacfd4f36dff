"""Where a text may be broken into lines and captions, and what a break there costs the reader.

Lines and captions end where the language has a seam: after a mark, before a word that begins a clause or a phrase. They do not
end after an article or a preposition, nor inside a name, a number and its unit, or a title and its name (BBC Subtitle
Guidelines, "Break at natural points"; Netflix Timed Text Style Guide, "Line treatment").
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise

#: A place: where the text before it ends, where the text after it starts, and the price.
Break = tuple[int, int, float]

#: Prices of a break by what is there; a mark may be followed by quotation marks and brackets.
_STRONG, _COMMA, _BRACKET, _CLAUSE, _PHRASE, _WORD = 0.0, 0.5, 1.5, 2.0, 2.5, 4.0
#: What is added: after a word that leans on the next one, after another short word, inside what is one for the reader, before
#: a single word that another mark follows ("in Washington, D.C.,"), and at a space that is written not to be broken at.
_LEANING, _SHORT, _BOUND, _STUMP, _NO_BREAK = 3.0, 1.0, 3.5, 3.0, 6.0
_SHORT_LETTERS = 3

_SENTENCE_MARKS = frozenset(".!?…。！？؟۔")
_STRONG_MARKS = frozenset(";:；：؛–—―")
_COMMAS = frozenset(",，、،")
_ENDS = _SENTENCE_MARKS | _STRONG_MARKS | _COMMAS
_OPENING = frozenset("([{（「『《【“„«‹‘¿¡\"'")
_CLOSING = frozenset(")]}）」』》】”»›’\"'")
_NO_BREAK_SPACES = frozenset("\u00a0\u202f\u2007")
_WORDS = re.compile(r"\S+")
_YEAR = re.compile(r"\d{4}\b")


def _by_language(words: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    return {language: frozenset(text.split()) for language, text in words.items()}


#: Words that begin a clause, and words that begin a phrase, by language.
_CLAUSE_WORDS: Mapping[str, frozenset[str]] = _by_language(
    {
        "en": "and or nor but because which who whom whose that what when where while if unless although though as than since until so",
        "de": "und oder aber denn sondern weil dass ob wenn als während obwohl damit die der das den dem deren dessen welche was wo wie",
        "es": "y e o u pero sino porque que quien cuyo cuando donde mientras si aunque como para",
        "fr": "et ou mais car donc parce que qu' qui dont où quand lorsque si bien comme tandis puis",
        "ru": "и а но или либо что чтобы который которая которое которые которого которой когда где если хотя потому как пока так",
        "kk": "және мен бен пен немесе бірақ ал өйткені егер сондықтан",
        "tr": "ve veya ya ama fakat ancak çünkü ki eğer ise",
        "he": "או אבל כי אם אשר כאשר אך אלא",
        "ar": "أو لكن ولكن لأن أن الذي التي الذين عندما حيث إذا كما ثم",
    }
)
_PHRASE_WORDS: Mapping[str, frozenset[str]] = _by_language(
    {
        "en": "of to in on at by for from with without within into onto over under after before during between through against about across "
        "around among near per via towards upon like not",
        "de": "in im an am auf aus bei beim mit nach von vom vor zu zum zur für durch gegen ohne um über unter zwischen seit bis nicht",
        "es": "de del a al en con por para sin sobre entre desde hasta contra durante tras según",
        "fr": "de du des à au aux en dans avec par pour sans sur sous entre chez vers depuis pendant contre d'",
        "ru": "в во на с со к ко по за из от до для о об обо при про без над под между через после перед у не",
        "tr": "için ile gibi göre",
        "he": "של את על עם אל מן בין לפני אחרי כדי",
        "ar": "في من إلى على عن مع بين خلال بعد قبل",
    }
)
#: Words beside these that lean on the next one: articles, auxiliaries, possessives.
_LEANING_WORDS: Mapping[str, frozenset[str]] = _by_language(
    {
        "en": "a an the is are was were be been being am has have had do does did will would shall should can could may might must no "
        "my your his her its our their this these those some any every each more most very too",
        "de": "ein eine einen einem einer eines des ist sind war waren hat haben hatte wird werden wurde kein keine sein seine ihr ihre sehr",
        "es": "el la los las un una unos unas lo es son era ha han su sus mi tu no muy más se",
        "fr": "le la les l' un une est sont était a ont son sa ses leur leurs ne pas plus très ce cette ces se",
        "ru": "не ни же был была были будет его её их",
        "tr": "bir bu şu çok daha en",
        "kk": "бір бұл осы өте ең",
        "he": "לא זה זו",
        "ar": "لا لم لن هذا هذه قد",
    }
)


def breaks(text: str, start: int, end: int, lang: str) -> Iterator[Break]:
    """The places of a stretch of text, in order: white space, and between East Asian characters.

    Args:
        text: Text of a block.
        start: First character; no white space.
        end: One past the last; no white space before it.
        lang: BCP 47 tag, which tells the small words.
    """
    language = lang.partition("-")[0].lower()
    found = [(match.start(), match.end(), match[0]) for match in _WORDS.finditer(text, start, end)]
    if not text[start:end].isascii():
        for (first, last, word), (then, _, following) in pairwise([*found, (end, end, "")]):
            yield from _inside(text, first, last) if not word.isascii() else ()
            if following:
                yield last, then, _between(text, last, then, word, following, language)
        return
    for (_, last, word), (first, _, following) in pairwise(found):
        yield last, first, _price(word, following, language)


def _between(text: str, last: int, first: int, before: str, after: str, language: str) -> float:
    kept = _NO_BREAK if not _NO_BREAK_SPACES.isdisjoint(text[last:first]) else 0.0
    return kept + _price(before, after, language)


def _inside(text: str, first: int, last: int) -> Iterator[Break]:
    """Places after East Asian characters, but not before a closing mark nor after an opening one (JIS X 4051)."""
    for at in range(first + 1, last):
        before, after = text[at - 1], text[at]
        if not _is_wide(before) or before in _OPENING or after in _CLOSING or after in _ENDS or after in "ー々〜·":
            continue
        if unicodedata.category(after) in {"Mn", "Mc", "Me", "Cf"} or unicodedata.category(before) == "So":
            continue
        if before in _SENTENCE_MARKS or before in _STRONG_MARKS:
            yield at, at, _STRONG
        elif before in _COMMAS:
            yield at, at, _COMMA
        else:
            yield at, at, _BRACKET if after in _OPENING or before in _CLOSING else _WORD + _SHORT


@functools.cache
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


@functools.lru_cache(maxsize=1 << 14)
def _price(before: str, after: str, language: str) -> float:
    """What it costs to break between two words."""
    core = before.rstrip("\"'”’»›)]}）」』》】")
    mark = core[-1:]
    following = after.lstrip("([{（「『《【“„«‹‘¿¡\"'")
    if mark in _STRONG_MARKS or after[0] in _STRONG_MARKS or mark in _SENTENCE_MARKS:
        if mark == "." and _is_abbreviation(core, following):
            return _WORD + _BOUND
        return _STRONG
    if mark in _COMMAS:
        return _COMMA + (_STUMP if after.rstrip("\"'”’»›)]}）」』》】")[-1:] in _ENDS else 0.0)
    if after[0] in _OPENING or core != before:
        price = _BRACKET
    else:
        word = following.rstrip(",.;:!?").casefold()
        if word in _CLAUSE_WORDS.get(language, ()):
            price = _CLAUSE
        else:
            price = _PHRASE if word in _PHRASE_WORDS.get(language, ()) else _WORD
    return price + _held(before.lstrip("([{（「『《【“„«‹‘¿¡\"'"), following, language)


def _is_abbreviation(before: str, after: str) -> bool:
    """Whether a full stop is that of `Dr. Smith`, `J. R.`, `No. 5` or `i.e. by`, and ends nothing."""
    if not after[:1].isupper():
        return True
    return (len(before) <= _SHORT_LETTERS and before[:1].isupper()) or "." in before[:-1]


def _held(before: str, after: str, language: str) -> float:
    """How much a word belongs to the next one."""
    word = before.casefold()
    small = (_LEANING_WORDS, _CLAUSE_WORDS, _PHRASE_WORDS)
    if any(word in words.get(language, ()) for words in small):
        return _LEANING
    if before[-1:].isdigit() and after[:1].isalnum():  # 22 August, 25 years, 1 250 000
        return _BOUND
    if after[:1].isdigit() or after[:1] in "$€£¥₽%":  # Number 10, EUR 3.2, сентября 2016, 12 %
        return _BOUND if before[:1].isupper() or not after[:1].isdigit() or _YEAR.match(after) else _SHORT
    if before[:1].isupper() and after[:1].isupper():  # Downing Street
        return _BOUND
    return _SHORT if before.isalpha() and len(before) <= _SHORT_LETTERS else 0.0
