"""Encoded sound: the master through a codec into a container, piece by piece, with tags, picture and chapters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, BinaryIO

from tts.errors import FormatError
from tts.outputs import chapters, covers, tags
from tts.outputs.options import Options
from tts.outputs.proof import HEARD
from tts.recorded import Levels, Master, Narration

if TYPE_CHECKING:
    from av import AudioFrame, Packet
    from av.container import OutputContainer


@dataclass(frozen=True, slots=True)
class Codec:
    """A format of encoded sound.

    Attributes:
        name: What messages call it.
        encoder: FFmpeg's name of the encoder.
        container: FFmpeg's name of the container.
        sample_format: What the encoder takes.
        bit_rates: For each sample rate the lowest and highest bit rate of one channel, in bits a second; (0, 0) where
            it cannot be chosen.
        bit_rate: What suits speech in one channel; 0 where it cannot be chosen.
        options: For the container.
        encoder_options: For the encoder.
        comments: Chapters and pictures are Vorbis comments, too, or instead.
        picture_stream: The container takes a picture as a stream of its own.
        packets: What encodes where FFmpeg does not: sound, sample rate, channels and bit rate become packets.
        one_for_both: Two channels that carry the same are encoded as one, which decoders play in both.
    """

    name: str
    encoder: str
    container: str
    sample_format: str
    bit_rates: Mapping[int, tuple[int, int]]
    bit_rate: int
    options: Mapping[str, str] = field(default_factory=dict)
    encoder_options: Mapping[str, str] = field(default_factory=dict)
    comments: bool = False
    picture_stream: bool = True
    packets: Callable[[Iterable[bytes], int, int, int], Iterator[Packet[Any]]] | None = None
    one_for_both: bool = False


def check(codec: Codec, options: Options) -> None:
    """See whether the format can do what is asked for.

    Raises:
        FormatError: A bit rate or sample rate it does not have, or a cover that is none.
    """
    _sample_rate(codec, options, 0)
    if options.cover and options.cover != covers.NONE:
        from pathlib import Path

        covers.read_cover(Path(options.cover))


def encode(narration: Narration, file: BinaryIO, options: Options, codec: Codec) -> dict[str, Any]:
    """Encode the master and return what was made; of a levelled narration, how loud it came out, too (`HEARD`).

    Raises:
        FormatError: As `check`.
        OSError: The file cannot be written.
    """
    import av  # 160 ms

    master = narration.master
    rate = _sample_rate(codec, options, master.sample_rate)
    bit_rate = options.bit_rate or codec.bit_rate * options.channels
    found = list(chapters.chapters(narration))
    if len(found) == 1:  # tells no more than the title
        found.clear()
    picture = covers.cover(narration.article, options.cover)
    sink = Sink(file)
    settings = {"fflags": "+bitexact", **codec.options}
    with av.open(sink, "w", codec.container, settings, io_open=lambda *_: Again(file)) as container:
        stream: Any = container.add_stream(
            codec.encoder,
            rate=rate,
            layout="stereo" if options.channels == 2 else "mono",
            format=codec.sample_format,
            options=dict(codec.encoder_options),
        )
        if bit_rate:
            stream.bit_rate = bit_rate
        stream.codec_context.flags |= int(av.codec.context.Flags.bitexact)
        described = tags.tags(narration)
        if codec.comments:
            described.update(tags.chapter_comments(found, master.sample_rate))
            if picture and not codec.picture_stream:
                described["METADATA_BLOCK_PICTURE"] = tags.picture_comment(picture)
        else:
            if found:
                container.set_chapters([_chapter(*each, master.sample_rate) for each in enumerate(found)])
            if language := tags.iso_639_2(narration.article.lang):
                described["language"] = stream.metadata["language"] = language
        (container if codec.picture_stream else stream).metadata.update(described)
        image = _picture_stream(container, picture) if picture and codec.picture_stream else None
        container.start_encoding()
        if image and picture:
            packet = av.Packet(picture.data)
            packet.stream = image
            packet.pts = packet.dts = 0
            packet.is_keyframe = True
            container.mux(packet)
        heard = _mux_sound(container, stream, narration, codec)
    if sink.error:
        raise sink.error
    return {
        "format": codec.name,
        "sample_rate": rate,
        "channels": options.channels,
        "bit_rate": bit_rate,
        "frames": _frames(master, rate),
        "chapters": len(found),
        **({HEARD: heard} if heard else {}),
    }


def _chapter(number: int, chapter: chapters.Chapter, rate: int) -> Any:
    return {
        "id": number,
        "start": round(1000 * Fraction(chapter.start_frame, rate)),
        "end": round(1000 * Fraction(chapter.end_frame, rate)),
        "time_base": Fraction(1, 1000),
        "metadata": {"title": " ".join(chapter.title.split())},
    }


def _picture_stream(container: OutputContainer, picture: covers.Cover) -> Any:
    import av

    jpeg = picture.mime_type == "image/jpeg"
    image: Any = container.add_stream("mjpeg" if jpeg else "png", rate=1)
    image.width, image.height = picture.width, picture.height
    image.pix_fmt = "yuvj420p" if jpeg else "pal8"
    image.metadata["comment"] = "Cover (front)"  # FFmpeg's name of the picture type
    image.disposition = av.stream.Disposition.attached_pic
    return image


def _mux_sound(container: OutputContainer, stream: Any, narration: Narration, codec: Codec) -> Levels | None:
    """Write the sound, and say how loud it came out of the encoder where that was asked for and may not be as it went in."""
    from tts import loudness

    frames = _frames(narration.master, stream.codec_context.sample_rate)
    ear = loudness.Ear(stream.codec_context, frames) if narration.levels and codec.bit_rate else None
    try:
        for packet in _within(_packets(narration.master, stream, codec), frames):
            if ear:
                ear.hear(packet)
            packet.stream = stream
            container.mux(packet)
        return ear.levels() if ear else None
    finally:
        if ear:
            ear.close()


def _frames(master: Master, rate: int) -> int:
    return -(-master.frames * rate // master.sample_rate)


def _packets(master: Master, stream: Any, codec: Codec) -> Iterator[Packet[Any]]:
    """The sound as packets."""
    context = stream.codec_context
    if codec.packets:
        sound = samples(master, context.sample_rate, context.channels)
        yield from codec.packets(sound, context.sample_rate, context.channels, context.bit_rate)
        return
    encoder = _of_one_channel(context, codec) if codec.one_for_both and context.channels == 2 else context
    size = encoder.frame_size or 4096
    for frame in converted(master, codec.sample_format, encoder.layout.name, encoder.sample_rate, size):
        yield from encoder.encode(frame)
    yield from encoder.encode(None)


def _of_one_channel(stereo: Any, codec: Codec) -> Any:
    """An encoder like another, for one channel."""
    import av

    encoder: Any = av.CodecContext.create(codec.encoder, "w")
    encoder.sample_rate, encoder.layout, encoder.format = stereo.sample_rate, "mono", codec.sample_format
    encoder.time_base, encoder.flags, encoder.options = stereo.time_base, stereo.flags, dict(codec.encoder_options)
    encoder.bit_rate = stereo.bit_rate
    encoder.open()
    return encoder


def _within(packets: Iterable[Packet[Any]], frames: int) -> Iterator[Packet[Any]]:
    """Packets that end where the sound does: what the encoder appended to fill its last block is not to be heard."""
    for packet in packets:
        if packet.pts is None or packet.duration is None or packet.pts + packet.duration <= frames:
            yield packet
        elif packet.pts < frames:
            packet.duration = frames - packet.pts
            yield packet


def samples(master: Master, rate: int, channels: int) -> Iterator[bytes]:
    """The master as 16-bit samples at a rate, interleaved where both of two channels carry it."""
    if rate == master.sample_rate:
        for chunk in master.pcm():
            yield chunk if channels == 1 else _in_both(chunk)
        return
    for frame in converted(master, "s16", "stereo" if channels == 2 else "mono", rate, 1 << 16):
        yield bytes(memoryview(frame.planes[0])[: frame.samples * channels * 2])


def converted(master: Master, sample_format: str, layout: str, rate: int, frame_size: int) -> Iterator[AudioFrame]:
    """The master in another sample format, layout and rate, in frames of `frame_size` samples (the last is shorter)."""
    import av

    resampler = av.AudioResampler(sample_format, layout, rate, frame_size)
    position = 0
    for chunk in master.pcm():
        frame = av.AudioFrame("s16", layout, len(chunk) // 2)
        frame.sample_rate = master.sample_rate
        frame.time_base = Fraction(1, master.sample_rate)
        frame.pts = position  # without it encoders do not tell how much of their last block is padding
        position += frame.samples
        # Left to the resampler, one channel would become two that are 3 dB quieter.
        frame.planes[0].update(chunk if layout == "mono" else _in_both(chunk))
        yield from resampler.resample(frame)
    yield from resampler.resample(None)


def _in_both(pcm: bytes) -> bytes:
    """Samples of one channel as those of two, interleaved."""
    from tts.loudness.arithmetic import audioop

    return audioop.tostereo(pcm, 2, 1, 1)


def _sample_rate(codec: Codec, options: Options, master_rate: int) -> int:
    """The rate asked for, or the lowest from the master's upwards at which the bit rate can be had."""
    shares = 1 if codec.one_for_both else options.channels
    per_channel = options.bit_rate // shares
    rates = sorted(codec.bit_rates)
    if options.sample_rate and options.sample_rate not in codec.bit_rates:
        raise FormatError(
            f"{codec.name} has no sample rate of {options.sample_rate} Hz", hint=f"It has {' '.join(map(str, rates))}"
        )
    allowed = [options.sample_rate] if options.sample_rate else rates
    if options.bit_rate:
        if not codec.bit_rate:
            raise FormatError(f"{codec.name} has no bit rate to choose", hint="Leave --bit-rate out")
        fit = [rate for rate in allowed if codec.bit_rates[rate][0] <= per_channel <= codec.bit_rates[rate][1]]
        if not fit:
            lowest = min(codec.bit_rates[rate][0] for rate in allowed) * shares
            highest = max(codec.bit_rates[rate][1] for rate in allowed) * shares
            raise FormatError(
                f"{codec.name} cannot have {options.bit_rate} bits a second here",
                hint=f"Choose from {lowest} to {highest}",
            )
        allowed = fit
    return next((rate for rate in allowed if rate >= master_rate), allowed[-1])


class Sink:
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


class Again:
    """The same file, opened again for reading: FFmpeg does that to move what follows the sound in front of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._position = 0

    def read(self, size: int) -> bytes:
        """The next bytes; where the file is written next stays as it is."""
        writing = self._file.tell()
        try:
            self._file.seek(self._position)
            data = self._file.read(size)
        finally:
            self._file.seek(writing)
        self._position += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """FFmpeg counts from the start."""
        self._position = offset
        return offset
