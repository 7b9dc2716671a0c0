"""Ends before the end: cancelling with a reason, and replacing a paper that was already received."""

from workflow.actions.annex import copy_annexes
from workflow.actions.arrival import note_gone
from workflow.actions.attachment import copy_attachments
from workflow.actions.move import move
from workflow.actions.opinion_text import stop_round
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.actions.urge import drop as drop_urging
from workflow.domain.actor import SYSTEM, Actor
from workflow.domain.advance import begin
from workflow.domain.errors import TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.guards import Circumstances
from workflow.domain.inputs.deciding import Act
from workflow.domain.job_names import JobName
from workflow.domain.permissions import Permission, require
from workflow.domain.sections import OPENING
from workflow.domain.states import DEAD, DocumentState, Role, RoundEnd, SectionState, Trigger
from workflow.models import Document, DraftSection, Figure, db
from workflow.models.clock import now
from workflow.queries.case import DocumentCase
from workflow.queries.documents import for_change, replacement_of

REPLACEABLE = (DocumentState.ISSUED, DocumentState.SENT, DocumentState.RECEIVED)
NOT_REPLACEABLE = "Chỉ thay thế được văn bản soạn ở đây, đã ban hành mà cấp trên chưa tổng hợp."


@action
def cancel_document(document_id: int, given: Act, *, actor: Actor) -> Document:
    """Cancel with a reason; a number that was taken stays in the register and is never used again."""
    document = for_change(document_id, given.version)
    at = now()
    left = move(document, Trigger.CANCEL, actor, at, Circumstances(reason=given.note))
    document.await_nothing()
    drop_urging(document)
    stop_round(document, RoundEnd.CANCELLED, at)
    role = actor.role_in(document.organisation_id, Role.SIGNER, Role.OFFICE, Role.DRAFTER)
    said = Said(left, {"reason": given.note, "symbol": document.symbol}, (JobName.NOTIFY,), role)
    record(document, Fact.DOCUMENT_CANCELLED, actor, at, said)
    return document


@action
def begin_replacement(document_id: int, given: Act, *, actor: Actor) -> Document:
    """Begin the new paper that will replace this one when it is issued; its text starts as a copy. Refuses a reason
    left empty, a consolidation, and a paper that cannot be replaced any more."""
    old = for_change(document_id, given.version)
    require(actor, Permission.DOCUMENT_START, DocumentCase(old))
    begun = replacement_of(old.id)
    if begun is not None and begun.state not in DEAD:
        return begun
    _refuse_unless_replaceable(old, given.note)
    at = now()
    new = _copy(old)
    new.state_since = new.created_at = at
    db.session.add(new)
    db.session.flush()
    copy_annexes(old, new)
    copy_attachments(old, new)
    role = actor.role_in(old.organisation_id, Role.DRAFTER, Role.OFFICE)
    said = Said(None, {"replaces": old.id, "reason": given.note}, role=role)
    record(new, Fact.DOCUMENT_STARTED, actor, at, said)
    return new


def supersede_replaced(document: Document) -> None:
    """The replacement is issued: the old paper is superseded, in the same transaction."""
    if document.replaces_id is None:
        return
    old = for_change(document.replaces_id)
    if old.state not in REPLACEABLE:
        return
    at = now()
    left = move(old, Trigger.SUPERSEDE, SYSTEM, at, Circumstances(reason=f"Thay thế bằng {document.symbol}"))
    details = {"by": document.id, "reason": f"Thay thế bằng {document.symbol}"}
    said = Said(left, details, (JobName.NOTIFY,))
    old.await_nothing()
    note_gone(old)
    record(old, Fact.DOCUMENT_SUPERSEDED, SYSTEM, at, said)


def hold_replaced(document: Document) -> None:
    """Inside the acts that number and issue a replacement: nothing happens to the old paper until they are done, so
    that what the machine asks of it holds."""
    if document.replaces_id is not None:
        for_change(document.replaces_id)


def _refuse_unless_replaceable(old: Document, reason: str) -> None:
    if not reason.strip():
        raise TransitionRefused("Hãy ghi lý do thay thế.")
    if old.state not in REPLACEABLE or old.consolidates or not old.sections:
        raise TransitionRefused(NOT_REPLACEABLE)


def _copy(old: Document) -> Document:
    new = Document(
        state=begin(Trigger.START),
        organisation_id=old.organisation_id,
        kind=old.kind,
        target_id=old.target_id,
        desk_id=old.organisation_id,
        due_on=old.due_on,
        abstract=old.abstract,
        recipients=list(old.recipients),
        addressees=list(old.addressees),
        parts=dict(old.parts),
        replaces_id=old.id,
        author_ids=list(old.author_ids),
    )
    new.sections += [_begun(section) for section in old.sections]
    new.figures += [_same(figure) for figure in old.figures]
    return new


def _begun(section: DraftSection) -> DraftSection:
    state = SectionState.WORKING if section.key != OPENING else SectionState.DONE
    begun = DraftSection(key=section.key, title=section.title, position=section.position, kind=section.kind)
    begun.text, begun.rows, begun.state = section.text, section.rows, state
    return begun


def _same(figure: Figure) -> Figure:
    same = Figure(key=figure.key, title=figure.title, unit=figure.unit, position=figure.position)
    same.kind, same.formula = figure.kind, figure.formula
    same.keep(figure.amount, figure.day)
    return same
