"""Signals that stop the command are never lost, whatever code they land in."""

from __future__ import annotations

import os
import signal
import time

import pytest

from tts.cli.stopping import stoppable

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="signals of POSIX")


class _Swallows:
    """A finalizer, from which no exception escapes."""

    def __init__(self, number: signal.Signals) -> None:
        self._number = number

    def __del__(self) -> None:
        os.kill(os.getpid(), self._number)
        time.sleep(0)


@pytest.mark.usefixtures("hangup_heard")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("number", "raised"),
    [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit), (signal.SIGHUP, SystemExit)],
)
def test_a_signal_in_a_finalizer_stops_all_the_same(
    number: signal.Signals, raised: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the finalizer drops is raised anew in the code after it."""
    monkeypatch.setattr("sys.unraisablehook", lambda _: None)
    went_on = False
    with pytest.raises(raised) as stopped, stoppable():  # noqa: PT012
        doomed = _Swallows(number)
        del doomed
        went_on = True
        time.sleep(10)
    assert went_on
    if raised is SystemExit:
        assert stopped.value.code == 128 + number


def test_clean_up_is_left_in_peace() -> None:
    """Neither the watch nor the same signal again breaks into clean-up that takes its time."""
    cleaned = False
    with pytest.raises(SystemExit), stoppable():  # noqa: PT012
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(10)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.3)
            cleaned = True
    assert cleaned


def test_an_ignored_signal_stays_ignored_and_handlers_come_back() -> None:
    """`nohup` keeps its meaning, and nothing of the watch outlives the context."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable():
            os.kill(os.getpid(), signal.SIGHUP)
            time.sleep(0.01)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    finally:
        signal.signal(signal.SIGHUP, before)
