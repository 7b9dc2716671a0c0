"""What waits for a person and is no paper at their desk: requests for more time, papers that came and are to be
received, plans to be made for a plan of the superior, tasks whose day is near or past, units that are late, steps that
are slow."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, cast, null, select, true, tuple_, union_all
from sqlalchemy.orm import aliased, joinedload

from workflow.domain.actor import Actor
from workflow.domain.dates import VIETNAM
from workflow.domain.kinds import GOING_UP
from workflow.domain.states import ARRIVED, DEAD, IN_FORCE, RECEIVERS, DocumentKind, Role
from workflow.domain.tasks import LinkState, TaskState
from workflow.models import Delivery, Document, Extension, OpinionRound, PlanLink, Slip, Task, db
from workflow.queries.extensions import waiting_at
from workflow.queries.houses import House, houses_of
from workflow.queries.late_units import LateRound, LateTask, late_days, late_units
from workflow.queries.opinions import slips_waiting, waiting_for
from workflow.queries.probing import is_there
from workflow.queries.slow_steps import slow_days, slow_steps
from workflow.queries.task_days import MOST_LATE, Span, TaskDay, answers_for, due_days, task_days

__all__ = [
    "Awaiting",
    "Delivery",
    "Document",
    "Extension",
    "LateRound",
    "LateTask",
    "Slip",
    "Span",
    "TaskDay",
    "arrivals",
    "awaiting",
    "days_of",
    "late_units",
    "plans",
]

MOST = 50
Moment = tuple[dt.datetime, int]
_OFFICE = (Role.OFFICE, Role.CLERK)
_DECIDERS = (Role.MEMBER, Role.SIGNER)


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A bounded number of each sort, soonest or oldest first."""

    slips: Sequence[Slip]
    extensions: Sequence[Extension]
    arrivals: Sequence[Delivery]
    plans: Sequence[Delivery]
    tasks: Sequence[TaskDay]
    late: Sequence[LateRound | LateTask]
    slow: Sequence[Document]


def awaiting(actor: Actor, span: Span, limit: int = MOST) -> Awaiting:
    """What waits for the person; eight statements, fewer for whoever may do less."""
    desks = actor.serves_in(Role.OFFICE)
    return Awaiting(
        slips=slips_waiting(actor, limit) if actor.serves_in(*_DECIDERS) else (),
        extensions=waiting_at(desks, limit) if desks else (),
        arrivals=arrivals(actor, limit),
        plans=plans(actor, span.today, limit),
        tasks=task_days(actor, span, limit),
        late=late_units(desks, span.today, limit) if desks else (),
        slow=slow_steps(actor, limit) if actor.serves_in(Role.SIGNER) else (),
    )


def arrivals(actor: Actor, limit: int = MOST, after: Moment | None = None) -> Sequence[Delivery]:
    """The papers that came and nobody received, oldest first; keyset on (sent, id)."""
    return _deliveries(_arrived(actor), limit, after)


def plans(actor: Actor, today: dt.date, limit: int = MOST, after: Moment | None = None) -> Sequence[Delivery]:
    """The superiors' plans for which one's own is to be made, the same."""
    return _deliveries(_plans(houses_of(actor), today), limit, after)


def days_of(actor: Actor, houses: Sequence[House], span: Span, most: int) -> list[Select[Any]]:
    """The same as rows of the due day alone, for counting them; `houses` are those for which the person writes."""
    without = cast(null(), Date).label("due_on")
    came = (*_arrived(actor), *_plans(houses, span.today))
    parts = [select(without).select_from(Delivery).where(one) for one in came]
    if desks := actor.serves_in(Role.OFFICE):
        waiting = select(Extension.from_day).where(Extension.desk_id.in_(desks), Extension.decided_at.is_(None))
        parts += [waiting, *late_days(desks, span.today)]
    if actor.serves_in(*_DECIDERS):
        slips = select(OpinionRound.closes_on).join(Slip.round).join(OpinionRound.document)
        parts.append(slips.where(*waiting_for(actor)))
    if actor.serves_in(Role.SIGNER):
        parts.append(slow_days(actor))
    tasks = due_days(actor, houses, span, most)
    days = [select(tasks[0].union(*tasks[1:]).subquery().c.due_on)] if tasks else []
    return [part.limit(most) for part in (*parts, *days)]


def _deliveries(
    conditions: Sequence[ColumnElement[bool]], limit: int, after: Moment | None = None
) -> Sequence[Delivery]:
    """Oldest first, with the paper and who it came to; each condition is one range of an index."""
    if not conditions:
        return ()
    key = (Delivery.sent_at, Delivery.id)
    beyond = tuple_(*key) > after if after else true()
    parts = [select(Delivery.id).where(one, beyond).order_by(*key).limit(limit) for one in conditions]
    query = select(Delivery).where(Delivery.id.in_(union_all(*parts)))
    query = query.options(joinedload(Delivery.document), joinedload(Delivery.organisation))
    return db.session.scalars(query.order_by(Delivery.sent_at, Delivery.id).limit(limit)).unique().all()


def _arrived(actor: Actor) -> list[ColumnElement[bool]]:
    """For each organisation what came to it and nobody received: from above or beside (its drafter receives too), and
    what came up as a copy. What comes up to be handled lies on the desk and waits there."""
    waits = Delivery.received_at.is_(None)
    living = is_there(Document.id == Delivery.document_id, Document._state.in_(ARRIVED))
    copied = is_there(Document.id == Delivery.document_id, Document._state.in_(ARRIVED), Document.kind.not_in(GOING_UP))
    below = [
        and_(Delivery.organisation_id == house, waits, ~Delivery.is_superior, living)
        for house in actor.serves_in(*RECEIVERS)
    ]
    above = [
        and_(Delivery.organisation_id == house, waits, Delivery.is_superior, copied)
        for house in actor.serves_in(*_OFFICE)
    ]
    return [*below, *above]


def _plans(houses: Sequence[House], today: dt.date) -> list[ColumnElement[bool]]:
    """For each organisation that the person writes for the plans of a year that it received, that are in force, of
    which a task that it answers for asks for a plan, and for which it has none."""
    midnight = dt.datetime.combine(today - MOST_LATE, dt.time.min, VIETNAM)
    return [_asks(house, midnight) for house in houses]


def _asks(house: House, since: dt.datetime) -> ColumnElement[bool]:
    own = aliased(Document)
    task = is_there(
        Task.document_id == Delivery.document_id,
        Task.asks_for_plan,
        Task.state == TaskState.CONFIRMED,
        answers_for(house),
    )
    plan = is_there(
        Document.id == Delivery.document_id, Document.kind == DocumentKind.PLAN, Document._state.in_(IN_FORCE)
    )
    made = is_there(
        PlanLink.superior_id == Delivery.document_id,
        PlanLink.state != LinkState.DISMISSED,
        own.id == PlanLink.document_id,
        own.organisation_id == house.id,
        own._state.not_in(DEAD),
    )
    came = and_(Delivery.organisation_id == house.id, ~Delivery.is_superior, Delivery.received_at >= since)
    return and_(came, plan, task, ~made)
