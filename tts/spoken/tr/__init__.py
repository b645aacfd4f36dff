"""Turkish: no gender, no case of the number itself; an ending after an apostrophe joins the last word (`2016'da`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tts.pattern import Pattern
from tts.spoken.notation import Grammar, Noun, Quantity, verbaliser_of
from tts.spoken.reading import Reading, Rule, Scan, Verbaliser

_ONES: Final = ["", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz"]
_TENS: Final = ["", "on", "yirmi", "otuz", "kırk", "elli", "altmış", "yetmiş", "seksen", "doksan"]
_SCALES: Final = ["", "bin", "milyon", "milyar", "trilyon"]
_LAST: Final = {
    "bir": "birinci", "iki": "ikinci", "üç": "üçüncü", "dört": "dördüncü", "beş": "beşinci", "altı": "altıncı", "yedi": "yedinci",
    "sekiz": "sekizinci", "dokuz": "dokuzuncu", "on": "onuncu", "yirmi": "yirminci", "otuz": "otuzuncu", "kırk": "kırkıncı",
    "elli": "ellinci", "altmış": "altmışıncı", "yetmiş": "yetmişinci", "seksen": "sekseninci", "doksan": "doksanıncı", "yüz": "yüzüncü",
    "bin": "bininci", "milyon": "milyonuncu", "milyar": "milyarıncı", "trilyon": "trilyonuncu", "sıfır": "sıfırıncı",
}  # fmt: skip
_TO_BACK: Final = str.maketrans("ei", "aı")
_TO_FRONT: Final = str.maketrans("aı", "ei")
_SUFFIX = Pattern(r"['’]([a-zçğıöşü]{1,12})(?!\w)")
_ORDINAL = Pattern(
    r"(\d{1,6})(?:['’]?(?:inci|ıncı|uncu|üncü|nci|ncı|ncu|ncü)([a-zçğıöşü]{0,8})(?!\w)|\.(?=[ \u00a0](?:[a-zçğıöşü]|(?:Dünya|Lig|Uluslararası|Ulusal|Olağan|Körfez|Balkan|Haçlı|Meşrutiyet|Kolordu|Ordu|Boğaz"
    r"|Dönem|Yasama|Cadde|Sokak|Bölge|Etap|Tur|Grup|Ağır|Asliye|Geleneksel|Yüzyıl|Kat|Madde|İcra|Sulh|Cumhurbaşkanı)(?!\w))))"
)
_PERCENT = Pattern(r"%[ \u00a0]?(?=\d)")
_CENTURY = Pattern(r"\.(?=[ \u00a0][a-zçğıöşüA-ZÇİÖŞÜ])")


def cardinal(number: int) -> str:
    """A whole number below 10**15; "yüz" and "bin" stand without "bir"."""
    if number == 0:
        return "sıfır"
    words: list[str] = []
    for scale in (4, 3, 2, 1, 0):
        group = number // 1000**scale % 1000
        if not group:
            continue
        if not (scale == 1 and group == 1):
            hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
            words += [_ONES[hundreds] if hundreds > 1 else "", "yüz" if hundreds else "", _TENS[tens], _ONES[ones]]
        words.append(_SCALES[scale])
    return " ".join(word for word in words if word)


class Turkish(Grammar):
    """See `Grammar`."""

    folder = Path(__file__).parent
    minus, plus, to, comma, point = "eksi", "artı", "ila", "virgül", "nokta"
    clock_marks = ":."
    against = " "
    date = (
        r"(?P<day>\d{{1,2}})(?:[ \u00a0]?(?P<to>[-–]|ile)[ \u00a0]?(?P<last>\d{{1,2}}))?[ \u00a0](?P<month>{months})(?!\w)"
        r"(?:[ \u00a0](?P<year>\d{{4}})(?!\d))?"
    )

    def cardinal(self, number: int, gender: str = "", form: str = "") -> str:
        return cardinal(number)

    def ordinal(self, number: int, gender: str = "", form: str = "") -> str:
        head, _, last = cardinal(number).rpartition(" ")
        return f"{head} {_LAST[last]}".strip()

    def fraction(self, run: str) -> str:
        zeros = len(run) - len(run.lstrip("0"))
        return self.digits(run) if len(run) > 3 or zeros == len(run) else "sıfır " * zeros + cardinal(int(run))

    def ranged(self, first: str, last: str) -> str:
        # Per cent goes before both: %10-15.
        return (
            f"yüzde {first} {self.to} {last.removeprefix('yüzde ')}"
            if last.startswith("yüzde ")
            else super().ranged(first, last)
        )

    def amount(self, quantity: Quantity, noun: Noun | None, form: str, gender: str = "") -> str:
        if noun and noun.forms[0] == "yüzde":
            return self.signed(quantity, f"yüzde {self.bare(quantity)}")
        if noun and noun.forms[0].startswith("saatte "):  # an hour goes first, too
            return self.signed(quantity, f"saatte {self.bare(quantity)} {noun.forms[0].removeprefix('saatte ')}")
        return super().amount(quantity, noun, form, gender)

    def day_month(self, scan: Scan, at: int, end: int, day: int, last: int, month: int, year: int, mark: str) -> str:
        words = cardinal(day) + (f" {cardinal(last)}" if last else "") + f" {self.tables.month_names[month - 1]}"
        return f"{words} {cardinal(year)}" if year else words

    def is_clock(self, scan: Scan, at: int, end: int) -> bool:
        return scan.before(at).lower() in ("saat", "saati", "saatler") or scan.text[end : end + 3] in (
            "'da",
            "'de",
            "'ta",
            "'te",
        )

    def clock(self, hours: int, minutes: int, seconds: int, form: str = "", mark: str = "") -> str:
        zero = "sıfır " if 0 < minutes < 10 else ""
        words = cardinal(hours) + (f" {zero}{cardinal(minutes)}" if minutes else "")
        return words + (f" {cardinal(seconds)}" if seconds > 0 else "")

    def fraction_words(self, whole: int, over: int, under: int) -> str | None:
        if over >= under or under > 10:
            return None
        locative = {
            2: "ikide",
            3: "üçte",
            4: "dörtte",
            5: "beşte",
            6: "altıda",
            7: "yedide",
            8: "sekizde",
            9: "dokuzda",
            10: "onda",
        }[under]
        return f"{cardinal(whole)} tam {locative} {cardinal(over)}" if whole else f"{locative} {cardinal(over)}"

    def roman(self, scan: Scan, at: int, end: int, value: int) -> tuple[int, str] | None:
        if _CENTURY.match(scan.text, end):
            return end + 1, self.ordinal(value)
        return None

    def suffix_at(self, scan: Scan, end: int) -> tuple[int, str] | None:
        found = _SUFFIX.match(scan.text, end)
        return found and (found.end(), found[1])

    def suffixed(self, words: str, suffix: str) -> str:
        """An ending, with the vowels of the word that is said: 5 TL'ye is "beş liraya"."""
        vowels = [letter for letter in words if letter in "aıoueiöü"]
        if vowels:
            harmony = _TO_BACK if vowels[-1] in "aıou" else _TO_FRONT
            suffix = suffix.translate(harmony)
        if suffix[0] == "y" and words[-1] not in "aıoueiöü":
            suffix = suffix[1:]
        return words + suffix

    def number_rules(self) -> Sequence[Rule]:
        return (self.read_ordinal,)

    def sign_rules(self) -> dict[str, Sequence[Rule]]:
        return {"%": (self.read_percent,)}

    def read_ordinal(self, scan: Scan, at: int) -> Reading | None:
        """5'inci, 21. yüzyıl."""
        found = _ORDINAL.match(scan.text, at)
        if found is None or scan.left(at).isalnum() or scan.left(at) in ".,:":
            return None
        return Reading(found.end(), self.ordinal(int(found[1])) + (found[2] or ""), "ordinal")

    def read_percent(self, scan: Scan, at: int) -> Reading | None:
        """%5, %3,5'lik."""
        from tts.spoken.notation.figures import Figures

        found = _PERCENT.match(scan.text, at)
        if found is None:
            return None
        return Figures(self).amount(scan, at, found.end(), "", self.tables.units["%"], self)


def verbaliser(lang: str) -> Verbaliser:
    """The rules of Turkish."""
    return verbaliser_of(Turkish(lang))
