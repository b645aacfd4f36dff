"""FFmpeg's filters on streamed samples: C speed for what would be a loop over every sample.

FFmpeg lets go of Python's lock while it works, so another thread can use the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from av import AudioFrame

_SAMPLE_BYTES = {"s16": 2, "s32": 4}


class Chain:
    """Filters in a row, from mono 16-bit samples to mono samples of a format. It keeps the filters' state."""

    def __init__(self, sample_rate: int, filters: str, sample_format: str = "s16") -> None:
        """Build the chain.

        Args:
            sample_rate: Of what goes in, in hertz.
            filters: In FFmpeg's syntax, without labels: `volume=2,biquad=b0=1`.
            sample_format: Of what comes out, as FFmpeg names it.
        """
        self._graph = _Graph(sample_rate)
        self._graph.finish([self._graph.source("s16"), *filters.split(","), f"aformat=sample_fmts={sample_format}"])

    def __call__(self, pcm: bytes) -> bytes:
        """What comes out when samples (16-bit, native byte order) go in; a filter with latency keeps some back."""
        return b"".join(self.views(pcm))

    def views(self, pcm: bytes) -> Iterator[memoryview]:
        """The same piece by piece, and not copied. The samples go in when the first is asked for; ask for all before more go in."""
        return self._graph(pcm) if pcm else iter(())


class Product:
    """Samples times a gain, times a curve of as many values."""

    def __init__(self, sample_rate: int, gain: float) -> None:
        """With the gain as a factor."""
        self._graph = _Graph(sample_rate)
        product = self._graph.add("amultiply")
        amplified = f"aformat=sample_fmts=flt,volume={gain!r}:precision=float"
        self._graph.link([self._graph.source("s16"), *amplified.split(","), product])
        self._graph.link([self._graph.source("s32"), "aformat=sample_fmts=flt", product], at=1)
        self._graph.finish([product, "aformat=sample_fmts=s16"])

    def __call__(self, pcm: bytes, curve: bytes) -> bytes:
        """The product of samples (16-bit) and a curve (32-bit; full scale is 1)."""
        return b"".join(self._graph(pcm, curve)) if pcm else b""


class _Graph:
    """Filters between sources of mono samples and one end."""

    def __init__(self, sample_rate: int) -> None:
        import av  # 160 ms
        from av.filter import Graph

        self._frame = av.AudioFrame
        self._dry = (av.error.BlockingIOError, av.error.EOFError)
        self._sample_rate = sample_rate
        self._graph = Graph()
        self._graph.threads = 1  # starting threads takes 3 ms, and one channel cannot use them
        self._sources: list[tuple[Any, str]] = []
        self._end: Any = None

    def source(self, sample_format: str) -> Any:
        """Add a source; what is put in comes in the order in which they were added."""
        made = self._graph.add_abuffer(sample_rate=self._sample_rate, format=sample_format, layout="mono")
        self._sources.append((made, sample_format))
        return made

    def add(self, stage: str) -> Any:
        """Add a filter."""
        name, _, arguments = stage.partition("=")
        return self._graph.add(name, arguments or None)

    def link(self, stages: Sequence[Any], at: int = 0) -> None:
        """Link stages in a row, at an input of the last; those named in words are added."""
        made = [self.add(stage) if isinstance(stage, str) else stage for stage in stages]
        for one, following in pairwise(made):
            one.link_to(following, 0, at if following is made[-1] else 0)

    def finish(self, stages: Sequence[Any]) -> None:
        """Link the last stages, and the end behind them."""
        self._end = self.add("abuffersink")
        self.link([*stages, self._end])
        self._graph.configure()

    def __call__(self, *inputs: bytes) -> Iterator[memoryview]:
        """What comes out when something is put into every source."""
        for (source, sample_format), data in zip(self._sources, inputs, strict=True):
            frame = self._frame(sample_format, "mono", len(data) // _SAMPLE_BYTES[sample_format])
            frame.sample_rate = self._sample_rate
            frame.planes[0].update(data)
            source.push(frame)
        while True:
            try:
                frame = cast("AudioFrame", self._end.pull())
            except self._dry:
                return
            yield memoryview(frame.planes[0])[: frame.samples * frame.format.bytes]  # a plane may be padded
