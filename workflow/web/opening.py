"""Whoever opens a paper that bears a mark of circulation is written down before the page reaches them."""

from flask import Flask, Response, request

from workflow.actions.access import note_access
from workflow.auth.current import current_actor, signed_in
from workflow.queries.accesses import is_sensitive
from workflow.web.access import PUBLIC

# what is said about a paper here is not the paper
_ABOUT = frozenset({"audit.show", "audit.readers"})
_GIVEN = frozenset({200, 206, 304})


def register(app: Flask) -> None:
    """Watch every page below a paper's address."""
    app.after_request(_note)


def _note(answer: Response) -> Response:
    document_id = (request.view_args or {}).get("document_id")
    opened = request.method == "GET" and answer.status_code in _GIVEN and request.endpoint not in PUBLIC | _ABOUT
    if document_id is not None and opened and signed_in() and is_sensitive(document_id):
        note_access(document_id, request.endpoint or "", actor=current_actor())
    return answer
