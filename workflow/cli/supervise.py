"""Child processes kept alive until we are told to stop, and stopped before we leave."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from threading import Event
from types import FrameType
from typing import Any

import click

SHORTEST_PAUSE = 1.0  # seconds before a dead child is started again, doubled each time
LONGEST_PAUSE = 30.0
LONG_LIFE = 60.0  # a child that lived this long was healthy: the pauses begin anew
STOP_SECONDS = 35.0  # more than gunicorn gives its own workers
LOOK_EVERY = 0.2


class Child:
    """One command that should always be running. `name` is what people are told about it."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.name = name
        self._command = command
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._pause = SHORTEST_PAUSE
        self._started = 0.0
        self._start_again_at = 0.0

    def keep_alive(self, now: float) -> None:
        """Starts the process unless it runs; after a death only when the pause is over. `now` is monotonic seconds."""
        if self._process and self._process.poll() is not None:
            self._note_death(now)
        if self._process is None and now >= self._start_again_at:
            self._process = subprocess.Popen(self._command, env=self._environment, **_apart())  # noqa: S603
            self._started = now

    def stop(self) -> None:
        """Asks the process to end; `wait` sees it gone."""
        if self._process:
            self._process.terminate()

    def wait(self, seconds: float) -> None:
        """Waits for the process to end, and kills it when it does not."""
        if not self._process:
            return
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _note_death(self, now: float) -> None:
        if now - self._started > LONG_LIFE:
            self._pause = SHORTEST_PAUSE
        click.echo(f"{self.name} đã dừng bất ngờ, khởi động lại sau {self._pause:.0f} giây.", err=True)
        self._process = None
        self._start_again_at = now + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)


def supervise(children: Sequence[Child], when_ready: Callable[[], bool]) -> None:
    """Keeps the children alive until SIGINT, SIGTERM or SIGHUP, then stops them all.

    `when_ready` is called at every look until it returns True.
    """
    told_to_stop = _listen_for_the_end()
    ready = False
    try:
        while not told_to_stop.is_set():
            for child in children:
                child.keep_alive(time.monotonic())
            ready = ready or when_ready()
            told_to_stop.wait(LOOK_EVERY)
    finally:
        _stop_all(children)


def _stop_all(children: Sequence[Child]) -> None:
    for child in children:
        child.stop()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        child.wait(max(0.1, deadline - time.monotonic()))


def _listen_for_the_end() -> Event:
    """A signal only sets a flag: no child can be lost between its start and our noticing it."""
    told_to_stop = Event()

    def note(signal_number: int, frame: FrameType | None) -> None:
        told_to_stop.set()

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), note)
    return told_to_stop


if sys.platform == "win32":

    def _apart() -> dict[str, Any]:
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}

else:

    def _apart() -> dict[str, Any]:
        """In a session of their own: Ctrl+C reaches us alone, and we stop them in order."""
        return {"start_new_session": True}
