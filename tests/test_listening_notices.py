"""What is said to the listener, in the language of the article."""

from __future__ import annotations

import re
import unicodedata

import making
import pytest

from tts.listening import notices
from tts.listening.commands import KEY_NAMES, KEYS, Command
from tts.listening.notices import Notices, utterances, written
from tts.listening.reading import Reading
from tts.model import Delivery, Prosody

LANGUAGES = ("en", "ru", "kk", "he", "de", "fr", "es", "tr", "uk")


def reading(lang: str, title: str, *texts: str) -> Reading:
    return Reading(making.article(title, *texts, lang=lang, title=title))


def holes(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_notice_is_there_in_every_language(lang: str) -> None:
    """Each language says all that English says, with the same numbers in it."""
    english, words = notices._words("en"), notices._words(lang)
    assert words.keys() == english.keys()
    for name, text in english.items():
        assert words[name].strip(), name
        assert holes(words[name]) == holes(text), name
    assert {f"do:{command}" for command in Command} < english.keys()
    assert {f"key:{name}" for name in KEY_NAMES} < english.keys()
    assert set(notices.NOWHERE.values()) < english.keys()


@pytest.mark.parametrize(
    ("lang", "told", "said"),
    [
        ("en", "Rate 1.2", "Rate one point two"),
        ("ru-RU", "Скорость 1,2", "Скорость одна целая две десятых"),
        ("kk", "Жылдамдық 1,2", "Жылдамдық бір бүтін оннан екі"),
        ("de", "Tempo 1,2", "Tempo eins Komma zwei"),
        ("uk", "Швидкість 1,2", "Швидкість 1,2"),
        ("ja", "Rate 1.2", "Rate one point two"),
    ],
)
def test_a_notice_is_in_the_language_of_the_article(lang: str, told: str, said: str) -> None:
    """It is told in the article's language and said as that language says it; in English where it has no words in it."""
    parts = Notices(lang).of("rate", n=1.2)
    assert written(parts) == told
    (utterance,) = utterances(parts, lang, Delivery())
    assert (utterance.text, utterance.lang) == (said, "en" if lang == "ja" else lang)


def test_where_am_i_in_a_russian_article() -> None:
    """All of it is Russian, and the numbers agree with their nouns."""
    parts = Notices("ru").where(reading("ru", "Река", "Вода поднялась. Никто не ждал."), 1, 300)
    assert written(parts) == "Река. Предложение 2 из 3, 12 %. Осталось: примерно 5 мин."
    (utterance,) = utterances(parts, "ru", Delivery(voice="mine"))
    assert utterance.lang == "ru"
    assert utterance.voice == "mine"
    assert "двенадцать процентов" in utterance.text
    assert "пять минут" in utterance.text


def test_where_am_i_in_a_language_without_notices() -> None:
    """The title is said by the voice of the article, the English rest by an English voice, not by the one chosen for the article."""
    parts = Notices("it").where(reading("it", "Il fiume", "È salito."), 0, 30)
    assert [(each.text.split(".")[0], each.lang, each.voice) for each in utterances(parts, "it", Delivery("mine"))] == [
        ("Il fiume", "it", "mine"),
        ("Sentence one of two, zero percent", "en", ""),
    ]


@pytest.mark.parametrize(
    ("lang", "word", "told"),
    [
        ("en", "O’Hara-5", "O’Hara-5: capital O, apostrophe, capital H, a, r, a, hyphen, 5"),
        ("ru", "Кто-то", "Кто-то: заглавная К, т, о, дефис, т, о"),
        ("fr", "Été", "Été: É majuscule, t, é"),
        ("he", "שָׁלוֹם", "שָׁלוֹם: שָׁ, ל, וֹ, ם"),
        ("en", "x§", "x§: x, section sign"),
        ("tr", "x§", "x§: x, işaret"),
    ],
)
def test_a_word_is_spelled_in_its_language(lang: str, word: str, told: str) -> None:
    """Letters are said by the voice of the word's language; capitals and signs have names in it, marks stay with their letter."""
    parts = Notices(lang).spelled(word, lang)
    assert written(parts) == unicodedata.normalize("NFC", told)
    assert {part.lang for part in parts} == {lang}


def test_letters_are_not_read_as_words() -> None:
    """Letters by themselves go to the voice as they are: no rule makes seconds of an s."""
    (utterance,) = utterances(Notices("en").spelled("5s", "en"), "en", Delivery())
    assert utterance.text.endswith(": 5, s")


def test_the_keys_are_listed_in_the_language_of_the_article() -> None:
    """The list of keys, too, is in the article's language."""
    lines = [written(line) for line in Notices("de").help(KEYS)]
    assert lines[0] == "Leertaste: Pause und weiter"
    assert "großes H: vorige Überschrift" in lines
    assert "Minus: langsamer" in lines
    assert len(lines) == len(Command)


def test_a_notice_can_be_heard_when_the_article_cannot() -> None:
    """One who has turned the sound off hears that it is off."""
    (utterance,) = utterances(Notices("en").of("no-volume"), "en", Delivery(prosody=Prosody(volume=0.0)))
    assert utterance.prosody.volume == notices.SOFTEST
