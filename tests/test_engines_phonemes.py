"""Pronunciations given as phonemes, said by eSpeak NG."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts.engines import espeak_phonemes, load
from tts.engines.base import Engine
from tts.engines.libespeak_ng import Library
from tts.engines.pronounced import pronounced
from tts.model import Speech, Utterance
from tts.spoken.lexicon import shipped


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load("pyttsx3")


def heard(library: Library, voice: str, lang: str, ipa: str) -> str:
    """What the voice makes of a pronunciation, in IPA."""
    library.set_voice(voice)
    names = espeak_phonemes.spelled(ipa, espeak_phonemes.inventory(library), lang)
    assert names is not None, ipa
    with library.phonemes_taken():
        return "".join(library.phonemes(names, ipa=True))


@pytest.mark.parametrize(
    ("voice", "lang", "ipa", "said"),
    [
        ("gmw/en-US", "en", "fəˈnɛtɪk", "fənˈɛɾɪk"),
        ("gmw/en-US", "en", "ʒɑn ˈdɑɹk", "ʒˈɑːndˈɑːɹk"),
        ("gmw/en-US", "en-US", "/ˈtʃaɪ.kɔf.ski/", "tʃˈaɪkɔːfskiː"),
        ("gmw/en-US", "en", "ˈmʏnçn̩", "mˈɪnçn̩"),
        ("gmw/en-US", "en", "rəʊd", "ɹˈoʊd"),
        ("gmw/en", "en-GB", "ˈbɒt(ə)l", "bˈɒtəl"),
        ("gmw/de", "de", "bʊˈsan", "bʊsˈan"),
        ("gmw/de", "de", "ˈvaɪ̯zə", "vˈaɪzə"),
        ("roa/fr", "fr", "ʒɑ̃ daʁk", "ʒˈɑ̃dˈaʁk"),
        ("zle/ru", "ru", "ɐstɐˈna", "əstənˈa"),
        ("trk/kk", "kk", "qɑzɑqˈstɑn", "qɑzɑqstˈɑn"),
        ("trk/tr", "tr", "ˈtyrcije", "tˈyrcije"),
        ("roa/es", "es", "ˈθeɾo", "θˈeɾo"),
        ("sem/he", "he", "jeʁuʃaˈlajim", "jeʁuʃalˈajim"),
    ],
)
def test_ipa_is_said_by_the_phonemes_of_the_voice(library: Library, voice: str, lang: str, ipa: str, said: str) -> None:
    """A voice says the sounds it has, and for others the nearest; marks it knows nothing of are passed over."""
    assert heard(library, voice, lang, ipa) == said


def test_every_pronunciation_of_the_shipped_lexicon_can_be_said(library: Library) -> None:
    """American and British voices follow all of them, and say something else than they would by themselves."""
    for voice in ("gmw/en-US", "gmw/en"):
        library.set_voice(voice)
        inventory = espeak_phonemes.inventory(library)
        unknown = [
            e.grapheme for e in shipped("en").entries if not espeak_phonemes.spelled(e.phonemes, inventory, "en")
        ]
        assert unknown == []


@pytest.mark.parametrize("ipa", ["", " ", "☃", "ab1c", "漢", "ˈ", "a" * 61, "\x01\x02", "[[a]] 7"])
def test_what_is_no_pronunciation_is_not_followed(library: Library, ipa: str) -> None:
    """Signs that are no sounds, and words too long for the library, are refused whole."""
    library.set_voice("gmw/en-US")
    assert espeak_phonemes.spelled(ipa, espeak_phonemes.inventory(library), "en") is None


def words(text: str, speech: Speech) -> list[str]:
    return [text[mark.start : mark.end] for mark in speech.marks]


def test_word_marks_stay_on_the_written_words(engine: Engine) -> None:
    """A word said by phonemes has its mark, before and after others, whatever the phonemes are."""
    text = "He flew from Astana, Kazakhstan, to “Almaty” today."
    plain = engine.synthesize(Utterance("s", text))
    told = engine.synthesize(
        Utterance("s", text, phonemes=((13, 19, "ɑstɑˈnɑ"), (21, 31, "kɑˈzɑk stɑn"), (37, 43, "ɑlˈmɑti")))
    )
    assert words(text, told) == words(text, plain)
    assert told.pcm != plain.pcm
    assert all(a.end_frame <= b.first_frame for a, b in zip(told.marks, told.marks[1:], strict=False))
    assert told.unpronounced == ()


def test_phonemes_sound_like_the_word_that_has_them(engine: Engine) -> None:
    """The phonemes eSpeak NG has for a word, given for another, make the same sound."""
    assert (
        engine.synthesize(Utterance("s", "say xyz now", phonemes=((4, 7, "fænˈtæstɪk"),))).pcm
        == engine.synthesize(Utterance("s", "say fantastic now")).pcm
    )


@pytest.mark.parametrize("text", ["say [[b@n'an@]] now", "say ]] [[a]] now", "[[ [[a", "x [[[[]]]] y"])
def test_written_brackets_are_never_phonemes(engine: Engine, text: str) -> None:
    """Double brackets in ordinary text are read as without them, also beside phonemes and after them."""
    bare = text.replace("[", "(").replace("]", ")")
    phonemes = ((len(text) + 1, len(text) + 7, "ɑstɑˈnɑ"),)
    for known in ((), phonemes, ()):
        said = engine.synthesize(Utterance("s", f"{text} Astana", phonemes=known))
        wanted = engine.synthesize(Utterance("s", f"{bare} Astana", phonemes=known))
        assert words(f"{text} Astana", said) == words(f"{text} Astana", wanted)


def test_a_pronunciation_that_cannot_be_followed_is_told(engine: Engine) -> None:
    """The word is said as it is written, and the speech says which pronunciation was not followed."""
    told = engine.synthesize(Utterance("s", "to Astana", phonemes=((3, 9, "☃"),)))
    assert told.unpronounced == ("☃",)
    assert told.pcm == engine.synthesize(Utterance("s", "to Astana")).pcm


HOSTILE = st.lists(st.sampled_from([*"abʃɹɑːˈˌ []()|'_^\x01\x02*?;:@ɚ̃ʰ漢😀", "[[", "]]"]), max_size=120).map("".join)


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_pronunciations_do_no_harm(engine: Engine, before: str, ipa: str, after: str) -> None:
    """Whatever stands in text and pronunciation, it is said, and marks are stretches of the text in order."""
    text = f"{before} word {after} end"
    start = len(before) + 1
    told = engine.synthesize(Utterance("s", text, phonemes=((start, start + 4, ipa),)))
    assert told.frames
    assert all(0 <= mark.start < mark.end <= len(text) for mark in told.marks)


@given(st.text(max_size=30), st.text(max_size=30))
def test_positions_lead_back_to_the_text(before: str, after: str) -> None:
    """Each piece of what the engine gets is a piece of the source; phonemes are the word they stand for."""
    source = f"{before}word{after}"
    start = len(before)
    made = pronounced(source, [(start, start + 4, "[[w]]")], lambda _: 1)
    at = made.text.index("[[w]]")
    assert made.span(at + 2, at + 3) == (start, start + 4)
    assert made.span(0, len(made.text)) == (0, len(source))


def test_an_unknown_sound_is_told_once_on_the_command_line(tmp_path: Path) -> None:
    """`render` says which pronunciation the voice cannot follow, once, and speaks on."""
    lexicon = tmp_path / "mine.pls"
    lexicon.write_text(
        '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en">'
        "<lexeme><grapheme>Foo</grapheme><phoneme>☃</phoneme></lexeme></lexicon>",
        encoding="utf-8",
    )
    article = tmp_path / "a.txt"
    article.write_text("About Foo\n\nFoo is here. Foo is there.\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tts", "render", article, "-o", tmp_path / "a.wav", "--lexicon", lexicon],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("/☃/") == 1
