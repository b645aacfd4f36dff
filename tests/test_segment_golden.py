"""Every case of `golden/segment/LANG/*.txt` splits as it is written there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tts.segment import sentences

FOLDER = Path(__file__).parent / "golden" / "segment"
FILES = sorted(FOLDER.glob("*/*.txt"))


def unescaped(line: str) -> str:
    return line.removesuffix("\\").replace("\\n", "\n")


def text_of(lines: list[str]) -> str:
    """The lines joined by blanks, or by nothing after a backslash."""
    return "".join(unescaped(line) + ("" if line.endswith("\\") else " ") for line in lines).rstrip()


def escaped(text: str, pieces: list[str]) -> list[str]:
    """The pieces as lines of a golden file."""
    lines, position = [], 0
    for piece in pieces:
        position = text.index(piece, position) + len(piece)
        gap = text[position : position + 1]
        end = "" if gap in ("", " ") else "\\n\\" if gap == "\n" else "\\"
        lines.append(piece.replace("\n", "\\n") + end)
    return lines


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_golden_cases_split_as_written(path: Path, update_golden: bool) -> None:
    """Each line of a case is a sentence; `--update-golden` writes what the engine answers instead."""
    groups = path.read_text(encoding="utf-8").strip("\n").split("\n\n")
    answers = []
    for group in groups:
        comments = [line for line in group.splitlines() if line.startswith("#")]
        lines = [line for line in group.splitlines() if not line.startswith("#")]
        text = text_of(lines)
        answers.append("\n".join(comments + escaped(text, sentences(text, path.parent.name))))
    if update_golden:
        path.write_text("\n\n".join(answers) + "\n", encoding="utf-8")
    assert answers == groups


def test_there_are_cases_in_the_languages_that_have_tables() -> None:
    assert {path.parent.name for path in FILES} >= {
        "en",
        "ru",
        "kk",
        "he",
        "de",
        "fr",
        "es",
        "tr",
        "ar",
        "zh",
        "ja",
        "hi",
        "uk",
        "be",
        "pl",
        "it",
    }
