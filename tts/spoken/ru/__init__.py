"""Russian: case by the preposition before a number and by the noun after it, gender by the noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from tts.pattern import Pattern
from tts.spoken.notation import Grammar, Noun, Quantity, verbaliser_of
from tts.spoken.notation.words import next_word
from tts.spoken.reading import Reading, Rule, Scan, Verbaliser
from tts.spoken.ru import numbers

_YEAR_MARK = Pattern(r"[ \u00a0]?(г\.|года?|году|годом|г(?![\w.]))(?!\w)")
_YEAR = Pattern(
    r"(\d{4})(?:[ \u00a0]?[-–—/][ \u00a0]?(\d{4}|\d\d(?=[ \u00a0]?гг?\.)))?[ \u00a0]?(гг?\.|г(?![\w])|году|годом|годов|годах|годам|годы|года|год)(?![\w])"
)
_BARE_YEAR = Pattern(r"(?:1[1-9]|20)\d\d(?=[.,;:!?)»]|\s*\Z)(?!,\d)")
_ENDING = Pattern(r"(\d{1,15})[-‑–](й|я|е|го|му|м|х|ю|ой|ый|ий|ая|ое|ые|ого|ому|ым|ом|ую|ых|ми|ми|и|ти)(?!\w)")
_COMPOUND = Pattern(r"(\d{1,4})[-‑]([а-яё]{3,30})(?!\w)")
_CENTURY = Pattern(r"(?:[ \u00a0]?[-–—][ \u00a0]?([IVX]{1,6}))?[ \u00a0](вв\.|в\.|век(?:а|е|у|ом|ов|и|ах)?(?!\w))")
_ORDINAL_FORMS: Final = {
    "й": ("m", ""), "ый": ("m", ""), "ий": ("m", ""), "ой": ("f", "g"), "я": ("f", ""), "ая": ("f", ""), "е": ("n", ""), "ое": ("n", ""), "го": ("m", "g"),
    "ого": ("m", "g"), "му": ("m", "d"), "ому": ("m", "d"), "м": ("m", "p"), "ом": ("m", "p"), "ым": ("m", "i"), "х": ("x", "g"),
    "ых": ("x", "g"), "ю": ("f", "a"), "ую": ("f", "a"), "ые": ("x", ""), "ми": ("x", "i"),
}  # fmt: skip
_YEAR_FORMS: Final = {
    "год": "", "года": "g", "году": "p", "годом": "i", "годы": "", "годов": "g", "годах": "p", "годам": "d",
}  # fmt: skip


class Russian(Grammar):
    """See `Grammar`. Forms: `g` genitive, `d` dative, `a` accusative, `i` instrumental, `p` prepositional."""

    folder = Path(__file__).parent
    script = "Cyrl"
    groups = ""
    minus, plus, to, point = "минус", "плюс", "–", "точка"
    date = (
        r"(?P<day>\d{{1,2}})(?:-?го)?(?:[ \u00a0]?[-–—][ \u00a0]?(?P<last>\d{{1,2}}))?[ \u00a0](?P<month>{months})(?!\w)"
        r"(?:[ \u00a0](?P<year>\d{{4}})(?!\d))?"
    )

    def cardinal(self, number: int, gender: str = "", form: str = "") -> str:
        return numbers.cardinal(number, gender or "m", form)

    def ordinal(self, number: int, gender: str = "", form: str = "") -> str:
        return numbers.ordinal(number, gender or "m", form)

    def decimal_words(self, quantity: Quantity, gender: str = "", form: str = "") -> str:
        if quantity.mark == "." or len(quantity.fraction) > 4 or len(quantity.whole) > 15:
            return f"{self.whole(quantity.whole)} {'запятая' if quantity.mark == ',' else 'точка'} {self.digits(quantity.fraction)}"
        if quantity.whole == "1" and quantity.fraction == "5":
            return {"": "полторы" if gender == "f" else "полтора", "a": "полторы" if gender == "f" else "полтора"}.get(
                form, "полутора"
            )
        whole, part = int(quantity.whole or "0"), int(quantity.fraction)
        if part == 5 and whole > 1 and len(quantity.fraction) == 1:
            return f"{self.cardinal(whole, gender, form)} с половиной"
        unit = ("десят", "сот", "тысячн", "десятитысячн")[len(quantity.fraction) - 1]
        case = form if form in ("g", "a") else ""
        ending = ({"": "ая", "g": "ой", "a": "ую"}[case], "ых")
        wholes = f"{self.cardinal(whole, 'f', case)} цел{ending[_plural(whole)]}"
        return f"{wholes} {self.cardinal(part, 'f', case)} {unit}{ending[_plural(part)]}"

    def agreeing(self, noun: Noun, quantity: Quantity, form: str) -> str:
        one, few, many = noun.forms if len(noun.forms) == 3 else (noun.forms[0],) * 3
        if quantity.fraction == "5" and quantity.mark == "," and int(quantity.whole or "0") > 1:
            quantity = Quantity(quantity.sign, quantity.whole)
        if quantity.fraction:
            half = quantity.whole == "1" and quantity.fraction == "5"
            return (many if form not in ("", "a") else few) if half else few
        number = int(quantity.whole or "0")
        if not _plural(number):
            return few if form == "g" else _declined(noun, one, few, form, plural=False)
        if form in ("", "a"):
            return few if number % 10 in (2, 3, 4) and number // 10 % 10 != 1 else many
        return many if form == "g" else _declined(noun, many, few, form, plural=True)

    def form_at(self, scan: Scan, at: int, end: int, *, noun: bool) -> str:
        before = scan.before(at).lower()
        cases = _prepositions().get(before, "")
        if noun:
            return {"a": "a", "с": "g"}.get(cases[:1], cases[:1]) if before not in ("с", "со") else "g"
        follows = _words_after(scan.text, end)
        for word in follows:
            if word.endswith(("ах", "ях")):
                return "p"
            if word.endswith(("ами", "ями", "ьми")):
                return "i"
            if word.endswith(("ам", "ям")):
                return "d"
        if before in ("с", "со") and follows and not follows[0].endswith(("ым", "им")):
            return "g"
        return cases[:1] if cases and (follows or cases[0] != "a") and cases[0] != "p" else ""

    def gender_at(self, scan: Scan, end: int, quantity: Quantity) -> str:
        digit, teens = quantity.whole[-1:], quantity.whole[-2:-1] == "1"
        if quantity.fraction or teens or digit not in ("1", "2"):
            return ""
        for word in _words_after(scan.text, end):
            if word.endswith(("ых", "их", "ого", "его")):
                continue
            if word in self.tables.listed("masculine") or word.endswith(
                ("ый", "ий", "ены", "аны", "яны", "иты", "уты")
            ):
                return "m"
            if digit == "2":
                return "f" if word.endswith(("ы", "и", "ые", "ие", "ок", "ек")) else "m"
            if word.endswith(("ая", "яя", "а", "я")):
                return "f"
            return "n" if word.endswith(("о", "е", "ое")) else "m"
        return ""

    def ranged(self, first: str, last: str) -> str:
        return f"{first} – {last}"

    def year_mark(self, scan: Scan, end: int) -> tuple[int, str] | None:
        found = _YEAR_MARK.match(scan.text, end)
        return found and (found.end(), found[1])

    def day_month(self, scan: Scan, at: int, end: int, day: int, last: int, month: int, year: int, mark: str) -> str:
        before = scan.before(at).lower()
        form = {"к": "d", "ко": "d", "по": "", "на": "", "за": "", "перед": "i"}.get(before, "g")
        words = numbers.ordinal(day, "n", form)
        if last:
            words += f" – {numbers.ordinal(last, 'n', form)}"
        words += f" {self.tables.month_names[month - 1]}"
        return f"{words} {numbers.ordinal(year, 'm', 'g')} года" if year else words

    def clock(self, hours: int, minutes: int, seconds: int, form: str = "", mark: str = "") -> str:
        parts = [(hours, _HOUR), (minutes, _MINUTE), (seconds, _SECOND)]
        said = [
            self.amount(Quantity("", str(n)), noun, form) for n, noun in parts if n > 0 or (n == 0 and noun is _HOUR)
        ]
        return " ".join(said)

    def fraction_words(self, whole: int, over: int, under: int) -> str | None:
        if under > 20 or over >= under:
            return None
        if (over, under) == (1, 2):
            words = "одна вторая"
        else:
            form = "" if not _plural(over) else "g"
            words = f"{self.cardinal(over, 'f')} {numbers.ordinal(under, 'x' if form else 'f', form)}"
        return f"{self.cardinal(whole, 'f')} {'целых' if _plural(whole) else 'целая'} {words}" if whole else words

    def roman(self, scan: Scan, at: int, end: int, value: int) -> tuple[int, str] | None:
        century = _CENTURY.match(scan.text, end)
        if century:
            mark = century[2]
            before = scan.before(at).lower()
            if mark in ("в.", "вв."):
                stem = _prepositions().get(before, "")[:1]
                form = (
                    "p"
                    if before in ("в", "во")
                    else "g"
                    if before in ("с", "со")
                    else stem or ("g" if scan.left(at) == " " and before else "")
                )
                noun = {"": "век", "a": "век", "g": "века", "d": "веку", "i": "веком", "p": "веке"}[form]
            else:
                noun = mark
                form = {"век": "", "века": "g", "веке": "p", "веку": "d", "веком": "i", "веков": "g", "веках": "p"}.get(
                    mark, ""
                )
            words = numbers.ordinal(value, "m", form)
            if century[1]:
                from tts.spoken.notation.words import roman

                words += f" – {numbers.ordinal(roman(century[1]), 'm', form)}"
                noun = {"век": "века", "века": "веков" if form == "g" else "века", "веке": "веках"}.get(noun, noun)
            last = century.end() - (1 if mark.endswith(".") and scan.ends(century.end()) else 0)
            return last, f"{words} {noun}"
        ranked = _RANKED.match(scan.text, end)
        if ranked:
            return end, numbers.ordinal(value, *_RANKED_FORMS.get(ranked[2], ("m", "")))
        before = scan.before(at)
        if before[:1].isupper() and value < 30 and len(before) > 2 and "\u0400" <= before[0] <= "\u04ff":
            form, gender = "", "m"
            if before.endswith("а") and before != "Никита":
                gender, form = ("f", "") if before in self.tables.listed("queens") else ("m", "g")
            elif before.endswith(("ы", "и")):
                gender, form = "f", "g"
            elif before.endswith("у"):
                form = "d"
            elif before.endswith(("ом", "ем")):
                form = "i"
            return end, numbers.ordinal(value, gender, form)
        return None

    def word_rules(self) -> dict[str, Sequence[Rule]]:
        return {"г": (self.read_town,)}

    def read_town(self, scan: Scan, at: int) -> Reading | None:
        """В г. Астане, из г. Алматы: the case of the preposition."""
        found = _TOWN.match(scan.text, at)
        if found is None or scan.left(at) not in ' \u00a0(«"':
            return None
        case = {"в": "p", "во": "p"}.get(scan.before(at).lower()) or _prepositions().get(scan.before(at).lower(), "")[
            :1
        ]
        return Reading(found.end(), "город" + {"g": "а", "d": "у", "i": "ом", "p": "е"}.get(case, ""), "abbreviation")

    def number_rules(self) -> Sequence[Rule]:
        return (self.read_day, self.read_years, self.read_ending, self.read_compound, self.read_bare_year)

    def read_day(self, scan: Scan, at: int) -> Reading | None:
        """С 5 до 10 мая: the month is named once."""
        found = _DAY.match(scan.text, at)
        if found is None or scan.before(at).lower() not in ("с", "со", "от") or found[2] not in self.tables.months:
            return None
        return Reading(found.end(1), numbers.ordinal(int(found[1]), "n", "g"), "date")

    def read_years(self, scan: Scan, at: int) -> Reading | None:
        """2016 г., в 2016 году, 2014–2016 гг."""
        found = _YEAR.match(scan.text, at)
        if found is None:
            return None
        end, mark, before = found.end(), found[3], scan.before(at).lower()
        if mark.startswith("г") and mark.rstrip(".") in ("г", "гг"):
            form = {"в": "p", "во": "p", "о": "p", "об": "p", "на": "a", "за": "a", "по": "a"}.get(
                before, _prepositions().get(before, "")[:1]
            )
            form = "g" if before in ("с", "со") or before in self.tables.listed("before-genitive") else form
            singular = {"": "год", "a": "год", "g": "года", "d": "году", "i": "годом", "p": "году"}
            plural = {"": "годы", "a": "годы", "g": "годов", "d": "годам", "i": "годами", "p": "годах"}
            noun = (plural if found[2] else singular)[form]
            if mark.endswith(".") and scan.ends(end):
                end -= 1
        else:
            noun, form = mark, _YEAR_FORMS[mark]
            if mark == "году" and before in ("к", "ко", "по", "благодаря"):
                form = "d"
            if mark == "года" and found[2]:
                form = ""
        form = "" if form == "a" else form
        words = numbers.ordinal(int(found[1]), "m", form)
        if found[2]:
            words += f" – {numbers.ordinal(int(found[2]), 'm', form)}"
        return Reading(end, f"{words} {noun}", "year")

    def read_bare_year(self, scan: Scan, at: int) -> Reading | None:
        """В 2016, at the end of a clause."""
        found = _BARE_YEAR.match(scan.text, at)
        if found is None or scan.before(at).lower() not in ("в", "с", "до", "после"):
            return None
        form = "p" if scan.before(at).lower() == "в" else "g"
        return Reading(found.end(), numbers.ordinal(int(found[0]), "m", form), "year")

    def read_ending(self, scan: Scan, at: int) -> Reading | None:
        """5-й, 8-го, 1990-е, 1990-х гг."""
        decades = _DECADES.match(scan.text, at)
        if decades is not None and (decades[1] or decades[4]) and not scan.left(at).isalnum():
            return _decades(scan, at, decades)
        found = _ENDING.match(scan.text, at)
        if found is None or scan.left(at).isalnum():
            return None
        digits, ending = found[1], found[2]
        if ending in ("и", "ти"):
            return Reading(found.end(), self.cardinal(int(digits), "", "g"), "cardinal")
        gender, form = _ORDINAL_FORMS[ending]
        follows = next_word(scan.text, found.end())
        if ending == "е" and (follows.endswith(("ы", "и", "ах")) or (len(digits) == 4 and digits[-1] == "0")):
            gender = "x"
        if ending == "й" and (
            follows.endswith(("е", "и", "ы", "ой"))
            or (scan.before(at).lower() in ("на", "в") and follows.endswith("е"))
        ):
            gender, form = "f", "g"
        if ending == "м" and (follows.endswith(("ом", "ем")) or scan.before(at).lower() in ("с", "перед", "над")):
            form = "i"
        if ending == "м" and follows.endswith(("ам", "ям")):
            gender, form = "x", "d"
        if ending == "х" and follows.endswith(("ах", "ях")):
            form = "p"
        return Reading(found.end(), numbers.ordinal(int(digits), gender, form), "ordinal")

    def read_compound(self, scan: Scan, at: int) -> Reading | None:
        """20-летний: the genitive and the adjective are one word."""
        found = _COMPOUND.match(scan.text, at)
        if found is None or int(found[1]) == 0:
            return None
        parts = numbers.cardinal(int(found[1]), "m", "g").split()
        joined = "".join(_JOINED.get(part, part) for part in parts)
        return Reading(found.end(), joined + found[2], "compound")


_TOWN = Pattern(r"г\.(?=[ \u00a0]?[А-ЯЁ«])")
_DAY = Pattern(r"([12]?\d|3[01])(?=[ \u00a0](?:до|по)[ \u00a0]\d{1,2}[ \u00a0]([а-я]{3,8})(?!\w))")
# II квартал, во II квартале, III съезда, IV Олимпийские игры
_RANKED = Pattern(
    r"[ \u00a0](квартал|съезд|тур|этап|созыв|класс|форум|фестивал|конгресс|саммит|чемпионат|турнир|разряд)([а-яё]{0,3})(?!\w)"
)
_RANKED_FORMS: Final = {
    "": ("m", ""), "ь": ("m", ""), "а": ("m", "g"), "я": ("m", "g"), "у": ("m", "d"), "ю": ("m", "d"), "ом": ("m", "i"), "ем": ("m", "i"), "е": ("m", "p"),
}  # fmt: skip
_DECADES = Pattern(r"(?:(\d{3}0|\d0)[-–])?(\d{3}0|\d0)[-‑](е|х|м|ми)(?!\w)(?:[ \u00a0]?(гг?\.?)(?!\w))?")
_DECADE_FORMS: Final = {"е": ("", "годы"), "х": ("g", "годов"), "м": ("d", "годам"), "ми": ("i", "годами")}


def _decades(scan: Scan, at: int, found: re.Match[str]) -> Reading | None:
    """1990-е гг., в 1980–1990-х гг.; where the word is written out, only the numbers."""
    form, noun = _DECADE_FORMS[found[3]]
    if form == "g" and scan.before(at).lower() in ("в", "во", "о", "об", "на"):
        noun = "годах"
    words = numbers.ordinal(int(found[2]), "x", form)
    if found[1]:
        words = f"{numbers.ordinal(int(found[1]), 'x', form)} – {words}"
    end = found.end()
    if found[4]:
        words += f" {noun}"
        end -= found[4].endswith(".") and scan.ends(end)
    return Reading(end, words, "decade")


_JOINED: Final = {"ста": "сто", "девяноста": "девяносто", "одного": "одно"}
_HOUR: Final = Noun(("час", "часа", "часов"), "m")
_MINUTE: Final = Noun(("минута", "минуты", "минут"), "f")
_SECOND: Final = Noun(("секунда", "секунды", "секунд"), "f")
_AFTER = re.compile(r"[ \u00a0]([а-яё]{2,40})(?:[ \u00a0]([а-яё]{2,40}))?")


def _words_after(text: str, at: int) -> list[str]:
    found = _AFTER.match(text, at)
    return [word for word in found.groups() if word] if found else []


def _plural(number: int) -> bool:
    return number % 10 != 1 or number % 100 == 11


def _declined(noun: Noun, base: str, few: str, form: str, *, plural: bool) -> str:
    """An oblique case made from the genitive singular (`few`); a word without declension stays."""
    if len(set(noun.forms)) == 1 or form in ("", "a", "g"):
        if form == "a" and noun.gender == "f" and not plural and base.endswith(("а", "я")):
            return base[:-1] + ("у" if base.endswith("а") else "ю")
        return base
    head, space, rest = few.partition(" ")
    if head.endswith(("ого", "ых", "ой")) or not head:
        return base
    stem, soft = head[:-1], head[-1] == "я" or (head[-1] == "и" and head[-2] not in "гкхчшщ")
    if plural:
        ending = {"d": "ям" if soft else "ам", "i": "ями" if soft else "ами", "p": "ях" if soft else "ах"}[form]
    elif noun.gender == "f":
        ending = {"d": "е", "i": "ей" if soft or stem[-1] in "чшщ" else "ой", "p": "е"}[form]
    else:
        ending = {"d": "ю" if soft else "у", "i": "ем" if soft else "ом", "p": "е"}[form]
    return stem + ending + space + rest


@cache
def _prepositions() -> dict[str, str]:
    from tts.spoken.ru.numbers import PREPOSITIONS

    return {word: case for case, words in PREPOSITIONS.items() for word in words.split()}


@cache
def verbaliser(lang: str) -> Verbaliser:
    """The rules of Russian."""
    return verbaliser_of(Russian(lang))
