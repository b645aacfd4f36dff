"""What is other for the listener in a new rendering of an article, in plain sentences.

Samples are only compared where both recordings were made equally loud: a gain changes all of them. The voice and how it speaks,
the words, the length of every sentence in frames and the pauses between them are compared whatever the loudness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from tts.errors import OutputError
from tts.recorded import Narration
from tts.recording import sound_digest
from tts.timing import duration, milliseconds
from tts.verify.louder import Loudness, are_as_asked, loudness_change
from tts.verify.pairs import Pair, paired
from tts.verify.report import Report
from tts.verify.sound import FORMATS
from tts.verify.told import Spoken, Telling, read

_WORDS_LIMIT = 300
#: Settings that are heard between sentences only.
_BETWEEN = frozenset({"sentence pause", "paragraph pause", "heading pause"})
#: What can become of a sentence that is the same in its words, and yet is heard otherwise.
_SPOKEN = "spoken otherwise"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was heard for a segment.

    Attributes:
        text: As written, white space as one space.
        spoken: The words said.
        start: In milliseconds.
        frames: How long it is heard.
        pause: Silence before it, in milliseconds.
        announced: What was said of the article's structure beside it.
    """

    text: str
    spoken: str
    start: int
    frames: int = 0
    pause: int = 0
    announced: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """What of a rendering the next one is compared with.

    Attributes:
        settings: Engine, voice (where it is told), rate, pitch, volume and pauses, by the words for them.
        sentences: In order.
        duration: In milliseconds.
        digest: SHA-256 of the samples.
        sample_rate: In hertz.
        loudness: What was asked for and reached.
    """

    settings: Mapping[str, object]
    sentences: Sequence[Sentence]
    duration: int
    digest: str
    sample_rate: int = 0
    loudness: Loudness = field(default_factory=Loudness)


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
    is_heard = any(Path(row["path"]).suffix.lower() in FORMATS for row in told.companions)
    loudness = Loudness(head.get("loudness_target"), head.get("loudness"), is_heard)
    return _account(told, settings, head["sound"]["sha256"], loudness)


def account(made: Narration, *, is_heard: bool) -> Account:
    """What a narration tells.

    Args:
        made: The narration.
        is_heard: Whether its sound is written to any file.
    """
    delivery, levels = made.delivery, made.levels
    voice = made.voice.id if made.voice else delivery.voice
    settings = _settings(made.engine, voice, asdict(delivery.prosody), asdict(delivery.pauses))
    loudness = Loudness(levels.target, levels.loudness, is_heard) if levels else Loudness(is_heard=is_heard)
    return _account(Spoken(made), settings, sound_digest(made.master), loudness)


def describe(old: Account, new: Account) -> Iterator[str]:
    """What changed, a line each, and a summary as the last line; one line where nothing did."""
    differing = {name for name in old.settings.keys() & new.settings.keys() if old.settings[name] != new.settings[name]}
    # What is made as loud as was asked for is as loud at any volume of the voice, but not the same to the sample.
    inaudible = differing & {"volume"} if are_as_asked(old.loudness, new.loudness) else set[str]()
    others = sorted(differing - inaudible)
    is_same_sound = old.digest == new.digest
    sounds_other = not is_same_sound and not inaudible and old.loudness.target == new.loudness.target
    for name in others:
        yield f"The {name} was {_value(old.settings[name])} and is now {_value(new.settings[name])}."
    louder = "" if is_same_sound else loudness_change(old.loudness, new.loudness)
    if louder:
        yield louder
    if not others and not sounds_other and (old.sentences, old.duration) == (new.sentences, new.duration):
        yield f"Nothing {'else ' if louder else ''}changed for the listener."
        return
    lines, counts = _compared(old, new, others)
    yield from lines
    is_unexplained = sounds_other and not others and not lines and set(counts) == {"same"}
    yield _summary(counts, old, new, is_same_sound or _BETWEEN.issuperset(others), is_unexplained)


def _settings(engine: str, voice: str, prosody: Mapping[str, Any], pauses: Mapping[str, Any]) -> dict[str, object]:
    settings: dict[str, object] = {"engine": engine, **({"voice": voice} if voice else {})}
    settings |= {name: float(prosody[name]) for name in ("rate", "pitch", "volume")}
    return settings | {f"{name} pause": f"{int(ms)} milliseconds" for name, ms in pauses.items()}


