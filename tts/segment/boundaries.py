"""Where a paragraph's sentences end.

One compiled expression finds every terminator with the marks that close on it; each is then judged by what stands
around it: the word before, the marks between, the word after. Nothing further away than `_REACH` characters is looked
at, so the work is linear in the text's length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tts.segment import enumerations
from tts.segment.rules import Rules

#: Terminators that need no white space after them: CJK full-width, Indic, Ethiopic, Burmese, Khmer, Armenian, Tibetan.
_SELF_SUFFICIENT = "。！？｡।॥።፧፨။។៕։༎"
_TERMINATORS = ".!?…‽⁇⁈⁉‼؟۔" + _SELF_SUFFICIENT
_QUOTES = "\"'“”‘’«»‹›„‚`´″"
_CLOSING = _QUOTES + ")]}*」』）】》〉〕］｝"
_OPENING_ONLY = "([{¿¡（「『《〈【〔［｛"
_DASHES = "-–—―‒−‐‑"
#: Bidirectional marks stand between a stop and what follows it without meaning anything.
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"

_REACH = 48

_CANDIDATE = re.compile(
    rf"(?:[{_INVISIBLE}]*(\.(?:[ \u00a0]\.)+|[{re.escape(_TERMINATORS)}]+)[{_INVISIBLE}]*)"
    rf"([{re.escape(_CLOSING)}]*)[{_INVISIBLE}]*"
)
_REFERENCES = re.compile(r"(?:[ \u00a0]?\[(?:\d{1,3}|[a-z]|note \d+)(?:[,–-]\s?\d{1,3})*\])+")
_AFTER = re.compile(rf"\s*([^\w\s]*[{_INVISIBLE}]*)\s*((?:\w[\w'’]*)?)")
_SPACED_CLOSE = re.compile(r"\s+([”’»\)\]]+)(?=[\s,.;:]|$)")
_CITATION = re.compile(r"\s+\([^()]{1,60}\)[.,;:]")
_INTERLUDE = re.compile(r"[?!,.…»”\"]\s*[–—-]\s(?=[^\W\d_])(\w)")
_NAME_AND_VERB = re.compile(r"\s+(?:[^\W\d_][\w.’'-]*\s+){1,4}?([^\W\d_]+)\b")
_TIME_LEAD = re.compile(
    r"(?:at|by|around|about|until|since|from|before|after|on|it was|just|shortly)?[\s\d:.]*\Z", re.IGNORECASE
)
_ROMAN = re.compile(r"[IVXLC]+\Z")
_GLUED_WORD = re.compile(r"[^\W\d_][\w'’]*(?=[\s,;:!?…\"”’»)]|\.(?:\s|$)|$)")
_ADDRESS = re.compile(r"://|www\.|@|\\", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouyàáâäãåèéêëìíîïòóôöõøùúûüýæœаеёиоуыэюяіїєәөұү]", re.IGNORECASE)
_LONE_QUESTION = re.compile(r"\s*\w+(?:\s\w+){0,2}\?")


def sentences(text: str, start: int, end: int, rules: Rules) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences of `text[start:end]`, one paragraph without white space at either end."""
    forced = enumerations.items(text, start, end)
    judge = _Judge(text, end, rules)
    first = start
    for match in _CANDIDATE.finditer(text, start, end):
        stop = match.end()
        while forced and forced[0] <= match.start():
            yield from _trimmed(text, first, forced[0])
            first = forced.pop(0)
        if stop >= end:
            break
        stop = judge.end(first, match)
        if stop and stop < end:
            yield first, stop
            first = stop
            while text[first].isspace():
                first += 1
    for position in forced:
        if position > first:
            yield from _trimmed(text, first, position)
            first = position
    if first < end:
        yield first, end


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


