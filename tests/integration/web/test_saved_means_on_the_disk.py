"""Whoever reads "saved" may pull the plug: the database waited for its disk before the answer went out. By PostgreSQL's
own count of how often the processes that write for us waited."""

import os
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import QueuePool, text

from tests.factories.stages import campaign_of, draft_of
from tests.signing_in import csrf_token, sign_in
from workflow.cli.demo.world import World
from workflow.models import db

PRESSES = 100 if os.environ.get("TRINHKY_DISKS") == "long" else 3
_COUNT_NOW = text("SELECT pg_stat_force_next_flush()")
_WAITS = text("SELECT sum(fsyncs) FROM pg_stat_get_backend_io(pg_backend_pid()) WHERE object = 'wal'")


@pytest.fixture
def as_delivered(app: Flask) -> Iterator[None]:
    """Commits wait for the disk, as everywhere but in tests."""
    _wait_for_the_disk("on")
    yield
    _wait_for_the_disk("off")


def _wait_for_the_disk(how: str) -> None:
    db.session.remove()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f'ALTER DATABASE "{db.engine.url.database}" SET synchronous_commit = {how}')
    db.engine.dispose()


def waits() -> int:
    """How often those processes of the server that work for the application have waited for the disk."""
    db.session.remove()
    pool = db.engine.pool
    assert isinstance(pool, QueuePool)
    held = [db.engine.connect() for _ in range(max(pool.checkedin(), 1))]
    for connection in held:
        connection.execute(_COUNT_NOW)
        connection.rollback()
    total = sum(int(connection.scalar(_WAITS) or 0) for connection in held)
    for connection in held:
        connection.close()
    return total


def test_every_press_waits_for_the_disk_before_it_is_answered(app: Flask, world: World, as_delivered: None) -> None:
    path, client = f"/van-ban/{draft_of(world, campaign_of(world)).id}/soan/ket-qua", app.test_client()
    sign_in(client, "soan.thuvien")
    token, waited = csrf_token(client), 0
    for number in range(PRESSES):
        before = waits()
        typed = {"text": f"- Việc {number}.", "version": str(number + 1), "act": "luu", "csrf_token": token}
        assert client.post(path, data=typed).status_code == 303
        waited += waits() > before
    assert waited == PRESSES
