"""Rounds and tasks with units below that are late and are to be urged: what waits for an office. A unit that was urged
is let be until the day by which it is to reply has passed."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from workflow.domain.deadlines import DeadlineKind
from workflow.domain.states import CampaignState
from workflow.domain.tasks import TaskState
from workflow.models import Campaign, Organisation, Target, Task, Urge, db
from workflow.queries.probing import is_there
from workflow.queries.task_days import are_late_with, in_force

__all__ = ["LateRound", "LateTask", "late_days", "late_units"]

MOST_UNITS = 1_000
"""A row only has to say "very many"."""
MOST_TASKS = 20
RECENT = dt.timedelta(days=92)
"""Who is late with a task for longer stands in the plan's register of tasks alone."""


@dataclass(frozen=True, slots=True)
class LateRound:
    """How many units are late with the report of a round, and since which day."""

    campaign: Campaign
    count: int
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class LateTask:
    """How many units are late with a task, and since which day."""

    task: Task
    count: int
    due_on: dt.date


def late_units(desks: Collection[int], today: dt.date, limit: int = 50) -> list[LateRound | LateTask]:
    """The rounds and the tasks of these offices with units to be urged, longest late first; two statements."""
    rounds, works = _rounds(desks, today).subquery(), _tasks(desks, today).subquery()
    of_rounds = select(Campaign, rounds.c.count, rounds.c.due_on).join(rounds, rounds.c.campaign_id == Campaign.id)
    of_tasks = select(Task, works.c.count, works.c.due_on).join(works, works.c.task_id == Task.id)
    of_tasks = of_tasks.where(works.c.count > 0).options(joinedload(Task.document))
    late: list[LateRound | LateTask] = [LateRound(*row) for row in db.session.execute(of_rounds.limit(limit)).unique()]
    late += [LateTask(*row) for row in db.session.execute(of_tasks.limit(limit)).unique()]
    return sorted(late, key=lambda one: one.due_on)


def late_days(desks: Collection[int], today: dt.date) -> list[Select[Any]]:
    """The same as rows of the due day alone, for counting them."""
    rounds, works = _rounds(desks, today).subquery(), _tasks(desks, today).subquery()
    return [select(rounds.c.due_on), select(works.c.due_on).where(works.c.count > 0)]


def _rounds(desks: Collection[int], today: dt.date) -> Select[Any]:
    """Open rounds by `ix_campaign_open`, of each the requests of `ix_target_missing` whose day has passed."""
    missing = select(Target.campaign_id, Target.due_on).join(Campaign, Campaign.id == Target.campaign_id)
    missing = missing.where(Campaign.organisation_id.in_(desks), Campaign.state == CampaignState.OPEN)
    missing = missing.where(Target.sent_at.is_(None), Target.ended_on.is_(None), Target.due_on < today)
    some = missing.where(~_urged(today, Urge.target_id == Target.id)).limit(MOST_UNITS).subquery()
    query = select(some.c.campaign_id, func.count().label("count"), func.min(some.c.due_on).label("due_on"))
    return query.group_by(some.c.campaign_id)


def _tasks(desks: Collection[int], today: dt.date) -> Select[Any]:
    """The newest tasks of the offices' plans whose date has passed, by `ix_task_of_organisation`."""
    columns = (Task.id, Task.document_id, Task.organisation_id, Task.due_on)
    past = select(*columns).where(Task.organisation_id.in_(desks), Task.state == TaskState.CONFIRMED, in_force())
    past = past.where(Task.deadline_kind == DeadlineKind.DATE, Task.due_on < today, Task.due_on >= today - RECENT)
    some = past.order_by(Task.due_on.desc(), Task.id).limit(MOST_TASKS).subquery()
    late = are_late_with(some.c.id, some.c.document_id, some.c.organisation_id)
    left = ~_urged(today, Urge.task_id == some.c.id, Urge.unit_id == Organisation.id)
    units = select(Organisation.id).where(*late, left).limit(MOST_UNITS).correlate(some).subquery()
    count = select(func.count()).select_from(units).scalar_subquery()
    return select(some.c.id.label("task_id"), count.label("count"), some.c.due_on)


def _urged(today: dt.date, *about: ColumnElement[bool]) -> ColumnElement[bool]:
    """A công văn that is not sent yet, or whose day of reply has not passed."""
    return is_there(*about, or_(Urge.sent_at.is_(None), Urge.reply_by >= today))
