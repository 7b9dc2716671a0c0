"""The steps beside the password: a code of the telephone, a new password after a one-time code; a passkey or
the identity provider of one's authority instead."""

from flask import Blueprint, abort, flash, jsonify, redirect, request
from werkzeug import Response

from forms.account import CodeForm, NewPasswordForm, PasskeySignInForm, SignInForm
from workflow.actions.account import set_password
from workflow.auth import passkeys, passwords
from workflow.auth import sign_in as keeper
from workflow.auth.throttle import TooManyTries
from workflow.auth.waiting import Need, waiting
from workflow.domain.errors import InvalidInput, NotPermitted, WorkflowError
from workflow.queries.accounts import actor_of
from workflow.web.address import local_path
from workflow.web.door import ask, limits, next_step
from workflow.web.keys import settings_here

pages = Blueprint("entering", __name__, url_prefix="/dang-nhap")
Answer = str | Response | tuple[str, int]


@pages.post("/ma")
def code() -> Answer:
    """A code of the telephone, or a recovery code."""
    form = CodeForm()
    if not _waits_for(Need.CODE):
        return next_step(form.tiep.data)
    if not form.validate():
        return ask(form, 422)
    try:
        keeper.give_code(form.code.data or "", request.remote_addr or "", **limits())
    except (TooManyTries, NotPermitted) as refusal:
        form.refuse(refusal)
        return ask(form, 429 if isinstance(refusal, TooManyTries) else 401)
    return next_step(form.tiep.data)


@pages.post("/mat-khau-moi")
def new_password() -> Answer:
    """The password that whoever came with a one-time code must set."""
    form = NewPasswordForm()
    held = waiting()
    if held is None or held[1] != [Need.PASSWORD]:
        return next_step(form.tiep.data)
    if not form.validate():
        return ask(form, 422)
    user, new = held[0], form.password.data or ""
    try:
        keeper.let_in(set_password(user.username, new, passwords.hashed(new), actor=actor_of(user)))
    except InvalidInput as refusal:
        form.refuse(refusal)
        return ask(form, refusal.status)
    return next_step(form.tiep.data)


@pages.post("/khoa/hoi")
def ask_passkey() -> Response:
    """What the browser is to prove with a passkey."""
    return jsonify(passkeys.question_for_anybody())


@pages.post("/khoa")
def passkey() -> Answer:
    """What it proved."""
    form = PasskeySignInForm()
    door = SignInForm(formdata=None, tiep=form.tiep.data)
    if not form.validate():
        return ask(door, 422)
    try:
        keeper.sign_in_by_passkey(form.answer.data or "", request.remote_addr or "")
    except WorkflowError as refusal:
        return _refused(form.tiep.data, refusal)
    return next_step(form.tiep.data)


@pages.get("/danh-tinh")
def to_provider() -> Answer:
    """On to the identity provider; not there unless one is named."""
    going_to = local_path(request.args.get("tiep"))
    if not settings_here().oidc_issuer:
        abort(404)
    try:
        return redirect(keeper.ask_outside(going_to, request.remote_addr or "", **limits()), 303)
    except WorkflowError as refusal:
        return _refused(going_to, refusal)


@pages.get("/danh-tinh/ve")
def from_provider() -> Answer:
    """Back from there."""
    if not settings_here().oidc_issuer:
        abort(404)
    try:
        going_to = keeper.sign_in_from_outside(request.args, request.remote_addr or "", **limits())
    except WorkflowError as refusal:
        return _refused("/", refusal)
    return next_step(going_to)


def _refused(going_to: str, refusal: WorkflowError) -> Answer:
    """The door again; nothing was typed that could be mended."""
    flash(refusal.reason, "late")
    return ask(SignInForm(formdata=None, tiep=going_to), 429 if isinstance(refusal, TooManyTries) else 401)


def _waits_for(need: Need) -> bool:
    held = waiting()
    return held is not None and need in held[1]
