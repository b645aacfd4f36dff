"""Pronunciation lexicons."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.errors import LexiconError
from tts.spoken import spoken_form
from tts.spoken.lexicon import Entry, Lexicon, dump, load, parse, shipped

HEAD = '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en">'


def lexicon(lexemes: str, head: str = HEAD) -> Lexicon:
    return parse(f"<?xml version='1.0'?>{head}{lexemes}</lexicon>".encode(), "test.pls")


def test_an_alias_is_said_in_place_of_the_word() -> None:
    """An alias replaces the written word; the token says where both are."""
    mine = lexicon("<lexeme><grapheme>KTZ</grapheme><alias>Kazakh railways</alias></lexeme>")
    form = spoken_form("The KTZ said so.", "en", mine)
    assert form.text == "The Kazakh railways said so."
    token = next(token for token in form.tokens if token.kind == "lexicon")
    assert (form.written[token.start : token.end], form.text[token.spoken_start : token.spoken_end]) == (
        "KTZ",
        "Kazakh railways",
    )


def test_phonemes_keep_the_written_word() -> None:
    """IPA goes with the token; the words stay as they are written, or as in the alias that stands beside it."""
    mine = lexicon(
        "<lexeme><grapheme>Zhas</grapheme><phoneme>ʒɑs</phoneme></lexeme>"
        "<lexeme><grapheme>Otan</grapheme><phoneme>ɔˈtɑn</phoneme><alias>oh tahn</alias></lexeme>"
    )
    form = spoken_form("Zhas Otan", "en", mine)
    assert form.text == "Zhas oh tahn"
    assert [token.phonemes for token in form.tokens] == ["ʒɑs", "ɔˈtɑn"]


def test_the_longest_grapheme_wins() -> None:
    """Of two entries that match, the longer is taken, over white space of any kind."""
    mine = Lexicon([Entry("Nur", "short"), Entry("Nur Otan", "long"), Entry("Nur-Sultan", "city")])
    assert spoken_form("Nur Otan, Nur\u00a0Otan, Nur-Sultan and Nur.", "en", mine).text == "long, long, city and short."


@pytest.mark.parametrize(
    ("grapheme", "written", "matches"),
    [
        ("tenge", "tenge", True),
        ("tenge", "Tenge", True),
        ("tenge", "TENGE", True),
        ("Akorda", "Akorda", True),
        ("Akorda", "akorda", False),
        ("Akorda", "AKORDA", False),
        ("tenge", "tenges", False),
        ("tenge", "tenge's", True),
        ("₿", "₿", True),
    ],
)
def test_case(grapheme: str, written: str, matches: bool) -> None:
    """A grapheme in small letters also matches capitalised; one with capitals only as it is written; both only whole."""
    said = spoken_form(f"the {written} here", "en", Lexicon([Entry(grapheme, "word")])).text
    assert said.startswith("the word") == matches


def test_the_first_lexicon_wins() -> None:
    """Merged lexicons: the first one's entries go before the second's, and the user's before the shipped."""
    both = Lexicon([Entry("Foo", "one")]).merged(Lexicon([Entry("Foo", "two"), Entry("Bar", "three")]))
    assert spoken_form("Foo Bar", "en", both).text == "one three"
    assert spoken_form("Astana", "en", Lexicon([Entry("Astana", "the capital")])).text == "the capital"


def test_scope() -> None:
    """An entry is for the language of its document; a region narrows it."""
    british = lexicon(
        "<lexeme><grapheme>lift</grapheme><alias>elevator</alias></lexeme>", HEAD.replace('"en"', '"en-GB"')
    )
    assert spoken_form("a lift", "en-GB", british).text == "a elevator"
    assert spoken_form("a lift", "en-US", british).text == "a lift"
    assert spoken_form("a lift", "ru", british).text == "a lift"


def test_an_override_in_the_text_goes_before_the_lexicon() -> None:
    """What the author of the text says goes before every lexicon."""
    from tts.model import Annotation

    notes = [Annotation(0, 3, "sub", "bar")]
    assert spoken_form("Foo", "en", Lexicon([Entry("Foo", "one")]), annotations=notes).text == "bar"


BOMB = (
    """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
    + HEAD
    + "<lexeme><grapheme>&c;</grapheme><alias>x</alias></lexeme></lexicon>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    + HEAD
    + "<lexeme>&a;</lexeme></lexicon>"
)
REMOTE = '<?xml version="1.0"?><!DOCTYPE l SYSTEM "http://example.com/l.dtd">' + HEAD + "</lexicon>"


@pytest.mark.parametrize(
    "document",
    [
        BOMB,
        OUTSIDE,
        REMOTE,
        "",
        "no xml",
        "<html/>",
        HEAD,
        HEAD + "<lexeme></lexicon>",
        "\x00\xff",
        "<?xml version='1.0' encoding='none'?><a/>",
    ],
    ids=["bomb", "external", "remote", "empty", "text", "html", "open", "crossed", "binary", "encoding"],
)
def test_a_hostile_or_broken_lexicon_is_refused(document: str) -> None:
    """Document types (and with them entities) are refused, as is what is no lexicon; the error names the file."""
    with pytest.raises(LexiconError) as caught:
        parse(document.encode("latin-1"), "bad.pls")
    assert "bad.pls" in str(caught.value)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    """An unreadable file is an error with its path."""
    with pytest.raises(LexiconError, match=r"nowhere\.pls"):
        load(f"{tmp_path}/nowhere.pls")


def test_prefer_and_alphabets() -> None:
    """`prefer` chooses among several; an alphabet other than IPA is passed over."""
    mine = lexicon(
        '<lexeme><grapheme>a1</grapheme><alias>no</alias><alias prefer="true">yes</alias></lexeme>'
        '<lexeme><grapheme>Foo</grapheme><phoneme alphabet="x-sampa">fu</phoneme><phoneme>fuː</phoneme></lexeme>'
    )
    assert [(entry.alias, entry.phonemes) for entry in mine.entries] == [("yes", ""), ("", "fuː")]


WORDS = (
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=8)
    .map(lambda w: " ".join(w.split()))
    .filter(bool)
)


@given(st.lists(st.builds(Entry, WORDS, WORDS, WORDS, st.just("en")), max_size=5))
def test_written_and_read_again(entries: list[Entry]) -> None:
    """A lexicon that is written and read again has the same entries."""
    assert parse(dump(Lexicon(entries), "en").encode()).entries == tuple(entries)


def test_the_shipped_lexicon() -> None:
    """The lexicon for news is well formed, has no entry twice, and leaves the words of the text as they are."""
    entries = shipped("en").entries
    assert len(entries) > 100
    assert len({entry.grapheme for entry in entries}) == len(entries)
    assert all(entry.phonemes and not entry.alias for entry in entries)
    text = "Tasmagambetov met Nazarbayev in Astana."
    assert spoken_form(text).text == text
