"""Help at the door for one person: a one-time code, sign-ins ended, lost devices forgotten."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug import Response

from workflow.actions.entry_code import close_sign_ins, forget_devices, make_entry_code
from workflow.auth.current import current_actor
from workflow.auth.passwords import fresh_code, hashed, plain_code
from workflow.queries.accounts import Membership
from workflow.queries.browser_sessions import of_person
from workflow.queries.door import for_help, passkeys_of, second_factor_of
from workflow.web.keys import settings_here

pages = Blueprint("helping", __name__, url_prefix="/don-vi/thanh-vien/<int:membership_id>/dang-nhap")


@pages.get("")
def show(membership_id: int) -> str:
    """What may be done for this person, and how they sign in now."""
    membership = for_help(membership_id, current_actor())
    return render_template("organisations/helping.html", **_about(membership))


@pages.post("/ma")
def make_code(membership_id: int) -> tuple[str, int]:
    """A one-time code; it stands on the answer and nowhere else."""
    code, valid = fresh_code(), settings_here().entry_code_valid
    make_entry_code(membership_id, hashed(plain_code(code)), valid, actor=current_actor())
    membership = for_help(membership_id, current_actor())
    return render_template("organisations/entry_code.html", code=code, hours=valid // 3600, member=membership), 201


@pages.post("/cham-dut")
def close(membership_id: int) -> Response:
    """End every sign-in of the person."""
    user = close_sign_ins(membership_id, actor=current_actor())
    return _said(f"Đã đăng xuất đồng chí {user.name} ở mọi máy.", membership_id)


@pages.post("/tat-ma-xac-thuc")
def forget(membership_id: int) -> Response:
    """Forget the devices that the person has lost."""
    user = forget_devices(membership_id, actor=current_actor())
    return _said(f"Đã bỏ mã xác thực và khoá truy cập của đồng chí {user.name}.", membership_id)


def _about(membership: Membership) -> dict[str, object]:
    settings, factor = settings_here(), second_factor_of(membership.user_id)
    held = of_person(membership.user_id, settings.session_idle, settings.session_lifetime)
    on = factor is not None and factor.confirmed_at is not None
    devices = on or bool(passkeys_of(membership.user_id))
    return {"member": membership, "sessions": len(held), "devices": devices, "hours": settings.entry_code_valid // 3600}


def _said(words: str, membership_id: int) -> Response:
    flash(words, "ok")
    return redirect(url_for("helping.show", membership_id=membership_id), 303)
