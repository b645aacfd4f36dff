"""`article-tts segments`: how an article is split, and what will be said."""

from __future__ import annotations

from typing import Any

import click

from tts.cli.options import json_option, lang_option


@click.command("segments")
@click.argument("article")
@click.option("--spoken", is_flag=True, help="Show what will be said for each segment, too.")
@lang_option
@json_option
def segments_command(article: str, spoken: bool, lang: str | None, as_json: bool) -> None:
    """Show how ARTICLE is split into segments: id, kind, text.

    A segment is a sentence, or a piece that stands alone, such as a heading or a table row. With --json, start and end
    are the segment's place in its block, in characters.
    """
    import json

    from tts.narration import spoken_segment
    from tts.readers import read_article
    from tts.segment import segments

    read = read_article(article, lang=lang)
    rows: list[dict[str, Any]] = []
    for segment in segments(read):
        said = {"spoken": spoken_segment(segment).text} if spoken else {}
        row = {
            "id": segment.id,
            "block": segment.block.id,
            "kind": segment.kind,
            "start": segment.start,
            "end": segment.end,
            "text": segment.text,
            **said,
        }
        if as_json:
            rows.append(row)
        else:
            click.echo(f"{segment.id}\t{segment.kind}\t{' '.join(segment.text.split())}")
            if spoken:
                click.echo(f"{segment.id}\tspoken\t{row['spoken']}")
    if as_json:
        head = {"title": read.title, "lang": read.lang, "segments": rows}
        click.echo(json.dumps(head, indent=2, ensure_ascii=False))
