"""The code keeps the rules it is built by."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [["lint-imports"], ["mypy"], ["ruff", "check", "."], ["ruff", "format", "--check", "."]],
    ids=["layers", "types", "lint", "format"],
)
def test_rules(command: list[str]) -> None:
    """Layers (import-linter), types (mypy, strict), lint and format (ruff) hold everywhere."""
    done = subprocess.run(
        [BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", ["av", "miniaudio", "num2words", "trafilatura", "lxml", "markdown_it", "pyttsx3"])
def test_help_imports_nothing_heavy(module: str) -> None:
    """Nothing heavy is imported on the way to the --help of any command."""
    code = f"import sys; from tts.cli.app import app; list(app.commands.values()); sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
