"""Media keys and the desktop's now-playing control: MPRIS 2.2 over D-Bus, where `jeepney` is installed and a session bus runs.

A track is an article; Next and Previous are the paragraphs of it, Seek forth and back its sentences. Stop is a pause: the
place of a listener is not given up. What is asked for waits
until the program looks: nothing here touches sound or engine.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from dataclasses import dataclass
from typing import Any

from tts.listening.commands import Command
from tts.listening.listener import RATE_STEP, VOLUME_STEP

_NAME = "org.mpris.MediaPlayer2.article_tts"
_PATH = "/org/mpris/MediaPlayer2"
_ROOT = "org.mpris.MediaPlayer2"
_PLAYER = "org.mpris.MediaPlayer2.Player"
_PROPERTIES = "org.freedesktop.DBus.Properties"

#: What is set from outside is reached in the steps of the keys.
_STEPS = {
    "Volume": (VOLUME_STEP, Command.LOUDER, Command.SOFTER),
    "Rate": (RATE_STEP, Command.FASTER, Command.SLOWER),
}


@dataclass(frozen=True, slots=True)
class Playing:
    """What the desktop is shown.

    Attributes:
        item: Number of the article in the queue.
        title: Its title.
        artist: Who wrote it.
        paused: Whether it is paused.
        rate: Of speech, as a factor of normal speed.
        volume: From 0 to 1.
    """

    item: int = 0
    title: str = ""
    artist: str = ""
    paused: bool = False
    rate: float = 1.0
    volume: float = 1.0


class Remote:
    """A player on the session bus, in a thread of its own."""

    def __init__(self) -> None:
        self._asked: deque[Command] = deque()
        self._playing = Playing()
        self._connection: Any = None
        self._sending = threading.Lock()
        self._telling = threading.Lock()
        self._told = self._player()

    def start(self) -> None:
        """Connect in the background; where there is no bus, or no `jeepney`, nothing happens."""
        if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            threading.Thread(target=self._serve, name="mpris", daemon=True).start()

    def asked(self) -> list[Command]:
        """What was asked for since this was called before."""
        return [self._asked.popleft() for _ in range(len(self._asked))]

    def show(self, playing: Playing) -> None:
        """Tell the desktop what is playing, if that has changed."""
        if playing == self._playing:
            return
        self._playing = playing
        self._tell()

    def _tell(self) -> None:
        """Signal what has changed since it was told before: both threads do, for what was shown may be older than the bus."""
        if self._connection is None:
            return
        from jeepney import DBusAddress, new_signal

        with self._telling:
            now = self._player()
            changed = {name: value for name, value in now.items() if value != self._told[name]}
            self._told = now
        if changed:
            address = DBusAddress(_PATH, interface=_PROPERTIES)
            self._send(new_signal(address, "PropertiesChanged", "sa{sv}as", (_PLAYER, changed, [])))

    def _serve(self) -> None:
        try:
            from jeepney import message_bus
            from jeepney.io.blocking import open_dbus_connection

            connection = open_dbus_connection(bus="SESSION")
            connection.send_and_get_reply(message_bus.RequestName(f"{_NAME}.instance{os.getpid()}"))
            self._connection = connection
            self._tell()
            while True:
                self._answer(connection.receive())
        except (ImportError, OSError, EOFError, KeyError, ValueError):
            self._connection = None  # an extra: listening goes on without it

    def _answer(self, message: Any) -> None:
        from jeepney import HeaderFields, MessageType, new_error, new_method_return

        if message.header.message_type is not MessageType.method_call:
            return
        fields = message.header.fields
        interface, member = fields.get(HeaderFields.interface, ""), fields.get(HeaderFields.member, "")
        if member == "Introspect":
            reply = new_method_return(message, "s", (self._introspection(),))
        elif interface == _PROPERTIES and member in {"Get", "GetAll"}:
            reply = self._properties(message, member)
        elif (interface, member) == (_PROPERTIES, "Set"):
            reply = self._set(message)
        elif command := self._command(interface, member, message.body):
            self._asked.append(command)
            reply = new_method_return(message)
        elif member in {"Ping", "Raise", "Play", "Pause", "Stop"}:  # it is so already
            reply = new_method_return(message)
        else:
            reply = new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
        self._send(reply)

    def _command(self, interface: str, member: str, body: tuple[Any, ...]) -> Command | None:
        if (interface, member) == (_ROOT, "Quit"):
            return Command.QUIT
        if interface not in {_PLAYER, ""}:
            return None
        if member == "Seek":
            forth = not (body and isinstance(body[0], int) and body[0] < 0)
            return Command.NEXT_SENTENCE if forth else Command.PREVIOUS_SENTENCE
        paused = self._playing.paused
        if member == "PlayPause" or (member == "Play" and paused) or (member in {"Pause", "Stop"} and not paused):
            return Command.PAUSE
        return {"Next": Command.NEXT_PARAGRAPH, "Previous": Command.PREVIOUS_PARAGRAPH}.get(member)

    def _properties(self, message: Any, member: str) -> Any:
        from jeepney import new_error, new_method_return

        asked = message.body
        if not all(isinstance(each, str) for each in asked) or len(asked) != {"Get": 2, "GetAll": 1}[member]:
            return new_error(message, "org.freedesktop.DBus.Error.InvalidArgs")
        known = {_ROOT: self._root, _PLAYER: self._player}.get(asked[0])
        if known is None:
            return new_error(message, "org.freedesktop.DBus.Error.UnknownInterface")
        values = known()
        if member == "GetAll":
            return new_method_return(message, "a{sv}", (values,))
        if asked[1] not in values:
            return new_error(message, "org.freedesktop.DBus.Error.UnknownProperty")
        return new_method_return(message, "v", (values[asked[1]],))

    def _set(self, message: Any) -> Any:
        from jeepney import new_error, new_method_return

        match message.body:
            case (str(), "Volume" | "Rate" as name, (str(), float() | int() as value)):
                step, more, less = _STEPS[name]
                count = round((float(value) - self._player()[name][1]) / step) if 0.0 <= value <= 10.0 else 0
                self._asked.extend([more if count > 0 else less] * abs(count))
                return new_method_return(message)
            case (str(), str(), _):
                return new_error(message, "org.freedesktop.DBus.Error.PropertyReadOnly")
        return new_error(message, "org.freedesktop.DBus.Error.InvalidArgs")

    def _introspection(self) -> str:
        """What there is, in the form of the D-Bus specification."""
        properties = {
            interface: "".join(
                f'<property name="{name}" type="{signature}" access="{"readwrite" if name in _STEPS else "read"}"/>'
                for name, (signature, _) in values.items()
            )
            for interface, values in ((_ROOT, self._root()), (_PLAYER, self._player()))
        }
        return f"""<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
