"""A database that fails when told to: at the k-th call or at the k-th commit of this thread."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError


class Way(StrEnum):
    """How a call fails: before it was done; done, but reported as failed; with the line torn."""

    BEFORE = "before"
    AFTER = "after"
    TORN = "torn"


class Failed(psycopg.OperationalError):
    """The failure that was ordered."""


@dataclass
class Order:
    """Fail the call (or the commit) of this number, from 1, with such an error; 0 fails none and counts."""

    call: int = 0
    commit: int = 0
    way: Way = Way.BEFORE
    error: type[psycopg.Error] = Failed
    calls: int = 0
    commits: int = 0
    is_done: bool = False


class Injection:
    """Stands between an engine and its database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._here = threading.local()

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Listen while the block runs."""
        heard = [("do_execute", self._execute), ("do_executemany", self._execute_many), ("commit", self._commit)]
        heard.append(("do_execute_no_params", self._execute_bare))
        for name, listener in heard:
            event.listen(self._engine, name, listener)
        try:
            yield
        finally:
            for name, listener in heard:
                event.remove(self._engine, name, listener)

    @contextmanager
    def ordered(self, order: Order) -> Iterator[None]:
        """Fail as ordered while the block runs, in this thread alone."""
        self._here.order = order
        try:
            yield
        finally:
            self._here.order = None

    def _execute(self, cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
        return self._call(cursor, lambda: cursor.execute(statement, parameters))

    def _execute_many(self, cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
        return self._call(cursor, lambda: cursor.executemany(statement, parameters))

    def _execute_bare(self, cursor: Any, statement: str, context: Any) -> bool:
        return self._call(cursor, lambda: cursor.execute(statement))

    def _call(self, cursor: Any, do: Any) -> bool:
        order: Order | None = getattr(self._here, "order", None)
        if order is None or order.is_done:
            return False
        order.calls += 1
        if order.calls != order.call:
            return False
        order.is_done = True
        if order.way is Way.AFTER:
            do()
        if order.way is Way.TORN:
            cursor.connection.close()
        raise order.error("hỏng theo lệnh")

    def _commit(self, connection: Connection) -> None:
        order: Order | None = getattr(self._here, "order", None)
        if order is None:
            return
        order.commits += 1
        if order.commits == order.commit:
            order.is_done = True
            raise DBAPIError("COMMIT", {}, order.error("hỏng theo lệnh khi ghi"))
