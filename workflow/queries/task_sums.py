"""Task results of the reports taken into a consolidation: how many units are how far with each task, and which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from workflow.domain.tasks import Progress
from workflow.models import Organisation, Source, Task, TaskResult, db

UNITS = 200


@dataclass(frozen=True, slots=True)
class TaskSum:
    """One task: how many units are how far, and how many of the reports taken in say nothing of it."""

    task: Task
    counts: Mapping[Progress, int]
    silent: int


@dataclass(frozen=True, slots=True)
class UnitResult:
    """What one unit says of a task."""

    organisation: Organisation
    result: TaskResult


def task_sums(document_id: int) -> list[TaskSum]:
    """Every task that a report taken in speaks of, in the plan's order; three statements whatever their number."""
    told = select(TaskResult.task_id, TaskResult.progress, func.count())
    told = told.join(Source, Source.source_id == TaskResult.document_id).where(Source.document_id == document_id)
    told = told.group_by(TaskResult.task_id, TaskResult.progress)
    counts: dict[int, dict[Progress, int]] = {}
    for task_id, progress, count in db.session.execute(told):
        if progress is not None:
            counts.setdefault(task_id, {})[progress] = count
    if not counts:
        return []
    taken = db.session.scalar(select(func.count()).select_from(Source).where(Source.document_id == document_id)) or 0
    tasks = db.session.scalars(
        select(Task).where(Task.id.in_(counts)).order_by(Task.document_id, Task.position, Task.id)
    )
    return [TaskSum(task, counts[task.id], taken - sum(counts[task.id].values())) for task in tasks]


def units_on(document_id: int, task_id: int) -> Sequence[UnitResult]:
    """What each unit says of one task, in the order of the sources; one statement, a bounded number of units."""
    query = (
        select(Organisation, TaskResult)
        .join(Source, Source.organisation_id == Organisation.id)
        .join(TaskResult, TaskResult.document_id == Source.source_id)
        .where(Source.document_id == document_id, TaskResult.task_id == task_id, TaskResult.progress.is_not(None))
        .order_by(Source.position)
        .limit(UNITS)
    )
    return [UnitResult(organisation, result) for organisation, result in db.session.execute(query)]
