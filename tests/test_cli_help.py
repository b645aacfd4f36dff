"""The documentation of the commands is what the commands say of themselves."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

from tts.cli.app import app

HEAD = """# The commands

Made from the program (`pytest --update-golden tests/test_cli_help.py`); do not edit.

Every option can also be set by an environment variable (`ARTICLE_TTS_RENDER_VOICE=en-gb`) or in a TOML file with a
table for each command (`--config`, or `config.toml` in the user's configuration folder):

    [render]
    voice = "en-gb"
    rate = "1.2"
    output = ["audio/{stem}.mp3"]
"""


def test_docs_cli_is_what_help_says(run: Callable, check_golden: Callable[[Path, str], None]) -> None:
    """docs/cli.md shows the --help of the program and of every command, to the letter."""
    sections = [HEAD]
    for command in ["", *app.commands]:
        arguments = [command] if command else []
        text = run(*arguments, "--help").stdout
        indented = "".join(f"    {line}\n" if line else "\n" for line in text.splitlines())
        sections.append(f"## article-tts {command}".rstrip() + f"\n\n{indented}")
    check_golden(ROOT / "docs" / "cli.md", "\n".join(sections))


def test_readme_names_every_command() -> None:
    """The README names every command there is."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in app.commands:
        assert f"article-tts {command}" in readme


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_needs_nothing(run: Callable, flag: str) -> None:
    """Help comes with status 0, on standard output."""
    done = run(flag)
    assert done.returncode == 0
    assert "ARTICLE" in done.stdout
    assert done.stderr == ""


def test_version(run: Callable) -> None:
    """--version prints the version of the package."""
    import tts

    assert run("--version").stdout.strip().endswith(tts.__version__)


def test_defaults_come_from_a_file_and_the_environment(
    run: Callable, tmp_path: Path, environment: dict[str, str]
) -> None:
    """A TOML file and environment variables set defaults; the command line wins."""
    story = tmp_path / "story.txt"
    story.write_text("A short story.\n")
    (tmp_path / "own.toml").write_text('[render]\nengine = "silence"\noutput = ["from-file.wav"]\n')
    assert run("--config", "own.toml", "render", story).stdout == "from-file.wav\n"
    environment["ARTICLE_TTS_RENDER_ENGINE"] = "silence"
    assert run("render", story, "-o", "from-line.wav").stdout == "from-line.wav\n"


def test_a_broken_configuration_is_named(run: Callable, tmp_path: Path) -> None:
    """A file that is no TOML is wrong usage, and is named."""
    (tmp_path / "own.toml").write_text("[render\n")
    done = run("--config", "own.toml", "engines")
    assert done.returncode == 2
    assert "own.toml" in done.stderr
