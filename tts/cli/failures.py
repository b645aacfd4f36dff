"""Segments that could not be spoken: named as they happen, counted for the exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tts.cli.progress import above_the_bar

if TYPE_CHECKING:
    from tts.narration import Passage


class Failures:
    """What of an article is not heard although it should be.

    Args:
        article: What messages call it; empty where there is only one.
    """

    def __init__(self, article: str = "") -> None:
        self._where = f"{article}: " if article else ""
        self.count = 0
        self._voiceless: set[str] = set()
        self._unpronounced: set[str] = set()

    @property
    def exit_status(self) -> int:
        """1 where something failed, otherwise 0."""
        return 1 if self.count else 0

    def report(self, passage: Passage) -> None:
        """Name what of a passage could not be said, one line each; once each language without a voice, and pronunciation."""
        for lang in passage.voiceless:
            if lang not in self._voiceless:
                self._voiceless.add(lang)
                self._tell(f"Note: {self._where}no voice here speaks {lang}; the article's own voice reads it.")
        for ipa in dict.fromkeys(ipa for _, speech in passage.speeches for ipa in speech.unpronounced):
            if ipa not in self._unpronounced:
                self._unpronounced.add(ipa)
                self._tell(
                    f"Note: {self._where}segment {passage.segment.id}: the voice has not all sounds of /{ipa}/; it says the word as it is spelled."
                )
        for failure in passage.failures:
            self.count += 1
            text = failure.utterance.text
            shown = text if len(text) <= 80 else f"{text[:77]}..."
            self._tell(
                f"Error: {self._where}segment {passage.segment.id}: cannot be spoken: {shown!r}: {failure.error.what}"
            )

    def _tell(self, line: str) -> None:
        above_the_bar()
        click.echo(line, err=True)
