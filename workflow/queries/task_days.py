"""Tasks with a day: which of them a person's organisations answer for in a time, and who below is late with one."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    func,
    literal,
    or_,
    select,
    tuple_,
    type_coerce,
    union,
)
from sqlalchemy.orm import joinedload

from workflow.domain.actor import Actor
from workflow.domain.deadlines import DeadlineKind
from workflow.domain.states import IN_FORCE
from workflow.domain.tasks import Share, TaskState
from workflow.models import Delivery, Document, Organisation, Task, TaskAssignment, db
from workflow.queries.duties import called_done, next_due
from workflow.queries.houses import KEPT, House, houses_of
from workflow.queries.probing import is_there
from workflow.queries.task_clearings import cleared
from workflow.queries.tasks import aimed_at, given_to, own_of

__all__ = [
    "Organisation",
    "Span",
    "Task",
    "TaskDay",
    "answers",
    "answers_for",
    "are_late_with",
    "due_days",
    "in_force",
    "late_below",
    "task_days",
]

MOST_LATE = dt.timedelta(days=366)
"""What is late for longer stands in the register of tasks alone."""
_MOST_BELOW = 3000
Place = tuple[dt.date, int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """Due days that matter: the late ones up to `until`, seen from today."""

    today: dt.date
    until: dt.date

    @property
    def since(self) -> dt.date:
        """The oldest one."""
        return self.today - MOST_LATE


@dataclass(frozen=True, slots=True)
class TaskDay:
    """A task that an organisation has not called done, and its day."""

    task: Task
    organisation: Organisation
    due_on: dt.date

    @property
    def place(self) -> Place:
        """Where the list goes on after it."""
        return self.due_on, self.task.id, self.organisation.id


def due_days(actor: Actor, houses: Iterable[House], span: Span, most: int) -> list[Select[Any]]:
    """The tasks of a span as rows (task_id, organisation_id, due_on): for each of the houses, for which the person
    writes, those that it answers for, and those given to the person. Each part reads one range of
    `ix_task_of_organisation` or of `ix_task_assignment_of_person`, at most so many rows."""
    parts = [part for house in houses for part in _of_house(house, span)]
    if actor.user_id is not None and actor.organisation_ids:
        parts += _of_person(actor.user_id, sorted(actor.organisation_ids), span)
    return [part.limit(most) for part in parts]


def task_days(actor: Actor, span: Span, limit: int = 50, after: Place | None = None) -> list[TaskDay]:
    """The same as records, soonest first, with plan and organisation; one statement, keyset on (day, task,
    organisation)."""
    query = _listing(actor, houses_of(actor), span, limit, after)
    return [TaskDay(*row) for row in db.session.execute(query).unique()] if query is not None else []


@lru_cache(maxsize=KEPT)
def _listing(
    actor: Actor, houses: tuple[House, ...], span: Span, limit: int, after: Place | None
) -> Select[Task, Organisation, dt.date] | None:
    """The statement of `task_days`, which takes longer to make than to answer; None where no task can be meant."""
    parts = [_beyond(part, after) for part in due_days(actor, houses, span, limit)]
    if not parts:
        return None
    found = union(*parts).subquery()
    query = select(Task, Organisation, found.c.due_on).join(found, found.c.task_id == Task.id)
    query = query.join(Organisation, Organisation.id == found.c.organisation_id).options(joinedload(Task.document))
    return query.order_by(found.c.due_on, Task.id, Organisation.id).limit(limit)


def _beyond(part: Select[Any], after: Place | None) -> Select[Any]:
    """A part of the list in its order, from a place on."""
    columns = part.selected_columns
    key = (columns.due_on, columns.task_id, columns.organisation_id)
    return (part.where(tuple_(*key) > after) if after else part).order_by(*key)


def answers(house: Organisation, task_id: int) -> bool:
    """Whether the organisation has the task's plan and answers for the task."""
    query = select(Task.id).where(Task.id == task_id, answers_for(house), _has_plan(house.id))
    return db.session.scalar(query) is not None


