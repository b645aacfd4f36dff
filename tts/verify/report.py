"""What was found, in words and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

#: Findings kept; more are only counted: one damage can show at every segment.
LIMIT = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be.

    Attributes:
        check: `format`, `text`, `order`, `coverage`, `companion`, `sound`, `captions`, `chapters`, `seal` or
            `manifest`.
        where: Id of a segment or block, or path of a file.
        what: What is wrong, one sentence without a full stop.
    """

    check: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(slots=True)
class Report:
    """The outcome of a check.

    Attributes:
        findings: At most `LIMIT` of them.
        more: How many there were beyond these.
        checked: What was looked at, and how much of it (segments, words, files, characters spoken and left out).
    """

    findings: list[Finding] = field(default_factory=list)
    more: int = 0
    checked: dict[str, int] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def add(self, check: str, where: str, what: str) -> None:
        """Keep a finding, or count it."""
        if len(self.findings) < LIMIT:
            self.findings.append(Finding(check, where, what))
        else:
            self.more += 1

    def count(self, name: str, number: int = 1) -> None:
        """So many more were looked at."""
        self.checked[name] = self.checked.get(name, 0) + number

    def as_json(self) -> Mapping[str, Any]:
        """The report in JSON's types."""
        return {
            "whole": self.whole,
            "findings": [asdict(finding) for finding in self.findings],
            "more_findings": self.more,
            "checked": self.checked,
        }


def quoted(text: str) -> str:
    """A text in one line of bearable length, between quotation marks."""
    line = " ".join(text.split())
    return repr(line if len(line) <= 60 else f"{line[:57]}...")
