"""Plain numbers: cardinals, decimals, ordinals, years and decades.

Four digits without a comma are a year from 1100 to 2099, unless a noun in the plural follows that they count ("1500
soldiers"). 1905 is "nineteen oh five", 1800 "eighteen hundred", 2005 "two thousand five" (British "two thousand and five"),
2016 "twenty sixteen"; a decade in figures is said in full ("the nineties", "the nineteen tens").
"""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import amounts
from tts.spoken.en.data import either, listed
from tts.spoken.en.numbers import cardinal, ordinal, pair, spelled, to_plural, year
from tts.spoken.en.units import read_after
from tts.spoken.reading import Reading, Scan

_ORDINAL = Pattern(
    r"(\d{1,3}(?:,\d{3}){1,5}|\d{1,18})[ -]?([sS][tT]|[nN][dD]|[rR][dD]|[tT][hH]|ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ)(s)?(?![\w])"
)
_DECADE = Pattern(r"(?:(?:(['’‘]?)(\d0)|([12]\d)(\d0))['’]?s|([12]\d)(\d0) s)(?![\w'’])")
_ERA = Pattern(
    r"(\d{1,3},\d{3}|\d{1,5})(?:([-–—]| to )(\d{1,5}))?\s?(B\.?C\.?E\.?|B\.?C\.?|C\.E\.|CE|A\.D\.?|AD)(?![\w])"
)
_YEAR = Pattern(r"[12]\d{3}(?![\d,.%°$€£]{0,6}\d)(?![%°$€£\w])")
_SHORT_YEAR = Pattern(r"['’‘](\d\d)(?![\w])")
_NUMBER = Pattern(rf"([+−–-]?)({amounts.NUMBER})({amounts.MAGNITUDE})?")
_COUNTED = Pattern(r"(?:-?year-old|[\s\u00a0](?:[a-z]{3,16}[\s\u00a0])?([a-z]{3,20}))(?![\w])")
_NOT_COUNTED: Final = listed("not-counted")
_YEAR_WORDS: Final = listed("before-year")
_COUNTED_WORDS: Final = listed("counted")
_THREE_BY_PAIR: Final = listed("before-pair")
_FOUR_BY_PAIR: Final = frozenset({"Form", "RTX", "GTX", "Room", "room", "Suite", "suite"})
_BY_DIGITS: Final = listed("before-digits")


def read_ordinal(scan: Scan, at: int) -> Reading | None:
    """21st, 1,000th; the suffix has to fit the number. 3d Infantry, 5th c. BC."""
    found = _ORDINAL.match(scan.text, at)
    if found is None:
        short = _SHORT_ORDINAL.match(scan.text, at) or _BOOK_NUMBER.match(scan.text, at)
        return short and Reading(short.end(), ordinal(short[1]), "ordinal")
    digits = found[1].replace(",", "")
    words = ordinal(digits, scan.region)
    suffix = found[2].lower().translate(_RAISED)
    if words[-2:] != suffix:
        return None
    if found[3]:  # 100ths of a second
        return Reading(found.end(), f"{words.removeprefix('one ') if digits[:2] == '10' else words}s", "ordinal")
    century = _CENTURY.match(scan.text, found.end())
    if century is not None:
        return Reading(century.end() - scan.ends(century.end()), f"{words} century", "ordinal")
    return Reading(found.end(), words, "ordinal")


# Law reports and the army leave letters out.
_SHORT_ORDINAL = Pattern(lambda: rf"([23])d(?=\s{either('units-of-law')}(?![\w])|,\s1[678]\d\d(?!\d))")
_BOOK_NUMBER = Pattern(lambda: rf"([123])(?=\s(?:{either('numbered-books')}|{either('numbered-persons')} \d))")
_CENTURY = Pattern(r"[\s\u00a0](?:c|cent)\.(?=[\s,;)]|\Z)")
_RAISED: Final = str.maketrans("ˢᵗⁿᵈʳʰ", "stndrh")


def read_decade(scan: Scan, at: int) -> Reading | None:
    """1990s, '90s, 90s, 1990's."""
    found = _DECADE.match(scan.text, at)
    if found is None:
        return None
    century, tens = found[3] or found[5], found[4] or found[6]
    if found[2]:
        if found[2] == "00":
            return Reading(found.end(), "two thousands", "decade") if found[1] else None
        spoken = "tens" if found[2] == "10" else to_plural(cardinal(found[2]))
    elif tens == "00":
        spoken = "thousands" if century == "10" else to_plural(year(century + "00"))
    else:
        spoken = f"{cardinal(century)} {to_plural(cardinal(tens))}"
    return Reading(found.end(), spoken, "decade")


