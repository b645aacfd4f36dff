"""Roman numerals: World War II is "World War two", Elizabeth II "Elizabeth the second", the XIX century "the nineteenth century".

"I" is the pronoun unless a ruler's name or a word such as Chapter stands before it and no verb follows; MIX, CIVIL, DIM, CD and the like
are what they seem. A numeral ranks after a person: a ruler, somebody with a title or a given name (John Smith III); after another name it
counts (Rocky II). A single letter before a stop and another name is an initial (Henry V. Smith).
"""

from __future__ import annotations

from functools import cache
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en.data import either, listed, records
from tts.spoken.en.numbers import SMALL_ROMANS, cardinal, ordinal, year
from tts.spoken.reading import Reading, Scan

_NUMERAL = Pattern(
    r"(?=[IVXLCDM])(M{0,3})(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})(['’]s|st|nd|rd|th|(?<=II)d)?(?:([-–—/])([IVXLC]{1,7}))?(?![^\W_])"
)
_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_NOT_NUMERALS: Final = listed("not-numerals")
_CENTURY = Pattern(
    r"[\s\u00a0](?:century|centuries|cent\.|c\.|Olympi\w+|Congress|Summit|Games|Session|Festival|Forum|Conference|Plenum|Party Congress|anniversary"
    r"|World War|Airborne|Army|Legion|Republic|Reich|Dynasty|Infantry|Battalion|Regiment|Brigade|Amendment)(?![^\W_])"
)
# the IX Astana Economic Forum
_EVENT = Pattern(lambda: rf"[\s\u00a0](?:[A-Z][\w-]{{1,20}}[\s\u00a0]){{0,4}}{either('counted-events')}(?![^\W_])")
_INITIAL = Pattern(r"\.\s+[A-Z][^\W\d_]")
_HEADED = Pattern(lambda: rf"[\s\u00a0]{either('after-part-i')}(?![\w])")
# A list that a word for parts opens: "Chapters IV, V and".
_LIST_BEFORE = Pattern(
    r"([A-Za-z]{3,12})s\s(?:[IVXLC]{1,7}(?:,\s|\s(?:and|or|to|through)\s|,\s(?:and|or)\s|[-–])){0,6}\Z"
)
_PERSON_BEFORE = Pattern(r"(?:[A-Z][\w.'’-]{0,20}\s){1,4}\Z")
_VERB_OF_I = Pattern(lambda: rf"\s{either('verbs-of-i')}(?![^\W_])")
_VERB = Pattern(lambda: rf"\s{either('verbs-of-i', 'verbs-of-anybody')}(?![^\W_])")
# Robert I Bouck: an initial that lost its stop. King of England, Day and Avenue are no family names.
_FAMILY_NAME = Pattern(lambda: rf"\s(?!{either('no-family-names')}(?![^\W_]))[A-Z][a-z]{{2,}}(?![^\W_])")
_JOINT_RANK = Pattern(r"([A-Z][^\W\d_]+) [IVX]{1,5} and \Z")
_TITLES: Final = listed("rulers-titles")
_MEDICAL = Pattern(r"\)?\s(?:drip|drips|fluid|fluids|line|bag|pole|therapy|injection)")


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
    """A Roman numeral, where its neighbours say that it is one. Old books put a stop after it ("Edward III. gave")."""
    reading = _read_numeral(scan, at)
    if reading is not None and _STOP_INSIDE.match(scan.text, reading.end):
        return Reading(reading.end + 1, reading.spoken, reading.kind)
    return reading


_STOP_INSIDE = Pattern(r"\.(?=\s[a-z]|[,;:]|['’]s(?!\w))")


