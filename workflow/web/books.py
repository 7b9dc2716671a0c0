"""The two registers of an organisation: a page of each with its filter, a number kept, a paper entered by hand."""

import datetime as dt
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug import Response

from forms.book import BookFilter, EnterIncomingForm, ExportBookForm, ReserveForm
from workflow.actions.incoming import enter_by_hand
from workflow.actions.register import reserve as reserve_number
from workflow.actions.transaction import AlreadyDone
from workflow.auth.current import current_actor, current_day
from workflow.domain.errors import NotFound, WorkflowError
from workflow.domain.labels import BOOKS
from workflow.domain.permissions import Permission, permits, require
from workflow.domain.states import Book, EntryState
from workflow.paper.registers import COLUMNS
from workflow.queries import books
from workflow.queries.books import Place, Wanted
from workflow.queries.organisations import Organisation, OrganisationCase
from workflow.web.book_cells import shown

pages = Blueprint("books", __name__, url_prefix="/so-van-ban")


@pages.get("")
def index() -> Response:
    """The outgoing book of the person's first organisation that has one for them."""
    held = books.organisations_of(current_actor())
    if not held:
        raise NotFound("Đồng chí không thuộc diện xem sổ văn bản của đơn vị nào.")
    return redirect(url_for(".show", organisation_id=held[0].id, book=Book.OUTGOING.value), 303)


@pages.get("/<int:organisation_id>/<any(di, den):book>")
def show(organisation_id: int, book: str) -> Response:
    """A page of a book, newest first, as the filter leaves it."""
    organisation, kept = _readable(organisation_id), Book(book)
    form = asked(kept)
    valid = form.validate()
    found = books.page(organisation.id, kept, wanted_of(form) if valid else Wanted(), _place(request.args.get("sau")))
    page = render_template(
        "books/show.html",
        organisation=organisation,
        others=[one for one in books.organisations_of(current_actor()) if one.id != organisation.id],
        book=kept,
        books=BOOKS,
        form=form,
        heads=[column.head for column in COLUMNS[kept]],
        rows=[(entry, shown(kept, entry)) for entry in found.entries] if valid else [],
        export=ExportBookForm(formdata=None),
        asked_again=_asked_again(),
        further=_further(found.more_after) if valid else None,
        **_may(organisation),
    )
    return make_response(page, 200 if valid else 422)


@pages.route("/<int:organisation_id>/di/giu-so", methods=["GET", "POST"])
def reserve(organisation_id: int) -> Response:
    """Keep the next number of a kind, with the reason."""
    organisation = _readable(organisation_id)
    require(current_actor(), Permission.BOOK_NUMBER, OrganisationCase(organisation))
    form = ReserveForm()
    if not form.is_submitted():
        return _answer("books/reserve.html", organisation, form)
    if not form.validate():
        return _answer("books/reserve.html", organisation, form, 422)
    try:
        entry = reserve_number(organisation.id, form.to_input(), actor=current_actor(), token=form.token.data)
    except AlreadyDone:
        return redirect(url_for(".show", organisation_id=organisation.id, book="di", trang_thai="reserved"), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _answer("books/reserve.html", organisation, form, refusal.status)
    flash(f"Đã giữ số {entry.symbol}.", "ok")
    return redirect(url_for("book_rows.outgoing", entry_id=entry.id), 303)


@pages.route("/<int:organisation_id>/den/moi", methods=["GET", "POST"])
def enter(organisation_id: int) -> Response:
    """Enter a paper that came by another way than the system."""
    organisation = _readable(organisation_id)
    require(current_actor(), Permission.BOOK_KEEP, OrganisationCase(organisation))
    form = EnterIncomingForm(day=current_day())
    if not form.is_submitted():
        return _answer("books/enter.html", organisation, form)
    if not form.validate():
        return _answer("books/enter.html", organisation, form, 422)
    try:
        entry = enter_by_hand(organisation.id, form.to_paper(), actor=current_actor(), token=form.token.data)
    except AlreadyDone:
        return redirect(url_for(".show", organisation_id=organisation.id, book="den"), 303)
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _answer("books/enter.html", organisation, form, refusal.status)
    flash(f"Đã vào sổ, số đến {entry.number:02d}.", "ok")
    return redirect(url_for(".show", organisation_id=organisation.id, book="den"), 303)


def asked(book: Book) -> BookFilter:
    """The filter as it stands in the address."""
    form = BookFilter(formdata=request.args)
    form.offer(book)
    return form


def wanted_of(form: BookFilter) -> Wanted:
    """What a valid filter asks for."""
    return Wanted(
        kind=form.loai.data or "",
        from_day=form.tu.data,
        to_day=form.den.data,
        number=form.so.data,
        party=form.noi.data or "",
        signer=form.nguoi.data or "",
        state=EntryState(form.trang_thai.data) if form.trang_thai.data else None,
        words=form.chu.data or "",
    )


def _readable(organisation_id: int) -> Organisation:
    return books.readable(organisation_id, current_actor())


def _may(organisation: Organisation) -> dict[str, bool]:
    actor, case = current_actor(), OrganisationCase(organisation)
    return {
        "may_keep": permits(actor, Permission.BOOK_KEEP, case),
        "may_number": permits(actor, Permission.BOOK_NUMBER, case),
    }


def _place(text: str | None) -> Place | None:
    """ "2026-11-22.15"; an address that was bent is no place."""
    if not text:
        return None
    day, _, number = text.partition(".")
    try:
        return dt.date.fromisoformat(day), int(number)
    except ValueError:
        return abort(404)


def _further(place: Place | None) -> str | None:
    """The address of the next page under the same filter."""
    if place is None or request.view_args is None:
        return None
    return url_for(".show", **request.view_args, **_asked_again(), sau=f"{place[0].isoformat()}.{place[1]}")


def _asked_again() -> dict[str, Any]:
    """The filter as the address has it, for the next page and for the file made of the book."""
    return {name: value for name, value in request.args.items() if value and name in BookFilter.ASKED}


def _answer(template: str, organisation: Organisation, form: Any, status: int = 200) -> Response:
    return make_response(render_template(template, organisation=organisation, form=form), status)
