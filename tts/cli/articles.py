"""An ARTICLE of the command line."""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tts.model import Article


def listed(articles: Iterable[str]) -> list[str]:
    """The paths of the articles; a folder stands for the articles in it and in its folders, in the order of their names.

    Links to folders are not followed in a folder, for they may lead in a circle; links to files are.

    Raises:
        ArticleError: A folder has no article in it, or something in it that may not be read.
    """
    from tts.errors import ArticleError
    from tts.readers import SUFFIXES

    paths: list[str] = []
    for article in articles:
        if article == "-" or not os.path.isdir(article):
            paths.append(article)
            continue
        try:
            found = list(_articles_in(article, SUFFIXES))
        except OSError as error:
            what = f"cannot be read: {error.strerror}"
            hint = "Ask for permission to read it, or name the articles one by one"
            raise ArticleError(what, str(error.filename), hint) from error
        if not found:
            raise ArticleError("there is no article in this folder", article, f"Articles end in {', '.join(SUFFIXES)}")
        paths += found
    return paths


def _articles_in(folder: str, suffixes: Container[str]) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        raise error

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and os.path.splitext(name)[1].lower() in suffixes:
                path = os.path.normpath(os.path.join(place, name))
                if stat.S_ISREG(os.stat(path).st_mode):  # nothing comes out of a pipe that nobody writes to
                    yield path


def read(article: str, lang: str | None, encoding: str | None = None) -> Article:
    """Read the file of this path, or standard input for `-`.

    `tts.read_article` takes text with a line feed for the article itself; here it is the path of a file, as file names
    may have one.

    Raises:
        ArticleError: It cannot be read.
    """
    from tts.readers import read_article

    if "\n" in article or "\r" in article:
        from pathlib import Path

        return read_article(Path(article), lang=lang, encoding=encoding)
    return read_article(article, lang=lang, encoding=encoding)
