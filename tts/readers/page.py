"""Finding the article in a web page.

trafilatura tells which of the page's text is the article. Its own result has lost much of the structure (footnotes, captions, the
depth of lists), so it serves as a witness only: the smallest element of our tree that holds nearly all the text it kept is
what is read, with all its structure. Headline, byline, day, lead and opening picture often stand outside of that element and are
looked for between the headline and the text.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from tts.model import BlockKind
from tts.readers import boxes, elements, notes, opening, rules
from tts.readers.choices import OUTSIDE, Choices
from tts.readers.measure import Measure, Measures, measure

if TYPE_CHECKING:
    from tts.readers.metadata import Facts

Element = Any

_NEARLY_ALL = 0.9
_DEEPEST = 400  # levels; what recurses in native code is not asked about pages that go deeper
_MOST_ELEMENTS = 50_000  # of a page; over more the witness takes quadratic time (half a minute for twice as many)
_MOST_INLINE = 1_000  # elements in a paragraph; over more the witness takes quadratic time
#: What is cut off before the first and behind the last text that the witness has. A figure, a table or a quotation is not.
_TRIMMED = frozenset(
    [
        "p",
        "div",
        "section",
        "ul",
        "ol",
        "dl",
        "li",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "form",
        "header",
        "footer",
        "span",
        "a",
    ]
)
#: What in the midst of the article is left out if the witness has nothing of it, unless it holds a figure, a table and the like.
_BOXES = frozenset(["div", "section", "ul", "ol", "form"])
_TEXT_BLOCKS = frozenset(
    ["p", "ul", "ol", "dl", "table", "blockquote", "pre", "figure", "li", "h1", "h2", "h3", "h4", "h5", "h6"]
)
_LEAD = re.compile(
    r"\b(?:lead|lede|standfirst|stand-first|dek|deck|subtitle|sub-title|subheading|subheadline|strapline|summary|intro|teaser-text|excerpt|kicker-text|spot|vorspann|chapo|entradilla|article__sub|description)\b"
)
_BYLINE = re.compile(r"\b(?:byline|by-line|author|authors|autor|auteur|contributor|contributors|writer)\b")
_DAY = re.compile(r"\b(?:date|dateline|datetime|published|publish-date|pubdate|timestamp|posted-on|entry-date)\b")

_NAMING = ("class", "itemprop", "rel", "data-testid", "data-component", "data-gu-name")


def choose(root: Element, facts: Facts) -> Choices:
    """What of a page is its article."""
    measures = measure(root, _witness(root))
    body = root.find("body") if root.find("body") is not None else root
    total = measures.of[body].kept
    main = _smallest(body, measures) if total else _landmark(body)
    main, twins = _with_twins(main, body, measures)
    continued = {element for twin in twins for element in twin.iter()}
    for element in (main, *main.iterancestors("noscript")):
        if element.tag == "noscript":  # some pages keep their whole text in one
            element.tag = "div"
    headline = _headline(body, main, facts, measures)
    roles = _roles(body, main, headline, facts, measures) if headline is not None else {}
    found = boxes.find(main, headline, measures) if measures.kept else boxes.Boxes()
    roles.update((caption, BlockKind.FIGURE) for caption in found.captions if caption not in roles)
    marks, texts = notes.find(main)
    backlinks = notes.backlinks(marks, texts)
    spared = {above for element in (*roles, *texts) for above in (element, *element.iterancestors())}

    def rule(element: Element) -> str:
        if element in backlinks:
            return "note-backlink"
        if element in found.left and element not in spared:
            return found.left[element]
        if element in found.kept:
            return rules.hidden(element)
        held = measures.of[element]
        left = rules.boilerplate(element) if element in continued else _rule(element, held, measures)
        if left and not held.is_links and held.kept * 3 > total > 0:
            return ""
        return "" if element in spared else left

    return Choices(main=main, roles=roles, rule=rule, note_marks=marks, notes=texts)


def _rule(element: Element, held: Measure, measures: Measures) -> str:
    found = rules.hidden(element) or rules.landmark(element)
    if found:
        return found
    found = rules.named(element)
    if found == "share" and next(element.iter("blockquote"), None) is not None:
        found = ""  # a post that the article quotes
    if found and held.kept * 2 <= held.letters:  # a name is a weaker sign than the text that the witness has
        return found
    if held.kept:
        return ""
    if element.tag == "footer":
        quoted = next(element.iterancestors("blockquote", "figure"), None) is not None
        return "" if quoted else "page-footer"
    if element.tag == "aside":
        return "aside"
    if element.tag in _BOXES and held.is_links:
        return "related"
    if not measures.kept:
        return ""
    if element.tag in elements.INLINE and measures.of[element.getparent()].running:
        return ""  # a word of a sentence
    if element.tag in _TRIMMED and not measures.first <= measures.order[element] <= measures.last:
        return OUTSIDE
    if element.tag not in _BOXES or held.structure or not held.letters or _is_enumeration(element, held, measures):
        return ""
    return "" if "caption" in _names(element) and measures.of[element.getparent()].structure else "aside"


def _is_enumeration(element: Element, held: Measure, measures: Measures) -> bool:
    """Whether a list goes on with the paragraph before it: what the witness makes of some pages has no lists at all."""
    before = element.getprevious()
    plain = element.tag in ("ul", "ol") and not held.links and next(element.iter(*elements.CONTROLS), None) is None
    return plain and before is not None and before.tag == "p" and measures.of[before].kept > 0


def _witness(root: Element) -> str:
    """What trafilatura takes for the article: a paragraph a line; empty if it finds none."""
    if _depth(root) > _DEEPEST or sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        return ""
    from lxml import etree
    from trafilatura import bare_extraction

    seen = copy.deepcopy(root)
    etree.strip_attributes(seen, "colspan", "rowspan")  # it makes a cell for each column that one spans
    _flatten(seen)
    found = bare_extraction(seen, include_comments=False, include_tables=True)
    text = getattr(found, "text", None)  # trafilatura answers with a document, unless asked for a dict
    return text if isinstance(text, str) else ""


def _flatten(root: Element) -> None:
    """Make plain text of paragraphs that are thick with elements: it is their letters alone that the witness is asked for."""
    holders: dict[Element, Element] = {}
    for element in root.iter(*elements.INLINE):
        parent = element.getparent()
        holders[element] = holders.get(parent, parent)
    for holder, count in Counter(holders.values()).items():
        if count > _MOST_INLINE and holder is not root:
            text = "".join(holder.itertext())
            holder.clear(keep_tail=True)
            holder.text = text


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


def _smallest(body: Element, measures: Measures) -> Element:
    """The smallest element, no text block itself, that holds nearly all there is."""
    main = body
    enough = _NEARLY_ALL * min(measures.of[body].kept, measures.witness)
    while True:
        inner = next(
            (child for child in main if isinstance(child.tag, str) and measures.of[child].kept >= enough), None
        )
        if inner is None or inner.tag in _TEXT_BLOCKS:
            return main
        main = inner


def _with_twins(main: Element, body: Element, measures: Measures) -> tuple[Element, list[Element]]:
    """An article that a page cuts into several boxes of one class, of which the witness may have seen only the first.

    Twins are boxes beside the main element, or beside one round it, that have its tag and class and hold paragraphs of text. A box
    with a headline of its own, or an `article`, is another article.

    Returns:
        The element that holds all of the boxes (`main` if it has no twins), and the twins.
    """
    element = main
    for _ in range(3):
        parent = element.getparent()
        if element is body or parent is None:
            break
        name = element.get("class")
        if name and element.tag in ("div", "section"):
            twins = [
                twin
                for twin in parent
                if twin is not element
                and twin.tag == element.tag
                and twin.get("class") == name
                and _is_prose(twin, measures)
            ]
            if twins:
                return parent, twins
        element = parent
    return main, []


def _is_prose(element: Element, measures: Measures) -> bool:
    if next(element.iter("h1", "article"), None) is not None or rules.boilerplate(element):
        return False
    prose = sum(measures.of[p].letters - measures.of[p].linked for p in element.iter("p"))
    return prose > 200 and prose > 0.6 * measures.of[element].letters


def _landmark(body: Element) -> Element:
    for path in (".//article", ".//main", ".//*[@role='main']", ".//*[@itemprop='articleBody']"):
        found = body.findall(path)
        if found:
            return max(found, key=lambda element: len("".join(element.itertext())))
    return body


def _said(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _headline(body: Element, main: Element, facts: Facts, measures: Measures) -> Element | None:
    """The heading that is the title: one that says what the page declares, else the first heading of the first level."""
    headings = [h for h in body.iter("h1", "h2") if 0 < measures.of[h].letters < 300]
    for title in facts.titles:
        for heading in headings:
            if opening.same(_said(heading), title):
                return heading
    holding = set(main.iterancestors()) | {main}  # whatever they are called, they hold the article
    firsts = [
        h
        for h in headings
        if h.tag == "h1" and not any(rules.boilerplate(above) for above in h.iterancestors() if above not in holding)
    ]
    inside = [h for h in firsts if any(above is main for above in h.iterancestors())]
    before = [h for h in firsts if measures.order[h] < measures.order[main]]
    return next(iter([*inside, *reversed(before)]), None)


def _roles(
    body: Element, main: Element, headline: Element, facts: Facts, measures: Measures
) -> dict[Element, BlockKind]:
    """The headline, and what stands between it and the text: byline, day, lead, opening picture."""
    roles = {headline: BlockKind.TITLE}
    order = measures.order
    first = next((p for p in main.iter("p") if order[p] > order[headline] and _is_story(p, measures.of[p])), main)
    start, end = order[headline], max(order[first], order[main])
    done = {headline}  # elements that are dealt with, together with all in them
    inside = {main}
    holding = {main, *main.iterancestors()}  # whatever they are called, they hold the article
    for element in body.iterdescendants():
        parent = element.getparent()
        if parent in inside:
            inside.add(element)
        if parent in done or (element not in holding and rules.boilerplate(element)):
            done.add(element)
            continue
        if not start < order[element] < end or element is main:
            continue
        kind = _role(element, measures.of[element], facts, inside=element in inside)
        if kind and (kind in (BlockKind.FIGURE, BlockKind.PARAGRAPH) or kind not in roles.values()):
            roles[element] = kind
            done.add(element)
    return roles


def _is_story(paragraph: Element, held: Measure) -> bool:
    """Whether a paragraph is the story's: not a caption and not the lead, which bylines stand below."""
    return (
        held.letters > 60
        and not _LEAD.search(_names(paragraph))
        and next(paragraph.iterancestors("figure", "figcaption", "header"), None) is None
    )


def _names(element: Element) -> str:
    """What a page calls an element."""
    names = " ".join(filter(None, map(element.get, _NAMING)))
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names).lower().replace("_", "-")


def _role(element: Element, held: Measure, facts: Facts, *, inside: bool) -> BlockKind | None:
    if element.tag == "figure":
        return None if inside else BlockKind.FIGURE
    names = _names(element)
    if not 0 < held.letters < 800:
        return None
    short = len(said := _said(element)) <= 120
    if element.tag == "time" or (short and _DAY.search(names) and re.search(r"\d", said)):
        return BlockKind.DATELINE
    holds_day = next(element.iter("time"), None) is not None and element.tag != "time"
    named = _BYLINE.search(names) and len(said) > 3 and not re.search(r"\d", said)
    if short and not holds_day and (named or opening.byline(said)):
        return BlockKind.BYLINE
    if inside or element.tag not in ("p", "div", "h2", "h3", "h4", "span"):
        return None
    described = opening.same(said, facts.others.get("description", ""))
    if described or (_LEAD.search(names) and (10 if element.tag[0] == "h" else 40) < len(said) < 800):
        return BlockKind.PARAGRAPH
    return None
