"""On its way: sending, the superior's receipt, and the way back before it."""

import datetime as dt
import re

from workflow.actions.appraise import mark_sections
from workflow.actions.arrival import lateness, note_gone, note_sent
from workflow.actions.incoming import enter_received
from workflow.actions.move import move
from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.actions.urge import note_sent as note_urged
from workflow.domain.actor import Actor
from workflow.domain.dates import clock_and_day
from workflow.domain.errors import ChangedMeanwhile, TransitionRefused
from workflow.domain.facts import Fact
from workflow.domain.guards import Circumstances
from workflow.domain.inputs.deciding import Act, ReturnDocument
from workflow.domain.job_names import JobName
from workflow.domain.kinds import Course
from workflow.domain.names import same_name
from workflow.domain.paper import AS_ABOVE
from workflow.domain.permissions import Permission, require
from workflow.domain.predicates import receives_for
from workflow.domain.states import JobStep, Role, Trigger
from workflow.domain.tasks import meant_by
from workflow.models import Delivery, Document, Organisation
from workflow.models.clock import now
from workflow.queries.anchors import newest
from workflow.queries.audit import received_only_since
from workflow.queries.case import DocumentCase
from workflow.queries.documents import STALE, for_change
from workflow.queries.organisations import neighbours, subordinates
from workflow.queries.urges import urged_units

_ALL_BELOW = re.compile(r"(?:như trên, )?các .*(?:trực thuộc|cấp dưới)\b")


@action
def send_document(document_id: int, given: Act | None = None, *, actor: Actor) -> Document:
    """Hand the issued paper to every addressee: what goes up comes to the superior's desk, or first to that of the
    advisory body that the round names, what goes down to the subordinates, everything else to whom it names.
    The worker sends without a version, and only what waits for it: sent or recalled meanwhile, it stays as it is."""
    document = for_change(document_id, given.version if given else None)
    if given is None and document.step is not JobStep.SENDING:
        return document
    at = now()
    left = move(document, Trigger.SEND, actor, at)
    _deliver(document, at)
    note_urged(document, at)
    document.await_nothing()
    note_sent(document, at)
    details = {"to": [delivery.label for delivery in document.deliveries]} | lateness(document)
    role = actor.role_in(document.organisation_id, Role.CLERK)
    record(document, Fact.DOCUMENT_SENT, actor, at, Said(left, details, (JobName.NOTIFY,), role))
    return document


@action
def receive_document(document_id: int, given: Act | None = None, *, actor: Actor) -> Document:
    """The receipt of an addressee's organisation; that of the superior also moves what goes up. What others received
    since the page was opened makes it no older. Twice is once; refuses what a colleague received (TransitionRefused),
    naming them."""
    document = for_change(document_id)
    if given and given.version != document.version and not received_only_since(document, given.version):
        raise ChangedMeanwhile(STALE)
    at = now()
    case = DocumentCase(document)
    require(actor, Permission.DOCUMENT_RECEIVE, case)
    addressed = [one for one in document.deliveries if not one.is_passage]
    mine = [one for one in addressed if receives_for(actor, one.organisation_id, case.superior_id)]
    waiting = [one for one in mine if one.received_at is None]
    if not waiting and not document.traits.goes_up:
        _refuse_unless_own(mine, actor)
        return document
    left = document.state
    superior_receives = any(delivery.is_superior for delivery in waiting) and document.traits.goes_up
    if superior_receives or not waiting:
        left = move(document, Trigger.RECEIVE, actor, at)
    for delivery in waiting:
        delivery.received_at, delivery.received_by = at, actor.name
    houses = sorted({delivery.organisation_id for delivery in waiting if delivery.organisation_id})
    numbers = {house: enter_received(document, house, at).number for house in houses}
    here = waiting[0].organisation_id if waiting else case.superior_id
    role = actor.role_in(here, Role.OFFICE, Role.CLERK, Role.DRAFTER)
    details = {"by": actor.name, "book_number": numbers.get(here) if here else None}
    said = Said(left, details, (JobName.NOTIFY,), role, here)
    record(document, Fact.DOCUMENT_RECEIVED, actor, at, said)
    return document


def _refuse_unless_own(received: list[Delivery], actor: Actor) -> None:
    for one in received:
        if one.received_at is not None and one.received_by != actor.name:
            at = clock_and_day(one.received_at)
            raise TransitionRefused(f"Đồng chí {one.received_by} đã tiếp nhận văn bản này lúc {at}.")


