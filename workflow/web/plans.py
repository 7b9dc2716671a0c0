"""Pages of plans: those of one's organisations and those sent to them, and entering one issued before."""

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.plan import RegisterForm
from forms.validators import TextFile
from workflow.actions.plan import register_paper
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor
from workflow.domain.errors import WorkflowError
from workflow.domain.labels import STATES
from workflow.domain.states import Role
from workflow.queries import organisations, plans
from workflow.web.registering import registering_organisation, registers, writes

pages = Blueprint("plans", __name__)

PAGE = 20


@pages.get("/ke-hoach")
def index() -> str:
    """The plans, newest first."""
    actor = current_actor()
    found = plans.plans_of(actor.organisation_ids, request.args.get("truoc", type=int), PAGE + 1)
    return render_template(
        "plans/index.html",
        plans=found[:PAGE],
        more=found[PAGE - 1].id if len(found) > PAGE else None,
        may_register=bool(registers()),
        may_begin=bool(writes()),
        opens_campaigns=any(grant.role is Role.OFFICE for grant in actor.grants),
        states=STATES,
    )


@pages.get("/ke-hoach/vao-so")
def register() -> Response:
    """Where the text of an issued paper is given."""
    return _page(RegisterForm(formdata=None), registering_organisation())


@pages.post("/ke-hoach/vao-so")
def enter() -> Response:
    """Enter the paper in the register."""
    organisation_id, form = registering_organisation(), RegisterForm()
    form.take_file()
    if not form.validate_on_submit(extra_validators={"file": [TextFile(_most_bytes())]}):
        return _page(form, organisation_id, 422)
    try:
        document = register_paper(organisation_id, form.to_input(), actor=current_actor(), token=form.token.data)
    except AlreadyDone:
        return redirect(url_for(".index"), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(form, organisation_id, refusal.status)
    flash("Đã vào sổ. Bản PDF đang được tạo.", "ok")
    return redirect(url_for("documents.show", document_id=document.id), 303)


def _page(form: RegisterForm, organisation_id: int, status: int = 200) -> Response:
    page = render_template("plans/register.html", form=form, organisation=organisations.by_id(organisation_id))
    return make_response(page, status)


def _most_bytes() -> int:
    most: int = current_app.extensions["trinhky-settings"].max_upload_bytes
    return most
