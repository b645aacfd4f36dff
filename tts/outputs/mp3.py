"""MP3: MPEG-1/2 layer III by LAME, with ID3v2.3 tags and a Xing header that tells players the encoder's delay."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from tts.model import Narration
from tts.outputs.options import Options

#: Bits a second: speech of one channel loses nothing one can hear.
BIT_RATE = 64_000
_SAMPLE_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)


def write(narration: Narration, file: BinaryIO, options: Options) -> None:
    """Encode the master, resampled only where MP3 has no such sample rate."""
    import av  # 160 ms

    master = narration.master
    sink = _Sink(file)
    rate = next((rate for rate in _SAMPLE_RATES if rate >= master.sample_rate), _SAMPLE_RATES[-1])
    with av.open(sink, "w", format="mp3", options={"id3v2_version": "3", "fflags": "+bitexact"}) as container:
        container.metadata.update(_tags(narration))
        stream = container.add_stream("libmp3lame", rate=rate, layout="mono", format="s16p", bit_rate=BIT_RATE)
        resampler = av.AudioResampler("s16p", "mono", rate, stream.codec_context.frame_size or 1152)
        for chunk in master.pcm():
            frame = av.AudioFrame("s16", "mono", len(chunk) // 2)
            frame.sample_rate = master.sample_rate
            frame.planes[0].update(chunk)
            for resampled in resampler.resample(frame):
                container.mux(stream.encode(resampled))
        for resampled in resampler.resample(None):
            container.mux(stream.encode(resampled))
        container.mux(stream.encode(None))
    if sink.error:
        raise sink.error


class _Sink:
    """The file as FFmpeg sees it. FFmpeg prints and forgets errors, so the first is kept here and the rest do nothing."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        return self._unless_broken(self._file.write, data)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._unless_broken(self._file.seek, offset, whence)

    def tell(self) -> int:
        return self._unless_broken(self._file.tell)

    def _unless_broken(self, method: Callable[..., int], *arguments: bytes | int) -> int:
        try:
            if not self.error:
                return method(*arguments)
        except OSError as error:
            self.error = error
        return len(arguments[0]) if arguments and isinstance(arguments[0], bytes) else 0


def _tags(narration: Narration) -> dict[str, str]:
    article = narration.article
    tags = {
        "title": article.title,
        "artist": article.byline,
        "date": article.date,
        "language": article.lang,
        "genre": "Speech",
        "comment": f"Spoken by {narration.engine}",
    }
    return {name: value for name, value in tags.items() if value}
