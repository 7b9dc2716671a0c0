"""A step that waits longer than its house allows: whoever is above it is told, once for each step."""

import datetime as dt

from workflow.actions.record import Said, record
from workflow.actions.transaction import action
from workflow.domain.actor import Actor
from workflow.domain.dates import local_day
from workflow.domain.facts import Fact
from workflow.domain.job_names import JobName
from workflow.domain.permissions import Permission, require
from workflow.models.clock import now, today
from workflow.queries.case import DocumentCase
from workflow.queries.days import working_days
from workflow.queries.documents import for_change
from workflow.queries.slow_steps import may_be_slow

_AROUND = dt.timedelta(days=90)  # for the most that a step may take, over any Tết


@action
def note_slow(document_id: int, *, actor: Actor) -> bool:
    """Note that the step is slow, from the day by which it was to be done, and tell those above. Whether it was done:
    not before that day has passed, not twice in one step, and not once the step is over."""
    document = for_change(document_id)
    require(actor, Permission.DOCUMENT_NOTE_SLOW, DocumentCase(document))
    house = document.organisation
    if not may_be_slow(document):
        return False
    begun = local_day(document.state_since)
    due = working_days(house, begun, begun + _AROUND).after(begun, house.step_days)
    if today() <= due:
        return False
    document.slow_since = due
    details = {"due": due.isoformat(), "step_days": house.step_days}
    record(document, Fact.DOCUMENT_SLOW, actor, now(), Said(None, details, (JobName.NOTIFY,)))
    return True
