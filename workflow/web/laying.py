"""Pages of putting a paper brought from outside into a text being written: bring it, lay it, take it out again."""

from typing import Any

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, url_for
from werkzeug import Response

from forms.imports import BringForm
from forms.laying import LayForm, lay_form
from workflow.actions import laying as acts
from workflow.actions.imports import begin_draft_import
from workflow.actions.review import paper_of_import
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor
from workflow.domain.errors import ChangedMeanwhile, TransitionRefused, WorkflowError
from workflow.domain.laying import stretches
from workflow.domain.sections import FIGURES
from workflow.domain.states import ImportState
from workflow.queries import drafting, imports
from workflow.queries.annexes import DraftSection
from workflow.queries.documents import Document
from workflow.queries.drafting import Writing
from workflow.queries.imports import PaperImport
from workflow.web.taking_in import taken_in

pages = Blueprint("laying", __name__)

DRAFT = "/van-ban/<int:document_id>/dua-vao"
BROUGHT = f"{DRAFT}/<int:import_id>"


@pages.get("/dua-vao/<int:import_id>/ban-thao")
def choose(import_id: int) -> Response | str:
    """Which of the person's drafts a paper is for."""
    brought = imports.mine(import_id, current_actor())
    if brought.state is not ImportState.READY:
        return redirect(url_for("imports.show", import_id=import_id), 303)
    return render_template("imports/choose.html", brought=brought, drafts=drafting.drafts_of(current_actor()))


@pages.get(DRAFT)
def new(document_id: int) -> Response:
    """Where the file for a draft is given."""
    document = _draft(document_id)
    return _bring_page(document, BringForm(formdata=None))


@pages.post(DRAFT)
def bring(document_id: int) -> Response:
    """Examine the file, keep it, have it read for this draft."""
    document, form = _draft(document_id), BringForm()
    if not form.validate_on_submit():
        return _bring_page(document, form, 422)
    try:
        given = taken_in(*form.brought())
        brought = begin_draft_import(document_id, given, actor=current_actor(), token=form.token.data)
    except AlreadyDone as done:
        return redirect(url_for("imports.show", import_id=done.made), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _bring_page(_draft(document_id), form, refusal.status)
    return redirect(url_for("imports.show", import_id=brought.id), 303)


@pages.get(BROUGHT)
def show(document_id: int, import_id: int) -> Response:
    """What was read, and where each stretch of it would go."""
    document, brought = _both(document_id, import_id)
    if brought.state is not ImportState.READY:
        return redirect(url_for("imports.show", import_id=import_id), 303)
    return _page(document, brought, _form(document, brought))


@pages.post(BROUGHT)
def lay(document_id: int, import_id: int) -> Response:
    """Lay it."""
    document, brought = _both(document_id, import_id)
    if brought.state is ImportState.LAID and brought.draft_id == document_id:
        return redirect(url_for("imports.show", import_id=import_id), 303)
    if brought.state is not ImportState.READY:
        raise TransitionRefused("Văn bản này đã được dùng, đã bỏ, hoặc chưa đọc xong.")
    form = _form(document, brought)
    longest = current_app.extensions["trinhky-settings"].max_section_chars
    try:
        acts.lay_paper(import_id, document_id, form.to_input(longest), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        document, brought = _both(document_id, import_id)
        if isinstance(refusal, ChangedMeanwhile):
            form.renew(seen=acts.seen(_sections(document)), version=brought.version)
        return _page(document, brought, form, refusal.status)
    flash("Đã đưa vào bản thảo. Hãy xem lại từng mục rồi đánh dấu hoàn thành.", "ok")
    return redirect(url_for("imports.show", import_id=import_id), 303)


@pages.post("/dua-vao/<int:import_id>/lay-ra")
def lift(import_id: int) -> Response:
    """Take it out again."""
    kept = acts.lift_paper(import_id, actor=current_actor())
    flash("Đã hoàn tác. Chữ đã đưa vào được giữ lại ở cuối từng mục.", "ok")
    if kept:
        flash(f"Giữ nguyên vì đã được sửa sau khi đưa vào: {'; '.join(kept)}.", "soon")
    return redirect(url_for("imports.show", import_id=import_id), 303)


def _draft(document_id: int) -> Document:
    document = drafting.open_document(document_id, current_actor())
    if not Writing(document, document.sections[0]).is_editable:
        raise TransitionRefused("Văn bản đã được trình nên không đưa chữ vào được nữa.")
    if document.consolidates:
        raise TransitionRefused(acts.FROM_SOURCES)
    return document


def _both(document_id: int, import_id: int) -> tuple[Document, PaperImport]:
    return _draft(document_id), imports.mine(import_id, current_actor())


def _sections(document: Document) -> dict[str, DraftSection]:
    return {one.key: one for one in document.sections}


def _form(document: Document, brought: PaperImport) -> LayForm:
    """With what the page saw, or with what was posted."""
    paper, sections = paper_of_import(brought), _sections(document)
    places = acts.places_of(sections)
    data = {"version": brought.version, "seen": acts.seen(sections)}
    return lay_form(stretches(paper, places), places, paper.annexes)(data=data)


def _bring_page(document: Document, form: BringForm, status: int = 200) -> Response:
    ready = [one for one in imports.of_person(current_actor()) if one.state is ImportState.READY]
    page = render_template("imports/for_draft.html", document=document, form=form, ready=ready)
    return make_response(page, status)


def _page(document: Document, brought: PaperImport, form: LayForm, status: int = 200) -> Response:
    paper, sections = paper_of_import(brought), _sections(document)
    found = stretches(paper, acts.places_of(sections))
    context: dict[str, Any] = {
        "document": document,
        "brought": brought,
        "form": form,
        "paper": paper,
        "stretches": list(zip(found, form.place_fields(), strict=True)),
        "frame": acts.frame_of(paper, document),
        "typed": [one.title for one in sections.values() if one.text and one.saved_at and one.key != FIGURES],
    }
    return make_response(render_template("imports/lay.html", **context), status)
