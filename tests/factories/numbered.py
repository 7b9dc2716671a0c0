"""Approved papers without their way there, and the taking of a number on a day of the test's choice."""

import datetime as dt

from workflow.actions.issue import give_number
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.dates import VIETNAM
from workflow.domain.inputs.issuing import TakeNumber
from workflow.domain.states import DocumentKind, DocumentState
from workflow.models import Document, db
from workflow.models.clock import now


def approved(organisation_id: int, kind: DocumentKind = DocumentKind.REPORT, abstract: str = "kết quả công tác") -> int:
    """The id of an approved paper of the organisation, kept."""
    at = now()
    document = Document(
        state=DocumentState.APPROVED,
        organisation_id=organisation_id,
        kind=kind,
        desk_id=organisation_id,
        state_since=at,
        created_at=at,
        abstract=abstract,
        recipients=["Như trên", "Lưu Văn phòng"],
    )
    db.session.add(document)
    db.session.commit()
    return document.id


def noon(day: dt.date) -> dt.datetime:
    """The middle of a day in Việt Nam."""
    return dt.datetime.combine(day, dt.time(12), VIETNAM)


@action
def number(document_id: int, actor: Actor, at: dt.datetime, reserved: int | None = None) -> Document:
    """The document's number as it would be taken at that moment, in a transaction of its own."""
    document = db.session.get_one(Document, document_id)
    give_number(document, actor, at, TakeNumber(document.version, reserved=reserved))
    return document
