"""The command line: words in, pipeline called, errors translated. click lives here and nowhere else."""

from __future__ import annotations

INTERRUPTED = 130


def main() -> int:
    """Run `article-tts` with the arguments of the process and return its exit status.

    Nothing heavy is imported before the interrupt is caught, so that Control-C is quiet from the start.
    """
    import gc

    # What is imported stays: looking through it for garbage after every 700 new objects is a tenth of the start.
    gc.set_threshold(20_000, 10, 10)
    try:
        from tts.cli.app import run

        return run()
    except KeyboardInterrupt:
        return INTERRUPTED
