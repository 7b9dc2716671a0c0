"""The one place that asks the machine for the time; days are counted in Việt Nam."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from workflow.domain.dates import local_day

TICK = dt.timedelta(milliseconds=1)


class MovedClock:
    """A clock that a simulation moves. It goes on by a tick each time it is read, and never back."""

    def __init__(self, at: dt.datetime) -> None:
        self._at = at

    def move_to(self, at: dt.datetime) -> None:
        """Let it be this moment, unless it is later already."""
        self._at = max(self._at, at)

    def read(self) -> dt.datetime:
        """The moment, in UTC."""
        self._at += TICK
        return self._at.astimezone(dt.UTC)


_moved: MovedClock | None = None


def now() -> dt.datetime:
    """This moment, in UTC."""
    return _moved.read() if _moved is not None else dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The day it is in Việt Nam."""
    return local_day(now())


@contextmanager
def moved(clock: MovedClock) -> Iterator[MovedClock]:
    """Let every act of this process take its time from the clock: for simulated time over a database of its own."""
    global _moved  # noqa: PLW0603 - one clock a process, as there is one machine
    _moved = clock
    try:
        yield clock
    finally:
        _moved = None
