"""Pages of more time: a unit asks for it, the office answers."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from werkzeug import Response

from forms.calendar import AnswerExtensionForm, AskExtensionForm
from workflow.actions.extension import answer_extension, ask_extension
from workflow.auth.current import current_actor
from workflow.domain.errors import WorkflowError
from workflow.queries import extensions
from workflow.queries.extensions import Extension, Target

pages = Blueprint("extensions", __name__, url_prefix="/dot-bao-cao")


@pages.route("/yeu-cau/<int:target_id>/xin-gia-han", methods=["GET", "POST"])
def ask(target_id: int) -> Response:
    """Ask for more time."""
    form, target = AskExtensionForm(), extensions.target_of_writer(target_id, current_actor())
    if not form.is_submitted():
        return _ask_page(target, form)
    if not form.validate():
        return _ask_page(target, form, 422)
    try:
        ask_extension(target_id, form.to_input(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _ask_page(target, form, refusal.status)
    flash("Đã gửi đề nghị gia hạn. Câu trả lời hiện ở trang của đợt báo cáo.", "ok")
    return redirect(url_for("campaigns.show", campaign_id=target.campaign_id), 303)


@pages.route("/xin-gia-han/<int:extension_id>", methods=["GET", "POST"])
def answer(extension_id: int) -> Response:
    """Grant a request for more time, or refuse it."""
    row = extensions.for_answer(extension_id, current_actor())
    form = AnswerExtensionForm(data={"due_on": row.to_day})
    if not form.is_submitted():
        return _answer_page(row, form)
    if not form.validate():
        return _answer_page(row, form, 422)
    try:
        answer_extension(extension_id, form.to_input(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _answer_page(row, form, refusal.status)
    flash("Đã ghi trả lời. Đơn vị thấy trả lời ở trang của đợt báo cáo.", "ok")
    return redirect(url_for("campaigns.show", campaign_id=row.target.campaign_id), 303)


def _ask_page(target: Target, form: AskExtensionForm, status: int = 200) -> Response:
    page = render_template("campaigns/ask.html", target=target, campaign=target.campaign, form=form)
    return make_response(page, status)


def _answer_page(row: Extension, form: AnswerExtensionForm, status: int = 200) -> Response:
    target = row.target
    page = render_template("campaigns/answer.html", row=row, target=target, campaign=target.campaign, form=form)
    return make_response(page, status)