def _account(telling: Telling, settings: Mapping[str, object], digest: str, loudness: Loudness) -> Account:
    rate = telling.sample_rate

    def sentences() -> Iterator[Sentence]:
        end = 0
        for cue in telling.cues():
            yield Sentence(
                " ".join(cue.segment.text.split()),
                cue.spoken,
                milliseconds(cue.first_frame, rate),
                cue.end_frame - cue.first_frame,
                milliseconds(cue.first_frame - end, rate),
                ", ".join(cue.announced),
            )
            end = cue.end_frame

    return Account(settings, list(sentences()), milliseconds(telling.frames, rate), digest, rate, loudness)


def _compared(old: Account, new: Account, others: Collection[str]) -> tuple[list[str], Counter[str]]:
    """Lines on sentences and the pauses between them, and how many sentences became what."""
    may_measure = old.sample_rate == new.sample_rate and _BETWEEN.issuperset(others)
    told: list[tuple[str, str]] = []
    counts: Counter[str] = Counter()
    before = Pair(None, None)
    for pair in paired([each.text for each in old.sentences], [each.text for each in new.sentences]):
        mine = None if pair.old is None else old.sentences[pair.old]
        its = None if pair.new is None else new.sentences[pair.new]
        if mine and its and not others and _follows(pair, before) and mine.pause != its.pause:
            told.append(("pause", _pause(mine, its)))
        kind, line = _described(mine, its, may_measure)
        if mine and its and pair.is_moved and kind == "same":
            kind, line = "moved", f'Moved to {_at(its)}, was at {_at(mine)}: "{its.text}"'
        counts[kind] += 1
        told.append((kind, line))
        before = pair
    # Where most are, it is the voice that is other, not what was done to a sentence.
    is_voice = 2 * counts[_SPOKEN] > max(len(new.sentences), 2)
    return [line for kind, line in told if line and not (is_voice and kind == _SPOKEN)], counts


def _follows(pair: Pair, before: Pair) -> bool:
    """Whether two pairs are neighbours in both renderings."""
    if before.old is None or before.new is None:
        return False
    return (pair.old, pair.new) == (before.old + 1, before.new + 1)


def _pause(old: Sentence, new: Sentence) -> str:
    return (
        f'The pause at {_at(new)} was {old.pause} milliseconds and is now {new.pause} milliseconds, before "{new.text}"'
    )


def _described(old: Sentence | None, new: Sentence | None, may_measure: bool) -> tuple[str, str]:
    """A word for what became of a sentence, and a line about it."""
    if not new:
        assert old
        return "removed", f'Removed, was at {_at(old)}: "{old.text}"'
    if not old:
        return "added", f'Added at {_at(new)}: "{new.text}"'
    if old.text != new.text:
        was = f", was at {_at(old)}" if _at(old) != _at(new) else ""
        return "changed", f"Changed at {_at(new)}{was}: {_words(old.text, new.text)}"
    if old.spoken != new.spoken:
        return "read otherwise", f"Read otherwise at {_at(new)}: {_words(old.spoken, new.spoken)}"
    if old.announced != new.announced:
        return "announced otherwise", f"Announced otherwise at {_at(new)}: {_announced(old, new)}"
    if may_measure and old.frames != new.frames:
        return _SPOKEN, f'Spoken otherwise at {_at(new)}, in the same words: "{new.text}"'
    return "same", ""


def _announced(old: Sentence, new: Sentence) -> str:
    if not old.announced:
        what = f'"{new.announced}" is new'
    elif not new.announced:
        what = f'"{old.announced}" is gone'
    else:
        what = f'"{old.announced}" is now "{new.announced}"'
    return f'{what}, with "{new.text}"'


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


def _summary(counts: Counter[str], old: Account, new: Account, is_same_voice: bool, sounds_other: bool) -> str:
    same = counts.pop("same", 0)
    total = len(new.sentences)
    how = "are as they were" if is_same_voice and not sounds_other else "have the words they had"
    what = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()) if number)
    sound = ", but they sound otherwise" if sounds_other else ""
    length, was = duration(new.duration), duration(old.duration)
    return (
        f"{same} of {total} sentences {how}{sound}{f'; {what}' if what else ''}. "
        f"Length: {length}{f', was {was}' if was != length else ''}."
    )


def _at(sentence: Sentence) -> str:
    return duration(sentence.start) if sentence.start >= 950 else "the start"


def _value(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
