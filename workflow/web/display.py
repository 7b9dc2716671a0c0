"""What a reader says of this browser, kept in cookies and changed by a plain form: "chế độ nhẹ", no web font on a slow
line; "máy dùng chung", a computer that others use too, on which no word that was typed is kept."""

from flask import Blueprint, Flask, current_app, redirect, request
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
            reply.set_cookie(_cookie(name), on, max_age=_YEAR, samesite="Lax", httponly=True, secure=_secure())
        elif name in request.form:
            reply.delete_cookie(_cookie(name), samesite="Lax", httponly=True, secure=_secure())
    return reply


def register(app: Flask) -> None:
    """Give the templates `chosen_here`."""
    app.register_blueprint(display)
    app.jinja_env.globals["chosen_here"] = chosen_here


def chosen_here(name: str) -> bool:
    """Whether this browser has chosen it."""
    return request.cookies.get(_cookie(name)) == CHOICES[name]


def _cookie(name: str) -> str:
    return f"__Host-{name}" if _secure() else name


def _secure() -> bool:
    """As the session's cookie: nobody but this host over https sets or reads it."""
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