def read_era(scan: Scan, at: int) -> Reading | None:
    """44 BC, 500-400 BCE, 79 A.D."""
    found = _ERA.match(scan.text, at)
    if found is None:
        return None
    spoken = _era_year(found[1], scan)
    if found[3]:
        spoken += f" to {_era_year(found[3], scan)}"
    era = ".".join(found[4].replace(".", ""))
    end = found.end()
    onward = _ERA_FOLLOWS.match(scan.text, end)
    if onward is not None:  # 300 BCE–200 CE
        return Reading(onward.end(), f"{spoken} {era}. to ", "year")
    if found[4].endswith(".") and scan.ends(end):
        end -= 1
    return Reading(end, f"{spoken} {era}" + ("." if end == found.end() else ""), "year")


_ERA_FOLLOWS = Pattern(r"\s?[-–—]\s?(?=\d{1,4}\s?(?:BC|AD|CE|B\.C|A\.D|C\.E)|AD \d)")
_LEADING_ERA = Pattern(r"(AD|BC)[\s\u00a0](\d{1,4})(?:\s?[-–—]\s?(\d{1,4}))?(?![\w,.]\d)")


def read_leading_era(scan: Scan, at: int) -> Reading | None:
    """AD 79."""
    found = _LEADING_ERA.match(scan.text, at)
    if found is None:
        return None
    last = f" to {year(found[3], scan.region)}" if found[3] else ""
    return Reading(found.end(), f"{'.'.join(found[1])}. {year(found[2], scan.region)}{last}", "year")


def _era_year(digits: str, scan: Scan) -> str:
    plain = digits.replace(",", "")
    return year(plain, scan.region) if len(plain) <= 4 else cardinal(plain, scan.region)


def read_year(scan: Scan, at: int) -> Reading | None:
    """Four digits that are a year."""
    found = _YEAR.match(scan.text, at)
    if found is None:
        return _read_early_year(scan, at)
    if not "1000" <= found[0] < "2200" or scan.left(at) in "+−":
        return None
    if found[0] >= "2100" and scan.before(at).lower() not in _TIME_WORDS:
        return None
    before = scan.before(at).lower()
    told = before in _YEAR_WORDS or _THE_YEAR_WAS.search(scan.text[max(0, at - 12) : at]) is not None
    if (found[0] < "1100" and not told) or before in _BY_DIGITS:
        return None
    if _counts(scan, at, found.end()):
        return None
    return Reading(found.end(), year(found[0], scan.region), "year")


_THE_YEAR_WAS = Pattern(r"\byear (?:was|is) \Z")
_EARLY_YEAR = Pattern(r"[1-9]\d\d(?=,(?!\d)| [A-Z][a-z])")
_TIME_WORDS: Final = frozenset({"in", "by", "until", "till", "before", "after", "since", "year", "around"})


def _read_early_year(scan: Scan, at: int) -> Reading | None:
    """In 626, in 529 Cyrus died, the year 562: three digits are a year where that can hardly be anything else."""
    before = scan.before(at)
    found = _EARLY_YEAR.match(scan.text, at)
    if before.lower() not in ("in", "year") or found is None or scan.left(at) != " ":
        return None
    return Reading(found.end(), year(found[0], scan.region), "year")


def _counts(scan: Scan, at: int, end: int) -> bool:
    """Whether the number counts what follows it."""
    before = scan.before(at).lower()
    noun = _COUNTED.match(scan.text, end)
    if noun is None:
        return False
    if noun[1] is None:
        return True
    first = scan.text[end : end + 40].split(None, 1)[0].strip(".,;:")
    if (
        first in _COUNTED_WORDS
        or (noun[1] in ("households", "inhabitants") and first != "the")
        or (noun[1] in _COUNTED_WORDS and first in ("more", "young", "armed", "local"))
    ):
        return True
    if before in ("a", "an") or before in _YEAR_WORDS or before.endswith(("'s", "’s")):
        return False
    return first.endswith("s") and not first.endswith(("ss", "us", "'s", "’s")) and first not in _NOT_COUNTED


_PLURAL = Pattern(r"(\d{2,4}|(?<=(?:by|in|of) )[2-9])(?:s|(ers))(?![\w])")


