"""Elements that are dealt with whole: images, figures, tables, code, players, controls, raised figures, readings.

Each function is given the walk, the element and what was handed down to it. It answers what holds inside of the element, if
the walk is to go on into it, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tts.model import BlockKind, Omission
from tts.readers import elements, figures
from tts.readers.inline import CONTROLS
from tts.readers.letters import bare

if TYPE_CHECKING:
    from tts.readers.markup import Frame, Walk

Element = Any  # an lxml element: its types are not published

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
#: Marks of notes, which a page raises by its style sheet, too. There is no raised q.
_RAISED_MARKS = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def _image(walk: Walk, element: Element, frame: Frame) -> None:
    alt = _alternative(walk, element)
    title = " ".join(_shown(element.get("title") or "").split()) if walk.choices.titles else ""
    for kind, text in (("alt", alt), ("caption", title)):
        if text:
            start = walk.run.position
            walk.run.add(text)
            walk.run.annotate(start, kind)
            if frame.kind is BlockKind.FIGURE:
                walk.run.line_end()
            else:
                walk.run.add(" ")


def _figure(walk: Walk, element: Element, frame: Frame) -> Frame | None:
    walk.flush(frame)
    if next(
        element.iter("table", "pre", "blockquote", "p", "ul", "ol"), None
    ) is not None and not elements.only_in_captions(element):
        return walk.block(element, frame)  # a frame round something else, which is read as what it is
    if elements.has_loose_text(element):
        return replace(walk.block(element, frame), kind=BlockKind.FIGURE, level=0, pinned=True)
    alternatives = (_alternative(walk, image) for image in element.iter("img"))
    pieces: list[figures.Piece] = [("alt", alt, []) for alt in alternatives if alt]
    for embed in element.iter(*elements.EMBEDS):
        _embed(walk, embed, frame)
    for caption in element.iter("figcaption"):
        text, annotations = walk.flat(caption)
        if text:
            pieces.append(("caption", text, annotations))
    figure_block(walk, pieces, frame)
    return None


def _alternative(walk: Walk, image: Element) -> str:
    """What stands for an image, unless it is a file's name or only says that there is an image."""
    alt = " ".join(_shown(image.get("alt") or "").split())
    if not alt:
        if source := image.get("src") or image.get("data-src"):
            walk.draft.omissions.append(Omission(source[:200], "image-without-text"))
    elif elements.NAME_OF_IMAGE.fullmatch(alt):
        walk.draft.omissions.append(Omission(alt, "image-name"))
        return ""
    return alt


def figure_block(walk: Walk, pieces: list[figures.Piece], frame: Frame) -> None:
    """Add a figure of what it has to say that was not said before."""
    titles = {bare(block.text) for block in walk.draft.blocks if block.kind is BlockKind.TITLE}
    text, annotations, repeated = figures.read(pieces, titles | walk.pictured)
    walk.pictured.update(map(bare, text.split("\n")))
    walk.draft.omissions.extend(Omission(again, "repeated") for again in repeated)
    if text:
        walk.add(BlockKind.FIGURE, text, 0, frame, annotations)


def _caption(walk: Walk, element: Element, frame: Frame) -> None:
    walk.flush(frame)
    text, annotations = walk.flat(element)
    if text:
        figure_block(walk, [("caption", text, annotations)], frame)


def _table(walk: Walk, element: Element, frame: Frame) -> Frame | None:
    from tts.readers import tables

    walk.flush(frame)
    if frame.pinned or tables.is_layout(element):
        return frame
    text, annotations = tables.read(element, walk.flat)
    if text:
        walk.add(BlockKind.TABLE, text, 0, frame, annotations)
    return None


