"""Organisations, people and roles from a workbook: the template, what the file would do, one press, the passwords."""

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, url_for
from werkzeug import Response

from forms.tree_import import BringTreeForm, TreeActForm
from workflow.actions.imports import Brought
from workflow.actions.transaction import AlreadyDone
from workflow.actions.tree_import import bring_tree, confirm_tree, drop_tree, take_passwords, vault_name
from workflow.auth.current import current_actor
from workflow.domain.errors import WorkflowError
from workflow.domain.labels import LEVELS, ROLES
from workflow.domain.states import ExportForm, TreeImportState
from workflow.jobs.reading import examine_apart, intake_limits
from workflow.paper.intake import FileKind
from workflow.paper.sheets import write_sheets
from workflow.paper.tree_template import sheets
from workflow.queries import tree_imports
from workflow.queries.organisations import Organisation
from workflow.queries.tree_imports import TreeImport
from workflow.signing.vault import Vault
from workflow.storage.store import Store
from workflow.web.downloads import give
from workflow.web.exports import MEDIA_TYPES
from workflow.web.houses import managed

pages = Blueprint("tree_imports", __name__, url_prefix="/don-vi")
XLSX = MEDIA_TYPES[ExportForm.XLSX]
MOST_SHOWN = 200
_COLUMNS = {
    "short_name": "tên gọi ngắn",
    "authority": "thẩm quyền ký",
    "party_heading": "tên đảng bộ",
    "place": "địa danh",
}
_STATES = {
    TreeImportState.READING: "Đang đọc",
    TreeImportState.READY: "Chờ xem lại",
    TreeImportState.WORKING: "Đang thực hiện",
    TreeImportState.DONE: "Đã thực hiện",
    TreeImportState.FAILED: "Không đọc được",
    TreeImportState.DROPPED: "Đã bỏ",
}


@pages.get("/<int:organisation_id>/nhap-tep")
def index(organisation_id: int) -> Response:
    """The template, the field for the file, and the files of lately."""
    return _index_page(managed(organisation_id), BringTreeForm(formdata=None))


@pages.get("/<int:organisation_id>/nhap-tep/tep-mau.xlsx")
def blank(organisation_id: int) -> Response:
    """The workbook to fill in, with its guidance."""
    managed(organisation_id)
    return give(write_sheets(sheets()), XLSX, "mau-don-vi-nguoi-vai-tro.xlsx", attached=True)


@pages.post("/<int:organisation_id>/nhap-tep")
def bring(organisation_id: int) -> Response:
    """Examine the file, keep it, have it read."""
    organisation, form = managed(organisation_id), BringTreeForm()
    if not form.validate():
        return _index_page(organisation, form, 422)
    try:
        given = _taken_in(form.file.data.filename or "", form.file.data.stream.read())
        brought = bring_tree(organisation.id, given, actor=current_actor(), token=form.token.data)
    except AlreadyDone as done:
        return redirect(url_for(".show", import_id=done.made), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _index_page(organisation, form, refusal.status)
    return redirect(url_for(".show", import_id=brought.id), 303)


@pages.get("/nhap-tep/<int:import_id>")
def show(import_id: int) -> Response:
    """What the file would do and what is wrong in it; how far it is; what was done."""
    return _page(tree_imports.for_manager(import_id, current_actor()))


@pages.post("/nhap-tep/<int:import_id>")
def do(import_id: int) -> Response:
    """Carry it out, all of it or nothing; or put it aside."""
    actor, form = current_actor(), TreeActForm()
    tree_imports.for_manager(import_id, actor)
    act = drop_tree if form.act.data == "bo" else confirm_tree
    try:
        act(import_id, form.version.data or 0, actor=actor)
    except WorkflowError as refusal:
        return _page(tree_imports.for_manager(import_id, actor), refusal)
    flash("Đã bỏ tệp này. Không có gì thay đổi." if act is drop_tree else "Đang thực hiện. Có thể rời trang này.", "ok")
    return redirect(url_for(".show", import_id=import_id), 303)


@pages.post("/nhap-tep/<int:import_id>/mat-khau")
def passwords(import_id: int) -> Response:
    """The first passwords, once."""
    actor = current_actor()
    tree_imports.for_manager(import_id, actor)
    sealed = take_passwords(import_id, actor=actor)
    vault = Vault(*current_app.extensions["trinhky-settings"].secrets)
    answer = give(vault.open(sealed, vault_name(import_id)), XLSX, "mat-khau-dau-tien.xlsx", attached=True)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _taken_in(name: str, data: bytes) -> Brought:
    limits = intake_limits(current_app.extensions["trinhky-settings"])
    taken = examine_apart(name, data, (FileKind.XLSX,), limits=limits)
    store: Store = current_app.extensions["trinhky-store"]
    return Brought(taken.name, store.put(data))


def _index_page(organisation: Organisation, form: BringTreeForm, status: int = 200) -> Response:
    brought = tree_imports.newest_of(organisation.id)
    context = {"organisation": organisation, "form": form, "brought": brought, "states": _STATES}
    return make_response(render_template("tree_imports/index.html", **context), status)


def _page(brought: TreeImport, refusal: WorkflowError | None = None) -> Response:
    ready = brought.state is TreeImportState.READY
    page = render_template(
        "tree_imports/show.html",
        brought=brought,
        proposal=tree_imports.proposal_of(brought) if ready else None,
        refusal=refusal,
        form=TreeActForm(formdata=None, version=brought.version),
        state=_STATES[brought.state],
        levels=LEVELS,
        roles=ROLES,
        columns=_COLUMNS,
        most=MOST_SHOWN,
    )
    return make_response(page, refusal.status if refusal else 200)