def _read_numeral(scan: Scan, at: int) -> Reading | None:
    found = _NUMERAL.match(scan.text, at)
    if found is None or (
        scan.left(at) in "'’.-/&" and not scan.text.startswith("--", max(0, at - 2)) and not _is_hyphened(scan, at)
    ):
        return None
    if scan.is_headline and found[0] == "I" and _role(scan.before(at)) != "number":
        return None
    numeral = found[0][: len("".join(found.groups("")[:4]))]
    end = found.end(5) if found[5] else at + len(numeral)
    digits = str(value(numeral))
    if found[5] and found[5] not in ("'s", "’s"):
        return _with_ending(scan, at, end, ordinal(digits), found[5])
    suffix = "'s" if found[5] else ""
    after = scan.text[at + len(numeral) : at + len(numeral) + 40]
    before = scan.before(at)
    adjacent = scan.left(at).isspace() and scan.text[max(0, at - 2) : at - 1] not in (",", ".", ";", ":", "!", "?")
    role = _role(before) if adjacent else None
    if role is None:
        role = _part(scan, at)
    settled = _settled(scan, at, end, digits, before, after)
    if settled is not None:
        return settled
    if (
        len(numeral) == 1
        and _INITIAL.match(after)
        and (role != "number" or before == "Mark")
        and not (role and _is_ruler(scan, at, after))
    ):
        return None
    if found[7] and _CENTURY.match(scan.text, found.end()):
        return Reading(found.end(), f"{ordinal(digits)} to {ordinal(str(value(found[7])))}", "roman")
    if (len(numeral) > 1 or role) and _CENTURY.match(after):
        return Reading(end, ordinal(digits), "roman")
    if role is None and found[7] and _is_list(numeral, found[7]):
        joint = "slash" if found[6] == "/" else "to"
        return Reading(found.end(), f"{cardinal(digits)} {joint} {cardinal(str(value(found[7])))}", "roman")
    if role is None:
        return _unsupported(scan, at, numeral, digits, before if adjacent else "", after, suffix)
    if len(numeral) == 1 and _is_letter(scan, at, numeral, role, before, after):
        return None
    words = cardinal(digits) if role == "number" else f"the {ordinal(digits)}"
    if found[7] and role == "number" and found[7] not in ("C", "D", "L", "M"):
        joint = "slash" if found[6] == "/" else "to"
        return Reading(found.end(), f"{words} {joint} {cardinal(str(value(found[7])))}", "roman")
    return Reading(end, words + suffix, "roman")


def _is_hyphened(scan: Scan, at: int) -> bool:
    """Type-II, SALT-II, Chandrayaan-III: a rank joined to its word."""
    return (
        _RANK_ALONE.match(scan.text, at) is not None and _JOINED_TO.search(scan.text[max(0, at - 24) : at]) is not None
    )


_RANK_ALONE = Pattern(r"(?:X{0,2}(?:IX|I{2,3}|VI{1,3})|X{0,2}IV(?! drip)|XX?I{0,3})(?:['’]s)?(?![\w'’-])")
_JOINED_TO = Pattern(r"(?<![\w'’-])(?:[A-Z][A-Za-z]{1,20}|phase|stage|type|class|grade|level|part|tier|category)-\Z")


def _with_ending(scan: Scan, at: int, end: int, rank: str, ending: str) -> Reading | None:
    """The XIXth century, Charles the IInd, Charles IIIrd."""
    if not rank.endswith(ending):
        return None
    ranks = scan.left(at) == " " and _contexts().get(scan.before(at)) == "ordinal"
    return Reading(end, f"the {rank}" if ranks else rank, "roman")


def _role(before: str) -> str | None:
    """What a word before a numeral asks for; in capitals, and as the end of a compound (Louis-Philippe), too."""
    last = before.rpartition("-")[2]
    return _contexts().get(last) or (_contexts().get(last.capitalize()) if last.isupper() else None)


