"""The real pages of a text being written: asked for, waited for, shown. Nothing here changes a word."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from workflow.actions.compose import content_of
from workflow.actions.preview import want_preview, words_digest
from workflow.auth.current import current_actor
from workflow.queries import drafting, previews
from workflow.queries.drafting import Writing
from workflow.queries.papers import as_draft
from workflow.web.imports import page_picture

pages = Blueprint("preview", __name__)

KIND = "document"


@pages.post("/van-ban/<int:document_id>/xem-trang")
def want(document_id: int) -> Response | str:
    """Ask for the pages of the words that are kept; a script gets the place where they will appear."""
    _ask(document_id, anew=True)
    if request.headers.get("HX-Request"):
        return _fragment(document_id)
    return redirect(url_for(".show", document_id=document_id), 303)


@pages.get("/van-ban/<int:document_id>/xem-trang")
def show(document_id: int) -> str:
    """The pages; a script asks for them alone."""
    document = drafting.open_document(document_id, current_actor())
    if request.headers.get("HX-Request"):
        return _fragment(document_id)
    _ask(document_id)
    at = Writing(document, document.sections[0])
    return render_template("preview/show.html", at=at, pages=previews.pages_of(KIND, document_id))


@pages.get("/van-ban/<int:document_id>/xem-trang/<digest>.png")
def picture(document_id: int, digest: str) -> Response:
    """One page."""
    drafting.open_document(document_id, current_actor())
    return page_picture(previews.picture_of(KIND, document_id, digest))


def _ask(document_id: int, *, anew: bool = False) -> None:
    document = drafting.open_document(document_id, current_actor())
    wanted = words_digest(as_draft(document, content_of(document)))
    want_preview(KIND, document_id, wanted, anew=anew)


def _fragment(document_id: int) -> str:
    drafting.open_document(document_id, current_actor())
    pages_now = previews.pages_of(KIND, document_id)
    return render_template("preview/_pages.html", document_id=document_id, pages=pages_now)
