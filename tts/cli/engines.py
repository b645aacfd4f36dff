"""`article-tts engines` and `article-tts voices`: what can speak here, and why something cannot."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import click

from tts.cli.options import LanguageTag, engine_option, json_option


@click.command("engines")
@json_option
def engines_command(as_json: bool) -> None:
    """List the engines: what can speak here, and why something cannot."""
    from tts import engines

    statuses = engines.status()
    if as_json:
        _echo_json([status._asdict() for status in statuses])
        return
    for status in statuses:
        state = "available" if status.available else "not available"
        advice = f". {status.hint}" if status.hint else ""
        click.echo(f"{status.name}: {state}: {status.detail}{advice}")


@click.command("voices")
@engine_option
@click.option("--lang", type=LanguageTag(), help="Only voices that speak this language (BCP 47: en, en-GB, kk).")
@json_option
def voices_command(engine: str, lang: str | None, as_json: bool) -> None:
    """List the voices of an engine: id, languages, name."""
    from tts import engines
    from tts.errors import VoiceError

    with closing(engines.load(engine)) as speaker:
        voices = [voice for voice in speaker.voices() if not lang or _speaks(voice.languages, lang)]
    if not voices and lang:
        raise VoiceError(f"no voice of {engine} speaks {lang}", hint="`article-tts voices` lists all of them")
    if as_json:
        from dataclasses import asdict

        _echo_json([asdict(voice) for voice in voices])
        return
    for voice in voices:
        click.echo(f"{voice.id}\t{', '.join(voice.languages)}\t{voice.name}")


def _speaks(languages: tuple[str, ...], wanted: str) -> bool:
    """Basic filtering (RFC 4647, section 3.3.1): the range itself, or the range followed by a hyphen."""
    wanted = wanted.casefold()
    return any(tag.casefold() == wanted or tag.casefold().startswith(f"{wanted}-") for tag in languages)


def _echo_json(values: list[dict[str, Any]]) -> None:
    import json

    click.echo(json.dumps(values, indent=2, ensure_ascii=False))
