"""Which voice speaks a language (BCP 47; RFC 4647 section 3.4, lookup)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tts.errors import VoiceError
from tts.speech import Voice

#: Tags that were replaced, and what to look for instead (IANA language subtag registry).
_REPLACED = {"in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro", "no": "nb", "tl": "fil"}

#: Englishes nearer to the British than to the American one (CLDR: children of en-001).
_BRITISH = (
    "au",
    "bw",
    "gh",
    "hk",
    "ie",
    "in",
    "jm",
    "ke",
    "mt",
    "ng",
    "nz",
    "pk",
    "sg",
    "tt",
    "za",
    "zm",
    "zw",
    "001",
    "150",
)

#: The region whose voice speaks a language best understood everywhere, where several are on offer.
_LIKELIEST = {"en": "en-us", "es": "es-es", "fr": "fr-fr", "pt": "pt-pt", "zh": "zh-cn"}


def canonical(tag: str) -> str:
    """A tag as RFC 5646 section 2.1.1 writes it: `en-gb` -> `en-GB`, `CMN-latn-pinyin` -> `cmn-Latn-pinyin`.

    >>> canonical("es-mx"), canonical("en-gb-x-RP")
    ('es-MX', 'en-GB-x-rp')
    """
    return "-".join(_cased(tag.replace("_", "-").lower().split("-")))


def _cased(subtags: list[str]) -> Iterator[str]:
    private = False
    for index, subtag in enumerate(subtags):
        if index and not private and len(subtag) == 2:
            yield subtag.upper()
        elif index and not private and len(subtag) == 4 and subtag.isalpha():
            yield subtag.title()
        else:
            yield subtag
        private = private or len(subtag) == 1


def ranges(tag: str) -> Iterator[str]:
    """What to look for, the most exact first, in lower case: `zh-Hant-TW`, `zh-Hant`, `zh`.

    >>> list(ranges("en-AU"))
    ['en-au', 'en-gb', 'en']
    """
    subtags = tag.replace("_", "-").lower().split("-")
    subtags[0] = _REPLACED.get(subtags[0], subtags[0])
    while subtags:
        yield "-".join(subtags)
        if len(subtags) == 2 and subtags[0] == "en" and subtags[1] in _BRITISH:
            yield "en-gb"
        subtags.pop()
        if subtags and len(subtags[-1]) == 1:  # a singleton never ends a range
            subtags.pop()


def match(lang: str, voices: Iterable[Voice], engine: str) -> Voice:
    """The voice for a language: the most exact tag wins; among equals, the likeliest region, then the voice that comes first.

    Raises:
        VoiceError: None speaks it; the hint names the nearest languages.
    """
    by_tag = _speakers(voices)
    for tag in (*ranges(lang), *_regional(lang, by_tag), "mul"):
        if tag in by_tag:
            return by_tag[tag]
    raise VoiceError(f"engine {engine} has no voice for language {lang!r}", hint=_advice(lang, by_tag))


def _speakers(voices: Iterable[Voice]) -> dict[str, Voice]:
    """The voice for each tag, in lower case: of several the first, but the likeliest region's for a language without one."""
    by_tag: dict[str, Voice] = {}
    for voice in voices:
        for tag in voice.languages:
            by_tag.setdefault(tag.lower(), voice)
    for language, region in _LIKELIEST.items():
        likeliest = by_tag.get(region)
        if likeliest and language in map(str.lower, likeliest.languages):
            by_tag[language] = likeliest
    return by_tag


def _regional(lang: str, tags: Iterable[str]) -> Iterator[str]:
    """The language as some region speaks it, for a lookup that found nothing; in the same script."""
    language = next(ranges(lang)).partition("-")[0]
    if language in _LIKELIEST:
        yield _LIKELIEST[language]
    for tag in tags:
        first, *rest = tag.split("-")
        if first == language and not any(len(subtag) == 4 and subtag.isalpha() for subtag in rest):
            yield tag


def chosen(wanted: str, voices: Iterable[Voice], engine: str) -> Voice:
    """The voice a person means: by its id, else by its id or name in any case, else who speaks exactly that tag.

    Raises:
        VoiceError: There is none; the hint names the nearest.
    """
    known = {voice.id: voice for voice in voices}
    if wanted in known:
        return known[wanted]
    folded = wanted.lower()
    for voice in known.values():
        if folded in {voice.id.lower(), voice.name.lower()}:
            return voice
    if speaker := _speakers(known.values()).get(folded.replace("_", "-")):
        return speaker
    raise VoiceError(f"engine {engine} has no voice {wanted!r}", hint=_advice(wanted, known))


def narrator(wanted: str, lang: str, voices: Iterable[Voice], engine: str) -> Voice:
    """The voice that speaks a language: the one that is wanted, or, where none is, the engine's choice.

    Raises:
        VoiceError: There is none.
    """
    return chosen(wanted, voices, engine) if wanted else match(lang, voices, engine)


def _advice(wanted: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(wanted, tuple(known), 3, 0.5)
    nearest = f"Nearest: {', '.join(close)}. " if close else ""
    return f"{nearest}List them with: article-tts voices"
