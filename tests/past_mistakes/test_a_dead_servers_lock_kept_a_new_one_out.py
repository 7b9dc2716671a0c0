"""A database server ended by `kill -9` left the lock of its socket behind; while some other process had its number, or
nobody collected the dead one, no server could be started any more. Found by `make chaos`."""

import os
from pathlib import Path

from workflow.database import database_url, leave_server
from workflow.settings import Settings


def test_a_lock_that_names_a_living_stranger_is_put_aside(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path)
    database_url(settings)
    lock = tmp_path / "postgres" / ".s.PGSQL.5432.lock"
    words = lock.read_text().splitlines(keepends=True)
    leave_server(settings)
    lock.write_text("".join([f"{os.getpid()}\n", *words[1:]]))
    try:
        assert database_url(settings)
    finally:
        leave_server(settings)
