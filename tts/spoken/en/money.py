"""Money: $5, $4.99, $1.2 billion, $1.2bn, €3.5m, US$30, KZT 450, 450 KZT, 50¢, $5-10 million, $20/mo.

"$4.99" is "four dollars and ninety nine cents" (AP and BBC scripts spell both units); with a magnitude or with a part that is no
two digits the decimals are said as such. After "a" or with a hyphen the unit stands in the singular: "a five dollar bill".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from tts.pattern import Pattern
from tts.spoken.en import amounts
from tts.spoken.en.data import currency_marks, either, listed, records, rows
from tts.spoken.en.numbers import cardinal, to_plural
from tts.spoken.en.ranges import joint
from tts.spoken.en.units import spelled, whats
from tts.spoken.reading import Reading, Scan

_TO: Final = r"\s?(?:[-–—]|to)\s?"
#: What small ads and price lists write after an amount: £950pcm, £30,000 pa, £25ph, £1,299pp.
_ADS: Final = {written: said for written, said in rows("per") if written[0] != "/"}
#: Ounces, square feet: what an amount is "a" or "an" of in short.
_SHORT: Final = frozenset(
    written for written, said in whats().items() if written.isalpha() and len(written) > 1 and said != written
)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An amount after its mark and one before it; the marks are those of the table."""
    per = f"(?:{_any(whats())}|each)"
    marks = sorted(currency_marks(), key=len, reverse=True)
    symbol = "|".join(re.escape(mark) for mark in marks if not mark.rstrip(".").isalpha())
    code = "|".join(re.escape(mark) for mark in marks if mark.rstrip(".").isalpha() and len(mark) > 1)
    after = "|".join(re.escape(mark) for mark in marks if mark.isalpha() and len(mark) > 1 and mark not in _NOT_AFTER)
    prefixed = "|".join(re.escape(mark) for mark in marks if mark[0].isalpha() and mark.endswith("$"))
    signs = "".join(mark for mark in marks if len(mark) == 1 and mark != "$" and not mark.isalpha())
    leading = re.compile(
        rf"(?P<sign>[+−–-]?)(?P<mark>{symbol}|(?:{code})(?=[\s\u00a0\d])|R(?=\d[\d,.]{{0,11}}\s?(?:[mM]n?|bn|tn|[mbt]r?illion)(?!\w)))[\s\u00a0]?"
        rf"(?P<minus>[−-]?)(?P<number>\d{{1,3}}(?:\.\d{{3}}){{1,4}},\d\d(?!\d)|\d{{1,6}},\d\d(?![\d,])|\d{{1,3}},\d(?=\s?(?:[mbt]r?illion|bn|m[ln]?n?)(?!\w))|\d{{1,3}}(?:[\s\u00a0-]\d/\d{{1,2}}(?!\d)|[{amounts.VULGAR}])|[{amounts.VULGAR}]|\d/\d(?=\s[mbt]illion)|{amounts.NUMBER})"
        rf"(?P<part>(?<=\.\d\d)[½¼¾])?(?P<scale>{amounts.MAGNITUDE}|[\s\u00a0-]?mill?\.?(?!\w)|[\s\u00a0]?cr(?!\w)|(?<=\d)L(?!\w)|(?<=\d)mm(?!\w))?(?:[\s\u00a0]?(?P<code>{code}|(?<=\d\s)US(?=[.,;)]|\Z))(?![\w]))?(?P<pence>(?<=\.\d\d)p(?![\w]))?"
        rf"(?:{_TO}(?:(?P<again>{symbol}|{code})[\s\u00a0]?)?(?P<to>{amounts.NUMBER})(?P<to_scale>{amounts.MAGNITUDE})?(?![\w%]))?"
        rf"(?P<plus>\+)?(?:[\s\u00a0]?/[\s\u00a0]?(?P<per>{per})(?![\w])|(?:[\s\u00a0](?!pm)|(?<=\d)|(?<=\d[km]))(?P<short>{_any(_ADS)})(?![\w])"
        rf"|\s(?P<article>an?)\s(?P<each>{_any(_SHORT)})(?![\w]))?"
    )
    trailing = re.compile(
        rf"(?P<sign>[+−–-]?)(?P<number>\d{{1,3}}(?:\.\d{{3}}){{1,4}},\d\d(?=\s?[€₽₴₺])|\d{{1,6}},\d\d(?=\s?[€₽₴₺])|{amounts.NUMBER})(?P<scale>{amounts.MAGNITUDE})?"
        rf"(?:{_TO}(?P<to>{amounts.NUMBER})(?P<to_scale>{amounts.MAGNITUDE})?)?[\s\u00a0]?"
        rf"(?P<mark>[{signs}¢]|(?<=\d)p(?![\w]|\.\w)|[\s]c(?=/(?:lb|kg|kWh|l|L|litre|liter|unit|share)(?![\w]))|(?<=\d)c(?![\w]|-(?!an?-|per-))|zł(?![\w])|DM(?![\w])|(?:{after})(?![\w])|(?:{prefixed})(?![\w])|\$(?![\w]))"
        rf"(?:/(?P<per>{per})(?![\w]))?"
    )
    return leading, trailing


