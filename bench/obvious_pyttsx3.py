"""The program most people write first: pyttsx3's save_to_file for each paragraph, joined into one WAV file.

    python bench/obvious_pyttsx3.py ARTICLE OUT.wav

A peer for bench/speed.py. It needs a libespeak-ng of the system.
"""

from __future__ import annotations

import sys
import tempfile
import wave
from pathlib import Path

import pyttsx3


def main(article: str, out: str) -> None:
    """Speak an article into a file and say how many of its paragraphs arrived."""
    paragraphs = [text for text in Path(article).read_text(encoding="utf-8").split("\n\n") if text.strip()]
    engine = pyttsx3.init()
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.wav" for number in range(len(paragraphs))]
        for text, path in zip(paragraphs, paths, strict=True):
            engine.save_to_file(text, str(path))
            engine.runAndWait()
        arrived = 0
        with wave.open(out, "wb") as joined:
            joined.setparams((1, 2, 22050, 0, "NONE", "not compressed"))
            for path in paths:
                if path.exists() and path.stat().st_size > 44:
                    with wave.open(str(path)) as part:
                        joined.writeframes(part.readframes(part.getnframes()))
                    arrived += 1
    print(f"{arrived} of {len(paragraphs)} paragraphs arrived", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
