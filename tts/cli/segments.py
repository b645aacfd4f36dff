"""`article-tts segments`: how an article is split, and what will be said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from tts.cli.options import encoding_option, json_option, lang_option, lexicon_option

if TYPE_CHECKING:
    from tts.model import SpokenForm, Token


@click.command("segments")
@click.argument("article")
@click.option("--spoken", is_flag=True, help="Show what will be said for each segment, too.")
@lang_option
@encoding_option
@lexicon_option
@json_option
def segments_command(
    article: str, spoken: bool, lang: str | None, encoding: str | None, lexicons: tuple[str, ...], as_json: bool
) -> None:
    """Show how ARTICLE is split into segments: id, kind, text.

    A segment is a sentence, or a piece that stands alone, such as a heading or a table row. With --json, start and end
    are the segment's place in its block, in characters.

    With --spoken, every change follows, with its class: "$5 -> five dollars (money)". A word that is read in another
    language, or has phonemes of its own, is shown as well; one that is not said has nothing after the arrow.
    """
    import json

    from tts.cli import articles
    from tts.segment import segments
    from tts.utterances import spoken_segment

    read = articles.read(article, lang, encoding)
    rows: list[dict[str, Any]] = []
    for segment in segments(read):
        form = spoken_segment(segment, lexicons) if spoken else None
        said = {"spoken": form.text, "changes": [_change(form, token) for token in _changed(form)]} if form else {}
        row: dict[str, Any] = {
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
                for change in row["changes"]:
                    click.echo(f"{segment.id}\tchange\t{_told(change)}")
    if as_json:
        head = {"title": read.title, "lang": read.lang, "segments": rows}
        click.echo(json.dumps(head, indent=2, ensure_ascii=False))


def _changed(form: SpokenForm) -> Iterator[Token]:
    """The tokens that are not simply said as they are written."""
    for token in form.tokens:
        written, said = form.written[token.start : token.end], form.text[token.spoken_start : token.spoken_end]
        if (written != said and token.kind != "punctuation") or token.lang or token.phonemes:
            yield token


def _change(form: SpokenForm, token: Token) -> dict[str, Any]:
    return {
        "written": form.written[token.start : token.end],
        "start": token.start,
        "end": token.end,
        "spoken": form.text[token.spoken_start : token.spoken_end],
        "class": token.kind,
        **({"lang": token.lang} if token.lang else {}),
        **({"phonemes": token.phonemes} if token.phonemes else {}),
    }


def _told(change: dict[str, Any]) -> str:
    more = [change["class"], change.get("lang", ""), f"/{change['phonemes']}/" if "phonemes" in change else ""]
    written = " ".join(change["written"].split())
    return f"{written} -> {change['spoken']} ({', '.join(filter(None, more))})"
