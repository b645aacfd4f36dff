"""German: ordinals take the ending of their article, years of 1100 to 1999 are said in hundreds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tts.pattern import Pattern
from tts.spoken.notation import Grammar, Quantity, verbaliser_of
from tts.spoken.notation.words import next_word
from tts.spoken.reading import Reading, Rule, Scan, Verbaliser

_ONES: Final = [
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_TENS: Final = ["_", "_", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_LARGE: Final = (("Billion", 12), ("Milliarde", 9), ("Million", 6))
_ORDINAL = Pattern(r"(\d{1,4})\.(?=[ \u00a0][A-ZÄÖÜa-zäöüß])")
_COMPOUND = Pattern(
    r"(\d{1,6})-?(jährig|prozentig|mal|fach|köpfig|tägig|stündig|stöckig|teilig|er)([a-zäöüß]{0,6})(?!\w)"
)
_YEAR = Pattern(r"1[1-9]\d\d(?![\d%°€$]|[.,]\d|[ \u00a0]?[€$%])")
_YEARS = Pattern(r"([12]\d{3})[ \u00a0]?[-–/][ \u00a0]?([12]\d{3})(?!\d)")
_ROMAN_NEXT = Pattern(r"\.(?=[ \u00a0,;)]|\Z)")


def cardinal(number: int, one: str = "eins") -> str:
    """A whole number below 10**15; `one` is the form of a last 1."""
    words = []
    for name, power in _LARGE:
        group, number = divmod(number, 10**power)
        if group:
            words.append(
                f"{_thousands(group, 'eine')} {name}{'' if group == 1 else 'n' if name.endswith('e') else 'en'}"
            )
    if number or not words:
        words.append(_thousands(number, one))
    return " ".join(words)


def _thousands(number: int, one: str) -> str:
    thousands, rest = divmod(number, 1000)
    words = f"{_hundreds(thousands, 'ein')}tausend" if thousands else ""
    return words + (_hundreds(rest, one) if rest or not words else "")


def _hundreds(number: int, one: str) -> str:
    hundreds, rest = divmod(number, 100)
    words = f"{_ONES[hundreds]}hundert" if hundreds else ""
    if not rest and words:
        return words
    if rest < 20:
        return words + (one if rest == 1 else _ONES[rest])
    tens, ones = divmod(rest, 10)
    return words + (f"{_ONES[ones]}und" if ones else "") + _TENS[tens]


def ordinal(number: int, ending: str) -> str:
    """The ordinal with the ending of an adjective (`e`, `en`, `er`)."""
    words = cardinal(number)
    rest = number % 100
    irregular = {1: ("eins", "erst"), 3: ("drei", "dritt"), 7: ("sieben", "siebt"), 8: ("acht", "acht")}.get(rest)
    if irregular:
        words = words.removesuffix(irregular[0]) + irregular[1]
    else:
        words += "t" if 0 < rest < 20 else "st"
    return words + ending


class German(Grammar):
    """See `Grammar`. The form of an ordinal is its ending."""

    folder = Path(__file__).parent
    minus, plus, to, comma, point = "minus", "plus", "bis", "Komma", "Punkt"
    clock_marks = ":."
    clock_after = "Uhr|h"
    against = " zu "
    date = (
        r"(?P<day>\d{{1,2}})\.(?:[ \u00a0]?(?:[-–]|bis)[ \u00a0]?(?P<last>\d{{1,2}})\.)?[ \u00a0]?(?P<month>{months})(?!\w)"
        r"(?:[ \u00a0](?P<year>\d{{4}})(?!\d))?"
    )

    def __init__(self, lang: str) -> None:
        super().__init__(lang)
        if self.region == "CH":
            self.decimal, self.groups = ".", "'’"

    def cardinal(self, number: int, gender: str = "", form: str = "") -> str:
        return cardinal(number, {"": "eins", "f": "eine"}.get(gender, "ein"))

    def ordinal(self, number: int, gender: str = "", form: str = "") -> str:
        return ordinal(number, form or "er")

    def gender_at(self, scan: Scan, end: int, quantity: Quantity) -> str:
        noun = next_word(scan.text, end)
        if quantity.whole != "1" or not noun[:1].isupper():
            return ""
        feminine = noun.endswith(("ung", "heit", "keit", "schaft", "ion", "tät", "frau")) or noun in self.tables.listed(
            "feminine"
        )
        return "f" if feminine else "m"

    def year(self, number: int, form: str = "") -> str:
        if 1100 <= number < 2000:
            hundreds, rest = divmod(number, 100)
            return f"{cardinal(hundreds)}hundert{cardinal(rest) if rest else ''}"
        return cardinal(number)

    def _ending(self, scan: Scan, at: int) -> str:
        before = scan.before(at).lower()
        if before in self.tables.listed("before-en"):
            return "en"
        return "e" if before in ("der", "die", "das", "jeder", "dieser", "diese", "dieses") else "er"

    def day_month(self, scan: Scan, at: int, end: int, day: int, last: int, month: int, year: int, mark: str) -> str:
        ending = self._ending(scan, at)
        words = ordinal(day, ending) + (f" bis {ordinal(last, ending)}" if last else "")
        return f"{words} {self.tables.month_names[month - 1]}" + (f" {self.year(year)}" if year else "")

    def is_clock(self, scan: Scan, at: int, end: int) -> bool:
        return False

    def clock(self, hours: int, minutes: int, seconds: int, form: str = "", mark: str = "") -> str:
        words = f"{cardinal(hours, 'ein')} Uhr" + (f" {cardinal(minutes)}" if minutes else "")
        return words + (f" und {cardinal(seconds)} Sekunden" if seconds > 0 else "")

    def coins(self, whole: str, part: str) -> str:
        number = part.rpartition(" ")[0]
        return f"{whole} {'eins' if number == 'ein' else number}"

    def fraction_words(self, whole: int, over: int, under: int) -> str | None:
        if over >= under or under > 100:
            return None
        part = "halb" if under == 2 else f"{ordinal(under, '')}el"
        if (over, under) == (1, 2):
            return {0: "ein halb", 1: "eineinhalb"}.get(whole, f"{cardinal(whole, 'ein')}einhalb")
        words = f"{cardinal(over, 'ein')} {part[0].upper()}{part[1:]}"
        return f"{cardinal(whole)} {words}" if whole else words

    def roman(self, scan: Scan, at: int, end: int, value: int) -> tuple[int, str] | None:
        before = scan.before(at)
        ranked = _ROMAN_RANK.match(scan.text, end)
        if ranked is not None:
            ending = self._ending(scan, at)
            return end + 1, ordinal(value, "es" if ending == "er" else ending)
        if _ROMAN_NEXT.match(scan.text, end) and len(before) > 2 and before[0].isupper():
            end += 0 if scan.ends(end + 1) else 1
            return end, f"der {ordinal(value, 'e')}"
        return (end, cardinal(value)) if before in ("Weltkrieg", "Kapitel", "Band", "Teil") else None

    def number_rules(self) -> Sequence[Rule]:
        return (self.read_years, self.read_compound, self.read_ordinal, self.read_year)

    def read_ordinal(self, scan: Scan, at: int) -> Reading | None:
        """Der 3. Platz, im 19. Jahrhundert: after an article or before a noun that is ranked."""
        found = _ORDINAL.match(scan.text, at)
        if found is None or scan.left(at).isalnum() or scan.left(at) in ".,:":
            return None
        follows = next_word(scan.text, found.end())
        if follows.lower() in self.tables.months:
            return None
        ending = self._ending(scan, at)
        if ending == "er" and follows not in self.tables.listed("ranked"):
            return None
        if ending == "er" and follows in self.tables.listed("ranked-feminine"):
            ending = "e"
        elif ending == "er" and follows in ("Jahrhundert", "Mal", "Halbjahr", "Quartal"):
            ending = "es"
        return Reading(found.end(), ordinal(int(found[1]), ending), "ordinal")

    def read_compound(self, scan: Scan, at: int) -> Reading | None:
        """20-jährige, 5-prozentig, die 1990er."""
        found = _COMPOUND.match(scan.text, at)
        if found is None or scan.left(at).isalnum():
            return None
        number = int(found[1])
        words = self.year(number) if found[2] == "er" and len(found[1]) == 4 else cardinal(number, "ein")
        return Reading(found.end(), words + found[2] + found[3], "compound")

    def read_years(self, scan: Scan, at: int) -> Reading | None:
        """1939-1945."""
        found = _YEARS.match(scan.text, at)
        if found is None or scan.left(at).isalnum():
            return None
        return Reading(found.end(), f"{self.year(int(found[1]))} bis {self.year(int(found[2]))}", "year")

    def read_year(self, scan: Scan, at: int) -> Reading | None:
        """1984, unless a noun follows that it counts."""
        found = _YEAR.match(scan.text, at)
        if found is None or scan.left(at) in "-–+,.":
            return None
        follows = next_word(scan.text, found.end())
        dated = (
            scan.before(at).lower() in self.tables.listed("before-year")
            or scan.before(at).lower() in self.tables.months
        )
        if follows[:1].isupper() and not dated:
            return None
        return Reading(found.end(), self.year(int(found[0])), "year")


_ROMAN_RANK = Pattern(r"\.(?=[ \u00a0](?:Jahrhunderts?|Jh\.|Jhd\.|Quartals?|Halbjahr|Kapitel|Weltkriegs?))")


def verbaliser(lang: str) -> Verbaliser:
    """The rules of German; Switzerland has its own marks."""
    return verbaliser_of(German(lang))
