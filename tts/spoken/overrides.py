"""What the author said about stretches of the text goes before every rule.

`sub` gives the words, `say-as` the class, `phoneme` the pronunciation, `lang` the language; `note-ref` is not said. Other kinds
of annotation change no words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tts.model import Annotation, SpokenForm
from tts.pattern import Pattern
from tts.spoken.clean import clean, relocated
from tts.spoken.lexicon import for_language, possessive
from tts.spoken.reading import Reading, Scan
from tts.spoken.scan import Words, scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tts.spoken.lexicon import Lexicon
    from tts.spoken.reading import Verbaliser

# Of two annotations that overlap, the kind named first wins.
_KINDS: Final = ("note-ref", "sub", "phoneme", "say-as", "lang")
_POSSESSIVE: Final = Pattern(r"['’]s(?![^\W_])")
_SILENT_CLASSES: Final = frozenset({"expletive", "bleep"})


def annotated(
    text: str,
    lang: str,
    lexicon: Lexicon | None,
    annotations: Sequence[Annotation],
    verbaliser_of: Callable[[str], Verbaliser],
) -> SpokenForm:
    """The spoken form of a text with annotations; see `tts.spoken.spoken_form`."""
    words = Words()
    done = 0
    for begin, end, note in _stretches(text, annotations):
        start = max(begin, done)
        if start >= end:
            continue
        piece = text[start:end]
        if note is None or note.kind == "lang":
            other = note.value if note else ""
            _scan(words, start, piece, other or lang, lexicon, verbaliser_of, other)
            continue
        written = piece.strip()
        said = _override(note, written, lang, lexicon, verbaliser_of) if written else None
        if said is None:
            _scan(words, start, piece, lang, lexicon, verbaliser_of, "")
            continue
        words.gap = words.gap or piece[0].isspace()
        first = start + piece.index(written)
        last = first + len(written)
        if said[1] == "phoneme" and last == end and lang[:2].lower() == "en" and _POSSESSIVE.match(text, last):
            said = (said[0] + text[last : last + 2], said[1], said[2] + possessive(said[2]))
            last = done = last + 2
        words.add(first, Reading(last, said[0], said[1], "", said[2]))
        words.gap = words.gap or piece[-1].isspace()
    return SpokenForm(text, "".join(words.pieces), tuple(words.tokens), lang)


def _stretches(text: str, annotations: Sequence[Annotation]) -> Iterator[tuple[int, int, Annotation | None]]:
    """The text in pieces, in order, each with the annotation that rules it (None for no annotation)."""
    valid = [note for note in annotations if note.kind in _KINDS and 0 <= note.start < note.end <= len(text)]
    owners: list[Annotation | None] = [None] * len(text)
    for note in sorted((note for note in valid if note.kind == "lang"), key=lambda note: (note.start, -note.end)):
        owners[note.start : note.end] = [note] * (note.end - note.start)
    taken = bytearray(len(text))
    for note in sorted(valid, key=lambda note: (_KINDS.index(note.kind), note.start, -note.end)):
        # An override stands for the whole of its stretch: half of one means nothing.
        if note.kind != "lang" and taken.find(1, note.start, note.end) < 0:
            taken[note.start : note.end] = b"\1" * (note.end - note.start)
            owners[note.start : note.end] = [note] * (note.end - note.start)
    start = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or owners[position] is not owners[start]:
            yield start, position, owners[start]
            start = position


def _scan(
    words: Words,
    start: int,
    piece: str,
    lang: str,
    lexicon: Lexicon | None,
    verbaliser_of: Callable[[str], Verbaliser],
    mark: str,
) -> None:
    """Read a piece by the rules of a language, and put its tokens where they stand in the whole text."""
    cleaned, origins = clean(piece)
    before, said = len(words.tokens), words.length
    scan(words, Scan(cleaned, lang), verbaliser_of(lang), for_language(lang, lexicon), mark)
    tokens = words.tokens[before:]
    if origins is not None:
        tokens = relocated(tokens, origins, piece, said)
    words.tokens[before:] = [token._replace(start=token.start + start, end=token.end + start) for token in tokens]


def _override(
    note: Annotation, piece: str, lang: str, lexicon: Lexicon | None, verbaliser_of: Callable[[str], Verbaliser]
) -> tuple[str, str, str] | None:
    """Words, class and phonemes the author wants for a piece; None where it is not what the author calls it."""
    if note.kind == "note-ref":
        return "", "note-ref", ""
    if note.kind == "sub":
        return " ".join(note.value.split()), "sub", ""
    if note.kind == "phoneme":
        words = Words()
        _scan(words, 0, piece, lang, lexicon, verbaliser_of, "")
        return "".join(words.pieces), "phoneme", note.value
    name, _, form = note.value.strip().lower().replace(":", " ").partition(" ")
    if name in _SILENT_CLASSES:
        return "", name, ""
    say_as = verbaliser_of(lang).say_as.get(name)
    spoken = say_as(piece, form.strip(), Scan(piece, lang)) if say_as is not None else None
    return None if spoken is None else (spoken, name, "")