def read_plural(scan: Scan, at: int) -> Reading | None:
    """747s, 75s: several of what has that number for a name."""
    found = _PLURAL.match(scan.text, at)
    if found is None:
        return None
    digits = found[1]
    if found[2]:  # the 49ers
        words = cardinal(digits)
        return Reading(found.end(), words + ("rs" if words.endswith("e") else "ers"), "cardinal")
    if digits == "100":
        return Reading(found.end(), "hundreds", "cardinal")
    named = len(digits) > 2 and not digits.endswith("00") and digits[0] != "0"
    return Reading(found.end(), to_plural(pair(digits) if named else amounts.number(digits, scan.region)), "cardinal")


def read_short_year(scan: Scan, at: int) -> Reading | None:
    """'98: the century is left out."""
    found = _SHORT_YEAR.match(scan.text, at)
    if found is None or scan.left(at).isalnum():
        return None
    digits = found[1]
    return Reading(found.end(), f"oh {cardinal(digits)}" if digits[0] == "0" else cardinal(digits), "year")


def read_age(scan: Scan, at: int) -> Reading | None:
    """A 5yo, 3 y.o., 40-y/o: so many years old."""
    found = _AGE.match(scan.text, at)
    return found and Reading(found.end(), f"{cardinal(found[1])} year old", "cardinal")


_AGE = Pattern(r"(\d{1,3})[\s-]?(?:yo|y/o|y\.o\.)(?![\w])")


def read_karat(scan: Scan, at: int) -> Reading | None:
    """24K gold, an 18-kt ring."""
    found = _KARAT.match(scan.text, at)
    return found and Reading(found.end(), f"{cardinal(found[1])} karat", "measure")


_KARAT = Pattern(
    lambda: (
        rf"([1-9]\d?)[\s-]?(?:[Kk][Tt]?|ct)\.?(?=[\s-](?:(?:white|yellow|rose|solid) )?{either('of-karats')}(?![\w]))"
    )
)


def read_scientific(scan: Scan, at: int) -> Reading | None:
    """6.02e23, 1.5E-9."""
    found = _SCIENTIFIC.match(scan.text, at)
    if found is None or (found[1] and scan.left(at).isalnum()):
        return None
    if "." not in found[2] and not found[4] and found[3] == "E":
        return None  # rather a code
    power = _to_the((found[4] or "").strip("+"), found[5])
    return Reading(found.end(), f"{amounts.quantity(found[1], found[2], None)} times ten {power}", "decimal")


#: Words before a number whose letter is no magnitude: Fig. 4b.
_LETTERED: Final = listed("before-lettered")
_SCIENTIFIC = Pattern(r"([+−–-]?)(\d(?:\.\d{1,12})?)([eE])([+−–-]?)(\d{1,3})(?![\w])")


def read_power_of_ten(scan: Scan, at: int) -> Reading | None:
    """6.02 × 10^23, 1.6 x 10-19, 5.97 × 10²⁴ kg."""
    found = _POWER_OF_TEN.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or (found[7] and "." not in found[2]):
        return None
    minus = (found[3] or found[5] or found[7] or "").strip("+⁺")
    digits = found[4] or found[8] or found[6].translate(_RAISED_DIGITS)
    words = f"{amounts.quantity(found[1], found[2], None, scan.region)} times ten {_to_the(minus, digits)}"
    unit = read_after(scan, found.end())
    return Reading(unit.end, f"{words} {unit.spoken}", "measure") if unit else Reading(found.end(), words, "decimal")


def _to_the(minus: str, digits: str) -> str:
    return f"to the power of minus {cardinal(digits)}" if minus else f"to the {ordinal(digits)}"


_RAISED_DIGITS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_POWER_OF_TEN = Pattern(
    rf"([+−–-]?)({amounts.NUMBER})\s?[x×*·⋅]\s?10(?:\^[({{]?([+−–-]?)(\d{{1,3}})[)}}]?|([⁻⁺]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})|([−–-])(\d{{1,2}}))(?![\w])"
)


def read_caliber(scan: Scan, at: int) -> Reading | None:
    """.22 caliber, a .38 revolver, a .357 Magnum."""
    found = _CALIBER.match(scan.text, at)
    if found is None:
        batted = _AVERAGE.match(scan.text, at)
        if batted and (scan.before(at) in _BATTED or _AVERAGE_FOLLOWS.match(scan.text, batted.end())):
            return Reading(batted.end(), pair(batted[1]), "decimal")
        return None
    words = pair(found[1]) if len(found[1]) == 3 else cardinal(found[1])
    return Reading(found.end(), f"{words} caliber" if found[2] else words, "decimal")


