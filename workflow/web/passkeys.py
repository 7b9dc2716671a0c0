"""The passkeys of one's own account: made with the device in one's hand, named, put away."""

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from werkzeug import Response

from forms.account import PasskeyForm
from workflow.actions.passkey import add_passkey, remove_passkey
from workflow.auth import passkeys, seat
from workflow.auth.current import current_actor
from workflow.domain.errors import WorkflowError
from workflow.queries.door import passkeys_of

pages = Blueprint("passkeys", __name__, url_prefix="/tai-khoan/khoa-truy-cap")
Answer = str | Response | tuple[str, int]


@pages.get("")
def show() -> Answer:
    """The passkeys there are, and the form that makes one more."""
    return _page(PasskeyForm())


@pages.post("/hoi")
def ask() -> Response:
    """What the browser is to make a passkey from."""
    return jsonify(passkeys.question_for_new())


@pages.post("")
def add() -> Answer:
    """Keep what the browser made."""
    form = PasskeyForm()
    if not form.validate():
        return _page(form, 422)
    try:
        found, challenge = passkeys.found_in(form.answer.data or "")
        add_passkey((form.name.data or "").strip(), found, challenge, seat.current_seat(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _page(form, refusal.status)
    seat.has_device()
    flash("Đã thêm khoá truy cập.", "ok")
    return redirect(url_for("passkeys.show"), 303)


@pages.post("/<int:passkey_id>/bo")
def remove(passkey_id: int) -> Response:
    """Put one away."""
    remove_passkey(passkey_id, seat.current_seat(), actor=current_actor())
    flash("Đã bỏ khoá truy cập.", "ok")
    return redirect(url_for("passkeys.show"), 303)


def _page(form: PasskeyForm, status: int = 200) -> Answer:
    held = passkeys_of(current_actor().user_id)
    context = {"form": form, "passkeys": held, "offered": passkeys.offered()}
    return render_template("account/passkeys.html", **context), status
