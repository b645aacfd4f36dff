"""Finding the article in a web page.

trafilatura tells which of the page's text is the article. Its own result has lost much of the structure (footnotes, captions, the
depth of lists), so it serves as a witness only: the smallest element of our tree that holds nearly all the text it kept is
what is read, with all its structure. Headline, byline, day, lead and opening picture often stand outside of that element and are
looked for between the headline and the text.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from tts.model import BlockKind
from tts.readers import markup, notes, opening, rules

if TYPE_CHECKING:
    from tts.readers.metadata import Facts

Element = Any

_NEARLY_ALL = 0.9
_DEEPEST = 400  # levels; what recurses in native code is not asked about pages that go deeper
_TELLING = 10  # letters; less is found in any text by accident
_SILENT = frozenset({"script", "style", "head", "title", "noscript", "template"})
#: What is cut off before the first and behind the last text that the witness has. A figure, a table or a quotation is not.
_TRIMMED = frozenset("p div section ul ol dl li h2 h3 h4 h5 h6 form header footer span a".split())
#: What in the midst of the article is left out if the witness has nothing of it, unless it holds a figure, a table and the like.
_BOXES = frozenset("div section ul ol form".split())
_TEXT_BLOCKS = frozenset("p ul ol dl table blockquote pre figure li h1 h2 h3 h4 h5 h6".split())
_LEAD = re.compile(r"\b(?:lead|lede|standfirst|stand-first|dek|deck|subtitle|sub-title|subheading|subheadline|strapline|summary|intro|teaser-text|excerpt|kicker-text|article__sub|description)\b")
_BYLINE = re.compile(r"\b(?:byline|by-line|author|authors|autor|auteur|contributor|contributors|writer)\b")
_DAY = re.compile(r"\b(?:date|dateline|datetime|published|publish-date|pubdate|timestamp|posted-on|entry-date)\b")


def choose(root: Element, facts: Facts) -> markup.Choices:
    """What of a page is its article."""
    weights, first, last = _weights(root, _witness(root))
    body = root.find("body") if root.find("body") is not None else root
    total = weights.get(body, 0)
    main = _smallest(body, weights, total) if total else _landmark(body)
    order = {element: index for index, element in enumerate(body.iter())}
    start, end = order.get(first, 0), order.get(last, 0)
    headline = _headline(body, main, facts, order)
    roles = _roles(body, main, headline, facts, order)
    marks, texts = notes.find(main)
    for element in (main, *main.iterancestors("noscript")):
        if element.tag == "noscript":  # some pages keep their whole text in one
            element.tag = "div"
    if headline is not None:
        roles[headline] = BlockKind.TITLE

    def rule(element: Element) -> str:
        found = rules.hidden(element) or rules.landmark(element)
        weight = weights.get(element, 0)
        if not found and weight * 2 < len(_bare("".join(element.itertext()))):
            found = rules.named(element)  # a name is a weaker sign than the text that the witness has
        if not found and not weight and total and element.tag in _TRIMMED and not start <= order[element] <= end:
            found = markup.OUTSIDE
        if not found and element.tag == "aside" and not weight and element not in texts:
            found = "aside"
        if not found and element.tag == "footer" and not weight and not any(True for _ in element.iterancestors("blockquote", "figure")):
            found = "page-footer"
        if not found and not weight and (_is_link_list(element) or (total and element.tag in _BOXES and not _has_structure(element))):
            found = "related" if _is_link_list(element) else "aside"
        if found and (weight * 3 > total or element in texts or any(role in roles for role in element.iter())):
            return ""
        return found

    return markup.Choices(main=main, roles=roles, rule=rule, note_marks=marks, notes=texts)


def _witness(root: Element) -> str:
    """What trafilatura takes for the article: its paragraphs' letters and figures, a line each; empty if it finds none."""
    if _depth(root) > _DEEPEST:
        return ""
    from trafilatura import bare_extraction  # noqa: PLC0415  costs 0.4 s to import

    found = bare_extraction(copy.deepcopy(root), include_comments=False, include_tables=True)
    return "\n".join(_bare(line) for line in (found.text or "").split("\n")) if found else ""