# Batting .287, a .512 slugging percentage.
_AVERAGE = Pattern(r"[.]([1-9]\d\d)(?![\w%]|\.\d)")
_AVERAGE_FOLLOWS = Pattern(lambda: rf"\s(?:{either('kinds-of-average')} )?{either('averages')}(?!\w)")
_BATTED: Final = listed("batted")
_CALIBER = Pattern(
    lambda: (
        rf"[.](\d{{2,3}})(?:[\s\u00a0-](cal)(?![\w])|(?=[\s\u00a0-](?:{either('makes-of-gun')} )?{either('guns')}(?![\w])))"
    )
)


def read_grouped(scan: Scan, at: int) -> Reading | None:
    """1 234 567, 12 500 people: thousands parted by spaces, three groups of them or before what they count."""
    found = _GROUPED.match(scan.text, at)
    if found is None or scan.left(at) in "$€£+-–/.,#" or scan.left(at).isalnum():
        return None
    before = scan.before(at)
    if found[0].count(" ") == 1 and (before[:1].isupper() or before in _LETTERED):
        return None  # Highway 61 200 miles on; on page 12 345 words
    return Reading(found.end(), cardinal(found[0].replace(" ", ""), scan.region), "cardinal")


_GROUPED = Pattern(
    r"[1-9]\d{0,2}(?: \d{3})(?:(?: \d{3}){1,3}(?=[^\w(]|\Z)(?! ?[-–(]? ?\d)|(?= (?:people|men|women|children|euros|[a-z]{3,}s)(?!\w)))(?![.,-]\d)"
)


def read_number(scan: Scan, at: int) -> Reading | None:
    """The number as it is, where no other rule reads it."""
    found = _NUMBER.match(scan.text, at)
    if found is None:
        return None
    sign, written, scale = found.groups()
    end = found.end()
    if sign and (scan.left(at).isalnum() or scan.left(at) in ")%]"):
        return None
    if scale in ("b", "B", "K", "M", "T") and scan.before(at).lower() in _LETTERED:  # figure 4b, No. 221B
        words = pair(written) if len(written) == 3 and written.isdigit() else amounts.number(written, scan.region)
        return Reading(found.end(2), f"{words} ", "cardinal")
    if scale and scale.strip() in ("m", "T", "K", "M", "B") and scale[0].isspace():
        scale, end = None, found.end(2)
    if scan.text[end : end + 1].isalpha() and not scale:
        # Letters cling to it: a code, whose rule comes later, or nothing known.
        return Reading(found.end(2), amounts.quantity(sign, written, None, scan.region) + " ", "cardinal")
    if written.isdigit() and not sign and not scale:
        before = scan.before(at)
        if (len(written) == 3 and before in _THREE_BY_PAIR) or (
            len(written) == 4 and before in _FOUR_BY_PAIR and written[1:] != "000"
        ):
            return Reading(end, pair(written), "cardinal")
        if len(written) >= 3 and (before.lower() in _BY_DIGITS or _CODE_BEFORE.search(scan.text[max(0, at - 40) : at])):
            return Reading(end, spelled(written), "digits")
        if len(written) >= 5 and before.lower() == "reference":
            return Reading(end, spelled(written), "digits")
        if len(written) >= 4 and _BOX_BEFORE.search(scan.text[max(0, at - 16) : at]):
            return Reading(end, pair(written) if len(written) == 4 else spelled(written), "digits")
    kind = "decimal" if "." in written else "cardinal"
    return Reading(end, amounts.quantity(sign, written, scale, scan.region), kind)


_CODE_BEFORE = Pattern(
    lambda: (
        rf"(?:ending in|(?i:zip code)(?:\s[a-z]{{2,8}}){{0,3}}|(?i:{either('numbered-by-code')}) (?:number|no\.|#))\s\Z"
    )
)
_BOX_BEFORE = Pattern(r"(?:[Oo]ffice|O\.|PO) [Bb]ox\s\Z")


def read_age_in_short(scan: Scan, at: int) -> Reading | None:
    """An 18-mo-old, a 3-y-o, a 6-wk-old."""
    found = _SHORT_AGE.match(scan.text, at)
    if found is None:
        return None
    return Reading(found.end(), f"{cardinal(found[1])} {_SHORT_AGES[found[2]]} old{found[3]}", "measure")


_SHORT_AGE = Pattern(r"(\d{1,3})-(mo|mth|wk|yr|y)-o(?:ld)?(s?)(?![\w])")
_SHORT_AGES: Final = {"mo": "month", "mth": "month", "wk": "week", "yr": "year", "y": "year"}
