"""Spoken forms that are kept are those that would be made, for the same text, language, notes, lexicons and rules only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts import forms
from tts.engines.store import Notes, Store, usage
from tts.forms import KeptForms
from tts.model import Annotation, Block, BlockKind, Segment, SpokenForm
from tts.spoken import lexicon
from tts.utterances import spoken_segment

TEXT = "On 5 May it cost $5, said Dr. Smith."


def segment(text: str = TEXT, lang: str = "en", *notes: Annotation) -> Segment:
    return Segment("b001s01", Block("b001", BlockKind.PARAGRAPH, text, lang, 0, notes), 0, len(text))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., KeptForms]]:
    """Opens a store, as each run does; closes them all."""
    stores: list[Store] = []

    def opened(store: Store | None = None) -> KeptForms:
        stores.append(store or Store(tmp_path / "cache"))
        return KeptForms(Notes(stores[-1]))

    yield opened
    for store in stores:
        store.close()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The texts that were put into words, not looked up."""
    texts: list[str] = []

    def spy(segment: Segment, lexicons: tuple[str, ...] = ()) -> SpokenForm:
        texts.append(segment.text)
        return spoken_segment(segment, lexicons)

    monkeypatch.setattr(forms, "spoken_segment", spy)
    return texts


@given(
    st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=5),
    st.sampled_from(["en", "en-GB", "de", "ru", "und"]),
)
def test_kept_as_it_was_made(tmp_path_factory: pytest.TempPathFactory, texts: list[str], lang: str) -> None:
    """Any text, lone surrogates too, has the same form when it is made, looked up in the same run, and in the next."""
    folder = tmp_path_factory.mktemp("cache")
    for _ in range(2):
        store = Store(folder)
        kept = KeptForms(Notes(store))
        for text in (*texts, *texts):
            assert kept(segment(text, lang)) == spoken_segment(segment(text, lang))
        store.close()
    assert usage(folder).records == 0  # they are not counted as utterances


def test_put_into_words_once(opened: Callable[..., KeptForms], made: list[str]) -> None:
    """The next run looks up what this one made; so does another sentence of the same words."""
    for _ in range(2):
        kept = opened()
        assert kept(segment()) == kept(segment())
    assert made == [TEXT]


@pytest.mark.parametrize(
    "other",
    [
        segment(TEXT + "."),
        segment(TEXT, "en-GB"),
        segment(TEXT, "en", Annotation(3, 8, "sub", "the first of May")),
        segment(TEXT, "en", Annotation(3, 8, "sub", "May Day")),
    ],
)
def test_what_changes_the_words_is_part_of_the_key(
    opened: Callable[..., KeptForms], made: list[str], other: Segment
) -> None:
    """Another text, region or note of the author is another form."""
    kept = opened()
    kept(segment())
    assert kept(other) == spoken_segment(other)
    assert len(made) == 2


def test_a_lexicon_counts_by_its_content(opened: Callable[..., KeptForms], tmp_path: Path, made: list[str]) -> None:
    """A lexicon that is edited makes new forms; one of the same content at another place does not."""
    paths = [str(tmp_path / name) for name in ("a.pls", "b.pls", "c.pls")]
    for path, alias in zip(paths, ("Smyth", "Smyth", "Schmidt"), strict=True):
        Path(path).write_text(lexicon.dump(lexicon.Lexicon([lexicon.Entry("Smith", alias)])), encoding="utf-8")
    kept = opened()
    said = [kept(segment(), (path,)).text for path in paths]
    assert ["Smyth" in each for each in said] == [True, True, False]
    assert "Schmidt" in said[2]
    assert len(made) == 2


def test_other_rules_make_new_forms(
    opened: Callable[..., KeptForms], made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What earlier rules made is not said by later ones."""
    for code in ("1", "2"):
        monkeypatch.setattr(forms, "own_code", lambda code=code: code)
        opened()(segment())
    assert len(made) == 2


def test_what_is_no_form_is_made_anew(opened: Callable[..., KeptForms], tmp_path: Path, made: list[str]) -> None:
    """Whole records with another content than ours are not believed."""
    store = Store(tmp_path / "cache")
    put = store.put
    store.put = lambda key, head, body: put(key, b'["text", [[1, 2]]]', body)  # type: ignore[method-assign]
    kept = opened(store)
    assert kept(segment()) == kept(segment()) == spoken_segment(segment())
    assert len(made) == 2


def test_without_a_store_that_can_be_written(opened: Callable[..., KeptForms], tmp_path: Path, made: list[str]) -> None:
    """Where nothing can be kept, everything is made."""
    (tmp_path / "file").write_text("")
    kept = opened(Store(tmp_path / "file"))
    assert kept(segment()) == kept(segment())
    assert len(made) == 2
