"""Pages of writing a report: section by section, and the whole to check before it is handed in."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, flash, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.base import StageForm
from forms.draft import SectionForm
from forms.validators import NotTooLong
from workflow.actions.compose import Content, content_of
from workflow.actions.draft import start_report
from workflow.actions.remarks import cited_otherwise
from workflow.actions.roll_forward import take_from_previous
from workflow.auth.current import current_actor
from workflow.domain.advance import why_closed
from workflow.domain.errors import ChangedMeanwhile, NotFound, WorkflowError
from workflow.domain.guards import NO_CIRCUMSTANCES, has_addressee
from workflow.domain.sections import FIGURES, OPENING
from workflow.domain.states import SectionState, Trigger
from workflow.paper.parse import parse_section
from workflow.queries import drafting
from workflow.queries.annexes import to_mend
from workflow.queries.case import DocumentCase
from workflow.queries.comments import open_comments
from workflow.queries.drafting import Writing
from workflow.queries.papers import as_draft
from workflow.web import section_forms
from workflow.web.accept import wants_json
from workflow.web.citing import asks, citing
from workflow.web.form_list import form_list

pages = Blueprint("drafts", __name__)

_TYPED_HERE = frozenset({OPENING, FIGURES})  # whatever the others are made from
_MARKS = {
    SectionState.EMPTY: "idle",
    SectionState.WORKING: "work",
    SectionState.TO_FIX: "fix",
    SectionState.DONE: "done",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the section list; `state` is the mark of `progress_tag`."""

    number: str
    key: str
    name: str
    url: str
    state: str
    current: bool


@pages.post("/bao-cao/<int:target_id>")
def start(target_id: int) -> Response:
    """Begin the report that answers a request, or go on with the one begun."""
    document = start_report(target_id, actor=current_actor())
    return redirect(url_for(".first", document_id=document.id), 303)


@pages.get("/van-ban/<int:document_id>/soan")
def first(document_id: int) -> Response:
    """Where the writer left, or has something to mend."""
    document = drafting.open_document(document_id, current_actor())
    annexes, key = to_mend(document), drafting.where_to_begin(document)
    if annexes and not any(one.state is SectionState.TO_FIX for one in document.sections):
        return redirect(url_for("annexes.show", document_id=document_id, key=annexes[0].key), 303)
    return redirect(url_for(".section", document_id=document_id, key=key), 303)


@pages.get("/van-ban/<int:document_id>/soan/<key>")
def section(document_id: int, key: str) -> Response:
    """One section to write."""
    at = drafting.open_at(document_id, key, current_actor())
    elsewhere = _elsewhere(at)
    return redirect(elsewhere, 303) if elsewhere else _page(at, section_forms.form_of(at))


@pages.post("/van-ban/<int:document_id>/soan/<key>")
def save(document_id: int, key: str) -> Response:
    """Keep what was typed; asked by a script, answer in JSON."""
    at = drafting.open_at(document_id, key, current_actor())
    if at.is_made_from_sources:
        raise NotFound("Mục này được viết trên trang tổng hợp.")
    form = section_forms.form_of(at)
    section_forms.cited(form)
    if not form.validate_on_submit(extra_validators=_limits()):
        return _refused(at, form, 422)
    try:
        if request.form.get("act") == "khong":
            section_forms.keep_nothing(at, form, current_actor())
            return redirect(_next_page(at), 303)
        saved = _kept(at, form)
    except ChangedMeanwhile:
        return _conflict(drafting.open_at(document_id, key, current_actor()), form)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _refused(drafting.open_at(document_id, key, current_actor()), form, refusal.status)
    return jsonify(saved) if wants_json() else redirect(_next_page(at), 303)


def _kept(at: Writing, form: StageForm) -> dict[str, Any]:
    """What was saved. Whoever pressed twice at once meets the first press's words, which are no conflict either."""
    try:
        return section_forms.keep(at, form, current_actor())
    except ChangedMeanwhile:
        anew = drafting.open_at(at.document.id, at.section.key, current_actor())
        if not section_forms.way_of(anew).is_kept(anew, form):
            raise
        return section_forms.keep(anew, section_forms.form_of(anew), current_actor())


@pages.post("/van-ban/<int:document_id>/lay-tu-ky-truoc")
def take(document_id: int) -> Response:
    """Fill one empty section, or all of them, with the words of the last report."""
    document, key = drafting.open_document(document_id, current_actor()), request.form.get("key") or None
    taken = take_from_previous(document_id, key, actor=current_actor())
    flash(f"Đã lấy từ kỳ trước: {', '.join(taken)}. Hãy sửa cho đúng kỳ này.", "ok")
    return redirect(url_for(".section", document_id=document.id, key=key or drafting.where_to_begin(document)), 303)


