"""FFmpeg's filters on streamed samples: C speed for what would be a loop over every sample."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from av import AudioFrame


class Chain:
    """Filters in a row, from mono 16-bit samples to mono samples of a format. It keeps the filters' state."""

    def __init__(self, sample_rate: int, filters: str, sample_format: str = "s16") -> None:
        """Build the chain.

        Args:
            sample_rate: Of what goes in, in hertz.
            filters: In FFmpeg's syntax, without labels: `volume=2,biquad=b0=1`.
            sample_format: Of what comes out, as FFmpeg names it.
        """
        import av  # 160 ms
        from av.filter import Graph

        self._frame = av.AudioFrame
        self._dry = (av.error.BlockingIOError, av.error.EOFError)
        self._sample_rate = sample_rate
        self._graph = Graph()
        self._graph.threads = 1  # starting threads takes 3 ms, and one channel cannot use them
        stages = [self._graph.add_abuffer(sample_rate=sample_rate, format="s16", layout="mono")]
        for stage in (*filters.split(","), f"aformat=sample_fmts={sample_format}"):
            name, _, arguments = stage.partition("=")
            stages.append(self._graph.add(name, arguments or None))
        stages.append(self._graph.add("abuffersink"))
        for one, following in pairwise(stages):
            one.link_to(following)
        self._graph.configure()

    def __call__(self, pcm: bytes) -> bytes:
        """What comes out when samples (16-bit, native byte order) go in; a filter with latency keeps some back."""
        if not pcm:
            return b""
        frame = self._frame("s16", "mono", len(pcm) // 2)
        frame.sample_rate = self._sample_rate
        frame.planes[0].update(pcm)
        self._graph.push(frame)
        return b"".join(self._pulled())

    def _pulled(self) -> Iterator[bytes]:
        while True:
            try:
                frame = cast("AudioFrame", self._graph.pull())
            except self._dry:
                return
            plane = frame.planes[0]
            yield bytes(memoryview(plane)[: frame.samples * frame.format.bytes])  # a plane may be padded