def late_below(task: Task) -> Sequence[Organisation]:
    """Those directly below who have the plan, answer for the task and have not called it done, in a report or beside
    one, by name; one statement."""
    which = (literal(one, BigInteger) for one in (task.id, task.document_id, task.organisation_id))
    query = select(Organisation).where(*are_late_with(*which)).order_by(Organisation.name)
    return db.session.scalars(query.limit(_MOST_BELOW)).all()


def are_late_with(
    task_id: SQLColumnExpression[int], plan_id: SQLColumnExpression[int], house_id: SQLColumnExpression[int]
) -> tuple[ColumnElement[bool], ...]:
    """The same of a task whose day has passed, as conditions on an organisation."""
    has_plan = is_there(
        Delivery.document_id == plan_id, Delivery.organisation_id == Organisation.id, ~Delivery.is_superior
    )
    of_task, leads = TaskAssignment.task_id == task_id, TaskAssignment.share == Share.LEAD
    named = is_there(of_task, leads, TaskAssignment.organisation_id == Organisation.id)
    of_its_level = or_(TaskAssignment.level.is_(None), TaskAssignment.level == Organisation.level)
    meant = is_there(of_task, TaskAssignment.reach.is_not(None), of_its_level)
    done = or_(called_done(Document.organisation_id == Organisation.id, task_id), cleared(Organisation.id, task_id))
    below = and_(Organisation.superior_id == house_id, Organisation.to_day.is_(None))
    return below, has_plan, or_(named, meant, ~is_there(of_task, leads)), ~done


def answers_for(house: Organisation | House) -> ColumnElement[bool]:
    """Tasks that the organisation leads by name, that mean it by words or by naming nobody, and of its own plans those
    given to its people or to nobody."""
    leads = given_to(and_(TaskAssignment.organisation_id == house.id, TaskAssignment.share == Share.LEAD))
    return or_(leads, aimed_at(house), own_of(house.id))


def _of_house(house: House, span: Span) -> list[Select[Any]]:
    above = Task.organisation_id.in_([house.id, *house.ancestor_ids])
    return [
        query.where(
            above,
            answers_for(house),
            _has_plan(house.id),
            ~called_done(and_(Document.organisation_id == house.id, since)),
        )
        for query, since in _near(literal(house.id, BigInteger), span)
    ]


def _of_person(user_id: int, house_ids: Sequence[int], span: Span) -> list[Select[Any]]:
    """In the name of the house that set them; of the houses where the person serves alone."""
    mine = select(TaskAssignment.task_id).where(TaskAssignment.user_id == user_id)
    concerns = and_(Task.id.in_(mine), Task.organisation_id.in_(house_ids), in_force())
    return [
        query.where(concerns, ~called_done(and_(Document.organisation_id == Task.organisation_id, since)))
        for query, since in _near(Task.organisation_id, span)
    ]


def _near(house: SQLColumnExpression[int], span: Span) -> list[tuple[Select[*tuple[Any, ...]], ColumnElement[bool]]]:
    """Tasks with a date, and yearly ones, that were not called done beside a report, each with the condition on a
    report that does: of a yearly task one of the year that ends with the day."""
    due = next_due(span.today)
    told = (Task.id.label("task_id"), type_coerce(house, BigInteger).label("organisation_id"))
    dated = select(*told, Task.due_on.label("due_on"))
    dated = dated.where(Task.deadline_kind == DeadlineKind.DATE, Task.due_on.between(span.since, span.until))
    yearly = select(*told, due.label("due_on"))
    yearly = yearly.where(Task.deadline_kind == DeadlineKind.YEARLY, due <= span.until)
    confirmed = Task.state == TaskState.CONFIRMED
    this_year = Document.issued_on > due - func.make_interval(1)
    dated, yearly = dated.where(confirmed, ~cleared(house)), yearly.where(confirmed, ~cleared(house, due=due))
    return [(dated, Document.id.is_not(None)), (yearly, this_year)]


def _has_plan(organisation_id: int) -> ColumnElement[bool]:
    """The plan is in force, and the organisation's own or among what came to it."""
    came = is_there(Delivery.document_id == Task.document_id, Delivery.organisation_id == organisation_id)
    return and_(in_force(), or_(Task.organisation_id == organisation_id, came))


def in_force() -> ColumnElement[bool]:
    """The task's plan is in force."""
    return is_there(Document.id == Task.document_id, Document._state.in_(IN_FORCE))
