"""`article-tts devices`: what sound can be played on."""

from __future__ import annotations

import json
from collections.abc import Callable


def test_the_null_device_is_always_there(run: Callable) -> None:
    """It is listed last, as text and as JSON, and speak takes its name."""
    done = run("devices")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1].startswith("null\t")
    assert json.loads(run("devices", "--json").stdout)[-1]["name"] == "null"
    assert done.stderr == ""


def test_without_a_sound_system(run: Callable, environment: dict[str, str]) -> None:
    """Without a sound server or a card only the null device is listed, and no other program's messages."""
    environment.update(
        PULSE_SERVER="unix:/nonexistent", XDG_RUNTIME_DIR="/nonexistent", ALSA_CONFIG_PATH="/nonexistent"
    )
    done = run("devices")
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["null"]
    assert done.stderr == ""
