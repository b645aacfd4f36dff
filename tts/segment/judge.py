"""Whether a terminator ends a sentence, judged by what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts.segment import wide
from tts.segment.patterns import (
    ADDRESS,
    ASIDE,
    BULLETS,
    BY_LINE,
    CITATION,
    DASHES,
    EMOTICON,
    ENTITIES,
    FURTHER,
    INTERLUDE,
    LONE_QUESTION,
    MIXED_WORD,
    QUOTES,
    REACH,
    REFERENCES,
    RESUMED,
    SELF_SUFFICIENT,
    SPACED_CLOSE,
    SPACED_NUMBER,
    SPACED_OPENING,
    SPACED_STRAIGHT,
    STRAIGHT,
    SUPERSCRIPT,
    YEAR,
)
from tts.segment.stops import FullStops

if TYPE_CHECKING:
    import re

    from tts.segment.rules import Rules


class Judge(FullStops):
    """Decides, for one paragraph, which terminators end a sentence.

    Its methods take where the sentence in hand began and a match of `candidates()`; they answer where the sentence ends,
    or 0 if it goes on.
    """

    __slots__ = ("_counted", "_quotes", "_start")

    def __init__(self, text: str, start: int, limit: int, rules: Rules) -> None:
        super().__init__(text, limit, rules)
        self._start = self._counted = start
        self._quotes = 0

    # Terminators that white space follows

    def end(self, first: int, match: re.Match[str]) -> int:
        """Judge a terminator before white space."""
        text, limit = self.text, self.limit
        term, close, _, lead, word = match.groups()
        stop = match.end(2)
        if lead and (late := wide.late_close(text, stop, limit, term)):
            return self._late_end(first, stop + 1 + len(late), late)
        if lead or not word:
            stop = self._attached(stop)
            if stop >= limit:
                return stop
            if stop != match.end(2) or not word:
                further = FURTHER.match(text, stop, limit)
                lead, word = further.groups() if further else ("", "")
                close = text[match.start(2) : stop]
        if len(term) > 2 and term[1] in " \u00a0":
            return self._spaced_ellipsis(match, stop, word)
        if term == "." and not close and not lead and len(word) <= 2 and word.isdigit():
            mark = SPACED_NUMBER.match(text, stop, limit)
            plain = (
                text[max(first, match.start() - 1) : match.start()] == ")"
                or self.rules.plain[self._token(first, match.start())]
            )
            if mark and mark.group(1) in self.rules.starters and plain:
                return stop + 1 + len(word)
        at = match.start()
        if term == "." and not close and text[max(first, at - 1) : at].isdigit() and (item := self._item(first, at)):
            return item
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
                return self._kept(opened, text.find(closing, at, min(self.limit, opened + reach)))
        # Marks that open and close look the same, so they are counted from the sentence's beginning, within reason.
        marks = [mark.start() for mark in STRAIGHT.finditer(text, max(first, at - 8 * reach), at)]
        if len(marks) % 2 == 0 or marks[-1] < start:
            return False
        closed = STRAIGHT.search(text, at, min(self.limit, marks[-1] + reach))
        return closed is not None and self._kept(marks[-1], closed.start())

    def _kept(self, opened: int, closed: int) -> bool:
        """Whether a quotation between two places, if it is closed, is of a kind that is kept whole."""
        return closed >= 0 and (not self.rules.short_verse or self.text.find(" / ", opened, closed) >= 0)

    def _open_quote(self, position: int) -> bool:
        """Whether a straight quotation mark is open; every mark is counted once, so all calls together are linear."""
        if position < self._counted:
            return (
                self.text.count('"', self._start, position) % 2 == 1 if position - self._start < 10 * REACH else False
            )
        self._quotes += self.text.count('"', self._counted, position)
        self._counted = position
        return self._quotes % 2 == 1

    def _open_curly(self, position: int) -> bool:
        """Whether a curly quotation mark was opened a little before and not closed."""
        start = max(self._start, position - 10 * REACH)
        return self.text.rfind("“", start, position) > self.text.rfind("”", start, position)

    def _attached(self, stop: int) -> int:
        """Where that ends which belongs to the sentence before: a late closing mark, reference marks, an emoticon."""
        straight = SPACED_STRAIGHT.match(self.text, stop, self.limit)
        if straight and self._open_quote(stop):
            stop = straight.end()
        elif (lone := SPACED_OPENING.match(self.text, stop, self.limit)) and self._open_curly(stop):
            stop = lone.end()
        for pattern in (SPACED_CLOSE, REFERENCES, EMOTICON):
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
                and bool(RESUMED.match(self.text, stop, self.limit))
            )
        if lead and term == "." and lead[0] in "№§":
            return False
        if lead and lead[0] in BULLETS and self.text[stop : stop + 3].lstrip()[1:2].isspace():
            return True
        quoted = not QUOTES.isdisjoint(close)
        if lead and lead[0] in DASHES:
            return self._before_dash(first, at, term, quoted, stop, word)
        if lead[:1] == "(" and (
            ASIDE.match(self.text, stop, self.limit) or (quoted and CITATION.match(self.text, stop, self.limit))
        ):
            return False
        if word[0].islower() and word.islower() and not lead.endswith("@"):
            # "iPhone" and "@someone" begin a sentence as a capital does.
            return self._before_lower(first, at, term, close, stop, lead, word)
        if term == ".":
            return self._full_stop(first, at, quoted, stop, lead, word)
        if not quoted and term in ("!", "?") and self._within(first, at, close, stop, lead, word):
            return False
        ellipsis = (term[0] == "…" or term.startswith("..")) and term[-1] not in SELF_SUFFICIENT
        if quoted and not lead and (ellipsis or "!" in term or "?" in term):
            attributed = self._attributed(stop, word)
            if attributed or not ellipsis:
                return not attributed
        if word == "I" and not lead and ellipsis and self.text[max(first, at - 1) : at].isspace():
            # "I don't know ... I just don't": the capital tells nothing.
            return False
        if ellipsis and word[0].isdigit() and self._token(first, at) in self.rules.dangling:
            # "resold for... 5 million"
            return False
        return self.rules.ellipsis_ends or word[0].isupper() or not ellipsis

    def _within(self, first: int, at: int, close: str, stop: int, lead: str, word: str) -> bool:
        """Whether an exclamation or a question mark is a name's, a bracket's or a title's, and ends no sentence."""
        if close[:1] == ")" and not word[0].isupper() and self._bracketed(first, at):
            return True
        if lead[:1] == "(" and YEAR.match(self.text, stop, self.limit):
            return True
        return self._token(first, at).lower() in self.rules.marked and word not in self.rules.starters

    def _spaced_ellipsis(self, match: re.Match[str], stop: int, word: str) -> int:
        term, at = match.group(1), match.start()
        attached = at > 0 and not self.text[at - 1].isspace()
        # "compounds. . . . The": the first stop ends the sentence, the other three stand for what was left out.
        if attached and not match.group(2) and term[0] == "." and term.count(".") >= 4 and word and term[1] != ".":
            return at + 1
        # "I" is a capital wherever it stands; letters without capitals tell nothing.
        return 0 if not word or word == "I" or (word[0].isalpha() and not word[0].isupper()) else stop

    def _before_dash(self, first: int, at: int, term: str, quoted: bool, stop: int, word: str) -> bool:
        if quoted:
            return False
        if word[0].islower():
            # An item of a list: "the list below. - if you have a cold".
            token = self._token(first, at).rstrip(')]"”»')
            whole = len(token) > 1 or token.isdigit()
            return (
                term == "."
                and self.rules.lower_starts
                and whole
                and not self._kind(first, at, token)
                and self._is_word(token)
            )
        line = BY_LINE.match(self.text, stop, self.limit)
        if line and not any(part[0].islower() for part in line.group().split()):
            return False
        if term == ".":
            token = self._token(first, at)
            named = self._kind(first, at, token) and not self._unit(first, at, token)
            if named or (len(token) == 1 and token.isupper()):
                return False
            if self.rules.ordinals and token.isdigit() and len(token) <= 3 and word[0].isdigit():
                # "1. -3. Jahrhundert"
                return False
        return not self._interlude(first, at)

    def _interlude(self, first: int, at: int) -> bool:
        """Whether the speaker was named between dashes inside a short quotation: `«Why? – she asked. – It is late».`

        What a dash resumes in a long one, as newspapers quote, is a sentence of its own.
        """
        text, start = self.text, max(first, at - 2 * REACH)
        opened, mark = max((text.rfind(mark, start, at), mark) for mark in '«“„"')
        if opened < 0 or (mark == '"' and text.count('"', start, at) % 2 == 0):
            return False
        closing = {"«": "»", "“": "”", "„": "“", '"': '"'}[mark]
        return (
            text.find(closing, opened + 1, at) < 0 <= text.find(closing, at, opened + 2 * REACH)
            and INTERLUDE.search(text, opened, at) is not None
        )

    def _before_lower(self, first: int, at: int, term: str, close: str, stop: int, lead: str, word: str) -> bool:
        """A lower-case word follows: seldom a new sentence in edited text, often in other text."""
        if close and not close.isspace():
            return False
        if lead and lead[0] not in "(@#":
            return False
        if term == "." and self.rules.lower_starts:
            token = self._token(first, at)
            if self._unit(first, at, token):
                return False
            return len(token) > 1 and token.isalpha() and self._kind(first, at, token) is None and self._is_word(token)
        if term in ("?", "!"):
            if term == "?" and LONE_QUESTION.match(self.text, stop, self.limit):
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
        speech, subjects = self.rules.speech, self.rules.subjects
        words = self.text[stop : min(self.limit, stop + 2 * REACH)].split(None, 6)
        for word, following in zip(words[:5], [*words[1:], ""], strict=False):
            if word.rstrip(".,:;") in speech:
                # `«...?» Orlov believes, that ...` is no attribution, but a sentence.
                return not (word[-1] == "," and following in self.rules.contents)
            if not (word[0].isupper() or word in subjects):
                return False
        return False

    # Terminators that something else follows

    def glued(self, first: int, match: re.Match[str]) -> int:
        """Judge a terminator with no white space after it and its closing marks."""
        text, stop = self.text, match.end(2)
        term, close = match.group(1), match.group(2)
        following = text[stop]
        if term[-1] in SELF_SUFFICIENT:
            return self._wide_end(first, stop, close)
        if following == ">":
            return self._omission(match.start(), stop)
        if following == "&":
            return self._entities(first, match)
        if following == "[" or following.isdigit() or following in "⁰¹²³⁴⁵⁶⁷⁸⁹":
            return self._reference(first, match)
        if following.islower() and term[-1] in "?!" and not close and self.rules.lower_starts:
            return self._glued_lower(first, match.start(), stop)
        at = match.start()
        if not following.isupper():
            ends = wide.between(text, match, self.rules) and self._token(first, at).lower() not in self.rules.marked
            return self._wide_end(first, stop, close) if ends else 0
        token = self._token(first, at)
        word = MIXED_WORD.match(text, stop, self.limit)
        if word is None or ADDRESS.search(text, max(first, at - REACH), stop):
            return 0
        if close:
            return self._glued_quote(first, at, term, close, stop)
        if term != ".":
            return stop if token.isalpha() and len(token) > 1 and (term[0] != "." or self.rules.lower_starts) else 0
        return stop if self._missing_space(token, word.group()) else 0

    def _entities(self, first: int, match: re.Match[str]) -> int:
        """Judge a terminator that quotation marks in the form of a page's source close on."""
        found = ENTITIES.match(self.text, match.end(), self.limit)
        further = FURTHER.match(self.text, found.end(), self.limit) if found else None
        if found is None or further is None or not further.group(2):
            return 0
        ends = self._ends(first, match.start(), match.group(1), '"', found.end(), *further.groups())
        return found.end() if ends else 0

    def _omission(self, at: int, stop: int) -> int:
        """`... their rights <...> Naturally`: what was left out ends the sentence before a capital."""
        further = FURTHER.match(self.text, stop + 1, self.limit)
        marked = self.text[max(self._start, at - 1) : at] == "<" and self.text[stop + 1 : stop + 2].isspace()
        return stop + 1 if marked and further and further.group(2)[:1].isupper() else 0

    def _glued_lower(self, first: int, at: int, stop: int) -> int:
        """`already has it?how has` in hasty writing; never within an address."""
        token = self._token(first, at)
        word = MIXED_WORD.match(self.text, stop, self.limit)
        if (
            word is None
            or not token.isalpha()
            or len(token) < 2
            or ADDRESS.search(self.text, max(first, at - REACH), stop)
        ):
            return 0
        return stop

    def _reference(self, first: int, match: re.Match[str]) -> int:
        """`unknown.[4] [7] Next`, `innovation.23 Next`, `£18,750.¹ Next`."""
        stop, at = match.end(2), match.start()
        found = REFERENCES.match(self.text, stop, self.limit)
        if found is None:
            token = self._token(first, at)
            found = SUPERSCRIPT.match(self.text, stop, self.limit)
            if found is None or self._kind(first, at, token):
                return 0
            # Digits that are not raised may be those of a decimal.
            if found[0][0].isdecimal() and not (len(token) >= 4 and token.isalpha() and token[1:].islower()):
                return 0
        further = FURTHER.match(self.text, found.end(), self.limit)
        if found.end() >= self.limit or further is None or not further.group(2) or further.group(2)[0].islower():
            return 0
        return found.end()

    def _wide_end(self, first: int, stop: int, close: str) -> int:
        open_quote = close == '"' and self._open_quote(stop - 1)
        return wide.end(self.text, first, stop, self.limit, close, open_quote, self.rules)

    def _late_end(self, first: int, stop: int, close: str) -> int:
        """Where a sentence ends whose closing marks stand apart from its terminator, and end at `stop`; 0 if it goes on."""
        if stop >= self.limit:
            return stop
        if not self.text[stop].isspace():
            return self._wide_end(first, stop, close)
        further = FURTHER.match(self.text, stop, self.limit)
        goes_on = further and further.group(2) and wide.goes_on(self.text, further.start(2), self.rules)
        return 0 if goes_on else stop

    def _glued_quote(self, first: int, at: int, term: str, close: str, stop: int) -> int:
        quote = close[0]
        if len(close) == 1 and (
            quote in "“«„‘" or (quote == '"' and self.text.count('"', max(first, at - 8 * REACH), at) % 2 == 0)
        ):
            return stop - 1
        return stop if term in ("!", "?", ".") and quote in '”»"' else 0
