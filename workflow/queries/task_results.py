"""What reports say of tasks: the tasks that a report is asked about, what it says now, what the last one said."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import joinedload

from workflow.domain.states import CLOSED
from workflow.models import Document, Task, TaskResult, db
from workflow.queries.task_sums import plan_reported_on
from workflow.queries.tasks import concerning

__all__ = ["Asked", "TaskResult", "asked_of", "asked_tasks", "last_of", "results_of"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One task that a report is asked about, what it says of it, and what the unit's last report said, and where."""

    task: Task
    now: TaskResult | None
    last: TaskResult | None
    last_symbol: str


def asked_of(document: Document) -> list[Asked]:
    """The tasks of the plan that the request stands on and that concern the unit, in printed order; of those that no
    longer do, the ones of which the report says something already. A bounded number of statements."""
    found = asked_tasks(document)
    now = results_of(document.id)
    known = {task.id for task in found}
    found += [result.task for number, result in now.items() if number not in known]
    last = last_of(document.organisation_id, [task.id for task in found], before=document.id)
    return [_asked(task, now, last) for task in found]


def asked_tasks(document: Document) -> list[Task]:
    """The tasks of the plan reported on that concern the unit, in printed order."""
    plan_id = plan_reported_on(document)
    return list(concerning(document.organisation_id, plan_id)) if plan_id else []


def results_of(document_id: int) -> Mapping[int, TaskResult]:
    """What the report says, by task, in printed order; its tasks loaded."""
    query = select(TaskResult).where(TaskResult.document_id == document_id)
    query = query.options(joinedload(TaskResult.task).selectinload(Task.assignments))
    rows = db.session.scalars(query.order_by(TaskResult.position, TaskResult.id)).unique().all()
    return {row.task_id: row for row in rows}


def last_of(
    organisation_id: int, task_ids: Collection[int], before: int | None = None
) -> Mapping[int, tuple[TaskResult, Document]]:
    """What the organisation's newest issued report said of each task; one statement, none for no task."""
    if not task_ids:
        return {}
    query = (
        select(TaskResult, Document)
        .join(Document, TaskResult.document_id == Document.id)
        .where(TaskResult.task_id.in_(task_ids), Document.organisation_id == organisation_id)
        .where(Document._state.in_(CLOSED), TaskResult.progress.is_not(None))
        .ext(distinct_on(TaskResult.task_id))
        .order_by(TaskResult.task_id, TaskResult.document_id.desc())
    )
    if before is not None:
        query = query.where(Document.id < before)
    return {result.task_id: (result, document) for result, document in db.session.execute(query).unique()}


def _asked(task: Task, now: Mapping[int, TaskResult], last: Mapping[int, tuple[TaskResult, Document]]) -> Asked:
    before = last.get(task.id)
    symbol = (before[1].symbol or "") if before else ""
    return Asked(task, now.get(task.id), before[0] if before else None, symbol)
