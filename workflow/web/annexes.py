"""Pages of the annexes of a text being written: their list, and each of them to write."""

from contextlib import suppress

from flask import Blueprint, current_app, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.annex import AnnexForm
from forms.base import StageForm
from forms.validators import NotTooLong
from workflow.actions import annex as acts
from workflow.actions.origins_annex import choose_origins
from workflow.actions.remarks import cited_otherwise
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor
from workflow.domain import dates
from workflow.domain.errors import ChangedMeanwhile, NotFound, WorkflowError
from workflow.domain.inputs.writing import SaveAnnex
from workflow.paper.parse import parse_section
from workflow.queries import drafting
from workflow.queries.annexes import MISSING, DraftSection, annexes_of, standing
from workflow.queries.documents import Document
from workflow.queries.drafting import Writing
from workflow.web.accept import wants_json
from workflow.web.citing import asks, cite, citing

pages = Blueprint("annexes", __name__)

ADDRESS = "/van-ban/<int:document_id>/phu-luc"


@pages.get(ADDRESS)
def index(document_id: int) -> Response | str:
    """The annexes in order, and those taken away."""
    document, annexes = _opened(document_id)
    at = Writing(document, document.sections[0])
    if not at.is_editable:
        return redirect(url_for("documents.show", document_id=document_id), 303)
    gone = [one for one in annexes if one.removed]
    shown = {"annexes": standing(annexes), "gone": gone, "form": StageForm(formdata=None)}
    return render_template("annexes/index.html", at=at, **shown)


@pages.post(ADDRESS)
def add(document_id: int) -> Response:
    """A new annex, open to write; a second press opens the same."""
    _opened(document_id)
    try:
        made = acts.add_annex(document_id, actor=current_actor(), token=request.form.get("token")).id
    except AlreadyDone as done:
        made = done.made or 0
    key = next((one.key for one in annexes_of(document_id) if one.id == made), None)
    return redirect(url_for(".show" if key else ".index", document_id=document_id, key=key), 303)


@pages.get(f"{ADDRESS}/<key>")
def show(document_id: int, key: str) -> Response:
    """One annex to write."""
    document, annexes = _opened(document_id)
    annex = _one(annexes, key)
    if annex.removed or not Writing(document, annex).is_editable:
        endpoint = "annexes.index" if annex.removed else "documents.show"
        return redirect(url_for(endpoint, document_id=document_id), 303)
    kept = {"title": annex.title, "text": annex.text, "wide": annex.wide, "version": annex.version}
    return _page(document, annexes, annex, AnnexForm(data=kept))


@pages.post(f"{ADDRESS}/<key>")
def save(document_id: int, key: str) -> Response:
    """Keep what was typed; asked by a script, answer in JSON."""
    document, annexes = _opened(document_id)
    annex, form = _one(annexes, key), AnnexForm()
    cite(form.text)
    most = NotTooLong(current_app.extensions["trinhky-settings"].max_section_chars)
    if not form.validate_on_submit(extra_validators={"text": [most]}):
        return _refused(document, annexes, annex, form, 422)
    try:
        return _saved(acts.save_annex(document_id, _given(annex, form), actor=current_actor()), document_id)
    except WorkflowError as refusal:
        is_conflict = isinstance(refusal, ChangedMeanwhile)
        if not is_conflict:
            form.refuse(refusal)
        document, annexes = _opened(document_id)
        return _refused(document, annexes, _one(annexes, key), form, refusal.status, in_conflict=is_conflict)


@pages.post(f"{ADDRESS}/<key>/len")
def lift(document_id: int, key: str) -> Response:
    """One place up."""
    _opened(document_id)
    with suppress(AlreadyDone):  # the list shows where the first press put it
        acts.lift_annex(document_id, key, actor=current_actor(), token=request.form.get("token"))
    return redirect(url_for(".index", document_id=document_id), 303)


@pages.post(f"{ADDRESS}/<key>/bo")
def drop(document_id: int, key: str) -> Response:
    """Taken away; the list offers it back."""
    _opened(document_id)
    acts.drop_annex(document_id, key, actor=current_actor())
    return redirect(url_for(".index", document_id=document_id), 303)


@pages.post(f"{ADDRESS}/<key>/lay-lai")
def restore(document_id: int, key: str) -> Response:
    """Taken back."""
    _opened(document_id)
    acts.restore_annex(document_id, key, actor=current_actor())
    return redirect(url_for(".index", document_id=document_id), 303)


@pages.post(f"{ADDRESS}/nguon-tong-hop")
def origins(document_id: int) -> Response:
    """The annex of the sources: wanted, or not any more."""
    _opened(document_id)
    choose_origins(document_id, wanted=request.form.get("co") == "1", actor=current_actor())
    return redirect(url_for(".index", document_id=document_id), 303)


def _opened(document_id: int) -> tuple[Document, list[DraftSection]]:
    document = drafting.open_document(document_id, current_actor())
    return document, list(annexes_of(document.id))


def _one(annexes: list[DraftSection], key: str) -> DraftSection:
    found = next((one for one in annexes if one.key == key), None)
    if found is None:
        raise NotFound(MISSING)
    return found


def _given(annex: DraftSection, form: AnnexForm) -> SaveAnnex:
    """The same words as are kept already are no conflict, over whichever version they were typed."""
    given = form.to_input(annex.key, annex.version)
    is_kept = (given.title, given.text, given.wide, given.mended) == (annex.title, annex.text, annex.wide, False)
    return given if is_kept else form.to_input(annex.key, form.version.data or 0)


def _saved(annex: DraftSection, document_id: int) -> Response:
    if wants_json():
        saved_at = dates.clock(annex.saved_at) if annex.saved_at else ""
        return jsonify(version=annex.version, saved_at=saved_at)
    if asks():
        wanted = request.form.get("tim") or None
        here = url_for(".show", document_id=document_id, key=annex.key, tim=wanted, _anchor="trich-dan")
        return redirect(here, 303)
    if request.form.get("act") == "tiep":
        return redirect(url_for(".index", document_id=document_id), 303)
    return redirect(url_for(".show", document_id=document_id, key=annex.key), 303)


def _refused(
    document: Document,
    annexes: list[DraftSection],
    annex: DraftSection,
    form: AnnexForm,
    status: int,
    *,
    in_conflict: bool = False,
) -> Response:
    if not wants_json():
        if in_conflict:
            form.renew(version=annex.version)
        return _page(document, annexes, annex, form, status, in_conflict=in_conflict)
    if in_conflict:
        return make_response(jsonify(code=ChangedMeanwhile.code, version=annex.version), status)
    reason = " ".join(error.message for error in form.error_list())
    return make_response(jsonify(code="refused", reason=reason), status)


def _page(
    document: Document,
    annexes: list[DraftSection],
    annex: DraftSection,
    form: AnnexForm,
    status: int = 200,
    *,
    in_conflict: bool = False,
) -> Response:
    shown = standing(annexes)
    number = shown.index(annex) + 1 if annex in shown and len(shown) > 1 else None  # one alone is printed without
    printed = parse_section(annex.text)
    page = render_template(
        "annexes/show.html",
        document=document,
        annex=annex,
        number=number,
        form=form,
        in_conflict=in_conflict,
        printed=printed,
        citing=citing(),
        cited_otherwise=cited_otherwise(document, printed),
    )
    return make_response(page, status)