"http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
<node><interface name="{_ROOT}"><method name="Raise"/><method name="Quit"/>{properties[_ROOT]}</interface>
<interface name="{_PLAYER}"><method name="Play"/><method name="Pause"/><method name="PlayPause"/><method name="Stop"/>
<method name="Next"/><method name="Previous"/><method name="Seek"><arg name="Offset" type="x" direction="in"/></method>
{properties[_PLAYER]}</interface>
<interface name="{_PROPERTIES}"><method name="Get"><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="v" direction="out"/></method><method name="GetAll"><arg type="s" direction="in"/>
<arg type="a{{sv}}" direction="out"/></method><method name="Set"><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="v" direction="in"/></method><signal name="PropertiesChanged"><arg type="s"/><arg type="a{{sv}}"/><arg type="as"/>
</signal></interface></node>"""

    def _root(self) -> dict[str, tuple[str, Any]]:
        no_list: list[str] = []
        return {
            "Identity": ("s", "article-tts"),
            "CanQuit": ("b", True),
            "CanRaise": ("b", False),
            "HasTrackList": ("b", False),
            "SupportedUriSchemes": ("as", no_list),
            "SupportedMimeTypes": ("as", no_list),
        }

    def _player(self) -> dict[str, tuple[str, Any]]:
        playing = self._playing
        metadata = {
            "mpris:trackid": ("o", f"/org/article_tts/item/{playing.item}"),
            "xesam:title": ("s", playing.title),
            "xesam:artist": ("as", [playing.artist] if playing.artist else []),
        }
        can = ("CanControl", "CanPlay", "CanPause", "CanGoNext", "CanGoPrevious")
        return {
            **dict.fromkeys(can, ("b", True)),
            "CanSeek": ("b", True),
            "PlaybackStatus": ("s", "Paused" if playing.paused else "Playing"),
            "Metadata": ("a{sv}", metadata),
            "Rate": ("d", playing.rate),
            "MinimumRate": ("d", 0.1),
            "MaximumRate": ("d", 10.0),
            "Volume": ("d", playing.volume),
            "Position": ("x", 0),
        }

    def _send(self, message: Any) -> None:
        try:
            with self._sending:
                if self._connection is not None:
                    self._connection.send(message)
        except OSError:
            self._connection = None
