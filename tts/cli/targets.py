"""Which files a rendering is to make of which article."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import click

from tts.errors import OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from tts.outputs.options import Options
    from tts.recorded import Narration

DEFAULT_FOLDER = "audio"
DEFAULT_OUTPUTS = tuple(f"{DEFAULT_FOLDER}/{{stem}}{suffix}" for suffix in (".mp3", ".vtt", ".json"))


def targets(articles: Sequence[str], outputs: Sequence[str]) -> dict[str, list[Path]]:
    """Which files are to be made of which article, refused where one would be written twice or over its article."""
    from pathlib import Path

    for output in outputs:
        for unknown in re.findall(r"\{[a-z_]*\}", output.replace("{stem}", "")):
            raise click.UsageError(f"{output}: nothing is known for {unknown}, only for {{stem}}.")
    plan: dict[str, list[Path]] = {}
    taken: dict[str, str] = {}
    read = [Path(article) for article in articles if article != "-"]
    for article in dict.fromkeys(articles):
        paths = [Path(output.replace("{stem}", stem(article))) for output in outputs or DEFAULT_OUTPUTS]
        for path in dict.fromkeys(paths):
            place = os.path.realpath(path)  # unlike `resolve`, with an answer for links that lead in a circle
            if place in taken:
                raise click.UsageError(_twice(path, taken[place], article))
            if any(_is_same(path, other) for other in read):
                itself = "the article itself" if _is_same(path, Path(article)) else "one of the articles"
                raise click.UsageError(f"{path} is {itself}. Choose another output.")
            taken[place] = article
        plan[article] = list(dict.fromkeys(paths))
    return plan


def _twice(path: Path, first: str, second: str) -> str:
    if first == second:
        return f"{path} would be written twice. Name it once."
    if stem(first) == stem(second):
        advice = "Both have that name: render them one after the other, with an -o of its own for each."
    else:
        advice = "Put {stem} into the path."
    return f"{path} would be written twice, for {first} and for {second}. {advice}"


def _is_same(path: Path, other: Path) -> bool:
    """Whether two paths lead to one file: by links, or by a name that differs in case where the system sees no difference."""
    try:
        return path.samefile(other)
    except OSError:
        return os.path.realpath(path) == os.path.realpath(other)


def checked(paths: Sequence[Path], options: Options) -> None:
    """See whether files could be written; the folder for what nobody gave a place is made.

    Raises:
        FormatError: As `tts.outputs.check`.
        OutputError: As `tts.outputs.check`.
    """
    from pathlib import Path

    from tts import outputs

    if any(str(path.parent) == DEFAULT_FOLDER for path in paths):
        try:
            Path(DEFAULT_FOLDER).mkdir(exist_ok=True)
        except OSError as error:
            raise OutputError(f"cannot be made: {error.strerror}", DEFAULT_FOLDER, "Choose a place with -o") from error
    for path in paths:
        outputs.check(path, options)


def stem(article: str) -> str:
    """The name of an article's file without its suffix."""
    from pathlib import Path

    return "stdin" if article == "-" else Path(article).stem


def parts(narration: Narration, split: Literal["segment", "block"] | None) -> Iterator[tuple[str, Narration]]:
    """The parts to be written, each with what tells its file apart from the others."""
    from tts.recording import excerpts

    if not split or not narration.master.frames:  # where nothing was spoken there is no part either
        yield "", narration
        return
    width = max(3, len(str(sum(1 for _ in excerpts(narration, split)))))
    for number, (key, part) in enumerate(excerpts(narration, split), start=1):
        yield f"-{number:0{width}}-{key}", part


def numbered(path: Path, number: str) -> Path:
    """Where a part is written: its number stands before the suffix."""
    from tts.outputs import suffix

    ending = suffix(path)
    return path.with_name(f"{path.name.removesuffix(ending)}{number}{ending}")
