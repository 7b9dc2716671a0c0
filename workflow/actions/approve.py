"""The committee's decision on a text; in a chi bộ it may number, sign and send in the same breath."""

import datetime as dt
from typing import Any

from workflow.actions.issue import agree_to_sign, give_number
from workflow.actions.move import move
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.facts import Fact
from workflow.domain.guards import Circumstances
from workflow.domain.inputs.deciding import Approve
from workflow.domain.inputs.issuing import TakeNumber
from workflow.domain.job_names import JobName
from workflow.domain.states import Role, Trigger
from workflow.models import Document
from workflow.models.clock import now
from workflow.queries.documents import for_change


@action
def approve_document(document_id: int, given: Approve, *, actor: Actor) -> Document:
    """Approve the version that was read. Refuses the author's own approval (a chi bộ's meeting excepted)."""
    document = for_change(document_id, given.version)
    at = now()
    left = move(document, Trigger.APPROVE, actor, at, Circumstances(meeting=given.meeting))
    document.decided_revision_id = document.revision_id
    role = actor.role_in(document.organisation_id, Role.SIGNER, Role.MEMBER)
    record(document, Fact.DOCUMENT_APPROVED, actor, at, Said(left, _details(given), (JobName.NOTIFY,), role))
    if given.issue_now:
        _issue_at_once(document, actor, at, signs_later=given.signs_later)
    return document


def _issue_at_once(document: Document, actor: Actor, at: dt.datetime, *, signs_later: bool) -> None:
    give_number(document, actor, at, TakeNumber(document.version, actor.user_id))
    if not signs_later:
        agree_to_sign(document, actor, at, at_once=True)
    document.send_when_issued = document.organisation.superior_id is not None


def _details(given: Approve) -> dict[str, Any]:
    details: dict[str, Any] = {"note": given.note}
    if given.meeting is not None:
        meeting = given.meeting
        details["meeting"] = {"day": meeting.day.isoformat(), "present": meeting.present, "agreed": meeting.agreed}
    return details
