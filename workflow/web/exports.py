"""A register as a file: asking for it, waiting for it on a page that can be left, taking it."""

from contextlib import suppress

from flask import Blueprint, current_app, make_response, redirect, render_template, url_for
from werkzeug import Response
from werkzeug.exceptions import Gone

from forms.book import ExportBookForm
from workflow.actions.export import ask_for_book
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor
from workflow.domain.errors import InvalidInput, TransitionRefused
from workflow.domain.labels import BOOKS, EXPORT_FORMS
from workflow.domain.states import Book, ExportForm
from workflow.queries import books, exports, organisations
from workflow.queries.books import Wanted
from workflow.queries.exports import Export
from workflow.queries.register_rows import asked_in_words
from workflow.storage.store import Store
from workflow.web.books import asked, wanted_of
from workflow.web.downloads import give

pages = Blueprint("exports", __name__, url_prefix="/so-van-ban")
MEDIA_TYPES = {
    ExportForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportForm.PDF: "application/pdf",
}
WAITING = "Đang lập sổ, thường dưới một phút. Có thể rời trang này; tệp vẫn được lập và nằm ở đây."


@pages.get("/<int:organisation_id>/tep")
def index(organisation_id: int) -> Response:
    """The files of this organisation's books that can still be taken."""
    organisation = books.readable(organisation_id, current_actor())
    found = exports.alive_of(organisation.id)
    told = [(one, asked_in_words(one.book, Wanted.from_json(one.wanted))) for one in found]
    page = render_template(
        "books/exports.html",
        organisation=organisation,
        exports=told,
        waiting=WAITING if any(_is_awaited(one) for one in found) else None,
        books=BOOKS,
        export_forms=EXPORT_FORMS,
    )
    return make_response(page)


@pages.post("/<int:organisation_id>/<any(di, den):book>/tep")
def ask(organisation_id: int, book: str) -> Response:
    """Ask for the book as the filter in the address leaves it."""
    organisation = books.readable(organisation_id, current_actor())
    form, filter_ = ExportBookForm(), asked(Book(book))
    if not form.validate() or not filter_.validate():
        raise InvalidInput("Điều kiện lọc chưa đúng. Hãy mở lại sổ, lọc rồi lập tệp.")
    wanted = wanted_of(filter_).to_json()
    actor, chosen = current_actor(), ExportForm(form.dang.data)
    with suppress(AlreadyDone):  # the first press asked for it, and it stands on the page
        ask_for_book(organisation.id, Book(book), chosen, wanted, actor=actor, token=form.token.data)
    return redirect(url_for(".index", organisation_id=organisation.id), 303)


@pages.get("/tep/<int:export_id>")
def take(export_id: int) -> Response:
    """The file. Refuses (409) while it is being made, (410) after it expired."""
    export = exports.for_reader(export_id, current_actor())
    if exports.is_expired(export):
        raise Gone
    if export.digest is None:
        raise TransitionRefused(export.error or WAITING)
    store: Store = current_app.extensions["trinhky-store"]
    form = ExportForm(export.form)
    return give(store.get(export.digest), MEDIA_TYPES[form], _name(export), export.digest, attached=True)


def _is_awaited(export: Export) -> bool:
    return export.made_at is None and export.error is None


def _name(export: Export) -> str:
    """ "A32.65-ĐU-so-van-ban-di-2026-11-22.xlsx"."""
    organisation = organisations.by_id(export.organisation_id)
    day = exports.day_of(export)
    parts = (organisation.code, organisation.symbol, f"so-van-ban-{export.book.value}", day.isoformat())
    return f"{'-'.join(filter(None, parts)).replace('/', '-')}.{export.form}"