def _settled(scan: Scan, at: int, end: int, digits: str, before: str, after: str) -> Reading | None:
    """What the neighbours settle without a rank: Louis the XIV, II Samuel, Henry VII and VIII, John Smith, III; in MDCCC."""
    if _BOOK_FOLLOWS.match(after) and (digits != "1" or _BOOK_AFTER_I.match(after)):
        return Reading(end, ordinal(digits), "roman")
    if digits == "1" or scan.is_headline:
        return None
    near = scan.text[max(0, at - 48) : at]
    many = end - at > 1 and (not before or before.lower() in _BEFORE_EVENT) and _EVENT.match(scan.text, end) is not None
    several = many or (end - at == 1 and before.lower() == "the" and _UNIT.match(scan.text, end) is not None)
    if several or (before == "the" and _SMALL_AFTER_STOP.match(after)):
        return Reading(end, ordinal(digits), "roman")  # the IX. book
    if before == "the" and (ruler := _RULER_THE.search(near)) and _contexts().get(ruler[1]) == "ordinal":
        return Reading(end, ordinal(digits), "roman")
    if (joint := _JOINT_RANKS.search(near)) and _contexts().get(joint[1]) == "ordinal":
        return Reading(end, f"the {ordinal(digits)}", "roman")
    if (
        near.endswith(", ")
        and digits in ("2", "3", "4", "5")
        and len(scan.text[at:end]) > 1
        and _is_person(scan, at - 2)
    ):
        return Reading(end, f"the {ordinal(digits)}", "roman")
    if len(scan.text[at:end]) > 3 and len(digits) == 4 and "1100" <= digits < "2100" and _YEAR_BEFORE.search(near):
        return Reading(end, year(digits, scan.region), "roman")
    return None


_BEFORE_EVENT: Final = listed("before-event")
# A single letter before them is a number, too; but V is a festival, and X Games are no tenth.
_UNIT = Pattern(r"[\s\u00a0](?:Corps|Army|Legion|Republic|Congress|Olympiad|century|Amendment)(?![^\W_])")
_SMALL_AFTER_STOP = Pattern(r"\.\s(?!and|or|to)[a-z]")
_BOOK: Final = "Corinthians|Cor\\.|Chronicles|Chron\\.|Thessalonians|Thess\\.|Maccabees|Esdras"
_BOOK_FOLLOWS = Pattern(rf"\s(?:{_BOOK}|Samuel|Sam\.|Kings|Timothy|Tim\.|Peter|John(?= \d|\Z))(?![^\W_])")
_BOOK_AFTER_I = Pattern(rf"\s(?:{_BOOK}|(?:Samuel|Kings|Timothy|Peter|John) \d)")
_RULER_THE = Pattern(r"([A-Z][^\W\d_]+) the \Z")
_JOINT_RANKS = Pattern(r"([A-Z][^\W\d_]+) [IVX]{1,5}(?:, [IVX]{1,5}){0,4}(?:,| and|, and| or) \Z")
_YEAR_BEFORE = Pattern(r"(?:[Ii]n|[Aa]nno|[Cc]opyright|©|year|A\.?D\.?|[Ss]ince|[Cc]irca) ?\Z")


def read_glued(scan: Scan, at: int) -> Reading | None:
    """MkII, PartIII: a numeral that clings to its word."""
    found = _GLUED.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or _role(found[1]) != "number":
        return None
    word = "Mark" if found[1] == "Mk" else found[1]
    return Reading(found.end(), f"{word} {cardinal(str(value(found[2])))}", "roman")


_GLUED = Pattern(r"([A-Z][a-z]{1,10})((?=[IVX]{2})X{0,2}(?:IX|IV|V?I{0,3}))(?![^\W_])")


def read_staged(scan: Scan, at: int) -> Reading | None:
    """Stage IIIB, Part IVa: a numeral with a letter."""
    found = _STAGED.match(scan.text, at)
    if found is None or not scan.left(at).isspace() or _role(scan.before(at)) != "number":
        return None
    return Reading(found.end(), f"{cardinal(str(value(found[1])))} {found[2].upper()}", "roman")


_STAGED = Pattern(r"((?=[IVX])X{0,2}(?:IX|IV|V?I{0,3}))([A-Da-d]|(?<=X)[RS])(?![^\W_])")


