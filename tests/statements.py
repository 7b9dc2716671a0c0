"""Counting what is asked of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import event

from workflow.models import db


class Sent(NamedTuple):
    """One statement as the driver got it."""

    words: str
    parameters: Any


@contextmanager
def statements() -> Iterator[list[Sent]]:
    """The statements sent while the block runs; needs an application context."""
    sent: list[Sent] = []

    def note(connection: Any, cursor: Any, words: str, parameters: Any, *rest: Any) -> None:
        sent.append(Sent(words, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
