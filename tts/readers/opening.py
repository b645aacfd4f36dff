"""What stands between the headline and the story: the byline and the day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tts.model import BlockKind, Omission
from tts.readers import dates, lists
from tts.readers.letters import bare

if TYPE_CHECKING:
    from tts.readers.draft import Draft, DraftBlock

_WITHIN = 4  # a byline or a day of its own stands in the first blocks
_SENTENCE_END = tuple(".!?…:;,。！？؟।։")
CLOSING = "\"'”’»“)]"


def mark(draft: Draft) -> None:
    """Find the byline and the day among the first blocks, and fill those of the draft's fields that are empty.

    The byline becomes a block of its kind. A line that gives the day of publication and nothing else is no part of the story: it
    becomes the article's date and an omission.
    """
    has_byline = any(block.kind is BlockKind.BYLINE for block in draft.blocks)
    for block in draft.blocks[:_WITHIN]:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        if not has_byline and (name := byline(block.text)):
            block.kind, draft.byline, has_byline = BlockKind.BYLINE, draft.byline or name, True
        elif day := day_line(block.text):
            leave_day(draft, block, day)


def leave_day(draft: Draft, block: DraftBlock, day: str) -> None:
    """Take a line out of the article that gives its day (ISO 8601, or empty where it cannot be told)."""
    draft.date = draft.date or day
    draft.blocks.remove(block)
    draft.omissions.append(Omission(block.text, "publication-date"))


def same(one: str, other: str) -> bool:
    """Whether two texts have the same letters and figures, whatever their case and punctuation."""
    return bool(one) and bare(one) == bare(other)


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence or a clause does."""
    return line.rstrip(CLOSING).endswith(_SENTENCE_END)


def byline(text: str) -> str:
    """Who wrote it, if a line says that and nothing else: `By Ada Lovelace` gives `Ada Lovelace`; otherwise empty.

    A second line may name the agency (`Associated Press`, `Associated Press Writer`).
    """
    text, _, agency = text.partition("\n")
    if len(text) > 100 or (agency and not _is_agency(agency)):
        return ""
    folded = text.casefold()
    label = max((mark for mark in lists.names("bylines") if folded.startswith(mark)), key=len, default="")
    names = text[len(label) :].strip() if label and folded[len(label) : len(label) + 1].isspace() else ""
    particles = lists.names("name-particles")
    words = [word for word in re.findall(r"[^\W\d_][\w.'’-]*", names) if word.lower() not in particles]
    is_name = 1 <= len(words) <= 12 and all(not word[0].islower() for word in words) and not re.search(r"\d", names)
    return names if is_name and (not ends_sentence(names) or names.endswith(("Jr.", "Sr."))) else ""


def _is_agency(line: str) -> bool:
    folded = line.strip().casefold()
    return folded in lists.names("agencies") or folded.rpartition(" ")[0] in lists.names("agencies")


def day_line(text: str) -> str:
    """The day (ISO 8601) a line of its own gives, perhaps after a word like `Published` and before a time; otherwise empty."""
    found = dates.search(text) if len(text) <= 80 else None
    if not found:
        return ""
    before = re.sub(r"[^\w\s]", "", text[: found.start()]).strip().casefold()
    after = text[found.end() :].strip()
    labels = {*lists.names("date-labels"), ""}
    weekday = re.fullmatch(r"[^\W\d_]{2,12}", before) and text[: found.start()].rstrip().endswith(",")
    if (before in labels or weekday) and re.fullmatch(r"(?:[,|·]?\s*(?:at\s)?\d{1,2}[:.]\d\d.{0,24})?\.?", after):
        return dates.iso(found[0])
    return ""
