"""What the author of a text says about its stretches."""

from __future__ import annotations

import pytest

from tts.model import Annotation
from tts.spoken import spoken_form


def said(text: str, *notes: tuple[str, str, str], lang: str = "en") -> str:
    """The spoken text, the notes being (stretch, kind, value)."""
    annotations = [
        Annotation(text.index(part), text.index(part) + len(part), kind, value) for part, kind, value in notes
    ]
    return spoken_form(text, lang, annotations=annotations).text


@pytest.mark.parametrize(
    ("written", "value", "spoken"),
    [
        ("12", "cardinal", "twelve"),
        ("XIV", "cardinal", "fourteen"),
        ("12", "ordinal", "twelfth"),
        ("XIV", "ordinal", "fourteenth"),
        ("1984", "cardinal", "one thousand nine hundred eighty four"),
        ("1984", "digits", "one nine eight four"),
        ("NATO", "characters", "N A- T O"),
        ("a1b", "spell-out", "A- one B"),
        ("1/2/2016", "date mdy", "January second, twenty sixteen"),
        ("1/2/2016", "date dmy", "the first of February twenty sixteen"),
        ("1/2/2016", "date:dmy", "the first of February twenty sixteen"),
        ("20160822", "date yyyymmdd", "August twenty second, twenty sixteen"),
        ("5:30", "time", "five thirty"),
        ("2122", "telephone", "two one two two"),
        ("3/4", "fraction", "three quarters"),
        ("$5", "currency", "five dollars"),
    ],
)
def test_say_as(written: str, value: str, spoken: str) -> None:
    """`say-as` reads a stretch as the class says."""
    assert said(f"it is {written} there", (written, "say-as", value)) == f"it is {spoken} there"


@pytest.mark.parametrize("value", ["date", "ordinal", "time", "nonsense", "", "fraction"])
def test_what_is_no_such_thing_is_read_as_usual(value: str) -> None:
    """Where the stretch is not what the author calls it, the rules read it."""
    assert said("call NATO now", ("NATO", "say-as", value)) == "call NATO now"


def test_sub() -> None:
    """`sub` gives the words; punctuation around it stays."""
    assert (
        said("the W3C, today", ("W3C", "sub", "World Wide Web  Consortium")) == "the World Wide Web Consortium, today"
    )


def test_phoneme() -> None:
    """`phoneme` keeps the words and gives the token its pronunciation."""
    form = spoken_form("say pecan now", annotations=[Annotation(4, 9, "phoneme", "pɪˈkɑːn")])
    assert form.text == "say pecan now"
    assert [(token.kind, token.phonemes) for token in form.tokens][1] == ("phoneme", "pɪˈkɑːn")


def test_a_possessive_after_phonemes() -> None:
    """The 's after a pronunciation is its last sound, not the name of the letter."""
    for mark in ("'", "’"):
        form = spoken_form(f"Astana{mark}s tower", annotations=[Annotation(0, 6, "phoneme", "ɑstɑˈnɑ")])
        assert form.text == f"Astana{mark}s tower"
        assert [(token.end, token.phonemes) for token in form.tokens] == [(8, "ɑstɑˈnɑz"), (14, "")]
    others = spoken_form("Astana'split", annotations=[Annotation(0, 6, "phoneme", "ɑstɑˈnɑ")])
    assert others.tokens[0].phonemes == "ɑstɑˈnɑ"


def test_lang() -> None:
    """`lang` reads a stretch by the rules of its language, and its tokens say which."""
    form = spoken_form("in 3/4/2016 or 3/4/2016", annotations=[Annotation(15, 23, "lang", "en-GB")])
    assert form.text == "in March fourth, twenty sixteen or the third of April twenty sixteen"
    assert [token.lang for token in form.tokens] == ["", "", "", "en-GB"]


def test_note_marks_are_not_said() -> None:
    """A mark of a note is a token that says nothing."""
    form = spoken_form("the end1 of it", annotations=[Annotation(7, 8, "note-ref")])
    assert form.text == "the end of it"
    assert [token.kind for token in form.tokens] == ["word", "word", "note-ref", "word", "word"]


def test_an_override_inside_another_language() -> None:
    """An override wins over the language around it."""
    notes = [Annotation(0, 9, "lang", "en-GB"), Annotation(4, 5, "sub", "five")]
    assert spoken_form("one 2 205", annotations=notes).text == "one five two hundred and five"


def test_other_kinds_change_nothing() -> None:
    """Emphasis, links and the like are not about words."""
    notes = [Annotation(0, 4, "emphasis"), Annotation(0, 4, "link", "http://example.com"), Annotation(5, 7, "header")]
    assert spoken_form("cost $5", annotations=notes).text == "cost five dollars"


def test_what_is_invisible_behind_an_annotation_keeps_its_place() -> None:
    """The token of an invisible character lies where the words before it end, not at the start."""
    form = spoken_form("don't\u200b", annotations=[Annotation(0, 5, "lang", "")])
    assert [(token.spoken_start, token.spoken_end) for token in form.tokens][-1] == (5, 5)
