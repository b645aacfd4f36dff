"""The command group, and the one place where errors become messages and exit statuses."""

from __future__ import annotations

import errno
import os
import sys
from typing import Any

import click

from tts import __version__
from tts.cli import INTERRUPTED, streams
from tts.cli.commands import Commands
from tts.cli.stopping import stoppable
from tts.errors import TTSError

_NAME = "article-tts"
_CONFIGURATION = "config.toml"
#: Columns of help texts, where the terminal has as many.
_WIDEST = 100


@click.group(
    name=_NAME,
    cls=Commands,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "auto_envvar_prefix": "ARTICLE_TTS",
        "max_content_width": _WIDEST,
    },
)
@click.version_option(__version__, prog_name=_NAME)
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False),
    help=f"TOML file with defaults, a table for each command ([render], [speak] ...).  "
    f"[default: {_CONFIGURATION} in the user's configuration folder, if there is one]",
)
@click.option("--debug", is_flag=True, help="Show where in the program an error comes from.")
@click.pass_context
def app(context: click.Context, config: str | None, debug: bool) -> None:
    """Turn written articles into speech, offline: listen to them, or make audio files and captions.

    ARTICLE is a plain text, Markdown or HTML file, or - for standard input; where there may be several, also a folder of them.

    Results (paths, lists, JSON) go to standard output, messages and progress to standard error.

    Exit status: 0 all done; 1 an article failed; 2 wrong usage; 3 an engine, voice or device is missing;
    129, 130 or 143 stopped, by a terminal that was closed, by Control-C or by SIGTERM.
    """
    context.meta[_NAME] = debug
    path = config or os.path.join(click.get_app_dir(_NAME), _CONFIGURATION)
    if os.path.isfile(path):
        context.default_map = _defaults(path)


def run() -> int:
    """Run the command line of this process and return its exit status."""
    debug = "--debug" in sys.argv[1:]
    streams.prepare()
    try:
        with stoppable():
            # A command returns its exit status, or nothing where all went well.
            return app.main(prog_name=_NAME, standalone_mode=False, terminal_width=_help_width()) or 0
    except click.exceptions.Abort as stop:
        return _interrupted(stop)
    except click.ClickException as error:
        error.show()
        if isinstance(error, click.BadParameter) and (origin := _origin(error)):
            click.echo(origin, err=True)
        return error.exit_code
    except TTSError as error:
        if debug:
            raise
        say_error(error)
        return error.exit_status
    except BrokenPipeError:
        streams.give_up()  # whoever read our output has gone
        return 128 + 13
    except OSError as error:
        if debug:
            raise
        # Everything that is opened by a name is told with it further down: what has none is standard output.
        if error.filename is None and error.errno in (errno.ENOSPC, errno.EIO, errno.EDQUOT):
            streams.give_up()
            click.echo(f"Error: standard output: {error.strerror}. Make room, or send it elsewhere", err=True)
        else:
            click.echo(f"Error: {_told(error)}", err=True)
        return 1
    except Exception as error:
        if debug:
            raise
        click.echo(f"Error: unexpected {type(error).__name__}: {error}. Run again with --debug to see where.", err=True)
        return 1


def _interrupted(stop: click.exceptions.Abort) -> int:
    """Tell what was noted on the way out (`tts.cli.caching.noting_what_is_kept`), and return the exit status."""
    for note in getattr(stop.__cause__, "__notes__", ()):
        click.echo(note, err=True)
    return INTERRUPTED


def _told(error: OSError) -> str:
    if error.filename is None and error.errno == errno.ENOENT:  # nothing else is looked for without a name
        return "the current folder is no longer there. Change to another"
    return f"{error.filename or type(error).__name__}: {error.strerror or error}. Run again with --debug to see where."


def _help_width() -> int:
    """Columns of help texts, as click would have them; it asks `shutil`, and loads three libraries for archives with it."""
    try:
        columns = int(os.environ.get("COLUMNS", "0"))
    except ValueError:
        columns = 0
    if columns <= 0:
        try:
            columns = os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 0
        except (ValueError, OSError):  # closed, or no terminal
            columns = 0
    return max(min(columns or 80, _WIDEST) - 2, 50)


def _origin(error: click.BadParameter) -> str:
    """Where a wrong value was set, for who did not type it."""
    if not error.ctx or not error.param or not error.param.name:
        return ""
    source = error.ctx.get_parameter_source(error.param.name)
    if source is click.core.ParameterSource.DEFAULT_MAP:
        return "It was set in the configuration file."
    if source is click.core.ParameterSource.ENVIRONMENT:
        return "It was set by an environment variable."
    return ""


def say_error(error: TTSError) -> None:
    """Tell the user about an error, as one plain line."""
    click.echo(f"Error: {error}", err=True)


def _defaults(path: str) -> dict[str, dict[str, Any]]:
    """Defaults of options by command, as click wants them; a name that no command or option has is an error."""
    import tomllib
    from pathlib import Path

    try:
        tables = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise click.UsageError(f"{path}: cannot be read as TOML: {error}") from error
    defaults: dict[str, dict[str, Any]] = {}
    for command, table in tables.items():
        if command not in app.commands or not isinstance(table, dict):
            raise click.UsageError(f"{path}: no table is called {command!r}. Tables: {', '.join(app.commands)}")
        options = [option for option in app.commands[command].params if isinstance(option, click.Option)]
        known = {option.opts[-1].lstrip("-"): option.name or "" for option in options}
        several = {option.opts[-1].lstrip("-") for option in options if option.multiple}
        for name in table:
            if name not in known:
                raise click.UsageError(
                    f"{path}: [{command}] has no option {name!r}. Options: {', '.join(sorted(known))}"
                )
        defaults[command] = {
            known[name]: [value] if name in several and not isinstance(value, list) else value
            for name, value in table.items()
        }
    return defaults
