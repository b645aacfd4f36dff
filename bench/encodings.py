"""How many short texts in legacy encodings are read as they were written.

    python bench/encodings.py --treebank kk=kk_ktb-ud-test.conllu --treebank ja=ja_gsd-ud-test.conllu

Without more, the texts are the sentences of `tests/golden/segment`, one by one and in runs of three; a treebank (CoNLL-U, such as
those of Universal Dependencies) adds its sentences. Serbian ones in Latin letters count in Cyrillic ones. Each text of 15 to 600
characters is encoded in every encoding that its language was written in and that has its characters, unless it is all ASCII.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from segmentation_data import cases, treebank

from tts.errors import ArticleError
from tts.readers.encoding import decode

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden" / "segment"
SHORTEST, LONGEST = 15, 600  # characters
RUN = 3  # sentences

CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
ENCODINGS = {
    "ar": ("cp1256",), "be": ("cp1251",), "bg": ("cp1251",), "de": ("cp1252",), "el": ("cp1253",), "en": ("cp1252",), "es": ("cp1252",),
    "fr": ("cp1252",), "he": ("cp1255",), "it": ("cp1252",), "ja": ("euc_jp", "cp932", "iso2022_jp"), "kk": ("kz1048",), "ko": ("cp949",),
    "mk": ("cp1251",), "pl": ("cp1250", "iso8859-2"), "ru": CYRILLIC, "sr": ("cp1251",), "tr": ("cp1254",), "uk": ("cp1251",),
    "zh": ("gb18030", "big5hkscs"),
}  # fmt: skip
_SERBIAN = str.maketrans("abcčćdđefghijklmnoprsštuvzž", "абцчћдђефгхијклмнопрсштувзж")


def golden(lang: str) -> Iterator[str]:
    """The golden sentences of a language, each by itself and in runs."""
    for path in sorted((GOLDEN / lang).glob("*.txt")):
        sentences = [sentence for case in cases(path) for sentence in case.sentences]
        yield from sentences
        yield from (" ".join(sentences[start : start + RUN]) for start in range(0, len(sentences), RUN))


def cyrillic(text: str) -> str:
    """Serbian in Latin letters as it is written in Cyrillic ones."""
    for latin, letter in (("lj", "љ"), ("nj", "њ"), ("dž", "џ")):
        text = text.replace(latin, letter).replace(latin.capitalize(), letter.upper())
    return "".join(
        char.lower().translate(_SERBIAN).upper() if char.isupper() else char.translate(_SERBIAN) for char in text
    )


def encoded(text: str, lang: str) -> Iterator[tuple[str, bytes]]:
    """A text in each of the encodings that its language was written in and that can hold it."""
    if text.isascii() or not SHORTEST <= len(text) <= LONGEST:
        return
    for encoding in ENCODINGS.get(lang, ()):
        try:
            yield encoding, f"{text}\n".encode(encoding)
        except UnicodeEncodeError:
            continue


def read(content: bytes) -> str:
    """What is read of bytes, or the error in its place."""
    try:
        return decode(content, "").strip()
    except ArticleError as error:
        return f"({error.what})"


def main() -> None:
    """Count, and print a line for each language and encoding."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebank", metavar="LANG=FILE", action="append", default=[])
    parser.add_argument("--show", metavar="N", type=int, default=0, help="wrong ones to show of each encoding")
    arguments = parser.parse_args()
    texts: dict[str, set[str]] = defaultdict(set)
    for lang in sorted(ENCODINGS):
        texts[lang].update(golden(lang))
    for given in arguments.treebank:
        lang, _, path = given.partition("=")
        sentences = [sentence for case in treebank(Path(path)) for sentence in case.sentences]
        texts[lang].update(map(cyrillic, sentences) if lang == "sr" else sentences)
    right, every = Counter[str](), Counter[str]()
    for lang, found in texts.items():
        wrong: list[str] = []
        for text in sorted(found):
            for encoding, content in encoded(text, lang):
                key = f"{lang} {encoding}"
                every[key] += 1
                got = read(content)
                if got == text.strip():
                    right[key] += 1
                else:
                    wrong.append(f"    {encoding}: {text[:60]!r} as {got[:60]!r}")
        for key in (key for key in every if key.startswith(f"{lang} ")):
            print(f"{key:16}{right[key]:6} of {every[key]:6}  {right[key] / every[key]:.3f}")
        print(*wrong[: arguments.show], sep="\n", end="\n" if wrong[: arguments.show] else "")
    print(f"{'all':16}{right.total():6} of {every.total():6}  {right.total() / every.total():.3f}")


if __name__ == "__main__":
    main()
