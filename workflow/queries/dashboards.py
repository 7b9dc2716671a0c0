"""What stands on a committee's board beside the rates: tasks by how far they are, difficulties by age, what is left to
consolidate. Each is one statement whatever stands below: a report that came to the organisation speaks for everything
below the unit that sent it."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, BigInteger, ColumnElement, Select, and_, exists, func, literal, not_, or_, select, true
from sqlalchemy.orm import aliased

from workflow.domain.deadlines import DeadlineKind
from workflow.domain.periods import Period
from workflow.domain.states import ARRIVED, DEAD, IN_FORCE, DocumentKind, DocumentState, SourceState
from workflow.domain.tasks import Progress, TaskState, day_of_year, rolled_up
from workflow.models import (
    Campaign,
    Difficulty,
    Document,
    Organisation,
    Source,
    SourceBlock,
    Target,
    Task,
    TaskAssignment,
    TaskClearing,
    TaskResult,
    db,
)
from workflow.queries.difficulties import Ages, raised_between
from workflow.queries.plans import held_by
from workflow.queries.reporting import falls_in
from workflow.queries.tasks import aimed_at

MOST_COUNTED = 10_000  # a board only has to say "very many"
_MOST_TASKS = 2_000
_MOST_WORKSPACES = 500
_LAST_ROUNDS = 24  # by the month, of two years
_MOVING = (Progress.DONE, Progress.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class TaskBoard:
    """Tasks by kind of deadline (None: the plan gives none) and by how far they are (None: nobody told); how many are
    past their day, and with how many of those that go on for ever nobody did anything in the period."""

    counts: Mapping[tuple[DeadlineKind | None, Progress | None], int]
    overdue: int
    stalled: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    def of_kind(self, kind: DeadlineKind | None) -> int:
        """Those of one kind."""
        return sum(count for (one, _), count in self.counts.items() if one is kind)

    def so_far(self, progress: Progress | None) -> int:
        """Those of all kinds that are so far."""
        return sum(count for (_, one), count in self.counts.items() if one is progress)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Unanswered difficulties of one age: at the organisation's own desk, at desks below, at desks above."""

    here: int
    below: int
    above: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.here + self.below + self.above


@dataclass(frozen=True, slots=True)
class Workspace:
    """A report being put together: how many blocks of its sources nobody has handled yet, of how many."""

    document_id: int
    organisation_id: int
    abstract: str
    left: int
    blocks: int


def task_board(organisation: Organisation, period: Period, today: dt.date) -> TaskBoard:
    """The confirmed tasks of plans in force that the organisation set or that concern it, each as the newest reports to
    it and of it tell; one that names nobody is done once every unit that was asked says so."""
    counts: Counter[tuple[DeadlineKind | None, Progress | None]] = Counter()
    overdue = stalled = 0
    for row in db.session.execute(_tasks(organisation, period, today)):
        units = {one: getattr(row, one.value) or 0 for one in Progress}
        silent = 0 if row.names_somebody else max((row.asked or 0) - sum(units.values()), 0)
        progress = rolled_up(units, silent)
        counts[row.deadline_kind, progress] += 1
        overdue += _is_overdue(row, progress, today)
        stalled += row.deadline_kind is DeadlineKind.CONTINUOUS and not row.moved
    return TaskBoard(counts, overdue, stalled)


def waiting(organisation_id: int, ages: Ages) -> tuple[Waiting, Waiting, Waiting]:
    """What was raised in the branch and is not answered, the young first; what was joined counts once. Counted no
    further than `MOST_COUNTED`."""
    open_ = select(Difficulty.raised_at, (Difficulty.desk_id == organisation_id).label("here"))
    open_ = open_.where(Difficulty.rank < 2).limit(MOST_COUNTED)
    own = open_.where(Difficulty.organisation_id == organisation_id).subquery()
    # of each unit its own range of the index: the planner would read the whole table for the units at once
    unit = open_.where(Difficulty.organisation_id == Organisation.id, Difficulty.parent_id.is_(None)).lateral()
    below = select(unit.c.raised_at, unit.c.here, literal(False).label("own")).select_from(Organisation)
    below = below.join(unit, true()).where(Organisation.ancestor_ids.contains([organisation_id])).limit(MOST_COUNTED)
    mine = select(own.c.raised_at, own.c.here, literal(True).label("own"))
    some = mine.union_all(select(below.subquery())).limit(MOST_COUNTED).subquery()
    places = (some.c.here, and_(not_(some.c.here), not_(some.c.own)), and_(not_(some.c.here), some.c.own))
    aged = [raised_between(some.c.raised_at, ages.bounds(age)) for age in range(3)]
    row = db.session.execute(select(*(func.count().filter(age, place) for age in aged for place in places))).one()
    return Waiting(*row[0:3]), Waiting(*row[3:6]), Waiting(*row[6:9])


