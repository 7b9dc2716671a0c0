"""The administrator's page of how long a step may take."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug import Response

from forms.step_days import StepDaysForm
from workflow.actions.organisation import set_step_days
from workflow.auth.current import current_actor
from workflow.domain.errors import WorkflowError
from workflow.queries.organisations import Organisation
from workflow.web.houses import managed

pages = Blueprint("step_days", __name__, url_prefix="/don-vi/<int:organisation_id>/ngay-xu-ly")
UNCHANGED = "Số ngày vẫn như cũ nên không ghi gì thêm."
Answer = str | Response | tuple[str, int]


@pages.get("")
def index(organisation_id: int) -> Answer:
    """How long now."""
    house = managed(organisation_id)
    return _page(house, StepDaysForm(data={"days": house.step_days}))


@pages.post("")
def choose(organisation_id: int) -> Answer:
    """Choose another number of days."""
    house, form = managed(organisation_id), StepDaysForm()
    if not form.validate():
        return _page(house, form, 422)
    try:
        changed = set_step_days(organisation_id, form.to_input(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(house, form, refusal.status)
    flash("Đã ghi số ngày làm việc cho một bước." if changed else UNCHANGED, "ok")
    return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)


def _page(organisation: Organisation, form: StepDaysForm, status: int = 200) -> tuple[str, int]:
    return render_template("organisations/step_days.html", organisation=organisation, form=form), status
