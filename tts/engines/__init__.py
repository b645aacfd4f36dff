"""What turns words into sound.

    load(name) -> Engine        names() -> the names `load` takes        status() -> what can speak here, and why not

Adding an engine:

1. Write a module with a class that keeps the contract in `tts.engines.base`. Its constructor takes the name it was
   asked for and raises `EngineError` if it cannot work here: what is missing, and in the hint what to install.
2. Add a line to `_ENGINES`; to `_IN_PROCESS` as well if nothing native is called, so that it needs no worker process.
3. Inherit its tests from the contract class in `tests/engine_contract.py`.

Or from another distribution, without touching this one: step 1, and an entry point in the group `tts.engines` whose
name is the engine's and whose value is the class (`mimic = "mimic_tts:Mimic"`).

A name may carry a variant after a colon (`pyttsx3:sapi5`); the engine gets it whole. Engines are made in a worker
process (`tts.engines.isolation`): one that crashes, hangs or cannot even be imported is reported and takes nothing
with it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from tts.errors import EngineError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from tts.engines.base import Engine

#: What speaks when nothing else is asked for.
DEFAULT = "pyttsx3"

#: Entry point group of engines from other distributions.
GROUP = "tts.engines"

_ENGINES = {
    "pyttsx3": "tts.engines.pyttsx3_driver:make",
    "silence": "tts.engines.silence:Silence",
}
_IN_PROCESS = frozenset({"silence"})

#: Variants worth naming: the drivers of pyttsx3. Any other driver it finds can be named as well.
_VARIANTS = {"pyttsx3": ("espeak_ng", "espeak", "sapi5", "nsss", "avspeech", "dummy")}


class EngineStatus(NamedTuple):
    """Whether an engine can speak here. (A dataclass would cost 6 ms before the first worker is started.)

    Attributes:
        name: As given to `--engine`.
        available: Whether it can.
        detail: Its version if it can, otherwise why not.
        hint: What to install or do; empty where nothing can be advised, or need be.
    """

    name: str
    available: bool
    detail: str
    hint: str = ""

    def __str__(self) -> str:
        """One line, for people."""
        told = f"{self.name}: {self.detail}" if self.available else f"{self.name}: not available: {self.detail}"
        return f"{told}. {self.hint}" if self.hint else told


def names() -> tuple[str, ...]:
    """Every name worth offering, the default first, plug-ins last."""
    own = (name for family in _ENGINES for name in (family, *(f"{family}:{v}" for v in _VARIANTS.get(family, ()))))
    return tuple(dict.fromkeys((*own, *_plug_ins())))


def load(name: str = DEFAULT, jobs: int = 1) -> Engine:
    """The engine of that name. Its process starts in the background; whether it works shows when it is first used.

    Args:
        name: Family, and variant after a colon.
        jobs: Most processes that may work at a time; more than one pays for long texts whose utterances are hinted at.

    Raises:
        EngineError: There is no such engine.
    """
    family = name.partition(":")[0]
    if family in _IN_PROCESS:
        return create(name)
    if jobs > 1:
        from tts.engines.pool import Pool

        return Pool(lambda: load(name), jobs)
    from tts.engines.isolation import Isolated, TimeLimit

    if family in _ENGINES:
        return Isolated(name, site=False)
    if family in _plug_ins():
        return Isolated(name, TimeLimit(start=120.0, utterance=60.0, character=0.5))
    raise _unknown(name)


def is_worth_keeping(name: str) -> bool:
    """Whether what the engine of that name says is worth keeping: not where making it anew costs less."""
    return name.partition(":")[0] not in _IN_PROCESS


def status() -> tuple[EngineStatus, ...]:
    """What can speak here, and why something cannot. Every engine is asked, each in its own process, all at once."""
    engines: list[tuple[str, Engine | EngineError]] = []
    for name in names():
        try:
            engines.append((name, load(name)))
        except EngineError as error:
            engines.append((name, error))
    return tuple(_status(name, engine) for name, engine in engines)


def _status(name: str, engine: Engine | EngineError) -> EngineStatus:
    try:
        if isinstance(engine, EngineError):
            raise engine
        return EngineStatus(name, True, engine.version)
    except EngineError as error:
        return EngineStatus(name, False, error.what, error.hint)
    finally:
        if not isinstance(engine, EngineError):
            engine.close()


def create(name: str) -> Engine:
    """The engine of that name in this process. Programs want `load`, which keeps native code at arm's length.

    Raises:
        EngineError: There is no such engine, or it cannot work here.
    """
    family = name.partition(":")[0]
    if family in _ENGINES:
        module, _, attribute = _ENGINES[family].partition(":")
        make = getattr(import_module(module), attribute)
    elif plug_in := _plug_ins().get(family):
        make = _imported(plug_in)
    else:
        raise _unknown(name)
    engine: Engine = make(name)
    return engine


def _imported(plug_in: EntryPoint) -> Any:
    try:
        return plug_in.load()
    except Exception as error:
        distribution = f" of {plug_in.dist.name}" if plug_in.dist else ""
        raise EngineError(
            f"plug-in {plug_in.name}{distribution} cannot be loaded: {type(error).__name__}: {error}",
            hint="Update or remove it",
        ) from error


def _plug_ins() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points

    return {plug_in.name: plug_in for plug_in in entry_points(group=GROUP)}


def _unknown(name: str) -> EngineError:
    from difflib import get_close_matches

    known = names()
    close = get_close_matches(name, known, 1)
    advice = f"Did you mean {close[0]}? " if close else ""
    return EngineError(f"there is no engine {name!r}", hint=f"{advice}Known are {', '.join(known)}")
