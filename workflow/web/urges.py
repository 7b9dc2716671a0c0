"""Pages of urging: the công văn made of the late units, an organisation's record of being urged, its answer."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.urge import UrgeForm
from workflow.actions.transaction import AlreadyDone
from workflow.actions.urge import reply_to_urge, urge_units, urge_with_task
from workflow.auth.current import current_actor, current_day
from workflow.domain.errors import NotFound, WorkflowError
from workflow.domain.labels import PROGRESS, STATES
from workflow.domain.permissions import Permission, permits, require
from workflow.domain.rows import row_id
from workflow.queries import campaigns, organisations, tasks, urges
from workflow.queries.documents import Document
from workflow.queries.organisations import OrganisationCase
from workflow.web.tasks import plan_to_read
from workflow.web.urging import part_of, urging_of

pages = Blueprint("urges", __name__)
PAGE = 20


@pages.post("/dot-bao-cao/<int:campaign_id>/don-doc")
def start(campaign_id: int) -> Response:
    """Make the công văn about a round, and go on to where it is looked over and handed in."""
    campaign = campaigns.for_show(campaign_id, current_actor())
    require(current_actor(), Permission.CAMPAIGN_MANAGE, campaign)
    form = UrgeForm()
    shown = urging_of(campaign, campaigns.matrix(campaign, current_day()), form)
    back = url_for("campaigns.show", campaign_id=campaign_id)

    def page(status: int) -> Response:
        said = {"title": campaign.title, "due_on": campaign.due_on, "back": back, "form": form}
        return make_response(render_template("urges/new.html", **said, **shown), status)

    return _pressed(form, back, partial(urge_units, campaign_id), page)


@pages.route("/nhiem-vu/<int:task_id>/don-doc", methods=["GET", "POST"])
def task(task_id: int) -> Response:
    """The units late with a task, and the công văn that urges them."""
    one = tasks.by_id(task_id)
    plan = plan_to_read(one.document_id)
    house = organisations.by_id(one.organisation_id)
    require(current_actor(), Permission.CAMPAIGN_OPEN, OrganisationCase(house))
    asked = request.method == "GET"
    form = None if asked else UrgeForm()
    shown = part_of(house, urges.late_with(one, current_day()), form)
    back = url_for("tasks.show", document_id=plan.id)

    def page(status: int) -> Response:
        said = {"task": one, "plan": plan, "back": back, "form": shown["urging"], "urge_address": request.path}
        return make_response(render_template("urges/task.html", **said, **shown), status)

    return page(200) if form is None else _pressed(form, back, partial(urge_with_task, task_id), page)


def _pressed(form: UrgeForm, back: str, act: Callable[..., Document], page: Callable[[int], Response]) -> Response:
    if not form.validate_on_submit():
        return page(422)
    try:
        letter = act(form.to_input(), actor=current_actor(), token=form.token.data)
    except AlreadyDone as done:
        return redirect(url_for("drafts.check", document_id=done.made), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return page(refusal.status)
    flash("Đã lập công văn đôn đốc. Xem lại, sửa nếu cần, rồi trình.", "ok")
    return redirect(url_for("drafts.check", document_id=letter.id), 303)


@pages.get("/don-vi/<int:organisation_id>/don-doc")
def record(organisation_id: int) -> str:
    """Every urging of an organisation with what came of it, for itself and for the one above."""
    actor = current_actor()
    organisation = organisations.by_id(organisation_id)
    if not permits(actor, Permission.URGE_READ, OrganisationCase(organisation)):
        raise NotFound("Không có đơn vị này.")
    before = request.args.get("truoc", type=row_id)
    told = urges.record_of(organisation_id, actor, before, PAGE + 1, current_day())
    return render_template(
        "urges/record.html",
        organisation=organisation,
        told=told[:PAGE],
        further=told[PAGE - 1].urge.id if len(told) > PAGE else None,
        answers=permits(actor, Permission.DOCUMENT_START, OrganisationCase(organisation)),
        inside=actor.holds(organisation_id),
        states=STATES,
        progress_words=PROGRESS,
    )


@pages.post("/don-doc/<int:urge_id>/tra-loi")
def reply(urge_id: int) -> Response:
    """Begin the công văn that answers, or go on with it."""
    document = reply_to_urge(urge_id, actor=current_actor())
    return redirect(url_for("documents.show", document_id=document.id), 303)
