"""Which parts of a page are not the article, and by which rule (`data/boilerplate.toml`)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from tts.readers import notes

Element = Any

_ATTRIBUTES = ("class", "id", "role", "aria-label", "data-component", "data-testid", "itemprop")


def hidden(element: Element) -> str:
    """The rule for what the page does not show, or shows only to lead a reader about; empty for all else."""
    if element.get("hidden") is not None or (
        element.get("aria-hidden") == "true" and element.tag not in ("figure", "img", "picture")
    ):
        return "hidden"
    style = element.get("style")
    if style and re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", style, re.IGNORECASE):
        return "hidden"
    return "note-backlink" if element.tag == "a" and notes.is_backlink(element) else ""


def landmark(element: Element) -> str:
    """The rule for what an element is by its tag or its role, or empty."""
    by_tag, by_role, _ = _table()
    return by_tag.get(element.tag, "") or by_role.get((element.get("role") or "").strip().lower(), "")


def named(element: Element) -> str:
    """The rule for what the words in an element's class, id and labels call it, or empty."""
    names = " ".join(element.get(name) or "" for name in _ATTRIBUTES)
    if not names.strip():
        return ""
    words = " " + " ".join(re.findall(r"[a-z]+|\d+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names).lower())) + " "
    found = _table()[2].search(words)
    return str(found.lastgroup).replace("_", "-") if found else ""


def boilerplate(element: Element) -> str:
    """The rule by which an element of a web page is left out, or empty."""
    return hidden(element) or landmark(element) or named(element)


@cache
def _table() -> tuple[dict[str, str], dict[str, str], re.Pattern[str]]:
    import tomllib

    data = tomllib.loads((Path(__file__).parent / "data/boilerplate.toml").read_text(encoding="utf-8"))
    by_tag = {tag: rule for rule, entry in data.items() for tag in entry.get("tags", ())}
    by_role = {role: rule for rule, entry in data.items() for role in entry.get("roles", ())}
    groups = (_group(rule, entry) for rule, entry in data.items() if entry.get("words"))
    return by_tag, by_role, re.compile(rf" (?:{'|'.join(groups)}) ")


def _group(rule: str, entry: dict[str, list[str]]) -> str:
    words, following = ("|".join(map(re.escape, entry.get(key, ()))) for key in ("words", "not_before"))
    others = f"(?! (?:{following}) )" if following else ""
    return f"(?P<{rule.replace('-', '_')}>(?:{words}){others})"
