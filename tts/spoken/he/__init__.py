"""Hebrew: numbers agree with the noun after them; alone they are feminine; ב- and its like join the number."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tts.pattern import Pattern
from tts.spoken.notation import Grammar, Noun, Quantity, verbaliser_of
from tts.spoken.notation.words import next_word
from tts.spoken.reading import Reading, Rule, Scan, Verbaliser

_FEMININE: Final = ["אפס", "אחת", "שתיים", "שלוש", "ארבע", "חמש", "שש", "שבע", "שמונה", "תשע", "עשר"]
_MASCULINE: Final = ["אפס", "אחד", "שניים", "שלושה", "ארבעה", "חמישה", "שישה", "שבעה", "שמונה", "תשעה", "עשרה"]
_CONSTRUCT: Final = ["_", "_", "שני", "שלושת", "ארבעת", "חמשת", "ששת", "שבעת", "שמונת", "תשעת", "עשרת"]
_TENS: Final = ["_", "_", "עשרים", "שלושים", "ארבעים", "חמישים", "שישים", "שבעים", "שמונים", "תשעים"]
_PREFIXED = Pattern(r"([ובכלמשה]{1,3})[-־‑–](?=\d)")


def _below_hundred(number: int, gender: str) -> list[str]:
    ones = _MASCULINE if gender == "m" else _FEMININE
    if number <= 10:
        return [ones[number]]
    if number < 20:
        first = {11: "אחד" if gender == "m" else "אחת", 12: "שנים" if gender == "m" else "שתים"}.get(number) or ones[
            number - 10
        ]
        return [f"{first} {'עשר' if gender == 'm' else 'עשרה'}"]
    tens = [_TENS[number // 10]]
    return [*tens, ones[number % 10]] if number % 10 else tens


def cardinal(number: int, gender: str = "f") -> str:
    """A whole number below 10**15; the last part is joined by ו."""
    if number == 0:
        return _FEMININE[0]
    parts: list[str] = []
    for power, name in ((12, "טריליון"), (9, "מיליארד"), (6, "מיליון")):
        group, number = divmod(number, 10**power)
        if group:
            parts.append(name if group == 1 else f"{'שני' if group == 2 else cardinal(group, 'm')} {name}")
    thousands, number = divmod(number, 1000)
    if thousands == 1:
        parts.append("אלף")
    elif thousands == 2:
        parts.append("אלפיים")
    elif 3 <= thousands <= 10:
        parts.append(f"{_CONSTRUCT[thousands]} אלפים")
    elif thousands:
        parts.append(f"{cardinal(thousands, 'm')} אלף")
    hundreds, number = divmod(number, 100)
    if hundreds:
        parts.append({1: "מאה", 2: "מאתיים"}.get(hundreds) or f"{_FEMININE[hundreds]} מאות")
    if number:
        parts += _below_hundred(number, gender)
    if len(parts) > 1:
        parts[-1] = f"ו{parts[-1]}"
    return " ".join(parts)


class Hebrew(Grammar):
    """See `Grammar`."""

    folder = Path(__file__).parent
    script = "Hebr"
    decimal, groups = ".", ","
    minus, plus, to, comma, point = "מינוס", "פלוס", "עד", "פסיק", "נקודה"
    date = (
        r"(?P<day>\d{{1,2}})(?:[ \u00a0]?[-–][ \u00a0]?(?P<last>\d{{1,2}}))?[ \u00a0](?P<month>{months})(?!\w)"
        r"(?:[ \u00a0,]{{1,2}}(?P<year>\d{{4}})(?!\d))?"
    )

    def cardinal(self, number: int, gender: str = "", form: str = "") -> str:
        return cardinal(number, gender or "f")

    def ordinal(self, number: int, gender: str = "", form: str = "") -> str:
        return cardinal(number, "m")

    def amount(self, quantity: Quantity, noun: Noun | None, form: str, gender: str = "") -> str:
        if noun and not quantity.scale and not quantity.fraction and quantity.whole in ("1", "2"):
            one = "אחת" if noun.gender == "f" else "אחד"
            two = "שתי" if noun.gender == "f" else "שני"
            return self.signed(
                quantity, f"{noun.forms[0]} {one}" if quantity.whole == "1" else f"{two} {noun.forms[-1]}"
            )
        if quantity.scale and not quantity.fraction and quantity.whole in ("1", "2"):
            words = quantity.scale.forms[0] if quantity.whole == "1" else f"שני {quantity.scale.forms[0]}"
            return self.signed(quantity, f"{words} {noun.forms[-1]}" if noun else words)
        return super().amount(quantity, noun, form, gender)

    def agreeing(self, noun: Noun, quantity: Quantity, form: str) -> str:
        return noun.forms[-1]

    def decimal_words(self, quantity: Quantity, gender: str = "", form: str = "") -> str:
        if quantity.fraction == "5" and quantity.whole not in ("", "0"):
            return f"{self.whole(quantity.whole, gender)} וחצי"
        return super().decimal_words(quantity, gender, form)

    def coins(self, whole: str, part: str) -> str:
        return f"{whole} ו{part}"

    def gender_at(self, scan: Scan, end: int, quantity: Quantity) -> str:
        noun = next_word(scan.text, end)
        if noun in self.tables.listed("feminine"):
            return "f"
        return "m" if noun.endswith("ים") or noun in self.tables.listed("masculine") else ""

    def day_month(self, scan: Scan, at: int, end: int, day: int, last: int, month: int, year: int, mark: str) -> str:
        words = cardinal(day, "m") + (f" עד {cardinal(last, 'm')}" if last else "")
        words += f" ב{self.tables.month_names[month - 1].removeprefix('ב')}"
        return f"{words} {cardinal(year)}" if year else words

    def word_rules(self) -> dict[str, Sequence[Rule]]:
        heads = {row[0].partition('"')[0] for row in self.tables.rows("abbreviations")}
        prefixes = ("ב", "ל", "מ", "ה", "כ", "ש", "ו", "וב", "ול", "ומ", "שב", "של")
        return dict.fromkeys(prefixes, (self.read_prefixed,)) | dict.fromkeys(heads - set(prefixes), ())

    def read_prefixed(self, scan: Scan, at: int) -> Reading | None:
        """ב-22, ל־5: the letter joins the number that follows."""
        from tts.spoken.notation.calendar import Calendar
        from tts.spoken.notation.figures import Figures

        found = _PREFIXED.match(scan.text, at)
        if found is None or scan.left(at).isalnum():
            return None
        start, calendar = found.end(), Calendar(self)
        reading = (
            calendar.read_numeric(scan, start)
            or calendar.read_time(scan, start)
            or calendar.read_date(scan, start)
            or Figures(self).read_amount(scan, start)
        )
        return reading and Reading(reading.end, found[1] + reading.spoken, reading.kind)


def verbaliser(lang: str) -> Verbaliser:
    """The rules of Hebrew."""
    return verbaliser_of(Hebrew(lang))
