"""Whoever must give a second factor sets it up before anything else; what they typed meanwhile waits."""

from flask import Flask, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from workflow.auth.current import signed_in
from workflow.auth.demand import is_wanted
from workflow.web import resume
from workflow.web.accept import wants_fragment, wants_json
from workflow.web.access import PUBLIC

_OPEN = PUBLIC | {"static", "account.sign_out", "account.show", "seats.end", "seats.end_others"}
_PARTS = frozenset({"second_factor", "passkeys"})
REASON = "Chưa ghi: vai trò của đồng chí cần mã xác thực. Hãy bật ở trang Mã xác thực rồi gửi lại."


def register(app: Flask) -> None:
    """Ask before every page but those where it is set up."""
    app.before_request(_ask_first)


def _ask_first() -> Response | None:
    if request.endpoint is None or request.endpoint in _OPEN or request.blueprint in _PARTS:
        return None
    if not signed_in() or not is_wanted():
        return None
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("second_factor.show"), 303)
    return _kept()


def _kept() -> Response:
    """The words of a form, to be sent on once it is set up in another window."""
    if wants_json():
        return make_response(jsonify(code="second_factor_needed", reason=REASON), 403)
    if wants_fragment():
        return make_response(REASON, 403)
    words = {"path": request.full_path.rstrip("?"), "fields": resume.resume_fields(request)}
    words["lost_files"] = sorted(upload.filename for upload in request.files.values() if upload.filename)
    return make_response(render_template("errors/second_factor.html", **words), 403)
