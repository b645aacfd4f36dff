"""Where an article was left is found again, whatever became of the article."""

from __future__ import annotations

import json
import os
from pathlib import Path

import making
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.listening.positions import Position, PositionError, Positions, checksum, relocate, state_folder
from tts.segment import segments

SENTENCES = tuple(range(100, 120))
articles = st.lists(st.integers(0, 8), min_size=1, max_size=30)


@pytest.fixture
def positions(tmp_path: Path) -> Positions:
    return Positions(tmp_path)


def left_at(sentence: int, source: str = "/a/story.txt", sentences: tuple[int, ...] = SENTENCES) -> Position:
    return Position(source, "A story", sentences, sentence, 0.5, bookmarks=(2, sentence))


def test_a_position_is_found_again(positions: Positions) -> None:
    """What was kept is found by path."""
    positions.keep(left_at(7))
    found = positions.find("/a/story.txt", SENTENCES)
    assert found is not None
    assert (found.sentence, found.bookmarks, found.title) == (7, (2, 7), "A story")
    assert not positions.empty


def test_a_moved_article_is_known_by_what_it_says(positions: Positions) -> None:
    """The same sentences at another path, or on standard input, are the same article."""
    positions.keep(left_at(7))
    assert positions.find("/b/moved.txt", SENTENCES).sentence == 7
    assert positions.find("-", SENTENCES).sentence == 7


def test_a_short_article_that_shares_a_sentence_is_another(positions: Positions) -> None:
    """What recurs in articles ("More soon.") is no reason to begin one in the midst, or to give it another's title."""
    positions.keep(left_at(1, sentences=(100, 101)))
    assert positions.find("/b/other.txt", (200, 101)) is None
    assert positions.find("/b/other.txt", (200, 201, 101)) is None
    assert positions.find("-", (200, 101)) is None


def test_an_article_that_was_moved_is_kept_once(positions: Positions, tmp_path: Path) -> None:
    """The old path is forgotten where there is nothing any more; a copy has its own place."""
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.touch()
    positions.keep(left_at(7, str(old)))
    positions.keep(positions.find(str(new), SENTENCES))
    assert {position.source for position in positions.all()} == {str(old), str(new)}
    assert positions.forget(str(new)) == 1
    old.unlink()
    positions.keep(positions.find(str(new), SENTENCES))
    assert [(position.source, position.sentence) for position in positions.all()] == [(str(new), 7)]


def test_another_article_of_the_same_path_begins_anew(positions: Positions) -> None:
    """A file that now holds another article has no position."""
    positions.keep(left_at(7))
    assert positions.find("/a/story.txt", tuple(range(50))) is None


def test_a_corrected_article_goes_on_at_the_right_sentence(positions: Positions) -> None:
    """Sentences put in, taken out or changed before it, or the sentence itself gone: it goes on in the right place."""
    positions.keep(left_at(7))
    grown = (1, 2, *SENTENCES[:5], 3, *SENTENCES[5:])
    assert grown[positions.find("/a/story.txt", grown).sentence] == SENTENCES[7]
    gone = SENTENCES[:7] + SENTENCES[8:]
    assert gone[positions.find("/a/story.txt", gone).sentence] == SENTENCES[8]
    cut = SENTENCES[:6]
    assert positions.find("/a/story.txt", cut).sentence == 5


def test_a_sentence_is_known_whatever_its_spacing_and_quotes() -> None:
    """Line ends, capitals, quotation marks and full-width letters make no other sentence; other words do."""
    one, other, third = (
        checksum(next(iter(segments(making.article(text)))))
        for text in ("“He said\nno.”", '"HE  said no."', "He said yes.")
    )
    assert one == other != third


@given(before=articles, after=articles, data=st.data())
def test_relocating_never_leaves_the_article(before: list[int], after: list[int], data: st.DataObject) -> None:
    """Whatever the two articles, the place is one of the new one."""
    number = data.draw(st.integers(0, len(before) - 1))
    assert 0 <= relocate(number, before, after) < len(after)


