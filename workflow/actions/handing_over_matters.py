"""Tasks, difficulties, periodic reports and the part of clearing house of an organisation that ends pass to whoever
takes over, inside a running act."""

import datetime as dt

from sqlalchemy import any_, literal, or_, select

from workflow.actions.record import Said, record
from workflow.domain.actor import Actor
from workflow.domain.facts import Fact
from workflow.domain.states import CampaignState
from workflow.domain.tasks import Share, TaskState
from workflow.models import Campaign, CampaignSchedule, Difficulty, Organisation, Task, TaskAssignment, db

_OPEN = 2  # domain.difficulties.rank: below it a matter still waits, here or above


def hand_over_tasks(unit: Organisation, heir: Organisation, actor: Actor, at: dt.datetime) -> int:
    """The heir answers for every task that the unit leads or takes part in, and keeps the register of the unit's own
    plans; how many. Where it takes part already it is named once, leading if either did."""
    assigned = select(TaskAssignment.task_id).where(TaskAssignment.organisation_id == unit.id)
    query = select(Task).where(
        or_(Task.organisation_id == unit.id, Task.id.in_(assigned)), Task.state != TaskState.DROPPED
    )
    tasks = db.session.scalars(query.order_by(Task.id)).all()
    for task in tasks:
        task.organisation_id = heir.id if task.organisation_id == unit.id else task.organisation_id
        for one in [one for one in task.assignments if one.organisation_id == unit.id]:
            _assign_to(heir, task, one)
        task.version += 1
        record(task, Fact.TASK_HANDED_OVER, actor, at, Said(details={"from": unit.name, "to": heir.name}))
    return len(tasks)


def _assign_to(heir: Organisation, task: Task, given: TaskAssignment) -> None:
    held = next((one for one in task.assignments if one.organisation_id == heir.id), None)
    if held is None:
        given.organisation_id, given.name = heir.id, heir.name
        return
    held.share = Share.LEAD if Share.LEAD in (held.share, given.share) else held.share
    task.assignments.remove(given)


def hand_over_difficulties(unit: Organisation, heir: Organisation, actor: Actor, at: dt.datetime) -> int:
    """The heir speaks for what the unit raised and was not answered yet, and answers what lies at the unit's desk; how
    many."""
    query = select(Difficulty).where(
        or_(Difficulty.organisation_id == unit.id, Difficulty.desk_id == unit.id), Difficulty.rank < _OPEN
    )
    matters = db.session.scalars(query.order_by(Difficulty.id)).unique().all()
    for matter in matters:
        matter.organisation_id = heir.id if matter.organisation_id == unit.id else matter.organisation_id
        matter.desk_id = heir.id if matter.desk_id == unit.id else matter.desk_id
        matter.version += 1
        record(matter, Fact.DIFFICULTY_HANDED_OVER, actor, at, Said(details={"from": unit.name, "to": heir.name}))
    return len(matters)


def hand_over_schedules(unit: Organisation, heir: Organisation, actor: Actor, at: dt.datetime) -> int:
    """The heir goes on asking for the unit's periodic reports, and is asked by the superior that chose the unit; how
    many."""
    asked = (CampaignSchedule.organisation_id == heir.superior_id) & (
        literal(unit.id) == any_(CampaignSchedule.unit_ids)
    )
    query = select(CampaignSchedule).where(or_(CampaignSchedule.organisation_id == unit.id, asked))
    schedules = db.session.scalars(query.order_by(CampaignSchedule.id)).unique().all()
    for schedule in schedules:
        schedule.organisation_id = heir.id if schedule.organisation_id == unit.id else schedule.organisation_id
        others = [one for one in schedule.unit_ids if one not in {unit.id, heir.id}]
        schedule.unit_ids = [*others, heir.id] if unit.id in schedule.unit_ids else schedule.unit_ids
        schedule.version += 1
        record(schedule, Fact.CAMPAIGN_HANDED_OVER, actor, at, Said(details={"from": unit.name, "to": heir.name}))
    return len(schedules)


def hand_over_clearing(unit: Organisation, heir: Organisation, actor: Actor, at: dt.datetime) -> int:
    """Reports that went up by way of the unit go by way of the body that takes it over, beside the same committee, else
    straight up; how many rounds and periodic reports say so."""
    rounds = select(Campaign).where(Campaign.through_id == unit.id, Campaign.state == CampaignState.OPEN)
    periodic = select(CampaignSchedule).where(CampaignSchedule.through_id == unit.id)
    asking = [
        *db.session.scalars(rounds.order_by(Campaign.id)).unique(),
        *db.session.scalars(periodic.order_by(CampaignSchedule.id)).unique(),
    ]
    for one in asking:
        takes = heir.is_body and heir.superior_id == one.organisation_id
        one.through_id = heir.id if takes else None
        one.version += 1
        to = heir.name if takes else one.organisation.name
        record(one, Fact.CAMPAIGN_HANDED_OVER, actor, at, Said(details={"from": unit.name, "to": to}))
    return len(asking)
