"""The variables of a loaded C library, set back to what they were when it had just been loaded.

It is as if the library were unloaded and loaded again, at a twentieth of the cost: nothing is mapped, bound and faulted
in anew. Memory it has allocated is not given back; the library has to be told to clean up first.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator

# Values of elf.h
_PT_LOAD, _PT_GNU_RELRO = 1, 0x6474E552
_PF_W = 2


class _Segment(ctypes.Structure):
    """Elf64_Phdr."""

    _fields_ = (
        ("type", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("offset", ctypes.c_uint64),
        ("address", ctypes.c_uint64),
        ("physical", ctypes.c_uint64),
        ("size_in_file", ctypes.c_uint64),
        ("size", ctypes.c_uint64),
        ("alignment", ctypes.c_uint64),
    )


class _Object(ctypes.Structure):
    """The beginning of `dl_phdr_info`, see dl_iterate_phdr(3)."""

    _fields_ = (
        ("base", ctypes.c_uint64),
        ("name", ctypes.c_char_p),
        ("segments", ctypes.POINTER(_Segment)),
        ("count", ctypes.c_uint16),
    )


_Visitor = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Object), ctypes.c_size_t, ctypes.c_void_p)


def load(path: str) -> tuple[ctypes.CDLL, Pristine | None]:
    """Load a library, and keep what its variables hold.

    Returns:
        The library; nothing beside it where somebody has loaded it before (then they hold what he has made of them), or
        where the system does not show them (it does on 64-bit Linux).

    Raises:
        OSError: It cannot be loaded.
    """
    known = _is_loaded(path)
    library = ctypes.CDLL(path)
    kept = [] if known else [(start, ctypes.string_at(start, length)) for start, length in _variables(path)]
    return library, Pristine(kept) if kept else None


class Pristine:
    """What the variables of a library held: where they are, and their bytes."""

    def __init__(self, kept: list[tuple[int, bytes]]) -> None:
        self._kept = kept

    def restore(self) -> None:
        """Set them back."""
        for start, content in self._kept:
            ctypes.memmove(start, content, len(content))


def _is_loaded(path: str) -> bool:
    """Whether this process has the library already; a system that cannot tell may have it."""
    try:
        ctypes.CDLL(path, mode=os.RTLD_NOLOAD)
    except OSError:
        return False
    except AttributeError:
        return True
    return True


def _variables(path: str) -> Iterator[tuple[int, int]]:
    """Start and length of the memory that the library may write to."""
    if sys.platform != "linux" or ctypes.sizeof(ctypes.c_void_p) != 8:
        return
    found: list[tuple[int, int]] = []
    name = path.encode()

    def visit(loaded: ctypes._Pointer[_Object], _size: int, _data: int | None) -> int:
        if loaded[0].name != name:
            return 0
        base, segments = loaded[0].base, loaded[0].segments[: loaded[0].count]
        # What is written while the library is bound and read-only from then on: a part of what may be written.
        sealed = [(each.address, each.address + each.size) for each in segments if each.type == _PT_GNU_RELRO]
        for each in segments:
            if each.type == _PT_LOAD and each.flags & _PF_W:
                end = each.address + each.size
                start = max([each.address, *(last for first, last in sealed if each.address <= first < end)])
                found.append((base + start, end - start))
        return 1

    ctypes.CDLL(None).dl_iterate_phdr(_Visitor(visit), None)
    yield from found
