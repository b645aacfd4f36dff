"""What is said to the listener, in words of the article's language.

The words are in `data/notices.tsv`, a column for each language; in a language without a column they are English.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tts.listening.commands import Command
from tts.listening.reading import Reading
from tts.model import Delivery, Utterance

#: Written characters a voice says in a second at its normal rate: 175 words a minute of 5.1 characters and a space.
CHARACTERS_PER_SECOND = 17.5
#: A notice is no softer than this, as one who has turned the sound off has to hear that.
SOFTEST = 0.3

#: The notice for a move that leads nowhere.
NOWHERE = {
    Command.NEXT_SENTENCE: "last-sentence",
    Command.PREVIOUS_SENTENCE: "first-sentence",
    Command.NEXT_PARAGRAPH: "last-paragraph",
    Command.PREVIOUS_PARAGRAPH: "first-paragraph",
    Command.NEXT_HEADING: "no-next-heading",
    Command.PREVIOUS_HEADING: "no-previous-heading",
    Command.NEXT_ARTICLE: "last-article",
}

_TABLE = os.path.join(os.path.dirname(__file__), "data", "notices.tsv")
_ENGLISH = "en"
_SAME_SIGN = str.maketrans("’‘ʼ‐‑", "'''--")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a notice in one language.

    Attributes:
        text: As it is printed.
        lang: BCP 47 tag of the voice for it.
        letters: Whether it is letters by themselves, which no rule of the language is to read as words.
    """

    text: str
    lang: str
    letters: bool = False


class Notices:
    """What is said to the listener of an article.

    Args:
        lang: BCP 47 tag of the article.
    """

    def __init__(self, lang: str) -> None:
        words = _words(_subtag(lang))
        self._article_lang = lang
        self._words = words or _words(_ENGLISH)
        self.lang = lang if words else _ENGLISH

    def of(self, name: str, **values: float) -> list[Part]:
        """The notice of a name."""
        written = {key: f"{value:g}".replace(".", self._words["decimal"]) for key, value in values.items()}
        return [Part(self._words[name].format(**written), self.lang)]

    def where(self, reading: Reading, number: int, seconds_left: float) -> list[Part]:
        """Title, part, percent and time left."""
        title, heading = reading.title, reading.heading(number)
        parts = [Part(_sentence(title or self._words["no-title"]), self._article_lang if title else self.lang)]
        if heading and " ".join(heading.text.split()) != title:
            parts.append(Part(_sentence(heading.text), heading.lang))
        percent = round(100 * reading.heard(number))
        parts += self.of("where", n=number + 1, all=len(reading.segments), percent=percent)
        minutes = round(seconds_left / 60)
        parts += self.of("left", n=minutes) if minutes else self.of("little-left")
        return parts

    def spelled(self, word: str, lang: str) -> list[Part]:
        """A word, and then letter by letter; capitals and signs are named.

        Args:
            word: As written.
            lang: BCP 47 tag of the word.
        """
        word = unicodedata.normalize("NFC", word)
        parts = [Part(f"{word}:", lang)]
        for number, letter in enumerate(letters := _letters(word)):
            end = "" if number == len(letters) - 1 else ","
            if letter[0].isalnum() and not letter[0].isupper():
                parts.append(Part(letter + end, lang, letters=True))
            elif letter[0].isalnum():
                parts.append(Part(self._words["capital"].format(letter=letter) + end, self.lang, letters=True))
            else:
                parts.append(Part(self._sign(letter) + end, self.lang, letters=True))
        return parts

    def help(self, keys: Mapping[str, Command | None]) -> list[list[Part]]:
        """The keys and what they do, one plain line each, in the order of the commands."""
        lines = []
        for command in Command:
            names = [self._key(key) for key, meant in keys.items() if meant is command]
            if names:
                text = f" {self._words['or']} ".join(names)
                lines.append([Part(f"{text}:", self.lang, letters=True), Part(self._words[f"do:{command}"], self.lang)])
        return lines

    def _key(self, key: str) -> str:
        if len(key) == 1 and key.isalpha() and key.isupper():
            return self._words["capital"].format(letter=key)
        return self._words.get(f"key:{key}") or self._words.get(f"sign:{key}") or key

    def _sign(self, sign: str) -> str:
        known = self._words.get(f"sign:{sign.translate(_SAME_SIGN)}")
        if known:
            return known
        return unicodedata.name(sign[0], "sign").lower() if _subtag(self.lang) == _ENGLISH else self._words["sign"]


def written(parts: Sequence[Part]) -> str:
    """A notice as it is printed."""
    return " ".join(part.text for part in parts)


def utterances(parts: Sequence[Part], article_lang: str, delivery: Delivery) -> list[Utterance]:
    """A notice as it is said: each stretch by the voice of its language, which for that of the article is the article's own.

    Args:
        parts: The notice.
        article_lang: BCP 47 tag of the article.
        delivery: How the article is said.
    """
    from tts.spoken import spoken_form
    from tts.utterances import joined

    prosody = replace(delivery.prosody, volume=max(delivery.prosody.volume, SOFTEST))
    said: list[Utterance] = []
    for part in parts:
        text = part.text if part.letters else spoken_form(part.text, part.lang, joined(delivery.lexicons)).text
        voice = delivery.voice if part.lang == article_lang else ""
        if said and said[-1].lang == part.lang:
            said[-1] = replace(said[-1], text=f"{said[-1].text} {text}")
        else:
            said.append(Utterance("notice", text, lang=part.lang, voice=voice, prosody=prosody))
    return said


def _letters(word: str) -> list[str]:
    """The letters of a word, each with the marks that are combined with it."""
    letters: list[str] = []
    for character in word:
        if letters and unicodedata.category(character).startswith("M"):
            letters[-1] += character
        elif character.isprintable():
            letters.append(character)
    return letters


def _sentence(text: str) -> str:
    flat = " ".join(text.split())
    return flat if flat.endswith((".", "?", "!", "…", "。", "？", "！")) else f"{flat}."


def _subtag(lang: str) -> str:
    return lang.replace("_", "-").partition("-")[0].lower()


@cache
def _words(subtag: str) -> Mapping[str, str]:
    """The words of a language by the names of the notices; none where the table has no such language."""
    with open(_TABLE, encoding="utf-8") as file:
        lines = [line.split("\t") for line in file.read().splitlines() if line[:1] not in {"", "#"}]
    if subtag not in lines[0][1:]:
        return {}
    column = lines[0].index(subtag)
    return {line[0]: line[column] for line in lines[1:]}
