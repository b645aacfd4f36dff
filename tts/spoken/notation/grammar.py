"""What a language says: the interface between how things are written and a language's words for them.

The rules of `tts.spoken.notation` find numbers, dates, times, money and measures, which are written much alike everywhere;
a `Grammar` puts them into words. A form is a grammatical case or whatever else the neighbours of a number decide in a
language; its name is the language's own affair, and the empty string is what stands alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Final

from tts.spoken.notation.tables import Noun, Tables
from tts.spoken.reading import Rule, Scan, region_of

#: Numbers with more digits than this are said digit by digit.
MOST_DIGITS: Final = 15

_VOWELS: Final = frozenset("aeiouyäöüéèıаеёиоуыэюяіәөұүאוי")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it is written.

    Attributes:
        sign: `+`, `-` or empty.
        whole: The digits before the decimal mark, separators taken out.
        fraction: The digits after it; empty for a whole number.
        scale: Thousand, million ... after it; None where there is none.
        grouped: Whether separators were written, which no code has.
        mark: The decimal mark, where it is one; else empty.
    """

    sign: str
    whole: str
    fraction: str = ""
    scale: Noun | None = None
    grouped: bool = False
    mark: str = ""

    @property
    def in_millions(self) -> bool:
        """Whether it is so many millions, in figures: what is counted then follows as it does after the word."""
        return not self.scale and not self.fraction and len(self.whole) > 6 and self.whole.endswith("000000")


