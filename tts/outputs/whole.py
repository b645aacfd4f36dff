"""A file that exists is whole: written without a name or under a temporary one, flushed to the disk, then put in place.

Where the system can (Linux, most file systems), a file being written has no name at all (open(2), `O_TMPFILE`), so a
program that is killed leaves nothing. Elsewhere, what a killed program left is removed by the next that writes into
the folder; a program that is alive holds a lock on its own.
"""

from __future__ import annotations

import errno
import functools
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from tts.errors import OutputError
from tts.locks import locked

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})

_PART = re.compile(r"\.article-tts-[0-9a-f]{8}\.part")
#: Age from which an unlocked temporary file counts as left behind, in seconds: making it and locking it are two steps.
_STALE = 60.0

_DESCRIPTORS = "/proc/self/fd"


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A new binary file that takes the place of `path` when the block ends well, and leaves no trace when it does not.

    Raises:
        OutputError: The system refuses a step; says which file and why.
    """
    place = leads_to(path)
    part = place.with_name(f".article-tts-{os.urandom(4).hex()}.part")
    try:
        _sweep(place.parent)
        with _nameless(place.parent) or _named(part) as file:
            yield file
            flush(file)
            os.utime(file.fileno() if os.utime in os.supports_fd else part)  # it may have waited, and is not stale
            if not part.exists() and _linked(file, place, part):
                return
        os.replace(part, place)
    except OSError as error:
        hint = "Free some space, or choose another place with -o" if error.errno in _NO_ROOM else ""
        raise OutputError(f"cannot be written: {error.strerror or error}", str(path), hint) from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(part)


def flush(file: BinaryIO) -> None:
    """Bring what was written to the disk: where that was done, a file gets its name in an instant."""
    file.flush()
    os.fsync(file.fileno())


def leads_to(path: Path) -> Path:
    """Where a file is that is written to a path: of a symbolic link what it points at, there or not, so that it stays a link.

    A link that leads in a circle points at nothing, and is itself replaced.
    """
    return Path(os.path.realpath(path)) if os.path.islink(path) else path


def _nameless(folder: Path) -> BinaryIO | None:
    """A file without a name in a folder, if the file system can do that."""
    if not hasattr(os, "O_TMPFILE") or not os.path.isdir(_DESCRIPTORS):
        return None
    try:
        return os.fdopen(os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o666), "wb+")
    except OSError as error:
        if error.errno in {errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT}:
            return None
        raise


def _named(part: Path) -> BinaryIO:
    file = part.open("xb+")
    locked(file)
    return file


def _linked(file: BinaryIO, path: Path, part: Path) -> bool:
    """Give a nameless file its name, or, where something has that name, the temporary one; say whether it is in place."""
    for name, in_place in ((path, True), (part, False)):
        try:
            # With a folder's descriptor (any will do) CPython calls linkat(2), which alone can follow the link to the file.
            os.link(f"{_DESCRIPTORS}/{file.fileno()}", name, src_dir_fd=file.fileno(), follow_symlinks=True)
        except FileExistsError:
            continue
        except OSError:  # a file system that makes nameless files but gives them no name later
            break
        return in_place
    file.seek(0)
    with _named(part) as copy:
        shutil.copyfileobj(file, copy, 1 << 20)
        flush(copy)
    return False


@functools.cache
def _sweep(folder: Path) -> None:
    """Remove what programs that were killed left in a folder; once for each folder, which may be large."""
    with suppress(OSError), os.scandir(folder) as entries:  # what cannot be read here is told when writing
        for entry in entries:
            if _PART.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                _remove_stale(entry)


def _remove_stale(entry: os.DirEntry[str]) -> None:
    if time.time() - entry.stat(follow_symlinks=False).st_mtime < _STALE:
        return
    with suppress(OSError):  # somebody else's, or in use (Windows says so itself), or just removed by another
        if os.name == "posix":
            with open(entry.path, "rb") as file:
                if not locked(file):
                    return
                os.unlink(entry.path)
        else:
            os.unlink(entry.path)
