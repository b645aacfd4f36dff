"""Kazakh: figures with an ending (`5-ші`, `10-нан`), years and days of dates as ordinals, no gender."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tts.pattern import Pattern
from tts.spoken.notation import Grammar, Quantity, verbaliser_of
from tts.spoken.reading import Reading, Rule, Scan, Verbaliser

_ONES: Final = ["", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"]
_TENS: Final = ["", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"]
_SCALES: Final = ["", "мың", "миллион", "миллиард", "триллион"]
_IRREGULAR: Final = {
    "екі": "екінші",
    "жиырма": "жиырмасыншы",
    "алты": "алтыншы",
    "жеті": "жетінші",
    "елу": "елуінші",
    "нөл": "нөлінші",
}
_SUFFIX = Pattern(r"[-‑–]([а-яәғқңөұүһі]{1,14})(?!\w)")
_ORDINAL = Pattern(r"(\d{1,6})[-‑–](?:і?нші|ы?ншы|ші|шы)([а-яәғқңөұүһі]{0,8})(?!\w)")
_YEAR = Pattern(
    r"(\d{4})(?:[ \u00a0]?[-–—][ \u00a0]?(\d{4}))?(?:[ \u00a0]?[-–][ \u00a0]?|[ \u00a0]?)(ж\.|жж\.|жыл[а-яәғқңөұүһі]{0,10})(?!\w)"
)
_RANKED = Pattern(r"(\d{1,4})[-‑](?=([а-яәғқңөұүһі]{3,20})(?!\w))")
_FULL = Pattern(
    r"(\d{4})[ \u00a0]?(ж\.|жылғы|жылдың|жылы)[ \u00a0](\d{1,2})(?:[ \u00a0]?[-–][ \u00a0]?(\d{1,2}))?[ \u00a0](?=қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)"
)
_CENTURY = Pattern(r"[ \u00a0]?[-–]?[ \u00a0]?(?=ғасыр|ғ\.)")


def cardinal(number: int) -> str:
    """A whole number below 10**15; "бір" stands before мың where something is before it."""
    if number == 0:
        return "нөл"
    words: list[str] = []
    for scale in (4, 3, 2, 1, 0):
        group = number // 1000**scale % 1000
        if not group:
            continue
        if not (scale == 1 and group == 1 and not words):
            hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
            words += [_ONES[hundreds] if hundreds > 1 else "", "жүз" if hundreds else "", _TENS[tens], _ONES[ones]]
        words.append(_SCALES[scale])
    return " ".join(word for word in words if word)


def ordinal(number: int) -> str:
    """-інші after front vowels, -ыншы after back ones; -нші, -ншы after a vowel."""
    head, _, last = cardinal(number).rpartition(" ")
    if last in _IRREGULAR:
        said = _IRREGULAR[last]
    else:
        vowel = next(letter for letter in reversed(last) if letter in "аоұыәеөүіи")
        said = last + ("ыншы" if vowel in "аоұы" else "інші")
    return f"{head} {said}".strip()


class Kazakh(Grammar):
    """See `Grammar`."""

    folder = Path(__file__).parent
    script = "Cyrl"
    groups = ""
    minus, plus, to, comma, point = "минус", "плюс", "–", "үтір", "нүкте"
    date = (
        r"(?P<day>\d{{1,2}})(?:[ \u00a0]?[-–][ \u00a0]?(?P<last>\d{{1,2}}))?(?:-[інышң]{{2,4}})?[ \u00a0](?P<month>{months})(?P<mark>[а-яәғқңөұүһі]{{0,8}})(?!\w)"
        r"(?:[ \u00a0](?P<year>\d{{4}})(?![\d]))?"
    )

    def cardinal(self, number: int, gender: str = "", form: str = "") -> str:
        return cardinal(number)

    def ordinal(self, number: int, gender: str = "", form: str = "") -> str:
        return ordinal(number)

    def decimal_words(self, quantity: Quantity, gender: str = "", form: str = "") -> str:
        whole = self.whole(quantity.whole or "0")
        if quantity.mark == "." or len(quantity.fraction) > 3:
            return f"{whole} {'нүкте' if quantity.mark == '.' else 'үтір'} {self.digits(quantity.fraction)}"
        part = ("оннан", "жүзден", "мыңнан")[len(quantity.fraction) - 1]
        return f"{whole} бүтін {part} {cardinal(int(quantity.fraction))}"

    def day_month(self, scan: Scan, at: int, end: int, day: int, last: int, month: int, year: int, mark: str) -> str:
        words = ordinal(day) + (f" – {ordinal(last)}" if last else "") + f" {self.tables.month_names[month - 1]}{mark}"
        return f"{ordinal(year)} жылғы {words}" if year else words

    def clock(self, hours: int, minutes: int, seconds: int, form: str = "", mark: str = "") -> str:
        zero = "нөл " if 0 < minutes < 10 else ""
        words = cardinal(hours) + (f" {zero}{cardinal(minutes)}" if minutes else "")
        return words + (f" {cardinal(seconds)}" if seconds > 0 else "")

    def ranged(self, first: str, last: str) -> str:
        return f"{first} – {last}"

    def fraction_words(self, whole: int, over: int, under: int) -> str | None:
        if over >= under or under > 10:
            return None
        from_ = {
            2: "екіден",
            3: "үштен",
            4: "төрттен",
            5: "бестен",
            6: "алтыдан",
            7: "жетіден",
            8: "сегізден",
            9: "тоғыздан",
            10: "оннан",
        }
        words = f"{from_[under]} {cardinal(over)}"
        return f"{cardinal(whole)} бүтін {words}" if whole else words

    def roman(self, scan: Scan, at: int, end: int, value: int) -> tuple[int, str] | None:
        found = _CENTURY.match(scan.text, end)
        if found:
            return found.end(), ordinal(value) + " "
        before = scan.before(at)
        return (end, ordinal(value)) if before[:1].isupper() and not before.isascii() else None

    def suffix_at(self, scan: Scan, end: int) -> tuple[int, str] | None:
        found = _SUFFIX.match(scan.text, end)
        return found and (found.end(), found[1])

    def suffixed(self, words: str, suffix: str) -> str:
        return words + suffix if suffix in self.tables.listed("endings") else f"{words} {suffix}"

    def number_rules(self) -> Sequence[Rule]:
        return (self.read_full, self.read_year, self.read_ordinal)

    def read_full(self, scan: Scan, at: int) -> Reading | None:
        """2016 жылғы 22: the month after it is a word."""
        found = _FULL.match(scan.text, at)
        if found is None or scan.left(at).isalnum():
            return None
        noun = "жылғы" if found[2] == "ж." else found[2]
        days = ordinal(int(found[3])) + (f" – {ordinal(int(found[4]))}" if found[4] else "")
        return Reading(found.end() - 1, f"{ordinal(int(found[1]))} {noun} {days}", "date")

    def read_year(self, scan: Scan, at: int) -> Reading | None:
        """2016 жылы, 2016 ж., 1990-жылдары, 2014–2016 жылдары."""
        found = _YEAR.match(scan.text, at)
        if found is None or scan.left(at).isalnum():
            return None
        noun = {"ж.": "жылы", "жж.": "жылдары"}.get(found[3], found[3])
        words = ordinal(int(found[1])) + (f" – {ordinal(int(found[2]))}" if found[2] else "")
        end = found.end() - (1 if found[3].endswith(".") and scan.ends(found.end()) else 0)
        return Reading(end, f"{words} {noun}", "year")

    def read_ordinal(self, scan: Scan, at: int) -> Reading | None:
        """5-ші, 1-ші."""
        found = _ORDINAL.match(scan.text, at)
        if found is None and not scan.left(at).isalnum():
            # 5-сынып: a hyphen before a noun stands for the ending of the ordinal.
            ranked = _RANKED.match(scan.text, at)
            if ranked is None or ranked[2] in self.tables.listed("endings"):
                return None
            return Reading(ranked.end(), f"{ordinal(int(ranked[1]))} ", "ordinal")
        if found is None or scan.left(at).isalnum():
            return None
        return Reading(found.end(), ordinal(int(found[1])) + found[2], "ordinal")


def verbaliser(lang: str) -> Verbaliser:
    """The rules of Kazakh."""
    return verbaliser_of(Kazakh(lang))