@action
def send_back(document_id: int, given: ReturnDocument, *, actor: Actor) -> Document:
    """The superior's office, or the clearing house that has it, returns a sent paper, for form, with reasons; it stands
    again with its writer and keeps its number. Refuses once it was received: then only a new paper replaces it."""
    document = for_change(document_id, given.version)
    at = now()
    withdrawn = document.issued_digest
    left = move(document, Trigger.RETURN_TO_SENDER, actor, at, Circumstances(reason=given.said))
    above = document.desk if document.desk_id != document.organisation_id else document.organisation.superior
    mark_sections(document, given, f"{actor.name}, {above.name if above else ''}".strip(", "), at)
    _open_again(document)
    note_gone(document, sent_back=True)
    details = {"note": given.note, "reasons": dict(given.reasons), "withdrawn": withdrawn}
    said = Said(left, details, (JobName.NOTIFY,), Role.OFFICE, above.id if above else None)
    record(document, Fact.DOCUMENT_SENT_BACK, actor, at, said)
    return document


def _open_again(document: Document) -> None:
    """What was printed and signed is withdrawn (the audit keeps its digest); the number stays (design §3)."""
    document.desk_id, document.through_id = document.organisation_id, None
    document.issued_digest = document.prepared_digest = None
    document.prepared, document.sign_consent = {}, {}
    document.signatures.clear()
    document.deliveries.clear()


def _deliver(document: Document, at: dt.datetime) -> None:
    through, held = _clearing_house(document), newest(document.organisation_id)
    passing = [(f"{through.name} (đầu mối)", through)] if through else []
    for position, (label, organisation) in enumerate([*passing, *_addressees(document)]):
        above = organisation is not None and organisation.id == document.organisation.superior_id
        row = Delivery(
            document_id=document.id,
            organisation_id=organisation.id if organisation else None,
            position=position,
            label=label,
            is_superior=above,
            is_passage=organisation is not None and organisation is through,
            sent_at=at,
            anchor=str(held) if held and above else None,
        )
        document.deliveries.append(row)
    if document.traits.goes_up and document.organisation.superior_id is not None:
        document.desk_id = through.id if through else document.organisation.superior_id
        document.through_id = through.id if through else None


def _clearing_house(document: Document) -> Organisation | None:
    """The body that the round names, while it stands below the superior that the report goes to; its own report goes
    straight up."""
    body = document.target.campaign.through if document.target else None
    if body is None or body.has_ended or body.id == document.organisation_id:
        return None
    return body if body.superior_id == document.organisation.superior_id else None


def _addressees(document: Document) -> list[tuple[str, Organisation | None]]:
    """Those with a desk here, then the printed lines that are nobody's."""
    lines = [*document.addressees, *document.recipients]
    if document.traits.course is Course.NAMED:
        found, meant = _named(document), frozenset[str]()
    else:
        found, meant = _by_rank(document)
    reached = {organisation.name.casefold() for _, organisation in found} | meant
    return [*found, *((line, None) for line in lines if _name_in(line) not in reached and line != AS_ABOVE)]


def _by_rank(document: Document) -> tuple[list[tuple[str, Organisation]], frozenset[str]]:
    """The superior first, then for a plan those who carry it out; and the lines that name these together."""
    above = document.organisation.superior
    mark = "" if document.traits.addressed else " (b/c)"
    found = [(f"{above.name}{mark}", above)] if above else []
    if document.traits.course is not Course.DOWN:
        return found, frozenset()
    below, meant = _carriers(document)
    return [*found, *((f"{one.name} (để thực hiện)", one) for one in below)], meant


def _carriers(document: Document) -> tuple[list[Organisation], frozenset[str]]:
    """Who below carries a plan out: those whom a line of Nơi nhận names or means ("Các chi bộ trực thuộc"); all who
    stand directly below where no line means any of them. And the lines that mean some together."""
    below, names = list(subordinates(document.organisation_id)), [_name_in(line) for line in document.recipients]
    means = {name: meant for name in names if (meant := meant_by(name)) is not None}
    levels = {meant.level for meant in means.values()}
    chosen = [
        one
        for one in below
        if one.level in levels
        or None in levels
        or any(same_name(name, called) for name in names for called in _called(one))
    ]
    return (chosen or below), frozenset(means)


def _called(organisation: Organisation) -> tuple[str, str]:
    return organisation.name, organisation.short_name


def _named(document: Document) -> list[tuple[str, Organisation]]:
    """Those around the organisation that the paper names, or urges by a list; "Các chi bộ trực thuộc" are all who
    stand below it."""
    lines = {_name_in(line): line for line in [*document.addressees, *document.recipients]}
    to_all_below = any(_ALL_BELOW.match(name) for name in lines)
    urged = urged_units(document)
    return [
        (lines.get(one.name.casefold(), one.name), one)
        for one in neighbours(document.organisation)
        if one.name.casefold() in lines
        or one.id in urged
        or (to_all_below and one.superior_id == document.organisation_id)
    ]


def _name_in(line: str) -> str:
    """The name in a line of Nơi nhận, without its "(b/c)", folded."""
    return line.partition(" (")[0].casefold()
