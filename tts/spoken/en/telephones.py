"""Telephone numbers and other runs of digits said one by one: card, security and IP numbers, emergency numbers.

Groups are said as they are written, with a short pause after each; "800" is "eight hundred".
"""

from __future__ import annotations

import re
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en.data import either, listed
from tts.spoken.en.numbers import cardinal, pair, spelled
from tts.spoken.reading import Reading, Scan

_SEP: Final = r"[\s\u00a0.‑-]"
_PHONE = Pattern(
    rf"(?:\+\s?\d{{1,3}}{_SEP}?(?:\(?\d{{1,5}}\){_SEP}?)?(?:\d{{2,4}}{_SEP}){{1,4}}\d{{2,4}}"  # international
    r"|\+\d{10,14}"
    rf"|(?:1{_SEP})?\(\d{{3}}\){_SEP}?\d{{3}}{_SEP}\d{{4}}"  # (123) 456-7890
    rf"|(?:1{_SEP})?\d{{3}}([.‑-])\d{{3}}\1\d{{4}}(?:-\d{{1,4}})?"  # 123-456-7890
    r"|(?:1 )?\d{3} \d{3} \d{4}|8 \d{3,4} \d{2,3} \d\d \d\d"
    rf"|8{_SEP}?\(\d{{3,4}}\){_SEP}?\d{{2,3}}{_SEP}\d{{2}}{_SEP}\d{{2}}"  # 8 (727) 123-45-67
    r"|0\d{4} \d{5,6}|\(0\d{4}\) \d{5,6}|0800 \d{4,7}|0845 \d\d \d\d"  # 07700 900123
    rf"|\(?0\d{{2,4}}\)?\s\d{{3,4}}\s\d{{3,4}}(?:\s\d{{2,4}})?"  # 020 7946 0958
    r"|\(\d{3}\)-?\d{3}-\d{4})(?:,?\s?(?:ext\.?|extension|x)\s?(\d{1,6}))?(?![\w]|[-.]\d)"
)
_EXTENSION: Final = r"(?:,?\s?(?:ext\.?|extension|x)\s?(\d{1,6}))?(?![\w]|[-.]\d)"
# +44 (0)20 7946 0958, +33 1 23 45 67 89, (03) 9555 0148, 01 709 4321: what else begins as numbers of other countries do
_FOREIGN = Pattern(
    rf"(?:\+\d{{1,3}}(?!\d)(?:{_SEP}?\(\d{{1,5}}\){_SEP}?\d{{1,8}}(?!\d))?(?:{_SEP}\d{{1,8}}(?!\d)){{0,6}}"
    rf"|(\(?0\d{{1,4}}(?!\d)\)?)(?:[\s\u00a0‑-]\d{{2,8}}(?!\d)){{1,5}}|1[38]00 \d{{3}} \d{{3}}){_EXTENSION}"
)
_LOCAL = Pattern(rf"\d{{3}}-\d{{4}}(?!-){_EXTENSION}")
# Call us at 555 0164; the helpline, 116 123; Telephone: 7172 55 01 23.
_IN_GROUPS = Pattern(rf"\d{{2,5}}(?:[\s\u00a0-]\d{{2,5}}(?!\d)){{1,5}}{_EXTENSION}")
_PHONED = Pattern(
    lambda: rf"(?i)(?<![\w]){either('phoned')}(?:['’]s)?(?:\s{either('after-phoned')}){{0,4}}[:,]?\s\(?\Z"
)
_WORDS_IN_IT = Pattern(
    r"(?:1-)?[89]\d\d-(?:[A-Z\d]{1,8}-?){1,4}(?![\w-])|1-8\d\d-(?:[A-Za-z][a-z]{1,10}-?){1,3}(?![\w-])"
)
_TOLL_FREE = Pattern(r"1(8(?:00|88|77|66|55|44|33)|900)(\d{3})(\d{4})(?![\w]|[.,]\d)")
_IP = Pattern(r"\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?![\w]|\.\d)")
_VERSION = Pattern(r"\d{1,4}(?:\.\d{1,4}){2,3}(?![\w]|\.\d)")
_EUROPEAN = Pattern(r"[1-9]\d{0,2}(?:\.\d{3}){2,6}(?![\w]|\.\d)")
_SECURITY = Pattern(r"\d{3}-\d{2}-\d{4}(?![\w-])")
_CARD = Pattern(r"\d{4}([ -])\d{4}(?:\1\d{4}){2,5}(?:\1\d{1,3})?(?![\w-])")
_GROUP = Pattern(r"\+|\d+|[A-Z]+")
_GROUPED = Pattern(r"\d{1,10}(?:-\d{1,10}){1,5}(?:-[Xx]|X)?(?![\w]|-\w|[/.]\d)")
_BY_DIGITS: Final = listed("before-digits")
_CALLED: Final = listed("before-telephone")
_DIALLED: Final = listed("called")
_CALLS_FOLLOW = Pattern(lambda: rf"\s{either('after-emergency')}(?![\w])")
_EMERGENCY = Pattern(r"(?:[2-8]11|988|911|999|112|101|102|103|104|110|111|117|118|119|000)(?![\w]|[.,]\d)")