def workspaces(organisation_id: int) -> list[Workspace]:
    """The reports that the organisation and those directly below it are putting together, its own first."""
    below = select(Organisation.id, literal(False).label("own"))
    below = below.where(Organisation.superior_id == organisation_id, Organisation.to_day.is_(None))
    desks = select(literal(organisation_id).label("id"), literal(True).label("own")).union_all(below).subquery()
    # of each desk its own range of the index: the planner would go through every consolidation of the country
    some = select(Document.id, Document.organisation_id, Document.abstract).where(Document.desk_id == desks.c.id)
    some = some.where(Document._state.in_((DocumentState.CONSOLIDATING, DocumentState.RETURNED)), Document.consolidates)
    lying = some.limit(_MOST_WORKSPACES).lateral()
    every = select(lying, desks.c.own).select_from(desks).join(lying, true())
    chosen = every.order_by(desks.c.own.desc(), lying.c.id).limit(_MOST_WORKSPACES).subquery()
    left = func.count().filter(SourceBlock.state == SourceState.OPEN).label("left")
    blocks = select(left, func.count().label("all")).where(SourceBlock.document_id == chosen.c.id).lateral()
    query = select(chosen.c.id, chosen.c.organisation_id, chosen.c.abstract, blocks.c.left, blocks.c.all)
    rows = db.session.execute(query.join(blocks, true()).order_by(chosen.c.own.desc(), chosen.c.id))
    return [Workspace(*row) for row in rows]


def not_taken_in(organisation_id: int) -> int:
    """How many reports the organisation received that are in no living consolidation; counted no further than
    `MOST_COUNTED`."""
    above = aliased(Document)
    taken = exists().where(Source.source_id == Document.id, Source.document_id == above.id, above._state.not_in(DEAD))
    received = select(Document.id).where(
        Document.desk_id == organisation_id,
        Document._state == DocumentState.RECEIVED,
        Document.organisation_id != organisation_id,
        Document.target_id.is_not(None),
        ~taken,
    )
    some = received.limit(MOST_COUNTED).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def _is_overdue(row: Any, progress: Progress | None, today: dt.date) -> bool:
    """Its date has passed, or this year's day of a yearly one, and not all say that it is done."""
    if row.deadline_kind is DeadlineKind.DATE:
        return row.due_on < today and progress is not Progress.DONE
    if row.deadline_kind is DeadlineKind.YEARLY:
        return day_of_year(today.year, row.due_month, row.due_day) < today and not row.done_this_year
    return False


def _tasks(organisation: Organisation, period: Period, today: dt.date) -> Select[Any]:
    """A row for each task: its deadline, how many units were asked about its plan, how many of them are how far."""
    told, asked = _told(organisation.id, period, today), _asked(organisation.id)
    plans = select(Document.id).where(
        Document.kind == DocumentKind.PLAN, Document._state.in_(IN_FORCE), held_by([organisation.id])
    )
    somebody = or_(TaskAssignment.organisation_id.is_not(None), TaskAssignment.level.is_not(None))
    names_somebody = exists().where(TaskAssignment.task_id == Task.id, somebody)
    by_name = exists().where(TaskAssignment.task_id == Task.id, TaskAssignment.organisation_id == organisation.id)
    concerns = or_(Task.organisation_id == organisation.id, by_name, aimed_at(organisation))
    figures = [told.c[name] for name in (*Progress, "moved", "done_this_year")]
    deadline = (Task.deadline_kind, Task.due_on, Task.due_day, Task.due_month)
    return (
        select(*deadline, names_somebody.label("names_somebody"), asked.c.asked, *figures)
        .outerjoin(told, told.c.task_id == Task.id)
        .outerjoin(asked, asked.c.plan_id == Task.document_id)
        .where(Task.document_id.in_(plans), Task.state == TaskState.CONFIRMED, concerns)
        .limit(_MOST_TASKS)
    )


