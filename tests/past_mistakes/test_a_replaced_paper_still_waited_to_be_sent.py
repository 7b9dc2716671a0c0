"""A paper replaced while it waited to be sent kept waiting: its job found it superseded, called that a failure, and its
page offered to try again. Found by `make sequences` (seed 1120475)."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import stages
from tests.jobs import do_jobs, run_task
from workflow.actions.approve import approve_document
from workflow.actions.submit import submit_document
from workflow.actions.withdraw import begin_replacement
from workflow.cli.demo.world import World
from workflow.domain.facts import Fact
from workflow.domain.inputs.deciding import Act, Approve
from workflow.domain.job_names import JobName
from workflow.models import AuditEntry, Document, db

pytestmark = pytest.mark.usefixtures("short_prints")


def issued_and_not_sent(world: World, document: Document) -> Document:
    """Approved at once in its chi bộ, printed, signed; the job that sends it has not come yet."""
    submitted = submit_document(document.id, Act(document.version), actor=world.actor("soan.thuvien"))
    approve_document(submitted.id, Approve(submitted.version, issue_now=True), actor=world.actor("bithu.thuvien"))
    for name in (JobName.PREPARE, JobName.SIGN):
        run_task(name, 0, document_id=document.id)
    return stages.reloaded(document)


def test_what_was_replaced_is_neither_sent_nor_called_failed(app: Flask, world: World) -> None:
    old = issued_and_not_sent(world, stages.filled(world, stages.campaign_of(world)))
    assert (old.state, old.step) == ("issued", "sending")
    new = begin_replacement(old.id, Act(old.version, "Sai số liệu."), actor=world.actor("soan.thuvien"))
    stages.fill(world, new, "thuvien")
    issued_and_not_sent(world, stages.reloaded(new))
    do_jobs(app)
    old, new = stages.reloaded(old), stages.reloaded(new)
    assert (old.state, old.step, old.step_error, old.send_when_issued) == ("superseded", "none", None, False)
    assert new.state == "sent"
    failed = select(AuditEntry.subject_id).where(AuditEntry.fact == Fact.DOCUMENT_STEP_FAILED)
    assert db.session.scalars(failed).all() == []
