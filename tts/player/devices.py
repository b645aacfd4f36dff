"""Sound devices: which there are, and opening one.

Importing this module costs little; the native library is loaded when a device is asked for.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from tts.errors import UnavailableError

#: The device that plays into nothing at the pace of a real one.
NULL_DEVICE = "null"
#: Sound the device takes in one go, in milliseconds: what is heard after a stop or a pause.
PERIOD_MS = 40
#: What to do where nothing can be heard.
HINT = "Use `article-tts render` to make an audio file instead"


class Device(NamedTuple):
    """Something sound can be played on.

    Attributes:
        name: What `--device` takes.
        rates: Sample rates it says it takes as they are, in hertz; empty where it takes any or does not say.
        detail: What else there is to say.
    """

    name: str
    rates: tuple[int, ...] = ()
    detail: str = ""


def devices() -> tuple[Device, ...]:
    """Every device sound can be played on; the one that plays into nothing comes last."""
    found = [
        Device(device["name"], tuple(sorted({form["samplerate"] for form in device["formats"] if form["samplerate"]})))
        for device in _real_devices()
    ]
    return (*found, Device(NULL_DEVICE, (), "plays into nothing, at the pace of a real device"))


def open_device(sample_rate: int, name: str) -> Any:
    """Open a playback device for mono, 16-bit sound; it is not started.

    Args:
        sample_rate: In hertz.
        name: Name of a device or part of it, `null`, or empty for the default one.

    Raises:
        UnavailableError: No such device, or it cannot be opened.
    """
    miniaudio = _miniaudio()
    backends = [miniaudio.Backend.NULL] if name == NULL_DEVICE else _real_backends()
    try:
        with _native_messages_hidden():
            return miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=sample_rate,
                buffersize_msec=PERIOD_MS,
                device_id=_device_id(name) if name and name != NULL_DEVICE else None,
                backends=backends,
                app_name="article-tts",
            )
    except miniaudio.MiniaudioError as error:
        which = f"sound device {name!r} cannot be opened; it may be in use by another program" if name else ""
        raise UnavailableError(which or "no sound device can be opened", hint=HINT) from error


def start_device(device: Any, feed: Generator[bytes, int, None]) -> None:
    """Let an open device ask for sound: it sends the number of frames it wants.

    Raises:
        UnavailableError: It does not start.
    """
    try:
        device.start(feed)
    except _miniaudio().MiniaudioError as error:
        raise UnavailableError("the sound device does not start", hint=HINT) from error


def _miniaudio() -> Any:
    """The native library; what it imports for internet radio, four fifths of its time, waits until it is used."""
    for name in ("urllib.request", "html"):
        if name not in sys.modules:
            _put_off(name)
    import miniaudio

    return miniaudio


def _put_off(name: str) -> None:
    """Let a module be imported when something of it is used."""
    from importlib import import_module
    from types import ModuleType

    def load(attribute: str) -> Any:
        if sys.modules.get(name) is waiting:
            del sys.modules[name]
        return getattr(import_module(name), attribute)

    waiting = ModuleType(name)
    waiting.__dict__["__getattr__"] = load
    sys.modules[name] = waiting
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(import_module(parent), child, waiting)


def _real_backends() -> list[Any]:
    miniaudio = _miniaudio()
    return [backend for backend in miniaudio.Backend if backend is not miniaudio.Backend.NULL]


def _real_devices() -> list[dict[str, Any]]:
    miniaudio = _miniaudio()
    try:
        with _native_messages_hidden():
            return list(miniaudio.Devices(_real_backends()).get_playbacks())
    except miniaudio.MiniaudioError:  # no sound system at all is no device
        return []


def _device_id(name: str) -> Any:
    found = _real_devices()
    wanted = name.casefold()
    matches = [device for device in found if wanted in device["name"].casefold()]
    exact = [device for device in matches if wanted == device["name"].casefold()]
    if matches:
        return (exact or matches)[0]["id"]
    names = [device["name"] for device in found]
    known = f"Known here: {', '.join([*names, NULL_DEVICE])}" if names else HINT
    raise UnavailableError(f"no sound device is called {name!r}", hint=known)


@contextmanager
def _native_messages_hidden() -> Iterator[None]:
    """ALSA and JACK write pages of their own messages to the terminal; a screen reader would read them all."""
    sys.stderr.flush()
    saved = os.dup(2)
    try:
        with open(os.devnull, "wb") as sink:
            os.dup2(sink.fileno(), 2)
            yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
