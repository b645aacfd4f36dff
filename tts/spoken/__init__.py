"""What is written, turned into what a good newsreader would say.

    >>> spoken_form("It cost $5 on 2016-08-22.").text
    'It cost five dollars on August twenty second, twenty sixteen.'

To add a language
-----------------
1. Write `tts/spoken/<subtag>.py` (or a package of that name), `<subtag>` being the primary language subtag of BCP 47.
2. Write its rules: functions `rule(scan, at) -> Reading | None` (see `tts.spoken.reading`). A rule reads the text from the
   position `at` on with a compiled pattern's `match(scan.text, at)`, and answers how far it read, what to say and the
   class. Keep every pattern bounded, so that no text takes more than linear time.
3. Give the module a function `verbaliser(lang: str) -> Verbaliser` that puts the rules in their order, for a BCP 47 tag.
   Load modules that only numbers need inside `Verbaliser.numbers`. Characters such as & get their words in `symbols`;
   addresses, e-mails, handles and file names come from `tts.spoken.electronic`, given the words for their signs.
   A language whose numbers, dates, times and money are written as most are gets all its rules from a `Grammar` and a
   table `words.tsv`: see `tts.spoken.notation`, and `tts/spoken/de/` as an example.
4. Add a line to `_LANGUAGES` below.
5. Write its golden tables `tests/golden/spoken/<subtag>/<class>.tsv` and its conventions into `docs/spoken.md`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from tts.model import Annotation, SpokenForm
from tts.spoken.clean import clean, relocated
from tts.spoken.reading import Scan, Verbaliser
from tts.spoken.scan import Words, scan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tts.spoken.lexicon import Lexicon

__all__ = ["spoken_form"]

#: Primary language subtag -> module with `verbaliser(lang)`.
_LANGUAGES: Final = {
    "en": "tts.spoken.en",
    "de": "tts.spoken.de",
    "es": "tts.spoken.es",
    "fr": "tts.spoken.fr",
    "he": "tts.spoken.he",
    "kk": "tts.spoken.kk",
    "ru": "tts.spoken.ru",
    "tr": "tts.spoken.tr",
}


@cache
def _verbaliser(lang: str) -> Verbaliser:
    """The language of a BCP 47 tag; one that has no module says what is written, apart from addresses and symbols."""
    subtag = lang.replace("_", "-").split("-")[0].lower()
    module = import_module(_LANGUAGES.get(subtag, "tts.spoken.other"))
    verbaliser: Verbaliser = module.verbaliser(lang)
    return verbaliser


def spoken_form(
    text: str, lang: str = "en", lexicon: Lexicon | None = None, *, annotations: Sequence[Annotation] = ()
) -> SpokenForm:
    """The words to be said for a text.

    Plain prose is said as it is written, to the letter (a run of white space becomes one space). Takes linear time, and
    any string is a valid text.

    Args:
        text: Written text, usually a sentence.
        lang: BCP 47 tag. Its primary subtag chooses the language, its region the conventions (`en-GB`: 3/4 is in April).
        lexicon: Pronunciations that go before the rules and before the lexicon shipped with the language.
        annotations: What the author said about stretches of the text, in positions of `text`; `sub`, `say-as`,
            `phoneme`, `lang` and `note-ref` go before everything else.
    """
    from tts.spoken.lexicon import for_language  # the shipped lexicon is read once, on the first call

    if annotations:
        from tts.spoken.overrides import annotated

        return annotated(text, lang, lexicon, annotations, _verbaliser)
    words = Words()
    cleaned, origins = clean(text)
    scan(words, Scan(cleaned, lang), _verbaliser(lang), for_language(lang, lexicon))
    tokens = words.tokens if origins is None else relocated(words.tokens, origins, text)
    return SpokenForm(text, "".join(words.pieces), tuple(tokens), lang)
