"""Footnotes in a tree: which links are marks, which elements hold the notes."""

from __future__ import annotations

import re
from typing import Any

Element = Any

_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶]{1,3}|note \d{1,3})\s*[\])]?", re.IGNORECASE)


def find(root: Element) -> tuple[frozenset[Element], frozenset[Element]]:
    """Footnote marks (`a` elements) and notes.

    A mark is a link to a place in the page that says so (`role="doc-noteref"`, `epub:type`, a footnote class) or that looks like one:
    a number or a sign, raised or in brackets. Its target is the note, if it is a list item, a paragraph or says what it is.
    """
    marks: set[Element] = set()
    targets: set[str] = set()
    for link in root.iter("a"):
        href = link.get("href") or ""
        if not re.fullmatch(r"#[^#\s]+", href):
            continue
        text = "".join(link.itertext()).strip()
        parent = link.getparent()
        says_so = link.get("role") == "doc-noteref" or link.get("epub:type") == "noteref"
        raised = (parent is not None and parent.tag == "sup") or next(link.iter("sup"), None) is not None
        bracketed = text[:1] in "[(" and text[-1:] in "])" and len(text) > 2
        if says_so or (_MARK.fullmatch(text) and (raised or bracketed) and not is_backlink(link)):
            marks.add(link)
            targets.add(href[1:])
    notes = {
        element
        for element in root.iter("li", "p", "div", "aside", "dd", "section")
        if (element.get("id") in targets and targets) or element.get("role") in ("doc-footnote", "doc-endnote")
    }
    return frozenset(marks), frozenset(notes)


def backlinks(marks: frozenset[Element], notes: frozenset[Element]) -> frozenset[Element]:
    """Links in notes that lead to a mark, whatever they are called."""
    places = {place for mark in marks for place in (mark.get("id"), mark.getparent().get("id")) if place}
    return frozenset(
        link for note in notes for link in note.iter("a") if (link.get("href") or "").removeprefix("#") in places
    )


def is_backlink(link: Element) -> bool:
    """Whether a link leads from a note back to its mark."""
    if link.get("role") == "doc-backlink" or "backref" in (link.get("class") or ""):
        return True
    text = "".join(link.itertext()).strip()
    return (link.get("href") or "").startswith("#") and bool(text) and not text.strip("↩↑^⏎⤴\ufe0e\ufe0f ")
