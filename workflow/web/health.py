"""Whether the web server answers, for whoever watches over it."""

from flask import Blueprint, Response

pages = Blueprint("health", __name__)


@pages.get("/song")
def live() -> Response:
    """ "ok" without asking the database: a slow database must not get the web server restarted."""
    return Response("ok", mimetype="text/plain")
