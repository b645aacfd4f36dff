"""Long sentences in pieces for one breath."""

from __future__ import annotations

import pytest

from tts.segment import clauses


def pieces(text: str, limit: int, lang: str = "en") -> list[str]:
    return [text[start:end] for start, end in clauses(text, lang, limit)]


def test_a_short_sentence_is_one_piece() -> None:
    assert pieces("He left.", 240) == ["He left."]


def test_a_clause_boundary_goes_before_any_other_white_space() -> None:
    assert pieces("When the long meeting was over, the ministers went to dinner.", 40) == [
        "When the long meeting was over,",
        "the ministers went to dinner.",
    ]


def test_a_semicolon_goes_before_a_comma() -> None:
    assert pieces("He came, he saw; he went home, and he slept there.", 34)[0] == "He came, he saw;"


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("The delegation visited (as it had long planned) the two factories", 40, "(as it had long planned)"),
        ("The old man answered “yes, of course” and then he left the room", 40, "“yes, of course”"),
        ("The plant made around 10 000 000 cars in only a few of the years", 40, "10 000 000"),
        ("It was announced by the minister Imangali Tasmagambetov today", 50, "Imangali Tasmagambetov"),
    ],
)
def test_pairs_numbers_and_names_stay_whole_where_another_place_exists(text: str, limit: int, kept: str) -> None:
    assert any(kept in piece for piece in pieces(text, limit))


def test_a_word_longer_than_the_limit_is_cut_hard_and_evenly() -> None:
    found = pieces("a" * 25, 10)
    assert "".join(found) == "a" * 25
    assert sorted(map(len, found)) == [8, 8, 9]


def test_a_letter_and_its_accents_are_not_parted() -> None:
    text = "e\u0301" * 20
    assert all(len(piece) % 2 == 0 for piece in pieces(text, 5))


def test_an_emoji_of_several_parts_is_not_parted() -> None:
    family = "👩\u200d👩\u200d👧"
    assert set(pieces(family * 6, 8)) == {family}


def test_chinese_is_cut_at_its_own_commas() -> None:
    assert pieces("安永已聯繫周怡安親屬，協助辦理簽證相關事宜，他們步入入境大廳", 14)[0] == "安永已聯繫周怡安親屬，"


def test_the_function_stays_a_function_after_it_was_called() -> None:
    """A submodule of the same name would take its place in the package."""
    import tts.segment

    tts.segment.clauses("He left.")
    assert tts.segment.clauses("He left.") == [(0, 8)]
