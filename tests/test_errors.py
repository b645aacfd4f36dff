"""Errors carry their data and cross process boundaries."""

import pickle

import pytest

from tts import errors

TREE = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, errors.TTSError)]


@pytest.mark.parametrize("kind", TREE)
def test_errors_survive_pickling(kind: type[errors.TTSError]) -> None:
    """An error that was pickled says and knows the same."""
    error = kind("no such file", "story.txt", "Check the path")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.what, again.where, again.hint) == ("no such file", "story.txt", "Check the path")
    assert str(again) == "story.txt: no such file. Check the path"


def test_the_picture_of_the_tree_names_every_error() -> None:
    """The module docstring draws the whole tree."""
    for kind in TREE:
        assert kind.__name__ in (errors.__doc__ or "")
