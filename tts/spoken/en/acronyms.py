"""Capitals: acronyms that are words (NATO), those said by letters (UAV), and words that are only set in capitals.

Letters are written with full stops (`U.A.V.`): eSpeak NG reads "U A V" with an indefinite article in the middle. The last stop
falls away before a capital, where the engine would hear the end of a sentence, and in the plural (`U.A.V's`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tts.pattern import Pattern
from tts.spoken.en.data import listed, rows, words
from tts.spoken.reading import Reading, Scan

_CAPITALS = Pattern(r"([A-Z]{2,}(?:&[A-Z]+)?)(?:(['’]?s['’]?|['’])(?![^\W_]))?(?!['’][^\W_]{3})(?![^\W\d_²³¹⁰-₉])")
_MIXED = Pattern(r"((?:[a-z]|ds|ss|sc|sn)[A-Z]{2,5})(s?)(?![^\W_])")
_DOTTED = Pattern(r"((?:[A-Z]\.){2,40}(?:[A-Z](?![^\W_.]))?)(['’]?s(?![^\W_]))?|((?:[a-z]\.){1,5}[a-z]\.?)(?![^\W_])")
_LETTERS = Pattern(r"[^\W\d_]{1,40}")
_SMALL_FOLLOWS = Pattern(r"\s{1,8}[a-zß-öø-ÿ]")

#: Letters in one dotted run; a longer run is cut, because eSpeak NG says no more than about 60.
LONGEST: Final = 16


@cache
def _readings() -> dict[str, str]:
    return dict(rows("acronyms"))


def reading(run: str) -> str | None:
    """How a listed acronym is said: `word`, `letters`, or the words; None for one that is not listed."""
    return _readings().get(run)


def mixed_case() -> list[str]:
    """Listed acronyms that are not all capitals: PhD, eBay."""
    return [written for written in _readings() if not written.isupper() and written.isalpha()]


def read_listed(scan: Scan, at: int) -> Reading | None:
    """An acronym of mixed case, as it is listed."""
    written = _LETTERS.match(scan.text, at)
    known = written and _readings().get(written[0])
    if written is None or known is None:
        return None
    return Reading(written.end(), written[0] if known == "word" else known, "acronym")


@cache
def _ordinary_words() -> frozenset[str]:
    return words("capitals")


def is_ordinary(run: str) -> bool:
    """Whether capitals are a word of every day."""
    return run in _ordinary_words()


def letters(run: str, suffix: str = "", *, before_capital: bool = False) -> str:
    """Letters one by one, as the engine reads them rightly.

    Args:
        run: Letters only.
        suffix: Plural or possessive `s`, or empty.
        before_capital: Whether a word with a capital follows.
    """
    pieces = [run[start : start + LONGEST] for start in range(0, len(run), LONGEST)]
    *heads, last = pieces
    spoken = "".join(f"{'.'.join(head)}. " for head in heads)
    if len(last) == 1:
        return f"{spoken}{last}'s" if suffix else spoken + last
    body = ".".join(last)
    if suffix:
        # eSpeak NG takes the stop of two letters before an 's for the word "dot".
        return f"{spoken}{body}'s" if len(last) > 2 else f"{spoken}{body}.'s"
    return f"{spoken}{body}" if before_capital else f"{spoken}{body}."


def read_capitals(scan: Scan, at: int) -> Reading | None:
    """A word of capitals."""
    found = _CAPITALS.match(scan.text, at)
    if found is None:
        return None
    run, suffix = found[1], (found[2] or "").strip("'’")
    possessive = "'" in (found[2] or "") or "’" in (found[2] or "")
    end = found.end()
    known = reading(run)
    if scan.is_headline and (known is None or run == "IT"):
        return None
    if known is None and "&" in run:
        known = "letters"
    if known == "word" or (known is None and _is_word(scan, at, run, bool(suffix))):
        return Reading(end, found[0], "acronym" if known else "word")
    if known and known != "letters":
        return Reading(end, f"{known}{_suffixed(known, suffix)}", "acronym")
    if suffix == "" and possessive:
        return Reading(found.end(1), letters(run), "acronym")
    after = scan.text[end : end + 1]
    # Before a hyphen that joins nothing the engine says "dot", too.
    loose = after in ("-", "–") and not scan.text[end + 1 : end + 2].isalpha()
    return Reading(end, _joined(run, suffix, before_capital=loose or needs_no_stop(scan, end)), "acronym")


def read_pair(scan: Scan, at: int) -> Reading | None:
    """Single letters with a slash: A/B, P/E, I/O, F/A-18."""
    found = _PAIR.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or scan.left(at) in "/.-":
        return None
    said = letters(found[1].replace("/", ""), before_capital=True)
    if found[2]:
        from tts.spoken.en.serials import digits

        said += f" {digits(found[2])}"
    return Reading(found.end(), said, "acronym")


_PAIR = Pattern(r"([A-Z](?:/[A-Z]){1,3})(?:-(\d{1,3}))?(?![\w/])")


def read_grades(scan: Scan, at: int) -> Reading | None:
    """The three Rs, two Cs, straight As: the engine spells the s, and takes As for the word."""
    found = _GRADES.match(scan.text, at)
    if (
        found is None
        or scan.left(at) != " "
        or (found[1] in "AIMU" and not (found[2] or scan.before(at).lower() in _MANY))
    ):
        return None
    return Reading(found.end(), f"{found[1]}'s", "acronym")


_GRADES = Pattern(r"([A-Z])s(?![\w'’.&-]|\s\d)(?=( (?:and|or) [A-Z]s(?!\w)))?")
_MANY: Final = listed("many-letters")


def read_degree(scan: Scan, at: int) -> Reading | None:
    """Ph.D., M.Sc., LL.B., B.Ed.: the engine takes the stop inside for the word "dot"."""
    found = _DEGREE.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or scan.left(at) == ".":
        return None
    parts = [found[1], found[2]] if found[1] else [found[3], found[4]]
    end = found.end()
    stopped = scan.text[end - 1] == "."
    if stopped and scan.ends(end):
        end -= 1
    if max(map(len, parts)) > 2:
        return Reading(end, " ".join(parts), "acronym")
    capital = end < found.end() or not _SMALL_FOLLOWS.match(scan.text, end)
    return Reading(end, letters("".join(parts).upper(), found[5] or "", before_capital=capital), "acronym")


_DEGREE = Pattern(
    r"(?:(Ph|Ed|LL|Psy|Pharm|Th|Litt)\.\s?([BMD])|([BMD])\.(Sc|Ed|Tech|Phil|Eng|Com|Litt|Div|Arch))(?:\.?['’]?(s)(?![\w])|\.|(?![\w]))"
)


def read_compound(scan: Scan, at: int) -> Reading | None:
    """A word with letters at its end: ChatGPT, OpenAI."""
    found = _COMPOUND.match(scan.text, at)
    if found is None or scan.left(at).isalnum() or reading(found[2]) == "word" or scan.is_headline:
        return None
    end = found.end()
    spelled = letters(found[2], found[3].lstrip("'’"), before_capital=needs_no_stop(scan, end))
    return Reading(end, f"{found[1]} {spelled}", "acronym")


_COMPOUND = Pattern(r"([A-Z][a-z]{2,12})([A-Z]{2,4})((?:['’]?s)?)(?![^\W_])")


def read_mixed(scan: Scan, at: int) -> Reading | None:
    """A small letter before capitals: mRNA, cDNAs."""
    found = _MIXED.match(scan.text, at)
    if found is None or scan.left(at).isalnum():
        return None
    capital = scan.text[found.end() : found.end() + 1].isspace() and not _SMALL_FOLLOWS.match(scan.text, found.end())
    return Reading(found.end(), letters(found[1].upper(), found[2], before_capital=capital), "acronym")


def needs_no_stop(scan: Scan, end: int) -> bool:
    """Whether a stop or a capital follows letters that end there, so that a stop of theirs would end the sentence."""
    after = scan.text[end : end + 1]
    return after == "." or (after.isspace() and not _SMALL_FOLLOWS.match(scan.text, end))


def _suffixed(words: str, suffix: str) -> str:
    return "'s" if suffix else ""


def _joined(run: str, suffix: str, *, before_capital: bool) -> str:
    if "&" not in run:
        return letters(run, suffix, before_capital=before_capital)
    first, _, second = run.partition("&")
    return f"{letters(first, before_capital=True)} and {letters(second, suffix, before_capital=before_capital)}"


def _is_word(scan: Scan, at: int, run: str, plural: bool) -> bool:
    if run in _ordinary_words() and (not plural or len(run) > 3):
        return run != "AM" or scan.before(at) == "I"
    if len(run) <= 3:
        return False
    from tts.spoken.en.sounds import is_pronounceable, is_short_word

    return is_short_word(run) and not plural if len(run) == 4 else is_pronounceable(run)


def read_dotted(scan: Scan, at: int) -> Reading | None:
    """Letters with their stops: U.S., U.N.'s; and the Latin of e.g. and i.e."""
    found = _DOTTED.match(scan.text, at)
    if found is None or scan.left(at).isalnum():
        return None
    if found[3]:
        return _small(scan, at, found)
    run = found[1].replace(".", "")
    end = found.end()
    if run in ("EG", "IE") and not found[2]:
        return _small(scan, at, found)
    if found[2]:
        return Reading(end, letters(run, "s"), "acronym")
    if len(run) > LONGEST:
        return Reading(end, letters(run), "acronym")
    if found[1].endswith(".") and scan.ends(end):
        return Reading(end - 1, letters(run, before_capital=True), "acronym")
    after = scan.text[end : end + 2]
    capital = len(after) == 2 and after[0].isspace() and (after[1].isupper() or after[1].isdigit())
    return Reading(end, letters(run, before_capital=capital), "acronym")


def _small(scan: Scan, at: int, found: re.Match[str]) -> Reading | None:
    written = found[3] or found[1]
    spoken = _LATIN.get(written.rstrip(".").lower())
    if spoken is None:
        return None
    end = found.end()
    if spoken.endswith(".") or not scan.ends(end):
        return Reading(end, f"{spoken} ", "abbreviation")
    return Reading(end - written.endswith("."), spoken, "abbreviation")


_LATIN: Final = {
    "i.e": "that is", "e.g": "for example", "a.k.a": "also known as", "p.a": "per annum", "c.f": "compare", "b.c": "B.C", "a.d": "A.D",
    "n.b": "note well", "q.v": "which see", "r.i.p": "rest in peace", "w.r.t": "with respect to", "p.s": "P.S", "a.m": "a.m.", "p.m": "p.m.",
    "u.s": "U.S", "u.k": "U.K", "u.n": "U.N", "e.u": "E.U", "o.k": "O.K",
}  # fmt: skip
