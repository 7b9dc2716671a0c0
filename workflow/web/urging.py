"""The part of a round's page from which late units are urged."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from forms.urge import UrgeForm
from workflow.auth.current import current_actor, current_day
from workflow.domain.permissions import Permission, permits
from workflow.domain.urging import REPLY_DAYS
from workflow.queries import days, urges
from workflow.queries.campaigns import UnitRow
from workflow.queries.urges import Campaign

_FAR_ENOUGH = dt.timedelta(days=30)  # for three worked days over any Tết


def urging_of(campaign: Campaign, rows: Sequence[UnitRow], form: UrgeForm | None = None) -> dict[str, Any]:
    """What the part shows: the late units with the form in which those that may be urged are ticked, and how often each
    of the rows was urged; no form for whoever does not manage the round."""
    past = urges.times_urged([row.target for row in rows])
    manages = permits(current_actor(), Permission.CAMPAIGN_MANAGE, campaign)
    late = urges.late_ones(campaign, rows, current_day()) if manages else []
    open_to = {one.unit_id: one for one in late if one.closed is None}
    form = form or _ticked(campaign, list(open_to)) if open_to else form
    if form is not None:
        form.offer((unit, one.row.target.organisation.name) for unit, one in open_to.items())
    hints = {unit: _hint(one.days, one.ordinal) for unit, one in open_to.items()}
    return {"urging": form, "urge_hints": hints, "not_urged": [one for one in late if one.closed], "urged": past}


def _ticked(campaign: Campaign, units: list[int]) -> UrgeForm:
    day = current_day()
    worked = days.working_days(campaign.organisation, day, day + _FAR_ENOUGH)
    return UrgeForm(formdata=None, data={"organisation_ids": units, "reply_by": worked.after(day, REPLY_DAYS)})


def _hint(late: int, ordinal: int) -> str:
    return f"quá hạn {late} ngày" + (f", đôn đốc lần thứ {ordinal}" if ordinal > 1 else "")
