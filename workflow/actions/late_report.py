"""A report that is awaited longer than its superior's house allows: office and leader are told, once for each day."""

from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.facts import Fact
from workflow.domain.job_names import JobName
from workflow.domain.permissions import Permission, require
from workflow.models import Target, db
from workflow.models.clock import now, today
from workflow.queries import campaigns
from workflow.queries.days import working_days
from workflow.queries.late_reports import is_missing


@action
def note_late_report(target_id: int, *, actor: Actor) -> bool:
    """Note that the report of a unit is late, once as many working days have passed after its day as the house that
    asked allows a step, and tell that house's office and whoever signs for the unit. Whether it was done: not earlier,
    not twice of one day (more time sets another), not of what was sent or is no more asked for."""
    campaign = campaigns.for_change(db.session.get_one(Target, target_id).campaign_id)
    target = db.session.get_one(Target, target_id, populate_existing=True)
    require(actor, Permission.CAMPAIGN_NOTE_LATE, campaign)
    house = campaign.organisation
    if not is_missing(target) or house.step_days == 0:
        return False
    if today() <= working_days(house, target.due_on, today()).after(target.due_on, house.step_days):
        return False
    target.told_late_of = target.due_on
    details = {"unit": target.organisation_id, "due": target.due_on.isoformat(), "step_days": house.step_days}
    record(campaign, Fact.CAMPAIGN_UNIT_LATE, actor, now(), Said(None, details, (JobName.NOTIFY,)))
    return True
