"""Test data for `bench/segmentation.py`: read in place from copies of public collections."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: Sentences put together where a treebank marks neither paragraphs nor documents.
RUN = 10


@dataclass(frozen=True, slots=True)
class Case:
    """A paragraph or a rule's text, and the sentences it should be split into."""

    text: str
    sentences: tuple[str, ...]


def treebank(path: Path) -> list[Case]:
    """Paragraphs of a CoNLL-U file: what lies between two `# newpar` or `# newdoc` lines, or runs of ten sentences."""
    paragraphs: list[list[tuple[str, str]]] = [[]]
    marked = False
    for comments, text, space in _sentences(path):
        starts = any(line.startswith(("# newpar", "# newdoc")) for line in comments)
        # A document of a single sentence, on every sentence, marks no paragraphs.
        if starts and paragraphs[-1]:
            paragraphs.append([])
        marked = marked or any(line.startswith("# newpar") for line in comments)
        paragraphs[-1].append((text, space))
    sentences = [pair for paragraph in paragraphs for pair in paragraph]
    if not marked and len(paragraphs) in (1, len(sentences)):
        paragraphs = [sentences[start : start + RUN] for start in range(0, len(sentences), RUN)]
    return [
        Case("".join(map("".join, paragraph)).rstrip(), tuple(text for text, _ in paragraph))
        for paragraph in paragraphs
    ]


#: A terminator at the end, and what may close on it.
_TERMINATED = re.compile(r"[.!?…。！？؟۔।॥։][\"'“”‘’«»‹›)\]}」』*`\s\u200b\u200e\u200f]*\Z")


def terminated(sentence: str) -> bool:
    """Whether a sentence ends with a terminator, closing marks aside: where it does not, layout parted it from the next."""
    return _TERMINATED.search(sentence) is not None


def lines(path: Path, lang: str) -> list[Case]:
    """Runs of ten sentences of a file with one a line, as translation test sets are.

    Lines without a terminator, which are headings, are left out.
    """
    kept = [" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines() if terminated(line)]
    runs = [kept[start : start + RUN] for start in range(0, len(kept), RUN)]
    return [Case(("" if lang in ("zh", "ja") else " ").join(run), tuple(run)) for run in runs]


def _sentences(path: Path) -> Iterator[tuple[list[str], str, str]]:
    """Comments, text and the white space that follows, for each sentence."""
    comments: list[str] = []
    text, last = "", ""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# text ="):
                text = line.partition("=")[2].strip()
            elif line.startswith("#"):
                comments.append(line.rstrip("\n"))
            elif line.strip():
                last = line
            elif text:
                yield comments, text, "" if "SpaceAfter=No" in last.split("\t")[-1] else " "
                comments, text = [], ""


def rules(path: Path) -> list[Case]:
    """Cases of pySBD's `tests/lang/test_*.py`: the lists of (text, sentences), but those that ask for cleaned text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in tree.body:
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.List):
            continue
        name = node.targets[0].id if isinstance(node.targets[0], ast.Name) else ""
        if "CLEAN" in name or "PDF" in name:
            continue
        for element in node.value.elts:
            arguments = element.args if isinstance(element, ast.Call) else getattr(element, "elts", [])
            text, sentences = (ast.literal_eval(argument) for argument in arguments[:2])
            found.append(Case(text, tuple(sentence.strip() for sentence in sentences)))
    return found


def cases(path: Path) -> list[Case]:
    """Our own cases: a sentence a line, a blank line between cases, `#` before a comment.

    The text of a case is its sentences joined by a blank; a line that ends in `\\` is joined without one, and `\\n` is a
    line feed.
    """
    found = []
    for group in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in group.splitlines() if line.strip() and not line.startswith("#")]
        if lines:
            text = "".join(line[:-1] if line.endswith("\\") else line + " " for line in lines).rstrip()
            sentences = (line.removesuffix("\\").strip() for line in lines)
            found.append(
                Case(text.replace("\\n", "\n"), tuple(sentence.replace("\\n", "\n").strip() for sentence in sentences))
            )
    return found
