"""Options that mean the same in every command."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable
from typing import Any, Literal, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

# The defaults here are those of the library (`tts.engines.DEFAULT`, `tts.model.Pauses`), which take too long to import for
# --help; a test keeps them equal.
DEFAULT_ENGINE = "pyttsx3"

#: Name of the user's own lexicon, in the folder of the configuration.
USER_LEXICON = "lexicon.pls"

# RFC 5646, section 2.1, without its grandfathered tags: language, script, region, variants, extensions, private use.
_LANGUAGE_TAG = (
    r"(?i)[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(-[0-9a-wyz](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?"
)


class LanguageTag(click.ParamType[str]):
    """A BCP 47 tag; underscores, as locales write them, are taken for hyphens."""

    name = "tag"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the tag, or fail with what one looks like."""
        tag = str(value).replace("_", "-")
        if not re.fullmatch(_LANGUAGE_TAG, tag):
            self.fail(f"{value!r} is no BCP 47 language tag. Examples: en, en-GB, kk, zh-Hans", param, ctx)
        return tag


class OutputPath(click.ParamType[str]):
    """A path to write to; an empty one, which would be taken for the current folder, is none."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the path as it was given, or fail."""
        if not value:
            self.fail("there is no file name. Give one, such as story.mp3", param, ctx)
        return str(value)


class Encoding(click.ParamType[str]):
    """The name of an encoding: any of those that Python has for it."""

    name = "encoding"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return Python's name, or fail with some that are accepted."""
        from tts.readers.encoding import known

        encoding = known(str(value))
        if not encoding:
            self.fail(
                f"{value!r} is no encoding. Examples: utf-8, windows-1251, koi8-r, kz1048, shift_jis, gb18030",
                param,
                ctx,
            )
        return encoding


class Rate(click.ParamType[float]):
    """A factor of the normal speed (`1.25`, `125%`) or words a minute (`220wpm`, or a bare number from 60 up)."""

    name = "rate"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the factor, or fail with what is accepted."""
        match = re.fullmatch(r"([0-9]*\.?[0-9]+) *(x|%|wpm|)", str(value).strip().lower())
        if not match:
            self.fail(f"{value!r} is no rate. Examples: 1.25, 125%, 220wpm", param, ctx)
        number, unit = float(match[1]), match[2]
        if unit == "%":
            number /= 100
        elif unit == "wpm" or (not unit and number >= 60):
            from tts.speech import NORMAL_WORDS_PER_MINUTE

            number /= NORMAL_WORDS_PER_MINUTE
        return number


class Loudness(click.ParamType[float | None]):
    """The name of a loudness, a number of LUFS, or `off` (none)."""

    name = "loudness"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float | None:
        """Return LUFS, or fail with what is accepted."""
        from tts.loudness import RANGE, TARGETS

        text = str(value).strip().lower()
        if text == "off":
            return None
        if text in TARGETS:
            return TARGETS[text]
        match = re.fullmatch(r"([-\u2212]?[0-9]{1,3}(?:\.[0-9]{1,3})?) *(?:lufs)?", text)
        number = float(match[1].replace("\u2212", "-")) if match else 0.0
        if not RANGE[0] <= number <= RANGE[1]:
            self.fail(
                f"{value!r} is no loudness. Accepted: {', '.join(TARGETS)}, off, or LUFS from {RANGE[0]:.0f} to "
                f"{RANGE[1]:.0f}",
                param,
                ctx,
            )
        return number


def json_option(command: Command) -> Command:
    """`--json`: the list as JSON."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def lang_option(command: Command) -> Command:
    """`--lang`: what language the article is in."""
    return click.option(
        "--lang",
        type=LanguageTag(),
        help="Language of the article, as a BCP 47 tag (en, en-GB, kk).  [default: as declared or detected]",
    )(command)


def encoding_option(command: Command) -> Command:
    """`--encoding`: how the bytes of the article are letters."""
    return click.option(
        "--encoding",
        metavar="NAME",
        type=Encoding(),
        help="Encoding of the article's bytes (utf-8, windows-1251, kz1048).  [default: as declared or detected]",
    )(command)


def engine_option(command: Command) -> Command:
    """`--engine`: what speaks."""
    return click.option(
        "--engine",
        metavar="NAME",
        default=DEFAULT_ENGINE,
        show_default=True,
        help="What speaks; `article-tts engines` lists what can.",
    )(command)


