"""Pages of bringing a paper in from outside: the file, what was read from it beside its pages, taking it in."""

from io import BytesIO
from typing import Any

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, send_file, url_for
from werkzeug import Response

from forms.imports import BlockForm, BringForm, EnterForm, FrameForm, SettleForm
from workflow.actions import imports as acts
from workflow.actions.preview import want_preview, words_digest
from workflow.actions.review import paper_of_import, remarks_on
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor
from workflow.domain.blocks import Block
from workflow.domain.errors import NotFound, WorkflowError
from workflow.domain.mending import of_kind, retyped
from workflow.domain.states import ImportState
from workflow.paper.parse import blocks_to_text, parse_section
from workflow.queries import imports, organisations, previews
from workflow.queries.imports import PaperImport
from workflow.storage.store import Store
from workflow.web.registering import registering_organisation
from workflow.web.taking_in import taken_in

pages = Blueprint("imports", __name__)

KIND = PaperImport.subject_kind


@pages.get("/dua-vao")
def new() -> Response:
    """Where a file or a text is given, and what the person brought lately."""
    return _bring_page(BringForm(formdata=None))


@pages.post("/dua-vao")
def bring() -> Response:
    """Examine the file, keep it, have it read."""
    organisation_id, form = registering_organisation(), BringForm()
    if not form.validate_on_submit():
        return _bring_page(form, 422)
    try:
        given = taken_in(*form.brought())
        brought = acts.begin_import(organisation_id, given, actor=current_actor(), token=form.token.data)
    except AlreadyDone as done:
        return redirect(url_for(".show", import_id=done.made), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _bring_page(form, refusal.status)
    return redirect(url_for(".show", import_id=brought.id), 303)


@pages.get("/dua-vao/<int:import_id>")
def show(import_id: int) -> Response:
    """Where the paper stands: being read, to be looked over, in. One meant for a draft is laid, not looked over."""
    brought = imports.mine(import_id, current_actor())
    if brought.state is ImportState.READY and brought.draft_id is not None:
        return redirect(url_for("laying.show", document_id=brought.draft_id, import_id=import_id), 303)
    return _show(brought)


@pages.get("/dua-vao/<int:import_id>/dau-de")
def frame(import_id: int) -> Response:
    """Head and end to mend."""
    brought = _ready(import_id)
    return _frame_page(brought, FrameForm.of(paper_of_import(brought), brought.version))


@pages.post("/dua-vao/<int:import_id>/dau-de")
def mend_frame(import_id: int) -> Response:
    """Keep another head and end."""
    brought, form = _ready(import_id), FrameForm()
    if not form.validate_on_submit():
        return _frame_page(brought, form, 422)
    try:
        acts.mend_frame(import_id, form.version.data or 0, form.to_frame(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _frame_page(_ready(import_id), form, refusal.status)
    return redirect(url_for(".show", import_id=import_id), 303)


@pages.get("/dua-vao/<int:import_id>/doan/<block>")
def block(import_id: int, block: str) -> Response:
    """One block to retype."""
    brought = _ready(import_id)
    found = _block(brought, block)
    data = {"version": brought.version, "text": blocks_to_text([found]), "level": found.level or None}
    return _block_page(brought, found, BlockForm(formdata=None, data=data))


@pages.post("/dua-vao/<int:import_id>/doan/<block>")
def mend_block(import_id: int, block: str) -> Response:
    """Keep the block retyped, or take it out."""
    brought, form = _ready(import_id), BlockForm()
    found, leaves_out = _block(brought, block), request.form.get("act") == "bo"
    if not leaves_out and not form.validate_on_submit():
        return _block_page(brought, found, form, 422)
    blocks = [] if leaves_out else _retyped(form)
    paper = retyped(paper_of_import(brought), block, blocks)
    try:
        acts.mend_blocks(import_id, form.version.data or 0, paper, block, actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _block_page(_ready(import_id), found, form, refusal.status)
    return redirect(url_for(".show", import_id=import_id), 303)


@pages.post("/dua-vao/<int:import_id>/dieu")
def settle(import_id: int) -> Response:
    """Mend what was noticed, or let it stand."""
    form = SettleForm()
    fix = form.act.data == "sua"
    try:
        acts.settle_remark(import_id, form.version.data or 0, form.key.data or "", fix=fix, actor=current_actor())
    except NotFound:
        raise
    except WorkflowError as refusal:
        return _show(imports.mine(import_id, current_actor()), refusal)
    return redirect(url_for(".show", import_id=import_id) + "#dieu-can-xem", 303)


@pages.post("/dua-vao/<int:import_id>/nhan")
def enter(import_id: int) -> Response:
    """Take the paper in."""
    form = EnterForm()
    allowed, version = bool(form.out_of_order.data), form.version.data or 0
    try:
        document = acts.enter_import(import_id, version, out_of_order=allowed, actor=current_actor())
    except NotFound:
        raise
    except WorkflowError as refusal:
        return _show(imports.mine(import_id, current_actor()), refusal)
    flash("Đã nhận vào sổ. Bản PDF đang được tạo.", "ok")
    return redirect(url_for("documents.show", document_id=document.id), 303)


@pages.post("/dua-vao/<int:import_id>/bo")
def drop(import_id: int) -> Response:
    """Put it aside."""
    acts.drop_import(import_id, actor=current_actor())
    flash("Đã bỏ văn bản này. Tệp gốc vẫn được giữ trong kho.", "ok")
    return redirect(url_for(".new"), 303)


@pages.get("/dua-vao/<int:import_id>/trang")
def drawn(import_id: int) -> str:
    """The pages alone, for the page that waits for newer ones."""
    brought = imports.mine(import_id, current_actor())
    return render_template("imports/_pages.html", brought=brought, pages=previews.pages_of(KIND, brought.id))


@pages.get("/dua-vao/<int:import_id>/trang/<digest>.png")
def picture(import_id: int, digest: str) -> Response:
    """One drawn page."""
    brought = imports.mine(import_id, current_actor())
    return page_picture(previews.picture_of(KIND, brought.id, digest))


def page_picture(digest: str) -> Response:
    """A picture of the store; its address names its bytes, so it may be kept by the reader's browser alone."""
    return send_file(BytesIO(_store().get(digest)), "image/png", etag=digest, max_age=0)


def _bring_page(form: BringForm, status: int = 200) -> Response:
    organisation = organisations.by_id(registering_organisation())
    brought = imports.of_person(current_actor())
    most_mb = current_app.extensions["trinhky-settings"].max_upload_bytes // (1024 * 1024)
    page = render_template("imports/new.html", form=form, organisation=organisation, brought=brought, most_mb=most_mb)
    return make_response(page, status)


def _show(brought: PaperImport, refusal: WorkflowError | None = None) -> Response:
    status = refusal.status if refusal else 200
    if brought.state is not ImportState.READY:
        page = render_template("imports/standing.html", brought=brought, refusal=refusal, laid_in_words=_laid(brought))
        return make_response(page, status)
    return make_response(render_template("imports/show.html", refusal=refusal, **_reviewed(brought)), status)


def _reviewed(brought: PaperImport) -> dict[str, Any]:
    """The paper with its pages, what was noticed, and the forms of the page."""
    paper = paper_of_import(brought)
    want_preview(KIND, brought.id, words_digest(paper))
    remarks = remarks_on(paper)
    links = {
        one.id: (url_for(".block", import_id=brought.id, block=one.id), "Sửa", f"đoạn {number}")
        for number, one in enumerate(paper.blocks, 1)
    }
    return {
        "brought": brought,
        "paper": paper,
        "pages": previews.pages_of(KIND, brought.id),
        "open_remarks": [one for one in remarks if one.key not in brought.settled],
        "let_stand": [one for one in remarks if one.key in brought.settled],
        "links": links,
        "enter_form": EnterForm(),
    }


def _laid(brought: PaperImport) -> str:
    """What of it lies in a draft."""
    counted = [(len(brought.laid.get("sections", ())), "mục"), (len(brought.laid.get("annexes", ())), "phụ lục")]
    told = ", ".join(f"{count} {what}" for count, what in counted if count)
    return f"Đã đưa vào {told or 'phần đầu và phần cuối'}."


def _ready(import_id: int) -> PaperImport:
    brought = imports.mine(import_id, current_actor())
    if brought.state is not ImportState.READY:
        raise NotFound("Văn bản này không còn chờ xem lại.")
    return brought


def _frame_page(brought: PaperImport, form: FrameForm, status: int = 200) -> Response:
    return make_response(render_template("imports/frame.html", brought=brought, form=form), status)


def _block(brought: PaperImport, block_id: str) -> Block:
    blocks = paper_of_import(brought).blocks
    found = next((one for one in blocks if one.id == block_id), None)
    if found is None:
        raise NotFound("Đoạn này không còn trong văn bản.")
    return found


def _retyped(form: BlockForm) -> list[Block]:
    blocks = list(parse_section(form.text.data or ""))
    kind = form.forced_kind
    return of_kind(blocks, kind, form.level.data or 1) if kind and blocks else blocks


def _block_page(brought: PaperImport, found: Block, form: BlockForm, status: int = 200) -> Response:
    return make_response(render_template("imports/block.html", brought=brought, block=found, form=form), status)


def _store() -> Store:
    store: Store = current_app.extensions["trinhky-store"]
    return store