def _is_letter(scan: Scan, at: int, numeral: str, role: str, before: str, after: str) -> bool:
    """Whether a single letter after a word that asks for a number is rather the pronoun, an initial or a letter."""
    if numeral == "I" and after.startswith(("'", "’")) and after[1:2] != "s":
        return True
    if numeral == "I" and _VERB.match(after) and (_VERB_OF_I.match(after) or not _is_subject(scan, at, role, before)):
        return True
    if role == "ordinal":
        return _FAMILY_NAME.match(after) is not None and not _titled(scan, at)
    if numeral in "CDLM" or (numeral == "X" and before in ("Model", "Series")):
        return True
    return numeral == "I" and before.islower() and after[1:2].islower() and _HEADED.match(after) is None


def _is_subject(scan: Scan, at: int, role: str, before: str) -> bool:
    """Whether a name with its numeral may be what a verb speaks of: World War I had ended, Elizabeth I never married."""
    if role == "number":
        return before[:1].isupper()
    return _titled(scan, at) or _BEGINS.search(scan.text[max(0, at - 48) : at]) is not None


_BEGINS = Pattern(r"(?:\A|[.!?]\s)[\"“]?(?!The\s)(?:[A-Z][\w’'-]+\s){1,2}\Z")


def _unsupported(
    scan: Scan, at: int, numeral: str, digits: str, before: str, after: str, suffix: str
) -> Reading | None:
    """A numeral whose neighbour is no word that asks for one."""
    end = at + len(numeral) + (2 if suffix else 0)
    joint = _JOINT_RANK.search(scan.text[max(0, at - 32) : at]) if numeral == "I" and not _VERB.match(after) else None
    if joint and _contexts().get(joint[1]) != "number":
        return Reading(end, "the first", "roman")
    if numeral == "I" and _GOES_ON.match(after):
        return Reading(end, "one", "roman")  # I and II Corps
    if numeral == "X" and before in ("iPhone", "OS", "macOS") and not after.startswith(" 10."):
        return Reading(end, "ten", "roman")
    if len(numeral) == 1 or numeral in _NOT_NUMERALS or len(numeral) > 12:
        return None
    if numeral == "IV" and before in _GIVEN_BY_IV:
        return None
    if at == 0 and len(numeral) > 2 and scan.ends(end + scan.text.startswith(".", end)):
        return Reading(end, cardinal(digits) + suffix, "roman")  # a heading of nothing else
    if _MEDICAL.match(after) or (scan.is_headline and (numeral in ("XI", "IV", "VI") or set(numeral) - set("IVX"))):
        return None
    if set(numeral) - set("IVX") and len(numeral) < 4:
        return None
    named = before[:1].isupper() and before[1:2].islower() and numeral in _RANKS
    if named and (_is_person(scan, at) or _OF_A_REALM.match(after)):
        return Reading(end, f"the {ordinal(digits)}{suffix}", "roman")
    if numeral == "XX" and _CHROMOSOMES.match(after):
        return None
    if len(numeral) > 3 and len(digits) == 4 and "1100" <= digits < "2100":
        return Reading(end, year(digits, scan.region) + suffix, "roman")
    return Reading(end, cardinal(digits) + suffix, "roman")


_CHROMOSOMES = Pattern(r"\s(?:chromosomes?|karyotype|sex|females?|embryos?)(?![\w])")
#: Before a drip: an IV, by IV; "Start IV now" begins a sentence.
_GIVEN_BY_IV: Final = listed("before-drip")
# Unknown names before it: Humbert II of Viennois.
_OF_A_REALM = Pattern(r"\sof\s(?:the\s)?[A-Z][a-z]")


def read_small(scan: Scan, at: int) -> Reading | None:
    """iv, xii: a number in brackets and after a word such as page or chapter."""
    found = _SMALL.match(scan.text, at)
    if found is None or scan.left(at) in "'’.-/&":
        return None
    bracketed = scan.left(at) == "(" and scan.text[found.end(1) : found.end(1) + 1] == ")"
    before = scan.before(at)
    if not (bracketed or (scan.left(at).isspace() and (before in _PAGES or _contexts().get(before) == "number"))):
        return None
    words = cardinal(str(value(found[1].upper())))
    if found[2]:
        return Reading(found.end(), f"{words} to {cardinal(str(value(found[2].upper())))}", "roman")
    return Reading(found.end(), words, "roman")


