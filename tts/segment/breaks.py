"""Where a sentence ends without a terminator.

Items of a list in one line, rules of dashes, addresses, the stamps of mails, credits of pictures, labels: what a page or
a mail sets apart by layout, and plain text runs together. Each kind is looked for only where a cheap test says that it
can occur.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tts.pattern import Pattern
from tts.segment import enumerations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts.segment.rules import Rules

#: A rule drawn with five marks or more: what stands before it and after it are apart.
_RULE = Pattern(r"(?:^|(?<=\s))[-=*]{5,}(?=\s|$)(?:\s+[-=*]{5,}(?=\s|$))*")
#: The head of a forwarded mail: `Jane Doe 01/19/2001 07:24 AM`.
_STAMP = Pattern(r"(?<!\S)\d{1,2}/\d{1,2}/\d{2,4}\s+\d{1,2}:\d\d(?::\d\d)?(?:\s*[AP]M\b)?+(?=\s)")
#: A capital word in mid-sentence.
_CAPITAL = Pattern(r"\s+([^\W\d_a-z]\w*)(?=[\s,’'])")
_ADDRESS = Pattern(r"https?://\S+")
_AFTER_ADDRESS = Pattern(r"\s+(?:https?://|[A-Z][a-z']*\s)")
#: Marks that are seldom the last of an address: the sentence's own.
_ADDRESS_NO_END = frozenset(".,;:!?)]}>\"'”’»")
_FILE_END = Pattern(r">>(?=\s)")
_COLON = Pattern(r":\s+([^\W\d_])\w+\s")
#: A face that stands for the stop: `we made it :) Now it is`.
_FACE = Pattern(r"(?<=\S)\s[:;]-?[)(DP]+(?=\s+[A-Z])")
_BEFORE_CREDIT = Pattern(r"[\w”\").] \Z")
#: A dash after which speech may break off, and the word of the answer.
_BROKEN_OFF = Pattern(r"[-–—](?=\s(\w+))(?:(?<=\w.)|(?<=\w .))")
#: What follows the dash of speech that breaks off: `it's a -- Although it is`.
_FOLLOWING = Pattern(r"\s([A-Z][\w’']*),?\s[a-z]")
#: The day in the head of a page: `Thursday, March 15, 2012`.
_DAY = Pattern(
    r"([A-Z][a-z]+day),? (?:[A-Z][a-z]{2,8} \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8},? \d{4})(?=\Z|\s+[A-Z\"“])"
)
_LONGEST_DAY = 30  # characters
#: What the day ends of a word in "-ed" or "-en" does not end: `held Sunday`, `seen Sunday`.
_PARTICIPLE = Pattern(r"[a-z]+e[dn]\Z")
_GOES_ON = frozenset(",:;([-–—/&")
#: Where and by whom a report was written: `BIRMINGHAM, Ala. (AP) --`, `NEW DELHI -`.
_DATELINE = Pattern(
    r"(?:[A-Z][^\W\da-z][^\W\da-z .'’-]{2,30}(?:[ -][^\W\da-z]{2,20}){0,3}(?:, [A-Z][\w. ,]{1,30})?(?: ?\([A-Z][\w ]{1,20}\))?"
    r"|[A-Z][\w.'’ ,-]{2,50} \((?P<agency>[A-Z]\w+)\)) ?(?:--?|–|—)(?=\s+[\"“]?[A-Z](?:[a-z’']|\s))"
    # What a column of briefs is about: `Heiwado Co. (Japan) --`.
    r"|[A-Z][\w.'’&-]{2,20}(?: [A-Z&][\w.'’&-]{0,20}){0,5} \([A-Z][\w. ,]{2,30}\) --(?=\s+(?:[A-Z]|[$€£]?\d))"
)
#: Small words in names.
_IN_NAMES = frozenset(("&", "and", "de", "for", "in", "of", "on", "the"))
_LONGEST_HEAD = 200  # characters, with room to spare
#: A headline in capitals that runs on: `ABORTION RULING UPHELD: A federal court ...`.
_RUN_IN_HEAD = Pattern(r"[A-Z][^a-z:.!?]{2,60}[A-Z]:(?=\s+[A-Z][\w’']*,?\s[A-Za-z&])")
#: A name that no mark follows: with one it is a vocative ("Thanks, Jane.").
_SIGNATURE = Pattern(r"\s+[^\W\d_a-z][\w’'-]+(?:\s[^\W\d_a-z][\w’'-]*)*(?=\s|\Z)")
_FIGURE = Pattern(r"(\w+\.?) \d+(?:\.\d+)?(?= [A-Z(])")
#: What shows that a paragraph has sentences, and that it has clauses.
_STOP = Pattern(r"[.!?؟…]\s")
_MARK = Pattern(r"[.!?؟…:؛]")


def breaks(text: str, start: int, end: int, rules: Rules) -> list[int]:
    """Positions inside the paragraph `text[start:end]` at which a sentence begins in any case, in order."""
    found: list[int] = []
    if text[start] in enumerations.FIRST:
        found += enumerations.items(text, start, end)
    found += _places(text, start, end, rules)
    if rules.label_colon or rules.run_on_comma:
        found += _labels(text, start, end, rules)
    if not found:
        return found
    places: list[int] = []
    for position in sorted(set(found)):
        place = position
        while place < end and text[place].isspace():
            place += 1
        if start < place < end and (not places or place > places[-1]):
            places.append(place)
    return places


def sign_off(text: str, start: int, end: int, rules: Rules) -> int:
    """Where the words that close a letter end (`Best regards, Jane`), if the sentence begins with them; otherwise 0."""
    comma = text.find(",", start, min(end, start + 24))
    if comma < 0 or text[start:comma].lower() not in rules.page.sign_offs:
        return 0
    return comma + 1 if _SIGNATURE.match(text, comma + 1, end) else 0


def _places(text: str, start: int, end: int, rules: Rules) -> list[int]:
    """Every place but those of a list, in no order. Each search is begun only where `find`, which is quick, sees its mark."""
    found: list[int] = []
    find = text.find
    # A single character is found several times as fast as several.
    hyphen = find("-", start, end)
    if (
        (hyphen >= 0 and find("-----", hyphen, end) >= 0)
        or (find("=", start, end) >= 0 and find("=====", start, end) >= 0)
        or (find("*", start, end) >= 0 and find("*****", start, end) >= 0)
    ):
        for match in _RULE.finditer(text, start, end):
            found += (match.start(), match.end())
    if find(">", start, end) >= 0:
        found += [match.end() for match in _FILE_END.finditer(text, start, end)]
    if find(":", start, end) >= 0:
        found += _after_colons(text, start, end, rules)
    if (at := find("; ", start, end)) >= 0:
        found += _clauses_of_lists(text, at, end, rules)
    if hyphen >= 0:
        found += _broken_off(text, start, hyphen, end, "- ", rules)
        found += _securities(text, start, hyphen, end)
    for dash in "–—":
        if (at := find(dash, start, end)) >= 0:
            found += _broken_off(text, start, at, end, f"{dash} ", rules)
    first = text[start]
    if (first in rules.page.weekday_letters and find("day", start, start + 10) >= 0) or text[end - 1].isdigit():
        found += _days(text, start, end, rules)
    if first.isupper() and (
        first in rules.page.figure_letters
        or text[start + 1 : start + 2].isupper()
        or find("(", start, min(end, start + 60)) >= 0
    ):
        found += _heads(text, start, end, rules)
    return found


def _securities(text: str, start: int, hyphen: int, end: int) -> Iterator[int]:
    """After the name that an entry in a column of securities begins with: `Department of Public Works -- $80.8 million of bonds`."""
    at = text.find("-- $", hyphen, min(end, start + _LONGEST_HEAD))
    if at > start and all(word[0].isupper() or word in _IN_NAMES for word in text[start:at].split()):
        yield at + 2


def _broken_off(text: str, start: int, at: int, end: int, dash: str, rules: Rules) -> Iterator[int]:
    """Ends of speech that breaks off at a dash, from the place `at` on."""
    at = text.find(dash, at, end)
    while at >= 0:
        if text[at + 2 : at + 3].isupper() and (
            _answered(text, at, end, rules) or (rules.dangling and _dangles(text, start, at, end, rules))
        ):
            yield at + 1
        at = text.find(dash, at + 2, end)


def _answered(text: str, at: int, end: int, rules: Rules) -> bool:
    """Whether an answer breaks in after a dash: `Did you just wash — Yes.`"""
    answer = _BROKEN_OFF.match(text, at, end) if rules.page.answers else None
    return answer is not None and answer.group(1) in rules.page.answers


def _dangles(text: str, start: int, at: int, end: int, rules: Rules) -> bool:
    """Whether speech breaks off at a dash: after a word that ends no phrase, and before one that begins a sentence."""
    before = at - 1 if text[at] == "-" and text[at - 1] == "-" else at
    word = text[max(start, before - 24) : before].rsplit(None, 1)[-1:]
    if not word or (text[at] == "-" and before == at):
        return False
    if word[0] not in rules.dangling and not word[0].endswith("-"):
        return False
    following = _FOLLOWING.match(text, at + 1, end)
    return following is not None and following.group(1) != "I" and following.group(1) in rules.starters


def _days(text: str, start: int, end: int, rules: Rules) -> Iterator[int]:
    """The day of a page's head, where it runs on without a stop: after the title, or before the text."""
    at_start = _DAY.match(text, start, end)
    if at_start and at_start.group(1) in rules.page.weekdays and at_start.end() < end:
        yield at_start.end()
    if not text[end - 1].isdigit():
        return
    for day in _DAY.finditer(text, max(start, end - _LONGEST_DAY), end):
        before = text[max(start, day.start() - 16) : day.start()].split()[-1:]
        if not before or day.end() < end or before[0][-1] in _GOES_ON or before[0] in rules.dangling:
            continue
        if (
            day.group(1) in rules.page.weekdays
            and before[0] not in rules.page.before_day
            and not _PARTICIPLE.match(before[0])
        ):
            yield day.start()


