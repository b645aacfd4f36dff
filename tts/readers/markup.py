"""From a tree of HTML elements to blocks. Both the HTML and the Markdown reader end here.

The walk uses a stack of its own: markup nests as deep as its author likes. Which parts are not the article is decided by the
caller (`Choices.rule`); everything that the page shows and this leaves out becomes an omission.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tts.model import Annotation, BlockKind, Omission
from tts.readers.draft import Draft, DraftBlock
from tts.readers.inline import CONTROLS, Run, shift
from tts.readers.language import clean_tag
from tts.readers.measure import bare

Element = Any  # an lxml element: its types are not published

#: Elements whose content is not text that is shown.
_NOT_TEXT = frozenset({"script", "style", "template", "noscript", "head", "datalist", "colgroup", "map", "rp"})
_CONTROLS = frozenset({"button", "input", "select", "textarea", "progress", "meter"})
_EMBEDS = frozenset({"iframe", "video", "audio", "object", "embed", "canvas", "applet"})
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_EMPHASIS = frozenset({"em", "strong", "i", "b"})
_INLINE = frozenset(
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
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")

#: An alternative text that describes nothing: the name of a file, or the word for an image.
_NAME_OF_IMAGE = re.compile(
    r"\S*\.(?:jpe?g|png|gif|webp|svg|avif)|(?=\S*\d|\S{20})\w+(?:[-_]+\w+){2,}|img[-_ ]?\d+"
    r"|(?:image|photo|picture|img|thumbnail|foto|bild|imagen|imagem|immagine|фото|изображение|сурет)",
    re.IGNORECASE,
)

OUTSIDE = "outside-article"


@dataclass(frozen=True, slots=True)
class Choices:
    """What of a tree is the article.

    Attributes:
        main: The element whose content is read; everything else is left out under a rule.
        roles: Elements that are read wherever they stand, and as what: the headline, the byline.
        rule: Name of the rule by which an element is left out, or empty.
        note_marks: Links that are footnote marks.
        notes: Elements that hold a footnote's text.
        titles: Whether an image's `title` is a caption, as it is in Markdown.
    """

    main: Element
    roles: dict[Element, BlockKind] = field(default_factory=dict)
    rule: Callable[[Element], str] = lambda _element: ""
    note_marks: frozenset[Element] = frozenset()
    notes: frozenset[Element] = frozenset()
    titles: bool = False


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
        if tag in _NOT_TEXT:
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
        return (element.tag in _INLINE and element not in self._choices.roles) or _is_label(element)

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
        if lang := declared_lang(element):
            frame = replace(frame, lang=lang)
        if element in self._choices.notes:
            frame = replace(frame, kind=BlockKind.NOTE, level=0, pinned=True)
            self._marker = next(self._numbers[-1]) if tag == "li" and self._numbers else ""
            return frame
        if tag in ("ul", "ol"):
            self._numbers.append(_numbers(element))
            return replace(frame, lists=frame.lists + 1)
        if tag == "li" and not frame.pinned:
            self._marker = _marker(element, self._numbers[-1]) if self._numbers else ""
            return replace(frame, kind=BlockKind.LIST_ITEM, level=max(1, frame.lists))
        if frame.pinned:
            return frame
        if tag in _HEADINGS:
            return replace(frame, kind=BlockKind.HEADING, level=_HEADINGS[tag])
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
        elif tag == "a" and (target := _target(element)):
            run.annotate(start, "link", target)
        elif tag in _EMPHASIS:
            run.annotate(start, "emphasis")
        elif tag == "sub" and element.get("alias"):
            run.annotate(start, "sub", " ".join(element.get("alias").split()))
        elif tag == "say-as" and element.get("interpret-as"):
            run.annotate(start, "say-as", element.get("interpret-as").strip())
        elif tag == "phoneme" and element.get("ph") and element.get("alphabet", "ipa").lower() == "ipa":
            run.annotate(start, "phoneme", element.get("ph").strip())
        if lang := declared_lang(element):
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
        ) is not None and not _only_in_captions(element):
            return self._block(element, frame)  # a frame round something else, which is read as what it is
        if _has_loose_text(element):
            return replace(self._block(element, frame), kind=BlockKind.FIGURE, level=0, pinned=True)
        alternatives = map(self._alternative, element.iter("img"))
        pieces: list[tuple[str, str, list[Annotation]]] = [("alt", alt, []) for alt in alternatives if alt]
        for embed in element.iter(*_EMBEDS):
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
        elif _NAME_OF_IMAGE.fullmatch(alt):
            self._draft.omissions.append(Omission(alt, "image-name"))
            return ""
        return alt

    def _figure_block(self, pieces: list[tuple[str, str, list[Annotation]]], frame: _Frame) -> None:
        """One figure: a line for each alternative text, then one for each caption. What was said before is not said again."""
        lines: list[str] = []
        annotations: list[Annotation] = []
        position = 0
        captions = [bare(text) for kind, text, _ in pieces if kind == "caption"]
        said = {bare(block.text) for block in self._draft.blocks if block.kind is BlockKind.TITLE}
        for kind, piece, inner in sorted(pieces, key=lambda piece: piece[0] != "alt"):
            text = piece.replace("\n", " ")
            letters = bare(text)
            captioned = kind == "alt" and any(letters in caption for caption in captions)
            if letters and (captioned or letters in said or letters in self._pictured):
                self._draft.omissions.append(Omission(text, "repeated"))
                continue
            self._pictured.add(letters)
            lines.append(text)
            annotations += [Annotation(position, position + len(text), kind), *shift(inner, position)]
            position += len(text) + 1
        if lines:
            self._add(BlockKind.FIGURE, "\n".join(lines), 0, frame, annotations)

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
        for control in list(element.iter(*_CONTROLS)):
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
        if _is_label(element):
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
    **dict.fromkeys(_EMBEDS, _Walk._embed),
    **dict.fromkeys(_CONTROLS, _Walk._control),
}

_STRUCTURES = frozenset({"figure", "figcaption", "table", "pre"})


def read_tree(root: Element, draft: Draft, choices: Choices) -> None:
    """Add the blocks and omissions of a tree to a draft."""
    outside = choices.main is not root
    walk = _Walk(draft, choices)
    walk.walk(root, _Frame(rule=OUTSIDE if outside else ""))


def declared_lang(element: Element) -> str:
    """The language an element declares, or empty. An HTML parser keeps a prefix as part of the name (HTML, 13.2.6.1)."""
    return clean_tag(element.get("lang") or element.get("xml:lang") or "")


def _is_label(element: Element) -> bool:
    """Whether a button is all there is of a heading, which folds and unfolds what stands under it."""
    if element.tag != "button":
        return False
    heading = next(element.iterancestors(*_HEADINGS), None)
    return heading is not None and bare("".join(heading.itertext())) == bare("".join(element.itertext()))


def _target(element: Element) -> str:
    """Where a link leads, unless it runs a program or leads nowhere."""
    target: str = (element.get("href") or "").strip()
    scheme = re.match(r"[a-z][a-z0-9+.-]*(?=:)", re.sub(r"[\s\x00-\x1f]", "", target), re.IGNORECASE)
    if scheme and scheme[0].lower() not in ("http", "https", "mailto", "tel", "ftp"):
        return ""
    return "" if target in ("", "#") else target


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


def _only_in_captions(figure: Element) -> bool:
    return all(
        next(element.iterancestors("figcaption", "noscript"), None) is not None
        for element in figure.iter("table", "pre", "blockquote", "p", "ul", "ol")
    )


def _has_loose_text(figure: Element) -> bool:
    """Whether a figure has text of its own beside what its captions, players and controls hold."""
    apart = _NOT_TEXT | _EMBEDS | _CONTROLS | {"figcaption"}
    waiting = [figure]
    while waiting:
        element = waiting.pop()
        if any(text and text.strip() for text in (element.text, *(child.tail for child in element))):
            return True
        waiting += [child for child in element if child.tag not in apart]
    return False


def _before(element: Element) -> str:
    previous = element.getprevious()
    if previous is None:
        return element.getparent().text or ""
    return previous.tail or "".join(previous.itertext())


def _numbers(element: Element) -> Iterator[str]:
    """The marks of a list's items, in order: empty for a list that is not numbered."""
    if element.tag == "ul":
        while True:
            yield ""
    step = -1 if element.get("reversed") is not None else 1
    count = sum(1 for child in element if child.tag == "li")
    number = _whole(element.get("start"), count if step < 0 else 1)
    style = element.get("type") or "1"
    while True:
        yield f"{_LIST_STYLES.get(style, str)(number)}."
        number += step


def _marker(item: Element, numbers: Iterator[str]) -> str:
    mark = next(numbers)
    value = item.get("value")
    return f"{_whole(value, 0)}." if mark and value and value.strip().lstrip("-").isdecimal() else mark


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?[0-9]{1,9}\s*", text) else default


def _letters(number: int) -> str:
    if number < 1:
        return str(number)
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    signs = (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    text = ""
    for value, sign in signs:
        times, number = divmod(number, value)
        text += sign * times
    return text


_LIST_STYLES: dict[str, Callable[[int], str]] = {
    "a": _letters,
    "A": lambda number: _letters(number).upper(),
    "i": _roman,
    "I": lambda number: _roman(number).upper(),
}
