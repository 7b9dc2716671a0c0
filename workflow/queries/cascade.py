"""A plan on its way down: who below has a plan of its own for it, which of its tasks are taken up, which dates bind."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import aliased, joinedload

from workflow.domain.deadlines import DeadlineKind
from workflow.domain.states import ARRIVED
from workflow.domain.tasks import LinkState, TaskState
from workflow.models import Delivery, Document, Organisation, PlanLink, Task, TaskAdoption, db
from workflow.queries.copies import whole_copies
from workflow.queries.plan_links import superior_plans

MOST_BELOW = 200
_DATED = (DeadlineKind.DATE, DeadlineKind.YEARLY)


@dataclass(frozen=True, slots=True)
class Below:
    """One unit that the plan was sent to: when it received it, and its own plan that carries it out, if any."""

    organisation: Organisation
    received_at: dt.datetime | None
    plan: Document | None
    is_confirmed: bool


def units_below(
    plan: Document, within: Collection[int] | None = None, after: int = 0
) -> tuple[list[Below], int | None]:
    """Those the plan was sent to, but for the superior, then those that got a whole copy of it from them; of `within`
    alone where that is given. A page of them that begins after a delivery, and the delivery after which the next page
    begins, if there is one; three statements at most."""
    of_plan = or_(Delivery.document_id == plan.id, Delivery.document_id.in_(whole_copies(plan.id)))
    sent = select(Delivery).where(of_plan, Delivery.organisation_id.is_not(None), Delivery.is_superior.is_(False))
    if within is not None:
        sent = sent.where(Delivery.organisation_id.in_(within))
    key = (Delivery.document_id != plan.id, Delivery.document_id, Delivery.position)
    if last := db.session.get(Delivery, after) if after else None:
        sent = sent.where(tuple_(*key) > (last.document_id != plan.id, last.document_id, last.position))
    found = db.session.scalars(sent.options(joinedload(Delivery.organisation)).order_by(*key).limit(MOST_BELOW + 1))
    deliveries = found.all()
    shown = deliveries[:MOST_BELOW]
    first = {one.organisation: one for one in reversed(shown) if one.organisation is not None}
    plans = _plans_for(plan.id, [unit.id for unit in first])
    further = shown[-1].id if len(deliveries) > MOST_BELOW else None
    return [_below(unit, one, plans.get(unit.id)) for unit, one in reversed(first.items())], further


def _below(unit: Organisation, came: Delivery, link: PlanLink | None) -> Below:
    is_confirmed = link is not None and link.state is LinkState.CONFIRMED
    return Below(unit, came.received_at, link.document if link else None, is_confirmed)


def taken_up(task_ids: Collection[int]) -> Mapping[int, int]:
    """By how many tasks of issued subordinate plans each of these is taken up; one statement."""
    lower = aliased(Task)
    query = (
        select(TaskAdoption.superior_task_id, func.count())
        .join(lower, TaskAdoption.task_id == lower.id)
        .where(TaskAdoption.superior_task_id.in_(task_ids), lower.state == TaskState.CONFIRMED)
        .group_by(TaskAdoption.superior_task_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def takes_up(task_ids: Collection[int]) -> Mapping[int, list[Task]]:
    """The superior tasks that each of these takes up, with their plans; one statement."""
    query = select(TaskAdoption).where(TaskAdoption.task_id.in_(task_ids))
    query = query.options(joinedload(TaskAdoption.superior_task).joinedload(Task.document))
    found: dict[int, list[Task]] = {}
    for row in db.session.scalars(query.order_by(TaskAdoption.id)).unique():
        found.setdefault(row.task_id, []).append(row.superior_task)
    return found


def dates_above(plan: Document) -> Sequence[Task]:
    """The tasks with a day that the superior plans of a plan set: what binds where the plan itself gives no date."""
    above = [one.id for one in superior_plans(plan.id)]
    query = select(Task).where(Task.document_id.in_(above), Task.state == TaskState.CONFIRMED)
    query = query.where(Task.deadline_kind.in_(_DATED)).options(joinedload(Task.document))
    return db.session.scalars(query.order_by(Task.document_id, Task.position).limit(MOST_BELOW)).unique().all()


def _plans_for(plan_id: int, organisation_ids: Collection[int]) -> Mapping[int, PlanLink]:
    """Each unit's newest plan that left its house and carries this one out, or says so and waits for a person."""
    query = (
        select(PlanLink)
        .join(Document, PlanLink.document_id == Document.id)
        .where(PlanLink.superior_id == plan_id, PlanLink.state != LinkState.DISMISSED)
        .where(Document.organisation_id.in_(organisation_ids))
        .where(Document._state.in_(ARRIVED))
        .options(joinedload(PlanLink.document))
        .order_by(PlanLink.id)
        .limit(5 * MOST_BELOW)
    )
    return {link.document.organisation_id: link for link in db.session.scalars(query).unique()}
