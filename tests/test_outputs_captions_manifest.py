"""The manifest is what its schema says, and tells the same when it is read back."""

from __future__ import annotations

import copy
import hashlib
import json
import math
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import making
import pytest
from conftest import COMMAND, CONTENT, ROOT
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tts import outputs, verify
from tts.model import Omission
from tts.outputs.options import Options, Written
from tts.verify.alignment import DIFFERENCE_LIMIT, matches
from tts.verify.changes import Account, Sentence, describe
from tts.verify.louder import Loudness, loudness_change
from tts.verify.pairs import paired
from tts.verify.report import Report
from tts.verify.schema import narration_schema, violations
from tts.verify.told import read

ARTICLES = sorted(path for path in CONTENT.glob("*.*") if path.name != "README.md")


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The manifests of every article in content/, as the default engine says them."""
    folder = tmp_path_factory.mktemp("manifests")
    subprocess.run(
        [*COMMAND, "render", *ARTICLES, f"-o{folder}/{{stem}}.json", f"-o{folder}/{{stem}}.vtt", "--progress=none"],
        check=True, capture_output=True,
    )  # fmt: skip
    return sorted(folder.glob("*.json"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A manifest with one of everything."""
    path = tmp_path_factory.mktemp("small") / "a.json"
    with making.narration("One two.", "Three.", omissions=(Omission("Home", "navigation"),)) as narration:
        captions = outputs.write(narration, path.with_suffix(".vtt"))
        outputs.write(narration, path, Options(companions=(Written(captions.path, {"lufs": -19.1}),)))
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_schema_is_published() -> None:
    """docs/narration.schema.json is the schema that verify uses, and a schema of draft 2020-12."""
    published = json.loads((ROOT / "docs" / "narration.schema.json").read_text(encoding="utf-8"))
    assert published == narration_schema()
    Draft202012Validator.check_schema(published)


def test_real_manifests_are_valid(rendered: list[Path]) -> None:
    """jsonschema finds nothing in the manifest of any article, and verify neither."""
    validator = Draft202012Validator(narration_schema())
    assert len(rendered) == len(ARTICLES)
    for path in rendered:
        assert not list(validator.iter_errors(json.loads(path.read_text(encoding="utf-8"))))
        assert verify.manifest(path).whole


def test_every_field_is_described(small: dict[str, Any]) -> None:
    """What the writer writes is in the schema, by name."""

    def names(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for name, each in value.items():
                yield name
                if name not in {"pauses", "facts"}:
                    yield from names(each)
        elif isinstance(value, list):
            for each in value:
                yield from names(each)

    described = set(names_of_properties(narration_schema()))
    assert set(names(small)) <= described


def names_of_properties(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for each in schema.values():
            yield from names_of_properties(each)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict):
        for name, each in value.items():
            yield from places(each, (*path, name))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from places(each, (*path, index))


ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.integers(-(2**70), 2**70), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5), st.just([]), st.just({}), st.just([1, 2]), st.just([1, 2, 3]), st.just("a" * 64),
    st.just({"a": -1}), st.just("x" * 5000),
)  # fmt: skip


@given(st.data())
def test_our_validator_agrees_with_a_complete_one(small: dict[str, Any], data: st.DataObject) -> None:
    """Whatever is put in the place of any value, both say yes or both say no."""
    changed = copy.deepcopy(small)
    path = data.draw(st.sampled_from(list(places(small))[1:]))
    parent = changed
    for step in path[:-1]:
        parent = parent[step]
    if data.draw(st.booleans()):
        parent[path[-1]] = data.draw(ANYTHING)
    else:
        del parent[path[-1]]
    schema = narration_schema()
    assert (not list(violations(changed, schema))) == Draft202012Validator(schema).is_valid(changed)


@given(st.data())
def test_no_change_of_a_manifest_breaks_the_check(
    tmp_path_factory: pytest.TempPathFactory, small: dict[str, Any], data: st.DataObject
) -> None:
    """Whatever stands in the place of any value, verify answers with a report."""
    changed = copy.deepcopy(small)
    path = data.draw(st.sampled_from(list(places(small))[1:]))
    parent = changed
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = data.draw(ANYTHING)
    file = tmp_path_factory.mktemp("changed") / "a.json"
    file.write_text(json.dumps(changed))
    report = verify.manifest(file)
    json.dumps(report.as_json())


def test_what_is_read_back_is_what_was_spoken(tmp_path: Path) -> None:
    """Blocks, cues with their words and omissions come out of the manifest as they went in, frames exact."""
    with making.narration("One two.", "“Three.”", omissions=(Omission("Home", "navigation"),)) as narration:
        outputs.write(narration, tmp_path / "a.json")
        told = read(tmp_path / "a.json", Report())
        assert told
        assert tuple(told.blocks) == narration.article.blocks
        assert list(told.cues()) == [*narration.master.cues()]
        assert tuple(told.omissions()) == narration.omissions
        sound = hashlib.sha256(b"".join(narration.master.pcm())).hexdigest()
        assert told.head["sound"] == {"encoding": "pcm_s16le", "channels": 1, "sha256": sound}


def test_facts_that_are_no_numbers_are_null(tmp_path: Path) -> None:
    """The loudness of silence is minus infinity, which JSON has no word for."""
    with making.narration("One.") as narration:
        written = outputs.write(narration, tmp_path / "a.vtt")
        facts = {"lufs": -math.inf, "peaks": [1.5, math.nan]}
        outputs.write(narration, tmp_path / "a.json", Options(companions=(Written(written.path, facts),)))
    made = json.loads((tmp_path / "a.json").read_text(), parse_constant=pytest.fail)
    assert made["companions"][0]["facts"] == {"lufs": None, "peaks": [1.5, None]}


