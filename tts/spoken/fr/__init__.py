"""French: gender of a last 1, centuries and rulers as ordinals, the first of a month, "de" after a million."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tts.pattern import Pattern
from tts.spoken.notation import Grammar, Noun, Quantity, verbaliser_of
from tts.spoken.notation.words import next_word
from tts.spoken.reading import Reading, Rule, Scan, Verbaliser

_ONES: Final = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_TENS: Final = [
    "_",
    "_",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "soixante",
    "quatre-vingt",
    "quatre-vingt",
]
_ORDINAL = Pattern(r"(\d{1,6})(ers?|res?|ères?|èmes?|es?|nde?s?|ᵉʳ|ʳᵉ|ᵉ)(?![\w])")
_CENTURY = Pattern(r"(?:ers?|ème|es?|ᵉ)(?!\w)")


def below_hundred(number: int, region: str) -> str:
    """71 is soixante et onze; septante in Belgium and Switzerland, huitante in the latter."""
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    base = _TENS[tens]
    if tens in (7, 9) and region in ("BE", "CH"):
        base = "septante" if tens == 7 else "nonante"
    elif tens == 8 and region == "CH":
        base = "huitante"
    elif tens in (7, 9):
        return f"soixante et {_ONES[11]}" if number == 71 else f"{base}-{_ONES[ones + 10]}"
    if not ones:
        return base + ("s" if base == "quatre-vingt" else "")
    return f"{base} et un" if ones == 1 and base != "quatre-vingt" else f"{base}-{_ONES[ones]}"


def below_thousand(number: int, region: str, *, last: bool) -> str:
    hundreds, rest = divmod(number, 100)
    words = "" if not hundreds else "cent" if hundreds == 1 else f"{_ONES[hundreds]} cent"
    if not rest and hundreds:
        return words + ("s" if hundreds > 1 and last else "")
    said = below_hundred(rest, region)
    return f"{words} {said if last else said.removesuffix('s') if said == 'quatre-vingts' else said}".strip()


def cardinal(number: int, gender: str = "", region: str = "") -> str:
    """A whole number below 10**15, with the spelling of 1990's predecessor (no hyphen around "et" and "cent")."""
    words: list[str] = []
    for power, name in ((12, "billion"), (9, "milliard"), (6, "million")):
        group, number = divmod(number, 10**power)
        if group:
            words.append(f"{below_thousand(group, region, last=True)} {name}{'s' if group > 1 else ''}")
    thousands, rest = divmod(number, 1000)
    if thousands:
        words.append("mille" if thousands == 1 else f"{below_thousand(thousands, region, last=False)} mille")
    if rest or not words:
        words.append(below_thousand(rest, region, last=True))
    said = " ".join(words)
    return f"{said}e" if gender == "f" and said.endswith("un") else said


def ordinal(number: int, gender: str = "", region: str = "") -> str:
    """Premier, deuxième ..."""
    if number == 1:
        return "première" if gender == "f" else "premier"
    said = cardinal(number, "", region)
    if said.endswith(("quatre-vingts", "cents", "millions")):
        said = said[:-1]
    if said.endswith("cinq"):
        said += "u"
    elif said.endswith("neuf"):
        said = f"{said[:-1]}v"
    return f"{said.removesuffix('e')}ième"


