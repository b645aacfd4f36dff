"""What holds for every text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts.model import Annotation, SpokenForm
from tts.spoken import spoken_form

PROSE = st.sampled_from(
    [
        "a",
        "minister",
        "said",
        "that",
        "the",
        "country’s",
        "army",
        "had",
        "“won”",
        "two",
        "wars",
        "since",
        "then",
        "—",
        "and",
        "nobody,",
        "it",
        "seems,",
        "cared;",
        "co-existence",
        "is",
        "don't",
        "Kazakhstan's",
        "Defense",
        "Astana",
        "café",
        "naïve",
        "well-known",
    ]
)
PIECES = st.sampled_from(
    [
        "$",
        "€",
        "£1.2bn",
        "5",
        "10-15",
        "2016-08-22",
        "km/h",
        "UAV",
        "UAVs’",
        "NATO's",
        "A.Lieberman",
        "J.",
        "K.",
        "U.S.",
        "e.g.",
        "http://x.kz",
        "a@b.kz",
        "@x",
        "#y",
        "24/7",
        "5:30",
        "p.m.",
        "Aug.",
        "22,",
        "No.",
        "II",
        "IV's",
        "1st",
        "2/3",
        "½",
        "6'2\"",
        "+7",
        "(701)",
        "123-45-67",
        "…",
        "—",
        "’",
        "'",
        '"',
        "(",
        "[",
        "]",
        ")",
        "\u200b",
        "\xad",
        "ﬁ",
        "𝐀",
        "１２",
        "😀",
        "Астана",
        "שלום",
        "中国",
        "é",
        "\x00",
        "�",
        ".",
        "..",
        "...",
        "-",
        "--",
        "/",
        "\\",
        "_",
        "__",
        "a_b",
        "1_000",
        "1,000.5",
        ".5",
        "-5",
        "+5",
        "~",
        "%",
        "‰",
        "°",
        "°C",
        "m²",
        "²",
        "⅓",
        "№",
        "§",
        "™",
        "©",
        "×",
        "≈",
        "→",
        "₸",
        "KZT",
        "450",
        "HTTP://",
    ]
)
#: Numbers that no one foresaw: raised, circled, of other scripts, mixed.
DIGITS = st.text("19¹²①५٣𝟙Ⅷ½.,:/-+@#$%°'", min_size=1, max_size=8)
MESSY = st.lists(
    st.one_of(PIECES, PROSE, DIGITS, st.text(max_size=6), st.sampled_from([" ", "\n", "\u00a0", "\t"])), max_size=25
).map("".join)
ALPHABETS = st.sampled_from(
    [
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя АВИСТ0123456789.,-–№%₽$«»IVXг",
        "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщыіэюя АҚШ0123456789.,-–№%₸IVXж",
        "אבגדהוזחטיכךלמםנןסעפףצץקרשת 0123456789.,-־\"'״׳%₪ְֱֲ",
        "abcdefghijklmnopqrstuvwxyzäöüß ABCDEFGHIVX0123456789.,-–§%€'",
        "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôûùœ ABCDEFGHIVXM0123456789.,-–°%€'hᵉʳ",
        "abcdefghijklmnopqrstuvwxyzáéíóúüñ¿¡ ABCDEFGHIVX0123456789.,-–ºª%€'",
        "abcçdefgğhıijklmnoöprsştuüvyz ABCÇDEFGĞHIİ0123456789.,-–%₺'’",
    ]
).flatmap(lambda letters: st.text(st.sampled_from(letters), max_size=40))
LANGUAGES = st.sampled_from(["en", "en-GB", "en-US", "xx", "ru", "kk", "he", "de", "fr", "es", "tr", ""])


def check(form: SpokenForm, text: str) -> None:
    """Every non-space character is in exactly one token; tokens and their spoken spans are in order."""
    assert form.written == text
    covered = 0
    said = 0
    for token in form.tokens:
        assert covered <= token.start < token.end <= len(text)
        assert not text[covered : token.start].strip()
        assert not text[token.start].isspace()
        assert not text[token.end - 1].isspace()
        assert said <= token.spoken_start <= token.spoken_end <= len(form.text)
        assert not form.text[said : token.spoken_start].strip()
        assert token.kind
        covered, said = token.end, token.spoken_end
    assert not text[covered:].strip()
    assert said == len(form.text)
    assert "  " not in form.text
    assert "\x00" not in form.text


@given(st.one_of(st.text(), MESSY, ALPHABETS), LANGUAGES)
@settings(max_examples=1500, deadline=None)
def test_tokens_cover_every_character_once(text: str, lang: str) -> None:
    """Tokens cover each non-space character of any text exactly once, in order, and their words make the spoken text."""
    check(spoken_form(text, lang), text)


@given(st.lists(PROSE, min_size=1).map(" ".join))
@settings(deadline=None)
def test_plain_prose_is_said_as_it_is_written(text: str) -> None:
    """Plain prose passes untouched, to the letter."""
    form = spoken_form(text)
    assert form.text == text
    assert all(
        text[token.start : token.end] == form.text[token.spoken_start : token.spoken_end] for token in form.tokens
    )


ANNOTATIONS = st.builds(
    Annotation,
    st.integers(-1, 12),
    st.integers(-1, 14),
    st.sampled_from(["lang", "sub", "say-as", "phoneme", "emphasis", "link", "note-ref", "alt", "header"]),
    st.sampled_from(
        ["", "ru", "en-GB", "date", "date:dmy", "characters", "cardinal", "telephone", "two words", "  x ", "ˈa"]
    ),
)


@given(MESSY, st.lists(ANNOTATIONS, max_size=4), LANGUAGES)
@settings(max_examples=600, deadline=None)
def test_annotations_keep_the_tokens_whole(text: str, annotations: list[Annotation], lang: str) -> None:
    """Whatever an author annotates, even out of bounds or overlapping, no character is lost."""
    check(spoken_form(text, lang, annotations=annotations), text)


def cost(text: str) -> float:
    """The least of some measurements of what a text takes: only good to compare with another."""
    least = float("inf")
    for _ in range(3):
        begin = time.process_time()
        spoken_form(text)
        least = min(least, time.process_time() - begin)
    return least


@pytest.mark.parametrize(
    "piece",
    ["a'", "a’s ", "s'a-", "UN's ", "X's", "'s", "ab’", "a.b.", "A.", "1,", "1/", "$1", "a/", "A/", "@a.", "a@", "I ", "IV", "iv ", "=", "==", "~", "3m", "20C", ".22 ", "p ", "1½-", "2-\u00a0½ ",
     "12cm x ", "9.30-", "7-6(", "1:21-cr-", "5 mg/", "6\"-", "Mon, ", "3f2"],
)  # fmt: skip
def test_a_text_four_times_as_long_takes_four_times_as_long(piece: str) -> None:
    """What costs grows with the length, not with its square (which would be sixteen times)."""
    for end in ("", "1"):
        spoken_form(piece * 10 + end)
        short, long = cost(piece * 500 + end), cost(piece * 2000 + end)
        assert long < 9 * short + 0.005, (piece, end)
