"""Task results of the reports taken into a consolidation: how many units are how far with each task, and which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on

from workflow.domain.tasks import Progress, Share, TaskState, rolled_up
from workflow.models import Document, Organisation, Source, Task, TaskAdoption, TaskAssignment, TaskResult, db

UNITS = 200
_MOST_STEPS = 10  # plans that carry out one another; a ring ends


@dataclass(frozen=True, slots=True)
class TaskSum:
    """One task: how many units are how far, and how many were asked and say nothing of it."""

    task: Task
    counts: Mapping[Progress, int]
    silent: int = 0

    @property
    def proposed(self) -> Progress | None:
        """How far the units are together."""
        return rolled_up(self.counts, self.silent)


@dataclass(frozen=True, slots=True)
class UnitResult:
    """How far one unit is with a task (None: it was asked and says nothing), and whether the plan names it to lead."""

    organisation: Organisation
    source_id: int
    progress: Progress | None
    leads: bool


def plan_reported_on(document: Document) -> int | None:
    """The plan that the superior's request stands on, else that of the own one."""
    asked = document.target.campaign.plan_id if document.target else None
    return asked or (document.campaign.plan_id if document.campaign else None)


def task_sums(document: Document) -> list[TaskSum]:
    """Every task that a report taken in speaks of, in printed order, those of the plan reported on first. What is told
    of a task of the units' own plan counts for the task above that it carries out. The units are read in one statement,
    however many they are."""
    counts: dict[int, dict[Progress | None, int]] = {}
    for task_id, progress, count in db.session.execute(_counts(document)):
        counts.setdefault(task_id, {})[progress] = count
    if not counts:
        return []
    order = (Task.document_id != plan_reported_on(document), Task.document_id, Task.position, Task.id)
    tasks = db.session.scalars(select(Task).where(Task.id.in_(counts)).order_by(*order))
    return [_sum(task, counts[task.id]) for task in tasks]


def units_on(document: Document, task_id: int) -> Sequence[UnitResult]:
    """How far each unit is with one task: those that lead it first, then in the order of the sources; one statement, a
    bounded number of units."""
    one = _by_unit(document, _homes(document, _told(document))).subquery()
    query = select(Organisation, one.c.source_id, one.c.progress, one.c.leads)
    query = query.join(one, one.c.organisation_id == Organisation.id).where(one.c.task_id == task_id)
    rows = db.session.execute(query.order_by(one.c.leads.desc(), one.c.position).limit(UNITS))
    return [UnitResult(*row) for row in rows]


def homes(document: Document) -> Mapping[int, int]:
    """{task told of by a report taken in: task under which that stands here}, in one statement."""
    home = _homes(document, _told(document))
    return {row.told: row.home for row in db.session.execute(select(home))}


def _sum(task: Task, told: Mapping[Progress | None, int]) -> TaskSum:
    counts = {progress: count for progress, count in told.items() if progress is not None}
    return TaskSum(task, counts, told.get(None, 0))


def _counts(document: Document) -> CompoundSelect[Any]:
    """Task, progress, how many units. What every unit says once is counted as it stands; only where several tasks told
    of have one home is it put together unit by unit."""
    rows = select(TaskResult.task_id, TaskResult.progress, func.count().label("units"))
    rows = rows.join(Source, Source.source_id == TaskResult.document_id).where(Source.document_id == document.id)
    told = rows.group_by(TaskResult.task_id, TaskResult.progress).cte("counted").prefix_with("MATERIALIZED")
    home = _homes(document, select(told.c.task_id).distinct())
    met = func.count().over(partition_by=home.c.home).label("met")
    shared = select(home.c.told, home.c.home, met).cte("shared")
    alone = select(shared.c.home, told.c.progress, told.c.units).join(told, told.c.task_id == shared.c.told)
    one = _by_unit(document, shared).where(shared.c.met > 1).subquery()
    together = select(one.c.task_id, one.c.progress, func.count()).group_by(one.c.task_id, one.c.progress)
    return union_all(alone.where(shared.c.met == 1), together)


def _by_unit(document: Document, home: CTE) -> Select[Any]:
    """A row for each task and unit: what `domain.tasks.rolled_up` makes of all that the unit says on the task."""
    return (
        select(
            home.c.home.label("task_id"),
            Source.source_id,
            Source.organisation_id,
            Source.position,
            _together().label("progress"),
            func.bool_or(_leads(home)).label("leads"),
        )
        .join(TaskResult, TaskResult.document_id == Source.source_id)
        .join(home, home.c.told == TaskResult.task_id)
        .where(Source.document_id == document.id)
        .group_by(home.c.home, Source.id)
    )


def _told(document: Document) -> Select[int]:
    """The tasks told of."""
    told = select(TaskResult.task_id).join(Source, Source.source_id == TaskResult.document_id)
    return told.where(Source.document_id == document.id).distinct()


def _homes(document: Document, told: Select[int]) -> CTE:
    """Each task told of beside its home: the task of the plan reported on that it is, or carries out over the fewest
    plans; a task that carries out none of them stands for itself."""
    here = told.subquery()
    start = select(here.c.task_id.label("told"), here.c.task_id.label("above"), literal(0).label("steps"))
    way = start.cte("way", recursive=True)
    step = select(way.c.told, TaskAdoption.superior_task_id, way.c.steps + 1)
    way = way.union(step.join(TaskAdoption, TaskAdoption.task_id == way.c.above).where(way.c.steps < _MOST_STEPS))
    asked = Task.document_id == (plan_reported_on(document) or 0)
    reached = select(way.c.told, way.c.above.label("home")).join(Task, Task.id == way.c.above)
    reached = reached.where(or_(way.c.steps == 0, and_(asked, Task.state == TaskState.CONFIRMED)))
    nearest = (way.c.told, asked.desc(), way.c.steps, Task.position, Task.id)
    return reached.ext(distinct_on(way.c.told)).order_by(*nearest).cte("home")


def _together() -> ColumnElement[Progress | None]:
    said, kind = TaskResult.progress, TaskResult.progress.type
    done, going, nothing, waiting = (literal(one, kind) for one in Progress)
    found = case(
        (func.bool_and(said.is_not_distinct_from(done)), done),
        (func.bool_or(said.in_((done, going))), going),
        (func.bool_or(said == nothing), nothing),
        (func.bool_or(said == waiting), waiting),
    )
    return type_coerce(found, kind)


def _leads(home: CTE) -> ColumnElement[bool]:
    """Whether the plan, below or above, names the unit to lead."""
    named = select(TaskAssignment.id).where(
        TaskAssignment.task_id.in_((TaskResult.task_id, home.c.home)),
        TaskAssignment.organisation_id == Source.organisation_id,
        TaskAssignment.share == Share.LEAD,
    )
    return named.exists()
