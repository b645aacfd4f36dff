"""WAV and AIFF files, whole and half-written."""

from __future__ import annotations

import io
import struct
import wave
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.engines import soundfiles

SAMPLES = array("h", [0, 1, -1, 32767, -32768, 12345])
PCM = struct.pack("<6h", *SAMPLES)


def wav(pcm: bytes = PCM, channels: int = 1, width: int = 2) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(width)
        writer.setframerate(22_050)
        writer.writeframes(pcm)
    return file.getvalue()


def aiff(sound: bytes, compression: bytes = b"", channels: int = 1) -> bytes:
    rate = struct.pack(">hQ", 16383 + 14, 22_050 << (63 - 14))
    common = struct.pack(">hIh", channels, len(sound) // 2 // channels, 16) + rate + compression
    chunks = b"".join(
        name + struct.pack(">I", len(body)) + body + b"\0" * (len(body) % 2)
        for name, body in ((b"COMM", common), (b"SSND", bytes(8) + sound))
    )
    return b"FORM" + struct.pack(">I", 4 + len(chunks)) + (b"AIFC" if compression else b"AIFF") + chunks


BIG = struct.pack(">6h", *SAMPLES)
FILES = {
    "wav": wav(),
    "aiff": aiff(BIG),
    "aifc": aiff(BIG, b"NONE\0\0"),
    "sowt": aiff(PCM, b"sowt\0\0"),
}


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_read(file: bytes) -> None:
    """The samples and the rate are those that were written, whatever the byte order."""
    assert soundfiles.read(file) == (PCM, 22_050)


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_half_a_file(file: bytes) -> None:
    """Every beginning of a file is unfinished."""
    for end in range(len(file)):
        with pytest.raises(soundfiles.UnfinishedError):
            soundfiles.read(file[:end])


def test_channels_become_one() -> None:
    """Channels are averaged."""
    assert soundfiles.read(wav(struct.pack("<4h", 100, 300, -5, -7), 2))[0] == struct.pack("<2h", 200, -6)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("byte", [0, 0x7F, 0xFF])
def test_each_byte_damaged(name: str, byte: int) -> None:
    """Whichever byte is wrong, the file is read, unfinished or unreadable, and what is read has a rate to play it at."""
    for place in range(len(FILES[name])):
        file = bytearray(FILES[name])
        file[place] = byte
        try:
            _, sample_rate = soundfiles.read(bytes(file))
        except (soundfiles.UnfinishedError, soundfiles.UnreadableError):
            continue
        assert 0 < sample_rate < 1_000_000


@pytest.mark.parametrize("file", [b"ID3\x04" + bytes(20), wav(bytes(6), width=1), aiff(BIG, b"fl32\0\0")])
def test_other_kinds(file: bytes) -> None:
    """What is not 16-bit PCM in WAV or AIFF is told, not guessed."""
    with pytest.raises(soundfiles.UnreadableError):
        soundfiles.read(file)


@given(st.sampled_from(sorted(FILES)), st.data())
def test_damaged(name: str, data: st.DataObject) -> None:
    """A damaged file is read, unfinished or unreadable, and nothing worse."""
    file = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 4))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    try:
        soundfiles.read(bytes(file))
    except (soundfiles.UnfinishedError, soundfiles.UnreadableError):
        return
