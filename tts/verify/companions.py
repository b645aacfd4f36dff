"""The files a manifest vouches for are there, unchanged, and nowhere but in its folder."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from tts.verify.report import Report


def find(row: Mapping[str, Any], folder: Path, report: Report) -> Path | None:
    """The file of a manifest's entry, if it is one this manifest may speak of.

    A path that leads out of the folder, upwards or by a symbolic link, is refused and nothing there is looked at; so is
    what is no regular file.
    """
    name = row["path"]
    place = PurePosixPath(name)
    if place.is_absolute() or ".." in place.parts or "\\" in name or "\0" in name or Path(name).is_absolute():
        report.add("companion", repr(name), "leads out of the manifest's folder")
        return None
    path = folder / place
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            report.add("companion", name, "leads out of the manifest's folder")
            return None
        if not stat.S_ISREG(path.stat().st_mode):
            report.add("companion", name, "is no file")
            return None
    except (OSError, RuntimeError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        report.add(
            "companion", name, "is missing" if missing else f"cannot be read: {getattr(error, 'strerror', error)}"
        )
        return None
    return path


def check(row: Mapping[str, Any], path: Path, report: Report) -> None:
    """Compare a file with the size and SHA-256 that the manifest gives."""
    name = row["path"]
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size != row["bytes"]:
                report.add("companion", name, f"has {size} bytes, and the manifest says {row['bytes']}")
                return
            same = hashlib.file_digest(file, "sha256").hexdigest() == row["sha256"]
    except OSError as error:
        report.add("companion", name, f"cannot be read: {error.strerror}")
        return
    if not same:
        report.add("companion", name, "is not the file that was written: its SHA-256 is another")
    report.count("files")
