"""Who asks: a person who wants a page, or one of our scripts that wants data or a piece of one."""

from flask import request


def wants_json() -> bool:
    """A script that asked for JSON; a browser that takes anything gets a page."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def wants_fragment() -> bool:
    """htmx, which would put a whole page into a small place."""
    return bool(request.headers.get("HX-Request"))