#: Codes that stand only before the amount: 1RM is a lift.
_NOT_AFTER: Final = frozenset({"RM", "Sh"})
_STOP_INSIDE = Pattern(r"[.](?=\s[a-z])")
_DECIMAL_COMMA = Pattern(r"(?:\d{1,6}|\d{1,3}(?:\.\d{3}){1,4}),\d\d?")
_NEXT_WORD = Pattern(r"[\s\u00a0]([a-z]+)")
_FUNCTION_WORDS: Final = listed("function-words")
_PAPER = Pattern(lambda: rf"[\s\u00a0]{either('paper-money')}(?![\w])")
_HYPHENED = Pattern(r"-(?!an?-|per-|plus)[a-z]")
_RATE = Pattern(r"-(?:(?:an?|per)-[a-z]{3,7}|plus)(?=\s)")
_PRICED = Pattern(r"[\s\u00a0]([a-z-]{3,16})(?:[\s\u00a0]([a-z-]{3,14}))?(?![\w-])")
_PRICED_NOUNS: Final = listed("priced")
_DETERMINERS: Final = listed("determiners")


class Currency(NamedTuple):
    """Names of a currency and of its hundredth; the latter are empty where they are not said."""

    one: str
    many: str
    cent: str = ""
    cents: str = ""


@cache
def currencies() -> dict[str, Currency]:
    """The table, by symbol or code."""
    return {mark: Currency(*names) for mark, *names in records("currencies")} | {
        "¢": Currency("cent", "cents"),
        "p": Currency("penny", "pence"),
        "c": Currency("cent", "cents"),
        "zł": Currency("zloty", "zlotys"),
        "DM": Currency("German mark", "German marks"),
        "US": Currency("U.S. dollar", "U.S. dollars", "cent", "cents"),
    }


def say(
    sign: str | None, written: str, scale: str | None, currency: Currency, region: str = "", *, adjective: bool = False
) -> str:
    """An amount of money in words."""
    if _has_part(written):
        words = _quantity(sign, written, scale, region)
        if not scale and written[0] in amounts.FRACTIONS:
            return f"{words} {'a' if words.endswith('half') else 'of a'} {currency.one}"
        return f"{words} {_unit(currency, False, adjective=adjective)}"
    if currency.one == "euro" and _THOUSANDS.fullmatch(written):
        written = written.replace(".", "")
    if _DECIMAL_COMMA.fullmatch(written):
        written = written.replace(".", "").replace(",", ".")
    whole, _, fraction = written.replace("·", ".").partition(".")
    if scale is None and fraction and currency.cent:
        rounded = fraction.rstrip("0")
        hundredths = int((fraction + "0")[:2])
        if len(rounded) <= 2:
            pounds = amounts.number(whole, region) if whole else "zero"
            prefix = {"": "", "+": "plus "}.get(sign or "", "minus ")
            if hundredths == 0:
                return f"{prefix}{pounds} {_unit(currency, pounds == 'one', adjective=adjective)}"
            one = hundredths == 1 or adjective
            part = f"{cardinal(str(hundredths), region)} {currency.cent if one else currency.cents}"
            if adjective and currency.cent == "penny" and pounds != "zero":  # a £5.50 meal
                return f"{prefix}{pounds} {currency.one} {cardinal(str(hundredths), region)}"
            if pounds == "zero":
                return f"{prefix}{part}"
            return f"{prefix}{pounds} {_unit(currency, pounds == 'one', adjective=adjective)} and {part}"
    one = amounts.is_one(written, scale)
    return f"{amounts.quantity(sign, written, scale, region)} {_unit(currency, one, adjective=adjective)}"


def _has_part(written: str) -> bool:
    return "/" in written or written[-1] in amounts.FRACTIONS