def groups(written: str) -> str:
    """The groups of a number, digit by digit, a comma after each."""
    spoken: list[str] = []
    plus = ""
    for group in _GROUP.findall(written):
        if group == "+":
            plus = "plus "
        elif group in ("800", "900") and spoken in ([], ["one"], ["plus one"], ["eight"]):  # free, or dear
            spoken.append(f"{plus}{cardinal(group)}")
            plus = ""
        else:
            spoken.append(plus + (spelled(group) if group.isdigit() else group))
            plus = ""
    return ", ".join(spoken)


def read_phone(scan: Scan, at: int) -> Reading | None:
    """+7 (701) 123-45-67, 123-456-7890, (123) 456-7890, 020 7946 0958."""
    if scan.left(at) in "+-/.$€£" or scan.left(at).isalnum():
        return None
    found = _PHONE.match(scan.text, at)
    if found is None:
        free = _TOLL_FREE.match(scan.text, at)
        if free is not None:
            return Reading(free.end(), groups(f"1-{'-'.join(free.groups())}"), "telephone")
        found = _read_foreign(scan, at) or _LOCAL.match(scan.text, at)
        if found and found[0].endswith("00") and found.re.groups == 1 and scan.before(at).lower() not in _CALLED:
            return None  # a range of round numbers
        if found is None:
            found = _IN_GROUPS.match(scan.text, at)
            if found is None or not (6 <= _count(found[0]) <= 12 and _PHONED.search(scan.text[max(0, at - 60) : at])):
                return None
    extension = found[found.re.groups]
    spoken = groups(found[0][: found.start(found.re.groups) - at] if extension else found[0])
    if extension:
        spoken += f", extension {spelled(extension)}"
    return Reading(found.end(), spoken, "telephone")


def _read_foreign(scan: Scan, at: int) -> re.Match[str] | None:
    """A number that has as many digits as a telephone's."""
    found = _FOREIGN.match(scan.text, at)
    if found is None:
        return None
    least, most = (8, 15 if found[1].startswith(("00", "011")) else 12) if found[1] else (9, 15)
    return found if least <= _count(found[0]) <= most or found[0].startswith("1") else None


def _count(written: str) -> int:
    return sum(map(str.isdigit, written))


def read_code(scan: Scan, at: int) -> Reading | None:
    """ISBN 978-0-19-960563-7, ISSN 0891-1851, 090-96: groups of digits that are no numbers."""
    found = _GROUPED.match(scan.text, at)
    if found is None or scan.left(at) in "-–/.+$€£" or scan.left(at).isalnum():
        return None
    written = found[0]
    numbers = written.split("-")
    many = (len(numbers) > 3 and len(written) - len(numbers) >= 7) or max(map(len, numbers)) == 10
    zeros = any(len(number) > 1 and number[0] == "0" for number in numbers[: 1 if len(numbers) == 2 else None])
    if many or zeros or scan.before(at).lower() in _BY_DIGITS:
        return Reading(found.end(), groups(written), "digits")
    if len(numbers) == 3 and all(len(number) <= 3 and number.isdigit() for number in numbers):
        return Reading(found.end(), ", ".join(cardinal(number, scan.region) for number in numbers), "digits")
    return None


def read_letters(scan: Scan, at: int) -> Reading | None:
    """1-800-GO-U-HAUL."""
    found = _WORDS_IN_IT.match(scan.text, at)
    if found is None or not any(letter.isalpha() for letter in found[0]) or found[0].count("-") < 2:
        return None
    parts = found[0].split("-")
    spoken: list[str] = []
    for number, part in enumerate(parts):
        words = "eight hundred" if part == "800" else spelled(part) if part.isdigit() else part
        comma = "," if part.isdigit() and number < len(parts) - 1 else ""
        spoken.append(words + comma)
    return Reading(found.end(), " ".join(spoken), "telephone")


