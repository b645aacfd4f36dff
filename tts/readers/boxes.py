"""Boxes in and about an article, told by what they hold and not by their names alone.

Left out: a small box that is called what no article has, and a line that says what none does (`page-furniture`: a counter of
pictures, a gate to subscribe at, "Advertisement"); a form for an e-mail address, with what advertises it (`newsletter`); a line
that leads to another article (`related`); a quotation set large that the text has, too (`pull-quote`). Kept, though an `aside` or
without what the witness looks for: a box of facts, a note that corrects, and the text that stands alone beside a picture, which is
its caption.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from tts.readers import elements, lists, rules
from tts.readers.letters import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tts.readers.measure import Measures

Element = Any  # an lxml element: its types are not published

_HEADINGS = frozenset(["h3", "h4", "h5"])
_LINES = _HEADINGS | {"p", "div", "li", "figure", "aside"}
_HOLDERS = frozenset(["div", "section", "aside", "form"])
#: Letters: more is no box about a form, no line that leads elsewhere, no caption, no quotation set large.
_MOST_ABOUT_FORM, _LONGEST_LINE, _LONGEST_CAPTION, _LONGEST_QUOTE = 500, 200, 300, 400
_SHORTEST_QUOTE, _SHORTEST_CAPTION = 20, 10
#: Letters of a box of facts without a table and the like; longer ones are other stories.
_MOST_INFORMATION = 800
#: Letters of the witness in a box about a form: more is a part of the article.
_MOST_OF_ARTICLE = 200
_FURNITURE = "page-furniture"
_NUMBER = re.compile(r"^\s*\d[\d\s.,]*")
#: Which of how many pictures is shown.
_COUNT = re.compile(r"\s*\d{1,3}\s*(?:/|of|von|sur|de|из)\s*\d{1,3}\s*")
#: What a box is called that shows the author, and not what the article is about.
_ABOUT_AUTHOR = frozenset(["author", "authors", "autor", "auteur", "byline", "avatar"])
#: Letters of a box whose name alone is believed.
_MOST_CALLED = 120
_PULLED = re.compile(r"\bpull-?quotes?\b|\bpulled-quote\b|\bquote-pull\b")


@dataclass(slots=True)
class Boxes:
    """What was found.

    Attributes:
        left: Elements that are left out, and by which rule.
        kept: Elements that are part of the article, with all in them.
        captions: Elements that are captions of pictures.
    """

    left: dict[Element, str] = field(default_factory=dict)
    kept: set[Element] = field(default_factory=set)
    captions: list[Element] = field(default_factory=list)


def find(main: Element, start: Element | None, measures: Measures) -> Boxes:
    """The boxes of an article, and the captions between its headline (`start`) and its text."""
    boxes = Boxes()
    for box in _forms(main, measures):
        boxes.left[box] = "newsletter"
    boxes.left.update(_lines(main, measures))
    parted: dict[Element, bool] = {}
    for box in main.iter("div", "section", "aside", "span"):
        if rule := _furniture(box, measures, parted):
            boxes.left.setdefault(box, rule)
    for quote in _pulled(main, measures):
        boxes.left[quote] = "pull-quote"
    for box in main.iter("aside", "div", "section"):
        if box not in boxes.kept and _is_information(box, measures):
            boxes.kept.update(box.iter())
    for note in main.iter("footer", "aside", "div", "section", "p"):
        if note not in boxes.kept and _corrects(note, measures):
            boxes.kept.update(note.iter())
    body = main.getroottree().getroot()
    first = measures.order[start] if start is not None else measures.order[main]
    inside = set(main.iter())
    holders = {
        _holder(image, measures): None
        for image in body.iter("img")
        if image in inside or first < measures.order[image] < measures.order[main]
    }
    for holder in holders:
        boxes.captions += _captions(holder, measures)
    boxes.kept.update(part for caption in boxes.captions for part in caption.iter())
    return boxes


def _forms(main: Element, measures: Measures) -> Iterator[Element]:
    most = min(_MOST_OF_ARTICLE, measures.of[main].kept // 4)
    seen: dict[Element, Element | None] = {}  # the box so far, at what was passed on the way up
    for control in main.iter("input"):
        if (control.get("type") or "").lower() != "email":
            continue
        box = None
        for above in control.iterancestors():
            held = measures.of[above]
            if above is main or held.letters > _MOST_ABOUT_FORM or held.kept > most:
                break
            if above in seen:  # as high as another went
                box = box if seen[above] is None else None
                break
            box = above if above.tag in _HOLDERS else box
            seen[above] = box
        if box is not None:
            yield box


def _lines(main: Element, measures: Measures) -> Iterator[tuple[Element, str]]:
    """Lines that stand alone and are no words of the article, each with the rule."""
    parted: dict[Element, bool] = {}
    for line in main.iter(*_LINES, "span"):
        letters = measures.of[line].letters
        if not 0 < letters <= _LONGEST_LINE:
            continue
        if any(child.tag in _LINES and measures.of[child].letters == letters for child in islice(line, 3)):
            continue  # it stands in there
        if line.tag == "span" and not _stands_alone(line, parted):
            continue
        said = "".join(line.itertext())
        if _leads_elsewhere(line, said, measures):
            yield line, "related"
        elif bare(_NUMBER.sub("", said)) in _alone() and not _heads_text(line, measures):
            yield line, _FURNITURE


def _heads_text(line: Element, measures: Measures) -> bool:
    """Whether a line is the heading of a part of the article: one about advertising may be called so."""
    following = line.getnext() if line.tag in _HEADINGS else None
    return following is not None and isinstance(following.tag, str) and measures.of[following].kept > 0


def _leads_elsewhere(line: Element, said: str, measures: Measures) -> bool:
    """Whether a line is a link to another article, with a word for that before it or, in a box of its own, behind it."""
    held = measures.of[line]
    if not held.links or held.linked * 2 < held.letters:
        return False
    said = " ".join(said.split()).casefold()
    label = re.split(r"[:：|–—]", said, maxsplit=1)[0].strip(" ►▶→»>•")
    if label in lists.names("see-also"):
        return True
    in_box = line.tag in ("figure", "aside", "div") and held.linked == held.letters
    return in_box and said.endswith(tuple(lists.names("see-also")))


@cache
def _alone() -> frozenset[str]:
    return frozenset(map(bare, lists.names("furniture")))


def _corrects(note: Element, measures: Measures) -> bool:
    held = measures.of[note]
    if not _SHORTEST_QUOTE <= held.letters <= _MOST_ABOUT_FORM or held.is_links:
        return False
    said = " ".join("".join(note.itertext()).split()).casefold()
    return _correcting().match(said) is not None


@cache
def _correcting() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, lists.names('corrections')))})(?!\w)")


def _furniture(box: Element, measures: Measures, parted: dict[Element, bool]) -> str:
    """The rule for a small box that is called what no part of an article is, even if it passes for text.

    `parted` keeps of what such boxes stand in whether it has no text beside them.
    """
    if not 0 < measures.of[box].letters <= _MOST_CALLED:
        return ""
    if box.tag == "span" and not _stands_alone(box, parted):
        return ""
    if _COUNT.fullmatch("".join(box.itertext())) and _is_beside_picture(box, measures):
        return _FURNITURE
    return _FURNITURE if rules.named(box) == _FURNITURE else ""


def _is_beside_picture(box: Element, measures: Measures) -> bool:
    """Whether hardly more than a caption stands between a box and a picture: else 4/5 may be the verdict of a review."""
    around = box
    while around is not None and measures.of[around].letters <= _LONGEST_CAPTION:
        if next(around.iter("img"), None) is not None:
            return True
        around = around.getparent()
    return False


def _stands_alone(span: Element, parted: dict[Element, bool]) -> bool:
    """Whether a `span` is a piece of a box and not a word of its text."""
    holder = span.getparent()
    if holder not in parted:
        texts = (holder.text, *(child.tail for child in holder))
        parted[holder] = holder.tag in _HOLDERS and not any(text and text.strip() for text in texts)
    return parted[holder]


def _pulled(main: Element, measures: Measures) -> Iterator[Element]:
    found: list[Element] = []
    inside: set[Element] = set()
    for element in main.iter("aside", "blockquote", "figure", "div", "p", "section"):
        named = element not in inside and _PULLED.search(elements.words(element).strip().replace(" ", "-"))
        if named and _SHORTEST_QUOTE <= measures.of[element].letters <= _LONGEST_QUOTE:
            found.append(element)
            inside.update(element.iter())
    if not found:
        return
    text = "".join(bare("".join(p.itertext())) for p in main.iter("p", "li") if p not in inside)
    for element in found:
        quoted = next(element.iter("blockquote", "p", "q"), element)
        if (letters := bare("".join(quoted.itertext()))) and letters in text:
            yield element


def _is_information(box: Element, measures: Measures) -> bool:
    held = measures.of[box]
    if held.linked * 2 > held.letters or not held.letters or next(box.iter("input", "button"), None) is not None:
        return False
    if held.letters > _MOST_INFORMATION and not held.structure:
        return False
    called = elements.words(box)
    return any(f" {name} " in called for name in lists.names("information"))


def _holder(image: Element, measures: Measures) -> Element:
    """What a picture stands in, a link and the like aside."""
    holder = image.getparent()
    while holder.tag in ("a", "picture", "span") and not measures.of[holder].letters:
        holder = holder.getparent()
    return holder


def _captions(holder: Element, measures: Measures) -> list[Element]:
    """The one element with text in a box that holds nothing but a picture beside it."""
    if holder.tag not in ("div", "section") or (holder.text or "").strip():
        return []
    around = holder
    while around is not None and measures.of[around].letters == measures.of[holder].letters:
        around = around.getparent()
    if around is None or not measures.of[around].kept or measures.order[holder] > measures.last:
        return []  # in a box of teasers
    if any(above.tag == "figure" or rules.hidden(above) for above in (holder, *holder.iterancestors())):
        return []
    texts = [child for child in holder if isinstance(child.tag, str) and measures.of[child].letters]
    if len(texts) != 1 or any((child.tail or "").strip() for child in holder):
        return []
    held = measures.of[texts[0]]
    if rules.named(texts[0]) or any(
        _ABOUT_AUTHOR & set(elements.words(each).split()) for each in (holder.getparent(), holder, texts[0])
    ):
        return []
    is_caption = (
        texts[0].tag in ("div", "p", "span", "small", "em")
        and _SHORTEST_CAPTION <= held.letters <= _LONGEST_CAPTION
        and not held.links
    )
    return texts if is_caption and not held.structure else []
