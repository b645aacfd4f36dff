"""Numbers, and what they count: cardinals, decimals, percentages, money, measures, ranges, telephone numbers, codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from tts.pattern import Pattern
from tts.spoken.notation.grammar import Grammar, Quantity
from tts.spoken.notation.tables import SPACES, Noun
from tts.spoken.reading import Reading, Scan

_NARROW: Final = "\u00a0\u202f\u2009"
_TO: Final = r"[ \u00a0]?[-–—−…‑][ \u00a0]?"
_PHONE = Pattern(
    r"(?P<plus>\+)?(?P<body>(?:\(\d{2,5}\)|\d{1,4})(?:[ \u00a0.\-‑–]{1,2}(?:\(\d{2,5}\)|\d{2,8})){2,5})(?![\w-]|[.,]\d|[ \u00a0]?[%€$₽₸])"
    r"|(?P<long>\+\d{7,15})(?!\d)|(?P<local>\d{2,3}-\d\d-\d\d)(?![\w-])"
)
_GROUPED = re.compile(r"\d{1,3}(?:[ .\u00a0]\d{3})+")
_DIGITS = re.compile(r"\d+")
_CODE: Final = 13
_SIGNS: Final = {"-": "-", "−": "-", "–": "-", "+": "+"}


class Figures:
    """The rules, for a grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        groups = re.escape(grammar.groups) + _NARROW
        mark = re.escape(grammar.decimal)
        other = re.escape(",.".replace(grammar.decimal, ""))
        grouped = rf"\d{{1,3}}(?:[{groups}]\d{{3}}){{1,11}}|\d{{1,3}}(?: \d{{3}}){{1,3}}"
        self._number = Pattern(
            rf"(?:(?P<grouped>{grouped})(?![\d])|(?P<plain>\d{{1,36}})(?!\d))"
            rf"(?:(?P<mark>{mark})(?P<fraction>\d{{1,24}})(?!\d|[.,]\d)|(?P<odd>[{other}])(?P<other>\d{{1,24}})(?!\d|[.,]\d))?"
        )
        self._to = Pattern(_TO)

    def quantity(self, text: str, at: int, sign: str = "") -> tuple[int, Quantity] | None:
        """The number that stands at a position, without what it counts."""
        found = self._number.match(text, at)
        if found is None:
            return None
        whole = found["grouped"] or found["plain"]
        if found["grouped"] and found["fraction"] == "00":  # 1.250,00: an amount, whose cents nobody says
            return found.end(), Quantity(sign, "".join(_DIGITS.findall(whole)), "", None, True)
        digits = "".join(_DIGITS.findall(whole))
        fraction = found["fraction"] or found["other"] or ""
        mark = found["mark"] or found["odd"] or ""
        return found.end(), Quantity(sign, digits, fraction, None, found["grouped"] is not None, mark)

    def _follows(
        self, text: str, at: int, read: Callable[[str, int], tuple[int, Noun] | None]
    ) -> tuple[int, Noun] | None:
        """What a table has right after a number, or one space after it."""
        return read(text, at) or (read(text, at + 1) if text[at : at + 1] in SPACES and at < len(text) else None)

    def scaled(self, text: str, at: int, sign: str = "") -> tuple[int, Quantity] | None:
        """A number and its scale."""
        found = self.quantity(text, at, sign)
        if found is None:
            return None
        end, quantity = found
        scale = self._follows(text, end, self.grammar.tables.scale_at.read)
        if scale is None:
            return found
        return scale[0], Quantity(sign, quantity.whole, quantity.fraction, scale[1], quantity.grouped, quantity.mark)

    def read_amount(self, scan: Scan, at: int) -> Reading | None:
        """A number with all that belongs to it."""
        text, grammar = scan.text, self.grammar
        sign, start = "", at
        if text[at] in _SIGNS:
            if scan.left(at).isalnum() or scan.left(at) in ".,/":
                return None
            sign, start = _SIGNS[text[at]], at + 1
        if not text[start : start + 1].isdigit():
            return None
        return self.amount(scan, at, start, sign, None, grammar)

    def amount(
        self, scan: Scan, at: int, start: int, sign: str, currency: Noun | None, grammar: Grammar
    ) -> Reading | None:
        """The reading of an amount whose number begins at `start`; `currency` where its mark stands before the number."""
        text = scan.text
        found = self.scaled(text, start, sign)
        if found is None:
            return None
        end, quantity = found
        last: Quantity | None = None
        to = self._to.match(text, end)
        if to and text[to.end() : to.end() + 1].isdigit():
            second = self.scaled(text, to.end())
            if (
                second
                and not text[second[0] : second[0] + 1].isalpha()
                and text[second[0] : second[0] + 2] not in _JOINTS
            ):
                end, last = second
        noun, kind = currency, "money"
        if noun is None:
            unit = self._follows(text, end, grammar.tables.unit_at.read)
            if unit and not (
                text[end] not in SPACES and text[unit[0] : unit[0] + 1] in _CLINGING and text[end].isalpha()
            ):
                written = text[end : unit[0]].strip()
                end, noun = unit
                kind = "money" if noun.part or written in grammar.tables.currency_marks else "measure"
                if written in "%‰":
                    kind = "percentage"
                # The stop of an abbreviation that also ends the text stays.
                if written.endswith(".") and scan.ends(end):
                    end -= 1
        if noun is None:
            kind = "decimal" if quantity.fraction else "cardinal"
        form = grammar.form_at(scan, at, end, noun=noun is not None or (last or quantity).scale is not None)
        words = self._say(scan, end, quantity, last, noun, form, kind)
        return self.closed(scan, end, words, "range" if last and not noun else kind)

    def _say(
        self, scan: Scan, end: int, quantity: Quantity, last: Quantity | None, noun: Noun | None, form: str, kind: str
    ) -> str:
        grammar = self.grammar
        gender = "" if noun else grammar.gender_at(scan, end, last or quantity)

        def say(number: Quantity, counted: Noun | None) -> str:
            if kind == "money" and counted:
                return grammar.money(number, counted, form)
            if not counted and not number.scale and not number.grouped and len(number.whole) >= _CODE:
                return grammar.signed(number, grammar.digits(number.whole))
            return grammar.amount(number, counted, form, gender)

        if last is None:
            return say(quantity, noun)
        alone = Quantity(quantity.sign, quantity.whole, quantity.fraction, quantity.scale, True, quantity.mark)
        counted = quantity.scale or last.scale or noun
        first = grammar.signed(alone, grammar.bare(alone, counted.gender if counted else gender, form))
        if quantity.scale:
            first = grammar.amount(alone, None, form, gender)
        return grammar.ranged(first, say(last, noun))

    def closed(self, scan: Scan, end: int, words: str, kind: str) -> Reading:
        """The reading, with an ending that is written after the figures."""
        suffix = self.grammar.suffix_at(scan, end)
        if suffix:
            return Reading(suffix[0], self.grammar.suffixed(words, suffix[1]), kind)
        return Reading(end, words, kind)

    def read_currency(self, scan: Scan, at: int) -> Reading | None:
        """$5, US$ 30, € 3,5 Mio.: the mark before the number."""
        text, start, sign = scan.text, at, ""
        if text[at] in _SIGNS:
            if scan.left(at).isalnum():
                return None
            sign, start = _SIGNS[text[at]], at + 1
        mark = self.grammar.tables.currency_at.read(text, start)
        if mark is None or scan.left(at).isalnum():
            return None
        end, noun = mark
        if text[end : end + 1] in SPACES and end < len(text):
            end += 1
        if text[end : end + 1] in _SIGNS:
            sign, end = _SIGNS[text[end]], end + 1
        if not text[end : end + 1].isdigit():
            return None
        return self.amount(scan, at, end, sign, noun, self.grammar)

    def read_score(self, scan: Scan, at: int) -> Reading | None:
        """3:1, which is no time of day."""
        found = _SCORE.match(scan.text, at)
        if found is None or scan.left(at).isalnum() or scan.left(at) in ":.,":
            return None
        words = self.grammar.against.join(self.grammar.whole(number) for number in found.groups())
        return Reading(found.end(), words, "score")

    def read_phone(self, scan: Scan, at: int) -> Reading | None:
        """+7 (701) 123-45-67, 8-913-983-56-01, +33 1 23 45 67 89: digit by digit, a comma after each group."""
        found = _PHONE.match(scan.text, at)
        if found is None or scan.left(at).isalnum():
            return None
        written = found[0]
        groups = _DIGITS.findall(written)
        count = sum(len(group) for group in groups)
        certain = found["plus"] or found["long"] or found["local"] or "(" in written
        if not 6 <= count <= 15 or (not certain and (count < 9 or _GROUPED.fullmatch(written))):
            return None
        words = ", ".join(self.grammar.digits(group) for group in groups)
        if written[0] == "+":
            words = f"{self.grammar.plus} {words}"
        return Reading(found.end(), words, "telephone")


_SCORE = Pattern(r"(\d{1,3}):(\d{1,2})(?![\w:]|[.,]\d)")
_CLINGING: Final = frozenset("-’'")
_JOINTS: Final = ("-й", "-я", "-х", "-е", "-г", "-м")
