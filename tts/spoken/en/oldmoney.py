"""Pounds, shillings and pence, as they were before 1971: £5 10s. 6d., 12s., 2s. 6d., 10/6."""

from __future__ import annotations

from tts.pattern import Pattern
from tts.spoken.en.data import either
from tts.spoken.en.numbers import cardinal
from tts.spoken.reading import Reading, Scan

_PENNIES = r"(\d{1,2})(?:[ -]?(½|¼|¾|1/2|1/4|3/4))? ?d(?:\.|(?![\w]))"
_POUNDS = Pattern(rf"(?:£|L\.?) ?(\d{{1,3}}(?:,\d{{3}})*),? (\d{{1,2}}) ?s(?:\.|(?![\w]))(?:,? ?{_PENNIES})?")
_SHILLINGS = Pattern(
    rf"(\d{{1,3}}) ?s(?:\.|(?![\w])),? ?{_PENNIES}|(\d{{1,3}})s\.(?=,|;|\s[a-z])|(?=(?:[14-9]|1[01])[½¼¾d ]|[23][½¼¾])(?=[^.]{{2,7}}\.)"
    rf"{_PENNIES}(?=([,;]|\s[a-z])|)"
)
_PARTS = {
    "½": "a halfpenny",
    "1/2": "a halfpenny",
    "¼": "a farthing",
    "1/4": "a farthing",
    "¾": "three farthings",
    "3/4": "three farthings",
}
_CAPITAL_FOLLOWS = Pattern(r"\s[A-Z]")
_DECADE_BEFORE = frozenset({"the", "early", "mid", "late", "his", "her", "their", "my"})


def _pence(digits: str, part: str | None) -> str:
    words = f"{cardinal(digits)} {'penny' if digits == '1' else 'pence'}"
    return f"{words} and {_PARTS[part]}" if part else words


def _shillings(digits: str) -> str:
    return f"{cardinal(digits)} {'shilling' if digits == '1' else 'shillings'}"


def _closed(scan: Scan, end: int, words: str) -> Reading:
    stopped = scan.text[end - 1] == "." and (scan.ends(end) or _CAPITAL_FOLLOWS.match(scan.text, end) is not None)
    return Reading(end - stopped, words, "money")


def read_pounds(scan: Scan, at: int) -> Reading | None:
    """£5 10s. 6d."""
    found = _POUNDS.match(scan.text, at)
    if found is None:
        return None
    pounds = found[1].replace(",", "")
    parts = [f"{cardinal(pounds, scan.region)} {'pound' if pounds == '1' else 'pounds'}"]
    if found[2].strip("0"):
        parts.append(_shillings(found[2]))
    if found[3] and (found[3] != "0" or found[4]):
        parts.append(_pence(found[3], found[4]))
    words = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return _closed(scan, found.end(), words)


def read_ten_and_six(scan: Scan, at: int) -> Reading | None:
    """A price of 10/6, tickets at 2/-: shillings and pence."""
    round_sum = _NO_PENCE.match(scan.text, at)
    if round_sum is not None and scan.left(at) in " (":
        return Reading(round_sum.end(), _shillings(round_sum[1]), "money")
    found = _TEN_AND_SIX.match(scan.text, at)
    if found is None or _PRICE_BEFORE.search(scan.text[max(0, at - 24) : at]) is None or scan.left(at) == "/":
        return None
    return Reading(found.end(), f"{cardinal(found[1])} and {cardinal(found[2])}", "money")


_NO_PENCE = Pattern(r"([1-9]|[1-3]\d)/[-–](?![\w-])")
_TEN_AND_SIX = Pattern(
    r"([1-9]|1\d|[2-4]\d)/(3|4|6|8|9|10|11)(?![\w/%]|[.,]\d|\s(?:of|to|on|favou?rite|an?)(?![\w]))(?<![1-9]/10)"
)
_PRICE_BEFORE = Pattern(
    lambda: (
        rf"(?<![\w]){either('old-prices')}(?:\s(?:of|was|is|him|her|me|them|us|only|just|said|at|for|marked|read)){{0,2}}\s\Z"
    )
)


def read_shillings(scan: Scan, at: int) -> Reading | None:
    """2s. 6d.; 10s. inside a sentence; 6d. inside a sentence."""
    found = _SHILLINGS.match(scan.text, at)
    if found is None or scan.left(at) not in ' (“"' or scan.before(at).lower() in _DECADE_BEFORE:
        return None
    alone = found[5] and found[7] is None and not found[6]
    if alone and _PRICE_BEFORE.search(scan.text[max(0, at - 24) : at]) is None:
        return None  # 6d. at the end of a sentence
    if found[1]:
        return _closed(scan, found.end(), f"{_shillings(found[1])} and {_pence(found[2], found[3])}")
    return _closed(scan, found.end(), _shillings(found[4]) if found[4] else _pence(found[5], found[6]))
