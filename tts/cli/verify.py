"""`article-tts verify`: whether a rendering is whole, and still what was rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tts.cli.options import json_option

if TYPE_CHECKING:
    from tts.verify import Report


@click.command("verify")
@click.argument("manifest", type=click.Path(exists=True, dir_okay=False))
@json_option
def verify_command(manifest: str, as_json: bool) -> int:
    """Check a rendering by its MANIFEST, the .json file that render writes.

    Every character of the article has to be heard or left out by a rule that is named; segments and words must not overlap;
    the files beside the manifest have to be those that were written, their sound as long as the manifest says, with speech
    and pauses where it has them, and captions and chapters those of this narration. With --json, a report goes to standard
    output.

    Exit status: 0 nothing was found; 1 something was.
    """
    from tts import verify

    report = verify.manifest(manifest)
    if as_json:
        import json

        told = json.dumps({"manifest": manifest, **report.as_json()}, indent=2, ensure_ascii=False)
        # A file name that is no UTF-8 has JSON's escapes: written byte for byte, it would be no JSON.
        click.echo(told.encode("utf-8", "backslashreplace").decode("utf-8"))
    say_findings(report)
    if report.whole:
        click.echo(f"{manifest}: whole: {_counted(report)}.", err=True)
    return 0 if report.whole else 1


def say_findings(report: Report) -> None:
    """Name what was found, one plain line each."""
    for finding in report.findings:
        click.echo(f"Error: {finding}.", err=True)
    if report.more:
        click.echo(f"Error: {report.more} more of the kind.", err=True)


def _counted(report: Report) -> str:
    # "1 segment": the names are in the plural, but for "left out".
    return ", ".join(
        f"{number} {name.removesuffix('s') if number == 1 else name}" for name, number in report.checked.items()
    )
