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
    from pathlib import Path

    from tts.readers import read_article

    return read_article(Path(article) if "\n" in article or "\r" in article else article, lang=lang)
