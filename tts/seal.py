"""A seal on a JSON object: SHA-256 of what it says, however it is laid out.

Most of what a manifest tells is told twice, or by the files beside it, and a change is found by comparing. The words that
were said, a voice, the name of a rule are told once: only a seal shows that they are still what was written. It is no
signature: whoever means to deceive can make a new one.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

#: The field that holds the seal of all others.
SEAL = "seal"


class Seal:
    """Takes in the fields of an object one by one, an array entry by entry."""

    def __init__(self) -> None:
        self._fields: dict[str, Any] = {}

    def add(self, name: str, value: Any) -> None:
        """Take in a field, or (after an empty list) the next entry of an array.

        Args:
            name: Of the field.
            value: In JSON's types; a number that is whole has to be an integer.
        """
        text = json.dumps(value, sort_keys=True, separators=(",", ":"))
        self._fields.setdefault(name, hashlib.sha256()).update(f"{text}\n".encode())

    def hexdigest(self) -> str:
        """SHA-256, in hexadecimal, of a line for each field in the order of their names: `"name":digest`."""
        lines = (f"{json.dumps(name)}:{field.hexdigest()}\n" for name, field in sorted(self._fields.items()))
        return hashlib.sha256("".join(lines).encode()).hexdigest()
