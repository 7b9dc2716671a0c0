"""Periodic reports: make and change the rule, and open by it what is due."""

from typing import Any

from workflow.actions.campaign import opened, refuse_other_than_a_plan
from workflow.actions.clearing_house import clearing_house
from workflow.actions.record import Said, record
from workflow.actions.transaction import action, once
from workflow.domain import dates
from workflow.domain.actor import Actor
from workflow.domain.errors import InvalidInput, NotPermitted
from workflow.domain.facts import Fact
from workflow.domain.inputs.calendar import SaveSchedule
from workflow.domain.inputs.campaigns import OpenCampaign
from workflow.domain.periods import Period
from workflow.domain.permissions import Permission, require
from workflow.domain.schedules import Opening
from workflow.domain.states import Role
from workflow.models import Campaign, CampaignSchedule, Organisation, db
from workflow.models.clock import now, today
from workflow.queries.organisations import OrganisationCase, bodies_of, by_id, subordinates
from workflow.queries.schedules import for_change, opening_of, openings, was_opened

MOST_AT_ONCE = 400
"""Periods decided in one act: a year of every kind there is, many times over."""
TOO_LATE = "Hạn gửi đã qua khi hệ thống chạy lại."
NO_UNIT = "Không còn đơn vị nào phải báo cáo."


@action
def make_schedule(
    organisation_id: int, given: SaveSchedule, *, actor: Actor, token: str | None = None
) -> CampaignSchedule:
    """Ask those below for a periodic report; the first round is that of the first period not yet due. Refuses as
    `change_schedule`, and the same press twice (AlreadyDone)."""
    organisation = by_id(organisation_id)
    require(actor, Permission.CAMPAIGN_OPEN, OrganisationCase(organisation))
    _refuse_bad(organisation_id, given, actor)
    once(token)
    schedule = CampaignSchedule(organisation=organisation, is_on=True)
    _write(schedule, given)
    db.session.add(schedule)
    record(schedule, Fact.SCHEDULE_MADE, actor, now(), Said(details=_details(schedule), role=Role.OFFICE))
    return schedule


@action
def change_schedule(schedule_id: int, given: SaveSchedule, version: int, *, actor: Actor) -> CampaignSchedule:
    """Change the rule of rounds to come; those opened stay as they are, and no period is opened twice. Refuses an empty
    title, a rule without its day, a unit not directly below, a clearing house that is none, a stale version."""
    schedule = for_change(schedule_id, version)
    require(actor, Permission.CAMPAIGN_MANAGE, schedule)
    _refuse_bad(schedule.organisation_id, given, actor)
    before = _details(schedule)
    _write(schedule, given)
    schedule.version += 1
    said = Said(details=_details(schedule) | {"before": before}, role=Role.OFFICE)
    record(schedule, Fact.SCHEDULE_CHANGED, actor, now(), said)
    return schedule


@action
def switch_schedule(schedule_id: int, version: int, *, on: bool, actor: Actor) -> CampaignSchedule:
    """Let the schedule open rounds, or not. Switched on again it begins with the first period not yet due."""
    schedule = for_change(schedule_id, version)
    require(actor, Permission.CAMPAIGN_MANAGE, schedule)
    schedule.is_on = on
    if on:
        _begin_with(schedule, schedule.next_period)
    schedule.version += 1
    record(schedule, Fact.SCHEDULE_CHANGED, actor, now(), Said(details={"on": on}, role=Role.OFFICE))
    return schedule


@action
def open_due(schedule_id: int, *, actor: Actor) -> list[Campaign]:
    """Open the round of every period that has come, each once, as the system's own act. A period whose due day passed
    while nobody worked is passed over, and the record says so. Refuses anybody but the system."""
    if not actor.is_system:
        raise NotPermitted("Hệ thống tự mở đợt báo cáo theo lịch.")
    schedule = for_change(schedule_id)
    made: list[Campaign] = []
    for _ in range(MOST_AT_ONCE):
        (coming,) = openings(schedule, 1)
        if not schedule.is_on or coming.opens_on > today():
            break
        made += _decided(schedule, coming, actor)
        schedule.next_period = coming.period.next
    (coming,) = openings(schedule, 1)
    schedule.opens_on = coming.opens_on
    return made