class _Judge:
    """Decides, for one paragraph, whether a terminator ends a sentence."""

    __slots__ = ("end_of_text", "rules", "text")

    def __init__(self, text: str, end: int, rules: Rules) -> None:
        self.text = text
        self.end_of_text = end
        self.rules = rules

    def end(self, first: int, match: re.Match[str]) -> int:
        """Where the sentence that began at `first` ends, or 0 if it goes on."""
        text, stop = self.text, match.end()
        following = text[stop]
        if not following.isspace():
            if following == "[":
                references = _REFERENCES.match(text, stop, self.end_of_text)
                if references is None:
                    return 0
                stop = references.end()
                if stop >= self.end_of_text or not text[stop].isspace():
                    return 0
            else:
                return self._glued(first, match)
        term, close = match.group(1), match.group(2)
        spaced = _SPACED_CLOSE.match(text, stop, self.end_of_text)
        if spaced and spaced.end() < self.end_of_text:
            if not text[spaced.end()].isspace():
                return 0
            close += spaced.group(1)
            stop = spaced.end()
        references = _REFERENCES.match(text, stop, self.end_of_text)
        if references:
            stop = references.end()
            if stop >= self.end_of_text or not text[stop].isspace():
                return 0
        if len(term) > 1 and term[1] in " \u00a0":
            return self._spaced_ellipsis(match, stop)
        after = _AFTER.match(text, stop, self.end_of_text)
        assert after is not None
        return stop if self._ends(first, match.start(1), term, close, after) else 0

    def _spaced_ellipsis(self, match: re.Match[str], stop: int) -> int:
        after = _AFTER.match(self.text, stop, self.end_of_text)
        if after is None or not after.group(2) or after.group(2)[0].islower():
            return 0
        attached = match.start(1) > 0 and not self.text[match.start(1) - 1].isspace()
        # "compounds. . . . The": the first stop ends the sentence, the other three stand for what was left out.
        return match.start(1) + 1 if attached and not match.group(2) and len(match.group(1)) > 5 else stop

    def _ends(self, first: int, position: int, term: str, close: str, after: re.Match[str]) -> bool:
        lead, word = after.group(1), after.group(2)
        if not word:
            return False
        initial = word[0]
        quoted = any(mark in _QUOTES for mark in close)
        if lead and lead[0] in _DASHES:
            return self._before_dash(first, position, quoted, initial)
        if initial.islower():
            return self._before_lower(position, term, close, after)
        if lead[:1] in ("(", "[") and quoted and _CITATION.match(self.text, after.start(), self.end_of_text):
            return False
        if term[0] == "." and len(term) == 1:
            return self._full_stop(first, position, close, after)
        if term in ("!", "?") and not close and self._word_before(first, position).lower() in self.rules.marked:
            return word in self.rules.starters
        if quoted and ("!" in term or "?" in term) and not lead and self._attributed(after):
            return False
        return True

    def _before_dash(self, first: int, position: int, quoted: bool, initial: str) -> bool:
        if quoted or initial.islower():
            return False
        return _INTERLUDE.search(self.text, max(first, position - 200), position) is None

    def _before_lower(self, position: int, term: str, close: str, after: re.Match[str]) -> bool:
        if term == "?" and not close and not after.group(1):
            return _LONE_QUESTION.match(self.text, after.start(), self.end_of_text) is not None
        return False

    def _attributed(self, after: re.Match[str]) -> bool:
        """Whether a name and a verb of saying follow: `"Wonderful!" Winston beams.`"""
        if after.group(2) in self.rules.starters:
            return False
        found = _NAME_AND_VERB.match(self.text, after.start(), self.end_of_text)
        while found:
            if found.group(1) in self.rules.speech:
                return True
            if not found.group(1)[0].isupper():
                return False
            nearer = re.compile(r"\s+([^\W\d_]+)\b").match(self.text, found.end(), self.end_of_text)
            if nearer is None:
                return False
            found = nearer
        return False

    def _word_before(self, first: int, position: int) -> str:
        window = self.text[max(first, position - _REACH) : position]
        if not window or window[-1].isspace():
            return ""
        return window.rsplit(None, 1)[-1].lstrip("\"'“”‘’«»‹›„‚`([{*_—–-/…¿¡#")

    def _full_stop(self, first: int, position: int, close: str, after: re.Match[str]) -> bool:
        text, rules = self.text, self.rules
        token = self._word_before(first, position)
        word = after.group(2)
        if not token:
            return True
        if self._is_marker(first, position, token, close):
            return False
        kind = rules.abbreviations.get(token)
        if kind is None and not token.isalpha():
            for separator in "—–/-":
                tail = token.rpartition(separator)[2]
                if tail != token and tail:
                    kind = rules.abbreviations.get(tail)
                    if kind:
                        token = tail
                        break
        if close and any(mark in _QUOTES for mark in close):
            # A quotation mark after the stop: the stop belonged to the quoted sentence.
            return kind not in ("title", "inner")
        if self._is_dateline(first, position, after):
            return False
        if kind is None:
            return self._plain(first, position, token, after)
        if kind in ("title", "inner"):
            return False
        numeral = word[0].isdigit() or (len(word) < 5 and _ROMAN.match(word) is not None and word != "I")
        if kind == "number":
            return not (numeral or len(word) == 1)
        if kind == "unit":
            before = text[max(first, position - _REACH) : position - len(token)].rstrip()
            return not numeral or not before[-1:].isdigit()
        starter = word in rules.starters and not self._is_initial(after)
        opening = after.group(1)[:1] in ("“", '"', "«", "„", "‘")
        if kind == "closing":
            return not numeral
        if kind == "time":
            return self._after_time(first, position, token, after)
        return starter or (opening and kind == "trailing")

    def _after_time(self, first: int, position: int, token: str, after: re.Match[str]) -> bool:
        word = after.group(2)
        if word in self.rules.after_time or word[0].isdigit() or after.group(1)[:1] == "(":
            return False
        if self.text.startswith(" time", after.end(2)):
            return False
        # "At 5 a.m. Mr. Smith went": the time alone is no sentence yet.
        return _TIME_LEAD.match(self.text[first : position - len(token)]) is None if position - first < _REACH else True

    def _is_initial(self, after: re.Match[str]) -> bool:
        return len(after.group(2)) == 1 and self.text.startswith(".", after.end(2))

    def _is_marker(self, first: int, position: int, token: str, close: str) -> bool:
        """Whether the stop belongs to the number or letter of a list item: `1. Next`."""
        head = self.text[first:position]
        if len(head) > 8 or close not in ("", ")"):
            return False
        mark = head.lstrip("•⁃·▪*-–([ ")
        return mark.isdigit() or (len(mark) == 1 and mark.isalpha()) or _ROMAN.match(mark.upper()) is not None

    def _is_dateline(self, first: int, position: int, after: re.Match[str]) -> bool:
        if after.group(2) not in self.rules.agencies and after.group(2).rstrip("'’") not in self.rules.agencies:
            return False
        return position - first <= _REACH and self._word_before(first, position).isupper()

    def _plain(self, first: int, position: int, token: str, after: re.Match[str]) -> bool:
        """A stop after a word that is no known abbreviation, before a capital, a digit or a caseless letter."""
        word, rules = after.group(2), self.rules
        if len(token) == 1 and token.isalpha():
            if not token.isupper():
                return token not in "аоуяикивсaoui" or word in rules.starters or True
            return self._after_initial(first, position, token, after)
        if "." in token and token.replace(".", "").isalpha():
            pieces = token.split(".")
            if all(len(piece) <= 2 for piece in pieces):
                return word in rules.starters and not self._is_initial(after)
            if len(pieces[-1]) == 1 and pieces[-1].isupper():
                return word in rules.starters and not self._is_initial(after)
            return rules.abbreviations.get(pieces[-1]) not in ("title", "inner")
        if token[-1].isdigit():
            return self._after_number(token, after)
        if (
            len(token) <= 5
            and token.isalpha()
            and not token.isupper()
            and ord(token[0]) < 0x500
            and not _VOWEL.search(token)
        ):
            return word in rules.starters and not self._is_initial(after)
        return True

    def _after_initial(self, first: int, position: int, token: str, after: re.Match[str]) -> bool:
        word = after.group(2)
        if word not in self.rules.starters or self._is_initial(after):
            return False
        before = self.text[max(first, position - _REACH) : position - 1].split()
        named = bool(before) and before[-1][0].isupper()
        return token == "I" or not named or len(before) > 0

    def _after_number(self, token: str, after: re.Match[str]) -> bool:
        if not self.rules.ordinals or not token.isdigit() or len(token) > 3:
            return True
        return after.group(2) in self.rules.starters and after.group(2) not in self.rules.after_ordinal

    def _glued(self, first: int, match: re.Match[str]) -> int:
        """A terminator with no white space after it: where it ends a sentence all the same, or 0."""
        text, stop = self.text, match.end()
        term, close = match.group(1), match.group(2)
        following = text[stop]
        if term[-1] in _SELF_SUFFICIENT:
            return self._self_sufficient(first, match)
        if not following.isupper() or (len(term) > 1 and term[0] == "."):
            return 0
        position = match.start(1)
        token = self._word_before(first, position)
        if close:
            quote = close[0]
            if len(close) == 1 and quote in '"“«„‘' and not any(mark in text[first:position] for mark in quote):
                return stop - len(close)
            return stop if term in "!?." and close[0] in "”»" else 0
        glued = _GLUED_WORD.match(text, stop, self.end_of_text)
        if glued is None or _ADDRESS.search(text, max(first, position - _REACH), stop):
            return 0
        if term != ".":
            return stop if token.isalpha() and len(token) > 1 else 0
        word = glued.group()
        if len(word) == 1 and word not in self.rules.starters:
            return 0
        if token.replace(",", "").isdigit():
            return stop if word in self.rules.starters and len(token) > 2 else 0
        if (
            not token.isalpha()
            or len(token) < 3
            or self.rules.abbreviations.get(token) not in (None, "trailing", "number")
        ):
            return 0
        if not token[1:].islower() or (not token[0].islower() and word not in self.rules.starters):
            return 0
        return stop

    def _self_sufficient(self, first: int, match: re.Match[str]) -> int:
        text, stop = self.text, match.end()
        close = match.group(2)
        following = text[stop]
        if following in ",，、；;：:" or following in _TERMINATORS:
            return 0
        if close:
            # What closes here may be a quotation inside a sentence: 「…。」と言った.
            if "\u3040" <= following <= "\u309f":
                return 0
            return stop
        opened = text.rfind("《", max(first, stop - _REACH), stop)
        if opened >= 0 and text.find("》", opened, stop) < 0 and text.find("》", stop, stop + _REACH) >= 0:
            return 0
        return stop