class French(Grammar):
    """See `Grammar`."""

    folder = Path(__file__).parent
    minus, plus, to, comma, point = "moins", "plus", "à", "virgule", "point"
    clock_marks = ":hH"
    against = " à "
    date = (
        r"(?P<day>\d{{1,2}})(?:er|ᵉʳ)?(?:[ \u00a0]?(?P<to>[-–/]|au|et)[ \u00a0]?(?P<last>\d{{1,2}}))?[ \u00a0](?P<month>{months})(?!\w)"
        r"(?:[ \u00a0](?P<year>\d{{4}})(?!\d))?"
    )

    def cardinal(self, number: int, gender: str = "", form: str = "") -> str:
        return cardinal(number, gender, self.region)

    def ordinal(self, number: int, gender: str = "", form: str = "") -> str:
        return ordinal(number, gender, self.region)

    def fraction(self, run: str) -> str:
        zeros = len(run) - len(run.lstrip("0"))
        return self.digits(run) if len(run) > 3 or zeros == len(run) else "zéro " * zeros + self.cardinal(int(run))

    def agreeing(self, noun: Noun, quantity: Quantity, form: str) -> str:
        # The plural begins at two: 1,5 million.
        return (
            noun.forms[0]
            if len(quantity.whole) < 2 and int(quantity.whole or "0") < 2 and not quantity.scale
            else noun.forms[-1]
        )

    def after_scale(self, noun: Noun, form: str) -> str:
        many = noun.forms[-1]
        return many if noun.forms[0] == "pour cent" else f"d'{many}" if many[0] in "aeiouéh" else f"de {many}"

    def amount(self, quantity: Quantity, noun: Noun | None, form: str, gender: str = "") -> str:
        if quantity.scale and quantity.scale.forms[0] == "mille" and noun:
            return self.signed(quantity, f"{self.bare(quantity)} mille {noun.forms[-1]}")
        if noun and quantity.in_millions:
            return self.signed(quantity, f"{self.bare(quantity)} {self.after_scale(noun, form)}")
        return super().amount(quantity, noun, form, gender)

    def coins(self, whole: str, part: str) -> str:
        return f"{whole} {part.rpartition(' ')[0]}"

    def gender_at(self, scan: Scan, end: int, quantity: Quantity) -> str:
        if quantity.whole[-1:] != "1" or quantity.fraction:
            return ""
        noun = next_word(scan.text, end)
        feminine = noun.removesuffix("s") in self.tables.listed("feminine") or noun.endswith(
            ("tion", "tions", "sion", "sions")
        )
        return "f" if feminine else ""

    def day_month(self, scan: Scan, at: int, end: int, day: int, last: int, month: int, year: int, mark: str) -> str:
        words = "premier" if day == 1 else self.cardinal(day)
        if last:
            joint = scan.text[at:end]
            words += f" {'et' if ' et ' in joint else 'au' if 'au' in joint else 'à' if '/' not in joint else ''} {self.cardinal(last)}".replace(
                "  ", " "
            )
        words += f" {self.tables.month_names[month - 1]}"
        return f"{words} {self.cardinal(year)}" if year else words

    def clock(self, hours: int, minutes: int, seconds: int, form: str = "", mark: str = "") -> str:
        words = f"{self.cardinal(hours, 'f')} heure{'s' if hours > 1 else ''}"
        words += f" {self.cardinal(minutes, 'f')}" if minutes else ""
        return words + (f" et {self.cardinal(seconds, 'f')} seconde{'s' if seconds > 1 else ''}" if seconds > 0 else "")

    def fraction_words(self, whole: int, over: int, under: int) -> str | None:
        if over >= under or under > 100:
            return None
        if (over, under) == (1, 2):
            return f"{self.cardinal(whole)} et demi" if whole else "un demi"
        part = {2: "demi", 3: "tiers", 4: "quart"}.get(under) or self.ordinal(under)
        words = f"{self.cardinal(over)} {part}{'s' if over > 1 and not part.endswith('s') else ''}"
        return f"{self.cardinal(whole)} {'et ' if over == 1 else ''}{words}" if whole else words

    def roman(self, scan: Scan, at: int, end: int, value: int) -> tuple[int, str] | None:
        found = _CENTURY.match(scan.text, end)
        if found:
            return found.end(), self.ordinal(value)
        before = scan.before(at)
        if before in self.tables.listed("rulers"):
            return end, "premier" if value == 1 else self.cardinal(value)
        return (end, self.cardinal(value)) if before.lower() in ("chapitre", "tome", "titre", "livre", "acte") else None

    def word_rules(self) -> dict[str, Sequence[Rule]]:
        return {"Ier": (_first,), "Ire": (_first,), "St": (_saint,), "Ste": (_saint,)}

    def number_rules(self) -> Sequence[Rule]:
        return (self.read_ordinal,)

    def read_ordinal(self, scan: Scan, at: int) -> Reading | None:
        """1er, 1re, 5e; the first of a month is the date's."""
        found = _ORDINAL.match(scan.text, at)
        if found is None or scan.left(at).isalnum():
            return None
        if next_word(scan.text, found.end()).lower() in self.tables.months:
            return None
        number, mark = int(found[1]), found[2]
        if mark[0] == "n" and number == 2:
            said = "second" + mark.removeprefix("nd").removeprefix("n")
        elif number == 0 or (number == 1 and not mark.startswith(("er", "r", "èr", "ᵉʳ", "ʳ"))):
            return None
        else:
            said = self.ordinal(number, "f" if mark[0] in "rèʳ" else "") + ("s" if mark.endswith("s") else "")
        return Reading(found.end(), said, "ordinal")


def _first(scan: Scan, at: int) -> Reading | None:
    """François Ier."""
    if scan.text[at + 3 : at + 4].isalnum():
        return None
    return Reading(at + 3, "première" if scan.text[at + 1] == "r" else "premier", "roman")


def _saint(scan: Scan, at: int) -> Reading | None:
    """St-Denis, Ste-Marie."""
    found = _SAINT.match(scan.text, at)
    return found and Reading(found.end(), "Sainte" if found[0] == "Ste" else "Saint", "abbreviation")


_SAINT = Pattern(r"Ste?(?=-[A-ZÀ-ÖØ-Þ])")


def verbaliser(lang: str) -> Verbaliser:
    """The rules of French, by region."""
    return verbaliser_of(French(lang))
