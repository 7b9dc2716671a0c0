"""Who is told: those who act next, whoever takes their place, and the person whose paper it is; never the one who
acted."""

from collections.abc import Mapping

from workflow.domain.comments import Audience
from workflow.domain.delegations import PASSED_ON
from workflow.domain.facts import Fact
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import RECEIVERS, DocumentState, Role
from workflow.models import AuditEntry, Delivery, Document, User, db
from workflow.queries.accounts import actor_of, members_of
from workflow.queries.case import DocumentCase
from workflow.queries.comments import readers_among
from workflow.queries.delegations import substitutes_of

_NEXT_HERE: Mapping[Fact, tuple[Role, ...]] = {
    Fact.DOCUMENT_APPRAISED: (Role.MEMBER, Role.SIGNER),
    Fact.DOCUMENT_RETURNED: (Role.DRAFTER, Role.OFFICE),
    Fact.DOCUMENT_SENT_BACK: (Role.DRAFTER, Role.OFFICE),
    Fact.DOCUMENT_RETURNED_TO_APPRAISAL: (Role.OFFICE,),
    Fact.DOCUMENT_CANCELLED: (Role.OFFICE, Role.CLERK),
    Fact.DOCUMENT_SLOW: (Role.SIGNER,),
    Fact.OPINION_CLOSED: (Role.OFFICE, Role.SIGNER),
    Fact.DOCUMENT_APPROVED: (Role.CLERK,),
    Fact.DOCUMENT_PREPARED: (Role.SIGNER,),
    Fact.DOCUMENT_SIGNED: (Role.CLERK,),
    Fact.DOCUMENT_PROVEN: (Role.CLERK, Role.SIGNER),
    Fact.DOCUMENT_ISSUED: (Role.CLERK,),
    Fact.DOCUMENT_STEP_FAILED: (Role.CLERK, Role.SIGNER),
}
_ABOVE = (Role.OFFICE, Role.CLERK)
_COMMENTED = frozenset({Fact.COMMENT_MADE, Fact.COMMENT_REPLIED, Fact.SUGGESTION_ACCEPTED, Fact.SUGGESTION_REJECTED})
# Those whom the act itself names: the members asked, whose slips fell or stand, whose opinion was replied to,
# who gets a piece of work and who had it.
_NAMED = frozenset(
    {
        Fact.OPINION_ASKED,
        Fact.OPINION_FELL,
        Fact.OPINION_KEPT,
        Fact.OPINION_ANSWERED,
        Fact.DOCUMENT_HANDED_ON,
    }
)
# Those who were asked in a round of opinions that ended by the return.
_BACK = frozenset({Fact.DOCUMENT_RETURNED, Fact.DOCUMENT_RETURNED_TO_APPRAISAL})
# Who had before them what was taken back.
_HELD_BY: Mapping[str, tuple[Role, ...]] = {
    DocumentState.IN_APPRAISAL: (Role.OFFICE,),
    DocumentState.IN_APPROVAL: (Role.MEMBER, Role.SIGNER),
}
# Who was told of the step that was undone, and to whom the paper goes back.
_UNDONE: Mapping[str, tuple[Role, ...]] = {
    DocumentState.IN_APPROVAL: (Role.OFFICE, Role.MEMBER, Role.SIGNER),
    DocumentState.APPROVED: (Role.MEMBER, Role.SIGNER, Role.CLERK),
}
_WRITER_TOO = frozenset(
    {
        Fact.DOCUMENT_ISSUED,
        Fact.DOCUMENT_HANDED_UP,
        Fact.DOCUMENT_RECEIVED,
        Fact.DOCUMENT_CONSOLIDATED,
        Fact.DOCUMENT_CANCELLED,
        Fact.DOCUMENT_UNDONE,
        Fact.OPINION_CLOSED,
    }
)


def recipients(document: Document, entry: AuditEntry) -> list[int]:
    """The people to tell of one act of a document, each once; of those whom the act names, only who may still read the
    document now that they are told."""
    if entry.fact in _COMMENTED:
        return _readers(document, entry)
    named = list(entry.details["people"]) if entry.fact in _NAMED else []
    if entry.fact in _BACK:
        named += entry.details.get("people", ())
    if entry.fact in _WRITER_TOO and document.submitter_id is not None:
        named.append(document.submitter_id)
    told = [] if entry.fact in _NAMED else _those_next(document, entry.fact)
    before = {Fact.DOCUMENT_RECALLED: _HELD_BY, Fact.DOCUMENT_UNDONE: _UNDONE}.get(entry.fact, {})
    told += serving(document.organisation_id, before.get(entry.from_state or "", ()))
    told += [one for house in entry.details.get("taken_from", ()) for one in _who_receive(house, document)]
    told += [person for person in named if _may_read(person, document)]
    return sorted({person for person in told if person != entry.actor_id})


def _readers(document: Document, entry: AuditEntry) -> list[int]:
    """Those whom a comment concerns and who may read it today."""
    people = [person for person in entry.details["people"] if person != entry.actor_id]
    return readers_among(document, people, Audience(entry.details["audience"]))


def _may_read(person: int, document: Document) -> bool:
    actor = actor_of(db.session.get_one(User, person))
    return permits(actor, Permission.DOCUMENT_READ, DocumentCase(document))


def _those_next(document: Document, fact: Fact) -> list[int]:
    if fact is Fact.DOCUMENT_SENT and document.through_id is not None:
        return serving(document.through_id, (Role.OFFICE,))
    if fact is Fact.DOCUMENT_SENT:
        return [one for delivery in document.deliveries for one in _receiving(delivery)]
    if fact is Fact.DOCUMENT_HANDED_UP:
        return [one for delivery in document.deliveries if delivery.is_superior for one in _receiving(delivery)]
    if fact is Fact.DOCUMENT_SUPERSEDED:
        return serving(document.desk_id, (Role.OFFICE,))
    if fact is Fact.DOCUMENT_SUBMITTED:
        roles = (Role.MEMBER, Role.SIGNER) if document.organisation.is_cell else (Role.OFFICE,)
        return serving(document.organisation_id, roles)
    next_here: tuple[Role, ...] = _NEXT_HERE.get(fact, ())
    if fact is Fact.DOCUMENT_APPRAISED and document.organisation.rules.is_collective:
        next_here = (Role.OFFICE,)
    return serving(document.organisation_id, next_here)


def _receiving(delivery: Delivery) -> list[int]:
    return serving(delivery.organisation_id, _ABOVE if delivery.is_superior else RECEIVERS)


def _who_receive(house: int, document: Document) -> list[int]:
    """Of a house that it was sent to and taken back from."""
    return serving(house, _ABOVE if house == document.organisation.superior_id else RECEIVERS)


def serving(organisation_id: int | None, roles: tuple[Role, ...]) -> list[int]:
    """Those of an organisation with one of the roles, and whoever takes the place of one who is away."""
    if organisation_id is None or not roles:
        return []
    members = members_of(organisation_id)
    absent = {member.user_id for member in members if PASSED_ON.get(member.role) in roles}
    here = [member.user_id for member in members if member.role in roles]
    return here + substitutes_of(organisation_id, absent)
