"""Roman numerals: World War II is "World War two", Elizabeth II "Elizabeth the second", the XIX century "the nineteenth century".

"I" is the pronoun unless a ruler's name or a word such as Chapter stands before it and no verb follows; MIX, CIVIL, DIM, CD and the like
are what they seem. After a name that is neither (John Smith III) a numeral ranks.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from tts.spoken.en.data import listed, records
from tts.spoken.en.numbers import cardinal, ordinal
from tts.spoken.reading import Pattern, Reading, Scan

_NUMERAL = Pattern(
    r"(?=[IVXLCDM])(M{0,3})(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})(['’]s)?(?:([-–—])([IVXLC]{1,7}))?(?![^\W_])"
)
_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_NOT_NUMERALS: Final = listed("not-numerals")
_CENTURY = Pattern(
    r"[\s\u00a0](?:century|centuries|cent\.|c\.|Olympi\w+|Congress|Summit|Games|Session|Festival|Forum|Conference|Plenum|Party Congress|anniversary)"
)
_VERB = Pattern(
    r"\s(?:am|think|thought|know|knew|believe|guess|hope|mean|meant|want|wanted|love|loved|like|liked|wish|need|feel|felt|suppose|suspect|"
    r"saw|see|met|don|didn|can|could|would|will|shall|should|do|did|never|say)(?![^\W_])"
)
_MEDICAL = Pattern(r"\s(?:drip|drips|fluid|fluids|line|bag|pole|therapy|injection)")


@cache
def _contexts() -> dict[str, str]:
    return {word: role for role, words in records("romans") for word in words.split()}


def value(numeral: str) -> int:
    """What a well-formed Roman numeral stands for."""
    total = 0
    for letter, after in zip(numeral, [*numeral[1:], ""], strict=True):
        worth = _VALUES[letter]
        total += -worth if after and worth < _VALUES[after] else worth
    return total


def read_roman(scan: Scan, at: int) -> Reading | None:
    """A Roman numeral, where its neighbours say that it is one."""
    found = _NUMERAL.match(scan.text, at)
    if found is None or scan.left(at) in "'’.-/&" or (scan.is_headline and found[0] == "I"):
        return None
    numeral = found[0][: len("".join(found.groups("")[:4]))]
    end = found.end(5) if found[5] else at + len(numeral)
    digits = str(value(numeral))
    suffix = "'s" if found[5] else ""
    after = scan.text[at + len(numeral) : at + len(numeral) + 40]
    before = scan.before(at)
    adjacent = scan.left(at).isspace() and scan.text[max(0, at - 2) : at - 1] not in (",", ".", ";", ":", "!", "?")
    role = _contexts().get(before) if adjacent else None
    if found[7] and _CENTURY.match(scan.text, found.end()):
        return Reading(found.end(), f"{ordinal(digits)} to {ordinal(str(value(found[7])))}", "roman")
    if (len(numeral) > 1 or role) and _CENTURY.match(after):
        return Reading(end, ordinal(digits), "roman")
    if role is None:
        return _unsupported(scan, at, numeral, digits, before if adjacent else "", after, suffix)
    if numeral == "I" and (_VERB.match(after) or after.startswith(("'", "’"))):
        return None
    if role == "number" and len(numeral) == 1 and numeral in "CDLM":
        return None
    words = cardinal(digits) if role == "number" else f"the {ordinal(digits)}"
    if found[7] and role == "number":
        return Reading(found.end(), f"{words} to {cardinal(str(value(found[7])))}", "roman")
    return Reading(end, words + suffix, "roman")


def _unsupported(
    scan: Scan, at: int, numeral: str, digits: str, before: str, after: str, suffix: str
) -> Reading | None:
    """A numeral whose neighbour is no word that asks for one."""
    end = at + len(numeral) + (2 if suffix else 0)
    if len(numeral) == 1 or numeral in _NOT_NUMERALS or len(numeral) > 12:
        return None
    if _MEDICAL.match(after) or scan.is_headline:
        return None
    if set(numeral) - set("IVX") and len(numeral) < 4:
        return None
    if before[:1].isupper() and before[1:2].islower() and numeral in _RANKS:
        if before in _STARTERS:
            return Reading(end, cardinal(digits) + suffix, "roman")
        return Reading(end, f"the {ordinal(digits)}{suffix}", "roman")
    return Reading(end, cardinal(digits) + suffix, "roman")


_RANKS: Final = listed("ranks")
_STARTERS: Final = listed("before-number")
