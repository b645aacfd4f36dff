"""From a tree of HTML elements to blocks. Both the HTML and the Markdown reader end here.

The walk uses a stack of its own: markup nests as deep as its author likes. Which parts are not the article is decided by the
caller (`Choices.rule`); everything that the page shows and this leaves out becomes an omission.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tts.model import Annotation, BlockKind, Omission
from tts.readers import elements, figures, numbering
from tts.readers.choices import OUTSIDE, Choices
from tts.readers.draft import Draft, DraftBlock
from tts.readers.inline import CONTROLS, Run, shift
from tts.readers.letters import bare

Element = Any  # an lxml element: its types are not published

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What an element hands down to its content."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    rule: str = ""
    lang: str = ""
    lists: int = 0
    quotes: int = 0
    pinned: bool = False  # a role or a note: the kind does not change further down


class _Walk:
    def __init__(self, draft: Draft, choices: Choices, *, flat: bool = False) -> None:
        self._draft = draft
        self._choices = choices
        self._is_flat = flat  # inside a cell or a caption: no structure, so no recursion
        self._run = Run()
        self._left = Run()  # text that is left out
        self._marker = ""  # number of the list item whose text has yet to come
        self._numbers: list[Iterator[str]] = []
        self._pictured: set[str] = set()  # what figures have said, letters only

    # -- the tree

    def walk(self, root: Element, frame: _Frame) -> None:
        """Visit an element and all in it."""
        frames = [frame]
        opened: list[tuple[Element, Iterator[Element], int]] = []
        inner = self._enter(root, frame)
        if inner is None:
            return
        frames.append(inner)
        opened.append((root, iter(root), self._run.position))
        self._text(root.text, inner)
        while opened:
            element, children, start = opened[-1]
            child = next(children, None)
            if child is None:
                opened.pop()
                self._leave(element, frames.pop(), frames[-1], start)
                if opened:
                    self._text(element.tail, frames[-1])
            elif (
                not isinstance(child.tag, str) or (inner := self._enter(child, frames[-1])) is None
            ):  # a comment or a processing instruction
                self._text(child.tail, frames[-1])
            else:
                frames.append(inner)
                opened.append((child, iter(child), self._run.position))
                self._text(child.text, inner)

    def _enter(self, element: Element, outer: _Frame) -> _Frame | None:
        """What holds inside an element; None if it has been dealt with whole."""
        tag: str = element.tag
        if tag in elements.NOT_TEXT:
            return None
        frame = self._ruled(element, outer)
        if tag == "br":
            self._line_end(element, frame)
            return None
        inline = self._is_inline(element)
        if frame.rule:
            if not inline or frame.rule != outer.rule:
                self._flush_left(outer.rule)
            if not inline:
                self._flush(outer)
            return frame
        if outer.rule:
            self._flush_left(outer.rule)
        whole = _WHOLE.get(tag)
        if whole and not (self._is_flat and tag in _STRUCTURES):
            return whole(self, element, frame)
        if inline:
            self._open_inline(element)
            return frame
        self._flush(outer)
        return self._block(element, frame)

    def _leave(self, element: Element, frame: _Frame, outer: _Frame, start: int) -> None:
        if frame.rule:
            if not self._is_inline(element) or frame.rule != outer.rule:
                self._flush_left(frame.rule)
        elif self._is_inline(element):
            self._close_inline(element, start)
        else:
            self._flush(frame)
            if element.tag in ("ul", "ol") and self._numbers:
                self._numbers.pop()

    def _is_inline(self, element: Element) -> bool:
        return (element.tag in elements.INLINE and element not in self._choices.roles) or elements.is_label(element)

    def _ruled(self, element: Element, outer: _Frame) -> _Frame:
        choices = self._choices
        if element in choices.roles:
            return replace(outer, kind=choices.roles[element], level=0, rule="", pinned=True)
        if outer.rule == OUTSIDE:
            return replace(outer, rule="" if element is choices.main else choices.rule(element) or OUTSIDE)
        if not outer.rule and element is not choices.main and (rule := choices.rule(element)):
            # A name in a byline is part of it, wherever the byline stands.
            in_role = outer.pinned and outer.kind is not BlockKind.NOTE
            return outer if in_role and rule == OUTSIDE else replace(outer, rule=rule)
        return outer

    def _block(self, element: Element, frame: _Frame) -> _Frame:
        tag = element.tag
        if lang := elements.declared_lang(element):
            frame = replace(frame, lang=lang)
        if element in self._choices.notes:
            frame = replace(frame, kind=BlockKind.NOTE, level=0, pinned=True)
            self._marker = next(self._numbers[-1]) if tag == "li" and self._numbers else ""
            return frame
        if tag in ("ul", "ol"):
            self._numbers.append(numbering.numbers(element))
            return replace(frame, lists=frame.lists + 1)
        if tag == "li" and not frame.pinned:
            self._marker = numbering.marker(element, self._numbers[-1]) if self._numbers else ""
            return replace(frame, kind=BlockKind.LIST_ITEM, level=max(1, frame.lists))
        if frame.pinned:
            return frame
        if tag in elements.HEADINGS:
            return replace(frame, kind=BlockKind.HEADING, level=elements.HEADINGS[tag])
        if tag == "blockquote":
            return replace(frame, kind=BlockKind.QUOTATION, level=frame.quotes + 1, quotes=frame.quotes + 1)
        if tag in ("dt", "dd"):
            return replace(frame, kind=BlockKind.LIST_ITEM, level=frame.lists + (1 if tag == "dt" else 2))
        return frame

    # -- text

    def _text(self, text: str | None, frame: _Frame) -> None:
        if not text:
            return
        if controls := CONTROLS.findall(text):
            self._draft.omissions.extend(Omission(control, "control-character") for control in controls)
            text = CONTROLS.sub("", text)
        (self._left if frame.rule else self._run).add(text)

    def _line_end(self, br: Element, frame: _Frame) -> None:
        """The end of a line; two in a row end a paragraph, as they did before pages had better means."""
        run = self._left if frame.rule else self._run
        if run.ends_line and not (frame.rule or frame.pinned or self._is_flat or self._is_inline(br.getparent())):
            self._flush(frame)
        else:
            run.line_end()

    def _flush(self, frame: _Frame) -> None:
        """Make a block of the text there is."""
        text, annotations = self._run.take()
        if not text:
            return
        if not any(map(str.isprintable, text)):
            self._draft.omissions.append(Omission(text, "invisible"))
            return
        kind, level = frame.kind, frame.level
        alts = [a for a in annotations if a.kind in ("alt", "caption")]
        if alts and not _outside(text, alts).strip():
            self._figure_block([(a.kind, text[a.start : a.end], []) for a in alts], frame)
            return
        if self._marker and kind in (BlockKind.LIST_ITEM, BlockKind.NOTE):
            text, annotations = f"{self._marker} {text}", shift(annotations, len(self._marker) + 1)
            self._marker = ""
        annotations = [a for a in annotations if a.kind != "caption"]
        self._add(kind, text, level, frame, annotations)

    def _add(self, kind: BlockKind, text: str, level: int, frame: _Frame, annotations: list[Annotation]) -> None:
        self._draft.blocks.append(DraftBlock(kind, text, level, frame.lang, annotations))

    def _flush_left(self, rule: str) -> None:
        text, _ = self._left.take()
        if text and rule:
            self._draft.omissions.append(Omission(text, rule))

    # -- inline elements

    def _open_inline(self, element: Element) -> None:
        if element.tag == "q":
            self._run.add("“")

    def _close_inline(self, element: Element, start: int) -> None:
        run = self._run
        if element.tag == "q":
            run.add("”")
        if run.position <= start:
            return
        tag = element.tag
        if element in self._choices.note_marks:
            run.annotate(start, "note-ref", (element.get("href") or "").lstrip("#"))
        elif tag == "a" and (target := elements.target(element)):
            run.annotate(start, "link", target)
        elif tag in elements.EMPHASIS:
            run.annotate(start, "emphasis")
        elif tag == "sub" and element.get("alias"):
            run.annotate(start, "sub", " ".join(element.get("alias").split()))
        elif tag == "say-as" and element.get("interpret-as"):
            run.annotate(start, "say-as", element.get("interpret-as").strip())
        elif tag == "phoneme" and element.get("ph") and element.get("alphabet", "ipa").lower() == "ipa":
            run.annotate(start, "phoneme", element.get("ph").strip())
        if lang := elements.declared_lang(element):
            run.annotate(start, "lang", lang)

    # -- elements that are dealt with whole

    def _image(self, element: Element, frame: _Frame) -> None:
        alt = self._alternative(element)
        title = " ".join(_shown(element.get("title") or "").split()) if self._choices.titles else ""
        for kind, text in (("alt", alt), ("caption", title)):
            if text:
                start = self._run.position
                self._run.add(text)
                self._run.annotate(start, kind)
                if frame.kind is BlockKind.FIGURE:
                    self._run.line_end()
                else:
                    self._run.add(" ")

    def _figure(self, element: Element, frame: _Frame) -> _Frame | None:
        self._flush(frame)
        if next(
            element.iter("table", "pre", "blockquote", "p", "ul", "ol"), None
        ) is not None and not elements.only_in_captions(element):
            return self._block(element, frame)  # a frame round something else, which is read as what it is
        if elements.has_loose_text(element):
            return replace(self._block(element, frame), kind=BlockKind.FIGURE, level=0, pinned=True)
        alternatives = map(self._alternative, element.iter("img"))
        pieces: list[figures.Piece] = [("alt", alt, []) for alt in alternatives if alt]
        for embed in element.iter(*elements.EMBEDS):
            self._embed(embed, frame)
        for caption in element.iter("figcaption"):
            text, annotations = self.flat(caption)
            if text:
                pieces.append(("caption", text, annotations))
        self._figure_block(pieces, frame)
        return None

    def _alternative(self, image: Element) -> str:
        """What stands for an image, unless it is a file's name or only says that there is an image."""
        alt = " ".join(_shown(image.get("alt") or "").split())
        if not alt:
            if source := image.get("src") or image.get("data-src"):
                self._draft.omissions.append(Omission(source[:200], "image-without-text"))
        elif elements.NAME_OF_IMAGE.fullmatch(alt):
            self._draft.omissions.append(Omission(alt, "image-name"))
            return ""
        return alt

    def _figure_block(self, pieces: list[figures.Piece], frame: _Frame) -> None:
        titles = {bare(block.text) for block in self._draft.blocks if block.kind is BlockKind.TITLE}
        text, annotations, repeated = figures.read(pieces, titles | self._pictured)
        self._pictured.update(map(bare, text.split("\n")))
        self._draft.omissions.extend(Omission(again, "repeated") for again in repeated)
        if text:
            self._add(BlockKind.FIGURE, text, 0, frame, annotations)

    def _caption(self, element: Element, frame: _Frame) -> None:
        self._flush(frame)
        text, annotations = self.flat(element)
        if text:
            self._figure_block([("caption", text, annotations)], frame)

    def _table(self, element: Element, frame: _Frame) -> _Frame | None:
        from tts.readers import tables

        self._flush(frame)
        if frame.pinned or tables.is_layout(element):
            return frame
        text, annotations = tables.read(element, self.flat)
        if text:
            self._add(BlockKind.TABLE, text, 0, frame, annotations)
        return None

    def _pre(self, element: Element, frame: _Frame) -> None:
        self._flush(frame)
        for br in element.iter("br"):
            br.tail = f"\n{br.tail or ''}"
        for control in list(element.iter(*elements.CONTROLS)):
            self._control(control, frame)
            control.clear(keep_tail=True)
        text = _shown("".join(element.itertext()))
        text = re.sub(r"^(?:[^\S\n]*\n)+", "", text.replace("\r\n", "\n")).strip()
        if text:
            self._add(BlockKind.CODE, text, 0, frame, [])

    def _embed(self, element: Element, _frame: _Frame) -> None:
        source = (
            element.get("src")
            or element.get("data")
            or next((s.get("src") for s in element.iter("source") if s.get("src")), "")
        )
        said = element.get("title") or element.get("aria-label") or ""
        self._draft.omissions.append(Omission(said.strip() or source[:200] or element.tag, "embed"))

    def _drawing(self, element: Element, _frame: _Frame) -> None:
        said = " ".join(" ".join(element.itertext()).split())
        if said:
            self._draft.omissions.append(Omission(_shown(said), "drawing"))

    def _control(self, element: Element, frame: _Frame) -> _Frame | None:
        if elements.is_label(element):
            return frame
        said = " ".join("".join(element.itertext()).split()) or element.get("placeholder") or element.get("value") or ""
        if said and element.get("type") != "hidden":
            self._draft.omissions.append(Omission(said, "control"))
        return None

    def _script_digits(self, element: Element, frame: _Frame) -> _Frame | None:
        """Raised and lowered figures keep their meaning in plain text: 10⁶, CO₂."""
        text = "".join(element.itertext())
        table = _RAISED if element.tag == "sup" else _LOWERED
        if (
            len(element)
            or element.get("alias")
            or not text.strip()
            or not all(ord(char) in table for char in text.strip())
        ):
            return frame
        self._run.add(text.translate(table))
        return None

    def _reading(self, element: Element, frame: _Frame) -> _Frame | None:
        """The reading of an ideograph replaces it: to hear both would be to hear it twice. A reading of nothing is text."""
        said = "".join(element.itertext()).strip()
        base = (
            element.getprevious() if element.getprevious() is not None and element.getprevious().tag == "rb" else None
        )
        written = "".join(base.itertext()) if base is not None else _before(element)
        if not said or not written.strip() or not self._run.position:
            return frame
        self._run.annotate(max(0, self._run.position - len(written.strip())), "sub", said)
        return None

    def _math(self, element: Element, frame: _Frame) -> _Frame | None:
        if alternative := element.get("alttext"):
            self._run.add(alternative)
            return None
        return frame

    def flat(self, element: Element) -> tuple[str, list[Annotation]]:
        """An element's content as one stretch of text: its blocks are joined by spaces."""
        inner = _Walk(Draft(), replace(self._choices, main=element, roles={}), flat=True)
        inner.walk(element, _Frame(pinned=True))
        inner._flush(_Frame())
        self._draft.omissions.extend(inner._draft.omissions)
        text, annotations = "", []
        for block in inner._draft.blocks:
            if text:
                text += " "
            annotations += shift(list(block.annotations), len(text))
            text += block.text.replace("\n", " ")
        return text, annotations


