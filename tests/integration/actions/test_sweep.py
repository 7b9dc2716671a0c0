"""Jobs and tokens that have done their duty are forgotten after their time; what waits, what is young and the record of
acts stay."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from tests.factories.rewritten import hand_in, handed_in, send_back
from tests.jobs import do_jobs
from workflow.actions.sweep import JOBS_KEPT, TOKENS_KEPT, forget_jobs, forget_tokens
from workflow.cli.demo.world import World
from workflow.jobs import sweeping
from workflow.jobs.workshop import use_application
from workflow.models import AuditEntry, FormToken, db
from workflow.models.clock import now

MOMENT = dt.timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("short_prints")


def standing() -> dict[str, int]:
    """How many jobs stand where."""
    rows = db.session.execute(text("SELECT CAST(status AS text), count(*) FROM procrastinate_jobs GROUP BY 1"))
    found = {row[0]: row[1] for row in rows}
    db.session.rollback()
    return found


def grow_old(by: dt.timedelta, status: str) -> None:
    """Whatever happened to the jobs of a status happened so much earlier."""
    earlier = "UPDATE procrastinate_events SET at = at - :by WHERE job_id IN "
    those = "(SELECT id FROM procrastinate_jobs WHERE CAST(status AS text) = :status)"
    db.session.execute(text(earlier + those), {"by": by, "status": status})
    db.session.commit()


@pytest.fixture
def done(app: Flask, world: World) -> dict[str, int]:
    """Some jobs came to their end, one of them given up; others wait."""
    document = send_back(world, handed_in(app, world))
    hand_in(world, document)
    do_jobs(app)
    given_up = "UPDATE procrastinate_jobs SET status = 'failed' WHERE id IN (SELECT id FROM procrastinate_jobs LIMIT 1)"
    db.session.execute(text(given_up))
    db.session.commit()
    send_back(world, document)
    found = standing()
    assert found["succeeded"] and found["failed"] and found["todo"]
    return found


def test_a_job_is_kept_for_its_time(done: dict[str, int]) -> None:
    grow_old(JOBS_KEPT - MOMENT, "succeeded")
    assert forget_jobs() == 0
    assert standing() == done
    grow_old(2 * MOMENT, "succeeded")
    assert forget_jobs() == done["succeeded"]
    assert standing() == {name: count for name, count in done.items() if name != "succeeded"}


def test_a_job_that_waits_is_not_forgotten_however_old(done: dict[str, int]) -> None:
    for status in done:
        grow_old(10 * JOBS_KEPT, status)
    while forget_jobs(3):
        pass
    assert standing() == {"todo": done["todo"]}
    orphans = "SELECT count(*) FROM procrastinate_events WHERE job_id NOT IN (SELECT id FROM procrastinate_jobs)"
    assert db.session.scalar(text(orphans)) == 0


def test_a_job_that_ended_late_is_young(done: dict[str, int]) -> None:
    """Promised long ago, given up today."""
    of_its_promise = "UPDATE procrastinate_events SET at = at - :by WHERE type = 'deferred'"
    db.session.execute(text(of_its_promise), {"by": 2 * JOBS_KEPT})
    db.session.commit()
    assert forget_jobs() == 0


def test_a_token_is_kept_for_its_time(app: Flask) -> None:
    for name, age in (("young", TOKENS_KEPT - MOMENT), ("old", TOKENS_KEPT + MOMENT), ("older", 2 * TOKENS_KEPT)):
        db.session.add(FormToken(token=name, at=now() - age))
    db.session.commit()
    assert forget_tokens(1) == 1
    assert forget_tokens() == 1
    assert db.session.scalars(select(FormToken.token)).all() == ["young"]


def test_the_worker_forgets_all_of_it_and_the_record_stays(app: Flask, done: dict[str, int]) -> None:
    entries = db.session.scalar(select(func.count()).select_from(AuditEntry))
    grow_old(2 * JOBS_KEPT, "succeeded")
    db.session.add(FormToken(token="old", at=now() - 2 * TOKENS_KEPT))
    db.session.commit()
    use_application(app)
    sweeping.sweep()
    db.session.rollback()
    assert "succeeded" not in standing()
    assert db.session.scalar(select(FormToken.token)) is None
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == entries
