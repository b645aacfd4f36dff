"""An utterance is said, whole or in pieces: what native code fails on is tried again in ever smaller ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tts.engines.base import Engine
from tts.errors import SynthesisError, VoiceError
from tts.segment import clauses
from tts.speech import Speech, Utterance
from tts.utterances import has_words

#: How often the pieces of one utterance are tried again before what is left of it is given up.
RETRY_LIMIT = 32


def say(utterance: Utterance, engine: Engine, lang: str) -> Iterator[tuple[Utterance, Speech | SynthesisError]]:
    """Say an utterance; where that fails, say it in ever smaller pieces. What fails in the end is yielded with why.

    A language that no voice speaks is said by the voice for `lang`, that of the article.
    """
    pieces = [utterance]
    retries = RETRY_LIMIT
    while pieces:
        piece = pieces.pop(0)
        try:
            speech = engine.synthesize(piece)
            if not speech.frames:
                raise SynthesisError("the engine gave no sound", utterance.segment)
        except VoiceError:
            if piece.voice or piece.lang == lang:
                raise
            pieces.insert(0, replace(piece, lang=lang))
        except SynthesisError as error:
            smaller = list(_halves(piece))
            if len(smaller) > 1 and retries >= len(smaller):
                retries -= len(smaller)
                pieces[:0] = smaller
            else:
                yield piece, error
        else:
            yield piece, speech


def _halves(utterance: Utterance) -> Iterator[Utterance]:
    for start, end in clauses(utterance.text, utterance.lang, max((len(utterance.text) + 1) // 2, 1)):
        if has_words(utterance.text[start:end]):
            yield replace(
                utterance,
                text=utterance.text[start:end],
                offset=utterance.offset + start,
                phonemes=tuple(
                    (s - start, e - start, ipa) for s, e, ipa in utterance.phonemes if start <= s and e <= end
                ),
            )
