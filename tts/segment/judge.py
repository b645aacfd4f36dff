"""Whether a terminator ends a sentence, judged by what stands around it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from tts.segment.rules import OPENING, has_vowel

if TYPE_CHECKING:
    from tts.segment.rules import Rules

#: How far from a terminator anything is looked at, in characters.
REACH = 48

#: Terminators that need no white space after them: CJK full-width, Indic, Ethiopic, Burmese, Khmer, Armenian, Tibetan.
SELF_SUFFICIENT = "。！？｡।॥።፧፨။៕։༎"
TERMINATORS = ".!?…‽⁇⁈⁉‼؟۔" + SELF_SUFFICIENT
#: Bidirectional marks and joiners stand between a stop and what follows it without meaning anything.
INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
QUOTES = frozenset("\"'“”‘’«»‹›„‚`´″」』")
CLOSING = "\"'“”‘’«»‹›„‚`´″)\\]}*_」』）】》〉〕］｝" + INVISIBLE
OPENING_QUOTES = ("“", '"', "«", "„", "‘", "'", "‹")
DASHES = frozenset("-–—―‒−‐‑")


@lru_cache(maxsize=16)
def candidates(more: str = "", fewer: str = "") -> re.Pattern[str]:
    """What to judge: a terminator (a spaced ellipsis is one) and what follows.

    Its groups are the terminator, the closing marks, the white space, the opening marks, the word.
    """
    marks = "".join(mark for mark in TERMINATORS + more if mark not in fewer)
    return re.compile(rf"([{marks}]+(?:[ \u00a0]\.++(?!\w))*)([{CLOSING}]*)(?:(\s+)([^\w\s{TERMINATORS}]*)(\w*))?")


_FURTHER = re.compile(rf"\s*([^\w\s{TERMINATORS}]*)\s*(\w*)")
_REFERENCES = re.compile(
    r"(?:[ \u00a0]?\[(?:\d{1,3}|[a-z]|note \d{1,3}|better source needed|citation needed)(?:[,–-]\s?\d{1,3})*\]\.?)+(?=\s|\Z)"
)
_SUPERSCRIPT = re.compile(r"(?:\d{1,3}(?:[,–-]\d{1,3})*|[⁰¹²³⁴-⁹]+)(?=\s+[\"“‘(]?[^\W\d_a-z])")
#: A reference mark that lost its brackets or its raised place: "due to minority rights. 4 Even though".
_SPACED_NUMBER = re.compile(r"[ \u00a0]\d{1,2} ([^\W\d_]+)")
#: A straight quotation mark, which is no gershayim inside a Hebrew acronym.
_STRAIGHT = re.compile(r'(?<!\w)"|"(?!\w)')
_WIDE_OPENING = "“‘「『《（〈【"
_SAID_HAN = re.compile(r"[^\s。！？，,“”]{1,6}[说說问問道喊答叫](?=[。，,：:])")
#: A dash and a name, and nothing more: who said it.
_BY_LINE = re.compile(r"\s*[–—―-]{1,2}\s?(?:[^\W\d_a-z][\w.’'-]*,?\s?){1,5}\Z")
_SPACED_STRAIGHT = re.compile(r"\s+\"(?=\s|\Z)")
_SPACED_CLOSE = re.compile(r"\s+[”’»)\]]+(?=[\s,.;:]|\Z)")
_EMOTICON = re.compile(
    r"\s+(?:[:;=8xX][-'^o]?[)(DdPpOo/|\]\[3*]+|\^[_.-]*\^|<3+|[\U0001f300-\U0001faff\u2600-\u27bf][\ufe0f\u200d\U0001f300-\U0001faff\u2640\u2642]*)+(?=\s|\Z)"
)
_ASIDE = re.compile(r"\s+\([^()]{1,80}\)(?:[,;:]|\s+[a-zа-яёәғқңөұүһі])")
_CITATION = re.compile(r"\s+\((?:[^()]{0,60}\d[^()]{0,30}|[\w.]+(?:\s[\w.]+)?)\)[.,;:]")
_YEAR = re.compile(r"\s+\((?:\d{4}|[^()]{1,40},\s\d{4})\)")
_INTERLUDE = re.compile(r"[?!,.…»”\"]\s*[–—-]\s[^\W\d_]")
_SAID = re.compile(r"\s+(?:[^\W\d_][\w.’'-]*\s+){0,4}?([^\W\d_]+)\b")
_TIME_OF_PLACE = re.compile(r"\s+\w+(?: \w+)? time\b")
_TIME_ONLY = re.compile(
    r"(?:at|by|around|about|until|since|from|before|after|on|it was|just|shortly|\s)*[\d:.]+\s*\Z", re.IGNORECASE
)
_YEARS_ONLY = re.compile(r"(?:\w{1,5}\s){0,2}(?:[\d–—-]{4,11}|[IVXLC–—-]{1,9})\s?\w{1,4}\Z")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_LABEL = re.compile(
    r"(?:Figure|Table|Chart|Box|Exhibit|Plate|Map|Рис|Таблица|Abbildung|Tabelle|Tableau|Tabla|Figura) \d{1,3}[a-z]?\Z"
)
_MARKER = re.compile(r"[•⁃·▪*–(\[ -]{0,3}(?:\d{1,3}(?:\.\d{1,3}){0,3}|[^\W\d_]|[ivxlcIVXLC]{1,5})\Z")
_MIXED_WORD = re.compile(r"[^\W\d_][\w'’]*(?=[\s,;:!?…\"”’»)]|\.(?:\s|\Z)|\Z)")
_ADDRESS = re.compile(r"://|www\.|@|\\|/")
_RESUMED = re.compile(r"\s+(?:\.{2,}|…)\w")
_LONE_QUESTION = re.compile(r"\s*\w+(?:\s\w+){0,2}\?")


class Judge:
    """Decides, for one paragraph, which terminators end a sentence.

    Its methods take where the sentence in hand began and a match of `candidates()`; they answer where the sentence ends,
    or 0 if it goes on.
    """

    __slots__ = ("_counted", "_quotes", "_start", "limit", "rules", "text")

    def __init__(self, text: str, start: int, limit: int, rules: Rules) -> None:
        self._start = self._counted = start
        self._quotes = 0
        self.text = text
        self.limit = limit
        self.rules = rules

    # Terminators that white space follows

    def end(self, first: int, match: re.Match[str]) -> int:
        """Judge a terminator before white space."""
        text, limit = self.text, self.limit
        term, close, _, lead, word = match.groups()
        stop = match.end(2)
        if lead or not word:
            stop = self._attached(stop)
            if stop >= limit:
                return stop
            if stop != match.end(2) or not word:
                further = _FURTHER.match(text, stop, limit)
                lead, word = further.groups() if further else ("", "")
                close = text[match.start(2) : stop]
        if len(term) > 2 and term[1] in " \u00a0":
            return self._spaced_ellipsis(match, stop, word)
        if term == "." and not close and not lead and len(word) <= 2 and word.isdigit():
            mark = _SPACED_NUMBER.match(text, stop, limit)
            if mark and mark.group(1) in self.rules.starters and self.rules.plain[self._token(first, match.start())]:
                return stop + 1 + len(word)
        if self.rules.short_quotation and not close and self._in_short_quotation(first, match.start()):
            return 0
        return stop if self._ends(first, match.start(), term, close, stop, lead, word) else 0

    def _in_short_quotation(self, first: int, at: int) -> bool:
        """Whether the place is inside a quotation too short to be split in this language."""
        text, reach = self.text, self.rules.short_quotation
        start = max(first, at - reach)
        for opening, closing in ("„", "“"), ("“", "”"), ("«", "»"):
            opened = text.rfind(opening, start, at)
            if opened >= 0 and text.find(closing, opened + 1, at) < 0:
                return text.find(closing, at, min(self.limit, opened + reach)) >= 0
        marks = [mark.start() for mark in _STRAIGHT.finditer(text, start, at)]
        if len(marks) % 2 == 0:
            return False
        return _STRAIGHT.search(text, at, min(self.limit, marks[-1] + reach)) is not None

    def _open_quote(self, position: int) -> bool:
        """Whether a straight quotation mark is open; every mark is counted once, so all calls together are linear."""
        if position < self._counted:
            return (
                self.text.count('"', self._start, position) % 2 == 1 if position - self._start < 10 * REACH else False
            )
        self._quotes += self.text.count('"', self._counted, position)
        self._counted = position
        return self._quotes % 2 == 1

    def _attached(self, stop: int) -> int:
        """Where that ends which belongs to the sentence before: a late closing mark, reference marks, an emoticon."""
        straight = _SPACED_STRAIGHT.match(self.text, stop, self.limit)
        if straight and self._open_quote(stop):
            stop = straight.end()
        for pattern in (_SPACED_CLOSE, _REFERENCES, _EMOTICON):
            found = pattern.match(self.text, stop, self.limit)
            if found:
                stop = found.end()
        return stop

    def _ends(self, first: int, at: int, term: str, close: str, stop: int, lead: str, word: str) -> bool:
        if not word:
            # Nothing but marks: a further terminator decides, or the paragraph's end. "raak. ...en toen" begins anew.
            return (
                not lead
                and self._kind(first, at, self._token(first, at)) is None
                and bool(_RESUMED.match(self.text, stop, self.limit))
            )
        if lead[:1] in ("№", "§") and term == ".":
            return False
        quoted = not QUOTES.isdisjoint(close)
        if lead and lead[0] in DASHES:
            return self._before_dash(first, at, term, quoted, stop, word)
        if lead[:1] == "(" and (
            _ASIDE.match(self.text, stop, self.limit) or (quoted and _CITATION.match(self.text, stop, self.limit))
        ):
            return False
        if word[0].islower():
            return self._before_lower(first, at, term, close, stop, lead, word)
        if term == ".":
            return self._full_stop(first, at, quoted, stop, lead, word)
        if not quoted and term in ("!", "?"):
            if lead[:1] == "(" and _YEAR.match(self.text, stop, self.limit):
                return False
            if self._token(first, at).lower() in self.rules.marked:
                return word in self.rules.starters
        if quoted and not lead and ("!" in term or "?" in term):
            return not self._attributed(stop, word)
        if word == "I" and not lead and (term[0] == "…" or term.startswith("..")) and self.text[at - 1].isspace():
            # "I don't know ... I just don't": the capital tells nothing.
            return False
        if not self.rules.ellipsis_ends and not word[0].isupper() and (term[0] == "…" or term.startswith("..")):
            return False
        return True

    def _spaced_ellipsis(self, match: re.Match[str], stop: int, word: str) -> int:
        term, at = match.group(1), match.start()
        attached = at > 0 and not self.text[at - 1].isspace()
        # "compounds. . . . The": the first stop ends the sentence, the other three stand for what was left out.
        if attached and not match.group(2) and term[0] == "." and term.count(".") >= 4 and word and term[1] != ".":
            return at + 1
        # "I" is a capital wherever it stands.
        return 0 if not word or word[0].islower() or word == "I" else stop

    def _before_dash(self, first: int, at: int, term: str, quoted: bool, stop: int, word: str) -> bool:
        if quoted or word[0].islower() or _BY_LINE.match(self.text, stop, self.limit):
            return False
        if term == "." and self._kind(first, at, self._token(first, at)):
            return False
        return _INTERLUDE.search(self.text, max(first, at - 4 * REACH), at) is None

    def _before_lower(self, first: int, at: int, term: str, close: str, stop: int, lead: str, word: str) -> bool:
        """A lower-case word follows: seldom a new sentence in edited text, often in other text."""
        if close and not close.isspace():
            return False
        if lead and lead[0] not in "(@#":
            return False
        if term == "." and self.rules.lower_starts:
            token = self._token(first, at)
            if token in self.rules.units and self._figure(first, at - len(token))[-1:].isdigit():
                return False
            return len(token) > 1 and token.isalpha() and self._kind(first, at, token) is None and self._is_word(token)
        if term in ("?", "!"):
            if term == "?" and _LONE_QUESTION.match(self.text, stop, self.limit):
                return True
            return self.rules.lower_starts and self._web_sentence(first, at, stop, word)
        return len(term) > 1 and not {"?", "!"}.isdisjoint(term) and self.rules.lower_starts

    def _web_sentence(self, first: int, at: int, stop: int, word: str) -> bool:
        token = self._token(first, at)
        if not token.isalpha() or not token.islower() or word in self.rules.conjunctions:
            return False
        return not self._said(stop)

    def _attributed(self, stop: int, word: str) -> bool:
        """Whether a name and a verb of saying follow: `"Wonderful!" Winston beams.`"""
        if word in self.rules.starters and word != "I" and self.rules.abbreviations.get(word) != "title":
            return False
        return self._said(stop)

    def _said(self, stop: int) -> bool:
        """Whether a verb of saying is among the next few words, with nothing between but a subject."""
        speech = self.rules.speech
        words = self.text[stop : min(self.limit, stop + 2 * REACH)].split(None, 5)
        for word in words[:5]:
            if word.rstrip(".,:;") in speech:
                return True
            if not (
                word[0].isupper()
                or word in ("he", "she", "they", "it", "we", "the", "a", "of", "one", "his", "her", "their")
            ):
                return False
        return False

    # Full stops

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
                    return kind
        if kind is None and self.rules.suffixes and token.endswith(self.rules.suffixes):
            return "number"
        return kind

    def _full_stop(self, first: int, at: int, quoted: bool, stop: int, lead: str, word: str) -> bool:
        token = self._token(first, at)
        if not token:
            return True
        if at - first <= 16 and (_MARKER.match(self.text, first, at) or _LABEL.match(self.text, first, at)):
            return False
        kind = self._kind(first, at, token)
        if quoted:
            # The stop stands inside the quotation mark: it is the quoted sentence's.
            return kind not in ("title", "inner")
        if word in self.rules.agencies and at - first <= REACH and token.isupper():
            return False
        if token in self.rules.units and self._figure(first, at - len(token))[-1:].isdigit():
            return not (word[0].isdigit() or lead[:1] == "(")
        if kind is None:
            return self._after_word(first, at, token, stop, lead, word)
        return self._after_abbreviation(first, at, token, kind, stop, lead, word)

    def _after_abbreviation(self, first: int, at: int, token: str, kind: str, stop: int, lead: str, word: str) -> bool:
        if kind == "title" and token.islower() and len(token) > 2:
            return self._starts(stop, word)
        if kind in ("title", "inner"):
            return False
        numeral = word[0].isdigit() or (len(word) < 5 and word != "I" and _ROMAN.match(word) is not None)
        if kind == "number":
            return not numeral and (len(word) > 1 or word == "I" or lead[:1] in OPENING_QUOTES)
        if kind == "closing":
            return not numeral
        if kind == "year":
            return self._after_year(first, at, token, numeral)
        if kind == "time":
            return self._after_time(first, at, token, lead, word, stop)
        if self._starts(stop, word):
            return True
        return kind == "trailing" and (lead[:1] in OPENING_QUOTES or ("." not in token and self._subject(stop, word)))

    def _subject(self, stop: int, word: str) -> bool:
        """Whether the capital after a firm or a state is the subject of a new sentence: a verb follows it at once."""
        if word in self.rules.offices or not self.rules.auxiliaries:
            return False
        words = self.text[stop : stop + REACH].split(None, 2)
        return len(words) > 1 and words[0].rstrip(",") == word and words[1].rstrip(",") in self.rules.auxiliaries

    def _after_year(self, first: int, at: int, token: str, numeral: bool) -> bool:
        """`1898 г.` ends a sentence, `г. Волгоград` does not, nor does `, 1898 г.`, the date of a caption or reference."""
        if _YEARS_ONLY.match(self.text, first, at):
            # "В 2010-2012 гг. Виктор посещал": the time alone is no sentence yet.
            return False
        figure = self._figure(first, at - len(token))
        before = self.text[max(first, at - REACH) : at - len(token)].rstrip()
        if not figure or numeral or not (figure[-1].isdigit() or _ROMAN.match(figure)):
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
        if _TIME_OF_PLACE.match(self.text, stop, self.limit):
            return False
        # "At 5 a.m. Mr. Smith went": the time alone is no sentence yet.
        return at - first > REACH or _TIME_ONLY.match(self.text[first : at - len(token)]) is None

    def _starts(self, stop: int, word: str) -> bool:
        """Whether the word begins a sentence rather than goes on with a name."""
        return word in self.rules.starters and not self._is_initial(stop, word)

    def _is_initial(self, stop: int, word: str) -> bool:
        return len(word) == 1 and self.text[stop : stop + 8].lstrip('"“‘( \u00a0\n')[1:2] == "."

    def _after_word(self, first: int, at: int, token: str, stop: int, lead: str, word: str) -> bool:
        """A stop after a word that is no known abbreviation, before a capital, a digit or a letter without case."""
        if len(token) == 1 and token.isalpha():
            return self._after_letter(first, at, token, stop, word)
        if self.rules.ordinals and _ROMAN.match(token):
            return self._starts(stop, word)
        if "." in token and token.replace(".", "").isalpha() and self._dotted(token):
            return self._starts(stop, word)
        if token[-1].isdigit():
            return self._after_number(first, at, token, stop, word)
        if self._is_word(token):
            return True
        return self._starts(stop, word)

    def _after_letter(self, first: int, at: int, token: str, stop: int, word: str) -> bool:
        if token.islower():
            # (b. March 2009), c. 1580
            opened = self.text[max(first, at - 3) : at - 1].strip()[-1:] in ("(", ";", ",", "[")
            return not (word[0].isdigit() or opened)
        if not token.isupper():
            return True
        return self._starts(stop, word)

    @staticmethod
    def _dotted(token: str) -> bool:
        """Whether letters stand between stops: U.S, J.K, e.g; not `end.Next`."""
        parts = token.split(".")
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
                # "my comments: 1. In Section 1"
                return False
            if self.rules.ordinals and len(token) <= 3:
                return self._starts(stop, word)
        return True

    # Terminators that something else follows

    def glued(self, first: int, match: re.Match[str]) -> int:
        """Judge a terminator with no white space after it and its closing marks."""
        text, stop = self.text, match.end(2)
        term, close = match.group(1), match.group(2)
        following = text[stop]
        if term[-1] in SELF_SUFFICIENT:
            return self._self_sufficient(first, stop, close)
        if following == "[" or following.isdigit() or following in "⁰¹²³⁴⁵⁶⁷⁸⁹":
            return self._reference(first, match)
        if following.islower() and term[-1] in "?!" and not close and self.rules.lower_starts:
            return self._glued_lower(first, match.start(), stop)
        if not following.isupper():
            return 0
        at = match.start()
        token = self._token(first, at)
        word = _MIXED_WORD.match(text, stop, self.limit)
        if word is None or _ADDRESS.search(text, max(first, at - REACH), stop):
            return 0
        if close:
            return self._glued_quote(first, at, term, close, stop)
        if term != ".":
            return stop if token.isalpha() and len(token) > 1 and (term[0] != "." or self.rules.lower_starts) else 0
        return stop if self._missing_space(token, word.group()) else 0

    def _glued_lower(self, first: int, at: int, stop: int) -> int:
        """`already has it?how has` in hasty writing; never within an address."""
        token = self._token(first, at)
        word = _MIXED_WORD.match(self.text, stop, self.limit)
        if (
            word is None
            or not token.isalpha()
            or len(token) < 2
            or _ADDRESS.search(self.text, max(first, at - REACH), stop)
        ):
            return 0
        return stop

    def _reference(self, first: int, match: re.Match[str]) -> int:
        """`unknown.[4] [7] Next`, `innovation.23 Next`."""
        stop, at = match.end(2), match.start()
        found = _REFERENCES.match(self.text, stop, self.limit)
        if found is None:
            token = self._token(first, at)
            found = _SUPERSCRIPT.match(self.text, stop, self.limit)
            if (
                found is None
                or len(token) < 4
                or not token.isalpha()
                or not token[1:].islower()
                or self._kind(first, at, token)
            ):
                return 0
        further = _FURTHER.match(self.text, found.end(), self.limit)
        if found.end() >= self.limit or further is None or not further.group(2) or further.group(2)[0].islower():
            return 0
        return found.end()

    def _glued_quote(self, first: int, at: int, term: str, close: str, stop: int) -> int:
        quote = close[0]
        if len(close) == 1 and (
            quote in "“«„‘" or (quote == '"' and self.text.count('"', max(first, at - 8 * REACH), at) % 2 == 0)
        ):
            return stop - 1
        return stop if term in ("!", "?", ".") and quote in '”»"' else 0

    def _missing_space(self, token: str, word: str) -> bool:
        """Whether `token.Word` are two sentences rather than a name: `end.Next`, not `A.Lieberman` or `Booking.Com`."""
        if len(word) == 1 and word not in self.rules.starters:
            return False
        if token.replace(",", "").isdigit():
            return len(token) > 2 and word in self.rules.starters
        if not token.isalpha() or len(token) < 3 or self.rules.abbreviations.get(token) in ("title", "inner", "date"):
            return False
        return token[1:].islower() and (token[0].islower() or word in self.rules.starters)

    def _self_sufficient(self, first: int, stop: int, close: str) -> int:
        text = self.text
        following = text[stop]
        if following in ",，、；;：:" or following in TERMINATORS:
            return 0
        if close:
            opening = next((index for index, mark in enumerate(close) if mark in _WIDE_OPENING), -1)
            if opening >= 0:
                return stop - len(close) + opening
            # What closes here may be a quotation inside a sentence: 「…。」と言った, “……？”她问.
            if "\u3040" <= following <= "\u309f" or _SAID_HAN.match(text, stop, self.limit):
                return 0
            return stop
        opened = text.rfind("《", max(first, stop - REACH), stop)
        if opened >= 0 and text.find("》", opened, stop) < 0 <= text.find("》", stop, stop + REACH):
            return 0
        return stop


@lru_cache(maxsize=1024)
def _cased(letter: str) -> bool:
    return letter.lower() != letter.upper()
