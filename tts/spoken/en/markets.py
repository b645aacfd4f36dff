"""Markets: the 2s/10s curve, a rating of BBB-, up 3% y-o-y."""

from __future__ import annotations

from tts.pattern import Pattern
from tts.spoken.en.numbers import cardinal, to_plural
from tts.spoken.reading import Reading, Scan


def read_curve(scan: Scan, at: int) -> Reading | None:
    """2s/10s, 2s10s: two maturities, the twos tens."""
    found = _CURVE.match(scan.text, at)
    if found is None or scan.left(at).isalnum():
        return None
    first, last = (to_plural(cardinal(digits)) for digits in found.groups())
    return Reading(found.end(), f"{first} {last}", "range")


_CURVE = Pattern(r"([235]|10)s/?(5|10|30)s(?![\w])")


def read_credit_rating(scan: Scan, at: int) -> Reading | None:
    """BBB-, AA+/Aa1: what agencies give for credit, triple B minus."""
    found = _RATING.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or scan.left(at) in "-–.&":
        return None
    many = {1: "", 2: "double ", 3: "triple "}[len(found[1])]
    letter = "A-" if found[1][0] == "A" else found[1][0]
    return Reading(found.end(), f"{many}{letter} {'plus' if found[2] == '+' else 'minus'}", "acronym")


_RATING = Pattern(r"(AAA?|BBB?|CCC?)([+−-])(?=[\s,.;:)/]|\Z)")


def read_on_year(scan: Scan, at: int) -> Reading | None:
    """y-o-y, q-o-q: year on year."""
    found = _ON_YEAR.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or scan.left(at) == "-":
        return None
    what = {"y": "year", "q": "quarter", "m": "month"}[found[1].lower()]
    return Reading(found.end(), f"{what} on {what}", "abbreviation")


_ON_YEAR = Pattern(r"([yqmYQM])-[oO]-\1(?![\w-])")
