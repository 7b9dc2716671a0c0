"""Files that go with a paper: their list while it is written, and each of them to fetch."""

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, url_for
from werkzeug import Response

from forms.attachment import AttachmentForm
from workflow.actions import attachment as acts
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor
from workflow.domain.errors import TransitionRefused, WorkflowError
from workflow.domain.inputs.writing import AddAttachment
from workflow.domain.states import EDITABLE
from workflow.paper.intake import FileKind
from workflow.queries import drafting
from workflow.queries.attachments import attachments_of, one_of
from workflow.queries.documents import for_act
from workflow.queries.drafting import Writing
from workflow.web.downloads import give
from workflow.web.taking_in import taken_in

pages = Blueprint("attachments", __name__)

ADDRESS = "/van-ban/<int:document_id>/tep-kem"
KINDS = tuple(FileKind)


@pages.get(ADDRESS)
def index(document_id: int) -> Response:
    """The files that go with a text being written; handed in, they stand with the paper."""
    return _page(document_id, AttachmentForm(formdata=None))


@pages.post(ADDRESS)
def add(document_id: int) -> Response:
    """Examine a file, keep it, and send it along."""
    form, document = AttachmentForm(), drafting.open_document(document_id, current_actor())
    if document.state not in EDITABLE:
        raise TransitionRefused("Văn bản đã trình nên không thêm tệp được nữa. Hãy thu hồi trước khi thêm.")
    if not form.validate_on_submit():
        return _page(document_id, form, 422)
    try:
        name, data = form.brought()
        taken = taken_in(name, data, KINDS)
        given = AddAttachment(form.title.data, taken.name, taken.digest, len(data))
        acts.add_attachment(document.id, given, actor=current_actor(), token=form.token.data)
    except AlreadyDone:
        return redirect(url_for(".index", document_id=document_id), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(document_id, form, refusal.status)
    flash("Đã thêm tệp. Tệp được gửi cùng văn bản khi trình.", "ok")
    return redirect(url_for(".index", document_id=document_id), 303)


@pages.post(f"{ADDRESS}/<int:attachment_id>/bo")
def drop(document_id: int, attachment_id: int) -> Response:
    """Leave a file behind."""
    drafting.open_document(document_id, current_actor())
    acts.drop_attachment(document_id, attachment_id, actor=current_actor())
    flash("Đã bỏ tệp.", "ok")
    return redirect(url_for(".index", document_id=document_id), 303)


@pages.get(f"{ADDRESS}/<int:attachment_id>")
def fetch(document_id: int, attachment_id: int) -> Response:
    """One file, for whoever may read the paper."""
    found = one_of(for_act(document_id, current_actor()).id, attachment_id)
    data = current_app.extensions["trinhky-store"].get(found.digest)
    return give(data, "application/octet-stream", found.name, found.digest, attached=True)


def _page(document_id: int, form: AttachmentForm, status: int = 200) -> Response:
    document = drafting.open_document(document_id, current_actor())
    at = Writing(document, document.sections[0])
    if not at.is_editable:
        return redirect(url_for("documents.show", document_id=document_id), 303)
    asked = document.outline.attachments if document.outline else ()
    files = attachments_of(document_id)
    page = render_template("attachments/index.html", at=at, form=form, files=files, asked=asked)
    return make_response(page, status)
