"""Headers of every answer: a policy without exceptions, and private pages that no cache keeps."""

from flask import Flask, Response, current_app

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"


def register(app: Flask) -> None:
    """Put the headers on every answer."""
    app.after_request(_protect)


def _protect(answer: Response) -> Response:
    answer.headers.setdefault("Content-Security-Policy", POLICY)
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    answer.headers.setdefault("Referrer-Policy", "same-origin")
    answer.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if "immutable" not in answer.headers.get("Cache-Control", ""):
        answer.headers["Cache-Control"] = "no-store"
    return answer
