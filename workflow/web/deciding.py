"""The administrator's page of how a committee decides."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug import Response

from forms.organisation import RulesForm
from workflow.actions.organisation import set_rules
from workflow.auth.current import current_actor
from workflow.domain.errors import WorkflowError
from workflow.queries.organisations import Organisation
from workflow.web.houses import managed

pages = Blueprint("deciding", __name__, url_prefix="/don-vi/<int:organisation_id>/cach-quyet-dinh")
UNCHANGED = "Cách quyết định vẫn như cũ nên không ghi gì thêm."
Answer = str | Response | tuple[str, int]


@pages.get("")
def index(organisation_id: int) -> Answer:
    """How the body decides now."""
    house = managed(organisation_id)
    now = {"way": house.decides_by.value, "quorum": house.quorum, "majority": house.majority}
    return _page(house, RulesForm(data=now | {"of_present": house.majority_of_present}))


@pages.post("")
def choose(organisation_id: int) -> Answer:
    """Choose another way."""
    house, form = managed(organisation_id), RulesForm()
    if not form.validate():
        return _page(house, form, 422)
    try:
        changed = set_rules(organisation_id, form.to_input(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(house, form, refusal.status)
    flash("Đã ghi cách quyết định của cấp uỷ." if changed else UNCHANGED, "ok")
    return redirect(url_for("organisations.show", organisation_id=organisation_id), 303)


def _page(organisation: Organisation, form: RulesForm, status: int = 200) -> tuple[str, int]:
    return render_template("organisations/deciding.html", organisation=organisation, form=form), status
