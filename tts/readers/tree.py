"""Parsing HTML into a tree, safely: no network, no entities from elsewhere, no unbounded depth."""

from __future__ import annotations

import re
from typing import Any

from tts.errors import ArticleError

Element = Any

_MOST_ATTRIBUTES = 10_000  # of one tag; the parser compares each with all before it
_TAG = re.compile(r"""<[a-z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+""", re.IGNORECASE)


def parse(text: str, name: str) -> Element:
    """The root element of a page.

    Raises:
        ArticleError: The page has no element, nests them deeper than the parser goes (2,048), or has a tag of too many
            attributes.
    """
    from lxml import etree, html

    _refuse_endless_tags(text, name)
    # Surrogates were refused before. A zero character would end the text for the parser; it is no text (HTML, 13.2.3.5).
    content = text.replace("\0", "").encode("utf-8")
    # huge_tree lifts the limits on depth (256) and on the length of a text, both of which real pages pass.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise ArticleError("there is no HTML in it", name, "Give a page that has an article's text") from None
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            raise ArticleError(
                f"its elements are nested too deeply for a page ({entry.message.split(',')[0].lower()})",
                f"{name}:{entry.line}" if name else f"line {entry.line}",
                "Save the page again from a browser's reading view, or give its text",
            )
    return root


def _refuse_endless_tags(text: str, name: str) -> None:
    for tag in _TAG.finditer(text):
        # A shorter one cannot have so many.
        if tag.end() - tag.start() > 2 * _MOST_ATTRIBUTES and len(_attributes(tag[0])) > _MOST_ATTRIBUTES:
            line = text.count("\n", 0, tag.start()) + 1
            raise ArticleError(
                f"a tag of it has more than {_MOST_ATTRIBUTES:,} attributes",
                f"{name}:{line}" if name else f"line {line}",
                "Save the page again from a browser's reading view, or give its text",
            )


def _attributes(tag: str) -> list[str]:
    """The names of a tag's attributes, and its own."""
    names = re.sub(r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]*+)""", " ", tag)
    return [name for name in re.split(r"[\s/]+", names) if name]
