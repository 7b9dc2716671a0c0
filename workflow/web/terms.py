"""The administrator's page of nhiệm kỳ: from which day numbers begin anew, and how the files are named."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug import Response

from forms.organisation import FileCodeForm, RemoveTermForm, TermForm
from workflow.actions.organisation import open_term, remove_term, set_file_code
from workflow.auth.current import current_actor, current_day
from workflow.domain.errors import WorkflowError
from workflow.domain.labels import NUMBERINGS
from workflow.queries import registers
from workflow.web.houses import managed

pages = Blueprint("terms", __name__, url_prefix="/don-vi/<int:organisation_id>/nhiem-ky")
Answer = str | Response | tuple[str, int]


@pages.get("")
def index(organisation_id: int) -> Answer:
    """The terms of the organisation, and the forms that change them."""
    return _page(organisation_id, TermForm(formdata=None))


@pages.post("")
def open_(organisation_id: int) -> Answer:
    """Write down a nhiệm kỳ."""
    form = TermForm()
    managed(organisation_id)
    if not form.validate():
        return _page(organisation_id, form, status=422)
    try:
        term = open_term(organisation_id, form.to_input(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(organisation_id, form, status=refusal.status)
    flash(f"Đã ghi {term.name}. Từ ngày đó văn bản lấy số lại từ 01.", "ok")
    return redirect(url_for(".index", organisation_id=organisation_id), 303)


@pages.post("/<int:term_id>/bo")
def remove(organisation_id: int, term_id: int) -> Answer:
    """Take back a nhiệm kỳ written by mistake."""
    managed(organisation_id)
    form = RemoveTermForm()
    try:
        remove_term(organisation_id, term_id, actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(organisation_id, TermForm(formdata=None), failed=form, status=refusal.status)
    flash("Đã bỏ nhiệm kỳ ghi nhầm.", "ok")
    return redirect(url_for(".index", organisation_id=organisation_id), 303)


@pages.post("/ma-dinh-danh")
def code(organisation_id: int) -> Answer:
    """The code with which the names of the organisation's files begin."""
    form = FileCodeForm()
    managed(organisation_id)
    if not form.validate():
        return _page(organisation_id, TermForm(formdata=None), code=form, failed=form, status=422)
    set_file_code(organisation_id, form.code.data or "", actor=current_actor())
    flash("Đã ghi mã định danh.", "ok")
    return redirect(url_for(".index", organisation_id=organisation_id), 303)


def _page(
    organisation_id: int,
    opening: TermForm,
    *,
    code: FileCodeForm | None = None,
    failed: FileCodeForm | RemoveTermForm | None = None,
    status: int = 200,
) -> tuple[str, int]:
    organisation = managed(organisation_id)
    page = render_template(
        "organisations/terms.html",
        organisation=organisation,
        terms=registers.terms(organisation_id),
        now=registers.term_on(organisation_id, current_day()),
        opening=opening,
        code=code or FileCodeForm(formdata=None, code=organisation.code),
        form=failed or opening,
        numberings=NUMBERINGS,
    )
    return page, status
