"""Locks on files, which the system gives up with the process: they tell what is in use from what a killed program left."""

from __future__ import annotations

import os
from typing import BinaryIO


def locked(file: BinaryIO) -> bool:
    """Take the lock of a file until it is closed; say whether it could be had. Always, where there are no such locks.

    Windows has none, and needs none here: it does not let a file go that a process has open.
    """
    if os.name == "posix":
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True
