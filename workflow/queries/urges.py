"""Urging: who may be urged in a round now, what was urged before, and the record of an organisation."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.deadlines import Urgency
from workflow.domain.errors import NotFound
from workflow.domain.states import CampaignState
from workflow.models import Campaign, Document, Target, Urge, db
from workflow.queries.campaigns import UnitRow, standing_of

__all__ = [
    "Campaign",
    "Told",
    "Urgable",
    "Urge",
    "for_reply",
    "late_ones",
    "of_document",
    "record_of",
    "same_day",
    "times_urged",
    "urged_units",
]

_MISSING = "Không có lần đôn đốc này, hoặc đồng chí không thuộc diện được xem."


@dataclass(frozen=True, slots=True)
class Urgable:
    """A unit that is late: how many days, the how-manyth urging this would be, why it cannot be urged now, if so."""

    row: UnitRow
    days: int
    ordinal: int
    closed: str | None

    @property
    def unit_id(self) -> int:
        """The unit."""
        return self.row.target.organisation_id


@dataclass(frozen=True, slots=True)
class Told:
    """One urging in the record of an organisation, with how its request stands today."""

    urge: Urge
    row: UnitRow

    @property
    def extended_to(self) -> dt.date | None:
        """The later day that was given after it."""
        return self.row.target.due_on if self.row.target.due_on > self.urge.due_on else None


def late_ones(campaign: Campaign, rows: Iterable[UnitRow], today: dt.date) -> list[Urgable]:
    """Of the rows of an open round those that are late, in two statements; none of a closed one."""
    late = [row for row in rows if not row.has_sent and row.urgency is Urgency.LATE]
    if campaign.state is not CampaignState.OPEN or not late:
        return []
    targets = [row.target for row in late]
    sent = times_urged(targets)
    closed = _closed(campaign.organisation_id, targets, today)
    return [
        Urgable(
            row,
            (today - row.target.due_on).days,
            sent.get(row.target.id, (0, None))[0] + 1,
            closed.get(row.target.organisation_id),
        )
        for row in late
    ]


def times_urged(targets: Collection[Target]) -> dict[int, tuple[int, dt.datetime | None]]:
    """Of each request that was urged (how often, when last); one statement."""
    query = select(Urge.target_id, func.count(), func.max(Urge.sent_at)).where(
        Urge.target_id.in_([target.id for target in targets]), Urge.sent_at.is_not(None)
    )
    return {target: (times, last) for target, times, last in db.session.execute(query.group_by(Urge.target_id))}


def of_document(document_id: int) -> Sequence[Urge]:
    """The organisations that a công văn urges."""
    query = select(Urge).where(Urge.document_id == document_id).options(joinedload(Urge.unit))
    return db.session.scalars(query.order_by(Urge.id)).all()


def urged_units(document: Document) -> set[int]:
    """The organisations that a công văn, or the one it replaces, urges."""
    papers = [one for one in (document.id, document.replaces_id) if one is not None]
    return set(db.session.scalars(select(Urge.unit_id).where(Urge.document_id.in_(papers))))


def same_day(urges: Sequence[Urge], day: dt.date) -> Urge | None:
    """Another urging by the same organisation of one of the same units on the day."""
    if not urges:
        return None
    query = select(Urge).where(
        Urge.organisation_id == urges[0].organisation_id,
        Urge.unit_id.in_([one.unit_id for one in urges]),
        Urge.day == day,
        Urge.document_id != urges[0].document_id,
    )
    return db.session.scalars(query.options(joinedload(Urge.unit)).limit(1)).first()


def record_of(unit_id: int, actor: Actor, before: int | None, limit: int, today: dt.date) -> list[Told]:
    """The urgings of an organisation, newest first, in a bounded number of statements; keyset on the id. Whoever does
    not serve the organisation that urges sees those that were sent."""
    query = select(Urge).where(Urge.unit_id == unit_id)
    query = query.where(or_(Urge.sent_at.is_not(None), Urge.organisation_id.in_(actor.organisation_ids)))
    if before is not None:
        query = query.where(Urge.id < before)
    query = query.options(
        joinedload(Urge.document), joinedload(Urge.reply), joinedload(Urge.target).joinedload(Target.campaign)
    )
    urges = db.session.scalars(query.order_by(Urge.id.desc()).limit(limit)).unique().all()
    stand = {row.target.id: row for row in standing_of([one.target for one in urges], today)}
    return [Told(one, stand[one.target_id]) for one in urges]


def for_reply(urge_id: int, actor: Actor) -> Urge:
    """One urging that was sent to, or by, an organisation of the actor, locked; anything else is NotFound."""
    urge = db.session.scalars(select(Urge).where(Urge.id == urge_id).with_for_update(of=Urge)).one_or_none()
    if urge is None or urge.sent_at is None or not (actor.holds(urge.unit_id) or actor.holds(urge.organisation_id)):
        raise NotFound(_MISSING)
    return urge


def _closed(organisation_id: int, targets: Sequence[Target], today: dt.date) -> dict[int, str]:
    query = select(Urge).where(
        Urge.organisation_id == organisation_id,
        Urge.unit_id.in_([target.organisation_id for target in targets]),
        or_(Urge.day == today, Urge.sent_at.is_(None) & Urge.target_id.in_([target.id for target in targets])),
    )
    return {one.unit_id: _why(one) for one in db.session.scalars(query)}


def _why(urge: Urge) -> str:
    if urge.sent_at is None:
        return f"Có công văn đôn đốc lập ngày {dates.short(urge.day)} chưa gửi."
    return "Hôm nay đã đôn đốc; mỗi đơn vị nhiều nhất một lần trong ngày."
