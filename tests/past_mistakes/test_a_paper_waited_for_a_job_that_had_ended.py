"""The database was away when a step failed for the last time, and for the word about it too: the job ended, the paper
waited for ever with no button. The same when a job had ended every worker that took it."""

import pytest
from flask import Flask
from psycopg.errors import AdminShutdown
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from tests.factories import stages
from tests.jobs import do_jobs, job_tried
from workflow.actions.issue import retry_step, take_number
from workflow.actions.left_alone import left_alone, note_left_alone
from workflow.cli.demo.world import World
from workflow.domain.errors import Overloaded
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.issuing import TakeNumber
from workflow.domain.job_names import JobName
from workflow.jobs import left_alone as telling
from workflow.jobs.queue import MAX_ATTEMPTS, MOST_RESCUES, RETRY
from workflow.jobs.step import BROKEN
from workflow.jobs.workshop import use_application
from workflow.models import AuditEntry, Document, db

pytestmark = pytest.mark.usefixtures("short_prints")
AWAY = OperationalError("SELECT 1", {}, AdminShutdown())


@pytest.fixture
def waiting(app: Flask, world: World) -> Document:
    """A paper with its number, to be printed."""
    document = stages.approved(app, world)
    use_application(app)
    return take_number(document.id, TakeNumber(document.version), actor=world.actor("vanthu.so"))


def give_up() -> None:
    """Every job that waits came to its end without a word."""
    db.session.execute(text("UPDATE procrastinate_jobs SET status = 'failed' WHERE status = 'todo'"))
    db.session.commit()


@pytest.mark.parametrize("failure", [Overloaded("Bận."), AWAY])
def test_a_database_that_is_away_is_no_fault_of_the_job(failure: Exception) -> None:
    tried = [one for one in range(100) if again(failure, one)]
    assert tried == list(range(MOST_RESCUES))
    assert [one for one in range(100) if again(KeyError("x"), one)] == list(range(MAX_ATTEMPTS))


def again(failure: Exception, attempts: int) -> bool:
    return RETRY.get_retry_decision(exception=failure, job=job_tried(JobName.SIGN, attempts)) is not None


def test_a_paper_whose_job_is_alive_is_left_in_peace(waiting: Document) -> None:
    assert left_alone() == []
    assert not note_left_alone(waiting.id, BROKEN)
    assert stages.reloaded(waiting).step_error is None


def test_a_paper_whose_job_was_given_up_says_so_once_and_is_tried_again(
    app: Flask, world: World, waiting: Document
) -> None:
    give_up()
    assert left_alone() == [waiting.id]
    telling.tell()
    telling.tell()
    document = stages.reloaded(waiting)
    assert document.step_error == BROKEN
    told = select(AuditEntry).where(AuditEntry.fact == Fact.DOCUMENT_STEP_FAILED, AuditEntry.subject_id == document.id)
    assert len(db.session.scalars(told).all()) == 1
    retry_step(document.id, Act(document.version), actor=world.actor("vanthu.so"))
    do_jobs(app)
    document = stages.reloaded(waiting)
    assert document.step_error is None
    assert document.prepared_digest is not None