def read_digits(scan: Scan, at: int) -> Reading | None:
    """IP addresses, versions, security and card numbers, and emergency numbers after "call"."""
    text = scan.text
    found = _EUROPEAN.match(text, at)
    if found is not None:
        return Reading(found.end(), cardinal(found[0].replace(".", ""), scan.region), "cardinal")
    found = _IP.match(text, at) or _VERSION.match(text, at)
    if found is not None:
        parts = found[0].split(":")[0].split(".")
        is_address = len(parts) == 4 and (max(map(len, parts)) < 4 or len(parts[0]) == 4)
        say = spelled if is_address else cardinal
        words = " dot ".join(say(group) for group in found[0].split(":")[0].split("."))
        if not is_address:
            words = words.replace(" dot ", " point ")
        if ":" in found[0]:
            words += f" colon {spelled(found[0].split(':')[1])}"
        return Reading(found.end(), words, "digits")
    found = _SECURITY.match(text, at) or _CARD.match(text, at)
    if found is not None:
        return Reading(found.end(), groups(found[0]), "digits")
    called = _read_called(scan, at)
    if called is not None:
        return called
    found = _EMERGENCY.match(text, at)
    if found is not None and (
        (scan.before(at).lower() in _DIALLED and not _counts(scan, found))
        or (scan.before(at) != "in" and _CALLS_FOLLOW.match(text, found.end()))
    ):
        return Reading(found.end(), spelled(found[0]), "digits")
    found = _SHORT_CODE.match(text, at)
    if found is not None and _TEXTED.search(text[max(0, at - 32) : at]):
        return Reading(found.end(), spelled(found[0]), "digits")
    found = _STATUS.match(text, at)
    if found is not None and (
        scan.before(at) == "HTTP"
        or _ERROR_FOLLOWS.match(text, found.end())
        or (_ERROR_BEFORE.search(text[max(0, at - 16) : at]) and not _MANY_FOLLOW.match(text, found.end()))
    ):
        return Reading(found.end(), pair(found[0]), "digits")
    return None


def _read_called(scan: Scan, at: int) -> Reading | None:
    """His extension is 4407; the emergency number is 112; the 415 area code; text GIVE to 70085; 911 by itself."""
    found = _FEW_DIGITS.match(scan.text, at)
    if found is None or scan.left(at) in "$€£+-–/.#" or scan.left(at).isalnum():
        return None
    text, digits, end = scan.text, found[0], found.end()
    before = text[max(0, at - 60) : at]
    lone = digits == "911" and not text[:at].strip() and scan.ends(end)
    if lone or (len(digits) == 3 and (_AREA_CODE.match(text, end) or scan.before(at) == "NHS")):
        return Reading(end, spelled(digits), "digits")
    if not _ENDS.match(text, end):
        return None
    word = scan.before(at).lower()
    if (
        (len(digits) > 2 and _TO_CALL.search(before))
        or (len(digits) > 3 and (_TEXTED_TO.search(before) or word in _NAMED_TELEPHONES))
        or (len(digits) > 5 and word in _CODED)
        or (len(digits) > 6 and _PHONED.search(before))
    ):
        return Reading(end, spelled(digits), "digits")
    return None


_FEW_DIGITS = Pattern(r"\d{2,11}(?![\w%°]|[.,:/]\d|[-–]\d)")
_NAMED_TELEPHONES: Final = frozenset({"telephone", "tel", "fax"})
_CODED: Final = listed("numbered-by-code")
_AREA_CODE = Pattern(r"\s(?:area codes?|dialling code|exchange)(?![\w])")
_ENDS = Pattern(lambda: rf"[.,;:!?)\"”’']|\Z|\s(?:{either('function-words')}(?![\w])|[-–—])")
_TO_CALL = Pattern(
    lambda: (
        rf"(?i)(?<![\w]){either('numbers-to-call')}(?:\s(?:for|in)\s(?:the\s|an?\s)?[\w’']+(?:\s[\w’']+)?)?(?:\s(?:is|was|are|remains|becomes|number|no\.))?:?\s[\"“]?\Z"
    )
)
_TEXTED_TO = Pattern(r"(?i)(?<![\w])(?:(?:text|texting|texted|sms|send)\b[^.;:\d]{1,40}\sto|text|sms)\s\Z")


def _counts(scan: Scan, found: re.Match[str]) -> bool:
    """Whether a number after "called" counts what follows: 211 witnesses, but "911 for help", "911 minutes later"."""
    following = _WORD_FOLLOWS.match(scan.text, found.end())
    return following is not None and following[1] not in _FUNCTION_WORDS and following[1] not in _TIMES


_MANY_FOLLOW = Pattern(r"\s(?:[a-z]{3,}s|feet|people)(?![\w])")
_WORD_FOLLOWS = Pattern(r"\s([a-z]+)(?![\w])")
_FUNCTION_WORDS: Final = listed("function-words")
_TIMES: Final = listed("after-called")
# Text HELP to 741741.
_SHORT_CODE = Pattern(r"\d{5,6}(?![\w]|[.,]\d)")
_TEXTED = Pattern(r"(?i:text|sms|send)\s[\"“]?[A-Z]{2,12}[\"”]?\sto \Z")
# A 404 error, error 503, HTTP 429.
_STATUS = Pattern(r"[345]\d\d(?![\w]|[.,]\d)")
_ERROR_FOLLOWS = Pattern(r"\s(?:error|not found)(?![\w])")
_ERROR_BEFORE = Pattern(r"(?i)(?<!\w)error(?: code)? \Z")