def _after_colons(text: str, start: int, end: int, rules: Rules) -> Iterator[int]:
    """What has a colon in it: addresses, stamps, credits, "the following:"."""
    if text.find("://", start, end) >= 0:
        for match in _ADDRESS.finditer(text, start, end):
            if text[match.end() - 1] not in _ADDRESS_NO_END and _AFTER_ADDRESS.match(text, match.end(), end):
                yield match.end()
    if text.find("/", start, end) >= 0:
        yield from _stamps(text, start, end)
    if text.find(" :", start, end) >= 0:
        for match in _FACE.finditer(text, start, end):
            yield match.end()
    if rules.introducing:
        for match in _COLON.finditer(text, start, end):
            words = text[max(start, match.start() - 48) : match.start()].split()
            if not rules.introducing.isdisjoint(words[-2:]) and not match.group(1).islower():
                yield match.start() + 1
    yield from _credits(text, start, end, rules.page.credits)


def _clauses_of_lists(text: str, at: int, end: int, rules: Rules) -> Iterator[int]:
    """After a semicolon before a capital that is no name's: the end of a list's item, as laws and agendas have them."""
    while at >= 0:
        word = _CAPITAL.match(text, at + 1, end)
        # Not after a reference: `№590-591); Бұл`.
        if word and text[at - 1] != ")" and word.group(1) != "I" and word.group(1) in rules.starters:
            yield at + 1
        at = text.find("; ", at + 1, end)


