"""The reader's choice of "chế độ nhẹ": no web font on a slow line. Kept in a cookie, changed by a plain form."""

from flask import Blueprint, redirect, request
from werkzeug import Response

from workflow.web.address import local_path

COOKIE = "che_do"
LIGHT = "nhe"

display = Blueprint("display", __name__)


@display.post("/hien-thi")
def switch() -> Response:
    """Turn the light mode on (che_do=nhe) or off, and return to the page the reader came from."""
    reply = redirect(local_path(request.form.get("tro_ve")), 303)
    if request.form.get(COOKIE) == LIGHT:
        reply.set_cookie(COOKIE, LIGHT, max_age=31_536_000, samesite="Lax", httponly=True, secure=request.is_secure)
    else:
        reply.delete_cookie(COOKIE)
    return reply
