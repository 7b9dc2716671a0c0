"""Urging: who may be urged now about a round or a task, what was urged before, and the record of an organisation."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.deadlines import Urgency
from workflow.domain.errors import NotFound
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import IN_FORCE, CampaignState
from workflow.domain.tasks import Progress, TaskState
from workflow.models import Campaign, Document, Organisation, Target, Task, TaskResult, Urge, db
from workflow.queries import task_results
from workflow.queries.campaigns import UnitRow, standing_of
from workflow.queries.organisations import predecessors_of, successors_of
from workflow.queries.task_days import late_below

__all__ = [
    "Campaign",
    "Task",
    "Told",
    "Urgable",
    "Urge",
    "answering",
    "for_reply",
    "late_ones",
    "late_with",
    "of_document",
    "record_of",
    "same_day",
    "times_urged",
    "urged_units",
]

_MISSING = "Không có lần đôn đốc này, hoặc đồng chí không thuộc diện được xem."
_NOTHING = (None, None)


@dataclass(frozen=True, slots=True)
class Urgable:
    """A unit that is late with a matter (a request, or else a task): its day, how many days, the how-manyth urging this
    would be, why it cannot be urged now, if so."""

    unit: Organisation
    due_on: dt.date
    days: int
    ordinal: int
    closed: str | None
    target_id: int | None = None

    @property
    def unit_id(self) -> int:
        """The unit."""
        return self.unit.id


@dataclass(frozen=True, slots=True)
class Told:
    """One urging in the record of an organisation, with how its matter stands today: its request, or what the newest
    report said of its task, and which report."""

    urge: Urge
    row: UnitRow | None
    result: TaskResult | None = None
    report: Document | None = None

    @property
    def extended_to(self) -> dt.date | None:
        """The later day that was given after it."""
        due_on = self.row.target.due_on if self.row else self.urge.task.due_on if self.urge.task else None
        return due_on if due_on and due_on > self.urge.due_on else None

    @property
    def is_done(self) -> bool:
        """Whether a report calls the task done."""
        return self.result is not None and self.result.progress is Progress.DONE

    @property
    def is_over(self) -> bool:
        """Whether nobody waits for anything any more: the round was closed, the task set aside or done."""
        if self.row is not None:
            return self.row.target.campaign.state is CampaignState.CLOSED
        return self.is_done or (self.urge.task is not None and self.urge.task.state is not TaskState.CONFIRMED)


class UrgeCase:
    """One urging as the rules see it: who urged, and those whom it came to."""

    def __init__(self, urge: Urge) -> None:
        self.organisation_id = urge.organisation_id
        self.addressee_ids = (*answering(urge.unit), urge.unit_id)


def late_ones(campaign: Campaign, rows: Iterable[UnitRow], today: dt.date) -> list[Urgable]:
    """Of the rows of an open round those that are late, in two statements; none of a closed one."""
    late = [row.target for row in rows if not row.has_sent and row.urgency is Urgency.LATE]
    if campaign.state is not CampaignState.OPEN or not late:
        return []
    sent = times_urged(late)
    closed = _closed(campaign.organisation_id, late, Urge.target_id.in_([one.id for one in late]), today)
    return [
        Urgable(
            one.organisation,
            one.due_on,
            (today - one.due_on).days,
            sent.get(one.id, (0, None))[0] + 1,
            closed.get(one.organisation_id),
            one.id,
        )
        for one in late
    ]


def late_with(task: Task, today: dt.date) -> list[Urgable]:
    """Those directly below who are late with a task that has a date, in three statements; none of one set aside, or of
    a plan that was replaced."""
    due_on = task.due_on
    stands = task.state is TaskState.CONFIRMED and task.document.state in IN_FORCE
    if due_on is None or due_on >= today or not stands:
        return []
    units = late_below(task)
    times = select(Urge.unit_id, func.count()).where(Urge.task_id == task.id, Urge.sent_at.is_not(None))
    sent = {row[0]: row[1] for row in db.session.execute(times.group_by(Urge.unit_id))}
    closed = _closed(task.organisation_id, units, Urge.task_id == task.id, today)
    days = (today - due_on).days
    return [Urgable(one, due_on, days, sent.get(one.id, 0) + 1, closed.get(one.id)) for one in units]


def times_urged(targets: Collection[Target]) -> dict[int, tuple[int, dt.datetime | None]]:
    """Of each request that was urged (how often, when last); one statement."""
    query = select(Urge.target_id, func.count(), func.max(Urge.sent_at)).where(
        Urge.target_id.in_([target.id for target in targets]), Urge.sent_at.is_not(None)
    )
    rows = db.session.execute(query.group_by(Urge.target_id))
    return {target: (times, last) for target, times, last in rows if target is not None}


def of_document(document_id: int) -> Sequence[Urge]:
    """The organisations that a công văn urges."""
    query = select(Urge).where(Urge.document_id == document_id).options(joinedload(Urge.unit))
    return db.session.scalars(query.order_by(Urge.id)).all()


def urged_units(document: Document) -> set[int]:
    """The organisations that a công văn, or the one it replaces, urges, and those that took over from them since."""
    papers = [one for one in (document.id, document.replaces_id) if one is not None]
    query = select(Urge).where(Urge.document_id.in_(papers)).options(joinedload(Urge.unit))
    units = {urge.unit_id: urge.unit for urge in db.session.scalars(query)}
    return {*units, *(heir for unit in units.values() for heir in successors_of(unit))}


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
    """The urgings of an organisation and of those that it took over from, newest first, in a bounded number of
    statements; keyset on the id. Whoever does not serve the organisation that urges sees those that were sent."""
    query = select(Urge).where(Urge.unit_id.in_([unit_id, *predecessors_of([unit_id])]))
    query = query.where(or_(Urge.sent_at.is_not(None), Urge.organisation_id.in_(actor.organisation_ids)))
    if before is not None:
        query = query.where(Urge.id < before)
    query = query.options(
        joinedload(Urge.document),
        joinedload(Urge.reply),
        joinedload(Urge.unit),
        joinedload(Urge.target).joinedload(Target.campaign),
        joinedload(Urge.task).joinedload(Task.document),
    )
    urges = db.session.scalars(query.order_by(Urge.id.desc()).limit(limit)).unique().all()
    stand = {row.target.id: row for row in standing_of([one.target for one in urges if one.target], today)}
    said = task_results.last_of(unit_id, {one.task_id for one in urges if one.task_id})
    return [_told(one, stand, said) for one in urges]


def for_reply(urge_id: int, actor: Actor) -> Urge:
    """One urging that was sent to, or by, an organisation of the actor, or to one that it took over from, locked;
    anything else is NotFound."""
    urge = db.session.scalars(select(Urge).where(Urge.id == urge_id).with_for_update(of=Urge)).one_or_none()
    if urge is None or urge.sent_at is None:
        raise NotFound(_MISSING)
    if not permits(actor, Permission.URGE_OPEN, UrgeCase(urge)):
        raise NotFound(_MISSING)
    return urge


def answering(unit: Organisation) -> tuple[int, ...]:
    """Who answers for an organisation: itself, or when it has ended those that took over."""
    return successors_of(unit) if unit.has_ended else (unit.id,)


def _told(urge: Urge, stand: Mapping[int, UnitRow], said: Mapping[int, tuple[TaskResult, Document]]) -> Told:
    result, report = said.get(urge.task_id, _NOTHING) if urge.task_id else _NOTHING
    return Told(urge, stand.get(urge.target_id) if urge.target_id else None, result, report)


def _closed(
    house: int, late: Sequence[Target] | Sequence[Organisation], of_matter: ColumnElement[bool], today: dt.date
) -> dict[int, str]:
    units = [one.organisation_id for one in late]
    query = select(Urge).where(
        Urge.organisation_id == house,
        Urge.unit_id.in_(units),
        or_(Urge.day == today, Urge.sent_at.is_(None) & of_matter),
    )
    return {one.unit_id: _why(one) for one in db.session.scalars(query)}


def _why(urge: Urge) -> str:
    if urge.sent_at is None:
        return f"Có công văn đôn đốc lập ngày {dates.short(urge.day)} chưa gửi."
    return "Hôm nay đã đôn đốc; mỗi đơn vị nhiều nhất một lần trong ngày."
