"""`article-tts speak`: an article is heard while it is made, and its listener moves about in it."""

from __future__ import annotations

import os
import re
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from tts.cli.failures import Failures
from tts.cli.options import delivery_options, encoding_option, lang_option

if TYPE_CHECKING:
    from tts.cli.follow import Follower
    from tts.cli.mpris import Remote
    from tts.errors import TTSError
    from tts.listening.clips import Clip, Place
    from tts.listening.library import Library
    from tts.listening.listener import Listener
    from tts.listening.reading import Reading
    from tts.model import Delivery, Segment
    from tts.narration import Passage

#: How often the program looks around while nobody presses a key, in seconds.
TICK_SECONDS = 0.02
#: The same before the first sound, which is not to wait.
FIRST_TICK_SECONDS = 0.002
#: How long one thread may work while the others wait, in seconds: those of the device and the keys wait for no sentence to be
#: put into words (5 ms if Python is not told).
TURN_SECONDS = 0.001
#: How long an article may take to be read, in seconds, before the device is opened and the keys work all the same.
FIRST_SENTENCE_SECONDS = 0.25


class Minutes(click.ParamType[float]):
    """A length of time: `20m`, `90s`, `1h`, `1h30m`; in seconds."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the seconds, or fail with what is accepted."""
        match = re.fullmatch(r"(?:([0-9]{1,3})h)?(?:([0-9]{1,4})m)?(?:([0-9]{1,6})s)?", str(value).strip().lower())
        if not match or not any(match.groups()):
            self.fail(f"{value!r} is no time. Examples: 20m, 1h30m, 90s", param, ctx)
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return float(3600 * hours + 60 * minutes + seconds)


@click.command("speak")
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@delivery_options
@lang_option
@encoding_option
@click.option(
    "--device",
    metavar="NAME",
    default="",
    help="Sound device, by name or part of it; `article-tts devices` lists them.  [default: the system's]",
)
@click.option(
    "--resume/--from-start",
    default=True,
    show_default=True,
    help="Go on where an article was left, at the beginning of the sentence; or begin it anew.",
)
@click.option(
    "--from",
    "start",
    metavar="SEGMENT",
    default="",
    help="Begin the first article at this segment (b003s02); `article-tts segments` lists them.",
)
@click.option("--keep/--no-keep", default=True, show_default=True, help="Remember where each article was left.")
@click.option("--sleep", type=Minutes(), help="Stop after this time (20m, 1h30m), fading out at the end of a sentence.")
@click.option("--show-text", is_flag=True, help="Print each segment as it begins to be heard, one plain line each.")
@click.option(
    "--follow",
    is_flag=True,
    help="Show the paragraph, the sentence underlined and the word in brackets; as --show-text where that cannot be.",
)
@click.option(
    "--width", type=click.IntRange(20, 200), help="Columns --follow shows.  [default: the terminal's, up to 72]"
)
@click.option("--spacing", type=click.IntRange(1, 3), default=1, show_default=True, help="Line spacing of --follow.")
@click.option(
    "--notices",
    type=click.Choice(["spoken", "printed", "both", "none"]),
    default="spoken",
    show_default=True,
    help="How what you ask for with a key is told.",
)
@click.option(
    "--key",
    "changes",
    metavar="KEY=COMMAND",
    multiple=True,
    help="Give a key another meaning (j=next-sentence), or none (q=); may be repeated.",
)
def speak_command(
    articles: tuple[str, ...],
    engine: str,
    delivery: Delivery,
    lang: str | None,
    encoding: str | None,
    device: str,
    resume: bool,
    start: str,
    keep: bool,
    sleep: float | None,
    show_text: bool,
    follow: bool,
    width: int | None,
    spacing: int,
    notices: str,
    changes: tuple[str, ...],
) -> int:
    """Read each ARTICLE aloud on the sound device, from the first sentence on while the rest is being made.

    An ARTICLE that is a folder stands for the articles in it.

    \b
    Keys: space pauses and goes on; left and right, up and down move by sentence
    and paragraph; plus and minus change the rate; question mark tells them all;
    q quits. Control-C stops the sound at once.
    """
    from tts import engines
    from tts.listening.commands import keys_with

    keys = keys_with(changes)
    sys.setswitchinterval(TURN_SECONDS)
    with closing(engines.load(engine)) as speaker:  # its process starts while the rest is imported
        from tts.cli import articles as files
        from tts.listening.clips import Plan
        from tts.listening.library import Library
        from tts.listening.positions import Positions
        from tts.listening.stream import Stream

        queue = files.listed(articles)

        def read(item: int) -> Reading:
            from tts.listening.reading import Reading

            return Reading(files.read(queue[item], lang, encoding))

        sources = [path if path == "-" else os.path.abspath(path) for path in queue]
        library = Library(read, sources, Positions() if keep else None, resume, start)
        if "-" in queue and sys.stdin and sys.stdin.isatty():
            library.load(queue.index("-"))  # typed in before the keyboard is for keys
        with closing(Stream(speaker, library.load, len(queue), library.prepare)) as stream:
            stream.start(Plan(0, delivery))
            stream.wait_until_asked(FIRST_SENTENCE_SECONDS)  # it is made while the device is opened
            from tts.player import Player

            with closing(Player(device)) as player:
                stream.attach(player)
                from tts.listening.listener import Listener  # while the first sound is on its way

                audience = _Audience(show_text, notices)
                if follow:
                    audience.follow(width, spacing)
                listener = Listener(stream, player, library, delivery, audience, keys, sleep)
                _listen(listener, player, library, article_on_stdin="-" in queue)
    return audience.exit_status


