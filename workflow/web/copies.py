"""Making a copy of an issued paper: which copy, of which parts, to whom."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.copy import CopyForm
from workflow.actions.copy import ANNEX_KEY, copy_paper, copying_houses, kinds_for, why_not_copied
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor
from workflow.domain.errors import NotPermitted, TransitionRefused, WorkflowError
from workflow.domain.extract import parts_of
from workflow.domain.paper import CopyKind, Paper
from workflow.domain.rows import row_id
from workflow.domain.states import Role
from workflow.queries import openings, organisations
from workflow.queries.documents import Document, for_show
from workflow.queries.organisations import Organisation
from workflow.queries.papers import paper_of

pages = Blueprint("copies", __name__)

ADDRESS = "/van-ban/<int:document_id>/sao"
_NAMES = {
    CopyKind.WHOLE: "Sao y bản chính (toàn văn)",
    CopyKind.PART: "Trích sao (một phần)",
    CopyKind.BY_RECIPIENT: "Sao lục (toàn văn, do nơi nhận sao)",
}


@pages.get(ADDRESS)
def new(document_id: int) -> Response:
    """What is asked of a copy."""
    document, organisation = _opened(document_id)
    recipients = "\n".join(openings.copy_recipients(organisation))
    return _page(document, organisation, _form(document, organisation, CopyForm(data={"recipients": recipients})))


@pages.post(ADDRESS)
def make(document_id: int) -> Response:
    """Make it, and go on to its page, where it waits for its number."""
    document, organisation = _opened(document_id)
    form = _form(document, organisation, CopyForm())
    if not form.validate_on_submit():
        return _page(document, organisation, form, 422)
    given, actor = form.to_input(), current_actor()
    try:
        made = copy_paper(document_id, organisation.id, given, actor=actor, token=form.token.data)
    except AlreadyDone as done:
        return redirect(url_for("documents.show", document_id=done.made), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(document, organisation, form, refusal.status)
    flash("Đã lập bản sao. Văn thư lấy số cho bản sao rồi chuyển người ký.", "ok")
    return redirect(url_for("documents.show", document_id=made.id), 303)


def _opened(document_id: int) -> tuple[Document, Organisation]:
    """The paper, and for which organisation it is copied: the one asked for, else the first that may. Refuses NotFound,
    NotPermitted for whoever keeps no office, and TransitionRefused with the reason why it may not be copied."""
    actor = current_actor()
    document = for_show(document_id, actor)
    keeps = actor.serves_in(Role.CLERK, Role.OFFICE)
    if not keeps:
        raise NotPermitted("Văn thư hoặc Văn phòng sao văn bản.")
    may = copying_houses(document, actor)
    if not may:
        own = document.organisation_id if document.organisation_id in keeps else keeps[0]
        raise TransitionRefused(why_not_copied(document, own) or "")
    wanted = request.args.get("don_vi", may[0], type=row_id)
    return document, organisations.by_id(wanted if wanted in may else may[0])


def _form(document: Document, organisation: Organisation, form: CopyForm) -> CopyForm:
    kinds = kinds_for(document, organisation.id)
    parts = _parts(_paper(document)) if CopyKind.PART in kinds else []
    return form.offer([(kind, _NAMES[kind]) for kind in kinds], parts)


def _parts(paper: Paper) -> list[tuple[str, str]]:
    annexes = [
        (f"{ANNEX_KEY}{at}", ": ".join(filter(None, (annex.marker, annex.title))))
        for at, annex in enumerate(paper.annexes, start=1)
    ]
    return [*((part.key, part.label) for part in parts_of(paper.blocks)), *annexes]


def _paper(document: Document) -> Paper:
    assert document.revision is not None  # noqa: S101 - what may be copied has one
    return paper_of(document, document.revision.content)


def _page(document: Document, organisation: Organisation, form: CopyForm, status: int = 200) -> Response:
    page = render_template("copies/new.html", document=document, organisation=organisation, form=form)
    return make_response(page, status)
