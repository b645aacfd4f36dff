"""The commands by name. Each is imported when it is called: none waits for what the others need, and --help for none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

import click

#: Where each command is, and what the list of commands says of it; the first ones are wanted most often.
COMMANDS = {
    "speak": ("tts.cli.speak:speak_command", "Read articles aloud, from the first sentence on."),
    "render": ("tts.cli.render:render_command", "Write articles as sound, captions and more."),
    "segments": ("tts.cli.segments:segments_command", "Show how an article is split, and what is said."),
    "say": ("tts.cli.say:say_command", "Say a phrase, to hear a pronunciation."),
    "verify": ("tts.cli.verify:verify_command", "Check that a rendering is whole."),
    "voices": ("tts.cli.engines:voices_command", "List who can speak."),
    "engines": ("tts.cli.engines:engines_command", "List what can speak here, and why not."),
    "library": ("tts.cli.library:library_command", "List the articles you have begun to hear."),
    "devices": ("tts.cli.devices:devices_command", "List what sound can be played on."),
    "cache": ("tts.cli.cache:cache_command", "Show or clear the speech that is kept."),
}


class Commands(click.Group):
    """A group of the commands above."""

    def __init__(self, **attributes: object) -> None:
        super().__init__(**attributes)  # type: ignore[arg-type]
        self.commands = _Imported()  # type: ignore[assignment]  # nothing is added to it

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list, whole lines from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])


class _Imported(Mapping[str, click.Command]):
    """The commands, imported when they are looked up."""

    def __getitem__(self, name: str) -> click.Command:
        module, _, attribute = COMMANDS[name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)
