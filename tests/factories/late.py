"""Rounds whose day has passed, and urgings without their way through the machine: rows as the acts leave them."""

import datetime as dt

from sqlalchemy import update

from workflow.cli.demo.world import World
from workflow.models import Campaign, Document, Target, Urge, db
from workflow.models.clock import now, today


def make_late(campaign: Campaign, days: int = 9) -> Campaign:
    """The round as it is so many days after the day of its units."""
    due = today() - dt.timedelta(days=days)
    db.session.execute(update(Target).where(Target.campaign_id == campaign.id).values(due_on=due))
    campaign.due_on = due
    db.session.commit()
    return campaign


def urged(world: World, campaign: Campaign, letter: Document, cell: str = "thuvien") -> Urge:
    """The cell urged yesterday by a paper of the office."""
    unit = world.organisations[cell].id
    target = next(one for one in campaign.targets if one.organisation_id == unit)
    row = Urge(organisation_id=campaign.organisation_id, unit_id=unit, target_id=target.id, document_id=letter.id)
    row.day, row.due_on, row.reply_by = today() - dt.timedelta(days=1), target.due_on, today()
    row.ordinal, row.at, row.sent_at = 1, now() - dt.timedelta(days=1), now() - dt.timedelta(days=1)
    db.session.add(row)
    db.session.commit()
    return row