def _listen(listener: Listener, player: Any, library: Library, *, article_on_stdin: bool) -> None:
    """Hear it out, or until the listener quits; the place is kept however it ends."""
    from tts.cli.keys import keys

    remote: Remote | None = None

    playing = False

    def stop() -> None:
        nonlocal playing
        playing = not player.paused
        listener.pause()

    def go_on() -> None:
        if playing:
            listener.resume()

    try:
        with keys(stop, go_on, article_on_stdin=article_on_stdin) as terminal:
            while listener.tick():
                for key in terminal.wait(TICK_SECONDS if listener.began else FIRST_TICK_SECONDS):
                    listener.press(key)
                if remote is not None:
                    _remote_control(remote, listener, player, library)
                elif listener.began:  # not before the first sound: it has to come soon
                    from tts.cli.mpris import Remote

                    remote = Remote()
                    remote.start()
    finally:
        player.pause()
        listener.keep()


def _remote_control(remote: Remote, listener: Listener, player: Any, library: Library) -> None:
    """Do what the desktop asks for, and show it what is playing."""
    from tts.cli.mpris import Playing

    for command in remote.asked():
        listener.do(command)
    place = listener.place
    if place.segment:
        reading = library.load(place.item)
        title = reading.title or reading.article.source
        prosody = listener.delivery.prosody
        remote.show(Playing(place.item, title, reading.article.byline, player.paused, prosody.rate, prosody.volume))


class _Audience:
    """A terminal that stays quiet unless asked."""

    def __init__(self, show_text: bool, notices: str) -> None:
        self._show_text = show_text
        self._spoken = notices in {"spoken", "both"}
        self._printed = notices in {"printed", "both"}
        self._failures = Failures()
        self._errors = 0
        self._follower: Follower | None = None
        self._segment: Segment | None = None

    @property
    def exit_status(self) -> int:
        """1 where something of an article could not be heard."""
        return 1 if self._errors else self._failures.exit_status

    def follow(self, width: int | None, spacing: int) -> None:
        """Show the paragraph that is heard; plain lines where the terminal cannot."""
        from tts.cli.follow import Follower, can_follow

        if can_follow():
            self._follower = Follower(width or 0, spacing)
        else:
            self._show_text = True

    def began(self, clip: Clip) -> None:
        self._segment = clip.segment
        if self._follower:
            self._follower.show(clip.segment, None)
        elif self._show_text:
            text = " ".join(clip.segment.text.split())
            click.echo("".join(character for character in text if character.isprintable()))

    def word(self, place: Place) -> None:
        if self._follower and self._segment and self._segment.id == place.segment:
            self._follower.show(self._segment, place.word)

    def notice(self, text: str) -> bool:
        if self._printed:
            self._print(text)
        return self._spoken

    def help(self, lines: list[str]) -> bool:
        self._print("\n".join(lines))
        return self._spoken

    def message(self, text: str) -> None:
        self._print(f"Note: {text}")

    def failed(self, passage: Passage) -> None:
        self._failures.report(passage)

    def error(self, error: TTSError) -> None:
        self._errors += 1
        self._print(f"Error: {error}")

    def _print(self, text: str) -> None:
        if self._follower:
            self._follower.interrupted()
            if sys.stderr and sys.stderr.isatty():
                text = self._follower.wrapped(text)
        click.echo(text, err=True)
