"""Encodings in which the bytes of one another are letters, too: told apart by how frequent those letters are in a language.

The letters are in `data/frequent-letters.tsv`.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from tts.readers import lists

#: Two encodings in which the same bytes are letters, and the languages that are written in each; the likelier first.
TWINS = {"cp1251": ("ru", "uk", "be", "sr", "mk"), "kz1048": ("ru", "kk")}
#: The letters that the first has, and those that the second has in their places.
_TO_KAZAKH = str.maketrans("ќћўјґєїѕ", "қһұәөғүң")
_SLAVIC = frozenset(map(chr, _TO_KAZAKH))
#: So many words tell, of each kind.
_MOST = 1_000
#: What no language of either has. In Kazakh a vowel of its own beside another, its hard consonants before a soft vowel, a voiced one
#: at the end and ng at the beginning; in the others a half vowel or an iotated one behind a consonant, dz and hard g without a vowel.
_NEVER = {
    "kz1048": re.compile(r"[әөұү](?=[аәеоөұүыіэюя])|(?<=[аәеоөұүыіэюя])[әөұү]|[қғ](?=[еөүі])|\Bғ\b|\bң"),
    "cp1251": re.compile(r"(?<=[бвгджзйклмнпрстфхцчшщ])(?:[ўї]|ј(?![аеиоу]))|ѕ(?![авеиоу])|ґ(?![аеиіоурлнв])"),
}
#: What a Kazakh sentence has, and a Macedonian one has not even where it is read as Kazakh.
_NOT_MACEDONIAN = re.compile("[ыйьяюэщъёіәөұүңһ]|қ[сп]")
#: Where a letter counts as standing that an alphabet has not: as rare as in a name from elsewhere.
_FOREIGN = 60
#: Encodings of two or more bytes a letter, and whose; of two that read the same the first counts. (The second has more signs, such
#: as figures in circles.)
_EAST_ASIAN = (
    ("euc_jp", "ja"),
    ("euc_jis_2004", "ja"),
    ("cp932", "ja"),
    ("cp949", "ko"),
    ("gb18030", "zh"),
    ("big5hkscs", "zh"),
)
#: Share of frequent letters from which a text may be East Asian, where no other encoding makes sense. It is a quarter and more even
#: in a sentence full of names; in any other encoding hardly more than a tenth.
_LEAST = 0.1
#: And from which it is, if it has more letters than so many, and than are ASCII.
_SURELY, _ENOUGH = 0.3, 7


def cyrillic(content: bytes) -> str:
    """Which of the twins it is: the one where letters come out that are more frequent in the languages written in it.

    The words that are the same in both are of one language; each of the others may be a name from another, and counts wherever it
    stands in the text.
    """
    text = content.decode("cp1251", "replace").lower()
    if _SLAVIC.isdisjoint(text):
        return "cp1251"
    words = re.findall(r"\w+", text)
    same = "".join(word for word in words[:_MOST] if _SLAVIC.isdisjoint(word))
    slavic = [word for word in words if not _SLAVIC.isdisjoint(word)][:_MOST]
    kazakh = [word.translate(_TO_KAZAKH) for word in slavic]

    def rarity(encoding: str, others: list[str]) -> int:
        tags = TWINS[encoding]
        names = sum(min(_rarity(word, tag) for tag in tags) for word in others)
        never = len(_NEVER[encoding].findall(" ".join(others)))
        return min(_rarity(same, tag) for tag in tags) + names + _FOREIGN * never

    if not _NOT_MACEDONIAN.search(f"{same} {' '.join(kazakh)}"):
        return "cp1251"
    return "kz1048" if rarity("kz1048", kazakh) < rarity("cp1251", slavic) else "cp1251"


def east_asian(content: bytes) -> tuple[str, bool]:
    """Which encoding of Japanese, Korean or Chinese it is, or empty where it reads like none; and whether that is sure."""
    best, most, surely = "", _LEAST, False
    for encoding, tag in _EAST_ASIAN:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(content)  # a sample may end within a letter
        except UnicodeDecodeError:
            continue
        letters = [char for char in text if not char.isascii() and char.isalpha()]
        frequent = sum(1 for char in letters if char in _places(tag) or (tag == "ja" and "\u3041" <= char <= "\u30fe"))
        share = frequent / max(1, len(letters))
        if share > most:
            enough = len(letters) > max(_ENOUGH, sum(1 for char in text if char.isascii() and char.isalpha()))
            best, most, surely = encoding, share, share >= _SURELY and enough
    return best, surely


def _rarity(word: str, tag: str) -> int:
    """How far down the list of a language's letters those of a word stand, in all."""
    places = _places(tag)
    return sum(places.get(letter, _FOREIGN) for letter in word)


@cache
def _places(tag: str) -> dict[str, int]:
    """Each frequent letter of a language, and where it stands among them."""
    letters = next(row[1] for row in lists.rows("frequent-letters.tsv") if row[0] == tag)
    return {letter: place for place, letter in enumerate(letters)}
