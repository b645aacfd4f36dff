"""Parsing HTML into a tree, safely: no network, no entities from elsewhere, no unbounded depth."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from tts.errors import ArticleError

Element = Any

_MOST_TAGS = 200_000  # ten times those of a long page; each takes a kilobyte or two
_MOST_ATTRIBUTES = 10_000  # of one tag; the parser compares each with all before it
_TAG = re.compile(r"""<[a-z][^"'>]*+(?:(?:"[^"]*+"|'[^']*+')[^"'>]*+)*""", re.IGNORECASE)
_SAVE_AGAIN = "Save the page again from a browser's reading view, or give its text"
_SECTION = "<![CDATA["
_SECTION_OR_APART = re.compile(r"<!\[CDATA\[|<!--|<(?:script|style)\b", re.IGNORECASE)
#: Where that ends which is no text, by what it begins with.
_ENDS = {
    "<!--": re.compile("-->"),
    "<script": re.compile("</script", re.IGNORECASE),
    "<style": re.compile("</style", re.IGNORECASE),
}
#: Elements of accelerated pages (AMP), and those that they stand for.
_AMP = {"amp-img": "img", "amp-anim": "img", "amp-video": "video", "amp-youtube": "iframe", "amp-iframe": "iframe"}


def parse(text: str, name: str) -> Element:
    """The root element of a page.

    Raises:
        ArticleError: The page has no element, more than an article can have, or a tag of too many attributes; or it nests
            elements deeper than the parser goes (2,048).
    """
    from lxml import etree, html

    if text.count("<") > _MOST_TAGS:
        raise ArticleError(f"it has more than {_MOST_TAGS:,} tags, which no article has", name, _SAVE_AGAIN)
    _refuse_endless_tags(text, name)
    if _SECTION in text:
        text = _unwrap_sections(text)
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
                _SAVE_AGAIN,
            )
    for element in root.iter(*_AMP):
        element.tag = _AMP[element.tag]
    return root


def _unwrap_sections(text: str) -> str:
    """The page with the text of its CDATA sections (XHTML) as text; a parser of HTML takes them for comments.

    Of a section that nothing closes the mark alone is taken out. What stands in scripts and comments is left as it is.
    """
    pieces = []
    done = 0
    last = text.rfind("]]>")
    while begins := _SECTION_OR_APART.search(text, done):
        start, inner = begins.span()
        if apart := _ENDS.get(begins[0].lower()):
            ends = apart.search(text, inner)
            stop = ends.end() if ends else len(text)
            pieces.append(text[done:stop])
        else:
            end = text.index("]]>", inner) if inner <= last else inner
            stop = end + 3 if inner <= last else inner
            pieces += [text[done:start], escape(text[inner:end], quote=False)]
        done = stop
    return "".join([*pieces, text[done:]])


def _refuse_endless_tags(text: str, name: str) -> None:
    for tag in _TAG.finditer(text):
        # A shorter one cannot have so many.
        if tag.end() - tag.start() > 2 * _MOST_ATTRIBUTES and len(_attributes(tag[0])) > _MOST_ATTRIBUTES:
            line = text.count("\n", 0, tag.start()) + 1
            raise ArticleError(
                f"a tag of it has more than {_MOST_ATTRIBUTES:,} attributes",
                f"{name}:{line}" if name else f"line {line}",
                _SAVE_AGAIN,
            )


def _attributes(tag: str) -> list[str]:
    """The names of a tag's attributes, and its own."""
    names = re.sub(r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]*+)""", " ", tag)
    return [name for name in re.split(r"[\s/]+", names) if name]
