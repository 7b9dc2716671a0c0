"""Pages of the citation register: the list with its search, one document, adding and correcting, and the small search
that stands beside a text being written."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.citation import CitationForm
from workflow.actions.citation import add_citation, correct_citation, proposals
from workflow.auth.current import current_actor
from workflow.domain import dates
from workflow.domain.errors import ChangedMeanwhile, InvalidInput, WorkflowError
from workflow.domain.labels import FACTS
from workflow.domain.permissions import Permission, permits, require
from workflow.domain.rows import row_id
from workflow.queries import citations
from workflow.queries.citations import CitationEntry, cited
from workflow.web.citing import LONGEST_SEARCH, citing
from workflow.web.history import Told

pages = Blueprint("citations", __name__, url_prefix="/vien-dan")

PAGE = 20


@pages.get("")
def index() -> str:
    """The register, newest document first, with what issued papers propose for it."""
    wanted = _wanted()
    found = citations.page_of(wanted, request.args.get("truoc", type=row_id), PAGE + 1)
    may_keep = permits(current_actor(), Permission.CITATION_KEEP, None)
    return render_template(
        "citations/index.html",
        entries=[(entry, cited(entry)) for entry in found[:PAGE]],
        more=found[PAGE - 1].id if len(found) > PAGE else None,
        wanted=wanted,
        may_keep=may_keep,
        proposed=proposals(sorted(current_actor().organisation_ids)) if may_keep and not request.args else [],
    )


@pages.get("/tim")
def find() -> str:
    """The few entries that fit, for the help beside a text: a piece of page."""
    return render_template("citations/_found.html", citing=citing())


@pages.get("/<int:entry_id>")
def show(entry_id: int) -> str:
    """One document: the words with which it is cited, and who wrote the entry."""
    entry = citations.by_id(entry_id)
    told = [Told(FACTS[act.fact], act.actor_name, act.at, _before(act.details)) for act in citations.history(entry)]
    may_keep = permits(current_actor(), Permission.CITATION_KEEP, None)
    return render_template("citations/show.html", entry=entry, cited=cited(entry), told=told, may_keep=may_keep)


@pages.get("/them")
def new() -> Response:
    """Where a document is added; a proposal comes with what its paper says."""
    require(current_actor(), Permission.CITATION_KEEP, None)
    return _page(CitationForm(formdata=None, data=_proposed()), None)


@pages.post("/them")
def add() -> Response:
    """Enter the document."""
    require(current_actor(), Permission.CITATION_KEEP, None)
    form = CitationForm()
    if not form.validate():
        return _page(form, None, 422)
    try:
        entry = add_citation(form.to_input(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(form, None, refusal.status)
    flash(f"Đã thêm {entry.symbol} vào sổ viện dẫn.", "ok")
    return redirect(url_for(".show", entry_id=entry.id), 303)


@pages.get("/<int:entry_id>/sua")
def edit(entry_id: int) -> Response:
    """Where an entry is corrected."""
    require(current_actor(), Permission.CITATION_KEEP, None)
    entry = citations.by_id(entry_id)
    return _page(CitationForm(formdata=None, obj=entry), entry)


@pages.post("/<int:entry_id>/sua")
def correct(entry_id: int) -> Response:
    """Correct it."""
    require(current_actor(), Permission.CITATION_KEEP, None)
    entry, form = citations.by_id(entry_id), CitationForm()
    if not form.validate():
        return _page(form, entry, 422)
    try:
        correct_citation(entry_id, form.to_input(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        newest = citations.by_id(entry_id)
        if isinstance(refusal, ChangedMeanwhile):
            form.renew(version=newest.version)
        return _page(form, newest, refusal.status)
    flash("Đã sửa mục trong sổ viện dẫn.", "ok")
    return redirect(url_for(".show", entry_id=entry_id), 303)


def _page(form: CitationForm, entry: CitationEntry | None, status: int = 200) -> Response:
    return make_response(render_template("citations/form.html", form=form, entry=entry), status)


def _wanted() -> str:
    return request.args.get("tim", "").strip()[:LONGEST_SEARCH]


def _proposed() -> dict[str, Any]:
    """What an address carries of a proposal; nothing of it counts before a person has confirmed it."""
    try:
        day = dates.parse(request.args.get("ngay", ""))
    except InvalidInput:
        day = None
    title = request.args.get("trich_yeu", "")[:1000]
    return {"symbol": request.args.get("so", "")[:60], "issued_on": day, "title": title, "kind_name": ""}


def _before(details: Any) -> str:
    return f"trước đó: {details['before']}" if details.get("before") else ""
