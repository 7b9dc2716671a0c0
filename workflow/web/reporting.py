"""Pages of how units report: the rates of an organisation's rounds, and the record of one unit."""

from flask import Blueprint, abort, render_template, request

from workflow.auth.current import current_actor, current_day
from workflow.domain.labels import STATES
from workflow.domain.permissions import Permission, permits
from workflow.domain.rows import row_id
from workflow.queries import organisations, reporting
from workflow.queries.organisations import OrganisationCase
from workflow.web.board import asked_period

pages = Blueprint("reporting", __name__, url_prefix="/dot-bao-cao")

PAGE = 20


@pages.get("/ty-le")
def rates() -> str:
    """The rates of each round of one of the person's organisations."""
    held = sorted(current_actor().organisation_ids)
    chosen = request.args.get("don_vi", held[0] if held else 0, type=row_id)
    if chosen not in held:
        abort(404)
    rounds = reporting.campaign_rates(chosen, current_day(), request.args.get("truoc", type=row_id), PAGE + 1)
    return render_template(
        "reporting/rates.html",
        organisation=organisations.by_id(chosen),
        mine=[organisations.by_id(one) for one in held],
        rounds=rounds[:PAGE],
        more=rounds[PAGE - 1][0].id if len(rounds) > PAGE else None,
    )


@pages.get("/ho-so/<int:organisation_id>")
def record(organisation_id: int) -> str:
    """What was asked of a unit, ever or in the period that the address names, and how it answered."""
    organisation, period = reporting.for_record(organisation_id, current_actor()), asked_period()
    before = request.args.get("truoc", type=row_id)
    rows = reporting.record_of(organisation_id, current_day(), period, before, PAGE + 1)
    return render_template(
        "reporting/record.html",
        organisation=organisation,
        period=period,
        inside=current_actor().holds(organisation_id),
        held=current_actor().organisation_ids,
        may_see_urges=permits(current_actor(), Permission.URGE_READ, OrganisationCase(organisation)),
        compared=reporting.before_and_after(organisation_id, current_day()),
        rows=rows[:PAGE],
        more=rows[PAGE - 1].target.id if len(rows) > PAGE else None,
        states=STATES,
    )
