"""The part of JSON Schema (draft 2020-12) that the manifest's schema uses.

The tests hold it against a complete implementation. A full validator is a dependency of its own size, and wants the
whole document at once.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

_TYPES: Mapping[str, tuple[type, ...]] = {
    "array": (list,),
    "integer": (int,),
    "null": (type(None),),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}


@functools.cache
def narration_schema() -> dict[str, Any]:
    """The schema of a narration manifest."""
    text = files(__package__).joinpath("narration.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def violations(value: Any, schema: Mapping[str, Any], where: str = "") -> Iterator[str]:
    """What of a value is not as its schema wants it, each with the place it is at (`words[3].span`)."""
    if "$ref" in schema:
        yield from violations(value, narration_schema()["$defs"][schema["$ref"].rpartition("/")[2]], where)
    if "const" in schema and (value != schema["const"] or isinstance(value, bool)):
        yield f"{where or 'it'} is not {json.dumps(schema['const'])}"
    names = schema.get("type", ())
    names = [names] if isinstance(names, str) else names
    if names and not any(_is(value, name) for name in names):
        yield f"{where or 'it'} is no {' or '.join(names)}"
        return
    if isinstance(value, str):
        yield from _string(value, schema, where)
    elif isinstance(value, int | float):
        yield from _number(value, schema, where)
    elif isinstance(value, list):
        yield from _array(value, schema, where)
    elif isinstance(value, dict):
        yield from _object(value, schema, where)


def _is(value: Any, name: str) -> bool:
    if name == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES[name]) and not isinstance(value, bool)


def _string(value: str, schema: Mapping[str, Any], where: str) -> Iterator[str]:
    if len(value) < schema.get("minLength", 0):
        yield f"{where} is empty"
    if len(value) > schema.get("maxLength", len(value)):
        yield f"{where} is too long"
    if "pattern" in schema and not re.search(schema["pattern"].replace("$", r"\Z"), value):
        yield f"{where} is not as it should be: {schema['pattern']}"


def _number(value: float, schema: Mapping[str, Any], where: str) -> Iterator[str]:
    if value < schema.get("minimum", value) or value <= schema.get("exclusiveMinimum", value - 1):
        yield f"{where} is too small"
    if value > schema.get("maximum", value):
        yield f"{where} is too large"


def _array(value: list[Any], schema: Mapping[str, Any], where: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{where} has {len(value)} items"
    if "items" in schema:
        for number, item in enumerate(value):
            yield from violations(item, schema["items"], f"{where}[{number}]")


def _object(value: dict[str, Any], schema: Mapping[str, Any], where: str) -> Iterator[str]:
    dot = f"{where}." if where else ""
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{dot}{name} is missing"
    properties = schema.get("properties", {})
    others = schema.get("additionalProperties")
    for name, item in value.items():
        if name in properties:
            yield from violations(item, properties[name], f"{dot}{name}")
        elif others:
            yield from violations(item, others, f"{dot}{name}")