@pages.get("/van-ban/<int:document_id>/kiem-tra")
def check(document_id: int) -> Response | str:
    """The whole text in printed order, and the act of handing it in."""
    document = drafting.open_document(document_id, current_actor())
    at = Writing(document, document.sections[0])
    if not at.is_editable:
        return redirect(url_for("documents.show", document_id=document_id), 303)
    case, content, entries = DocumentCase(document), content_of(document), _entries(at)
    paper = as_draft(document, content)
    found = form_list(document, paper, current_actor())
    return render_template(
        "drafts/check.html",
        at=at,
        paper=paper,
        form_list=found,
        links=_links(content, entries),
        entries=entries,
        closed=why_closed(case, Trigger.SUBMIT, current_actor(), found.circumstances),
        warning=has_addressee(case, current_actor(), NO_CIRCUMSTANCES),
        next_hands=drafting.next_hands(document),
    )


def _page(at: Writing, form: StageForm, status: int = 200, **more: Any) -> Response:
    # What is made from sources has its own list, on the page of consolidating.
    entries = [entry for entry in _entries(at) if entry.key in _TYPED_HERE or not at.document.consolidates]
    way = section_forms.way_of(at)
    context = {
        "at": at,
        "form": form,
        "entries": entries,
        "summary": _summary(entries),
        "closed": why_closed(DocumentCase(at.document), Trigger.SUBMIT, current_actor()),
        "citing": citing(),
        "comments": open_comments(at.document, current_actor()),
        "cited_otherwise": cited_otherwise(at.document, parse_section(at.section.text)),
        **way.beside(at),
        **more,
    }
    return make_response(render_template(way.template, **context), status)


def _refused(at: Writing, form: StageForm, status: int) -> Response:
    if not wants_json():
        return _page(at, form, status)
    reasons = [error.message for error in form.error_list()]
    return make_response(jsonify(code="refused", reason=" ".join(reasons)), status)


def _conflict(at: Writing, form: StageForm) -> Response:
    """Somebody saved first: both texts, and nothing is written before a choice."""
    if wants_json():
        texts = {"mine": form.text.data, "saved": at.section.text} if isinstance(form, SectionForm) else {}
        return make_response(jsonify(code=ChangedMeanwhile.code, version=at.section.version, **texts), 409)
    if isinstance(form, SectionForm):
        return make_response(render_template("drafts/conflict.html", at=at, typed=form), 409)
    # A heading or a table of figures is short: what was typed stays in its fields, what is saved stands beside.
    form.renew(version=at.section.version)
    return _page(at, form, 409, in_conflict=True)


def _elsewhere(at: Writing) -> str | None:
    """Where this section is not written here: the text was handed in, or it is made from sources."""
    if not at.is_editable:
        return url_for("documents.show", document_id=at.document.id)
    return _section_url(at, at.section.key) if at.is_made_from_sources else None


def _next_page(at: Writing) -> str:
    act = request.form.get("act")
    if asks():
        wanted = request.form.get("tim") or None
        return url_for(".section", document_id=at.document.id, key=at.section.key, tim=wanted, _anchor="trich-dan")
    if "choice" in request.form:
        flash("Đã lưu bản đã chọn. Bản kia được giữ lại ở cuối mục này.", "ok")
    if act == "xem":
        return url_for("preview.show", document_id=at.document.id)
    if act == "thoat":
        return url_for("home.index")
    if act in {"tiep", "khong"} and at.following:
        return _section_url(at, at.following.key)
    return url_for(".check", document_id=at.document.id) if act == "tiep" else _section_url(at, at.section.key)


def _section_url(at: Writing, key: str) -> str:
    from_sources = at.document.consolidates and key not in _TYPED_HERE
    return url_for("consolidation.section" if from_sources else ".section", document_id=at.document.id, key=key)


def _entries(at: Writing) -> list[Entry]:
    return [
        Entry(at.number_of(one), one.key, one.title, _section_url(at, one.key), _MARKS[one.state], one is at.section)
        for one in at.document.sections
    ]


def _links(content: Content, entries: list[Entry]) -> dict[str, tuple[str, str, str]]:
    """At the first block of each section the way to mend it."""
    first = {shape["section"]: shape["id"] for shape in reversed(content["blocks"])}
    return {
        first[one.key]: (one.url, "Sửa", f"mục {one.number}" if one.number else one.name)
        for one in entries
        if one.key in first
    }


def _summary(entries: list[Entry]) -> str:
    states = [entry.state for entry in entries]
    to_fix = f", {states.count('fix')} mục cần sửa" if "fix" in states else ""
    return f"xong {states.count('done')}/{len(states)}{to_fix}"


def _limits() -> dict[str, list[NotTooLong]]:
    most = NotTooLong(current_app.extensions["trinhky-settings"].max_section_chars)
    return {"text": [most], "opening": [most]}
