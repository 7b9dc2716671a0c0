"""What a reader says of this browser, kept in cookies and changed by a plain form: "chế độ nhẹ", no web font on a slow
line; "máy dùng chung", a computer that others use too, on which no word that was typed is kept."""

from flask import Blueprint, redirect, request
from werkzeug import Response

from workflow.web.address import local_path

CHOICES = {"che_do": "nhe", "may": "chung"}  # each cookie, and the value that turns it on
_YEAR = 31_536_000

display = Blueprint("display", __name__)


@display.post("/hien-thi")
def switch() -> Response:
    """Turn on what comes with its value, off what comes with another, and return to the page the reader came from."""
    reply = redirect(local_path(request.form.get("tro_ve")), 303)
    for name, on in CHOICES.items():
        if request.form.get(name) == on:
            reply.set_cookie(name, on, max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
        elif name in request.form:
            reply.delete_cookie(name)
    return reply
