"""Coming in, going out, and the person's own account."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug import Response

from forms.account import SignInForm
from workflow.auth import sign_in as keeper
from workflow.auth.current import current_memberships, signed_in
from workflow.domain.errors import NotPermitted
from workflow.domain.labels import ROLES
from workflow.settings import Settings
from workflow.web import resume
from workflow.web.address import local_path

pages = Blueprint("account", __name__)


@pages.route("/dang-nhap", methods=["GET", "POST"])
def sign_in() -> Response | str | tuple[str, int]:
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


@pages.get("/tai-khoan")
def show() -> str:
    """Who one is here, and the way out."""
    return render_template("account/show.html", memberships=current_memberships(), roles=ROLES)


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
