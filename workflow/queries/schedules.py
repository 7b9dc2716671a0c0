"""Periodic reports: one for a change or its page, those of an organisation, those to be looked at today."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workflow.domain.actor import Actor
from workflow.domain.errors import ChangedMeanwhile, NotFound
from workflow.domain.facts import Fact
from workflow.domain.periods import Period
from workflow.domain.permissions import Permission, permits
from workflow.domain.schedules import Due, Opening, opening
from workflow.models import AuditEntry, Campaign, CampaignSchedule, Organisation, db
from workflow.queries.days import working_days

__all__ = ["CampaignSchedule", "Opening", "for_change", "for_show", "opening_of", "openings", "to_look_at"]

MOST_SCHEDULES = 200
MISSING = "Không có lịch báo cáo này, hoặc đồng chí không thuộc diện được xem."
# A day that somebody declared off may bring a round forward by as much as a long holiday after its day was noted.
MARGIN = dt.timedelta(days=15)


def for_change(schedule_id: int, version: int | None = None) -> CampaignSchedule:
    """The schedule, locked. Refuses NotFound and a stale version."""
    query = select(CampaignSchedule).where(CampaignSchedule.id == schedule_id).with_for_update(of=CampaignSchedule)
    schedule = db.session.scalars(query.execution_options(populate_existing=True)).unique().one_or_none()
    if schedule is None:
        raise NotFound(MISSING)
    if version is not None and schedule.version != version:
        raise ChangedMeanwhile("Lịch báo cáo vừa được người khác sửa. Hãy xem lại rồi làm tiếp.")
    return schedule


def for_show(schedule_id: int, actor: Actor) -> CampaignSchedule:
    """The schedule for those of its organisation; "not there" and "not yours" are the same NotFound."""
    schedule = db.session.get(CampaignSchedule, schedule_id, options=[joinedload(CampaignSchedule.plan)])
    if schedule is None or not permits(actor, Permission.SCHEDULE_READ, schedule):
        raise NotFound(MISSING)
    return schedule


def schedules_of(organisation_ids: Sequence[int]) -> Sequence[CampaignSchedule]:
    """The periodic reports of the organisations, those that are on first; a bounded number."""
    query = select(CampaignSchedule).where(CampaignSchedule.organisation_id.in_(organisation_ids))
    query = query.order_by(CampaignSchedule.is_on.desc(), CampaignSchedule.opens_on, CampaignSchedule.id)
    return db.session.scalars(query.limit(MOST_SCHEDULES)).unique().all()


def to_look_at(today: dt.date) -> Sequence[int]:
    """The schedules of which a period may have come, by id."""
    query = select(CampaignSchedule.id).where(CampaignSchedule.is_on, CampaignSchedule.opens_on <= today + MARGIN)
    return db.session.scalars(query.order_by(CampaignSchedule.opens_on, CampaignSchedule.id)).all()


def opening_of(organisation: Organisation, period: Period, due: Due, days_before: int) -> Opening:
    """When the round of a period opens and is due, by the working days of the organisation."""
    return opening(period, due, days_before, working_days(organisation, period.first_day, period.last_day))


def openings(schedule: CampaignSchedule, count: int) -> list[Opening]:
    """The next rounds of the schedule."""
    found, period = [], schedule.next_period
    for _ in range(count):
        found.append(opening_of(schedule.organisation, period, schedule.due, schedule.days_before))
        period = period.next
    return found


def was_opened(schedule_id: int, period: Period) -> bool:
    """Whether the schedule has opened the round of a period."""
    query = select(Campaign.id).where(
        Campaign.schedule_id == schedule_id,
        Campaign.period_kind == period.kind,
        Campaign.period_year == period.year,
        Campaign.period_index == period.index,
    )
    return db.session.scalar(query) is not None


def rounds_of(schedule_id: int, limit: int = 12) -> Sequence[Campaign]:
    """The newest rounds that the schedule opened."""
    query = select(Campaign).where(Campaign.schedule_id == schedule_id).order_by(Campaign.id.desc()).limit(limit)
    return db.session.scalars(query).unique().all()


def missed_by(schedule_id: int, limit: int = 5) -> Sequence[AuditEntry]:
    """What the record says of periods that were passed over, newest first."""
    query = select(AuditEntry).where(
        AuditEntry.subject_kind == CampaignSchedule.subject_kind,
        AuditEntry.subject_id == schedule_id,
        AuditEntry.fact == Fact.SCHEDULE_MISSED,
    )
    return db.session.scalars(query.order_by(AuditEntry.ordinal.desc()).limit(limit)).all()
