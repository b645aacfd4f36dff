"""The tables of the languages: what they may hold, and what reading them costs."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tts.segment import rules

FILES = sorted((Path(rules.__file__).parent / "languages").glob("*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_table_has_no_class_of_abbreviations_that_the_engine_does_not_know(file: Path) -> None:
    known = {f"abbreviations.{kind}" for kind in (*rules.CLASSES, "unit")}
    assert {name for name in rules._table(file.stem) if name.startswith("abbreviations.")} <= known


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_word_stands_twice_in_a_list(file: Path) -> None:
    """Who edits one of them would think that it is the only one; credits and sign-offs have several words a line."""
    for name, value in rules._table(file.stem).items():
        entries = value.splitlines() if name in ("page.credits", "words.sign_offs") else value.split()
        assert [entry for entry, count in Counter(filter(None, entries)).items() if count > 1] == [], name


def test_the_first_sentence_waits_for_few_patterns_and_no_heavy_module() -> None:
    program = """if True:
        import re, sys
        from re import _compiler as compiler
        compile, made = compiler.compile, []
        compiler.compile = lambda *given: made.append(given) or compile(*given)
        from tts.segment import sentences
        assert len(sentences("He came. He saw Mr. Smith of Acme Corp. in 1998.")) == 2
        print(len(made), *{"pathlib", "dataclasses"} & set(sys.modules) - before)
    """.replace("import re, sys", "import re, sys, tts.model; before = set(sys.modules)")
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert int(answer[0]) <= 8
    assert answer[1:] == []
