"""The worker counts what was told, after its jobs and every moment, and a database that is away stops it only once."""

import asyncio

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from tests.factories.duties import ask
from tests.jobs import do_jobs
from workflow.cli.demo.world import World
from workflow.jobs import worker
from workflow.models import Tally, TallyOutbox, db


def test_what_was_told_is_counted_when_the_jobs_are_done(app: Flask, world: World) -> None:
    ask(world.organisations["so"].id, [world.organisations["thuvien"].id])
    assert db.session.scalar(select(TallyOutbox.id)) is not None
    db.session.rollback()
    do_jobs(app)
    assert db.session.scalar(select(TallyOutbox.id)) is None
    assert len(db.session.scalars(select(Tally)).all()) == 4


def test_the_worker_goes_on_counting_when_the_database_was_away(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[int] = []

    def count() -> None:
        called.append(1)
        if len(called) == 1:
            raise OperationalError("SELECT", {}, Exception("away"))

    async def watch() -> None:
        going = asyncio.create_task(worker._do_for_ever(count, 0.0))
        while len(called) < 3 and not going.done():
            await asyncio.sleep(0)
        going.cancel()

    asyncio.run(watch())
    assert len(called) >= 3
