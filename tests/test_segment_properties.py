"""What holds for every text."""

from __future__ import annotations

import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tts.segment import clauses, sentences, spans

#: Texts thick with what the engine looks at, and any Unicode.
PARTS = [
    "Mr.", "U.S.", "5 p.m.", "e.g.", "...", ". . .", "…", "?", "!", "“", "”", '"', "'", "(", ")", "[4]", " ", "  ", "\n", "\n\n", "\r\n", "\u00a0",
    "1.", "2.", "a)", "b)", "•", "The", "he", "said", "Smith", "г.", "т.д.", "Он", "д", "。", "「", "」", "年", "है।", "؟", 'ד"ר', "—", "-", "A.", "\u200d",
    "e\u0301", "👩\u200d👩\u200d👧", "🇰🇿", "www.a.com", "\u2028", "\x85", "\ud83d",
    "I", "<…>", "Corp.", "Heron", "ET.", "др.", "&#39;", "NEWS:", "-- $5", "@a", "*", "3.", "iPhone", "։", "Officials",
    "… …", "。 ”", "’", "- ¿", "- -", "के.", "यू.एस.", "р.", "м.", "J.-P.", " / ", "これ", "と", "!か", "II.", "5 мм.", "- Ред.)",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(), st.lists(st.sampled_from(PARTS)).map("".join), st.lists(st.sampled_from(PARTS)).map(" ".join)
)
LANGUAGES = st.sampled_from(
    [
        "en",
        "en-GB",
        "ru",
        "uk",
        "kk-Cyrl-KZ",
        "he",
        "de",
        "fr",
        "it",
        "pl",
        "ja",
        "ar",
        "hi",
        "und",
        "",
        "x-klingon",
        "tlh",
        "zh_Hant",
    ]
)


def covers(text: str, found: list[tuple[int, int]]) -> None:
    position = 0
    for start, end in found:
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        position = end
    assert not text[position:].strip()


@given(TEXTS, LANGUAGES)
def test_spans_are_ordered_disjoint_and_cover_all_but_white_space(text: str, lang: str) -> None:
    covers(text, list(spans(text, lang)))


@given(TEXTS, LANGUAGES, st.sampled_from([" ", "\n", "\n\n \t", "\u3000\u00a0"]))
@example("... I) said", "es", "\n")
@example("1. a 2. b <…> 3.", "it", "\n")
def test_white_space_at_the_end_changes_nothing(text: str, lang: str, space: str) -> None:
    assert list(spans(text + space, lang)) == list(spans(text, lang))


@given(TEXTS, TEXTS, LANGUAGES)
def test_paragraphs_do_not_know_each_other(one: str, other: str, lang: str) -> None:
    assert sentences(f"{one}\n\n{other}", lang) == sentences(one, lang) + sentences(other, lang)


@given(TEXTS, LANGUAGES, st.integers(1, 60))
@settings(max_examples=200)
def test_clauses_are_short_enough_and_cover_all_but_white_space(text: str, lang: str, limit: int) -> None:
    found = clauses(text, lang, limit)
    covers(text, found)
    assert all(end - start <= limit for start, end in found)


@pytest.mark.parametrize("limit", [-1, 0, 1])
def test_the_smallest_limit_gives_single_characters(limit: int) -> None:
    assert clauses("ab c", "en", limit) == [(0, 1), (1, 2), (3, 4)]


def steps(text: str) -> int:
    """Calls made, of Python and of C functions, while a text is split: what is counted instead of seconds."""
    count = 0

    def step(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(step)
    try:
        for _ in spans(text):
            pass
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "He left. ", "Mr. ", "Mr.\t", "a.b.c.", ". . ", "? ! ", "http://", "http://a ", "[1] ", "(x. ", '" ', '." ', "“", "1. ", "1) ", "• ", "-----", "----- ",
        "He said: ", "A\n", "a\n\n", "\n", " ", ".", "…", "。", "е. ", "U.S. The ", "1/1/2001 10:00 AM ", "\u200d", ":", ">> ", "JOHN ", "(((", "x, ", "。 ”", "… … ", "a. - a ", "か?",
    ],
)  # fmt: skip
def test_a_text_twice_as_long_takes_twice_the_steps(piece: str) -> None:
    list(spans("warm up. The tables are read once. "))
    once, twice = steps(piece * 2000), steps(piece * 4000)
    assert twice <= 2.2 * once + 200


def test_a_megabyte_in_one_string_is_split() -> None:
    text = "He met Mr. Smith of the U.S. Army at 5 p.m. Monday. " * 20_000
    assert sum(1 for _ in spans(text)) == 20_000