def _quantity(sign: str | None, written: str, scale: str | None, region: str) -> str:
    """Sign, number and magnitude in words: $2½ million, $1 1/2, $½ million, too."""
    if not _has_part(written):
        return amounts.quantity(sign, written, scale, region)
    from tts.spoken.en.fractions import read_mixed_number

    words = amounts.quantity(sign, "0", None)[:-4] + (read_mixed_number(written.replace("-", " "), region) or written)
    alone = written[0] in amounts.FRACTIONS or written[1:2] == "/"
    if not scale:
        return words
    of_a = "" if not alone else " a" if words.endswith("half") else " of a"
    return f"{words}{of_a} {amounts.magnitude(scale)}"


# €1.500: nobody counts thousandths of a euro.
_THOUSANDS = Pattern(r"[1-9]\d{0,2}\.\d{3}")


def noun_follows(scan: Scan, end: int) -> bool:
    """Whether what follows is a word that an amount may describe ("a $5 bill"): small letters, and no function word."""
    if _HYPHENED.match(scan.text, end):
        return True
    word = _NEXT_WORD.match(scan.text, end)
    return word is not None and word[1] not in _FUNCTION_WORDS


def _unit(currency: Currency, one: bool, *, adjective: bool) -> str:
    return currency.one if one or adjective else currency.many


def _spoken(scan: Scan, at: int, found: re.Match[str]) -> str:
    groups = found.groupdict()
    currency = currencies()[groups.get("code") or found["mark"].strip()]
    sign = found["sign"] or groups.get("minus")
    if (
        scan.left(at) == "("
        and scan.text.startswith(")", found.end())
        and _LOSS_BEFORE.search(scan.text[max(0, at - 40) : at])
    ):
        sign = "-"
    scale, last = found["scale"], found["to"]
    adjective = _describes(scan, at, found.end(), scale_hyphened=(scale or "").startswith("-")) and found["mark"] != "p"
    if not last:
        return say(sign, found["number"], scale, currency, scan.region, adjective=adjective)
    if groups.get("again") and groups["again"] != found["mark"]:
        second = currencies()[groups["again"]]
        return (
            f"{say(sign, found['number'], scale, currency, scan.region)} to "
            f"{say(None, last, found['to_scale'], second, scan.region)}"
        )
    first = _quantity(sign, found["number"], scale, scan.region)
    shared = scale is None and bool(found["to_scale"]) and _value(found["number"]) < _value(last)
    if (
        groups.get("again")
        and not shared
        and not (adjective and "." not in found["number"])
        and (scale is None or scale != found["to_scale"])
    ):
        first = say(sign, found["number"], scale, currency, scan.region)
    return f"{first} {joint(scan, at)} {say(None, last, found['to_scale'], currency, scan.region, adjective=adjective)}"


def _describes(scan: Scan, at: int, end: int, *, scale_hyphened: bool) -> bool:
    """Whether an amount tells of what kind the noun after it is: a $5 bill, the $2 billion deal, a £20-an-hour job."""
    text, before = scan.text, scan.before(at).lower()
    if scale_hyphened and noun_follows(scan, end):
        return True
    if _PAPER.match(text, end) or _HYPHENED.match(text, end) or (before in ("a", "an") and noun_follows(scan, end)):
        return True
    rate = _RATE.match(text, end)
    if rate is not None:
        return noun_follows(scan, rate.end())
    noun = _PRICED.match(text, end) if before in _DETERMINERS or before.endswith(("'s", "’s")) else None
    return noun is not None and not _PRICED_NOUNS.isdisjoint(noun.groups())


def _value(written: str) -> float:
    if _has_part(written):  # its whole part is near enough
        return float(_WHOLE.match(written)[0] or 0)  # type: ignore[index]
    return float(written.translate(_NO_SEPARATORS).replace("·", "."))


_WHOLE: Final = re.compile(r"\d*")


_NO_SEPARATORS: Final = {ord(sign): None for sign in ", '’\u00a0\u202f\u2009"}


def read_leading(scan: Scan, at: int) -> Reading | None:
    """The mark stands before the number."""
    found = _patterns()[0].match(scan.text, at)
    if found is None or scan.left(at).isalnum():
        return None
    several = _read_round(scan, at) or _read_notes(scan, at)
    if several is not None:
        return several
    spoken = _spoken(scan, at, found)
    if found["part"]:  # $5.48½
        head, _, unit = spoken.rpartition(" ")
        spoken = f"{head} and {_PARTS[found['part']]} {unit}"
    if found["plus"]:
        spoken += " plus"
    end = found.end()
    spoken += _rate(found, scan.region)
    if found["short"]:
        spoken += f" {_ADS[found['short']]}"
    elif found["each"]:
        spoken += f" {found['article']} {whats()[found['each']]}"
    elif again := _NAMED_AGAIN.match(scan.text, end):  # $5 million dollars
        end = again.end()
        if not again[0].endswith("s"):  # a $90 million dollar movie
            spoken = spoken.removesuffix("s")
    if _INDIAN_END.match(scan.text, end):
        end += 2
    if scan.text[end : end + 1].isalnum():
        spoken += " "
    if found["per"] in _SHORT and _STOP_INSIDE.match(scan.text, end):
        end += 1
    return Reading(end, spoken, "money")


