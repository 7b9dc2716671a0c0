"""Tasks that units called done, or not to be done any more, outside any report."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, SQLColumnExpression, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import joinedload

from workflow.domain.actor import Actor
from workflow.domain.errors import NotFound
from workflow.domain.permissions import Permission, permits
from workflow.domain.tasks import TaskState
from workflow.models import Organisation, Task, TaskClearing, db
from workflow.queries.organisations import by_id as organisation
from workflow.queries.probing import is_there
from workflow.queries.tasks import MISSING, by_id

__all__ = ["Organisation", "Task", "TaskClearing"]

MOST_SHOWN = 300


class ClearingCase:
    """A task of one of the units that answer for it, as the rules see it."""

    def __init__(self, task: Task, organisation_id: int) -> None:
        self._task = task
        self.organisation_id = organisation_id

    @property
    def setter_id(self) -> int:
        """The organisation whose plan set it."""
        return self._task.organisation_id

    @property
    def charged_ids(self) -> frozenset[int]:
        """The people whom it names."""
        return frozenset(one.user_id for one in self._task.assignments if one.user_id is not None)


def cleared(
    house_id: SQLColumnExpression[int],
    task_id: SQLColumnExpression[int] = Task.id,
    due: SQLColumnExpression[dt.date | None] | None = None,
) -> ColumnElement[bool]:
    """Tasks of which an organisation said so; `due` says of which day where the task comes every year."""
    of_day = () if due is None else (TaskClearing.due_on == due,)
    return is_there(TaskClearing.task_id == task_id, TaskClearing.organisation_id == house_id, *of_day)


def for_clearing(task_id: int, organisation_id: int, actor: Actor) -> tuple[Task, Organisation]:
    """A task and one of the units that answer for it, for whoever may say so there; else NotFound."""
    task = by_id(task_id)
    if not permits(actor, Permission.TASK_CLEAR, ClearingCase(task, organisation_id)):
        raise NotFound(MISSING)
    return task, organisation(organisation_id)


def one(clearing_id: int) -> TaskClearing:
    """One of them. Refuses NotFound."""
    found = db.session.get(TaskClearing, clearing_id)
    if found is None:
        raise NotFound(MISSING)
    return found


def of_house(organisation_id: int, task_ids: Collection[int]) -> Mapping[int, TaskClearing]:
    """What an organisation said last of each of these; one statement."""
    query = select(TaskClearing).where(TaskClearing.organisation_id == organisation_id)
    query = query.where(TaskClearing.task_id.in_(task_ids)).ext(distinct_on(TaskClearing.task_id))
    rows = db.session.scalars(query.order_by(TaskClearing.task_id, TaskClearing.due_on.desc()))
    return {row.task_id: row for row in rows}


def of_plan(document_id: int, actor: Actor) -> Mapping[int, list[TaskClearing]]:
    """What units said of each task of a plan, newest first, a bounded number; who does not serve the plan's own
    organisation sees what their own said. One statement."""
    query = select(TaskClearing).join(Task, Task.id == TaskClearing.task_id).where(Task.document_id == document_id)
    query = query.where(Task.state == TaskState.CONFIRMED)
    held = list(actor.organisation_ids)
    query = query.where(Task.organisation_id.in_(held) | TaskClearing.organisation_id.in_(held))
    query = query.options(joinedload(TaskClearing.organisation), joinedload(TaskClearing.user))
    found: dict[int, list[TaskClearing]] = {}
    for row in db.session.scalars(query.order_by(TaskClearing.id.desc()).limit(MOST_SHOWN)):
        found.setdefault(row.task_id, []).append(row)
    return found


def since(moment: dt.datetime, desk_ids: Collection[int], limit: int = 60) -> Sequence[TaskClearing]:
    """What other units said since the moment of tasks that these organisations set, newest first; one statement over
    `ix_task_clearing_newest`."""
    query = select(TaskClearing).join(Task, Task.id == TaskClearing.task_id).where(TaskClearing.at > moment)
    query = query.where(Task.organisation_id.in_(desk_ids), TaskClearing.organisation_id != Task.organisation_id)
    query = query.options(joinedload(TaskClearing.task), joinedload(TaskClearing.organisation))
    return db.session.scalars(query.order_by(TaskClearing.at.desc()).limit(limit)).all()
