"""The queue of articles, read when they are needed, and where each was left."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from tts.listening.positions import Position, PositionError, Positions, checksum
from tts.listening.reading import Reading


class Library:
    """The queue of articles, read when they are needed, and where each was left.

    Args:
        read: Reads an article of the queue by its number.
        sources: What each is kept under: an absolute path, or `-`.
        positions: Where positions are kept; nothing to keep none.
        resume: Whether an article goes on where it was left.
        start: Segment the first article starts with, whatever was kept.
    """

    def __init__(
        self,
        read: Callable[[int], Reading],
        sources: list[str],
        positions: Positions | None,
        resume: bool = True,
        start: str = "",
    ) -> None:
        self._read = read
        self.sources = sources
        self._positions = positions
        self._resume = resume
        self._start = start
        self._lock = threading.Lock()  # it is called by the stream, too
        self._readings: dict[int, Reading] = {}
        self._kept: tuple[int, Position] | None = None
        self._preparing = -1

    def load(self, item: int) -> Reading:
        """The article of a number in the queue. Only the last few are kept in memory.

        Raises:
            ArticleError: It cannot be read, or has no segment of the name to start with.
        """
        reading = self._readings.get(item)  # without the lock: another may be reading the next article
        if reading is not None:
            return reading
        with self._lock:
            return self._loaded(item)

    def prepare(self, item: int) -> None:
        """Read an article in the background, as it is soon to be heard. Why it cannot be read is told when it is loaded."""
        if item < len(self.sources) and item not in self._readings and item != self._preparing:
            self._preparing = item
            threading.Thread(target=self._prepare, args=(item,), name="library", daemon=True).start()

    def _prepare(self, item: int) -> None:
        with suppress(Exception):
            self.load(item)

    def _loaded(self, item: int) -> Reading:
        reading = self._readings.get(item)
        if reading is None:
            reading = self._read(item)
            if item == 0 and self._start:
                reading.start = self._start
            elif self._resume:
                position = self._find(item, reading)
                if position and not position.finished and position.sentence:
                    reading.start = reading.segments[position.sentence].id
            again = [number for number in self._readings if self.sources[number] != "-"]  # those that can be read again
            if len(again) > 2:
                del self._readings[again[0]]
            self._readings[item] = reading
        return reading

    def position(self, item: int) -> Position:
        """What is kept of an article, as far as it is known now."""
        if self._kept is None or self._kept[0] != item:
            reading = self.load(item)
            known, title = self._find(item, reading), reading.title
            sentences = tuple(map(checksum, reading.segments))
            self._kept = (item, (known or Position(self.sources[item], title, sentences))._replace(title=title))
        return self._kept[1]

    def keep(self, item: int, position: Position) -> None:
        """Remember a position, on disk if the user wants that.

        Raises:
            PositionError: It cannot be written.
        """
        self._kept = (item, position)
        if self._positions:
            self._positions.keep(position)

    def _find(self, item: int, reading: Reading) -> Position | None:
        """What is kept; nothing where that cannot be read: it is told when it cannot be written, too."""
        try:
            if self._positions is None or self._positions.empty:
                return None
            return self._positions.find(self.sources[item], tuple(map(checksum, reading.segments)))
        except PositionError:
            return None
