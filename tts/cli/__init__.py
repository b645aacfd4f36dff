"""The command line: words in, pipeline called, errors translated. click lives here and nowhere else."""

from __future__ import annotations

import gc
import sys

INTERRUPTED = 130

#: Commands that always speak; the process that does it takes longest to start.
_SPEAKING = frozenset({"speak", "render", "say"})

#: New objects after which Python looks for garbage in cycles (700 if it is not told). Imports leave none, and looking for it
#: was a fifteenth of the time to the first sound.
_LOOK_FOR_GARBAGE = 50_000


def main() -> int:
    """Run `article-tts` with the arguments of the process and return its exit status.

    Nothing heavy is imported before the interrupt is caught, so that Control-C is quiet from the start.
    """
    gc.set_threshold(_LOOK_FOR_GARBAGE)
    try:
        if sys.stdout is None or sys.stderr is None:
            from tts.cli import streams

            streams.open_closed()
        if not _SPEAKING.intersection(sys.argv[1:2]) or {"-h", "--help"}.intersection(sys.argv):
            return _run()
        from tts.engines.processes import started_ahead

        with started_ahead():
            return _run()
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        gc.freeze()  # nothing is looked through for cycles at the end: what is left goes with the process, 20 ms sooner


def _run() -> int:
    from tts.cli.app import run

    return run()
