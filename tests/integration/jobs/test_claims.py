"""A promised job belongs to one worker at a time, is there when its act is committed and never otherwise, and does not
hold up the others when it cannot be done. `TRINHKY_JOBS=long` (make jobs) does each many times."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from itertools import cycle

import pytest
from flask import Flask
from procrastinate import App
from procrastinate.jobs import Job, Status
from sqlalchemy import text

from tests.jobs import do_jobs
from workflow.actions.promise import promise
from workflow.cli.daily import dead_letters, waiting_jobs
from workflow.domain.errors import SetupIncomplete
from workflow.domain.job_names import JobName
from workflow.jobs.queue import MAX_ATTEMPTS, MOST_RESCUES, connected
from workflow.jobs.worker import promise_regular, rescue_stalled
from workflow.models import db
from workflow.settings import Settings

IS_LONG = os.environ.get("TRINHKY_JOBS") == "long"
LATE, ACTS = (50, 1_000) if IS_LONG else (9, 20)
_ROW = text("SELECT status, attempts, worker_id FROM procrastinate_jobs WHERE id = :id")
_COUNT = text("SELECT count(*) FROM procrastinate_jobs")
_STATES = text("SELECT status, attempts FROM procrastinate_jobs ORDER BY id")
_NOW = text("UPDATE procrastinate_jobs SET scheduled_at = NULL")
_OLD = text("UPDATE procrastinate_events SET at = at - interval '11 minutes'")

Late = Callable[[App, Job], Awaitable[None]]
WAYS: tuple[Late, ...] = (
    lambda queue, job: queue.job_manager.finish_job(job, Status.SUCCEEDED, delete_job=False),
    lambda queue, job: queue.job_manager.finish_job(job, Status.FAILED, delete_job=False),
    lambda queue, job: queue.job_manager.retry_job(job),
)
"""What a worker says of a job in the end: done, failed, to be tried again."""


def ask(settings: Settings, question: Callable[[App], Awaitable[None]]) -> None:
    """With the queue open."""

    async def asked() -> None:
        async with connected(settings).open_async() as queue:
            await question(queue)

    asyncio.run(asked())


async def fetched(queue: App) -> Job:
    """The next job, in the hands of a worker of its own."""
    job = await queue.job_manager.fetch_job(None, await queue.job_manager.register_worker())
    assert job is not None
    return job


def told(job: Job) -> tuple[str, int, int]:
    row = db.session.execute(_ROW, {"id": job.id}).one()
    db.session.rollback()
    return tuple(row)  # type: ignore[return-value]


def test_what_a_worker_says_too_late_of_a_job_does_not_count(app: Flask, settings: Settings) -> None:
    refused = 0

    async def late(queue: App) -> None:
        nonlocal refused
        for _, way in zip(range(LATE), cycle(WAYS), strict=False):
            await promise_regular(queue, JobName.OPEN_ROUNDS)
            first = await fetched(queue)
            stalled = list(await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=0))
            assert await rescue_stalled(queue, 0) == 1
            second = await fetched(queue)
            assert (first.id, first.attempts, second.attempts) == (second.id, 0, 1)
            held = told(second)
            await way(queue, first)
            await queue.job_manager.retry_job(stalled[0])  # nor does whoever rescued it a second time
            refused += told(second) == held == ("doing", 1, second.worker_id)
            await queue.job_manager.finish_job(second, Status.SUCCEEDED, delete_job=False)
            assert told(second)[:2] == ("succeeded", 2)

    ask(settings, late)
    assert refused == LATE


def test_a_job_is_there_when_its_act_is_committed_and_never_otherwise(app: Flask) -> None:
    kept = 0
    with db.engine.connect() as others:
        for number in range(ACTS):
            promise(JobName.NOTIFY, {"document_id": number, "ordinal": 1})
            assert others.scalar(_COUNT) == kept
            if number % 2:
                db.session.commit()
                kept += 1
            else:
                db.session.rollback()
            others.rollback()
        assert others.scalar(_COUNT) == kept == ACTS // 2


def test_a_job_that_cannot_be_done_is_given_up_and_shown_while_the_others_go_on(app: Flask, settings: Settings) -> None:
    promise(JobName.NOTIFY, {"document_id": 404, "ordinal": 1})
    promise(JobName.OPEN_ROUNDS, {})
    db.session.commit()
    do_jobs(app)
    assert db.session.execute(_STATES).all() == [("todo", 1), ("succeeded", 1)]
    assert dead_letters(settings) == "không có"
    for _ in range(MAX_ATTEMPTS):
        db.session.execute(_NOW)
        db.session.commit()
        do_jobs(app)
    assert db.session.execute(_STATES).all()[0] == ("failed", MAX_ATTEMPTS + 1)
    with pytest.raises(SetupIncomplete, match=r"1 việc \(notify\.tell\)"):
        dead_letters(settings)


def test_a_job_that_ends_its_workers_is_given_up_too(app: Flask, settings: Settings) -> None:
    async def left(queue: App) -> None:
        await promise_regular(queue, JobName.OPEN_ROUNDS)
        job = await fetched(queue)
        for attempt in range(MOST_RESCUES):
            await rescue_stalled(queue, 0)
            assert told(job)[:2] == ("todo", attempt + 1)
            job = await fetched(queue)
        await rescue_stalled(queue, 0)
        assert told(job)[0] == "failed"

    ask(settings, left)


def test_whoever_looks_sees_how_long_the_oldest_job_has_waited(app: Flask, settings: Settings) -> None:
    assert waiting_jobs(settings) == "không có"
    promise(JobName.NOTIFY, {"document_id": 404, "ordinal": 1})
    db.session.commit()
    assert waiting_jobs(settings).startswith("1, lâu nhất ")
    db.session.execute(_OLD)
    db.session.commit()
    with pytest.raises(SetupIncomplete, match="lâu nhất đã 11 phút"):
        waiting_jobs(settings)
