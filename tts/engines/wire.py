"""What goes over the pipes between a program and its worker process.

A message is two 32-bit lengths (little endian), a head in JSON and a body of raw bytes. Only PCM travels as a body:
it is bulk, and is neither encoded nor copied more often than the pipe itself does.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

from tts import errors
from tts.speech import Prosody, Speech, Utterance, Voice, WordMark

_LENGTHS = struct.Struct("<II")

#: Errors that keep their kind when they cross; every other one becomes a `SynthesisError`.
_ERRORS: dict[str, type[errors.TTSError]] = {
    kind.__name__: kind for kind in (errors.SynthesisError, errors.ProsodyError, errors.VoiceError, errors.EngineError)
}

Head = dict[str, Any]


def send(stream: BinaryIO, head: Head, body: bytes = b"") -> None:
    """Write one message and flush it.

    All of it at once: a reader that is woken by the first half waits, spinning, for the lock of the pipe.
    """
    encoded = json.dumps(head, separators=(",", ":")).encode("ascii")
    stream.write(b"".join((_LENGTHS.pack(len(encoded), len(body)), encoded, body)))
    stream.flush()


def receive(stream: BinaryIO) -> tuple[Head, bytes]:
    """Read one message.

    Raises:
        EOFError: The other side has gone, perhaps in the middle of a message.
    """
    head_length, body_length = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    return json.loads(_exactly(stream, head_length)), _exactly(stream, body_length)


def _exactly(stream: BinaryIO, count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data


def from_utterance(utterance: Utterance) -> Head:
    """What an engine needs to know of an utterance."""
    prosody = utterance.prosody
    return {
        "segment": utterance.segment,
        "text": utterance.text,
        "lang": utterance.lang,
        "voice": utterance.voice,
        "prosody": (prosody.rate, prosody.pitch, prosody.volume),
        "phonemes": utterance.phonemes,
    }


def to_utterance(head: Head) -> Utterance:
    """The other way round."""
    return Utterance(
        segment=head["segment"],
        text=head["text"],
        lang=head["lang"],
        voice=head["voice"],
        prosody=Prosody(*head["prosody"]),
        phonemes=tuple((start, end, ipa) for start, end, ipa in head["phonemes"]),
    )


def from_speech(speech: Speech) -> Head:
    """Everything of a speech but its PCM."""
    return {"sample_rate": speech.sample_rate, "marks": speech.marks, "unpronounced": speech.unpronounced}


def to_speech(head: Head, pcm: bytes) -> Speech:
    """The other way round."""
    return Speech(pcm, head["sample_rate"], (*map(WordMark._make, head["marks"]),), tuple(head["unpronounced"]))


def from_voice(voice: Voice) -> Head:
    """A voice."""
    return {
        "engine": voice.engine,
        "id": voice.id,
        "name": voice.name,
        "languages": voice.languages,
        "sample_rate": voice.sample_rate,
        "licence": voice.licence,
    }


def to_voice(head: Head) -> Voice:
    """The other way round."""
    return Voice(**{**head, "languages": tuple(head["languages"])})


def from_error(error: Exception, segment: str = "") -> Head:
    """An error; of the ones that are not ours the kind is told in words."""
    kind = type(error).__name__
    if kind in _ERRORS and isinstance(error, errors.TTSError):
        return {"error": kind, "what": error.what, "where": error.where, "hint": error.hint}
    return {"error": "SynthesisError", "what": f"the engine failed with {kind}: {error}", "where": segment, "hint": ""}


def to_error(head: Head) -> errors.TTSError:
    """The other way round."""
    return _ERRORS[head["error"]](head["what"], head["where"], head["hint"])
