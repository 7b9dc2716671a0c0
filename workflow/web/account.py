"""Coming in, going out, and the person's own account."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug import Response

from forms.account import PasswordForm, SignInForm
from workflow.actions.account import set_password
from workflow.auth import passwords, seat
from workflow.auth import sign_in as keeper
from workflow.auth.current import current_actor, current_memberships, current_username, signed_in
from workflow.auth.throttle import TooManyTries
from workflow.domain.errors import NotPermitted, WorkflowError
from workflow.domain.labels import ROLES
from workflow.queries.browser_sessions import of_person
from workflow.queries.door import second_factor_of
from workflow.web.address import local_path
from workflow.web.devices import device_words
from workflow.web.door import ask, limits, next_step
from workflow.web.keys import settings_here

pages = Blueprint("account", __name__)
Answer = str | Response | tuple[str, int]


@pages.route("/dang-nhap", methods=["GET", "POST"])
def sign_in() -> Answer:
    """Ask for name and password; then for what else is needed; then on to the page, or to what was typed when the last
    sign-in ran out."""
    form = SignInForm(tiep=local_path(request.args.get("tiep")))
    if signed_in():
        return next_step(form.tiep.data)
    if "username" not in request.form:
        return ask(SignInForm(formdata=None, tiep=form.tiep.data), 200)
    if not form.validate():
        return ask(form, 422)
    try:
        keeper.sign_in(form.username.data or "", form.password.data or "", request.remote_addr or "", **limits())
    except (TooManyTries, NotPermitted) as refusal:
        form.refuse(refusal)
        return ask(form, 429 if isinstance(refusal, TooManyTries) else 401)
    return next_step(form.tiep.data)


@pages.post("/dang-xuat")
def sign_out() -> Response:
    """End the session and stand at the door again."""
    seat.leave()
    return redirect(url_for("account.sign_in"), 303)


@pages.route("/tai-khoan", methods=["GET", "POST"])
def show() -> Answer:
    """Who one is here, and a new password."""
    form = PasswordForm()
    if not form.is_submitted():
        return _account(form, 200)
    if not form.validate():
        return _account(form, 422)
    try:
        _change_password(form)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _account(form, refusal.status)
    flash("Đã đổi mật khẩu.", "ok")
    return redirect(url_for("account.show"), 303)


def _account(form: PasswordForm, status: int) -> tuple[str, int]:
    standing_in = sorted({one.absent_name for one in current_actor().stand_ins})
    context: dict[str, Any] = {"memberships": current_memberships(), "standing_in": standing_in, "roles": ROLES}
    context["sessions"] = _sessions()
    factor = second_factor_of(current_actor().user_id)
    context["factor_on"] = factor is not None and factor.confirmed_at is not None
    return render_template("account/show.html", form=form, **context), status


def _sessions() -> list[dict[str, Any]]:
    """Where the person is signed in, this browser first."""
    settings, here = settings_here(), seat.current_seat()
    held = of_person(current_actor().user_id or 0, settings.session_idle, settings.session_lifetime)
    shown = [{"row": one, "device": device_words(one.agent), "here": one.id == here} for one in held]
    return sorted(shown, key=lambda one: not one["here"])


def _change_password(form: PasswordForm) -> None:
    passwords.confirm(form.present.data or "", "present")
    new = form.password.data or ""
    user = set_password(current_username(), new, passwords.hashed(new), actor=current_actor())
    seat.take(user, by_device=seat.is_by_device())
