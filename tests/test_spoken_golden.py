"""What is said for what is written: one table a class, tests/golden/spoken/<language tag>/<class>.tsv (written TAB spoken TAB note)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tts.spoken import spoken_form

GOLDEN = Path(__file__).parent / "golden" / "spoken"
TABLES = sorted(GOLDEN.glob("*/*.tsv"))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.parent.name}/{table.stem}")
def test_golden_table(table: Path, update_golden: bool) -> None:
    """Every row of a table is said as its second column says."""
    lang = table.parent.name
    wrong: list[str] = []
    lines: list[str] = []
    for line in table.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("# "):
            lines.append(line)
            continue
        written, spoken, *note = line.split("\t")
        said = spoken_form(written, lang).text
        lines.append("\t".join([written, said, *note]))
        if said != spoken:
            wrong.append(f"{written!r}\n  says   {said!r}\n  wanted {spoken!r}")
    if update_golden:
        table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        assert not wrong, "\n".join(wrong)


def test_there_are_tables() -> None:
    """The tables are found."""
    assert len(TABLES) >= 20
