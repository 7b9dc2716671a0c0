"""Requests that nobody has answered though their day has passed, and of which nobody above was told yet."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select

from workflow.domain.states import CampaignState
from workflow.models import Campaign, Extension, Organisation, Target, db
from workflow.queries.late_units import RECENT
from workflow.queries.probing import is_there

PART = 500


def to_look_at(today: dt.date, after: int = 0) -> Sequence[int]:
    """The next requests of open rounds, by id, for which no more time is asked; each round's are a short range of
    `ix_target_missing`. Of one that is late for longer than anybody is urged nobody is told any more."""
    query = select(Target.id).join(Campaign, Campaign.id == Target.campaign_id)
    query = query.join(Organisation, Organisation.id == Campaign.organisation_id)
    query = query.where(Campaign.state == CampaignState.OPEN, Organisation.step_days > 0, Target.id > after)
    query = query.where(Target.sent_at.is_(None), Target.ended_on.is_(None))
    query = query.where(Target.due_on < today, Target.due_on >= today - RECENT)
    query = query.where(Target.told_late_of.is_distinct_from(Target.due_on))
    query = query.where(~is_there(Extension.target_id == Target.id, Extension.decided_at.is_(None)))
    return db.session.scalars(query.order_by(Target.id).limit(PART)).all()


def is_missing(target: Target) -> bool:
    """Whether the report is still awaited, and nobody was told of its day."""
    is_asked = target.campaign.state is CampaignState.OPEN and target.ended_on is None
    return is_asked and target.sent_at is None and target.told_late_of != target.due_on
