"""Beginning a paper by hand: which kind, then what it is about and whom it addresses."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from werkzeug import Response

from forms.begin import BeginForm
from workflow.actions.begin import begin_paper
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor
from workflow.domain.errors import WorkflowError
from workflow.domain.kinds import KINDS, Kind, may_issue
from workflow.domain.paper import profile_for
from workflow.domain.states import DocumentKind
from workflow.paper.wording import addressing_word
from workflow.queries import openings, organisations
from workflow.queries.organisations import Organisation
from workflow.web.registering import writes, writing_organisation

pages = Blueprint("begin", __name__)

_USED_FOR = {
    DocumentKind.LETTER: "trao đổi, đôn đốc, mời, trả lời; có Kính gửi, trích yếu in nghiêng dưới số",
    DocumentKind.SUBMISSION: "đề nghị cấp trên xem xét, quyết định; có Kính trình",
    DocumentKind.NOTICE: "truyền đạt, cho biết",
    DocumentKind.PLAN: "việc phải làm, gửi xuống các tổ chức trực thuộc để thực hiện",
    DocumentKind.REPORT: "báo cáo đột xuất; báo cáo theo đợt lập từ trang Việc của tôi",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One kind to begin with, and what it is for."""

    kind: DocumentKind
    traits: Kind
    used_for: str


@pages.get("/van-ban/soan-moi")
def index() -> str:
    """The kinds that the organisation may issue."""
    organisation = organisations.by_id(writing_organisation())
    others = [organisations.by_id(one) for one in writes() if one != organisation.id]
    kinds = [Choice(kind, traits, _USED_FOR.get(kind, "")) for kind, traits in KINDS.items()]
    open_to = [one for one in kinds if may_issue(one.kind, is_cell=organisation.is_cell)]
    return render_template("begin/index.html", organisation=organisation, others=others, kinds=open_to)


@pages.get("/van-ban/soan-moi/<kind>")
def new(kind: str) -> Response:
    """What is asked of a paper of the kind."""
    organisation = organisations.by_id(writing_organisation())
    chosen = _chosen(kind)
    return _page(_form(chosen, "\n".join(openings.addressees(organisation, chosen))), chosen, organisation)


@pages.post("/van-ban/soan-moi/<kind>")
def start(kind: str) -> Response:
    """Begin it, and go on to its text."""
    organisation = organisations.by_id(writing_organisation())
    chosen = _chosen(kind)
    form = _form(chosen)
    if not form.validate_on_submit():
        return _page(form, chosen, organisation, 422)
    try:
        document = begin_paper(organisation.id, form.to_input(chosen), actor=current_actor(), token=form.token.data)
    except AlreadyDone as done:
        return redirect(url_for("drafts.first", document_id=done.made), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(form, chosen, organisation, refusal.status)
    flash("Đã mở văn bản mới. Nơi nhận đã ghi sẵn, sửa được ở phần Trích yếu.", "ok")
    return redirect(url_for("drafts.first", document_id=document.id), 303)


def _chosen(kind: str) -> DocumentKind:
    return DocumentKind(kind) if kind in {one for one in KINDS if KINDS[one].written} else abort(404)


def _form(kind: DocumentKind, addressees: str = "") -> BeginForm:
    form = BeginForm(data={"addressees": addressees})
    if KINDS[kind].addressed:
        form.addressees.label.text = addressing_word(kind, profile_for(None)).rstrip(":")
    else:
        del form.addressees
    return form


def _page(form: BeginForm, kind: DocumentKind, organisation: Organisation, status: int = 200) -> Response:
    page = render_template("begin/new.html", form=form, kind=kind, traits=KINDS[kind], organisation=organisation)
    return make_response(page, status)
