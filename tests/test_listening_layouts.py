"""Keys of a keyboard that writes another script than Latin."""

from __future__ import annotations

import pytest

from tts.listening.commands import KEYS, Command, keys_with
from tts.listening.layouts import Keyboard


@pytest.mark.parametrize(
    ("pressed", "latin"),
    [("рРкыципт", "hHrswbgn"), ("хъөҺй", "[]-+q"), ("יHרד'נעמ/", "hHrswbgnq"), ("ηΗρσςβγν;", "hHrswbgnq")],
    ids=["Russian", "Kazakh", "Hebrew, whose capitals are Latin", "Greek"],
)
def test_a_key_is_taken_by_its_place(pressed: str, latin: str) -> None:
    """The same keys mean the same, whatever they write."""
    keyboard = Keyboard(KEYS)
    assert [keyboard.command(key) for key in pressed] == [KEYS[key] for key in latin]


def test_a_sign_is_taken_by_its_place_only_after_a_letter_of_the_layout() -> None:
    """A slash of a Latin keyboard does not quit, nor does a comma of it ask for help."""
    keyboard = Keyboard(KEYS)
    seen = [keyboard.command(key) for key in ("/", ",", "י", "/", "h", "/", "р", ",", "space", ",", "/")]
    heading, ask = Command.NEXT_HEADING, Command.HELP
    assert seen == [None, None, heading, Command.QUIT, heading, None, heading, ask, Command.PAUSE, ask, None]


def test_the_keys_of_the_user_win() -> None:
    """A key mapped by the user has that meaning, or none; a mapped Latin key has it in its place, too."""
    keyboard = Keyboard(keys_with(["о=end", "р=", "k=beginning", "q="]))
    seen = [keyboard.command(key) for key in "орлйы"]
    assert seen == [Command.END, None, Command.BEGINNING, None, Command.SPELL]


def test_what_has_no_place_means_nothing() -> None:
    keyboard = Keyboard(KEYS)
    assert [keyboard.command(key) for key in ("字", "é", "page-up", "ф")] == [None] * 4
