"""From a tree of HTML elements to blocks. Both the HTML and the Markdown reader end here.

The walk uses a stack of its own: markup nests as deep as its author likes. Which parts are not the article is decided by the
caller (`Choices.rule`); everything that the page shows and this leaves out becomes an omission.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tts.model import Annotation, BlockKind, Omission
from tts.readers import elements, numbering, wholes
from tts.readers.choices import OUTSIDE, Choices
from tts.readers.draft import Draft, DraftBlock
from tts.readers.inline import CONTROLS, Run, shift

Element = Any  # an lxml element: its types are not published


@dataclass(frozen=True, slots=True)
class Frame:
    """What an element hands down to its content."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    rule: str = ""
    lang: str = ""
    lists: int = 0
    quotes: int = 0
    pinned: bool = False  # a role or a note: the kind does not change further down


class Walk:
    """A way through a tree, and what is gathered on it.

    Attributes:
        draft: What blocks and omissions are added to.
        choices: What of the tree is the article.
        run: The text under way.
        pictured: What figures have said, letters only.
    """

    def __init__(self, draft: Draft, choices: Choices, *, flat: bool = False) -> None:
        self.draft = draft
        self.choices = choices
        self.run = Run()
        self.pictured: set[str] = set()
        self._is_flat = flat  # inside a cell or a caption: no structure, so no recursion
        self._left = Run()  # text that is left out
        self._marker = ""  # number of the list item whose text has yet to come
        self._numbers: list[Iterator[str]] = []

    # -- the tree

    def walk(self, root: Element, frame: Frame) -> None:
        """Visit an element and all in it."""
        frames = [frame]
        opened: list[tuple[Element, Iterator[Element], int]] = []
        inner = self._enter(root, frame)
        if inner is None:
            return
        frames.append(inner)
        opened.append((root, iter(root), self.run.position))
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
                opened.append((child, iter(child), self.run.position))
                self._text(child.text, inner)

    def _enter(self, element: Element, outer: Frame) -> Frame | None:
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
                self.flush(outer)
            return frame
        if outer.rule:
            self._flush_left(outer.rule)
        whole = wholes.note_mark if element in self.choices.note_marks else wholes.WHOLE.get(tag)
        if whole and not (self._is_flat and tag in wholes.STRUCTURES):
            return whole(self, element, frame)
        if inline:
            self._open_inline(element)
            return frame
        self.flush(outer)
        return self.block(element, frame)

    def _leave(self, element: Element, frame: Frame, outer: Frame, start: int) -> None:
        if frame.rule:
            if not self._is_inline(element) or frame.rule != outer.rule:
                self._flush_left(frame.rule)
        elif self._is_inline(element):
            self._close_inline(element, start)
            if outer.rule:  # the article is in it, and ends here
                self.flush(frame)
        else:
            self.flush(frame)
            if element.tag in ("ul", "ol") and self._numbers:
                self._numbers.pop()

    def _is_inline(self, element: Element) -> bool:
        return (element.tag in elements.INLINE and element not in self.choices.roles) or elements.is_label(element)

    def _ruled(self, element: Element, outer: Frame) -> Frame:
        choices = self.choices
        if element in choices.roles:
            return replace(outer, kind=choices.roles[element], level=0, rule="", pinned=True)
        if outer.rule == OUTSIDE:
            return replace(outer, rule="" if element is choices.main else choices.rule(element) or OUTSIDE)
        if not outer.rule and element is not choices.main and (rule := choices.rule(element)):
            # A name in a byline is part of it, wherever the byline stands.
            in_role = outer.pinned and outer.kind is not BlockKind.NOTE
            return outer if in_role and rule in (OUTSIDE, "aside") else replace(outer, rule=rule)
        return outer

    def block(self, element: Element, frame: Frame) -> Frame:
        tag = element.tag
        if lang := elements.declared_lang(element):
            frame = replace(frame, lang=lang)
        if element in self.choices.notes:
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

    def _text(self, text: str | None, frame: Frame) -> None:
        if not text:
            return
        if controls := CONTROLS.findall(text):
            self.draft.omissions.extend(Omission(control, "control-character") for control in controls)
            text = CONTROLS.sub("", text)
        (self._left if frame.rule else self.run).add(text)

    def _line_end(self, br: Element, frame: Frame) -> None:
        """The end of a line; two in a row end a paragraph, as they did before pages had better means."""
        run = self._left if frame.rule else self.run
        if run.ends_line and not (frame.rule or frame.pinned or self._is_flat or self._is_inline(br.getparent())):
            self.flush(frame)
        else:
            run.line_end()

    def flush(self, frame: Frame) -> None:
        """Make a block of the text there is."""
        text, annotations = self.run.take()
        if not text:
            return
        if not any(map(str.isprintable, text)):
            self.draft.omissions.append(Omission(text, "invisible"))
            return
        kind, level = frame.kind, frame.level
        alts = [a for a in annotations if a.kind in ("alt", "caption")]
        if alts and not _outside(text, alts).strip():
            wholes.figure_block(self, [(a.kind, text[a.start : a.end], []) for a in alts], frame)
            return
        if self._marker and kind in (BlockKind.LIST_ITEM, BlockKind.NOTE):
            text, annotations = f"{self._marker} {text}", shift(annotations, len(self._marker) + 1)
            self._marker = ""
        annotations = [a for a in annotations if a.kind != "caption"]
        self.add(kind, text, level, frame, annotations)

    def add(self, kind: BlockKind, text: str, level: int, frame: Frame, annotations: list[Annotation]) -> None:
        """Add a block."""
        self.draft.blocks.append(DraftBlock(kind, text, level, frame.lang, annotations))

    def _flush_left(self, rule: str) -> None:
        text, _ = self._left.take()
        if text and rule:
            self.draft.omissions.append(Omission(text, rule))

    # -- inline elements

    def _open_inline(self, element: Element) -> None:
        if element.tag == "q":
            self.run.add("“")
        elif element.tag == "span" and elements.is_piece(element):
            self.run.add(" ")

    def _close_inline(self, element: Element, start: int) -> None:
        run = self.run
        if element.tag == "q":
            run.add("”")
        if run.position <= start:
            return
        tag = element.tag
        if element in self.choices.note_marks:
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

    def flat(self, element: Element) -> tuple[str, list[Annotation]]:
        """An element's content as one stretch of text: its blocks are joined by spaces."""
        inner = Walk(Draft(), replace(self.choices, main=element, roles={}), flat=True)
        inner.walk(element, Frame(pinned=True))
        inner.flush(Frame())
        self.draft.omissions.extend(inner.draft.omissions)
        text, annotations = "", []
        for block in inner.draft.blocks:
            if text:
                text += " "
            annotations += shift(list(block.annotations), len(text))
            text += block.text.replace("\n", " ")
        return text, annotations


def read_tree(root: Element, draft: Draft, choices: Choices) -> None:
    """Add the blocks and omissions of a tree to a draft."""
    outside = choices.main is not root
    walk = Walk(draft, choices)
    walk.walk(root, Frame(rule=OUTSIDE if outside else ""))


def _outside(text: str, annotations: list[Annotation]) -> str:
    """What of a text lies under none of some annotations."""
    done = 0
    kept = []
    for annotation in annotations:
        kept.append(text[done : annotation.start])
        done = max(done, annotation.end)
    return "".join([*kept, text[done:]])
