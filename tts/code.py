"""What code is, ours and others', told from its files: what was made with other code is made anew."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache


@cache
def digest(*places: str) -> str:
    """A hexadecimal number that changes with the files at these paths, and below them.

    Raises:
        OSError: One of them cannot be read.
    """
    state = hashlib.sha256()
    for place in places:
        for path in _files(place):
            with open(path, "rb") as file:
                content = file.read()
            state.update(f"{path}\t{len(content)}\n".encode("utf-8", "surrogateescape") + content)
    return state.hexdigest()


def _files(place: str) -> Iterator[str]:
    if not os.path.isdir(place):
        yield place
    for folder, folders, names in os.walk(place):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        yield from (os.path.join(folder, name) for name in sorted(names))


def listing(folder: str) -> Iterator[str]:
    """A line for each file below a folder, with its path, size and time of change: for what is too much to be read."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from listing(entry.path)
        else:
            status = entry.stat()
            yield f"{entry.path}\t{status.st_size}\t{status.st_mtime_ns}\n"