def _credits(text: str, start: int, end: int, words: tuple[str, ...]) -> Iterator[int]:
    """Before the credit of a picture: `the harbour. Photo: Jane Doe`."""
    colon = text.find(": ", start, end)
    while colon >= 0:
        if text.endswith(words, start, colon) and text[colon + 2 : colon + 3].isupper():
            at = colon - max(len(credit) for credit in words if text.endswith(credit, start, colon))
            if _BEFORE_CREDIT.match(text, max(start, at - 2), at):
                yield at
        colon = text.find(": ", colon + 1, end)


def _heads(text: str, start: int, end: int, rules: Rules) -> Iterator[int]:
    """What a paragraph begins with and is apart from it: a dateline, a headline in capitals, the number of a figure."""
    capitals = text[start].isupper() and text[start + 1 : start + 2].isupper()
    reach = min(end, start + _LONGEST_HEAD)
    head = None
    if (capitals or text.find("(", start, min(end, start + 60)) >= 0) and any(
        text.find(dash, start, reach) >= 0 for dash in "-–—"
    ):
        head = _DATELINE.match(text, start, end)
        if head and head["agency"] and head["agency"] not in rules.agencies:
            head = None
    if capitals and not head and text.find(":", start, reach) >= 0:
        head = _RUN_IN_HEAD.match(text, start, end)
    if head:
        yield head.end()
    figure = _FIGURE.match(text, start, end) if text[start] in rules.page.figure_letters else None
    if figure and figure.group(1) in rules.page.figures:
        yield figure.end()


def _stamps(text: str, start: int, end: int) -> Iterator[int]:
    """Before and after the date of a mail's head, where it stands between a name and a text."""
    for match in _STAMP.finditer(text, start, end):
        before = text[max(start, match.start() - 40) : match.start()].split()
        if before and (before[-1][0].isupper() or "@" in before[-1]):
            yield match.start()
        if not before or before[-1][0].isupper() or "@" in before[-1] or before[-1].endswith((">", ":", '"', "on")):
            yield match.end()


def _labels(text: str, start: int, end: int, rules: Rules) -> list[int]:
    """Labels before a colon, and the clauses of a paragraph that has no terminator at all."""
    found = []
    if rules.label_colon:
        colon = text.find(": ", start, end)
        stop = _STOP.search(text, start, end)
        if colon > start and (stop is None or colon < stop.start()):
            words = text[start:colon].split()
            # A label is short (a speaker's name), or has a date in it; a clause is neither.
            label = len(words) <= 3 or (
                len(words) <= 12 and any(character.isdigit() for character in text[start:colon])
            )
            if label and rules.reporting.isdisjoint(words) and text[colon + 2] not in "\"“«'":
                found.append(colon + 1)
    if rules.run_on_comma and end - start > 120 and not _MARK.search(text, start, end):
        comma = re.escape(rules.run_on_comma)
        found += [match.end() for match in re.compile(rf"{comma}(?=\s)(?!\s+\S+{comma})").finditer(text, start, end)]
    return found
