"""Who wrote an article, and when, as a box of the author alone tells it."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from tts.readers import dates, elements, opening

Element = Any  # an lxml element: its types are not published

_MOST_BOXES = 10  # that are looked at; they may stand in one another
_LONGEST_AUTHOR = 60  # characters
_NAMED = re.compile(r"\b(?:author|autor|auteur|writer|avtor) name\b")


def find(root: Element) -> tuple[str, str]:
    """Author and day (ISO 8601) that a page tells about its article in a box of the author alone; empty where it does not.

    What is read aloud does not change: the box stands behind the article, and is left out.
    """
    boxes = (box for box in root.iter("div", "section", "aside", "footer", "p") if " author " in elements.words(box))
    for box in islice(boxes, _MOST_BOXES):
        names = [part for part in box.iter() if _is_named_author(part)]
        said = [" ".join("".join(part.itertext()).split()) for part in names]
        author = next((text for text in said if 3 < len(text) <= _LONGEST_AUTHOR and not re.search(r"\d", text)), "")
        if author:
            told = (dates.iso(part.get("datetime") or part.text or "") for part in box.iter())
            return opening.byline(author) or author, next(filter(None, told), "")
    return "", ""


def _is_named_author(part: Element) -> bool:
    if part.get("rel") == "author" or part.get("itemprop") in ("author", "name"):
        return True
    return _NAMED.search(elements.words(part)) is not None
