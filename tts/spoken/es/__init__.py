"""Spanish: gender of one and of the hundreds, "de" after a million, the marks of numbers by country."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tts.pattern import Pattern
from tts.spoken.notation import Grammar, Noun, Quantity, verbaliser_of
from tts.spoken.notation.words import next_word
from tts.spoken.reading import Reading, Rule, Scan, Verbaliser

_ONES: Final = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
_TENS: Final = ["_", "_", "_", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_HUNDREDS: Final = [
    "_",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
]
_RANKS: Final = [
    "_",
    "primero",
    "segundo",
    "tercero",
    "cuarto",
    "quinto",
    "sexto",
    "séptimo",
    "octavo",
    "noveno",
    "décimo",
    "undécimo",
    "duodécimo",
]
_RANK_TENS: Final = [
    "_",
    "décimo",
    "vigésimo",
    "trigésimo",
    "cuadragésimo",
    "quincuagésimo",
    "sexagésimo",
    "septuagésimo",
    "octogésimo",
    "nonagésimo",
]
_POINT: Final = frozenset({"MX", "US", "GT", "HN", "NI", "PA", "PR", "DO", "SV", "PE"})
_ORDINAL = Pattern(r"(\d{1,2})\.?(ᵉʳ|er|[ºª°oa])(?![\w])")


def cardinal(number: int, gender: str = "") -> str:
    """A whole number below 10**15: gender `m` and `f` before a noun, empty alone."""
    words: list[str] = []
    for power, name in ((12, "billón"), (6, "millón")):
        group, number = divmod(number, 10**power)
        if group:
            many = name.replace("ó", "o") + "es"
            words.append(f"un {name}" if group == 1 else f"{_thousands(group, 'm')} {many}")
    if number or not words:
        words.append(_thousands(number, gender))
    return " ".join(words)


def _thousands(number: int, gender: str) -> str:
    thousands, rest = divmod(number, 1000)
    words = [] if not thousands else ["mil"] if thousands == 1 else [_below_thousand(thousands, gender or "m"), "mil"]
    if rest or not thousands:
        words.append(_below_thousand(rest, gender))
    return " ".join(words)


def _below_thousand(number: int, gender: str) -> str:
    if number == 100:
        return "cien"
    hundreds, rest = divmod(number, 100)
    words = [_HUNDREDS[hundreds]] if hundreds else []
    if gender == "f" and hundreds > 1:
        words = [f"{words[0][:-2]}as"]
    if rest or not hundreds:
        said = _ONES[rest] if rest < 30 else _TENS[rest // 10] + (f" y {_ONES[rest % 10]}" if rest % 10 else "")
        if gender and rest % 10 == 1 and rest != 11:
            said = said[:-1] + "a" if gender == "f" else "veintiún" if rest == 21 else said[:-1]
        words.append(said)
    return " ".join(words)


def ordinal(number: int, gender: str = "m") -> str:
    """Up to 99; what is larger is said as a cardinal, as in speech."""
    if number >= 100 or number == 0:
        return cardinal(number)
    words = (
        [_RANKS[number]] if number < 13 else [_RANK_TENS[number // 10], *([_RANKS[number % 10]] if number % 10 else [])]
    )
    if 13 <= number < 20:
        words = [("decimo" + _RANKS[number % 10]).replace("oo", "o")]
    return " ".join(f"{word[:-1]}a" if gender == "f" else word for word in words)


class Spanish(Grammar):
    """See `Grammar`."""

    folder = Path(__file__).parent
    minus, plus, to, comma, point = "menos", "más", "a", "coma", "punto"
    clock_marks = ":."
    against = " a "
    clock_after = r"horas|hrs?\.?|h\.?"
    date = (
        r"(?P<day>\d{{1,2}})(?:\.?º)?(?:[ \u00a0]?(?P<to>[-–]|al|y)[ \u00a0]?(?P<last>\d{{1,2}}))?[ \u00a0](?:de[ \u00a0])?(?P<month>{months})(?!\w)"
        r"(?:(?:[ \u00a0]del?)?[ \u00a0](?P<year>\d{{4}})(?!\d))?"
    )

    def __init__(self, lang: str) -> None:
        super().__init__(lang)
        if self.region in _POINT:
            self.decimal, self.groups = ".", ","

    def cardinal(self, number: int, gender: str = "", form: str = "") -> str:
        return cardinal(number, gender)

    def ordinal(self, number: int, gender: str = "", form: str = "") -> str:
        return ordinal(number, gender or "m")

    def decimal_words(self, quantity: Quantity, gender: str = "", form: str = "") -> str:
        mark = self.comma if quantity.mark == "," else self.point
        return f"{self.whole(quantity.whole or '0')} {mark} {self.fraction(quantity.fraction)}"

    def fraction(self, run: str) -> str:
        zeros = len(run) - len(run.lstrip("0"))
        return self.digits(run) if len(run) > 3 or zeros == len(run) else "cero " * zeros + cardinal(int(run))

    def after_scale(self, noun: Noun, form: str) -> str:
        return noun.forms[-1] if noun.forms[0] == "por ciento" else f"de {noun.forms[-1]}"

    def amount(self, quantity: Quantity, noun: Noun | None, form: str, gender: str = "") -> str:
        if quantity.scale and quantity.scale.forms[0] == "mil" and noun:
            return self.signed(quantity, f"{self.bare(quantity, noun.gender)} mil {noun.forms[-1]}")
        if noun and quantity.in_millions:
            return self.signed(quantity, f"{self.bare(quantity)} de {noun.forms[-1]}")
        return super().amount(quantity, noun, form, gender)

    def coins(self, whole: str, part: str) -> str:
        return f"{whole} con {part}"

    def gender_at(self, scan: Scan, end: int, quantity: Quantity) -> str:
        if quantity.fraction:
            return ""
        noun = next_word(scan.text, end)
        if not noun or not noun.islower() or noun in self.tables.listed("no-noun"):
            return ""
        if noun in self.tables.listed("masculine") or noun.endswith(("emas", "amas", "istas")):
            return "m"
        if noun.endswith(("a", "as", "ción", "ciones", "sión", "siones", "dad", "dades")) or noun in self.tables.listed(
            "feminine"
        ):
            return "f"
        return "m" if noun.endswith(("o", "os", "es", "e", "l", "r", "n")) else ""

    def day_month(self, scan: Scan, at: int, end: int, day: int, last: int, month: int, year: int, mark: str) -> str:
        words = "primero" if day == 1 and not last else cardinal(day)
        if last:
            words += f" {'y' if ' y ' in scan.text[at:end] else 'al'} {cardinal(last)}"
        words += f" de {self.tables.month_names[month - 1]}"
        return f"{words} de {cardinal(year)}" if year else words

    def is_clock(self, scan: Scan, at: int, end: int) -> bool:
        return scan.before(at).lower() in ("las", "la")

    def clock(self, hours: int, minutes: int, seconds: int, form: str = "", mark: str = "") -> str:
        words = cardinal(hours, "f") + (f" {'cero ' if minutes < 10 else ''}{cardinal(minutes)}" if minutes else "")
        if seconds > 0:
            words += f" y {cardinal(seconds)} segundos"
        return (
            words
            if not mark and minutes
            else f"{words} {'hora' if hours == 1 and not minutes else 'horas'}"
            if mark
            else words
        )

    def fraction_words(self, whole: int, over: int, under: int) -> str | None:
        if over >= under or under > 10:
            return None
        if (over, under) == (1, 2):
            return f"{cardinal(whole)} y medio" if whole else "un medio"
        part = {2: "medio", 3: "tercio"}.get(under) or ordinal(under)
        words = f"{cardinal(over, 'm')} {part}{'s' if over > 1 else ''}"
        return f"{cardinal(whole)} y {words}" if whole else words

    def roman(self, scan: Scan, at: int, end: int, value: int) -> tuple[int, str] | None:
        before = scan.before(at)
        if before.lower() in ("siglo", "siglos", "capítulo", "tomo", "título", "y"):
            return (end, cardinal(value)) if before != "y" else None
        if before in self.tables.listed("rulers"):
            gender = "f" if before.endswith("a") or before == "Isabel" else "m"
            return end, ordinal(value, gender) if value <= 10 else cardinal(value)
        return None

    def number_rules(self) -> Sequence[Rule]:
        return (self.read_ordinal,)

    def read_ordinal(self, scan: Scan, at: int) -> Reading | None:
        """1.º, 2.ª, 1.er, 3er."""
        found = _ORDINAL.match(scan.text, at)
        if found is None or scan.left(at).isalnum() or (found[2] in "oa°" and "." not in found[0]):
            return None
        said = ordinal(int(found[1]), "f" if found[2] in "ªa" else "m")
        return Reading(found.end(), said[:-1] if found[2] in ("er", "ᵉʳ") and said.endswith("ero") else said, "ordinal")


def verbaliser(lang: str) -> Verbaliser:
    """The rules of Spanish, by region."""
    return verbaliser_of(Spanish(lang))
