"""A paper whose PDF could not be made could be neither mended nor cancelled; a busy database counted as a refusal and
was not tried again; the last failure but one was shown as the last; one lost race ended the rescue of stalled jobs."""

import asyncio
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import make_url, text

from tests.factories import stages
from tests.jobs import run_task
from workflow.actions.issue import note_failure, sign_document, take_number
from workflow.actions.withdraw import cancel_document
from workflow.cli.demo.world import World
from workflow.domain.errors import Overloaded, TransitionRefused
from workflow.domain.inputs.deciding import Act
from workflow.domain.inputs.issuing import Sign, TakeNumber
from workflow.domain.job_names import JobName
from workflow.domain.states import JobStep
from workflow.jobs.queue import MAX_ATTEMPTS, connected
from workflow.jobs.worker import _rescue_for_ever
from workflow.models import Document, db


def numbered(app: Flask, world: World) -> Document:
    document = stages.approved(app, world)
    return take_number(document.id, TakeNumber(document.version), actor=world.actor("vanthu.so"))


def test_a_paper_whose_step_failed_can_be_cancelled(app: Flask, world: World) -> None:
    document, secretary = numbered(app, world), world.actor("bithu.so")
    with pytest.raises(TransitionRefused):
        cancel_document(document.id, Act(document.version, "Làm lại"), actor=secretary)
    note_failure(document.id, JobStep.RENDERING, "Không tạo được bản PDF.")
    document = cancel_document(document.id, Act(stages.reloaded(document).version, "Làm lại"), actor=secretary)
    assert (document.state, document.step, document.step_error) == ("cancelled", "none", None)


def test_nobody_signs_a_paper_that_is_not_printed_yet(app: Flask, world: World) -> None:
    document = numbered(app, world)
    with pytest.raises(TransitionRefused, match="Đang tạo bản PDF"):
        sign_document(document.id, Sign(document.version, ""), actor=world.actor("bithu.so"))


def test_a_failure_is_shown_after_the_last_attempt_and_not_before(app: Flask, world: World) -> None:
    document = numbered(app, world)
    assert document.revision is not None
    document.revision.content = {}
    db.session.commit()
    for attempts, shown in ((MAX_ATTEMPTS - 1, False), (MAX_ATTEMPTS, True)):
        with pytest.raises(KeyError):
            run_task(JobName.PREPARE, attempts, document_id=document.id)
        assert (stages.reloaded(document).step_error is not None) is shown


def test_a_busy_database_is_tried_again(app: Flask, world: World) -> None:
    document = stages.issued(app, world)
    with db.engine.connect() as elsewhere:
        elsewhere.execute(text("SELECT 1 FROM document WHERE id = :id FOR UPDATE"), {"id": document.id})
        with pytest.raises(Overloaded):
            run_task(JobName.CONSOLIDATE, 0, document_id=document.id)
    assert stages.reloaded(document).step_error is None


def test_a_rescue_that_fails_is_not_the_last(app: Flask) -> None:
    settings = app.extensions["trinhky-settings"]
    without_queue = make_url(settings.database_url).set(database="postgres")
    elsewhere = replace(settings, database_url=without_queue.render_as_string(hide_password=False))

    async def rescue() -> bool:
        async with connected(elsewhere).open_async() as lost:
            task = asyncio.create_task(_rescue_for_ever(lost))
            ended, _ = await asyncio.wait({task}, timeout=1)
            task.cancel()
        return not ended

    assert asyncio.run(rescue())
