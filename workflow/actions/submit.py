"""Handing in, and taking back until the next hand took it."""

from workflow.actions.draft import note_author
from workflow.actions.move import move
from workflow.actions.record import Said, record
from workflow.actions.revise import keep_revision
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.facts import Fact
from workflow.domain.guards import Circumstances
from workflow.domain.inputs import Act
from workflow.domain.job_names import JobName
from workflow.domain.states import LEFT_THE_HOUSE, Role, Trigger
from workflow.models import Document
from workflow.models.clock import now
from workflow.queries.compose import content_of
from workflow.queries.documents import for_change


@action
def submit_document(document_id: int, given: Act, *, actor: Actor) -> Document:
    """Hand the text in: it becomes a revision and goes to the office, in a chi bộ straight to approval. Refuses a text
    changed since it was checked, unfinished sections and unhandled source blocks."""
    document = for_change(document_id, given.version)
    at = now()
    left = move(document, Trigger.SUBMIT, actor, at)
    note_author(document, actor)
    revision = keep_revision(document, content_of(document), actor, at)
    document.submitter_id, document.return_reason = actor.user_id, None
    role = actor.role_in(document.organisation_id, Role.DRAFTER, Role.OFFICE)
    details = {"revision": revision.ordinal, "digest": revision.digest, "note": given.note}
    record(document, Fact.DOCUMENT_SUBMITTED, actor, at, Said(left, details, (JobName.NOTIFY,), role))
    return document


@action
def recall_document(document_id: int, given: Act, *, actor: Actor) -> Document:
    """Take back what was handed in, or sent and not yet received. Refuses once the next hand took it."""
    document = for_change(document_id, given.version)
    at = now()
    was_sent = document.state in LEFT_THE_HOUSE
    left = move(document, Trigger.RECALL, actor, at, Circumstances(reason=given.note))
    if was_sent:
        document.deliveries.clear()
    document.desk_id = document.organisation_id
    role = actor.role_in(document.organisation_id, *((Role.CLERK,) if was_sent else (Role.DRAFTER, Role.OFFICE)))
    record(document, Fact.DOCUMENT_RECALLED, actor, at, Said(left, {"note": given.note}, (JobName.NOTIFY,), role))
    return document
