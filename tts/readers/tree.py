"""Parsing HTML into a tree, safely: no network, no entities from elsewhere, no unbounded depth."""

from __future__ import annotations

from typing import Any

from tts.errors import ArticleError

Element = Any


def parse(text: str, name: str) -> Element:
    """The root element of a page.

    Raises:
        ArticleError: The page has no element, or nests them deeper than the parser goes (2,048).
    """
    from lxml import etree, html

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
