"""Nothing typed is lost when the sign-in runs out: what was posted travels through the sign-in and is offered again."""

from urllib.parse import urlsplit

from flask import Request, jsonify, make_response, render_template, request, url_for
from werkzeug import Response

from workflow.auth.confidences import is_secret
from workflow.web.accept import wants_fragment, wants_json
from workflow.web.address import local_path

PATH_FIELD = "resume_path"
NAME_FIELD = "resume_name"
VALUE_FIELD = "resume_value"
EXPIRED = "Chưa lưu: đã hết phiên làm việc. Hãy đăng nhập lại ở cửa sổ khác rồi bấm Lưu."


def page(sign_in: str, *, again: bool) -> Response:
    """The answer to an expired sign-in (401): a form to the endpoint `sign_in` that carries all that was posted; to
    whoever has signed in `again` meanwhile in another window, the words to be sent on. A form that came from another
    site is answered without its fields, so that nobody resends what they never typed; so is one of the door itself,
    whose answers open nothing twice."""
    if wants_json():
        return make_response(jsonify(code="signed_out", reason=EXPIRED), 401)
    if wants_fragment():
        return make_response(EXPIRED, 401)
    is_door = request.path.startswith(url_for(sign_in)) and PATH_FIELD not in request.form
    goes_on = from_this_site(request) and not is_door
    context = {
        "sign_in_url": url_for(sign_in),
        "resume_path": _going_to(request) if goes_on else "/",
        "resume_fields": resume_fields(request) if goes_on else [],
        "lost_files": sorted(upload.filename for upload in request.files.values() if upload.filename),
    }
    return make_response(
        render_template("errors/resumed.html" if again and goes_on else "errors/resume.html", **context), 401
    )


def resume_fields(source: Request) -> list[tuple[str, str]]:
    """Every posted pair in order, several of one name too; no password and no token of the old session. A sign-in
    that ran out itself hands on what it carried."""
    if PATH_FIELD in source.form:
        return carried_fields(source)
    return [(name, value) for name, values in source.form.lists() for value in values if not is_secret(name)]


def carried_fields(source: Request) -> list[tuple[str, str]]:
    """What `errors/resume.html` sent along to the sign-in, in order."""
    return list(zip(source.form.getlist(NAME_FIELD), source.form.getlist(VALUE_FIELD), strict=False))


def carried_path(source: Request) -> str:
    """Where the carried fields were going; only a path of this site."""
    return local_path(source.form.get(PATH_FIELD))


def _going_to(source: Request) -> str:
    return carried_path(source) if PATH_FIELD in source.form else local_path(source.full_path.rstrip("?"))


def from_this_site(source: Request) -> bool:
    """Whether the form was shown by this site, by what every browser says of a posted form."""
    told = source.headers.get("Origin") or source.referrer
    return told is None or urlsplit(told).netloc == source.host
