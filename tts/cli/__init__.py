"""The command line: words in, pipeline called, errors translated. click lives here and nowhere else."""

from __future__ import annotations

import sys

INTERRUPTED = 130

#: Commands that always speak; the process that does it takes longest to start.
_SPEAKING = frozenset({"speak", "render", "say"})


def main() -> int:
    """Run `article-tts` with the arguments of the process and return its exit status.

    Nothing heavy is imported before the interrupt is caught, so that Control-C is quiet from the start.
    """
    try:
        if _SPEAKING.intersection(sys.argv[1:2]) and not {"-h", "--help"}.intersection(sys.argv):
            from tts.engines.processes import start_ahead

            start_ahead()
        from tts.cli.app import run

        return run()
    except KeyboardInterrupt:
        return INTERRUPTED
