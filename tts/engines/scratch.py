"""A folder for a driver's files that does not stay behind, however its process ends.

A process that is killed removes nothing, so the next one that needs such a folder does. A folder in use is told by the lock on
a file in it (`tts.locks`).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from tts.locks import locked

_PREFIX = "article-tts-"
_LOCK = "in-use"


class ScratchFolder:
    """An empty folder of this process, in the folder for temporary files.

    Attributes:
        path: Where it is.

    Raises:
        OSError: It cannot be made.
    """

    def __init__(self) -> None:
        _sweep(Path(tempfile.gettempdir()))
        while True:
            self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
            self._lock = (self.path / _LOCK).open("xb")
            if locked(self._lock) and (self.path / _LOCK).exists():
                return
            self._lock.close()  # another process took it for one left behind, and removes it

    def close(self) -> None:
        """Remove it with all that is in it. Safe to call twice."""
        self._lock.close()  # before: Windows removes no file that is open
        shutil.rmtree(self.path, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove the folders that killed processes left."""
    for left in folder.glob(f"{_PREFIX}*/{_LOCK}"):
        with suppress(OSError):  # somebody else's, or in use, or just removed by another
            if not left.is_file():  # a pipe that somebody made: opening it would wait for ever
                continue
            if os.name == "posix":
                with left.open("rb") as file:
                    if locked(file):
                        shutil.rmtree(left.parent)
            else:
                left.unlink()
                shutil.rmtree(left.parent)
