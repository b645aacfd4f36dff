"""Quality and speed of sentence segmentation, against public segmenters, in one run.

    python bench/segmentation.py --treebank en=UD_English-GUM/en_gum-ud-test.conllu --rules pySBD/tests/lang \
        --cases tests/golden/segment --speed en=news.txt

Boundaries are those inside paragraphs: the end of a paragraph is given, so finding it earns nothing. Text is preserved
if the pieces, white space aside, join to it. Speed is given as a ratio to pysbd, in this run.
The others: `pip install article-tts[bench]`.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from segmentation_data import Case, cases, lines, rules, terminated, treebank

Segmenter = Callable[[str], Iterable[str]]

#: pySBD's names of its test files, where they are no ISO 639 code.
LANGUAGES = {
    "amharic": "am", "arabic": "ar", "armenian": "hy", "bulgarian": "bg", "burmese": "my", "chinese": "zh", "danish": "da", "deutsch": "de",
    "dutch": "nl", "english": "en", "french": "fr", "greek": "el", "hindi": "hi", "italian": "it", "japanese": "ja", "kazakh": "kk",
    "marathi": "mr", "persian": "fa", "polish": "pl", "russian": "ru", "slovak": "sk", "spanish": "es", "urdu": "ur",
}  # fmt: skip


def ours(lang: str) -> Segmenter:
    from tts.segment import sentences

    return lambda text: sentences(text, lang)


def nupunkt(lang: str) -> Segmenter:
    from nupunkt import sent_tokenize

    return sent_tokenize


def pysbd(lang: str) -> Segmenter:
    from pysbd import Segmenter as Pysbd
    from pysbd.languages import LANGUAGE_CODES

    return Pysbd(language=lang if lang in LANGUAGE_CODES else "en", clean=False).segment


def sentencex(lang: str) -> Segmenter:
    from sentencex import segment

    return lambda text: segment(lang, text)


def syntok(lang: str) -> Segmenter:
    from syntok import segmenter

    def split(text: str) -> Iterable[str]:
        for paragraph in segmenter.process(text):
            for sentence in paragraph:
                yield "".join(token.spacing + token.value for token in sentence)

    return split


SYSTEMS: dict[str, Callable[[str], Segmenter]] = {
    "article-tts": ours,
    "nupunkt": nupunkt,
    "pysbd": pysbd,
    "sentencex": sentencex,
    "syntok": syntok,
}


@dataclass(slots=True)
class Score:
    """Boundaries inside paragraphs, how many of the wanted have no terminator before them, and texts that were not preserved."""

    hits: int = 0
    found: int = 0
    wanted: int = 0
    lost: int = 0
    unmarked: int = 0

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def squeezed(text: str) -> str:
    return "".join(text.split())


def boundaries(sentences: Iterable[str]) -> set[int]:
    """Ends of all sentences but the last, counted in characters that are not white space."""
    ends, position = [], 0
    for sentence in sentences:
        position += len(squeezed(sentence))
        ends.append(position)
    return set(ends[:-1])


def score(segmenter: Segmenter, paragraphs: list[Case]) -> Score:
    total = Score()
    for case in paragraphs:
        pieces = [piece for piece in segmenter(case.text) if piece.strip()]
        if squeezed("".join(pieces)) != squeezed(case.text):
            total.lost += 1
        wanted, found = boundaries(case.sentences), boundaries(pieces)
        total.hits += len(wanted & found)
        total.found += len(found)
        total.wanted += len(wanted)
        total.unmarked += sum(not terminated(sentence) for sentence in case.sentences[:-1])
    return total


def passes(segmenter: Segmenter, golden: list[Case]) -> int:
    return sum(
        [piece.strip() for piece in segmenter(case.text) if piece.strip()] == list(case.sentences) for case in golden
    )


def speed(segmenter: Segmenter, text: str, seconds: float) -> float:
    """Bytes of UTF-8 a second, the best of the runs that fit into the time."""
    size, best, spent = len(text.encode()), 0.0, 0.0
    while spent < seconds:
        start = time.process_time()
        for _ in segmenter(text):
            pass
        elapsed = time.process_time() - start
        spent += elapsed
        best = max(best, size / elapsed)
    return best


def speed_unseen(segmenter: Segmenter, text: str) -> float:
    """Bytes of UTF-8 a second for the second half of a text after the first: some remember what they decided for the same words."""
    middle = text.find("\n", len(text) // 2) + 1 or len(text) // 2
    for _ in segmenter(text[:middle]):
        pass
    start = time.process_time()
    for _ in segmenter(text[middle:]):
        pass
    return len(text[middle:].encode()) / (time.process_time() - start)


def mistakes(segmenter: Segmenter, paragraphs: list[Case]) -> Iterable[str]:
    """Every boundary missed (-) or invented (+), with what stands around it."""
    for case in paragraphs:
        wanted, found = boundaries(case.sentences), boundaries(segmenter(case.text))
        places = [index for index, character in enumerate(case.text) if not character.isspace()]
        for end in sorted(wanted ^ found):
            at = places[end - 1] + 1
            before, after = case.text[max(0, at - 60) : at], case.text[at : at + 40]
            yield f"{'-' if end in wanted else '+'} {before}‖{after}".replace("\n", "⏎")


def failures(segmenter: Segmenter, golden: list[Case]) -> Iterable[str]:
    for case in golden:
        pieces = [piece.strip() for piece in segmenter(case.text) if piece.strip()]
        if pieces != list(case.sentences):
            yield "\n".join(
                [
                    f"  text   {case.text!r}",
                    *(f"  wanted {piece!r}" for piece in case.sentences),
                    *(f"  got    {piece!r}" for piece in pieces),
                ]
            )


def _named(argument: str) -> tuple[str, Path]:
    lang, separator, path = argument.partition("=")
    if not separator or not Path(path).exists():
        raise argparse.ArgumentTypeError(f"{argument}: expected LANG=PATH of something that exists")
    return lang, Path(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--treebank", metavar="LANG=FILE", type=_named, action="append", default=[], help="a CoNLL-U file"
    )
    parser.add_argument(
        "--lines", metavar="LANG=FILE", type=_named, action="append", default=[], help="a file with a sentence a line"
    )
    parser.add_argument("--rules", metavar="FOLDER", type=Path, help="pySBD's tests/lang")
    parser.add_argument("--cases", metavar="FOLDER", type=Path, help="our golden folder: LANG/*.txt")
    parser.add_argument("--speed", metavar="LANG=FILE", type=_named, help="a text to measure the speed with")
    parser.add_argument("--seconds", type=float, default=2.0, help="time to measure each system's speed (default: 2)")
    parser.add_argument(
        "--systems", default=",".join(SYSTEMS), help="names, separated by commas (default: all installed)"
    )
    parser.add_argument("--show", action="store_true", help="print every mistake")
    options = parser.parse_args()
    if unknown := set(options.systems.split(",")) - SYSTEMS.keys():
        parser.error(f"no system {', '.join(sorted(unknown))}; there are {', '.join(SYSTEMS)}")
    systems = {
        name: SYSTEMS[name]
        for name in options.systems.split(",")
        if name == "article-tts" or importlib.util.find_spec(name) is not None
    }
    read = [(lang, path, treebank(path)) for lang, path in options.treebank]
    read += [(lang, path, lines(path, lang)) for lang, path in options.lines]
    for lang, path, paragraphs in read:
        print(
            f"\n{path.name}: {len(paragraphs)} paragraphs, {sum(len(boundaries(case.sentences)) for case in paragraphs)} boundaries inside"
        )
        for name, make in systems.items():
            total = score(make(lang), paragraphs)
            if total.unmarked and name == next(iter(systems)):
                print(f"  {total.unmarked} of them without a terminator: only layout told them in the source")
            print(
                f"  {name:12} precision {100 * total.precision:6.2f}  recall {100 * total.recall:6.2f}  "
                f"F1 {100 * total.f1:6.2f}  not preserved {total.lost}"
            )
            if options.show:
                print(*mistakes(make(lang), paragraphs), sep="\n")
    sets = (
        [
            (LANGUAGES[file.stem.removeprefix("test_")], file.name, rules(file))
            for file in sorted(options.rules.glob("test_*.py"))
            if file.stem.removeprefix("test_") in LANGUAGES
        ]
        if options.rules
        else []
    )
    sets += (
        [
            (file.parent.name, f"{file.parent.name}/{file.name}", cases(file))
            for file in sorted(options.cases.glob("*/*.txt"))
        ]
        if options.cases
        else []
    )
    if sets:
        print(f"\n{'golden rules passed':28}" + "".join(f"{name:>13}" for name in systems))
    for lang, title, golden in sets:
        counts = "".join(f"{f'{passes(make(lang), golden)}/{len(golden)}':>13}" for make in systems.values())
        print(f"  {title:26}{counts}")
        if options.show:
            print(*failures(systems["article-tts"](lang), golden), sep="\n")
    if options.speed:
        lang, path = options.speed
        text = path.read_text(encoding="utf-8")
        unseen = {name: speed_unseen(make(lang), text) for name, make in systems.items()}
        again = {name: speed(make(lang), text, options.seconds) for name, make in systems.items()}
        for title, rates in (("text not seen before", unseen), ("the same text again", again)):
            print(f"\nspeed on {path.name} ({len(text.encode()) / 1e6:.2f} MB), {title}")
            for name, rate in rates.items():
                ratio = f"  {rate / rates['pysbd']:6.1f} x pysbd" if "pysbd" in rates else ""
                print(f"  {name:12} {rate / 1e6:8.2f} MB/s{ratio}")


if __name__ == "__main__":
    main()
