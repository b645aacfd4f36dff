"""Front matter: the facts at the head of a Markdown file, between two lines of `---` (YAML) or of `+++` (TOML).

The part of YAML that front matter uses, by rules of our own: `name: value`, quoted or not, a list in brackets or as `- ` lines,
a block of lines after `|` or `>`. What is nested deeper is kept as written, as a value nobody reads.
"""

from __future__ import annotations

import re


def split(text: str) -> tuple[dict[str, str], list[str], str]:
    """The facts (names in lower case), the lines they were read from, and the text below; no facts if there is no front matter."""
    return _toml(text) or _yaml(text)


def _toml(text: str) -> tuple[dict[str, str], list[str], str] | None:
    found = re.match(r"\ufeff?\+\+\+[^\S\n]*\n(?P<facts>(?:.*\n)*?)\+\+\+[^\S\n]*(?:\n|$)", text)
    if not found:
        return None
    import tomllib

    try:
        table = tomllib.loads(found["facts"])
    except (tomllib.TOMLDecodeError, RecursionError):
        return None  # then it is text
    facts = {
        name.lower(): ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in table.items()
        if not isinstance(value, dict)
    }
    return facts, [line for line in found["facts"].split("\n") if line.strip()], text[found.end() :]


def _yaml(text: str) -> tuple[dict[str, str], list[str], str]:
    found = re.match(r"\ufeff?---[^\S\n]*\n(?P<facts>(?:.*\n)*?)(?:---|\.\.\.)[^\S\n]*(?:\n|$)", text)
    lines = found["facts"].split("\n") if found else []
    if not found or not any(re.match(r"[\w-]+[^\S\n]*:", line) for line in lines):
        return {}, [], text
    facts: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        field = re.match(r"(?P<name>[\w-]+)[^\S\n]*:(?:\s+(?P<value>.*))?$", line)
        if field:
            name = field["name"].lower()
            facts[name] = [field["value"] or ""]
        elif name and line.strip() and not line.startswith("#"):
            facts[name].append(line.strip())
    return (
        {name: _value(pieces) for name, pieces in facts.items()},
        [line for line in lines if line.strip()],
        text[found.end() :],
    )


def _value(pieces: list[str]) -> str:
    first, *rest = pieces
    first = first.strip()
    if first[:1] == "[" and first[-1:] == "]":
        return ", ".join(_scalar(item) for item in first[1:-1].split(",") if item.strip())
    if first in ("|", ">", "|-", ">-", "|+", ">+"):
        return " ".join(rest)
    if not first and rest and all(re.match(r"-\s", line) for line in rest):
        return ", ".join(_scalar(line[1:]) for line in rest)
    return " ".join([_scalar(first), *rest]).strip()


def _scalar(text: str) -> str:
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    if len(text) >= 2 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return re.sub(r"\s+#.*$", "", text)
