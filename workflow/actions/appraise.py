"""The office's hand: the format is in order, or the paper goes back with a reason for each section."""

import datetime as dt
from collections.abc import Mapping

from workflow.actions.move import move
from workflow.actions.opinion_text import return_round
from workflow.actions.record import Said, record
from workflow.actions.remarks import blocking_errors
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.facts import Fact
from workflow.domain.guards import Circumstances
from workflow.domain.inputs.deciding import Act, ReturnDocument, ReturnTo
from workflow.domain.job_names import JobName
from workflow.domain.states import DocumentState, Role, SectionState, Trigger
from workflow.models import Document
from workflow.models.clock import now
from workflow.queries.annexes import annexes_of
from workflow.queries.documents import for_change

_BACK: Mapping[ReturnTo, tuple[Trigger, Fact]] = {
    ReturnTo.WRITER: (Trigger.RETURN_FOR_REVISION, Fact.DOCUMENT_RETURNED),
    ReturnTo.APPRAISAL: (Trigger.RETURN_TO_APPRAISAL, Fact.DOCUMENT_RETURNED_TO_APPRAISAL),
}


@action
def appraise_document(document_id: int, given: Act, *, actor: Actor) -> Document:
    """The office has appraised the paper; the committee may now decide. Refuses while an error of format was neither
    mended nor waived."""
    document = for_change(document_id, given.version)
    at = now()
    left = move(document, Trigger.APPRAISE, actor, at, Circumstances(form_errors=blocking_errors(document)))
    document.return_reason = None
    said = Said(left, {"note": given.note}, (JobName.NOTIFY,), Role.OFFICE)
    record(document, Fact.DOCUMENT_APPRAISED, actor, at, said)
    return document


@action
def return_document(document_id: int, given: ReturnDocument, *, actor: Actor) -> Document:
    """Send the paper back with reasons, to its writer or from the committee to the appraisal. A member who was asked
    for a slip and returns the paper instead ends the round. Refuses without any reason."""
    document = for_change(document_id, given.version)
    at, (trigger, fact) = now(), _BACK[given.to]
    left = move(document, trigger, actor, at, Circumstances(reason=given.said))
    office_first = (Role.OFFICE, Role.SIGNER, Role.MEMBER)
    deciders_first = (Role.SIGNER, Role.MEMBER, Role.OFFICE)
    order = office_first if left is DocumentState.IN_APPRAISAL else deciders_first
    if given.to is ReturnTo.WRITER:
        mark_sections(document, given, actor.name, at)
    document.return_reason = given.said
    details = {"note": given.note, "reasons": dict(given.reasons)} | return_round(document, given.said, actor, at)
    role = actor.role_in(document.organisation_id, *order)
    record(document, fact, actor, at, Said(left, details, (JobName.NOTIFY,), role))
    return document


def mark_sections(document: Document, given: ReturnDocument, who: str, at: dt.datetime) -> None:
    """Put each reason where it belongs: at its section or its annex, which now wants mending."""
    document.return_reason = given.said
    for section in (*document.sections, *annexes_of(document.id)):
        section.note = given.reasons.get(section.key)
        if section.note:
            section.note_by, section.note_at, section.state = who, at, SectionState.TO_FIX
            section.version += 1