_WHOLE: dict[str, Callable[[_Walk, Element, _Frame], _Frame | None]] = {
    "img": _Walk._image,
    "figure": _Walk._figure,
    "figcaption": _Walk._caption,
    "table": _Walk._table,
    "pre": _Walk._pre,
    "sup": _Walk._script_digits,
    "sub": _Walk._script_digits,
    "rt": _Walk._reading,
    "math": _Walk._math,
    "svg": _Walk._drawing,
    **dict.fromkeys(elements.EMBEDS, _Walk._embed),
    **dict.fromkeys(elements.CONTROLS, _Walk._control),
}

_STRUCTURES = frozenset({"figure", "figcaption", "table", "pre"})


def read_tree(root: Element, draft: Draft, choices: Choices) -> None:
    """Add the blocks and omissions of a tree to a draft."""
    outside = choices.main is not root
    walk = _Walk(draft, choices)
    walk.walk(root, _Frame(rule=OUTSIDE if outside else ""))


def _shown(text: str) -> str:
    return CONTROLS.sub("", text)


def _outside(text: str, annotations: list[Annotation]) -> str:
    """What of a text lies under none of some annotations."""
    done = 0
    kept = []
    for annotation in annotations:
        kept.append(text[done : annotation.start])
        done = max(done, annotation.end)
    return "".join([*kept, text[done:]])


def _before(element: Element) -> str:
    previous = element.getprevious()
    if previous is None:
        return element.getparent().text or ""
    return previous.tail or "".join(previous.itertext())
