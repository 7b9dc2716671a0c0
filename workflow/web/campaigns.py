"""Pages of rounds of reporting: the lists, a new one, and one with its matrix of units."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.campaign import CampaignForm, CloseForm, ExtendForm
from workflow.actions.campaign import close_campaign, open_campaign
from workflow.actions.extension import extend_target
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor, current_day
from workflow.domain.deadlines import DeadlineKind
from workflow.domain.errors import NotPermitted, WorkflowError
from workflow.domain.labels import CAMPAIGN_STATES, KINDS, STATES
from workflow.domain.periods import Period, PeriodKind
from workflow.domain.permissions import Permission, permits, require
from workflow.domain.rows import row_id
from workflow.domain.states import EDITABLE, LIVING_SOURCE, CampaignState, Role
from workflow.domain.tasks import TaskState
from workflow.queries import campaigns, documents, extensions, organisations, outlines, plans, tasks
from workflow.queries.campaigns import UnitRow
from workflow.web.urging import urging_of

pages = Blueprint("campaigns", __name__)

PAGE = 20


@pages.get("/dot-bao-cao")
def index() -> str:
    """What was asked of the person's organisations, and the rounds that they opened."""
    actor = current_actor()
    before, with_them = organisations.predecessors_of(actor.organisation_ids), "tien_than" in request.args
    held = sorted({*actor.organisation_ids, *(before if with_them else ())})
    opened = campaigns.opened_by(held, request.args.get("mo_truoc", type=row_id), PAGE + 1)
    asked = campaigns.asked_of(held, current_day(), request.args.get("hoi_truoc", type=row_id), PAGE + 1)
    passing = campaigns.going_through(held)
    return render_template(
        "campaigns/index.html",
        opened=opened[:PAGE],
        more_opened=opened[PAGE - 1].id if len(opened) > PAGE else None,
        asked=[_standing(row) for row in asked[:PAGE]],
        more_asked=asked[PAGE - 1].target.id if len(asked) > PAGE else None,
        passing=passing,
        sent=campaigns.sent_of([*opened[:PAGE], *passing]),
        has_predecessors=bool(before),
        with_them=with_them,
        may_open=bool(offices()),
        waiting=extensions.waiting_at(offices()),
        campaign_states=CAMPAIGN_STATES,
    )


@pages.get("/dot-bao-cao/moi")
def new() -> Response:
    """An empty round; one that sends the superior's request on begins with what that one asks."""
    organisation_id = opening_office()
    below = organisations.subordinates(organisation_id)
    everybody = [unit.id for unit in below if not unit.is_body]
    start = {"plan_id": request.args.get("ke_hoach", ""), "outline": request.args.get("de_cuong", "mau:nghi-quyet")}
    asked = outlines.request_of(start["outline"], organisation_id)
    if asked is not None:
        start |= {"title": asked.campaign.title, "plan_id": str(asked.campaign.plan_id or "")}
        start["period"] = asked.campaign.period.code if asked.campaign.period else ""
    start |= _of_duty()
    return _new_page(CampaignForm(formdata=None, data={**start, "organisation_ids": everybody}), organisation_id)


def _of_duty() -> dict[str, Any]:
    """What a duty of a plan, to report by a day or every year, says of the round that it asks for."""
    number = request.args.get("nhiem_vu", type=row_id)
    if number is None:
        return {}
    task = tasks.by_id(number)
    plan, due = documents.for_show(task.document_id, current_actor()), tasks.due_of(task, current_day())
    if due is None or task.state is not TaskState.CONFIRMED:
        return {}
    period = Period(PeriodKind.YEAR, due.year).code if task.deadline_kind is DeadlineKind.YEARLY else ""
    title = f"kết quả {plan.abstract} năm {due.year}"[:400]
    return {"plan_id": str(plan.id), "due_on": due, "title": title, "period": period}


