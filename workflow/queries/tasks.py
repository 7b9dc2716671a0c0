"""The register of a plan's tasks, and which of them concern an organisation."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import joinedload, selectinload

from workflow.domain.errors import ChangedMeanwhile, NotFound
from workflow.domain.tasks import Reach, Share, TaskState, next_due
from workflow.models import Document, Organisation, Task, TaskAssignment, db
from workflow.queries import organisations
from workflow.queries.documents import MISSING
from workflow.queries.houses import House
from workflow.queries.probing import is_there

__all__ = [
    "MISSING",
    "Task",
    "TaskAssignment",
    "aimed_at",
    "by_id",
    "concerning",
    "due_of",
    "for_change",
    "given_to",
    "own_of",
    "register",
]

MOST_TASKS = 500
STALE = "Nhiệm vụ này vừa được người khác sửa. Hãy xem bản mới rồi làm tiếp; chữ đã gõ vẫn còn nguyên."


def register(document_id: int, *states: TaskState) -> Sequence[Task]:
    """The tasks of a plan in printed order, with who does them; of these states alone where any are named. Two
    statements, a bounded number of tasks."""
    query = select(Task).where(Task.document_id == document_id)
    if states:
        query = query.where(Task.state.in_(states))
    query = query.options(selectinload(Task.assignments)).order_by(Task.position, Task.id)
    return db.session.scalars(query.limit(MOST_TASKS)).all()


def by_id(task_id: int) -> Task:
    """One task as it is now, with who does it. Refuses NotFound."""
    query = select(Task).where(Task.id == task_id).options(selectinload(Task.assignments))
    task = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if task is None:
        raise NotFound(MISSING)
    return task


def due_of(task: Task, today: dt.date) -> dt.date | None:
    """The day by which it is due next."""
    return next_due(task.deadline, today)


def concerning(organisation_id: int, plan_id: int) -> Sequence[Task]:
    """The confirmed tasks of a plan that an organisation answers for: those that name it or a superior of it under the
    plan's own organisation, those given to all or some below by words that mean it, and those whose plan names
    nobody. The plan's own organisation answers for all. Printed order. Refuses NotFound."""
    organisation, plan = organisations.by_id(organisation_id), db.session.get(Document, plan_id)
    if plan is None:
        raise NotFound("Không có kế hoạch này.")
    query = select(Task).where(Task.document_id == plan_id, Task.state == TaskState.CONFIRMED)
    if plan.organisation_id != organisation_id:
        between = _between(organisation, plan.organisation_id)
        query = query.where(or_(_names(between), aimed_at(organisation)))
    query = query.options(selectinload(Task.assignments)).order_by(Task.position, Task.id)
    return db.session.scalars(query.limit(MOST_TASKS)).all()


def aimed_at(organisation: Organisation | House) -> ColumnElement[bool]:
    """Tasks set above an organisation that mean it without its name: by words such as "cấp uỷ, tổ chức đảng", or
    because nobody is named to lead them."""
    above = Task.organisation_id.in_(organisation.ancestor_ids) if organisation.ancestor_ids else false()
    far_enough = or_(
        TaskAssignment.reach == Reach.ALL_BELOW,
        and_(
            TaskAssignment.reach == Reach.DIRECTLY_BELOW,
            Task.organisation_id == organisation.superior_id,
        ),
    )
    of_its_level = or_(TaskAssignment.level.is_(None), TaskAssignment.level == organisation.level)
    led = given_to(TaskAssignment.share == Share.LEAD)
    return and_(above, or_(given_to(and_(far_enough, of_its_level)), ~led))


def own_of(organisation_id: int) -> ColumnElement[bool]:
    """Tasks of its own plans that are given to people of the house, or to nobody."""
    led, personal = given_to(TaskAssignment.share == Share.LEAD), given_to(TaskAssignment.user_id.is_not(None))
    return and_(Task.organisation_id == organisation_id, or_(personal, ~led))


def given_to(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Tasks with an assignment for which the condition holds."""
    return is_there(TaskAssignment.task_id == Task.id, condition)


def for_change(task_id: int, version: int | None = None) -> Task:
    """One task, locked until the transaction ends. Refuses NotFound, and ChangedMeanwhile when it has moved on."""
    query = select(Task).where(Task.id == task_id).with_for_update(of=Task).options(joinedload(Task.document))
    task = db.session.scalars(query.execution_options(populate_existing=True)).unique().one_or_none()
    if task is None:
        raise NotFound(MISSING)
    if version is not None and task.version != version:
        raise ChangedMeanwhile(STALE)
    return task


def _names(organisation_ids: Sequence[int]) -> ColumnElement[bool]:
    return given_to(TaskAssignment.organisation_id.in_(organisation_ids))


def _between(organisation: Organisation, owner_id: int) -> list[int]:
    """The organisation and its superiors up to, without, the one that issued the plan."""
    above = list(organisation.ancestor_ids)
    return [organisation.id, *(above[: above.index(owner_id)] if owner_id in above else [])]