def read_enumerator(scan: Scan, at: int) -> Reading | None:
    """(i) pay rent; (ii) keep the peace; i) rent, ii) noise: a number where the list has its neighbour, too; ii. Methods."""
    found = _ENUMERATOR.match(scan.text, at)
    if found is None:
        return None
    numeral = found[1]
    number = value(numeral.upper())
    if found[2] != ")":
        return Reading(found.end(1), cardinal(str(number)), "roman") if at == 0 and len(numeral) > 1 else None
    bracket = "(" if scan.left(at) == "(" else ""
    if not bracket and not scan.left(at).isspace():
        return None
    near = scan.text[max(0, at - 1000) : at + 1000].split()
    beside = (SMALL_ROMANS[number - 1], SMALL_ROMANS[number + 1])
    if (at == 1 and numeral == "i") or any(
        f"{bracket}{other if numeral.islower() else other.upper()})" in near for other in beside if other
    ):
        return Reading(found.end(1), cardinal(str(number)), "roman")
    return None


_ENUMERATOR = Pattern(r"((?:x?(?:iv|v?i{1,3}|v|ix)|x)|[IVX])(?:(\))(?=\s)|\.\s(?=[A-Z][a-z]))")
_SMALL = Pattern(r"((?=[ivx]{2})x{0,3}(?:ix|iv|v?i{0,3}))(?:[-–]((?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})))?(?![^\W_]|['’])")
_PAGES: Final = listed("before-small-numeral")


def _is_list(first: str, last: str) -> bool:
    """Whether two numerals with a sign between them are numbers: VI-VIII and I-IV, but not C-X."""
    return (
        last not in _NOT_NUMERALS
        and first not in _NOT_NUMERALS
        and len(last) > 1
        and not (set(first + last) - set("IVX"))
        and _NUMERAL.fullmatch(last) is not None
    )


# The second numeral is no pronoun, and no drip.
_GOES_ON = Pattern(r"(?:,? (?:and|or|to|through|&) |, |[–/-])(?:II|III|VI{1,3})(?![\w'’]| \()")


def _titled(scan: Scan, at: int) -> bool:
    """Whether one of the words before is a ruler's title: King Henry V."""
    found = _PERSON_BEFORE.search(scan.text[max(0, at - 64) : at])
    return found is not None and not _TITLES.isdisjoint(found[0].split())


def _part(scan: Scan, at: int) -> str | None:
    """ "number" where a word for parts in the plural stands before, and maybe other numerals: Chapters IV, V and VI."""
    if scan.left(at) not in " \u00a0-–":
        return None
    near = scan.text[max(0, at - 48) : at]
    found = _LIST_BEFORE.search(near)
    if found is None and scan.text[at] in "VX":
        found = _JOINT_PARTS.search(near)
    return "number" if found and _contexts().get(found[1]) == "number" else None


# Schedule IV and V: the word for a part in the singular.
_JOINT_PARTS = Pattern(r"([A-Z][a-z]+) [IVX]{1,5}(?:, [IVX]{1,5}){0,4},? (?:and|or|to|through) \Z")


def _is_ruler(scan: Scan, at: int, after: str) -> bool:
    """Whether a single letter before a stop ranks: a title stands before it, or no family name but a sentence follows."""
    return _titled(scan, at) or after.split(None, 2)[1].rstrip(",.;:") in _SENTENCE_STARTERS


def _is_person(scan: Scan, at: int) -> bool:
    """Whether the name before a position is that of a person: a title, a ruler's or a given name is in it."""
    near = scan.text[max(0, at - 64) : at]
    found = _PERSON_BEFORE.search(near if near.endswith(" ") else f"{near} ")
    return found is not None and any(is_given_name(word) for word in found[0].replace(".", "").split())


def is_given_name(word: str) -> bool:
    """Whether a word is listed as the name of a ruler or as a given name."""
    return word in _GIVEN_NAMES or _contexts().get(word) == "ordinal"


_RANKS: Final = listed("ranks")
_GIVEN_NAMES: Final = listed("given-names")
_SENTENCE_STARTERS: Final = listed("sentence-starters")
