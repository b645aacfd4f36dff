"""Reading an article from a file, a stream or text.

    from tts.readers import read_article
    article = read_article("story.html")

Adding a format

1. Write `tts/readers/<format>.py` with a function `read(text: str, name: str) -> Draft` (or `read(content: bytes, name: str)` and
   `BINARY = True` for a format that is not text). It finds structure; it assigns neither ids nor languages, which
   `assemble.py` does for all. What it does not put into a block it adds to `Draft.omissions`, with the name of the rule.
2. Add the format to `FORMATS`, and its suffixes to `SUFFIXES`.
3. If its first bytes tell it, remove it from the table of binary files in `source.py`, and let `sniff` know it.
4. Add a folder to `tests/golden/readers/` with a source and what is to be read of it (`pytest --update-golden` writes that).
"""

from __future__ import annotations

from importlib import import_module
from typing import IO, TYPE_CHECKING

from tts.errors import ArticleError

if TYPE_CHECKING:
    import os

    from tts.model import Article

#: Module that reads a format, by the name `format=` takes. Loaded when first needed.
FORMATS = {
    "html": "tts.readers.html",
    "markdown": "tts.readers.markdown",
    "text": "tts.readers.text",
}

#: Format of a suffix. A file with any other suffix, or none, is told by what it holds.
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xht": "html",
}


def read_article(
    source: str | os.PathLike[str] | bytes | IO[str] | IO[bytes],
    *,
    lang: str | None = None,
    encoding: str | None = None,
    format: str | None = None,  # noqa: A002  the word users know
) -> Article:
    """Read an article.

    Args:
        source: A path; `-` for standard input; the article itself as text or bytes; or a file object, binary (its
            encoding is detected) or text. A `str` is the text itself if it contains a line break, and a path if not: so a
            mistyped path is never read aloud. (One line of text: `io.StringIO(line)`.)
        lang: BCP 47 tag of the article. It wins over what the article declares and over what is detected.
        encoding: Encoding of the bytes, by a name that Python knows (utf-8, windows-1251, kz1048). It wins over marks, over
            what a page declares and over what is detected. Text has none.
        format: One of `FORMATS`. Without it the suffix decides; for any other suffix, for none, and on standard input
            the content does: a page begins with HTML, a Markdown text with front matter or a `#` heading, all else is
            plain text.

    Raises:
        ArticleError: The source is missing, a folder, unreadable, too large, empty or not text; bytes do not decode; there
            is no article in it; `lang`, `encoding` or `format` is none.
        OutputError: It is as long as a book, and there is no room for temporary files.
    """
    from tts.readers import assemble, language
    from tts.readers import encoding as encodings
    from tts.readers import source as sources

    tag = language.clean_tag(lang) if lang else ""
    if lang and not tag:
        raise ArticleError(f"{lang!r} is no language tag", hint="Give a BCP 47 tag such as en, en-GB or kk")
    if format is not None and format not in FORMATS:
        raise ArticleError(f"there is no format {format!r}", hint=f"Choose one of {', '.join(sorted(FORMATS))}")
    asked = encodings.known(encoding) if encoding else ""
    if encoding and not asked:
        raise ArticleError(f"{encoding!r} is no encoding", hint="Give one such as utf-8, windows-1251 or kz1048")
    loaded = sources.load(source)
    suffix, name, content = loaded.suffix, loaded.name, loaded.content
    del loaded  # here and below: of a long article, nothing is held twice that is not needed any more
    if asked and isinstance(content, bytes):
        content = encodings.decode_as(content, asked, name)
    kind = format or SUFFIXES.get(suffix) or sniff(content)
    reader = import_module(FORMATS[kind])
    if isinstance(content, bytes):
        content = encodings.decode(content, name, markup=kind == "html")
    else:
        _refuse_surrogates(content, name)
    draft = reader.read(content, name)
    del content
    # A name that is no UTF-8 stands in files that are.
    named = name.encode(errors="surrogateescape").decode(errors="replace")
    return assemble.assemble(draft, named, tag)


def sniff(content: str | bytes) -> str:
    """The format of a source that has no telling name, from how it begins."""
    import re

    head = content[:4096]
    if isinstance(head, bytes):
        head = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace").replace(
            "\0", ""
        )
        head = head.removeprefix("ï»¿")
    head = re.sub(r"^(?:\s|\ufeff|<!--.*?-->|<\?xml.*?\?>)+", "", head, flags=re.DOTALL)
    if re.match(
        r"<(?:!doctype\s+html|(?:html|head|body|article|main|section|div|p|h[1-6]|title|meta)\b)", head, re.IGNORECASE
    ):
        return "html"
    if (
        re.match(r"\+\+\+[^\S\n]*\r?\n\s*[\w-]+\s*=", head)
        or re.match(r"---[^\S\n]*\r?\n(?:[\w-]+:.*\r?\n|[^\S\n].*\r?\n|#.*\r?\n)+(?:---|\.\.\.)\s", head)
        or re.match(r"#{1,2} \S", head)
    ):
        return "markdown"
    return "text"


def _refuse_surrogates(text: str, name: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ArticleError(
            f"the character at position {error.start} (counted from 0) is half of one: the text was decoded wrongly",
            name,
            "Give the bytes, so that the encoding can be detected",
        ) from None