def lexicon_option(command: Command) -> Command:
    """`--lexicon`: the command gets `lexicons`, the paths of the user's own lexicon, if there is one, and those asked for."""

    @functools.wraps(command)
    def with_lexicons(*args: Any, lexicon: tuple[str, ...], **options: Any) -> Any:
        own = os.path.join(click.get_app_dir("article-tts"), USER_LEXICON)
        return command(*args, lexicons=((own,) if os.path.isfile(own) else ()) + lexicon, **options)

    return click.option(
        "--lexicon",
        metavar="FILE",
        multiple=True,
        help="Pronunciations, as a W3C PLS file; repeat it for more: the later one counts. "
        f"{USER_LEXICON} in the user's configuration folder is always used, if it is there.",
    )(with_lexicons)  # type: ignore[return-value]


def delivery_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--engine --voice --rate --pitch --volume`, pauses and more: the command gets `engine` and a `delivery`."""

    @functools.wraps(command)
    def with_delivery(
        *args: Any,
        voice: str,
        rate: float,
        pitch: float,
        volume: float,
        clause_pause: int,
        sentence_pause: int,
        paragraph_pause: int,
        heading_pause: int,
        announce: Literal["none", "some", "all"],
        lexicons: tuple[str, ...],
        **options: Any,
    ) -> Any:
        from tts.model import Delivery, Pauses, Prosody

        pauses = Pauses(clause_pause, sentence_pause, paragraph_pause, heading_pause)
        delivery = Delivery(voice, Prosody(rate, pitch, volume), pauses, announce, lexicons)
        return command(*args, delivery=delivery, **options)

    options: list[Callable[[Callable[..., Any]], Callable[..., Any]]] = [
        engine_option,
        click.option(
            "--voice",
            metavar="ID",
            default="",
            help="Who speaks: an id or a name of `article-tts voices`, or a language such as en-GB.",
        ),
        click.option(
            "--rate",
            type=Rate(),
            default="1.0",
            show_default=True,
            help="Speed: a factor (1.25, 125%) or words a minute (220wpm; without a unit, 60 and more are words a minute).",
        ),
        click.option(
            "--pitch",
            type=float,
            default=1.0,
            show_default=True,
            help="Pitch, as a factor of the voice's own.",
        ),
        click.option(
            "--volume",
            type=float,
            default=1.0,
            show_default=True,
            help="Volume, from 0 (silent) to 1 (the voice's own).",
        ),
        _pause_option(
            "clause", 120, "between the parts of a sentence that is said in several, and beside what is announced"
        ),
        _pause_option("sentence", 400, "between sentences"),
        _pause_option("paragraph", 750, "between paragraphs"),
        _pause_option("heading", 1000, "after the title, and before and after a heading"),
        click.option(
            "--announce",
            type=click.Choice(["none", "some", "all"]),
            default="some",
            show_default=True,
            help="How much of the structure is told in words: some is long quotations, pictures, captions, notes and the "
            "headers of a table's cells; all is also headings, lists and every quotation.",
        ),
        lexicon_option,
    ]
    for option in reversed(options):
        with_delivery = option(with_delivery)
    return with_delivery


def audio_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--bit-rate --channels --sample-rate --cover`: the command gets `options` for the writers."""

    @functools.wraps(command)
    def with_options(
        *args: Any, bit_rate: int | None, channels: str, sample_rate: int | None, cover: str, **others: Any
    ) -> Any:
        from tts.outputs.options import Options

        options = Options(1000 * (bit_rate or 0), 2 if channels == "2" else 1, sample_rate or 0, cover)
        return command(*args, options=options, **others)

    options: list[Callable[[Callable[..., Any]], Callable[..., Any]]] = [
        click.option(
            "--bit-rate",
            metavar="KBIT",
            type=click.IntRange(1, 10_000),
            help="Thousands of bits a second of encoded sound.  [default: what suits speech in the format]",
        ),
        click.option(
            "--channels",
            type=click.Choice(["1", "2"]),
            default="1",
            show_default=True,
            help="Channels; two carry the same sound.",
        ),
        click.option(
            "--sample-rate",
            metavar="HZ",
            type=click.IntRange(1, 1_000_000),
            help="Sample rate of the sound.  [default: the voice's, or the next one above that the format has]",
        ),
        click.option(
            "--cover",
            metavar="FILE",
            default="",
            help="Picture for audio files (JPEG or PNG), or none.  [default: the article's, or a plain one]",
        ),
    ]
    for option in reversed(options):
        with_options = option(with_options)
    return with_options


def _pause_option(name: str, default: int, what: str) -> Callable[[Command], Command]:
    return click.option(
        f"--{name}-pause",
        metavar="MS",
        type=click.IntRange(0, 60_000),
        default=default,
        show_default=True,
        help=f"Silence {what}, in milliseconds.",
    )
