"""Keys of a keyboard that writes another script than Latin."""

from __future__ import annotations

import pytest

from tts.listening.commands import KEYS, Command, keys_with
from tts.listening.layouts import Keyboard


def english() -> str:
    return "en"


def pressed_in(lang: str, keys: str) -> str:
    """The Latin keys that mean the same as these, pressed one after the other while an article of a language is heard."""
    latin = {command: key for key, command in KEYS.items()}
    keyboard = Keyboard(KEYS, lambda: lang)
    return "".join(latin[command] if (command := keyboard.command(key)) else " " for key in keys)


@pytest.mark.parametrize(
    ("pressed", "latin"),
    [
        ("рРкыципт", "hHrswbgn"),
        ("рРкіципхїтй", "hHrswbg[]nq"),
        ("рРкыціпх'тй", "hHrswbg[]nq"),
        ("хъөҺй", "[]-+q"),
        ("יHרד'נעמ/", "hHrswbgnq"),
        ("ηΗρσςβγν;", "hHrswbgnq"),
    ],
    ids=["Russian", "Ukrainian", "Belarusian", "Kazakh", "Hebrew, whose capitals are Latin", "Greek"],
)
def test_a_key_is_taken_by_its_place(pressed: str, latin: str) -> None:
    """The same keys mean the same, whatever they write."""
    keyboard = Keyboard(KEYS, english)
    assert [keyboard.command(key) for key in pressed] == [KEYS[key] for key in latin]


def test_a_sign_is_taken_by_its_place_only_after_a_letter_of_the_layout() -> None:
    """A slash of a Latin keyboard does not quit, nor does a comma of it ask for help."""
    keyboard = Keyboard(KEYS, english)
    seen = [keyboard.command(key) for key in ("/", ",", "י", "/", "h", "/", "р", ",", "space", ",", "/")]
    heading, ask = Command.NEXT_HEADING, Command.HELP
    assert seen == [None, None, heading, Command.QUIT, heading, None, heading, ask, Command.PAUSE, ask, None]


@pytest.mark.parametrize(
    ("lang", "keys", "latin"),
    [
        ("uk", "і'", "s "),
        ("be-BY", "і'", "b]"),
        ("kk", "іәіы", "   s"),
        ("be", "їі", "]s"),
        ("uk", "ўі", " b"),
        ("ru", "іы", "ss"),
    ],
)
def test_a_letter_of_several_layouts(lang: str, keys: str, latin: str) -> None:
    """It is of the article's layout, until a letter is pressed that this has not."""
    assert pressed_in(lang, keys) == latin


@pytest.mark.parametrize(
    ("lang", "keys", "latin"),
    [
        ("he", "/", "q"),
        ("he-IL", "'/", "wq"),
        ("he", "h/", "h "),
        ("el", ";", "q"),
        ("ru", ",", "?"),
        ("en", "/;,", "   "),
    ],
)
def test_the_first_key_may_be_a_sign(lang: str, keys: str, latin: str) -> None:
    """Before any letter the layout is that of the article: Hebrew keyboards have a slash where q is."""
    assert pressed_in(lang, keys) == latin


def test_the_keys_of_the_user_win() -> None:
    """A key mapped by the user has that meaning, or none; a mapped Latin key has it in its place, too."""
    keyboard = Keyboard(keys_with(["о=end", "р=", "k=beginning", "q="]), english)
    seen = [keyboard.command(key) for key in "орлйы"]
    assert seen == [Command.END, None, Command.BEGINNING, None, Command.SPELL]


def test_what_has_no_place_means_nothing() -> None:
    keyboard = Keyboard(KEYS, english)
    assert [keyboard.command(key) for key in ("字", "é", "page-up", "ф")] == [None] * 4
