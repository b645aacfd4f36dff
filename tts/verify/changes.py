"""What is other for the listener in a new rendering of an article, in plain sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from tts.errors import OutputError
from tts.recorded import Cue, Narration
from tts.recording import sound_digest
from tts.timing import duration, milliseconds
from tts.verify.alignment import matches
from tts.verify.report import Report
from tts.verify.told import Spoken, Telling, read

#: How much of their words two sentences have in common at least, if one became the other (Dice's coefficient).
ALIKE = 0.5
#: Pairs of sentences that are compared in one place before it is taken for rewritten.
_PAIRS_LIMIT = 4000
_WORDS_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was heard for a segment.

    Attributes:
        text: As written, white space as one space.
        spoken: The words said.
        start: In milliseconds.
    """

    text: str
    spoken: str
    start: int


@dataclass(frozen=True, slots=True)
class Account:
    """What of a rendering the next one is compared with.

    Attributes:
        settings: Engine, voice (where it is told), rate, pitch, volume and pauses, by the words for them.
        sentences: In order.
        duration: In milliseconds.
        digest: SHA-256 of the samples.
    """

    settings: Mapping[str, object]
    sentences: Sequence[Sentence]
    duration: int
    digest: str


def recall(path: Path) -> Account:
    """What a manifest tells.

    Raises:
        OutputError: It is no manifest.
    """
    report = Report()
    told = read(path, report)
    if not told:
        first = report.findings[0]
        reason = first.what if first.where == str(path) else str(first)
        raise OutputError(f"is no whole narration manifest to compare with ({reason})", str(path))
    head = told.head
    settings = _settings(head["engine"], head["voice"], head, head["pauses"])
    return _account(told, settings, head["sound"]["sha256"])


def account(made: Narration) -> Account:
    """What a narration tells."""
    delivery = made.delivery
    voice = made.voice.id if made.voice else delivery.voice
    settings = _settings(made.engine, voice, asdict(delivery.prosody), asdict(delivery.pauses))
    return _account(Spoken(made), settings, sound_digest(made.master))


def describe(old: Account, new: Account) -> Iterator[str]:
    """What changed, a line each, and a summary as the last line; one line where nothing did."""
    others = [
        name for name in sorted(old.settings.keys() & new.settings.keys()) if old.settings[name] != new.settings[name]
    ]
    if not others and (old.sentences, old.digest) == (new.sentences, new.digest):
        yield "Nothing changed for the listener."
        return
    for name in others:
        yield f"The {name} was {_value(old.settings[name])} and is now {_value(new.settings[name])}."
    counts: Counter[str] = Counter()
    for mine, its in _together(old.sentences, new.sentences):
        kind, line = _described(mine, its)
        counts[kind] += 1
        if line:
            yield line
    yield _summary(counts, old, new)


def _settings(engine: str, voice: str, prosody: Mapping[str, Any], pauses: Mapping[str, Any]) -> dict[str, object]:
    settings: dict[str, object] = {"engine": engine, **({"voice": voice} if voice else {})}
    settings |= {name: float(prosody[name]) for name in ("rate", "pitch", "volume")}
    return settings | {f"{name} pause": f"{int(ms)} milliseconds" for name, ms in pauses.items()}


def _account(telling: Telling, settings: Mapping[str, object], digest: str) -> Account:
    rate = telling.sample_rate

    def sentence(cue: Cue) -> Sentence:
        return Sentence(" ".join(cue.segment.text.split()), cue.spoken, milliseconds(cue.first_frame, rate))

    return Account(settings, [sentence(cue) for cue in telling.cues()], milliseconds(telling.frames, rate), digest)


_Pair = tuple[Sentence | None, Sentence | None]


def _together(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[_Pair]:
    """Sentences of both lists in order, those that became one another in pairs."""
    at_old = at_new = 0
    same = matches([each.text for each in old], [each.text for each in new])
    for mine, its in [*same, (len(old), len(new))]:
        yield from _rewritten(old[at_old:mine], new[at_new:its])
        if mine < len(old):
            yield old[mine], new[its]
        at_old, at_new = mine + 1, its + 1


def _rewritten(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[_Pair]:
    """Sentences between two that stayed: the pairs that are alike in the most words, and the rest alone."""
    pairs: Iterable[tuple[int, int]] = ()
    if old and new and len(old) * len(new) <= _PAIRS_LIMIT:
        pairs = _alike(old, new)
    at_old = at_new = 0
    for mine, its in [*pairs, (len(old), len(new))]:
        yield from ((each, None) for each in old[at_old:mine])
        yield from ((None, each) for each in new[at_new:its])
        if mine < len(old):
            yield old[mine], new[its]
        at_old, at_new = mine + 1, its + 1


def _alike(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Longest common subsequence, weighted by likeness."""
    bags = [[Counter(each.text.casefold().split()) for each in side] for side in (old, new)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness: dict[tuple[int, int], float] = {}
    for mine in range(len(old) - 1, -1, -1):
        for its in range(len(new) - 1, -1, -1):
            common = (bags[0][mine] & bags[1][its]).total()
            score = 2 * common / max(bags[0][mine].total() + bags[1][its].total(), 1)
            likeness[mine, its] = score if score >= ALIKE else 0.0
            best[mine][its] = max(
                best[mine + 1][its], best[mine][its + 1], best[mine + 1][its + 1] + likeness[mine, its]
            )
    found: list[tuple[int, int]] = []
    mine = its = 0
    while mine < len(old) and its < len(new):
        if likeness[mine, its] and best[mine][its] == best[mine + 1][its + 1] + likeness[mine, its]:
            found.append((mine, its))
            mine, its = mine + 1, its + 1
        elif best[mine][its] == best[mine + 1][its]:
            mine += 1
        else:
            its += 1
    return found


def _described(old: Sentence | None, new: Sentence | None) -> tuple[str, str]:
    """A word for what became of a sentence, and a line about it."""
    if not new:
        assert old
        return "removed", f'Removed, was at {_at(old)}: "{old.text}"'
    if not old:
        return "added", f'Added at {_at(new)}: "{new.text}"'
    if old.text != new.text:
        return "changed", f"Changed at {_at(new)}, was at {_at(old)}: {_words(old.text, new.text)}"
    if old.spoken != new.spoken:
        return "read otherwise", f"Read otherwise at {_at(new)}: {_words(old.spoken, new.spoken)}"
    return "same", ""


def _words(old: str, new: str) -> str:
    """Which words became which, and the sentence they are in."""
    before, now = old.split(), new.split()
    if len(before) + len(now) > _WORDS_LIMIT:
        return f'"{old}" is now "{new}"'
    steps = []
    for kind, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        gone, come = " ".join(before[a:b]), " ".join(now[c:d])
        if kind == "replace":
            steps.append(f'"{gone}" is now "{come}"')
        elif kind == "delete":
            steps.append(f'"{gone}" is gone')
        elif kind == "insert":
            steps.append(f'"{come}" is new')
    return f'{", ".join(steps)}, in "{new}"'


def _summary(counts: Counter[str], old: Account, new: Account) -> str:
    same = counts.pop("same", 0)
    total = len(new.sentences)
    what = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()) if number)
    length = duration(new.duration) + (f", was {duration(old.duration)}" if new.duration != old.duration else "")
    sound = "" if counts else " The words are the same, but they sound otherwise."
    return f"{same} of {total} sentences are as they were{f'; {what}' if what else ''}.{sound} Length: {length}."


def _at(sentence: Sentence) -> str:
    return duration(sentence.start) if sentence.start >= 950 else "the start"


def _value(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
