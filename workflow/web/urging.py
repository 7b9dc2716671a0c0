"""The part of a page from which late units are urged: of a round's, and of a task's."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask import url_for

from forms.urge import UrgeForm
from workflow.auth.current import current_actor, current_day
from workflow.domain.permissions import Permission, permits
from workflow.domain.urging import REPLY_DAYS
from workflow.queries import days, urges
from workflow.queries.campaigns import UnitRow
from workflow.queries.organisations import Organisation
from workflow.queries.urges import Campaign, Urgable

_FAR_ENOUGH = dt.timedelta(days=30)  # for three worked days over any Tết


def urging_of(campaign: Campaign, rows: Sequence[UnitRow], form: UrgeForm | None = None) -> dict[str, Any]:
    """What the part shows: the late units with the form in which those that may be urged are ticked, and how often each
    of the rows was urged; no form for whoever does not manage the round."""
    past = urges.times_urged([row.target for row in rows])
    manages = permits(current_actor(), Permission.CAMPAIGN_MANAGE, campaign)
    late = urges.late_ones(campaign, rows, current_day()) if manages else []
    shown = part_of(campaign.organisation, late, form)
    return shown | {"urged": past, "urge_address": url_for("urges.start", campaign_id=campaign.id)}


def part_of(house: Organisation, late: Sequence[Urgable], form: UrgeForm | None = None) -> dict[str, Any]:
    """The late units with their form; no form when none of them can be urged now."""
    open_to = {one.unit_id: one for one in late if one.closed is None}
    form = form or _ticked(house, list(open_to)) if open_to else form
    if form is not None:
        form.offer((unit, one.unit.name) for unit, one in open_to.items())
    hints = {unit: _hint(one.days, one.ordinal) for unit, one in open_to.items()}
    return {"urging": form, "urge_hints": hints, "not_urged": [one for one in late if one.closed]}


def _ticked(house: Organisation, units: list[int]) -> UrgeForm:
    return UrgeForm(formdata=None, data={"organisation_ids": units, "reply_by": reply_day(house)})


def reply_day(house: Organisation) -> dt.date:
    """The day of reply that a form comes with."""
    day = current_day()
    return days.working_days(house, day, day + _FAR_ENOUGH).after(day, REPLY_DAYS)


def _hint(late: int, ordinal: int) -> str:
    return f"quá hạn {late} ngày" + (f", đôn đốc lần thứ {ordinal}" if ordinal > 1 else "")
