"""A sound device that may be lost: it is told, tried again for a while, and heard again with the sentence it was in."""

from __future__ import annotations

import time
from collections.abc import Callable

from tts.errors import TTSError, UnavailableError
from tts.player import Player
from tts.player.devices import HINT

#: How long a lost sound device is waited for, and how often it is tried, in seconds.
RECONNECT_SECONDS = 60.0
RETRY_SECONDS = 1.0
#: A listener that has not looked around this long, in seconds, was stopped (Control-Z, a debugger), and the device with it.
STOPPED_SECONDS = 1.0


class DeviceWatch:
    """Who minds the sound device.

    Args:
        player: Whose device.
        tell: Is told in words what happens to it.
        on_lost: Called when it is lost.
        on_back: Called when it is open again. A device that is held up by another program can be opened, too, and takes
            nothing: it is told to be back when it takes sound.
    """

    def __init__(
        self,
        player: Player,
        tell: Callable[[str], None],
        on_lost: Callable[[], None],
        on_back: Callable[[], None],
    ) -> None:
        self._player = player
        self._tell = tell
        self._on_lost = on_lost
        self._on_back = on_back
        self._lost_at: float | None = None
        self._open = True
        self._tried_at = 0.0
        self._looked_at = time.monotonic()

    @property
    def lost(self) -> bool:
        """Whether it was lost and is not back yet."""
        return self._lost_at is not None

    def look(self) -> None:
        """See whether the device is there.

        Raises:
            TTSError: It stayed lost.
        """
        now = time.monotonic()
        stopped, self._looked_at = now - self._looked_at > STOPPED_SECONDS, now
        if self._lost_at is None:
            if stopped:
                self._player.excuse()
            if not self._player.lost:
                return
            self._lost_at, self._tried_at, self._open = now, 0.0, False
            self._on_lost()
            self._tell("the sound device has stopped taking sound; the place is kept, and the device is tried again")
        elif self._player.running and self._open:
            self._lost_at = None
            self._tell("the sound device is back")
            return
        elif self._open and not self._player.lost:  # some take a while
            return
        if now - self._tried_at >= RETRY_SECONDS:
            self._tried_at = now
            self._try(now - self._lost_at)

    def _try(self, lost_seconds: float) -> None:
        if self._open and lost_seconds > RECONNECT_SECONDS:
            raise UnavailableError("the sound device takes no sound", hint=HINT)
        try:
            self._player.reopen()
        except TTSError:
            self._open = False
            if lost_seconds > RECONNECT_SECONDS:
                raise
            return
        self._open = True
        self._on_back()
