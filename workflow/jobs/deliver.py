"""What follows an issue or a decision: send it, tell the sources, tell the people."""

from typing import Any

from workflow.actions.consolidate import mark_consolidated
from workflow.actions.difficulty_reports import follow_report
from workflow.actions.notification import tell
from workflow.actions.send import send_document
from workflow.domain.actor import SYSTEM
from workflow.domain.job_names import JobName
from workflow.domain.states import JobStep
from workflow.jobs.anchor import anchor_house
from workflow.jobs.queue import RETRY, queue
from workflow.jobs.step import step
from workflow.jobs.workshop import application
from workflow.models import Difficulty, Document, db
from workflow.notify import campaigns, difficulties
from workflow.notify.messages import message
from workflow.notify.recipients import recipients
from workflow.queries.chains import entry_of


@step(JobName.SEND, JobStep.SENDING)
def send(document_id: int) -> None:
    """Hand the issued paper to its addressees; sent already, it stays sent."""
    anchor_house(db.session.get_one(Document, document_id).organisation_id)
    send_document(document_id, actor=SYSTEM)


@step(JobName.CONSOLIDATE, JobStep.NONE)
def consolidate(document_id: int) -> None:
    """Tell each source of an issued consolidation where its words went."""
    mark_consolidated(document_id)


@queue.task(name=JobName.DIFFICULTIES.value, queue="difficulties", retry=RETRY)
def follow(*, document_id: int, **_: Any) -> None:
    """Bring the difficulties that a report speaks of to where the report is."""
    with application().app_context():
        follow_report(document_id)


@queue.task(name=JobName.NOTIFY.value, queue="notify", retry=RETRY)
def notify(
    *,
    ordinal: int,
    document_id: int | None = None,
    difficulty_id: int | None = None,
    campaign_id: int | None = None,
    **_: Any,
) -> None:
    """Tell the people whom an act concerns, once."""
    with application().app_context():
        if document_id is not None:
            document, entry = db.session.get_one(Document, document_id), entry_of(document_id, ordinal)
            people = recipients(document, entry)
            tell({"document_id": document_id}, ordinal, message(document, entry), people)
        elif difficulty_id is not None:
            difficulty = db.session.get_one(Difficulty, difficulty_id)
            entry = entry_of(difficulty_id, ordinal, Difficulty.subject_kind)
            people = difficulties.recipients(difficulty, entry)
            tell({"difficulty_id": difficulty_id}, ordinal, difficulties.message(difficulty, entry), people)
        elif campaign_id is not None:
            words = campaigns.message(campaign_id, ordinal)
            tell({"campaign_id": campaign_id}, ordinal, words, campaigns.recipients(campaign_id, ordinal))
