"""Pages of how units report: the rates of an organisation's rounds, and the record of one unit."""

import datetime as dt

from flask import Blueprint, abort, render_template, request

from workflow.auth.current import current_actor, current_day
from workflow.domain.labels import STATES
from workflow.domain.permissions import Permission, permits
from workflow.queries import organisations, reporting

pages = Blueprint("reporting", __name__, url_prefix="/dot-bao-cao")

PAGE = 20


@pages.get("/ty-le")
def rates() -> str:
    """The rates of the rounds of one of the person's organisations, and of each unit over a year."""
    held = sorted(current_actor().organisation_ids)
    chosen = request.args.get("don_vi", held[0] if held else 0, type=int)
    if chosen not in held:
        abort(404)
    year = min(max(request.args.get("nam", current_day().year, type=int), 2000), 2099)
    first, last, today = dt.date(year, 1, 1), dt.date(year, 12, 31), current_day()
    rounds = reporting.campaign_rates(chosen, today, request.args.get("truoc", type=int), PAGE + 1)
    return render_template(
        "reporting/rates.html",
        organisation=organisations.by_id(chosen),
        mine=[organisations.by_id(one) for one in held],
        year=year,
        rounds=rounds[:PAGE],
        more=rounds[PAGE - 1][0].id if len(rounds) > PAGE else None,
        units=reporting.unit_rates(chosen, first, last, today),
        total=reporting.totals(chosen, first, last, today),
    )


@pages.get("/ho-so/<int:organisation_id>")
def record(organisation_id: int) -> str:
    """What was asked of a unit, and how it answered."""
    organisation = reporting.for_record(organisation_id, current_actor())
    rows = reporting.record_of(organisation_id, current_day(), request.args.get("truoc", type=int), PAGE + 1)
    return render_template(
        "reporting/record.html",
        organisation=organisation,
        inside=current_actor().holds(organisation_id),
        held=current_actor().organisation_ids,
        may_see_urges=permits(current_actor(), Permission.URGE_READ, organisation),
        rows=rows[:PAGE],
        more=rows[PAGE - 1].target.id if len(rows) > PAGE else None,
        states=STATES,
    )
