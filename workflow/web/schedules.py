"""Pages of periodic reports: the list, a new one, one with its next rounds."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.schedule import ALL, CHOSEN, ScheduleForm, SwitchForm, usual
from workflow.actions.schedule import change_schedule, make_schedule, switch_schedule
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor
from workflow.domain.errors import InvalidInput, WorkflowError
from workflow.domain.labels import PERIOD_KINDS
from workflow.domain.outline import Outline
from workflow.domain.periods import Period, PeriodKind
from workflow.domain.permissions import Permission, permits, require
from workflow.domain.rows import row_id
from workflow.queries import campaigns, organisations, outlines, schedules
from workflow.queries.schedules import CampaignSchedule
from workflow.web.campaigns import offices, opening_office, plan_choices

pages = Blueprint("schedules", __name__, url_prefix="/dot-bao-cao/dinh-ky")

KEEP, STANDARD, ROUND = "giu", "mau:nghi-quyet", "dot-"
AHEAD = 3


@pages.get("")
def index() -> str:
    """The periodic reports of the person's organisations."""
    found = schedules.schedules_of(sorted(current_actor().organisation_ids))
    rows = [(one, schedules.openings(one, 1)[0]) for one in found]
    return render_template("schedules/index.html", rows=rows, may_open=bool(offices()), period_kinds=PERIOD_KINDS)


@pages.get("/moi")
def new() -> Response:
    """A new one, with the deadline that is usual for the period; from a round it takes title, plan and outline."""
    organisation_id = opening_office()
    asked = request.args.get("ky", "")
    kind = PeriodKind(asked) if asked in set(PeriodKind) else PeriodKind.MONTH
    start: dict[str, Any] = {**usual(kind), "outline": STANDARD, **_of_round(organisation_id)}
    return _form_page(ScheduleForm(formdata=None, data=start), organisation_id)


