"""Media keys and now-playing control: `speak` on a private session bus."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

jeepney = pytest.importorskip("jeepney")


@pytest.fixture
def bus(needs: Callable, environment: dict[str, str]) -> Iterator[Any]:
    """A connection to a session bus of our own, which the command finds, too."""
    from jeepney.io.blocking import open_dbus_connection

    needs("dbus-daemon")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, text=True
    )
    address = daemon.stdout.readline().strip()
    environment["DBUS_SESSION_BUS_ADDRESS"] = address
    connection = open_dbus_connection(bus=address)
    yield connection
    connection.close()
    daemon.terminate()
    daemon.communicate()


class Desktop:
    """What a desktop's panel does with a player."""

    def __init__(self, bus: Any, pid: int) -> None:
        self._bus = bus
        self._name = f"org.mpris.MediaPlayer2.article_tts.instance{pid}"

    def ask(self, interface: str, member: str, signature: str | None = None, body: tuple = ()) -> Any:
        address = jeepney.DBusAddress("/org/mpris/MediaPlayer2", self._name, interface)
        return self._bus.send_and_get_reply(jeepney.new_method_call(address, member, signature, body), timeout=10)

    def press(self, member: str) -> None:
        assert self.ask("org.mpris.MediaPlayer2.Player", member).header.message_type.name == "method_return"

    def get(self, name: str) -> Any:
        reply = self.ask("org.freedesktop.DBus.Properties", "Get", "ss", ("org.mpris.MediaPlayer2.Player", name))
        return reply.body[0][1] if reply.header.message_type.name == "method_return" else None

    def until(self, name: str, value: object) -> None:
        ends = time.monotonic() + 20
        while self.get(name) != value:
            assert time.monotonic() < ends, (name, self.get(name))
            time.sleep(0.05)


def test_the_desktop_pauses_and_moves(start: Callable, bus: Any, tmp_path: Path) -> None:
    """The panel sees title and state; its keys pause, go on, move by paragraph and quit."""
    (tmp_path / "story.md").write_text("# The title\n\nOne is here. Two is here.\n\nThree is here.\n\nFour is here.\n")
    process = start("speak", "story.md", "--device", "null", "--show-text")
    assert process.stdout.readline() == "The title\n"
    desktop = Desktop(bus, process.pid)
    desktop.until("PlaybackStatus", "Playing")
    ends = time.monotonic() + 10
    while desktop.get("Metadata").get("xesam:title") != ("s", "The title"):
        assert time.monotonic() < ends
        time.sleep(0.05)
    desktop.press("PlayPause")
    desktop.until("PlaybackStatus", "Paused")
    desktop.press("Pause")
    desktop.until("PlaybackStatus", "Paused")
    desktop.press("Play")
    desktop.until("PlaybackStatus", "Playing")
    desktop.press("Next")
    while (line := process.stdout.readline()) != "Three is here.\n":
        assert line
        if line == "One is here.\n":
            desktop.press("Next")
    assert desktop.ask("org.mpris.MediaPlayer2.Player", "OpenUri", "s", ("x",)).header.message_type.name == "error"
    properties = "org.freedesktop.DBus.Properties"
    for signature, body in (("s", ("org.mpris.MediaPlayer2.Player",)), ("as", (["x"],)), (None, ())):
        assert desktop.ask(properties, "Get", signature, body).header.message_type.name == "error"
    assert "interface" in desktop.ask("org.freedesktop.DBus.Introspectable", "Introspect").body[0]
    assert desktop.ask("org.mpris.MediaPlayer2", "Quit").header.message_type.name == "method_return"
    assert process.wait(10) == 0
    assert process.stderr.read() == ""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.md"
    path.write_text("# The title\n\nOne is here. Two is here.\n\nThree is here.\n\nFour is here.\n")
    return path


def test_each_change_is_signalled(start: Callable, bus: Any, story: Path) -> None:
    """A panel need not ask: what changes, and no more than that, is told in a signal."""
    from jeepney import HeaderFields, MatchRule, message_bus

    rule = MatchRule(type="signal", interface="org.freedesktop.DBus.Properties", path="/org/mpris/MediaPlayer2")
    bus.send_and_get_reply(message_bus.AddMatch(rule))
    with bus.filter(rule) as signals:
        process = start("speak", story, "--device", "null", "--show-text")

        def told() -> dict[str, Any]:
            message = bus.recv_until_filtered(signals, timeout=20)
            assert message.header.fields[HeaderFields.member] == "PropertiesChanged"
            interface, changed, invalidated = message.body
            assert (interface, invalidated) == ("org.mpris.MediaPlayer2.Player", [])
            return {name: value for name, (_, value) in changed.items()}

        assert told()["Metadata"]["xesam:title"] == ("s", "The title")
        desktop = Desktop(bus, process.pid)
        for member, status in (
            ("Pause", "Paused"),
            ("Play", "Playing"),
            ("PlayPause", "Paused"),
            ("PlayPause", "Playing"),
            ("Stop", "Paused"),
        ):
            desktop.press(member)
            assert told() == {"PlaybackStatus": status}
        for name, value in (("Volume", 0.8), ("Rate", 1.2)):
            body = ("org.mpris.MediaPlayer2.Player", name, ("d", value))
            answer = desktop.ask("org.freedesktop.DBus.Properties", "Set", "ssv", body)
            assert answer.header.message_type.name == "method_return"
            changes = told()
            while changes[name] != value:
                changes = told()
            assert set(changes) == {name}
        body = ("org.mpris.MediaPlayer2.Player", "Position", ("x", 1))
        assert desktop.ask("org.freedesktop.DBus.Properties", "Set", "ssv", body).header.message_type.name == "error"
        desktop.press("Next")
        assert told() == {"PlaybackStatus": "Playing"}


def test_playerctl_drives_it(
    start: Callable, bus: Any, needs: Callable, environment: dict[str, str], story: Path
) -> None:
    """A program of others sees it and drives it: `playerctl`, as desktops' key bindings call it."""
    needs("playerctl")
    process = start("speak", story, "--device", "null", "--show-text")
    assert process.stdout.readline() == "The title\n"
    Desktop(bus, process.pid).until("PlaybackStatus", "Playing")

    def playerctl(*arguments: str) -> str:
        done = subprocess.run(["playerctl", *arguments], env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), arguments
        return done.stdout.strip()

    def until(value: str, *arguments: str) -> None:
        ends = time.monotonic() + 20
        while (found := playerctl(*arguments)) != value:
            assert time.monotonic() < ends, (arguments, found)

    assert playerctl("-l") == f"article_tts.instance{process.pid}"
    playerctl("pause")
    until("Paused", "status")
    until("The title", "metadata", "title")
    playerctl("play")
    until("Playing", "status")
    playerctl("play-pause")
    until("Paused", "status")
    playerctl("next")
    assert process.stdout.readline() == "One is here.\n"
    playerctl("position", "5+")
    assert process.stdout.readline() == "Two is here.\n"
    playerctl("previous")
    assert process.stdout.readline() == "The title\n"
    playerctl("volume", "0.5")
    until("0.500000", "volume")
    playerctl("stop")
    until("Paused", "status")


def test_without_a_bus_it_is_heard_all_the_same(run: Callable, environment: dict[str, str], tmp_path: Path) -> None:
    """A bus that is not there costs nothing and says nothing."""
    environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"
    (tmp_path / "story.txt").write_text("One is here.")
    done = run("speak", "story.txt", "--device", "null", "--show-text")
    assert (done.returncode, done.stdout, done.stderr) == (0, "One is here.\n", "")