def _depth(root: Element) -> int:
    deepest = depth = 0
    element = root
    while element is not None:
        deepest = max(deepest, depth)
        if len(element):
            element = element[0]
            depth += 1
            continue
        while element is not None and element is not root and element.getnext() is None:
            element = element.getparent()
            depth -= 1
        element = None if element is root or element is None else element.getnext()
    return deepest


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _weights(root: Element, witness: str) -> tuple[dict[Element, int], Element, Element]:
    """For every element the number of letters in it that the witness has, too; and the first and last element with such text."""
    weights: dict[Element, int] = {}
    lines = frozenset(witness.split("\n"))
    flat = witness.replace("\n", "")
    first = last = root
    for element in root.iter() if witness else ():
        if element.tag in _SILENT:
            continue
        weight = 0
        for text in [element.text, *(child.tail for child in element)]:
            if text and (bare := _bare(text)) and (bare in flat if len(bare) >= _TELLING else bare in lines):
                weight += len(bare)
        if weight:
            first, last = (element if first is root else first), element
            above = element
            while above is not None:
                weights[above] = weights.get(above, 0) + weight
                above = above.getparent()
    return weights, first, last


def _smallest(body: Element, weights: dict[Element, int], total: int) -> Element:
    """The smallest element, no text block itself, that holds nearly all there is."""
    main = body
    while True:
        inner = next((child for child in main if weights.get(child, 0) >= _NEARLY_ALL * total), None)
        if inner is None or inner.tag in _TEXT_BLOCKS:
            return main
        main = inner


def _landmark(body: Element) -> Element:
    for path in (".//article", ".//main", ".//*[@role='main']", ".//*[@itemprop='articleBody']"):
        found = body.findall(path)
        if found:
            return max(found, key=lambda element: len("".join(element.itertext())))
    return body


def _said(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _headline(body: Element, main: Element, facts: Facts, order: dict[Element, int]) -> Element | None:
    """The heading that is the title: one that says what the page declares, else the first heading of the first level."""
    headings = [h for h in body.iter("h1", "h2") if (said := _said(h)) and len(said) < 300]
    for title in facts.titles:
        for heading in headings:
            if opening.same(_said(heading), title):
                return heading
    firsts = [h for h in headings if h.tag == "h1" and not any(rules.boilerplate(above) for above in h.iterancestors())]
    inside = [h for h in firsts if any(above is main for above in h.iterancestors())]
    before = [h for h in firsts if order[h] < order[main]]
    found: Element | None = (inside or before[-1:] or [None])[0]
    return found


def _roles(body: Element, main: Element, headline: Element | None, facts: Facts, order: dict[Element, int]) -> dict[Element, BlockKind]:
    """What stands between headline and text and is read: byline, day, lead, opening picture."""
    roles: dict[Element, BlockKind] = {}
    if headline is None:
        return roles
    first = next((p for p in main.iter("p") if order[p] > order[headline] and len(_said(p)) > 80), main)
    start, end = order[headline], max(order[first], order[main])
    taken: set[BlockKind] = set()
    for element in body.iter():
        if not start < order[element] < end or element is main or any(above in roles or above is headline for above in element.iterancestors()):
            continue
        if any(rules.boilerplate(above) for above in (element, *element.iterancestors()) if above is not body and above.tag not in ("html",)):
            continue
        kind = _role(element, facts, inside=any(above is main for above in element.iterancestors()))
        if kind and (kind in (BlockKind.FIGURE, BlockKind.PARAGRAPH) or kind not in taken):
            roles[element] = kind
            taken.add(kind)
    return roles


def _role(element: Element, facts: Facts, *, inside: bool) -> BlockKind | None:
    if not isinstance(element.tag, str):
        return None
    if element.tag == "figure":
        return None if inside else BlockKind.FIGURE
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}".lower().replace("_", "-")
    short = len(said := _said(element)) <= 120
    if not said:
        return None
    if element.tag == "time" or (short and _DAY.search(names) and re.search(r"\d", said)):
        return BlockKind.DATELINE
    holds_day = next(element.iter("time"), None) is not None and element.tag != "time"
    if short and not holds_day and ((_BYLINE.search(names) and len(said) > 3) or opening.byline(said)):
        return BlockKind.BYLINE
    if inside or element.tag not in ("p", "div", "h2", "h3", "span"):
        return None
    described = opening.same(said, facts.others.get("description", ""))
    if described or (_LEAD.search(names) and 40 < len(said) < 800):
        return BlockKind.PARAGRAPH
    return None


def _has_structure(element: Element) -> bool:
    return next(element.iter("figure", "table", "pre", "blockquote", "img", "h1", "math"), None) is not None


def _is_link_list(element: Element) -> bool:
    """Whether an element is a list or a box of links and hardly anything else."""
    if element.tag not in ("ul", "ol", "div", "section", "p") or len(element) == 0:
        return False
    links = list(element.iter("a"))
    if len(links) < 3:
        return False
    length = len(_said(element))
    return length > 0 and sum(len(_said(link)) for link in links) > 0.8 * length
