"""Spoken forms that are kept: of an article that was rendered before, most sentences are the same."""

from __future__ import annotations

import hashlib
import json

from tts.engines.store import Notes
from tts.model import Segment, SpokenForm, Token
from tts.spoken.fingerprint import own_code
from tts.utterances import joined, notes_on, spoken_segment

#: Part of every key: to be raised when what is kept under a key changes its meaning.
_FORMAT = "article-tts form 1"


class KeptForms:
    """Looks up what was put into words once. It is called as `tts.utterances.Forms`.

    A key is of all that words depend on: text, language, annotations, the lexicons' contents, and our own rules.

    Args:
        notes: Where they are kept.
    """

    def __init__(self, notes: Notes) -> None:
        self._kept = notes
        self._begun: dict[tuple[str, ...], hashlib._Hash] = {}

    def __call__(self, segment: Segment, lexicons: tuple[str, ...] = ()) -> SpokenForm:
        """What is said for a segment.

        Raises:
            LexiconError: A lexicon cannot be read.
        """
        key = self._key(segment, lexicons)
        told = self._kept.get(key)
        form = _read_form(told, segment) if told else None
        if form is None:
            form = spoken_segment(segment, lexicons)
            self._kept.put(key, json.dumps((form.text, form.tokens)).encode("ascii"))
        return form

    def _key(self, segment: Segment, lexicons: tuple[str, ...]) -> bytes:
        if lexicons not in self._begun:
            lexicon = joined(lexicons)
            entries = (
                [(each.grapheme, each.alias, each.phonemes, each.lang) for each in lexicon.entries] if lexicon else []
            )
            self._begun[lexicons] = hashlib.sha256(json.dumps((_FORMAT, own_code(), entries)).encode("ascii"))
        digest = self._begun[lexicons].copy()
        notes = [(each.start, each.end, each.kind, each.value) for each in notes_on(segment)]
        digest.update(json.dumps((segment.text, segment.lang, notes)).encode("ascii"))
        return digest.digest()


def _read_form(told: bytes, segment: Segment) -> SpokenForm | None:
    try:
        text, tokens = json.loads(told)
        return SpokenForm(segment.text, text, (*map(Token._make, tokens),), segment.lang)
    except (ValueError, TypeError):
        return None