def _rate(found: re.Match[str], region: str) -> str:
    """$5/lb: what the price is for."""
    per = found["per"]
    if not per:
        return ""
    return " each" if per == "each" else f" per {spelled(whats()[per], region)}"


_NAMED_AGAIN = Pattern(r"(?<=[A-Za-z\d])[\s-](?:dollars?|pounds sterling|euros?)(?![\w])")


def _read_round(scan: Scan, at: int) -> Reading | None:
    """$100s of millions, £1,000s: hundreds of them."""
    found = _ROUND.match(scan.text, at)
    if found is None:
        return None
    many = _ROUNDS[found[2].replace(",", "")]
    many += f" of {found[3]}" if found[3] else ""
    return Reading(found.end(), f"{many} of {currencies()[found[1]].many}", "money")


def _read_notes(scan: Scan, at: int) -> Reading | None:
    """In $20s: notes of so much."""
    found = _NOTES.match(scan.text, at)
    return found and Reading(found.end(), to_plural(cardinal(found[1])), "money")


_NOTES = Pattern(r"[$£€](5|10|20|50)s(?![\w'’])")
_ROUND = Pattern(r"([$£€])(100?|1,?000)s(?: of (thousands|millions|billions))?(?![\w'’])")
_ROUNDS: Final = {"10": "tens", "100": "hundreds", "1000": "thousands"}
_PARTS: Final = {"½": "a half", "¼": "a quarter", "¾": "three quarters"}
# Net income was ($3.4 million): accounts put what is lost in brackets.
_LOSS_BEFORE = Pattern(
    lambda: rf"(?<![\w]){either('before-loss')}(?:\s\w+){{0,2}}?(?:\s(?:of|was|were|is|at|to)|:)\s\(\Z"
)
# Rs. 500/-: no more follows.
_INDIAN_END = Pattern(r"/[-–](?![\w])")
_PENCE = Pattern(r"(?!240|360|480|576|720)\d{1,3}(?:\.\d\d?)?|\d{1,2},\d{3}(?:\.\d\d?)?")


def read_trailing(scan: Scan, at: int) -> Reading | None:
    """The mark stands after the number."""
    found = _patterns()[1].match(scan.text, at)
    if found is None or (found["sign"] and scan.left(at).isalnum()):
        return None
    if found["mark"] == "p" and (not _PENCE.fullmatch(found["number"]) or found["scale"] or scan.left(at).isalpha()):
        return None  # 720p is a picture, 7p. a page
    if found["mark"] in "pc" and not found["per"] and scan.text.startswith("/", found.end()):
        return None
    if found["mark"] == "c" and not _is_cents(scan, at, found):
        return None
    return Reading(found.end(), _spoken(scan, at, found) + _rate(found, scan.region), "money")


def _is_cents(scan: Scan, at: int, found: re.Match[str]) -> bool:
    """10c a share, up 5c to $4.20: no figure 10c, and no oven at 200c."""
    if found["scale"] or scan.left(at).isalpha() or scan.left(at) in "$€£":
        return False
    return (
        found["per"] is not None
        or _CENTS_FOLLOW.match(scan.text, found.end()) is not None
        or _COSTS_BEFORE.search(scan.text[max(0, at - 24) : at]) is not None
        or (at == 0 and scan.ends(found.end()))
    )


# Costs 50c, up 5c, fell 2c to 45c.
_COSTS_BEFORE = Pattern(lambda: rf"(?<![\w]){either('before-cents', 'changed')}(?: by)? \Z|\dc (?:to|and|or) \Z")
_CENTS_FOLLOW = Pattern(
    lambda: (
        rf"[\s-](?:{either('after-cents')}(?![\w])|an?[\s-]{either('sold-by')}(?![\w])|per[\s-][a-z]{{2}}|(?:lower |higher )?(?:to|at) (?:(?:[A-Z]{{1,3}})?[$€]|\d{{1,3}}c(?![\w]))|(?:and|or)\s\d{{1,3}}c(?![\w])[^°])"
    )
)
