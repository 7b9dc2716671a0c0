"""The door: the steps of coming in, and what was typed when the last sign-in ran out, carried through all of them."""

from flask import current_app, redirect, render_template, request, url_for
from werkzeug import Response

from forms.account import CodeForm, NewPasswordForm, SignInForm
from forms.base import StageForm
from workflow.auth import passkeys
from workflow.auth.current import signed_in
from workflow.auth.waiting import Need, waiting
from workflow.settings import Settings
from workflow.web import resume
from workflow.web.address import local_path
from workflow.web.keys import settings_here

Answer = str | Response | tuple[str, int]
TEMPLATES = {
    SignInForm: "account/sign_in.html",
    CodeForm: "account/code.html",
    NewPasswordForm: "account/new_password.html",
}


def limits() -> dict[str, int]:
    """How often one may try."""
    settings: Settings = current_app.extensions["trinhky-settings"]
    return {"attempts": settings.login_attempts, "window": settings.login_window}


def ask(form: StageForm, status: int) -> tuple[str, int]:
    """A step's page, with all that is carried."""
    carried = {"resume_path": resume.carried_path(request), "resume_fields": resume.carried_fields(request)}
    provider = settings_here().oidc_name if settings_here().oidc_issuer else None
    ways = {"passkeys": passkeys.offered(), "provider": provider}
    return render_template(TEMPLATES[type(form)], form=form, **ways, **carried), status


def next_step(tiep: str | None) -> Answer:
    """What this person sees next: the step that waits, the door itself, or the way on."""
    if signed_in():
        return _go_on(tiep)
    held = waiting()
    if held is None:
        return ask(SignInForm(formdata=None, tiep=tiep), 200)
    form = CodeForm if Need.CODE in held[1] else NewPasswordForm
    return ask(form(formdata=None, tiep=tiep), 200)


def _go_on(tiep: str | None) -> Answer:
    """What was typed is shown to be sent on by the person; with nothing typed, the page asked for."""
    fields = resume.carried_fields(request)
    path = resume.carried_path(request)
    if not fields or path == url_for("account.sign_in"):
        return redirect(local_path(tiep) if path == "/" else path, 303)
    return render_template("errors/resumed.html", resume_path=path, resume_fields=fields)
