"""What a web page says about itself: JSON-LD (schema.org), Open Graph, Dublin Core and plain `meta` elements."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tts.readers import dates
from tts.readers.language import clean_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = Any

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting|WebPage)$")
_MOST_NODES = 10_000  # of JSON-LD; real pages have some hundred


@dataclass(slots=True)
class Facts:
    """What a page declares; empty where it declares nothing. `date` is an ISO 8601 day, `lang` a BCP 47 tag.

    `titles` are all the headlines it gives, the most trusted first: one of them is probably shown.
    """

    titles: list[str] = field(default_factory=list)
    authors: str = ""
    date: str = ""
    lang: str = ""
    others: dict[str, str] = field(default_factory=dict)


def read(root: Element) -> Facts:
    """The facts of a page."""
    metas = _metas(root)
    linked = _linked_data(root)
    window = next((t.text or "" for t in root.iter("title") if next(t.iterancestors("svg"), None) is None), "")
    window = " ".join(window.split())
    site = metas.get("og:site_name", "") or metas.get("application-name", "")
    facts = Facts()
    for title in (
        _text(linked.get("headline")),
        metas.get("og:title", ""),
        metas.get("twitter:title", ""),
        _without_site(window, site),
        window,
    ):
        if title and title not in facts.titles:
            facts.titles.append(title)
    authors = (
        _people(linked.get("author"))
        or metas.get("author", "")
        or metas.get("dc.creator", "")
        or metas.get("article:author", "")
    )
    facts.authors = "" if re.match(r"https?:", authors) else authors
    published = [_text(linked.get("datePublished"))]
    published += [
        metas.get(name, "")
        for name in (
            "article:published_time",
            "datepublished",
            "date",
            "dc.date",
            "dcterms.date",
            "dcterms.created",
            "pubdate",
            "publish-date",
            "sailthru.date",
        )
    ]
    facts.date = next((day for text in published if text and (day := dates.iso(text))), "")
    declared = [
        root.get("lang"),
        root.get("xml:lang"),
        metas.get("og:locale"),
        _text(linked.get("inLanguage")),
        metas.get("content-language"),
    ]
    facts.lang = next((tag for text in declared if text and (tag := clean_tag(text.split(",")[0]))), "")
    others = {
        "description": metas.get("og:description") or metas.get("description") or _text(linked.get("description")),
        "site": site,
        "image": metas.get("og:image", ""),
    }
    facts.others = {name: value for name, value in others.items() if value}
    return facts


def _metas(root: Element) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("http-equiv") or meta.get("itemprop")
        value = " ".join((meta.get("content") or "").split())
        if name and value:
            metas.setdefault(name.strip().lower(), value)
    return metas


def _linked_data(root: Element) -> dict[str, Any]:
    """The article among the page's JSON-LD, or nothing. What is not JSON says nothing: pages with broken JSON-LD are common."""
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        found = next((node for node in _nodes(data) if _ARTICLE_TYPES.search(_text(node.get("@type")))), None)
        if found is not None and (found.get("headline") or found.get("datePublished")):
            return found
    return {}


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    waiting = [data]
    seen = 0
    while waiting and seen < _MOST_NODES:
        seen += 1
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting += [node[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in node]
        elif isinstance(node, list):
            waiting += node


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or ""
    return " ".join(_unescaped(value).split()) if isinstance(value, str) else ""


def _unescaped(text: str) -> str:
    from html import unescape

    return unescape(text) if "&" in text else text


def _people(value: Any) -> str:
    people = value if isinstance(value, list) else [value]
    names = [name for person in people if (name := _text(person))]
    return ", ".join(dict.fromkeys(names))


def _without_site(title: str, site: str) -> str:
    """The window's title without the name of the site behind it."""
    left, mark, right = title.rpartition(" | ") if " | " in title else title.rpartition(" - ")
    if mark and (not site or site.casefold() in right.casefold() or right.casefold() in site.casefold()):
        return left.strip()
    return title