@pages.post("/dot-bao-cao/moi")
def open_() -> Response:
    """Open the round."""
    organisation_id = opening_office()
    form = CampaignForm()
    _offer(form, organisation_id)
    if not form.validate_on_submit():
        return _new_page(form, organisation_id, 422)
    try:
        given = form.to_input(*outlines.chosen(form.outline.data, organisation_id))
        campaign = open_campaign(organisation_id, given, actor=current_actor(), token=form.token.data)
    except AlreadyDone as done:
        return redirect(url_for(".show", campaign_id=done.made), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _new_page(form, organisation_id, refusal.status)
    flash("Đã mở đợt báo cáo. Các đơn vị được chọn thấy yêu cầu này trong Việc của tôi.", "ok")
    return redirect(url_for(".show", campaign_id=campaign.id), 303)


@pages.get("/dot-bao-cao/<int:campaign_id>")
def show(campaign_id: int) -> Response:
    """The round with every unit, for a unit that must report with itself alone."""
    return _show_page(campaign_id, CloseForm(formdata=None))


@pages.route("/dot-bao-cao/<int:campaign_id>/gia-han/<int:organisation_id>", methods=["GET", "POST"])
def extend(campaign_id: int, organisation_id: int) -> Response:
    """Give one unit more time."""
    form = ExtendForm()
    if not form.is_submitted():
        return _extend_page(campaign_id, organisation_id, form)
    if not form.validate():
        return _extend_page(campaign_id, organisation_id, form, 422)
    try:
        given = form.to_input(organisation_id)
        extend_target(campaign_id, given, form.version.data or 0, actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _extend_page(campaign_id, organisation_id, form, refusal.status)
    flash("Đã ghi gia hạn.", "ok")
    return redirect(url_for(".show", campaign_id=campaign_id), 303)


@pages.post("/dot-bao-cao/<int:campaign_id>/dong")
def close(campaign_id: int) -> Response:
    """Collect no further reports in the round."""
    form, campaign = CloseForm(), campaigns.for_show(campaign_id, current_actor())
    require(current_actor(), Permission.CAMPAIGN_MANAGE, campaign)
    try:
        close_campaign(campaign_id, form.version.data or 0, actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _show_page(campaign_id, form, refusal.status)
    flash("Đã đóng đợt báo cáo.", "ok")
    return redirect(url_for(".show", campaign_id=campaign_id), 303)


def offices() -> list[int]:
    """The organisations for which the person may open a round."""
    return current_actor().serves_in(Role.OFFICE)


def opening_office() -> int:
    """The organisation that the person asks for reports in the name of: the one the address names, else the first."""
    held = offices()
    if not held:
        raise NotPermitted("Chỉ Văn phòng cấp uỷ mở được đợt báo cáo cho các đơn vị trực thuộc.")
    wanted = request.args.get("don_vi", held[0], type=row_id)
    return wanted if wanted in held else abort(404)


def _offer(form: CampaignForm, organisation_id: int) -> None:
    units = organisations.subordinates(organisation_id)
    form.offer_periods(current_day())
    form.offer_bodies((body.id, body.name) for body in organisations.bodies_of(organisation_id))
    form.offer(
        plan_choices(organisation_id),
        [(unit.id, unit.name) for unit in units],
        [(one.value, one.words) for one in outlines.choices(organisation_id)],
    )


def plan_choices(organisation_id: int) -> list[tuple[int, str]]:
    """The plans that the organisation may ask for reports on, each as (id, words)."""
    known = plans.plans_to_report_on(organisation_id)
    return [(plan.id, f"{KINDS[plan.kind]} {plan.symbol or ''} {plan.abstract}") for plan in known]


def _new_page(form: CampaignForm, organisation_id: int, status: int = 200) -> Response:
    _offer(form, organisation_id)
    page = render_template("campaigns/new.html", form=form, organisation=organisations.by_id(organisation_id))
    return make_response(page, status)


def _show_page(campaign_id: int, form: CloseForm, status: int = 200) -> Response:
    actor = current_actor()
    campaign = campaigns.for_show(campaign_id, actor)
    rows = campaigns.matrix(campaign, current_day())
    serves = actor.holds(campaign.organisation_id) or actor.holds(campaign.through_id)
    if not serves:
        mine = {*actor.organisation_ids, *organisations.predecessors_of(actor.organisation_ids)}
        serves = campaign.organisation_id in mine
        rows = rows if serves else [row for row in rows if row.target.organisation_id in mine]
    form.renew(version=campaign.version)
    page = render_template(
        "campaigns/show.html",
        campaign=campaign,
        form=form,
        rows=[_standing(row) for row in rows],
        rates=campaigns.rates(rows),
        units={row.target.organisation_id: row.target.organisation.name for row in rows},
        manages=permits(actor, Permission.CAMPAIGN_MANAGE, campaign),
        serves=serves,
        is_open=campaign.state is CampaignState.OPEN,
        received=sum(1 for row in rows if row.document and row.document.state in LIVING_SOURCE),
        consolidation=campaigns.consolidation_of(campaign.id),
        editable=EDITABLE,
        extensions=campaigns.extensions(campaign.id),
        sends_on=campaigns.sent_on_by(campaign, offices()),
        campaign_states=CAMPAIGN_STATES,
        **urging_of(campaign, rows),
    )
    return make_response(page, status)


def _extend_page(campaign_id: int, organisation_id: int, form: ExtendForm, status: int = 200) -> Response:
    campaign = campaigns.for_show(campaign_id, current_actor())
    target = next((one for one in campaign.targets if one.organisation_id == organisation_id), None)
    if target is None or not permits(current_actor(), Permission.CAMPAIGN_MANAGE, campaign):
        abort(404)
    if not form.is_submitted():
        form.version.data = campaign.version
    return make_response(render_template("campaigns/extend.html", form=form, campaign=campaign, target=target), status)


def _standing(row: UnitRow) -> dict[str, Any]:
    """A unit's row with what this person may do with it."""
    actor, document = current_actor(), row.document
    is_mine = actor.holds(row.target.organisation_id)
    writes = permits(actor, Permission.DOCUMENT_START, row.target.organisation)
    is_open = row.target.campaign.state is CampaignState.OPEN
    return {
        "target": row.target,
        "document": document,
        "sent_on": row.sent_on if row.has_sent else None,
        "state": STATES[document.state] if document else "Chưa bắt đầu",
        "may_read": document is not None and (is_mine or row.has_sent),
        "may_start": writes and document is None and is_open,
        "may_ask": permits(actor, Permission.EXTENSION_ASK, row.target) and is_open and not row.has_sent,
        "may_write": writes and document is not None and document.state in EDITABLE,
    }
