"""Handing in, and taking back until the next hand took it."""

from workflow.actions.arrival import lateness, note_gone
from workflow.actions.compose import Content, content_of
from workflow.actions.draft import note_author
from workflow.actions.move import move
from workflow.actions.opinion_text import follow_text, follow_writers
from workflow.actions.record import Said, record
from workflow.actions.remarks import blocking_errors
from workflow.actions.revise import keep_revision
from workflow.actions.transaction import action
from workflow.actions.urge import note_recalled
from workflow.domain.actor import Actor
from workflow.domain.facts import Fact
from workflow.domain.guards import Circumstances
from workflow.domain.inputs.deciding import Act
from workflow.domain.job_names import JobName
from workflow.domain.states import LEFT_THE_HOUSE, Role, Trigger
from workflow.models import Document
from workflow.models.clock import now
from workflow.queries.documents import for_change


@action
def submit_document(document_id: int, given: Act, *, actor: Actor) -> Document:
    """Hand the text in: it becomes a revision and goes to the office, in a chi bộ straight to approval. Refuses a text
    changed since it was checked, unfinished sections, unhandled source blocks and, in a chi bộ,
    errors of format that were neither mended nor waived."""
    document = for_change(document_id, given.version)
    at = now()
    content = content_of(document)
    left = move(document, Trigger.SUBMIT, actor, at, _circumstances(document, content))
    note_author(document, actor)
    before, revision = document.revision_id, keep_revision(document, content, actor, at)
    document.submitter_id, document.return_reason = actor.user_id, None
    role = actor.role_in(document.organisation_id, Role.DRAFTER, Role.OFFICE)
    details = {"revision": revision.ordinal, "digest": revision.digest, "note": given.note}
    details |= lateness(document)
    record(document, Fact.DOCUMENT_SUBMITTED, actor, at, Said(left, details, (JobName.NOTIFY,), role))
    follow_writers(document, at)
    follow_text(document, before, at)
    return document


def _circumstances(document: Document, content: Content) -> Circumstances:
    """A chi bộ has no office: its own list is in order before the paper is handed in."""
    return Circumstances(form_errors=blocking_errors(document, content) if document.organisation.is_cell else 0)


@action
def recall_document(document_id: int, given: Act, *, actor: Actor) -> Document:
    """Take back what was handed in, or sent and not yet received: then its addressees are told, with the reason.
    Refuses once the next hand took it, and to take back without a word what was sent."""
    document = for_change(document_id, given.version)
    at = now()
    was_sent = document.state in LEFT_THE_HOUSE
    details: dict[str, object] = {"note": given.note}
    left = move(document, Trigger.RECALL, actor, at, Circumstances(reason=given.note))
    if was_sent:
        houses = {one.organisation_id for one in document.deliveries if one.organisation_id}
        details |= {"taken_from": sorted(houses)}
        document.deliveries.clear()
        note_recalled(document)
        note_gone(document)
    document.desk_id, document.through_id = document.organisation_id, None
    role = actor.role_in(document.organisation_id, *((Role.CLERK,) if was_sent else (Role.DRAFTER, Role.OFFICE)))
    record(document, Fact.DOCUMENT_RECALLED, actor, at, Said(left, details, (JobName.NOTIFY,), role))
    return document
