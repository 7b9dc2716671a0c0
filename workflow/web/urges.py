"""Pages of urging: the công văn made of the late units, an organisation's record of being urged, its answer."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.urge import UrgeForm
from workflow.actions.transaction import AlreadyDone
from workflow.actions.urge import reply_to_urge, urge_units
from workflow.auth.current import current_actor, current_day
from workflow.domain.errors import NotFound, WorkflowError
from workflow.domain.labels import STATES
from workflow.domain.permissions import Permission, permits, require
from workflow.queries import campaigns, organisations, urges
from workflow.queries.organisations import OrganisationCase
from workflow.web.urging import urging_of

pages = Blueprint("urges", __name__)
PAGE = 20


@pages.post("/dot-bao-cao/<int:campaign_id>/don-doc")
def start(campaign_id: int) -> Response:
    """Make the công văn, and go on to where it is looked over and handed in."""
    campaign = campaigns.for_show(campaign_id, current_actor())
    require(current_actor(), Permission.CAMPAIGN_MANAGE, campaign)
    form = UrgeForm()
    shown = urging_of(campaign, campaigns.matrix(campaign, current_day()), form)
    status = 422
    if form.validate_on_submit():
        try:
            letter = urge_units(campaign_id, form.to_input(), actor=current_actor(), token=form.token.data)
        except AlreadyDone:
            return redirect(url_for("campaigns.show", campaign_id=campaign_id), 303)
        except WorkflowError as refusal:
            form.refuse(refusal)
            status = refusal.status
        else:
            flash("Đã lập công văn đôn đốc. Xem lại, sửa nếu cần, rồi trình.", "ok")
            return redirect(url_for("drafts.check", document_id=letter.id), 303)
    return make_response(render_template("urges/new.html", campaign=campaign, form=form, **shown), status)


@pages.get("/don-vi/<int:organisation_id>/don-doc")
def record(organisation_id: int) -> str:
    """Every urging of an organisation with what came of it, for itself and for the one above."""
    actor = current_actor()
    organisation = organisations.by_id(organisation_id)
    if not permits(actor, Permission.URGE_READ, OrganisationCase(organisation)):
        raise NotFound("Không có đơn vị này.")
    before = request.args.get("truoc", type=int)
    told = urges.record_of(organisation_id, actor, before, PAGE + 1, current_day())
    return render_template(
        "urges/record.html",
        organisation=organisation,
        told=told[:PAGE],
        further=told[PAGE - 1].urge.id if len(told) > PAGE else None,
        answers=permits(actor, Permission.DOCUMENT_START, OrganisationCase(organisation)),
        inside=actor.holds(organisation_id),
        states=STATES,
    )


@pages.post("/don-doc/<int:urge_id>/tra-loi")
def reply(urge_id: int) -> Response:
    """Begin the công văn that answers, or go on with it."""
    document = reply_to_urge(urge_id, actor=current_actor())
    return redirect(url_for("documents.show", document_id=document.id), 303)
