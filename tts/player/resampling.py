"""Sound of one sample rate as sound of another."""

from __future__ import annotations

from tts.model import Speech


def resampled(speech: Speech, wanted: int) -> Speech:
    """A speech at another sample rate (hertz), by FFmpeg's polyphase filter; itself where the rates agree."""
    if speech.sample_rate == wanted:
        return speech
    import av

    frame = av.AudioFrame(format="s16", layout="mono", samples=speech.frames)
    frame.sample_rate = speech.sample_rate
    frame.planes[0].update(speech.pcm)
    resampler = av.AudioResampler(format="s16", layout="mono", rate=wanted)
    made = [*resampler.resample(frame), *resampler.resample(None)]
    pcm = b"".join(bytes(part.planes[0])[: 2 * part.samples] for part in made)

    def scaled(position: int) -> int:
        return min(position * wanted // speech.sample_rate, len(pcm) // 2)

    marks = tuple(
        mark._replace(first_frame=scaled(mark.first_frame), end_frame=scaled(mark.end_frame)) for mark in speech.marks
    )
    return Speech(pcm, wanted, marks)