class Grammar:
    """Base of the languages: what a language says otherwise, it overrides.

    Attributes:
        folder: Where the language's `words.tsv` lies.
        script: ISO 15924 code.
        decimal: The decimal mark.
        groups: Marks that separate thousands, apart from narrow spaces.
        minus, plus, to: Words for the signs of a number and between the ends of a range.
        point, comma: Words for a decimal mark.
        month: Regular expression for what may stand between day, month and year, with `{month}` for the month's name.
    """

    folder: ClassVar[Path]
    script: ClassVar[str] = "Latn"
    decimal: str = ","
    groups: str = "."
    minus: ClassVar[str] = "minus"
    plus: ClassVar[str] = "plus"
    to: ClassVar[str] = "to"
    #: Between the two numbers of a score or a ratio (3:1).
    against: ClassVar[str] = " – "
    point: ClassVar[str] = "punkt"
    comma: ClassVar[str] = "komma"
    #: Between hours and minutes.
    clock_marks: ClassVar[str] = ":"
    #: Regular expression for what after a number makes it a time (`Uhr`), and before it; empty for none.
    clock_after: ClassVar[str] = ""
    date: ClassVar[str] = r"(?P<day>\d{1,2})[ \u00a0](?P<month>{months})(?:[ \u00a0](?P<year>\d{{4}})(?!\d))?"
    #: Marks of numeric dates are read day first; month first where True.
    month_first: bool = False

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.region = region_of(lang)

    @cached_property
    def tables(self) -> Tables:
        """The words of the language, read when first needed."""
        return Tables(self.folder / "words.tsv")

    # -- numbers ------------------------------------------------------------------------------------------------------

    def cardinal(self, number: int, gender: str = "", form: str = "") -> str:
        """A whole number below 10**15 in words."""
        raise NotImplementedError

    def ordinal(self, number: int, gender: str = "", form: str = "") -> str:
        """The number of a rank in words."""
        raise NotImplementedError

    def digits(self, run: str) -> str:
        """Digit by digit, a comma after every twelve so that a voice can breathe."""
        names = [self.cardinal(int(digit)) for digit in run]
        return ", ".join(" ".join(names[start : start + 12]) for start in range(0, len(names), 12))

    def whole(self, run: str, gender: str = "", form: str = "") -> str:
        """A run of digits as a number; digit by digit where nobody would say it as one."""
        if len(run) > MOST_DIGITS or (len(run) > 1 and run[0] == "0"):
            return self.digits(run)
        return self.cardinal(int(run), gender, form)

    def fraction(self, run: str) -> str:
        """The digits after a decimal mark: digit by digit."""
        return self.digits(run)

    def decimal_words(self, quantity: Quantity, gender: str = "", form: str = "") -> str:
        """A number with a decimal mark."""
        mark = self.comma if quantity.mark == "," else self.point
        return f"{self.whole(quantity.whole or '0')} {mark} {self.fraction(quantity.fraction)}"

    def signed(self, quantity: Quantity, words: str) -> str:
        """With the word for its sign."""
        sign = {"-": self.minus, "+": self.plus}.get(quantity.sign)
        return f"{sign} {words}" if sign else words

    def bare(self, quantity: Quantity, gender: str = "", form: str = "") -> str:
        """The number alone, without sign and scale."""
        if quantity.fraction:
            return self.decimal_words(quantity, gender, form)
        return self.whole(quantity.whole, gender, form)

    def agreeing(self, noun: Noun, quantity: Quantity, form: str) -> str:
        """The noun as it stands after the number: the first form after one, the second after all others."""
        one = not quantity.fraction and not quantity.scale and int(quantity.whole or "0") == 1
        return noun.forms[0] if one or len(noun.forms) == 1 else noun.forms[1]

    def amount(self, quantity: Quantity, noun: Noun | None, form: str, gender: str = "") -> str:
        """A number, its scale, and what it counts. `gender` is that of a noun that is written after it, where it is known."""
        scale = quantity.scale
        first = scale or noun
        words = self.bare(quantity, first.gender if first else gender, form)
        if scale:
            plain = Quantity("", quantity.whole, quantity.fraction, None, False, quantity.mark)
            words += f" {self.agreeing(scale, plain, form)}"
        if noun:
            words += f" {self.after_scale(noun, form) if scale else self.agreeing(noun, quantity, form)}"
        return self.signed(quantity, words)

    def after_scale(self, noun: Noun, form: str) -> str:
        """The noun after millions."""
        return noun.forms[-1]

    def money(self, quantity: Quantity, noun: Noun, form: str) -> str:
        """An amount of money; two digits after the decimal mark are the smaller coin."""
        if noun.part and not quantity.scale and len(quantity.fraction) == 2:
            whole = Quantity(quantity.sign, quantity.whole or "0")
            part = Quantity("", str(int(quantity.fraction)))
            if part.whole == "0":
                return self.amount(whole, noun, form)
            if int(whole.whole) == 0:
                return self.signed(quantity, self.amount(part, noun.part, form))
            return self.coins(self.amount(whole, noun, form), self.amount(part, noun.part, form))
        return self.amount(quantity, noun, form)

    def coins(self, whole: str, part: str) -> str:
        """Joins the two units of an amount of money."""
        return f"{whole} {part}"

    def ranged(self, first: str, last: str) -> str:
        """From one number to another."""
        return f"{first} {self.to} {last}"

    # -- context ------------------------------------------------------------------------------------------------------

    def form_at(self, scan: Scan, at: int, end: int, *, noun: bool) -> str:
        """The form of a number by its neighbours; `noun` where a unit is a part of it."""
        return ""

    def gender_at(self, scan: Scan, end: int, quantity: Quantity) -> str:
        """The gender of the word that follows a number, where it can be told and matters; else empty."""
        return ""

    # -- dates and times ----------------------------------------------------------------------------------------------

    def year(self, number: int, form: str = "") -> str:
        """A year."""
        return self.cardinal(number)

    def day_month(self, scan: Scan, at: int, end: int, day: int, last: int, month: int, year: int, mark: str) -> str:
        """A date. `last` is 0 or the last day of a range, `year` 0 where there is none, `mark` what is written after the year."""
        raise NotImplementedError

    def clock(self, hours: int, minutes: int, seconds: int, form: str = "", mark: str = "") -> str:
        """A time of day; `mark` is what is written after it (`Uhr`). Seconds are -1 where there are none."""
        words = [self.cardinal(hours)]
        if minutes:
            words.append(self.cardinal(minutes))
        if seconds > 0:
            words.append(self.cardinal(seconds))
        return " ".join(words)

    def is_clock(self, scan: Scan, at: int, end: int) -> bool:
        """Whether hours and minutes joined by a full stop are a time, and no decimal, where nothing after them says so."""
        return False

    def year_mark(self, scan: Scan, end: int) -> tuple[int, str] | None:
        """The word that may follow a year and belongs to it (`г.`), and where it ends."""
        return None

    # -- the rest -----------------------------------------------------------------------------------------------------

    def number_rules(self) -> Sequence[Rule]:
        """Rules of the language at a digit, before those that all share."""
        return ()

    def word_rules(self) -> Mapping[str, Sequence[Rule]]:
        """Rules of the language at a word, before the table of abbreviations."""
        return {}

    def sign_rules(self) -> Mapping[str, Sequence[Rule]]:
        """Rules of the language at a sign, by the sign."""
        return {}

    def fraction_words(self, whole: int, over: int, under: int) -> str | None:
        """A common fraction, with a whole number before it or 0; None for one that has no usual name."""
        return None

    def roman(self, scan: Scan, at: int, end: int, value: int) -> tuple[int, str] | None:
        """Where a Roman numeral ends, and its words; None where it is rather a word or a letter."""
        return None

    def net_number(self, run: str) -> str:
        """Digits in an address: two are a number, more are said one by one, years apart."""
        if len(run) <= 2 or (len(run) == 4 and run.startswith(("19", "20"))):
            return self.whole(run)
        return self.digits(run)

    def net_word(self, run: str) -> str:
        """Letters in an address: one by one where there is no vowel, or where they are few capitals."""
        if len(run) > 1 and ((run.isupper() and len(run) < 5) or not _VOWELS.intersection(run.lower())):
            return ".".join(run.upper()[:16]) if len(run) <= 16 else run
        return run

    def suffix_at(self, scan: Scan, end: int) -> tuple[int, str] | None:
        """An ending written after figures (`'da`), and where it ends."""
        return None

    def suffixed(self, words: str, suffix: str) -> str:
        """Words with an ending that was written after the figures (`2016'da`)."""
        return words + suffix
