"""Taking back the step that one took oneself, as long as nobody went on from it; the record keeps both."""

from workflow.actions.move import move
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.facts import Fact
from workflow.domain.guards import Circumstances
from workflow.domain.inputs.deciding import Act
from workflow.domain.job_names import JobName
from workflow.domain.states import DocumentState, Role, Trigger
from workflow.models import Document
from workflow.models.clock import now
from workflow.queries.case import DocumentCase
from workflow.queries.documents import for_change


@action
def undo_step(document_id: int, given: Act, *, actor: Actor) -> Document:
    """Undo the appraisal or the approval that the person gave, with a reason. Refuses what is not their own, what
    somebody went on from (naming who, and when), and a decision that a body took together."""
    document = for_change(document_id, given.version)
    at, undone = now(), DocumentCase(document).brought_by
    left = move(document, Trigger.UNDO, actor, at, Circumstances(reason=given.note))
    if left is DocumentState.APPROVED:
        document.decided_revision_id = None
    assert undone is not None  # noqa: S101 - else the machine refuses
    details = {"undone": undone.fact.value, "done_at": undone.at.isoformat(), "reason": given.note}
    first = (Role.OFFICE,) if left is DocumentState.IN_APPROVAL else (Role.SIGNER, Role.MEMBER)
    role = actor.role_in(document.organisation_id, *first)
    record(document, Fact.DOCUMENT_UNDONE, actor, at, Said(left, details, (JobName.NOTIFY,), role))
    return document
