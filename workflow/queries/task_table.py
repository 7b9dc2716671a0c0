"""The tasks that a consolidated report goes through: what the units say of each, what the report says, what waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from workflow.domain.tasks import Progress
from workflow.models import Document, Task, TaskResult, db
from workflow.queries.consolidation import Tally
from workflow.queries.task_results import results_of
from workflow.queries.task_sums import TaskSum, UnitResult, task_sums, units_on

__all__ = ["NOTHING", "TaskRow", "UnitResult", "mismatches", "task_rows", "units_on"]


NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task, which it is from 1: what the report says, what the units say, how their words on it stand."""

    ordinal: int
    result: TaskResult
    units: TaskSum
    tally: Tally = NOTHING

    @property
    def task(self) -> Task:
        """What the plan sets."""
        return self.result.task

    @property
    def progress(self) -> Progress | None:
        """What the report says."""
        return self.result.progress

    @property
    def differs(self) -> bool:
        """Whether the report says something else than what follows from the units."""
        return self.progress is not self.units.proposed


def task_rows(document: Document, counted: Mapping[int, Tally]) -> list[TaskRow]:
    """Every task in printed order, with the counts of its source blocks, in a number of statements that neither tasks
    nor units add to."""
    sums = {one.task.id: one for one in task_sums(document)}
    results = results_of(document.id).values()
    return [
        TaskRow(ordinal, one, sums.get(one.task_id) or TaskSum(one.task, {}), counted.get(one.task_id, NOTHING))
        for ordinal, one in enumerate(results, 1)
    ]


def mismatches(document: Document) -> Sequence[TaskRow]:
    """The tasks of which a person chose to say something else than the units together."""
    chosen = select(TaskResult.id).where(TaskResult.document_id == document.id, TaskResult.chosen).limit(1)
    if not document.consolidates or db.session.scalar(chosen) is None:
        return []
    return [row for row in task_rows(document, {}) if row.differs]