@pages.post("/moi")
def make() -> Response:
    """Keep the new one."""
    organisation_id = opening_office()
    form = _offered(ScheduleForm(), organisation_id)
    if not form.validate_on_submit():
        return _form_page(form, organisation_id, status=422)
    try:
        given = form.to_input(_outline(form, organisation_id))
        schedule = make_schedule(organisation_id, given, actor=current_actor(), token=form.token.data)
    except AlreadyDone as done:
        return redirect(url_for(".show", schedule_id=done.made), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _form_page(form, organisation_id, status=refusal.status)
    flash("Đã lập lịch. Hệ thống tự mở từng đợt theo lịch này.", "ok")
    return redirect(url_for(".show", schedule_id=schedule.id), 303)


@pages.get("/<int:schedule_id>")
def show(schedule_id: int) -> Response:
    """One with its next rounds, those it opened and those it passed over."""
    return _show_page(schedule_id, SwitchForm(formdata=None))


@pages.route("/<int:schedule_id>/sua", methods=["GET", "POST"])
def change(schedule_id: int) -> Response:
    """Change the rule of rounds to come."""
    schedule = _managed(schedule_id)
    form = _offered(ScheduleForm(data=_kept(schedule)), schedule.organisation_id, schedule)
    if not form.is_submitted():
        return _form_page(form, schedule.organisation_id, schedule)
    if not form.validate():
        return _form_page(form, schedule.organisation_id, schedule, 422)
    try:
        given = form.to_input(_outline(form, schedule.organisation_id, schedule))
        change_schedule(schedule_id, given, form.version.data or 0, actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _form_page(form, schedule.organisation_id, schedule, refusal.status)
    flash("Đã sửa lịch. Các đợt đã mở giữ nguyên.", "ok")
    return redirect(url_for(".show", schedule_id=schedule_id), 303)


@pages.post("/<int:schedule_id>/bat-tat")
def switch(schedule_id: int) -> Response:
    """Let it open rounds, or not."""
    form, schedule = SwitchForm(), _managed(schedule_id)
    on = request.form.get("act") == "bat"
    try:
        switch_schedule(schedule.id, form.version.data or 0, on=on, actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _show_page(schedule_id, form, refusal.status)
    flash("Đã bật lịch." if on else "Đã tắt lịch. Không mở đợt mới cho tới khi bật lại.", "ok")
    return redirect(url_for(".show", schedule_id=schedule_id), 303)


def _managed(schedule_id: int) -> CampaignSchedule:
    schedule = schedules.for_show(schedule_id, current_actor())
    require(current_actor(), Permission.CAMPAIGN_MANAGE, schedule)
    return schedule


def _kept(schedule: CampaignSchedule) -> dict[str, Any]:
    return {
        "version": schedule.version,
        "title": schedule.title,
        "plan_id": str(schedule.plan_id or ""),
        "period_kind": schedule.period_kind.value,
        "due_rule": schedule.due_rule.value,
        "due_count": schedule.due_count,
        "moves_back": schedule.moves_back,
        "days_before": schedule.days_before,
        "who": CHOSEN if schedule.unit_ids else ALL,
        "unit_ids": schedule.unit_ids,
        "outline": KEEP,
        "locks": schedule.locks,
        "grace_days": schedule.grace_days,
        "through_id": schedule.through_id or 0,
    }


def _of_round(organisation_id: int) -> dict[str, Any]:
    """What a new one takes over from the round it is made from; its own period does not belong to the title."""
    asked = request.args.get("dot", type=row_id)
    found = campaigns.for_show(asked, current_actor()) if asked is not None else None
    if found is None or found.organisation_id != organisation_id:
        return {}
    title = found.title.removesuffix(found.period.title).strip() if found.period else found.title
    return {
        "title": title,
        "plan_id": str(found.plan_id or ""),
        "outline": f"{ROUND}{found.id}",
        "through_id": found.through_id or 0,
    }


def _offered(form: ScheduleForm, organisation_id: int, schedule: CampaignSchedule | None = None) -> ScheduleForm:
    units = [(unit.id, unit.name) for unit in organisations.subordinates(organisation_id)]
    kept = [(KEEP, "Giữ đề cương hiện nay của lịch")] if schedule else []
    rounds = [(f"{ROUND}{one.id}", f"Của đợt {one.title}") for one in campaigns.opened_by([organisation_id])]
    known = [(one.value, one.words) for one in outlines.choices(organisation_id)]
    form.offer_bodies((body.id, body.name) for body in organisations.bodies_of(organisation_id))
    form.offer(plan_choices(organisation_id), units, [*kept, *known, *rounds])
    return form


def _outline(form: ScheduleForm, organisation_id: int, schedule: CampaignSchedule | None = None) -> Outline:
    """The outline that was chosen. Refuses (InvalidInput) one of another organisation."""
    chosen = form.outline.data
    if chosen == KEEP and schedule is not None:
        return schedule.outline
    if not chosen.startswith(ROUND):
        return outlines.chosen(chosen, organisation_id)[0]
    found = campaigns.for_show(int(chosen.removeprefix(ROUND)), current_actor())
    if found.organisation_id != organisation_id:
        message = "Đề cương: hãy chọn đề cương của đơn vị."
        raise InvalidInput(message, fields={"outline": message})
    return found.outline


def _form_page(
    form: ScheduleForm, organisation_id: int, schedule: CampaignSchedule | None = None, status: int = 200
) -> Response:
    page = render_template(
        "schedules/form.html",
        form=_offered(form, organisation_id, schedule),
        organisation=organisations.by_id(organisation_id),
        schedule=schedule,
        period_kinds=PERIOD_KINDS,
    )
    return make_response(page, status)


def _show_page(schedule_id: int, form: SwitchForm, status: int = 200) -> Response:
    schedule = schedules.for_show(schedule_id, current_actor())
    form.renew(version=schedule.version)
    missed = [(Period.from_json(one.details["period"]), one) for one in schedules.missed_by(schedule_id)]
    units = {unit.id: unit.name for unit in organisations.subordinates(schedule.organisation_id)}
    page = render_template(
        "schedules/show.html",
        schedule=schedule,
        form=form,
        coming=schedules.openings(schedule, AHEAD),
        rounds=schedules.rounds_of(schedule_id),
        missed=missed,
        units=[units[one] for one in schedule.unit_ids if one in units],
        manages=permits(current_actor(), Permission.CAMPAIGN_MANAGE, schedule),
        period_kinds=PERIOD_KINDS,
    )
    return make_response(page, status)