def _rounds(organisation_id: int) -> CTE:
    """The organisation's newest rounds about a plan."""
    query = select(Campaign.id, Campaign.plan_id).where(
        Campaign.organisation_id == organisation_id, Campaign.plan_id.is_not(None)
    )
    return query.order_by(Campaign.due_on.desc(), Campaign.id.desc()).limit(_LAST_ROUNDS).cte()


def _asked(organisation_id: int) -> CTE:
    """How many units were asked about each plan."""
    rounds = _rounds(organisation_id)
    query = select(rounds.c.plan_id, func.count(Target.organisation_id.distinct()).label("asked"))
    query = query.join(Target, and_(Target.campaign_id == rounds.c.id, Target.ended_on.is_(None)))
    return query.group_by(rounds.c.plan_id).cte()


def _told(organisation_id: int, period: Period, today: dt.date) -> CTE:
    """Of each task how many units are how far by their newest report, or by what they said beside reports, whether
    anybody did anything in the period, and whether anybody finished it this year."""
    reports = _reports(organisation_id, period)
    newest_first = func.row_number().over(
        partition_by=(TaskResult.task_id, reports.c.organisation_id), order_by=TaskResult.document_id.desc()
    )
    columns = (TaskResult.task_id, TaskResult.progress, reports.c.in_period, reports.c.day, newest_first.label("place"))
    every = select(*columns).join(reports, reports.c.id == TaskResult.document_id)
    every = every.where(TaskResult.progress.is_not(None), ~_cleared_beside(reports))
    told = every.union_all(_cleared(organisation_id)).subquery()
    units = [func.count().filter(told.c.place == 1, told.c.progress == one).label(one.value) for one in Progress]
    moved = func.bool_or(and_(told.c.in_period, told.c.progress.in_(_MOVING))).label("moved")
    year = told.c.day.between(dt.date(today.year, 1, 1), dt.date(today.year, 12, 31))
    this_year = and_(told.c.progress == Progress.DONE, year)
    query = select(told.c.task_id, *units, moved, func.bool_or(this_year).label("done_this_year"))
    return query.group_by(told.c.task_id).cte()


def _cleared(organisation_id: int) -> Select[*tuple[Any, ...]]:
    """What the organisation, and those directly below it, called done or not to be done any more beside reports."""
    done = literal(Progress.DONE, TaskResult.progress.type).label("progress")
    columns = (TaskClearing.task_id, done, literal(False).label("in_period"), TaskClearing.due_on.label("day"))
    query = select(*columns, literal(1, BigInteger).label("place"))
    query = query.join(Organisation, Organisation.id == TaskClearing.organisation_id)
    return query.where(or_(Organisation.superior_id == organisation_id, Organisation.id == organisation_id))


def _cleared_beside(reports: CTE) -> ColumnElement[bool]:
    """Of what a unit reports on a task that it called done beside reports, that word stands."""
    return exists().where(
        TaskClearing.task_id == TaskResult.task_id, TaskClearing.organisation_id == reports.c.organisation_id
    )


def _reports(organisation_id: int, period: Period) -> CTE:
    """The reports that answered the newest rounds, and its own to the newest rounds that asked it."""
    rounds = _rounds(organisation_id)
    day = func.coalesce(Document.issued_on, Target.due_on).label("day")
    every = (
        select(Document.id, Document.organisation_id, falls_in(period).label("in_period"), day)
        .join(Target, Document.target_id == Target.id)
        .join(Campaign, Target.campaign_id == Campaign.id)
    )
    arrived = every.where(Target.campaign_id.in_(select(rounds.c.id)), Document._state.in_(ARRIVED))
    # by its requests, not by its papers: a house that writes a thousand letters a year answers a dozen requests
    own = every.where(Target.organisation_id == organisation_id, Document._state.in_(IN_FORCE))
    own = own.order_by(Target.campaign_id.desc()).limit(_LAST_ROUNDS)
    return arrived.union_all(own).cte()