LINES = st.lists(st.sampled_from("abcdef"), max_size=60)


@given(LINES, LINES)
def test_matches_are_a_longest_common_subsequence(old: list[str], new: list[str]) -> None:
    """Matched lines are equal and in order in both lists, and no more could be matched."""
    found = list(matches(old, new))
    assert all(old[mine] == new[its] for mine, its in found)
    assert found == sorted(found)
    assert len({mine for mine, _ in found}) == len({its for _, its in found}) == len(found)
    row = [0] * (len(new) + 1)
    for line in old:
        diagonal = 0
        for index, other in enumerate(new, start=1):
            diagonal, row[index] = row[index], diagonal + 1 if line == other else max(row[index], row[index - 1])
    assert len(found) == row[-1]


def test_more_differences_than_the_limit_are_divided_by_what_is_unique() -> None:
    """Where nearly everything changed, the lines that are there once in both are still found."""
    old = [f"old {n}" if n % 10 else f"kept {n}" for n in range(5 * DIFFERENCE_LIMIT)]
    new = [line.replace("old", "new") for line in old]
    assert list(matches(old, new)) == [(n, n) for n in range(len(old)) if n % 10 == 0]


def account(*texts: str) -> Account:
    return Account({}, [Sentence(text, text, 1000 * n) for n, text in enumerate(texts)], 1000 * len(texts), "")


def test_repeated_sentences_are_told_apart() -> None:
    """In an article that repeats itself a hundred times, one changed sentence is one line."""
    old = ["The minister came to Astana.", "He left the next day.", "It was cold."] * 100
    new = old.copy()
    new[150] = "The minister came to Almaty."
    del new[40]
    told = list(describe(account(*old), account(*new)))
    assert told[0] == 'Removed, was at 40 seconds: "He left the next day."'
    assert told[1].startswith(
        'Changed at 2 minutes 29 seconds, was at 2 minutes 30 seconds: "Astana." is now "Almaty."'
    )
    assert told[2].startswith("298 of 299 sentences are as they were; 1 changed, 1 removed.")
    assert len(told) == 3


def test_a_sentence_that_is_read_otherwise_is_told() -> None:
    """The same words on paper, said in other words, are a change for the listener."""
    old = Account({}, [Sentence("In 2016.", "In two thousand sixteen.", 0)], 5, "a")
    new = Account({}, [Sentence("In 2016.", "In twenty sixteen.", 0)], 5, "b")
    assert next(describe(old, new)) == (
        'Read otherwise at the start: "two thousand" is now "twenty", in "In twenty sixteen."'
    )


def test_another_sound_is_told_where_nothing_explains_it() -> None:
    """The same words, settings and times, and other samples: that much is said, and no more."""
    sentence = Sentence("One.", "One.", 0, frames=9)
    told = list(describe(Account({}, [sentence], 1000, "a"), Account({}, [sentence], 1000, "b")))
    assert told == ["1 of 1 sentences have the words they had, but they sound otherwise. Length: 1 second."]


def test_an_effect_on_most_sentences_is_told_in_one_line() -> None:
    """Where the voice is another without a setting that says so, its sentences are counted, not listed."""
    old, new = (
        Account({}, [Sentence(f"{n}.", f"{n}.", 0, frames) for n in range(9)], 1000, str(frames)) for frames in (5, 6)
    )
    assert list(describe(old, new)) == ["0 of 9 sentences are as they were; 9 spoken otherwise. Length: 1 second."]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (Loudness(-19, -19.02), Loudness(-16, -16.08), " asked for was -19 LUFS and is now -16 LUFS: 3 LU louder."),
        (Loudness(-16, -16.08), Loudness(-19, -19.02), " asked for was -16 LUFS and is now -19 LUFS: 3 LU quieter."),
        (Loudness(-11, -11.0), Loudness(-10, -10.62), " asked for was -11 LUFS and is now -10 LUFS: 0.4 LU louder."),
        (Loudness(-11, -14.2), Loudness(-10, -14.2), " asked for was -11 LUFS and is now -10 LUFS: as loud as it was."),
        (Loudness(-19, None), Loudness(-16, -16), " asked for was -19 LUFS and is now -16 LUFS."),
        (Loudness(-19, -19), Loudness(None, None, True), " was -19 LUFS and is now as the engine gave it."),
        (Loudness(None, None, True), Loudness(-19, -19), " was as the engine gave it and is now -19 LUFS."),
        (Loudness(-19, -19), Loudness(), ""),
        (Loudness(), Loudness(-19, -19), ""),
        (Loudness(is_heard=True), Loudness(), ""),
        (Loudness(-19, -18.95), Loudness(-19, -19.05), ""),
    ],
)
def test_a_difference_of_loudness_is_what_is_heard(old: Loudness, new: Loudness, told: str) -> None:
    """The line has what was asked for and what came of it, and there is none where one of both has no sound."""
    assert loudness_change(old, new) == (told and f"The loudness{told}")


@given(LINES, LINES)
def test_every_sentence_is_in_one_pair(old: list[str], new: list[str]) -> None:
    """Nothing is told twice or forgotten; the new ones are in order, and only what is the same was moved."""
    pairs = list(paired(old, new))
    assert sorted(pair.old for pair in pairs if pair.old is not None) == list(range(len(old)))
    assert [pair.new for pair in pairs if pair.new is not None] == list(range(len(new)))
    stayed = [pair.old for pair in pairs if pair.old is not None and not pair.is_moved]
    assert stayed == sorted(stayed)
    assert all(old[pair.old] == new[pair.new] for pair in pairs if pair.is_moved)
    left = Counter(old[pair.old] for pair in pairs if pair.new is None)
    assert not left & Counter(new[pair.new] for pair in pairs if pair.old is None)
