"""What a campaign says of its units is what the moments say; and what was sent was received."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from workflow.cli.simulate.invariants.reading import Seen, called
from workflow.cli.simulate.ledger import Ledger
from workflow.domain.dates import local_day
from workflow.domain.facts import Fact
from workflow.domain.periods import Period
from workflow.domain.states import ARRIVED, DocumentState
from workflow.models import AuditEntry, Campaign, Document, Organisation, Target, db
from workflow.models.clock import today
from workflow.queries import tallies
from workflow.queries.campaigns import Rates, matrix
from workflow.queries.campaigns import rates as told_rates

_TAKEN = (DocumentState.RECEIVED, DocumentState.CONSOLIDATED)
_MOVED = (Fact.DOCUMENT_SENT, Fact.DOCUMENT_SENT_BACK, Fact.DOCUMENT_RECALLED)


def rates(ledger: Ledger, seen: Seen) -> Iterator[str]:
    """Campaigns whose expected, arrived, on time and late are not those counted from the moments of sending."""
    sent = _sent_at()
    living, sent_back = _living(), _sent_back()
    for campaign in db.session.scalars(select(Campaign).options(selectinload(Campaign.targets))).unique():
        seen.add()
        told = told_rates(matrix(campaign, today()))
        naive = _naive(campaign, living, sent, sent_back)
        if told != naive:
            yield f"campaign {campaign.id} of {campaign.organisation.name} says {told}, the moments {naive}"
        db.session.expunge_all()


def tallied(ledger: Ledger, seen: Seen) -> Iterator[str]:
    """Tallies that are not a count of all duties, and periods of the whole province that are not the sum of what the
    moments say of its campaigns."""
    if different := tallies.different():
        yield f"{different} tallies are not what a count of all duties gives"
    sent, living, sent_back = _sent_at(), _living(), _sent_back()
    sums: dict[Period, list[Rates]] = defaultdict(list)
    for campaign in db.session.scalars(select(Campaign).options(selectinload(Campaign.targets))).unique():
        if campaign.period:
            sums[campaign.period].append(_naive(campaign, living, sent, sent_back))
    top = db.session.scalars(select(Organisation.id).where(Organisation.superior_id.is_(None))).one()
    for period, of_period in sums.items():
        seen.add()
        told = tallies.rates(top, period, today())
        naive = Rates(*(sum(getattr(one, name) for one in of_period) for name in Rates.__slots__))
        if told != naive:
            yield f"{period.title}: the province's tallies say {told}, the moments {naive}"


def _naive(
    campaign: Campaign, living: Mapping[int, list[int]], sent: Mapping[int, AuditEntry], sent_back: set[int | None]
) -> Rates:
    arrived, on_time, missing = 0, 0, 0
    for target in campaign.targets:
        moments = [sent[number].at for number in living.get(target.id, ()) if number in sent]
        arrived += bool(moments)
        on_time += bool(moments) and local_day(max(moments)) <= target.due_on
        missing += not moments and target.due_on < today()
    returned = sum(target.id in sent_back for target in campaign.targets)
    return Rates(len(campaign.targets), arrived, on_time, missing, returned)


def _sent_at() -> dict[int, AuditEntry]:
    """The entry by which each document was sent, of those that were not taken or sent back since."""
    query = select(AuditEntry).where(AuditEntry.subject_kind == Document.subject_kind, AuditEntry.fact.in_(_MOVED))
    last = {entry.subject_id: entry for entry in db.session.scalars(query.order_by(AuditEntry.id))}
    return {number: entry for number, entry in last.items() if entry.fact is Fact.DOCUMENT_SENT}


def _sent_back() -> set[int | None]:
    """The requests to which a paper was sent back."""
    query = (
        select(Document.target_id)
        .join(AuditEntry, AuditEntry.subject_id == Document.id)
        .where(AuditEntry.subject_kind == Document.subject_kind, AuditEntry.fact == Fact.DOCUMENT_SENT_BACK)
    )
    return set(db.session.scalars(query))


def _living() -> dict[int, list[int]]:
    query = select(Document.target_id, Document.id).where(Document.target_id.is_not(None), Document._state.in_(ARRIVED))
    found: dict[int, list[int]] = {}
    for target_id, number in db.session.execute(query):
        found.setdefault(target_id or 0, []).append(number)
    return found


def received(ledger: Ledger, seen: Seen) -> Iterator[str]:
    """Papers still on the way, but for those that the seed let lie; and receipts without their moment."""
    query = select(Document).join(Target, Document.target_id == Target.id)
    for document in db.session.scalars(query.options(selectinload(Document.deliveries))).unique():
        seen.add()
        if document.state is DocumentState.SENT and document.id not in ledger.forgotten:
            yield f"{called(document)} was sent and never received"
        if document.state in _TAKEN:
            above = [delivery for delivery in document.deliveries if delivery.is_superior]
            if not above or any(delivery.received_at is None for delivery in above):
                yield f"{called(document)} counts as received without a receipt"


def through_the_house(ledger: Ledger, seen: Seen) -> Iterator[str]:
    """Papers that went up past the advisory body that their round names, without its receipt."""
    query = select(Document).join(Target, Document.target_id == Target.id)
    query = query.join(Campaign, Campaign.id == Target.campaign_id)
    query = query.where(Campaign.through_id.is_not(None), Document._state.in_(_TAKEN))
    for document in db.session.scalars(query.options(selectinload(Document.deliveries))).unique():
        seen.add()
        handed = [one.received_at for one in document.deliveries if one.is_passage]
        if not handed or None in handed:
            yield f"{called(document)} was received and never handed up"
