"""What courts and law reports write: dockets (21-cv-1234), rules (Fed. R. Civ. P.), reporters (347 F.3d 1024), notes (n. 12)."""

from __future__ import annotations

from typing import Final

from tts.pattern import Pattern
from tts.spoken.en.numbers import cardinal, ordinal, spelled
from tts.spoken.reading import Reading, Scan


def read_docket(scan: Scan, at: int) -> Reading | None:
    """1:21-cr-00123, 12-cv-3456, No. 21-1234: the year and the number of a case, the latter digit by digit."""
    found = _DOCKET.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or scan.left(at) in "-–:.":
        return None
    office, year, kind, number = found.groups()
    if not kind and (scan.before(at) not in _BEFORE_DOCKET or len(number) not in (3, 4, 5)):
        return None
    words = f"{cardinal(office)}, " if office else ""
    words += f"{'oh ' if year[0] == '0' else ''}{cardinal(year)}"
    words += f" {'.'.join(kind.upper())} " if kind else ", "
    return Reading(found.end(), words + spelled(number), "serial")


_DOCKET = Pattern(r"(?:(\d):)?(\d\d)-(?:(cv|cr|mc|mj|md|ml|bk|ap|CV|CR|MC|MJ|MD|BK|AP)-)?(\d{2,6})(?![\w]|-\d)")
_BEFORE_DOCKET: Final = frozenset({"No", "Nos", "Docket", "Case", "case", "docket"})


def read_rules(scan: Scan, at: int) -> Reading | None:
    """Fed. R. Civ. P. 12(b)(6), Fed. R. Evid. 403: the federal rules."""
    found = _RULES.match(scan.text, at)
    if found is None:
        return None
    end = found.end()
    numbered = _NUMBER_FOLLOWS.match(scan.text, end) is not None
    if scan.ends(end) and found[0].endswith("."):
        end -= 1
    return Reading(end, f"Federal {'Rule' if numbered else 'Rules'} of {_MATTERS[found[1]]}", "abbreviation")


_RULES = Pattern(r"Fed\.\s?R\.\s?(?:(Civ|Crim|App|Bankr)\.\s?P\.|(?=Evid)(Evid)\.)")
_MATTERS: Final = {
    "Civ": "Civil Procedure",
    "Crim": "Criminal Procedure",
    "App": "Appellate Procedure",
    "Bankr": "Bankruptcy Procedure",
    None: "Evidence",
}
_NUMBER_FOLLOWS = Pattern(r"\s\d")


def read_public_law(scan: Scan, at: int) -> Reading | None:
    """Pub. L. 117-58."""
    found = _LAW.match(scan.text, at)
    if found is None:
        return None
    return Reading(found.end(), f"Public Law {cardinal(found[1])}, {cardinal(found[2])}", "abbreviation")


_LAW = Pattern(r"Pub\.\s?L\.\s?(?:No\.\s?)?(\d{2,3})[-–](\d{1,3})(?![\w-])")


def read_reporter(scan: Scan, at: int) -> Reading | None:
    """347 F.3d 1024, 95 F. Supp. 2d 110: a series of reports, after the number of its volume."""
    found = _REPORTER.match(scan.text, at)
    if found is None or not scan.before(at).isdigit():
        return None
    series = f" {ordinal(found[2])}" if found[2] else ""
    return Reading(found.end(), f"F {'Supplement' if found[1] else ''}{series}".replace("  ", " "), "abbreviation")


_REPORTER = Pattern(r"F\.\s?(Supp\.)?(?:\s?([234])(?:d|th))?(?=\s\d)")


def read_note_number(scan: Scan, at: int) -> Reading | None:
    """At 45 n. 12, see n.12, nn. 3-5: the number of a note."""
    found = _NOTE.match(scan.text, at)
    if found is None or not scan.left(at).isspace() or not (at < 2 or _CITED.search(scan.text[max(0, at - 12) : at])):
        return None
    return Reading(found.end(), "notes " if found[1] else "note ", "abbreviation")


_NOTE = Pattern(r"n(n)?\.\s?(?=\d{1,3}(?!\d|\.\d))")
_CITED = Pattern(r"(?:\d|[Ss]ee|supra|at|in|&|and|,)\s\Z")
