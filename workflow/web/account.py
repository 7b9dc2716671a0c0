"""Coming in, going out, and the person's own account."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug import Response

from forms.account import PasswordForm, SignInForm
from workflow.actions.account import set_password
from workflow.auth import passwords
from workflow.auth import sign_in as keeper
from workflow.auth.current import current_actor, current_memberships, current_username, signed_in
from workflow.domain.errors import NotPermitted, WorkflowError
from workflow.domain.labels import ROLES
from workflow.settings import Settings
from workflow.web import resume
from workflow.web.address import local_path

pages = Blueprint("account", __name__)
Answer = str | Response | tuple[str, int]


@pages.route("/dang-nhap", methods=["GET", "POST"])
def sign_in() -> Answer:
    """Ask for name and password; then on to the page, or to what was typed when the last sign-in ran out."""
    form = SignInForm(tiep=local_path(request.args.get("tiep")))
    if signed_in():
        return _go_on(form)
    if "username" not in request.form:
        return _ask(SignInForm(formdata=None, tiep=form.tiep.data), 200)
    if not form.validate():
        return _ask(form, 422)
    try:
        _let_in(form)
    except keeper.TooManyTries as refusal:
        form.refuse(refusal)
        return _ask(form, refusal.status)
    except NotPermitted as refusal:
        form.refuse(refusal)
        return _ask(form, 401)
    return _go_on(form)


@pages.post("/dang-xuat")
def sign_out() -> Response:
    """End the session and stand at the door again."""
    keeper.sign_out()
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
    context = {"memberships": current_memberships(), "standing_in": standing_in, "roles": ROLES}
    return render_template("account/show.html", form=form, **context), status


def _change_password(form: PasswordForm) -> None:
    passwords.confirm(form.present.data or "", "present")
    new = form.password.data or ""
    user = set_password(current_username(), new, passwords.hashed(new), actor=current_actor())
    passwords.stay_signed_in(user)


def _let_in(form: SignInForm) -> None:
    settings: Settings = current_app.extensions["trinhky-settings"]
    keeper.sign_in(
        form.username.data or "",
        form.password.data or "",
        request.remote_addr or "",
        attempts=settings.login_attempts,
        window=settings.login_window,
    )


def _ask(form: SignInForm, status: int) -> tuple[str, int]:
    carried = {"resume_path": resume.carried_path(request), "resume_fields": resume.carried_fields(request)}
    return render_template("account/sign_in.html", form=form, **carried), status


def _go_on(form: SignInForm) -> Response | str:
    """What was typed is shown to be sent on by the person; with nothing typed, the page asked for."""
    fields = resume.carried_fields(request)
    path = resume.carried_path(request)
    if not fields or path == url_for("account.sign_in"):
        return redirect(local_path(form.tiep.data) if path == "/" else path, 303)
    return render_template("errors/resumed.html", resume_path=path, resume_fields=fields)
