"""Before something weighty the person proves once more who they are, unless they did a short while ago: one list of
addresses, and nothing of it in the acts themselves."""

from flask import Flask, jsonify, make_response, render_template, request
from werkzeug import Response

from workflow.auth import passkeys, seat
from workflow.auth.current import signed_in
from workflow.auth.sign_in import confirm_again, confirm_by_passkey
from workflow.domain.errors import WorkflowError
from workflow.web import resume
from workflow.web.accept import wants_fragment, wants_json
from workflow.web.door import limits

FIELD, PASSKEY = "confirm_password", "confirm_passkey"
ASKED = "Để chắc chắn đúng là đồng chí đang làm, hãy nhập lại mật khẩu đăng nhập."

# approving, signing, sealing; rights, people and what they come in with; the keys that sign
WEIGHTY = frozenset(
    {
        "acts.approve",
        "many.approve",
        "opinions.give",
        "opinions.close",
        "opinions.meet",
        "deciding.choose",
        "signing.sign",
        "signing.upload",
        "signing.seal",
        "signatures.bring_key",
        "signatures.bring_certificate",
        "signatures.bring_seal",
        "signatures.bring_seal_certificate",
        "signatures.choose",
        "signatures.confirm",
        "signatures.end",
        "organisations.open_for",
        "organisations.grant",
        "organisations.end",
        "organisations.found",
        "delegations.add",
        "delegations.end",
        "reorganising.do",
        "tree_imports.do",
        "tree_imports.passwords",
        "helping.make_code",
        "helping.close",
        "helping.forget",
        "second_factor.begin",
        "second_factor.off",
        "second_factor.renew",
        "passkeys.add",
        "passkeys.remove",
        "seats.end",
        "seats.end_others",
    }
)


def register(app: Flask) -> None:
    """Ask before every weighty act; and let a form with a file, which no page can carry, ask on its own page."""
    app.before_request(_ask_again)
    app.jinja_env.globals["must_confirm"] = seat.must_confirm


def _ask_again() -> Response | None:
    if request.method != "POST" or request.endpoint not in WEIGHTY or not signed_in() or not seat.must_confirm():
        return None
    typed = request.form.get(FIELD) or request.form.get("password")  # some forms always ask
    answer = request.form.get(PASSKEY)
    if not typed and not answer:
        return _page("", 403)
    try:
        _prove(typed, answer)
    except WorkflowError as refusal:
        return _page(refusal.reason, refusal.status)
    seat.confirm()
    return None


def _prove(typed: str | None, answer: str | None) -> None:
    if answer:
        confirm_by_passkey(answer, request.remote_addr or "")
    else:
        confirm_again(typed or "", FIELD, **limits())


def _page(wrong: str, status: int) -> Response:
    """The same request again, with everything that was typed and a field for the password."""
    if wants_json():
        return make_response(jsonify(code="confirm_needed", reason=wrong or ASKED), status)
    if wants_fragment():
        return make_response(wrong or ASKED, status)
    context = {
        "path": request.full_path.rstrip("?"),
        "fields": resume.resume_fields(request),
        "lost_files": sorted(upload.filename for upload in request.files.values() if upload.filename),
        "wrong": wrong,
        "asked": ASKED,
        "passkey": passkeys.held_here(),
    }
    return make_response(render_template("errors/confirm.html", **context), status)
