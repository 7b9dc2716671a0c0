"""Small questions about an actor and a subject; the permission table is made of them."""

from collections.abc import Callable
from typing import Any

from workflow.domain.actor import Actor
from workflow.domain.states import LEFT_THE_HOUSE, DocumentState, Role

# A subject is whatever a rule is asked about: a document's case, a campaign, an organisation. It offers the attributes
# that the predicates of its own permissions read (`organisation_id`, `superior_id`, `ancestor_ids`, `addressee_ids` …).
Subject = Any
Predicate = Callable[[Actor, Subject], bool]

_UNSUBMITTED = frozenset({DocumentState.DRAFT, DocumentState.CONSOLIDATING, DocumentState.RETURNED})


def is_system(actor: Actor, subject: Subject) -> bool:
    """The system acts for itself."""
    return actor.is_system


def serves_owner(actor: Actor, subject: Subject) -> bool:
    """Any role in the organisation the subject belongs to."""
    return actor.holds(subject.organisation_id)


def drafts_for_owner(actor: Actor, subject: Subject) -> bool:
    """Drafter in the owner's organisation."""
    return actor.holds(subject.organisation_id, Role.DRAFTER)


def is_office_of_owner(actor: Actor, subject: Subject) -> bool:
    """Office of the owner's organisation."""
    return actor.holds(subject.organisation_id, Role.OFFICE)


def is_office_somewhere(actor: Actor, subject: Subject) -> bool:
    """Office of any organisation: what all share is kept by any of them."""
    return any(grant.role is Role.OFFICE for grant in actor.grants)


def is_clerk_of_owner(actor: Actor, subject: Subject) -> bool:
    """Văn thư of the owner's organisation."""
    return actor.holds(subject.organisation_id, Role.CLERK)


def reads_books_of_owner(actor: Actor, subject: Subject) -> bool:
    """Whose work is, or in one that has ended was, with the registers: văn thư, office, signer, inspector,
    administrator; nobody of another house."""
    return actor.held(subject.organisation_id, Role.CLERK, Role.OFFICE, Role.SIGNER, Role.INSPECTOR, Role.ADMIN)


def reads_books_of_successor(actor: Actor, subject: Subject) -> bool:
    """The same in an organisation that took over from the one that kept the registers, however long ago."""
    readers = (Role.CLERK, Role.OFFICE, Role.SIGNER, Role.INSPECTOR, Role.ADMIN)
    return any(actor.holds(after, *readers) for after in subject.successor_ids)


def decides_for_owner(actor: Actor, subject: Subject) -> bool:
    """Member of the committee that decides, the signer among them."""
    return actor.holds(subject.organisation_id, Role.MEMBER, Role.SIGNER)


def signs_for_owner(actor: Actor, subject: Subject) -> bool:
    """May sign on behalf of the owner."""
    return actor.holds(subject.organisation_id, Role.SIGNER)


def administers_owner(actor: Actor, subject: Subject) -> bool:
    """Administrator of the organisation itself."""
    return actor.holds(subject.organisation_id, Role.ADMIN)


def administers_ancestor(actor: Actor, subject: Subject) -> bool:
    """Administrator of an organisation above."""
    return any(actor.holds(above, Role.ADMIN) for above in subject.ancestor_ids)


def administers_above(actor: Actor, subject: Subject) -> bool:
    """Administrator of an organisation above; of the top of the tree, which has none above, its own."""
    return administers_ancestor(actor, subject) or (not subject.ancestor_ids and administers_owner(actor, subject))


def is_the_absent_one(actor: Actor, subject: Subject) -> bool:
    """Whoever is away names a substitute for themselves, and for nobody else."""
    return actor.user_id is not None and actor.user_id == subject.absent_id


def is_the_holder(actor: Actor, subject: Subject) -> bool:
    """The person whose own a certificate is."""
    return actor.user_id is not None and actor.user_id == subject.user_id


def is_of_the_house(actor: Actor, subject: Subject) -> bool:
    """A certificate of the organisation's seal, of no person."""
    return subject.user_id is None


def brought_it(actor: Actor, subject: Subject) -> bool:
    """The person who brought a paper from outside."""
    return actor.user_id is not None and actor.user_id == subject.owner_id


def still_stands(actor: Actor, subject: Subject) -> bool:
    """The organisation was not merged, split up or dissolved."""
    return not subject.has_ended


def serves_successor(actor: Actor, subject: Subject) -> bool:
    """Any role in an organisation that took over from the one the subject belongs to, however long ago."""
    return any(actor.holds(after) for after in subject.successor_ids)


def serves_heir(actor: Actor, subject: Subject) -> bool:
    """Any role in an organisation that took over from one that the subject came to or belonged to."""
    return any(actor.holds(heir) for heir in subject.heir_ids)


def serves_superior(actor: Actor, subject: Subject) -> bool:
    """Any role in the direct superior."""
    return actor.holds(subject.superior_id)


