"""A paper that nobody asked for in an outline: begun by its own unit, of the kind that it chooses."""

from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain.actor import Actor
from workflow.domain.advance import begin
from workflow.domain.blocks import clean
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.inputs.writing import BeginPaper
from workflow.domain.kinds import may_issue
from workflow.domain.labels import KINDS
from workflow.domain.permissions import Permission, require
from workflow.domain.sections import BODY, BODY_TITLE, OPENING, OPENING_TITLE
from workflow.domain.states import Role, SectionState, Trigger
from workflow.models import Document, DraftSection, Organisation, db
from workflow.models.clock import now
from workflow.queries import openings
from workflow.queries.organisations import OrganisationCase, by_id


@action
def begin_paper(organisation_id: int, given: BeginPaper, *, actor: Actor, token: str | None = None) -> Document:
    """Begin a paper of the organisation with one body to write in. Refuses NotPermitted, an empty abstract and missing
    addressees of a kind that has them (InvalidInput), and a kind that a chi bộ may not issue (TransitionRefused)."""
    organisation = by_id(organisation_id)
    require(actor, Permission.DOCUMENT_START, OrganisationCase(organisation))
    if not may_issue(given.kind, is_cell=organisation.is_cell):
        raise TransitionRefused(f"{organisation.name} không soạn {KINDS[given.kind].lower()} (399-QĐ/TW, Điều 11).")
    once(token)
    document = blank(organisation, given)
    role = actor.role_in(organisation_id, Role.DRAFTER, Role.OFFICE)
    record(document, Fact.DOCUMENT_STARTED, actor, document.created_at, Said(details={"kind": given.kind}, role=role))
    return document


def addressees_of(document: Document, given: tuple[str, ...]) -> list[str]:
    """The addressees as they are kept; none for a kind without them. Refuses (InvalidInput) none for one that has."""
    if not document.traits.addressed:
        return []
    lines = [line for raw in given if (line := clean(raw).strip(" -\n"))]
    if not lines:
        message = "Hãy ghi nơi nhận ở trên nội dung văn bản."
        raise InvalidInput(message, fields={"addressees": message})
    return lines


def blank(organisation: Organisation, given: BeginPaper) -> Document:
    """The paper as it begins, inside a running act that has looked over who begins it; refuses (InvalidInput) as
    `begin_paper` does."""
    abstract, at = clean(given.abstract).strip(), now()
    if not abstract:
        raise InvalidInput("Trích yếu không được để trống.", fields={"abstract": "Hãy ghi trích yếu."})
    document = Document(
        state=begin(Trigger.START),
        organisation_id=organisation.id,
        kind=given.kind,
        desk_id=organisation.id,
        state_since=at,
        created_at=at,
        abstract=abstract,
        recipients=openings.recipients_of(organisation, given.kind),
    )
    document.addressees = addressees_of(document, given.addressees)
    opening = DraftSection(key=OPENING, title=OPENING_TITLE, position=0, state=SectionState.DONE)
    document.sections += [opening, DraftSection(key=BODY, title=BODY_TITLE, position=1)]
    db.session.add(document)
    db.session.flush()
    return document
