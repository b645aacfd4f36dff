"""`article-tts devices`: what sound can be played on."""

from __future__ import annotations

import click

from tts.cli.options import json_option


@click.command("devices")
@json_option
def devices_command(as_json: bool) -> None:
    """List the sound devices: what `speak --device` takes.

    `null` plays into nothing at the pace of a real device.
    """
    from tts.player.devices import devices

    found = devices()
    if as_json:
        import json

        click.echo(json.dumps([device._asdict() for device in found], indent=2, ensure_ascii=False))
        return
    for device in found:
        rates = ", ".join(f"{rate} Hz" for rate in device.rates)
        click.echo("\t".join(part for part in (device.name, rates or device.detail) if part))
