"""Formulas of chemistry: H2SO4 and Fe2O3, NaCl and GaAs, Ca(OH)2, uranium-235. A symbol of two letters is said letter by letter."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.en import acronyms
from tts.spoken.en.data import listed
from tts.spoken.en.initials import initial
from tts.spoken.en.numbers import cardinal, pair
from tts.spoken.reading import Reading, Scan

_ELEMENTS: Final = listed("elements")
_ELEMENT = Pattern(r"([A-Z][a-z]?)(\d{0,3})")
_PART = Pattern(r"([A-Z][a-z]?)|(\d{1,3})")


def formula(body: str) -> str:
    """Fe2O3, CaCO3: a compound whose elements have two letters, all of which are said; empty for anything else."""
    elements = [(found[1], found[2]) for found in _ELEMENT.finditer(body)]
    symbols = [symbol for symbol, _ in elements]
    whole = "".join(symbol + count for symbol, count in elements) == body
    if len(elements) < 2 or not whole or not any(len(symbol) == 2 for symbol in symbols):
        return ""
    return _said(body) if _ELEMENTS.issuperset(symbols) else ""


def _said(written: str) -> str:
    return " ".join(
        cardinal(found[2])
        if found[2]
        else initial(found[1])
        if len(found[1]) == 1
        else acronyms.letters(found[1].upper(), before_capital=True)
        for found in _PART.finditer(written)
    )


def read_grouped(scan: Scan, at: int) -> Reading | None:
    """Ca(OH)2, (NH4)2SO4: a compound with a group in brackets, and how often it is there."""
    found = _GROUPED.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or not _COUNTED_GROUP.search(found[0]):
        return None
    symbols = {part[1] for part in _PART.finditer(found[0]) if part[1]}
    return Reading(found.end(), _said(found[0]), "formula") if symbols <= _ELEMENTS else None


_GROUPED = Pattern(
    r"(?=\(?[A-Z][A-Za-z\d]{0,12}[()])(?:[A-Z][a-z]?\d{0,3}|\((?:[A-Z][a-z]?\d{0,3}){1,6}\)\d{1,2}){1,8}(?![\w(])"
)
_COUNTED_GROUP = Pattern(r"\)\d")


def read_salt(scan: Scan, at: int) -> Reading | None:
    """NaCl, KBr, GaAs, ZnO: a compound without numbers. It ends with what is no metal; PCs and SUVs are plurals."""
    found = _SALT.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or _PLURAL.fullmatch(found[0]):
        return None
    symbols = [part[1] for part in _PART.finditer(found[0])]
    if not _ELEMENTS.issuperset(symbols) or symbols[-1] not in _NO_METALS:
        return None
    end = found.end()
    return Reading(end, acronyms.letters(found[0].upper(), before_capital=acronyms.needs_no_stop(scan, end)), "formula")


_SALT = Pattern(r"(?=[A-Z]{0,3}[a-z])(?:[A-Z][a-z]?){2,4}(?![^\W_]|['’-]\w)")
_PLURAL = Pattern(r"[A-Z]+s")
_NO_METALS: Final = listed("no-metals")


def read_isotope(scan: Scan, at: int) -> Reading | None:
    """Uranium-235, the iodine-131: three digits in two parts, as in U-235."""
    found = _ISOTOPE.match(scan.text, at)
    if found is None or scan.before(at - 1).lower() not in _ISOTOPES:
        return None
    return Reading(found.end(), pair(found[0]), "serial")


_ISOTOPE = Pattern(r"\d{3}(?!\w|[.,]\d)")
_ISOTOPES: Final = listed("isotopes")
