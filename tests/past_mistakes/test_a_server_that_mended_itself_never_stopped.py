"""PostgreSQL 18 asked to stop while it mends itself after the crash of one of its processes forgets some of the others
and is "shutting down" for ever: nobody could work until it was killed by hand. Found by `make jobs`."""

import os
import signal
import time
from pathlib import Path

import psycopg
import pytest

from workflow.database import database_url, leave_server, psycopg_dsn
from workflow.embedded_server import EmbeddedServer
from workflow.settings import Settings


def test_it_stops_when_it_is_left_in_the_middle(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path)
    database_url(settings)
    _kill_one_of_it(settings)
    leave_server(settings)
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()


def test_one_that_was_asked_too_early_is_stopped_after_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(var=tmp_path)
    database_url(settings)
    _kill_one_of_it(settings)
    monkeypatch.setattr(EmbeddedServer, "_wait_until_ready", lambda self: None)
    monkeypatch.setattr("workflow.embedded_server.STOPPED_SECONDS", 3)
    leave_server(settings)
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()
    monkeypatch.undo()
    try:
        with psycopg.connect(psycopg_dsn(settings)) as again:
            assert again.execute("SELECT 1").fetchone() == (1,)
    finally:
        leave_server(settings)


def _kill_one_of_it(settings: Settings) -> None:
    """It has begun to mend itself when this returns."""
    log = settings.var / "postgres" / "server.log"
    with psycopg.connect(psycopg_dsn(settings)) as victim:
        os.kill(victim.info.backend_pid, signal.SIGKILL)
    until = time.monotonic() + 10
    while "all server processes terminated; reinitializing" not in log.read_text():
        assert time.monotonic() < until