def serves_ancestor(actor: Actor, subject: Subject) -> bool:
    """Any role in an organisation above, however far."""
    return any(actor.holds(above) for above in subject.ancestor_ids)


def serves_subordinate(actor: Actor, subject: Subject) -> bool:
    """Any role in an organisation directly below."""
    return any(actor.holds(below) for below in subject.subordinate_ids)


def serves_addressee(actor: Actor, subject: Subject) -> bool:
    """Any role in an organisation the subject is addressed to."""
    return any(actor.holds(addressee) for addressee in subject.addressee_ids)


def serves_copy_holder(actor: Actor, subject: Subject) -> bool:
    """Any role in an organisation that a whole copy of the subject was sent to."""
    return any(actor.holds(holder) for holder in subject.copy_holder_ids)


def receives_for_superior(actor: Actor, subject: Subject) -> bool:
    """Office or văn thư of the direct superior."""
    return actor.holds(subject.superior_id, Role.OFFICE, Role.CLERK)


def receives_for_addressee(actor: Actor, subject: Subject) -> bool:
    """Whoever may receive for one of the addressees."""
    return any(receives_for(actor, one, subject.superior_id) for one in subject.addressee_ids)


def receives_for(actor: Actor, organisation_id: int | None, superior_id: int | None) -> bool:
    """Office or văn thư; below, where a chi bộ has no office, the drafter too."""
    roles = {Role.OFFICE, Role.CLERK} if organisation_id == superior_id else {Role.OFFICE, Role.CLERK, Role.DRAFTER}
    return actor.holds(organisation_id, *roles)


def is_office_of_superior(actor: Actor, subject: Subject) -> bool:
    """Office of the direct superior: it may return for form, never approve."""
    return actor.holds(subject.superior_id, Role.OFFICE)


def serves_clearing_house(actor: Actor, subject: Subject) -> bool:
    """Any role in the advisory body by way of which reports go up."""
    return actor.holds(subject.through_id)


def is_office_of_clearing_house(actor: Actor, subject: Subject) -> bool:
    """Office of that body: it may return for form and hand on, never approve."""
    return actor.holds(subject.through_id, Role.OFFICE)


def inspects_owner(actor: Actor, subject: Subject) -> bool:
    """Inspector of the organisation itself."""
    return actor.holds(subject.organisation_id, Role.INSPECTOR)


def inspects_superior(actor: Actor, subject: Subject) -> bool:
    """Inspector of an organisation above."""
    return any(actor.holds(above, Role.INSPECTOR) for above in subject.ancestor_ids)


def serves_where_it_went(actor: Actor, subject: Subject) -> bool:
    """Any role in an organisation that a difficulty came to, by itself or within what it was joined into."""
    return any(actor.holds(one) for one in subject.reached_ids)


def is_office_where_it_went(actor: Actor, subject: Subject) -> bool:
    """Office of an organisation that a difficulty came to."""
    return any(actor.holds(one, Role.OFFICE) for one in subject.reached_ids)


def is_office_at_desk(actor: Actor, subject: Subject) -> bool:
    """Office of the organisation at whose desk a difficulty lies."""
    return actor.holds(subject.desk_id, Role.OFFICE)


def signs_at_desk(actor: Actor, subject: Subject) -> bool:
    """May sign on behalf of the organisation at whose desk a difficulty lies."""
    return actor.holds(subject.desk_id, Role.SIGNER)


def left_the_house(actor: Actor, subject: Subject) -> bool:
    """The document was sent; before that nobody outside sees it. One replaced before it was sent never left."""
    if subject.state is DocumentState.SUPERSEDED:
        return bool(subject.addressee_ids)
    return subject.state in LEFT_THE_HOUSE


def stayed_in_the_house(actor: Actor, subject: Subject) -> bool:
    """The document was not sent yet."""
    return subject.state not in LEFT_THE_HOUSE


def is_consolidated(actor: Actor, subject: Subject) -> bool:
    """The superior's paper that uses it is issued."""
    return subject.state is DocumentState.CONSOLIDATED


def belongs_to_cell(actor: Actor, subject: Subject) -> bool:
    """A chi bộ has no office: its drafter does what an office does elsewhere."""
    return bool(subject.is_cell)


def is_charged(actor: Actor, subject: Subject) -> bool:
    """A task was given to the person by name."""
    return actor.user_id is not None and actor.user_id in subject.charged_ids


def is_office_of_setter(actor: Actor, subject: Subject) -> bool:
    """Office of the organisation whose plan set a task."""
    return actor.holds(subject.setter_id, Role.OFFICE)


def is_drafted(actor: Actor, subject: Subject) -> bool:
    """Own text, not a consolidation."""
    return not subject.consolidates


def is_unsubmitted(actor: Actor, subject: Subject) -> bool:
    """Still, or again, with the one who writes; a paper that took a number is the signer's to end."""
    return subject.state in _UNSUBMITTED and not subject.is_numbered
