"""An ARTICLE of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tts.model import Article


def read(article: str, lang: str | None) -> Article:
    """Read the file of this path, or standard input for `-`.

    `tts.read_article` takes text with a line feed for the article itself; here it is the path of a file, as file names
    may have one.

    Raises:
        ArticleError: It cannot be read.
    """
    from tts.readers import read_article

    if "\n" in article or "\r" in article:
        from pathlib import Path

        return read_article(Path(article), lang=lang)
    return read_article(article, lang=lang)
