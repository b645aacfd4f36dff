"""Runs that eSpeak NG would lose are cut, and positions lead back to the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.engines.runs import LONGEST_BYTES, LONGEST_DIGITS, spaced


@given(st.text())
def test_nothing_but_spaces_is_put_in(text: str) -> None:
    """Without the spaces that were put in, each character is itself, or a space where it cannot be said."""
    said = spaced(text, len)
    kept = "".join(c for i, c in enumerate(said.text) if i not in said.spaces)
    assert len(kept) == len(text)
    assert all(new in (old, " ") for new, old in zip(kept, text, strict=True))
    said.text.encode()


@given(st.text())
def test_positions_lead_back(text: str) -> None:
    """Each character's position leads back to where it was."""
    said = spaced(text, len)
    kept = [i for i in range(len(said.text)) if i not in said.spaces]
    assert [said.original(i) for i in kept] == list(range(len(text)))


@pytest.mark.parametrize("run", ["b" * 500, "A." * 400, "e\u0301" * 200, "中" * 300, "\U00010400" * 99, "ab'" * 99])
def test_long_runs_are_cut(run: str) -> None:
    """No run is left that may overrun the library's buffers."""
    assert all(len(word.encode()) <= LONGEST_BYTES for word in spaced(run, len).text.split())


def test_digits_are_cut_by_number() -> None:
    """Digits are cut only where there are more of them than are read."""
    assert [len(word) for word in spaced("7" * 60, len).text.split()] == [LONGEST_DIGITS, LONGEST_DIGITS, 12]


@pytest.mark.parametrize(
    "number", ["$1,234,567,890,123.", "(1234567890123456)", "192.168.100.100:8080", "12:34:56.789"]
)
def test_numbers_are_whole(number: str) -> None:
    """A number is never cut in two others, however many sounds it has."""
    assert spaced(number, lambda _: 1000).text == number


def test_dots_are_where_to_cut() -> None:
    """A cut comes after a mark of punctuation where there is one near the middle."""
    assert spaced("example.organisation", lambda word: 10 * len(word)).text.split()[0].startswith("exam")
    assert "." in {word[-1] for word in spaced("abcdefg.hijklmnop", lambda word: 6 * len(word)).text.split()}


def test_ordinary_words_are_not_counted() -> None:
    """The library is asked only about runs that may be too long."""
    asked: list[str] = []

    def sounds(word: str) -> int:
        asked.append(word)
        return 1

    spaced("The Minister of Defense paid an official visit to high-technological, remote Kazakhstan.", sounds)
    assert asked == ["technological,"]


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x1b", "\x7f", "\x9f", "\ud800"])
def test_commands_are_spaces(character: str) -> None:
    """Control characters, which are commands to the library, and lone surrogates become spaces."""
    assert spaced(f"a{character}b", len).text == "a b"
