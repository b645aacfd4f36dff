"""What a language gives the scanner: rules, and what a rule answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from tts.pattern import Pattern

_WORD_BEFORE = Pattern(r"([^\W_]+(?:['’.\-][^\W_]+)*)[.,]?['’\"”)]?\s*\Z")
_END = Pattern(r"[\"'”’»)\]\s]{0,20}\Z")
_WORDS = Pattern(r"[^\W\d_]{2,}")

# Words of languages written in capitals that no list of acronyms has: somebody shouts.
_SMALL_WORDS = frozenset({"THE", "OF", "AND", "TO", "FOR", "WITH", "FROM", "BY"})

_NONE: Mapping[str, Any] = MappingProxyType({})

#: How far a rule may look back for context, in characters. The bound keeps the whole scan linear.
LOOK_BACK = 48


class Reading(NamedTuple):
    """How a stretch of written text is said.

    Attributes:
        end: One past the last written character it stands for.
        spoken: The words to say; empty for what is not said. A space at either end asks for a space there, even where
            the written text has none.
        kind: Class of the token (`date`, `money`, `acronym` ...).
        lang: BCP 47 tag where it differs from the text's language; otherwise empty.
        phonemes: IPA, or empty.
    """

    end: int
    spoken: str
    kind: str
    lang: str = ""
    phonemes: str = ""


class Scan:
    """A text on its way through the scanner, as the rules see it.

    Attributes:
        text: The written text, cleaned of invisible characters.
        lang: BCP 47 tag.
        region: Upper-case region subtag of `lang` (`GB`), or empty.
    """

    def __init__(self, text: str, lang: str) -> None:
        self.text = text
        self.lang = lang
        self.region = region_of(lang)

    def before(self, at: int) -> str:
        """The word that ends right before `at` (spaces, a comma or a full stop may lie between), or an empty string."""
        last = self.text[max(0, at - LOOK_BACK) : at].split()[-1:]
        if not last or last[0].isalnum():
            return last[0] if last else ""
        found = _WORD_BEFORE.search(last[0])
        return found[1] if found else ""

    def ends(self, at: int) -> bool:
        """Whether the text is over at a position, closing quotation marks and brackets aside."""
        return _END.match(self.text, at) is not None

    def left(self, at: int) -> str:
        """The character right before `at`; a space at the start of the text."""
        return self.text[at - 1] if at else " "

    @cached_property
    def is_headline(self) -> bool:
        """Whether the text is set in capitals, so that capitals say nothing about its words.

        True for three words or more of which four in five are all capitals, one of them longer than five letters; of four or
        more one of five letters is enough, or one such as THE.
        """
        words = _WORDS.findall(self.text[:2000])
        capitals = [word for word in words if word.isupper()]
        if len(capitals) < 3 or len(capitals) * 5 < len(words) * 4:
            return False
        longest = max(map(len, capitals))
        return longest > 5 or (len(capitals) > 3 and (longest == 5 or not _SMALL_WORDS.isdisjoint(capitals)))


Rule = Callable[[Scan, int], "Reading | None"]
"""Reads the text from a position on, or answers None. Its reading ends after the position; it looks ahead and back a
bounded stretch only, and never raises."""

SayAs = Callable[[str, str, Scan], "str | None"]
"""Words for a stretch the author classed (SSML `interpret-as`), given the stretch, the `format` (often empty) and the scan
of the stretch; None where it is no such thing."""


def run_on(before: str, words: str) -> bool:
    """For a language whose words no engine runs together."""
    return False


def no_rules() -> Sequence[Rule]:
    """For a language without rules."""
    return ()


class Verbaliser(NamedTuple):
    """A language. The scanner tries its rules in their order, and the first answer stands.

    Attributes:
        script: ISO 15924 code of the script it is written in. Words of another script keep their letters and get the
            language of that script.
        native: Whether a word is surely written in that script; quick, and may say no where it is not sure.
        words: Rules to try at a word, by the word as written (up to a hyphen or an apostrophe).
        capitals: Rules to try at a word with two capitals in a row, or a capital after a small letter (`UAVs`).
        mixed: Rules to try where letters touch digits or signs (`G20`, `km/h`, `kazinform.kz`, `A.Lieberman`).
        numbers: Gives the rules to try at a digit, or at a sign or point before one. A function, so that their modules
            need not be loaded for a text without numbers.
        signs: Rules to try at any other character, by that character; those under the empty string for all others.
        symbols: Words for single characters that no rule reads, by character.
        runs_on: Whether eSpeak NG would read the last word said and the words after it as one phrase that it has in its
            dictionary, which a no-break space between them prevents.
        say_as: Readers for `say-as` annotations, by the name of the class.
    """

    script: str = "Latn"
    native: Callable[[str], bool] = str.isascii
    words: Mapping[str, Sequence[Rule]] = _NONE
    capitals: Sequence[Rule] = ()
    mixed: Sequence[Rule] = ()
    numbers: Callable[[], Sequence[Rule]] = no_rules
    signs: Mapping[str, Sequence[Rule]] = _NONE
    symbols: Mapping[str, str] = _NONE
    runs_on: Callable[[str, str], bool] = run_on
    say_as: Mapping[str, SayAs] = _NONE


@cache
def region_of(lang: str) -> str:
    """The region subtag of a BCP 47 tag, in capitals; empty where there is none."""
    for subtag in lang.replace("_", "-").split("-")[1:]:
        if len(subtag) == 2 and subtag.isalpha():
            return subtag.upper()
    return ""
