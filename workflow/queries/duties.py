"""What concerns an organisation: the tasks that plans in force set for it, by kind of deadline, the nearest first."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    SQLColumnExpression,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import joinedload, selectinload

from workflow.domain.deadlines import DeadlineKind
from workflow.domain.states import CLOSED, IN_FORCE, DocumentKind
from workflow.domain.tasks import Progress, TaskState
from workflow.models import Document, Organisation, Task, TaskAssignment, TaskClearing, TaskResult, db
from workflow.queries import task_clearings, task_results
from workflow.queries.plans import held_by
from workflow.queries.probing import is_there
from workflow.queries.tasks import aimed_at, given_to, own_of

PAGE = 30
MOST_COUNTED = 2000  # a page only has to say "very many"


class Lane(StrEnum):
    """One list of the page; the value is part of its address."""

    DUE = "co-han"
    CONTINUOUS = "thuong-xuyen"
    CONDITION = "dieu-kien"
    OPEN = "khong-ghi-han"
    DONE = "da-xong"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: by due day (none in lists without one), then by number."""

    due: dt.date | None
    task_id: int


@dataclass(frozen=True, slots=True)
class Duty:
    """One task, the day by which it is due next, what the organisation's newest issued report said of it, and where;
    what it said beside reports."""

    task: Task
    due: dt.date | None
    last: TaskResult | None
    last_symbol: str
    cleared: TaskClearing | None = None

    @property
    def place(self) -> Place:
        """Where the list goes on after it."""
        return Place(self.due, self.task.id)


def duties(
    organisation: Organisation, lane: Lane, today: dt.date, after: Place | None = None, limit: int = PAGE
) -> list[Duty]:
    """A page of a list, in four statements; keyset on (due, id)."""
    due = next_due(today)
    query = select(Task, due).where(*_concerns(organisation), _in_lane(lane, organisation.id), _beyond(after, due))
    query = query.options(selectinload(Task.assignments), joinedload(Task.document))
    order = (due, Task.id) if lane is Lane.DUE else (Task.id,)
    rows = db.session.execute(query.order_by(*order).limit(limit)).unique().all()
    numbers = [task.id for task, _ in rows]
    last, said = task_results.last_of(organisation.id, numbers), task_clearings.of_house(organisation.id, numbers)
    return [_duty(task, day, last, said.get(task.id)) for task, day in rows]


def counts(organisation: Organisation) -> Mapping[Lane, int]:
    """How many tasks stand in each list, in one statement that reads a bounded number of them."""
    lanes = [select(literal(lane.value).label("lane")).select_from(Task) for lane in Lane]
    lanes = [
        one.where(*_concerns(organisation), _in_lane(lane, organisation.id)).limit(MOST_COUNTED)
        for one, lane in zip(lanes, Lane, strict=True)
    ]
    found = lanes[0].union_all(*lanes[1:]).subquery()
    rows = db.session.execute(select(found.c.lane, func.count()).group_by(found.c.lane))
    return {Lane(lane): count for lane, count in rows}


def _duty(
    task: Task, due: dt.date | None, last: Mapping[int, tuple[TaskResult, Document]], said: TaskClearing | None
) -> Duty:
    told, yearly = last.get(task.id), task.deadline_kind is DeadlineKind.YEARLY
    of_now = said if said is None or not yearly or said.due_on == due else None
    return Duty(task, due, told[0] if told else None, (told[1].symbol or "") if told else "", of_now)


def _concerns(organisation: Organisation) -> Sequence[ColumnElement[bool]]:
    """Confirmed tasks of plans in force that it issued or has: those that name it or mean it, and of its own plans
    those given to people of the house or to nobody."""
    plans = select(Document.id).where(
        Document.kind == DocumentKind.PLAN, Document._state.in_(IN_FORCE), held_by([organisation.id])
    )
    named = given_to(TaskAssignment.organisation_id == organisation.id)
    concerned = or_(named, aimed_at(organisation), own_of(organisation.id))
    return Task.document_id.in_(plans), Task.state == TaskState.CONFIRMED, concerned


def _in_lane(lane: Lane, organisation_id: int) -> ColumnElement[bool]:
    """What an issued report calls done, or the organisation beside one, leaves its list; what goes on for ever, or
    comes every year, stays."""
    reported, house = called_done(Document.organisation_id == organisation_id), literal(organisation_id, BigInteger)
    done = or_(reported, task_clearings.cleared(house))
    once = or_(Task.deadline_kind.is_(None), Task.deadline_kind.in_((DeadlineKind.DATE, DeadlineKind.CONDITION)))
    if lane is Lane.DONE:
        return and_(once, done)
    of_kind = {
        Lane.DUE: Task.deadline_kind.in_((DeadlineKind.DATE, DeadlineKind.YEARLY)),
        Lane.CONTINUOUS: Task.deadline_kind == DeadlineKind.CONTINUOUS,
        Lane.CONDITION: Task.deadline_kind == DeadlineKind.CONDITION,
        Lane.OPEN: Task.deadline_kind.is_(None),
    }[lane]
    return and_(of_kind, or_(~once, ~done))


def called_done(by: ColumnElement[bool], task_id: SQLColumnExpression[int] = Task.id) -> ColumnElement[bool]:
    """Tasks that an issued report calls done; `by` says of which organisation, and since when. An organisation's
    reports are a range of `ix_document_of_kind`."""
    return is_there(
        TaskResult.task_id == task_id,
        TaskResult.progress == Progress.DONE,
        TaskResult.document_id == Document.id,
        Document.kind == DocumentKind.REPORT,
        Document._state.in_(CLOSED),
        by,
    )


def next_due(today: dt.date) -> ColumnElement[dt.date | None]:
    """The date, or the next day of a yearly task; 29 February is the 28th where there is none."""
    leap = func.make_date(2024, cast(Task.due_month, Integer), cast(Task.due_day, Integer))
    this_year, next_year = (cast(leap + func.make_interval(today.year + ahead - 2024), Date) for ahead in (0, 1))
    yearly = case((this_year >= today, this_year), else_=next_year)
    return case((Task.deadline_kind == DeadlineKind.YEARLY, yearly), else_=Task.due_on)


def _beyond(place: Place | None, due: ColumnElement[dt.date | None]) -> ColumnElement[bool]:
    if place is None:
        return true()
    if place.due is None:
        return Task.id > place.task_id
    return tuple_(due, Task.id) > tuple_(literal(place.due), literal(place.task_id))