@given(before=st.lists(st.integers(), min_size=1, max_size=30, unique=True), data=st.data())
def test_a_sentence_that_is_left_is_found(before: list[int], data: st.DataObject) -> None:
    """However many other sentences are put in or taken out, a sentence that is still there is found."""
    number = data.draw(st.integers(0, len(before) - 1))
    kept = [each for each in before if each == before[number] or data.draw(st.booleans())]
    assert kept[relocate(number, before, kept)] == before[number]


@pytest.mark.parametrize(
    ("after", "place"),
    [
        ([1, 2, 30, 4, 5], 2),
        ([1, 20, 30, 4, 5], 2),
        ([1, 20, 21, 30, 4, 5], 2),
        ([1, 2, 4, 5], 2),
        ([1, 2, 30, 40], 2),
        ([0, 3], 1),
    ],
    ids=["corrected", "and the one before it", "and one more before it", "taken out", "and all after it", "left alone"],
)
def test_a_sentence_that_was_corrected_is_heard(after: list[int], place: int) -> None:
    """What stands in the place of the sentence it was left at is not passed over."""
    assert relocate(2, [1, 2, 3, 4, 5], after) == place


def test_the_same_text_again_and_again() -> None:
    """In a refrain the verse around it tells which one was meant."""
    before = [1, 9, 2, 9, 3, 9]
    assert relocate(3, before, [0, 0, 1, 9, 2, 9, 3, 9]) == 5


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"version": 99}', '{"version": 1}', "[" * 100_000, "\0", '{"version": 1, "source": 5}'],
)
def test_a_broken_file_is_passed_over(positions: Positions, tmp_path: Path, content: str) -> None:
    """What is no position is none; the others are still found."""
    positions.keep(left_at(7))
    (tmp_path / "positions" / "broken.json").write_text(content)
    assert [position.sentence for position in positions.all()] == [7]
    assert positions.find("/b/moved.txt", SENTENCES).sentence == 7


@pytest.mark.parametrize("heard", ["NaN", "1e999", "-1", "7"])
def test_a_part_heard_that_is_none_is_no_position(positions: Positions, tmp_path: Path, heard: str) -> None:
    """The part heard of a damaged file is told to nobody."""
    positions.keep(left_at(7))
    path = next((tmp_path / "positions").iterdir())
    record = json.loads(path.read_text())
    path.write_text(json.dumps({**record, "heard": "HEARD"}).replace('"HEARD"', heard))
    assert list(positions.all()) == []


def test_a_title_that_cannot_be_shown(positions: Positions, tmp_path: Path) -> None:
    """Half a character in a damaged title costs that character, not the position."""
    positions.keep(left_at(7))
    path = next((tmp_path / "positions").iterdir())
    record = json.loads(path.read_text())
    path.write_text(json.dumps({**record, "title": "The \ud800 river"}))
    assert [each.title for each in positions.all()] == ["The ? river"]


def test_a_number_out_of_range_is_no_position(positions: Positions, tmp_path: Path) -> None:
    """A file that somebody changed cannot lead outside the article."""
    positions.keep(left_at(7))
    path = next((tmp_path / "positions").iterdir())
    record = json.loads(path.read_text())
    path.write_text(json.dumps({**record, "sentence": 1000}))
    assert positions.find("/a/story.txt", SENTENCES) is None


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_only_the_owner_can_read_what_was_heard(positions: Positions, tmp_path: Path) -> None:
    """What one reads is nobody else's business; no temporary file stays."""
    positions.keep(left_at(7))
    positions.keep(left_at(8))
    (path,) = (tmp_path / "positions").iterdir()
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A state folder that is a file is an error that names it."""
    (tmp_path / "positions").write_text("")
    with pytest.raises(PositionError, match="positions"):
        Positions(tmp_path).keep(left_at(7))


def test_the_state_folder_is_the_platform_s(monkeypatch: pytest.MonkeyPatch) -> None:
    """`XDG_STATE_HOME` where it is an absolute path, `~/.local/state` otherwise (XDG Base Directory Specification)."""
    if os.sys.platform in {"win32", "darwin"}:
        pytest.skip("XDG")
    monkeypatch.setenv("XDG_STATE_HOME", "/elsewhere")
    assert state_folder() == "/elsewhere/article-tts"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    monkeypatch.setenv("HOME", "/home/reader")
    assert state_folder() == "/home/reader/.local/state/article-tts"
