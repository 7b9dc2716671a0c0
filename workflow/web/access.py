"""Closed unless opened: every page but a short list asks who is there before it does anything."""

from flask import Flask, redirect, request, url_for
from werkzeug import Response

from workflow.auth.current import signed_in
from workflow.web import resume

# a stranger who holds a paper may ask whether it is true
PROOFS = frozenset({"proofs.index", "proofs.check", "proofs.show", "proofs.compare"})
# whoever is on the way in
STEPS = frozenset(
    {
        "entering.code",
        "entering.new_password",
        "entering.ask_passkey",
        "entering.passkey",
        "entering.to_provider",
        "entering.from_provider",
    }
)
# a calendar program cannot sign in: its address is the key
PUBLIC = frozenset({"account.sign_in", "vendor.send", "display.switch", "health.live", "notices.feed", *STEPS, *PROOFS})


def register(app: Flask) -> None:
    """Lead whoever is not signed in to the sign-in, with everything that was typed."""
    app.before_request(_ask_who)


def _ask_who() -> Response | None:
    if request.endpoint is None or request.endpoint in PUBLIC or signed_in():
        return None
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("account.sign_in", tiep=request.full_path.rstrip("?")), 303)
    return resume.page("account.sign_in", again=False)
