"""What the elements of HTML are, and what one can be asked about itself."""

from __future__ import annotations

import re
from typing import Any

from tts.readers.language import clean_tag
from tts.readers.letters import bare

Element = Any  # an lxml element: its types are not published

#: Elements whose content is not text that is shown.
NOT_TEXT = frozenset({"script", "style", "template", "noscript", "head", "datalist", "colgroup", "map", "rp"})
CONTROLS = frozenset({"button", "input", "select", "textarea", "progress", "meter"})
EMBEDS = frozenset({"iframe", "video", "audio", "object", "embed", "canvas", "applet"})
HEADINGS = {f"h{n}": n for n in range(1, 7)}
EMPHASIS = frozenset({"em", "strong", "i", "b"})
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "output",
        "phoneme",
        "picture",
        "q",
        "rb",
        "rt",
        "rtc",
        "ruby",
        "s",
        "samp",
        "say-as",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "track",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)

#: An alternative text that describes nothing: the name of a file, or the word for an image.
NAME_OF_IMAGE = re.compile(
    r"\S*\.(?:jpe?g|png|gif|webp|svg|avif)|(?=\S*\d|\S{20})\w+(?:[-_]+\w+){2,}|img[-_ ]?\d+"
    r"|(?:image|photo|picture|img|thumbnail|foto|bild|imagen|imagem|immagine|фото|изображение|сурет)",
    re.IGNORECASE,
)


def declared_lang(element: Element) -> str:
    """The language an element declares, or empty. An HTML parser keeps a prefix as part of the name (HTML, 13.2.6.1)."""
    return clean_tag(element.get("lang") or element.get("xml:lang") or "")


def is_label(element: Element) -> bool:
    """Whether a button is all there is of a heading, which folds and unfolds what stands under it."""
    if element.tag != "button":
        return False
    heading = next(element.iterancestors(*HEADINGS), None)
    return heading is not None and bare("".join(heading.itertext())) == bare("".join(element.itertext()))


def is_piece(span: Element) -> bool:
    """Whether a `span` is no part of the word before it: style sheets set such pieces of a box apart (`81` `years of service`)."""
    before = span.getprevious()
    if (
        before is None
        or before.tag != "span"
        or before.tail
        or span.getparent().tag not in ("div", "li", "section", "a")
    ):
        return False
    last, first = "".join(before.itertext())[-1:], "".join(span.itertext())[:1]
    if not (last.isalnum() and first.isalnum()):
        return False
    return last.isdigit() != first.isdigit() or (last.islower() and first.isupper())


def target(element: Element) -> str:
    """Where a link leads, unless it runs a program or leads nowhere."""
    target: str = (element.get("href") or "").strip()
    scheme = re.match(r"[a-z][a-z0-9+.-]*(?=:)", re.sub(r"[\s\x00-\x1f]", "", target), re.IGNORECASE)
    if scheme and scheme[0].lower() not in ("http", "https", "mailto", "tel", "ftp"):
        return ""
    return "" if target in ("", "#") else target


def only_in_captions(figure: Element) -> bool:
    return all(
        next(element.iterancestors("figcaption", "noscript"), None) is not None
        for element in figure.iter("table", "pre", "blockquote", "p", "ul", "ol")
    )


def has_loose_text(figure: Element) -> bool:
    """Whether a figure has text of its own beside what its captions, players and controls hold."""
    apart = NOT_TEXT | EMBEDS | CONTROLS | {"figcaption"}
    waiting = [figure]
    while waiting:
        element = waiting.pop()
        if any(text and text.strip() for text in (element.text, *(child.tail for child in element))):
            return True
        waiting += [child for child in element if child.tag not in apart]
    return False
