"""What a full stop means: the end of a sentence, of an abbreviation, of a number, or of several at once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tts.segment.patterns import (
    DECADE,
    ITEM,
    LABEL,
    MARKER,
    OPENING_QUOTES,
    REACH,
    ROMAN,
    TIME_FIGURE,
    TIME_OF_PLACE,
)
from tts.segment.rules import OPENING, has_vowel

if TYPE_CHECKING:
    from tts.segment.rules import Rules


class FullStops:
    """Decides, for one paragraph, which full stops end a sentence, by the words on both sides of them."""

    __slots__ = ("limit", "rules", "text")

    def __init__(self, text: str, limit: int, rules: Rules) -> None:
        self.text = text
        self.limit = limit
        self.rules = rules

    def _token(self, first: int, at: int) -> str:
        """The word that stands before the terminator, without what opens before it; empty after white space."""
        window = self.text[max(first, at - REACH) : at]
        if not window or window[-1].isspace():
            return ""
        return window.rsplit(None, 1)[-1].lstrip(OPENING).strip("\u202a\u202b\u202c\u200e\u200f")

    def _kind(self, first: int, at: int, token: str) -> str | None:
        """The class of an abbreviation: of `т. д.` as of `т.д.`, of a compound that of its last part."""
        known = self.rules.abbreviations
        if len(token) <= 4:
            words = self.text[max(first, at - REACH) : at].split()
            for count in (3, 2):
                parts = words[-count:]
                if len(parts) == count and all(part[-1] == "." and len(part) <= 4 for part in parts[:-1]):
                    kind = known.get("".join(parts).lstrip("\"'“‘«(["))
                    if kind:
                        return kind
        kind = known.get(token)
        if kind is None and not token.isalpha():
            for separator in "—–/-’'":
                part = token.rpartition(separator)[2]
                if part and part != token and (kind := known.get(part)):
                    # "on the 17-м": the ending of an ordinal.
                    return None if kind == "title" and token[: -len(part) - 1].isdigit() else kind
        if kind is None and self.rules.suffixes and token.endswith(self.rules.suffixes):
            return "number"
        return kind

    def _full_stop(self, first: int, at: int, quoted: bool, stop: int, lead: str, word: str) -> bool:
        token = self._token(first, at)
        if not token:
            return True
        if at - first <= 16 and (MARKER.match(self.text, first, at) or self._label(first, at)):
            return False
        kind = self._kind(first, at, token)
        if quoted and kind == "trailing" and self.text[at + 1] in "'’" and self._possessive(first, at, stop):
            # "the Woodyard Bros.' Grocery"
            return self._starts(stop, word)
        if kind and self.text[at + 1] == ")" and not self._starts(stop, word) and self._bracketed(first, at):
            # "the play (Act IV, lines 14 et seq.) Antony commands": the stop is the abbreviation's.
            return False
        if quoted:
            # The stop stands inside the quotation mark: it is the quoted sentence's.
            return kind not in ("title", "inner") or self._starts(stop, word)
        if word in self.rules.agencies and at - first <= REACH and (token.isupper() or lead[:1] == "("):
            return False
        if self._unit(first, at, token):
            return not (word[0].isdigit() or lead[:1] == "(" or word in self.rules.units)
        if kind is None or self._acronym(token, kind, word):
            return self._after_word(first, at, token, stop, lead, word)
        return self._after_abbreviation(first, at, token, kind, stop, lead, word)

    def _unit(self, first: int, at: int, token: str) -> bool:
        """Whether the word before a stop is a unit with its figure."""
        if token not in self.rules.units:
            return False
        figure = self._figure(first, at - len(token))
        # A comma may stand between them by mistake, as in "155, mm.", but not in "105, м. Київ", a town.
        return figure[-1:].isdigit() or (
            token not in self.rules.abbreviations and figure[-2:-1].isdigit() and figure[-1] == ","
        )

    def _label(self, first: int, at: int) -> bool:
        """Whether the sentence so far is the label of a figure: `Table 3. Exports of wheat`."""
        label = LABEL.match(self.text, first, at)
        return label is not None and label.group(1) in self.rules.page.labels

    def _acronym(self, token: str, kind: str, word: str) -> bool:
        """Whether capitals that could be an abbreviation's are letters of another: `a 25% CTR. More`, not `Acme Ctr. More`."""
        if not token.isupper() or not token.isalpha() or token.capitalize() not in self.rules.abbreviations:
            return False
        if word[0].isdigit() or (len(word) > 1 and word.isupper()):
            # "ACME INC. SAID", "NO. 5"
            return False
        return len(token) > 2 or (len(token) == 2 and (kind != "title" or token in self.rules.after_time))

    def _bracketed(self, first: int, at: int) -> bool:
        """Whether a bracket closes here that was opened in the sentence: `25 (twenty-five!) pages`, where no capital tells."""
        opened = self.text.rfind("(", max(first, at - 2 * REACH), at)
        return opened > first and self.text.find(")", opened, at) < 0

    def _possessive(self, first: int, at: int, stop: int) -> bool:
        """Whether the apostrophe after a stop closes no quotation: nothing was opened."""
        return stop == at + 2 and not any(mark in self.text[max(first, at - 2 * REACH) : at] for mark in ("‘", " '"))

    def _after_abbreviation(self, first: int, at: int, token: str, kind: str, stop: int, lead: str, word: str) -> bool:
        if kind == "title" and token.islower() and len(token) > 2:
            return self._starts(stop, word)
        if kind == "title" and token in self.rules.streets:
            return self._street(first, at - len(token), stop, word)
        if kind in ("title", "inner"):
            return False
        numeral = word[0].isdigit() or self._roman(stop, lead, word)
        if kind == "number":
            article = word == "A" and token in self.rules.homographs and self._before_small(stop)
            return not numeral and (len(word) > 1 or word == "I" or article or lead[:1] in OPENING_QUOTES)
        initials = len(token) == 1 and token.isupper()
        if kind == "closing":
            # "Н. Э. Ончуков"; "В 8 веке до н. э. Греция"
            if initials or (token in self.rules.streets and not self._joined(first, at - len(token))):
                return self._starts(stop, word)
            return not numeral and not self._time_alone(first, at)
        if kind == "year":
            return self._after_year(first, at, token, numeral)
        if kind == "time":
            if initials and not self._hour(first, at):
                # "Sen. A. M. Aikin"
                return self._starts(stop, word)
            return self._after_time(first, at, token, lead, word, stop)
        named = kind in ("trailing", "state") and (self._name_only(first, at) or self._headline(first))
        if named or self._starts(stop, word) or self._another(first, at, token, word):
            return not named
        if kind == "state":
            # After "Randolph, Mass." a sentence that goes on has a comma.
            if self.text[max(first, at - REACH) : at - len(token)].rstrip()[-1:] == "," and not lead:
                return not numeral
            kind = "trailing"
        # "J. D. Salinger can", "the U. S. Government is": capitals with stops go on with a name whatever follows it.
        dotted = initials or "." in token
        return kind == "trailing" and (lead[:1] in OPENING_QUOTES or (not dotted and self._subject(stop, word)))

    def _joined(self, first: int, at: int) -> bool:
        """Whether "and" stands before, as in `и пр.`"""
        return not self.rules.conjunctions.isdisjoint(self.text[max(first, at - REACH) : at].split()[-1:])

    def _before_small(self, stop: int) -> bool:
        """Whether a word in lower case comes after the next."""
        words = self.text[stop : min(self.limit, stop + REACH)].split(None, 2)
        return len(words) > 1 and words[1][0].islower()

    def _roman(self, stop: int, lead: str, word: str) -> bool:
        """Whether the next word is a numeral; `I` and `L’annonce` are none."""
        if len(word) > 4 or word == "I" or not ROMAN.match(word):
            return False
        following = self.text[stop : stop + REACH].lstrip()[len(lead) + len(word) :][:1]
        return following not in ("'", "’")

    def _name_only(self, first: int, at: int) -> bool:
        """Whether the sentence is but a name so far: `Heron Oil Inc. Shares Fall`, `U.S. Has New Plan`."""
        return at - first <= REACH and not any(word[0].islower() for word in self.text[first:at].split())

    def _headline(self, first: int) -> bool:
        """Whether the paragraph is a headline in title case, where capitals tell nothing: `Why the U.S. Should Not Go to War`."""
        if self.limit - first > 3 * REACH or self.text[self.limit - 1] == ".":
            return False
        lower = [word for word in self.text[first : self.limit].split() if word[0].islower()]
        return all(len(word) < 6 for word in lower) and 3 * len(lower) <= len(self.text[first : self.limit].split())

    def _another(self, first: int, at: int, token: str, word: str) -> bool:
        """Whether a capital cannot go on with the name: it is of another script, or the name said over again.

        `купила Heron Corp. Покупка`, `to Great Heron Corp. Heron, with its ships, ...`
        """
        if not word[0].isupper() or word in self.rules.offices:
            return False
        if (token[0] < "\u0250") != (word[0] < "\u0250"):
            return True
        before = self.text[max(first, at - REACH) : at - len(token)].split()[-4:]
        return len(word) > 2 and any(each.partition(".")[0] == word for each in before)

    def _hour(self, first: int, at: int) -> bool:
        """Whether a figure stands before `A. M.`"""
        words = self.text[max(first, at - REACH) : at].split()
        return len(words) > 2 and words[-3][-1].isdigit()

    def _street(self, first: int, at: int, stop: int, word: str) -> bool:
        """Whether `St.` is the street a sentence ended with ("on Main St. The man") and no saint's title."""
        before = self.text[max(first, at - REACH) : at].split()[-1:]
        after = self.text[stop : min(self.limit, stop + REACH)].split(None, 2)[1:2]
        if not before or not after or word not in self.rules.starters or before[0] in self.rules.starters:
            return False
        name = before[0]
        return (name[0].isupper() or name[0].isdigit()) and name[-1].isalnum() and after[0][0].islower()

    def _subject(self, stop: int, word: str) -> bool:
        """Whether the capital after a firm or a state is the subject of a new sentence: a verb follows it at once."""
        if word in self.rules.offices or not self.rules.auxiliaries:
            return False
        words = self.text[stop : min(self.limit, stop + REACH)].split(None, 2)
        if len(words) > 1 and words[0] in (f"{word}'s", f"{word}’s"):
            return True
        return len(words) > 1 and words[0].rstrip(",") == word and words[1].rstrip(",") in self.rules.auxiliaries

    def _after_year(self, first: int, at: int, token: str, numeral: bool) -> bool:
        """`1898 г.` ends a sentence, `г. Волгоград` does not, nor does `, 1898 г.`, the date of a caption or reference."""
        if self._time_alone(first, at - len(token)):
            return False
        figure = self._figure(first, at - len(token))
        before = self.text[max(first, at - REACH) : at - len(token)].rstrip()
        if not figure or numeral or not (DECADE.match(figure) or ROMAN.match(figure)):
            return False
        return not (figure.isdigit() and before[: -len(figure)].rstrip().endswith(","))

    def _figure(self, first: int, at: int) -> str:
        """What stands before an abbreviation: the figure it belongs to, if it is one."""
        words = self.text[max(first, at - REACH) : at].split()
        while len(words) > 1 and words[-1][-1] == "." and self.rules.abbreviations.get(words[-1][:-1]) == "trailing":
            # "5 тыс. руб."
            words.pop()
        return words[-1] if words else ""

    def _after_time(self, first: int, at: int, token: str, lead: str, word: str, stop: int) -> bool:
        if word in self.rules.after_time or word[0].isdigit() or lead[:1] == "(":
            return False
        if TIME_OF_PLACE.match(self.text, stop, self.limit):
            return False
        return not self._time_alone(first, at - len(token))

    def _time_alone(self, first: int, end: int) -> bool:
        """Whether the sentence so far is but a time, which alone is none: `At 5 a.m. Mr. Smith went`, `В 2010-2012 гг. Орлов`."""
        if end - first > REACH:
            return False
        words = self.text[first:end].lower().split()
        figures = [word for word in words if TIME_FIGURE.match(word)]
        return bool(figures) and all(word in self.rules.times or TIME_FIGURE.match(word) for word in words)

    def _starts(self, stop: int, word: str) -> bool:
        """Whether the word begins a sentence rather than goes on with a name."""
        return word in self.rules.starters and not self._is_initial(stop, word)

    def _is_initial(self, stop: int, word: str) -> bool:
        return len(word) == 1 and self.text[stop : stop + 8].lstrip('"“‘( \u00a0\n')[1:2] == "."

    def _after_word(self, first: int, at: int, token: str, stop: int, lead: str, word: str) -> bool:
        """A stop after a word that is no known abbreviation, before a capital, a digit or a letter without case."""
        if token in self.rules.letters and self._danda(at):
            return False
        if len(token) == 1 and token.isalpha():
            return self._after_letter(first, at, token, stop, word)
        if self.rules.roman_ordinals and ROMAN.match(token):
            return self._starts(stop, word)
        if "." in token and self._dotted(token):
            return self._starts(stop, word)
        if token[-1].isdigit():
            return self._after_number(first, at, token, stop, word)
        if self._is_word(token):
            before = self.text[max(first, at - len(token) - 1) : at - len(token)]
            short = before == "(" and len(token) < 6 and token.isalpha() and token.islower()
            return not short or self._starts(stop, word)
        return self._starts(stop, word)

    def _danda(self, at: int) -> bool:
        """Whether a danda ends the sentence, so that a stop is no end: `एस. के. वर्मा ने कहा।`, where `के` is a word, too."""
        return self.text.find("।", at, min(self.limit, at + 8 * REACH)) >= 0

    def _after_letter(self, first: int, at: int, token: str, stop: int, word: str) -> bool:
        if token.islower():
            # (b. March 2009), c. 1580, 25 a. C.
            opened = self.text[max(first, at - 3) : at - 1].strip()[-1:] in ("(", ";", ",", "[")
            return not (word[0].isdigit() or opened or self._is_initial(stop, word))
        if not token.isupper():
            # Without capitals only a row of letters shows itself to be initials.
            before = self.text[max(first, at - 8) : at - 1].split()[-1:]
            return not (self._is_initial(stop, word) or (before and len(before[0]) == 2 and before[0][1] == "."))
        return self._starts(stop, word)

    def _dotted(self, token: str) -> bool:
        """Whether letters stand between stops: U.S, J.K, J.-P, e.g; not `end.Next`."""
        parts = token.replace(".-", ".").split(".")
        if self.rules.letters.issuperset(parts):
            return True
        if not "".join(parts).isalpha():
            return False
        return all(len(part) <= 2 for part in parts) or (len(parts[-1]) == 1 and parts[-1].isupper())

    def _is_word(self, token: str) -> bool:
        """Whether a token could be a word: a short one without a vowel (`Blvd`) is more likely short for another."""
        if len(token) > 5 or token.isupper() or not token.isalpha() or not _cased(token[0]):
            return True
        # PCs, TVs: capitals inside are no sign of an abbreviation.
        return has_vowel(token) or token.lower() in self.rules.interjections or not token[1:].islower()

    def _after_number(self, first: int, at: int, token: str, stop: int, word: str) -> bool:
        if token.isdigit():
            if len(token) <= 2 and self.text[max(first, at - 5) : at - len(token)].rstrip()[-1:] == ":":
                # After a colon a number counts an item: "my comments: 1. In Section 1".
                return False
            if self.rules.ordinals and len(token) <= 3:
                before = self.text[max(first, at - REACH) : at].split()[-2:-1]
                return self._starts(stop, word) or not self.rules.counted.isdisjoint(before)
        return True

    def _item(self, first: int, at: int) -> int:
        """Where an item of a list in mid-paragraph ends, if a number before a stop counts the next: `1. Levan (25%) 2. Aida`."""
        found = ITEM.match(self.text, first, at)
        token = self._token(first, at)
        if found is None or len(token) > 2 or not token.isdigit() or int(token) != int(found.group(1)) + 1:
            return 0
        return len(self.text[first : at - len(token)].rstrip()) + first

    def _missing_space(self, token: str, word: str) -> bool:
        """Whether `token.Word` are two sentences rather than a name: `end.Next`, not `A.Lieberman` or `Booking.Com`."""
        if len(word) == 1 and word not in self.rules.starters:
            return False
        if token.replace(",", "").isdigit():
            return len(token) > 2 and word in self.rules.starters
        if self.rules.foreign and token[:1] < "\u0250" and word[0] < "\u0250":
            # Latin letters in a text of another script are a name's.
            return False
        if not token.isalpha() or len(token) < 3 or self.rules.abbreviations.get(token) in ("title", "inner", "date"):
            return False
        return token[1:].islower() and (token[0].islower() or word in self.rules.starters)


@lru_cache(maxsize=1024)
def _cased(letter: str) -> bool:
    return letter.lower() != letter.upper()