def _pre(walk: Walk, element: Element, frame: Frame) -> None:
    walk.flush(frame)
    for br in element.iter("br"):
        br.tail = f"\n{br.tail or ''}"
    for control in list(element.iter(*elements.CONTROLS)):
        _control(walk, control, frame)
        control.clear(keep_tail=True)
    text = _shown("".join(element.itertext()))
    text = re.sub(r"^(?:[^\S\n]*\n)+", "", text.replace("\r\n", "\n")).strip()
    if text:
        walk.add(BlockKind.CODE, text, 0, frame, [])


def _embed(walk: Walk, element: Element, _frame: Frame) -> None:
    source = (
        element.get("src")
        or element.get("data")
        or next((s.get("src") for s in element.iter("source") if s.get("src")), "")
    )
    said = element.get("title") or element.get("aria-label") or ""
    walk.draft.omissions.append(Omission(said.strip() or source[:200] or element.tag, "embed"))


def _drawing(walk: Walk, element: Element, _frame: Frame) -> None:
    said = " ".join(" ".join(element.itertext()).split())
    if said:
        walk.draft.omissions.append(Omission(_shown(said), "drawing"))


def _control(walk: Walk, element: Element, frame: Frame) -> Frame | None:
    if elements.is_label(element):
        return frame
    said = " ".join("".join(element.itertext()).split()) or element.get("placeholder") or element.get("value") or ""
    if said and element.get("type") != "hidden":
        walk.draft.omissions.append(Omission(said, "control"))
    return None


def _script_digits(walk: Walk, element: Element, frame: Frame) -> Frame | None:
    """Raised and lowered figures keep their meaning in plain text: 10⁶, CO₂."""
    text = "".join(element.itertext())
    table = _RAISED if element.tag == "sup" else _LOWERED
    if len(element) or element.get("alias") or not text.strip() or not all(ord(char) in table for char in text.strip()):
        return frame
    walk.run.add(text.translate(table))
    return None


def note_mark(walk: Walk, element: Element, frame: Frame) -> Frame | None:
    """A number or a letter that leads to a note is raised: in plain text it would be one with the word or number before it."""
    text = "".join(element.itertext()).strip()
    if not re.fullmatch(r"[0-9]{1,3}|[a-pr-z]{1,5}", text):
        return frame  # brackets and signs stand apart as they are
    start = walk.run.position
    walk.run.add(text.translate(_RAISED_MARKS))
    walk.run.annotate(start, "note-ref", (element.get("href") or "").lstrip("#"))
    return None


def _reading(walk: Walk, element: Element, frame: Frame) -> Frame | None:
    """The reading of an ideograph replaces it: to hear both would be to hear it twice. A reading of nothing is text."""
    said = "".join(element.itertext()).strip()
    base = element.getprevious() if element.getprevious() is not None and element.getprevious().tag == "rb" else None
    written = "".join(base.itertext()) if base is not None else _before(element)
    if not said or not written.strip() or not walk.run.position:
        return frame
    walk.run.annotate(max(0, walk.run.position - len(written.strip())), "sub", said)
    return None


def _math(walk: Walk, element: Element, frame: Frame) -> Frame | None:
    if alternative := element.get("alttext"):
        walk.run.add(alternative)
        return None
    return frame


def _shown(text: str) -> str:
    return CONTROLS.sub("", text)


def _before(element: Element) -> str:
    previous = element.getprevious()
    if previous is None:
        return element.getparent().text or ""
    return previous.tail or "".join(previous.itertext())


#: What deals with an element, by its tag.
WHOLE: dict[str, Callable[[Walk, Element, Frame], Frame | None]] = {
    "img": _image,
    "figure": _figure,
    "figcaption": _caption,
    "table": _table,
    "pre": _pre,
    "sup": _script_digits,
    "sub": _script_digits,
    "rt": _reading,
    "math": _math,
    "svg": _drawing,
    **dict.fromkeys(elements.EMBEDS, _embed),
    **dict.fromkeys(elements.CONTROLS, _control),
}

STRUCTURES = frozenset({"figure", "figcaption", "table", "pre"})
