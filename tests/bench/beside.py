"""A process beside this one with a database of its own, so that two sizes of the same thing are measured in turns."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from tests.bench.figures import milliseconds

Deeds = Mapping[str, Callable[[], object]]


class Beside:
    """What `opens` makes ready in the process, its deeds to be asked for by name until it is closed."""

    def __init__(self, opens: Callable[..., AbstractContextManager[Deeds]], *given: object) -> None:
        context = get_context("fork")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, opens, given))
        self._process.start()

    def ready(self) -> None:
        """Wait until it can be asked."""
        self._line.recv()

    def ask(self, name: str) -> Any:
        """What the deed returns."""
        self._line.send((name, False))
        return self._line.recv()

    def time(self, name: str) -> float:
        """How long the deed takes, in ms."""
        self._line.send((name, True))
        took: float = self._line.recv()
        return took

    def close(self) -> None:
        """Let it take its database away."""
        self._line.send(("", False))
        self._process.join()


def in_turns(rounds: int, names: list[str], *beside: Beside, warm: int = 5) -> list[dict[str, list[float]]]:
    """Times in ms by name, of each process, a noisy moment falling on all; the first rounds are not kept."""
    times: list[dict[str, list[float]]] = [{name: [] for name in names} for _ in beside]
    for turn in range(rounds + warm):
        for name in names:
            for one, kept in zip(beside, times, strict=True):
                took = one.time(name)
                if turn >= warm:
                    kept[name].append(took)
    return times


def _serve(line: Connection, opens: Callable[..., AbstractContextManager[Deeds]], given: tuple[object, ...]) -> None:
    with opens(*given) as deeds:
        line.send("ready")
        while True:
            name, timed = line.recv()
            if not name:
                return
            line.send(milliseconds(deeds[name]) if timed else deeds[name]())