def _decided(schedule: CampaignSchedule, coming: Opening, actor: Actor) -> list[Campaign]:
    if was_opened(schedule.id, coming.period):  # the rule was changed to another period and back
        return []
    units = _units(schedule)
    if coming.due_on < today() or not units:
        reason = NO_UNIT if not units else TOO_LATE
        details: dict[str, Any] = {
            "period": coming.period.to_json(),
            "due_on": coming.due_on.isoformat(),
            "reason": reason,
        }
        record(schedule, Fact.SCHEDULE_MISSED, actor, now(), Said(details=details))
        return []
    given = OpenCampaign(
        plan_id=schedule.plan_id,
        title=f"{schedule.title} {coming.period.title}",
        due_on=coming.due_on,
        organisation_ids=units,
        outline=schedule.outline,
        period=coming.period,
        locks=schedule.locks,
        grace_days=schedule.grace_days,
        through_id=_through(schedule),
    )
    late = (today() - coming.opens_on).days
    more = {"opened_late": late} if late else {}
    return [opened(schedule.organisation, given, actor, schedule_id=schedule.id, details=more)]


def _units(schedule: CampaignSchedule) -> tuple[int, ...]:
    """Who must report now: of the units chosen those that are still there, of none chosen all."""
    chosen = set(schedule.unit_ids)
    return tuple(unit.id for unit in subordinates(schedule.organisation_id) if not chosen or unit.id in chosen)


def _through(schedule: CampaignSchedule) -> int | None:
    """The clearing house while it is there."""
    return next((body.id for body in bodies_of(schedule.organisation_id) if body.id == schedule.through_id), None)


def _write(schedule: CampaignSchedule, given: SaveSchedule) -> None:
    is_new_kind = schedule.period_kind is not given.period_kind
    schedule.title, schedule.plan_id, schedule.period_kind = given.title.strip(), given.plan_id, given.period_kind
    schedule.due_rule, schedule.due_count = given.due.rule, given.due.count
    schedule.moves_back, schedule.days_before = given.due.moves_back, given.days_before
    schedule.locks, schedule.grace_days, schedule.through_id = given.locks, given.grace_days, given.through_id
    schedule.unit_ids, schedule.outline_json = list(given.unit_ids), given.outline.to_json()
    first = Period.begun_by(given.period_kind, today()).previous if is_new_kind else schedule.next_period
    _begin_with(schedule, first)


def _begin_with(schedule: CampaignSchedule, period: Period) -> None:
    """The period decided next is the first from this one on whose due day has not passed."""
    coming = _opening(schedule, period)
    while coming.due_on < today():
        coming = _opening(schedule, coming.period.next)
    schedule.next_period, schedule.opens_on = coming.period, coming.opens_on


def _opening(schedule: CampaignSchedule, period: Period) -> Opening:
    house: Organisation = schedule.organisation
    return opening_of(house, period, schedule.due, schedule.days_before)


def _refuse_bad(organisation_id: int, given: SaveSchedule, actor: Actor) -> None:
    if not given.title.strip():
        raise InvalidInput("Hãy ghi nội dung báo cáo.", fields={"title": "Hãy ghi cần báo cáo về việc gì."})
    if not 1 <= given.due.count <= 366 or given.days_before < 0 or given.grace_days < 0:
        message = "Số ngày của hạn gửi phải từ 1 đến 366."
        raise InvalidInput(message, fields={"due_count": message})
    clearing_house(organisation_id, given.through_id)
    below = {unit.id for unit in subordinates(organisation_id)}
    if not below or not set(given.unit_ids) <= below:
        message = "Hãy chọn các đơn vị trực thuộc."
        raise InvalidInput(message, fields={"unit_ids": message})
    if not given.outline.sections:
        raise InvalidInput("Đề cương cần ít nhất một mục.", fields={"outline": "Hãy chọn một đề cương."})
    refuse_other_than_a_plan(given.plan_id, actor)


def _details(schedule: CampaignSchedule) -> dict[str, Any]:
    """What the record keeps of a rule."""
    return {
        "title": schedule.title,
        "period": schedule.period_kind.value,
        "due": [schedule.due_rule.value, schedule.due_count, schedule.moves_back],
        "days_before": schedule.days_before,
        "units": list(schedule.unit_ids),
        "locks": [schedule.locks, schedule.grace_days],
        "through": schedule.through_id,
        "opens_on": dates.short(schedule.opens_on),
    }
