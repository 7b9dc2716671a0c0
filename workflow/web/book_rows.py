"""One row of a register: all its columns, those that are filled in by hand, and giving its number up."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template
from werkzeug import Response

from forms.book import GiveUpForm, NoteIncomingForm, NoteOutgoingForm
from workflow.actions import incoming as arriving
from workflow.actions import register as registering
from workflow.auth.current import current_actor
from workflow.domain.errors import ChangedMeanwhile, WorkflowError
from workflow.domain.labels import BOOKS, ENTRY_STATES, FACTS, ROLES
from workflow.domain.permissions import Permission, permits, require
from workflow.domain.states import Book, EntryState
from workflow.queries import audit, books, organisations
from workflow.queries.act_words import details_of
from workflow.queries.books import Entry
from workflow.web.book_cells import row_address, shown

pages = Blueprint("book_rows", __name__, url_prefix="/so-van-ban")
BOTH = ["GET", "POST"]


@pages.route("/di/<int:entry_id>", methods=BOTH)
def outgoing(entry_id: int) -> Response:
    """A row of the outgoing book."""
    return _row(Book.OUTGOING, entry_id, NoteOutgoingForm, registering.note_outgoing)


@pages.route("/den/<int:entry_id>", methods=BOTH)
def incoming(entry_id: int) -> Response:
    """A row of the incoming book."""
    return _row(Book.INCOMING, entry_id, NoteIncomingForm, arriving.note_incoming)


@pages.post("/di/<int:entry_id>/bo-so")
def give_up(entry_id: int) -> Response:
    """A reserved number will not be used."""
    return _given_up(Book.OUTGOING, entry_id, Permission.BOOK_NUMBER, registering.give_up)


@pages.post("/den/<int:entry_id>/bo-so")
def strike(entry_id: int) -> Response:
    """A row that was entered by mistake."""
    return _given_up(Book.INCOMING, entry_id, Permission.BOOK_KEEP, arriving.strike_incoming)


def _row(book: Book, entry_id: int, kind: Any, act: Any) -> Response:
    entry = books.one(book, entry_id, current_actor())
    form = kind(obj=entry)
    if not form.is_submitted():
        return _page(book, entry, form)
    require(current_actor(), Permission.BOOK_KEEP, entry)
    if not form.validate():
        return _page(book, entry, form, 422)
    try:
        act(entry.id, form.to_input(), actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _refused(book, entry_id, form, refusal)
    flash("Đã ghi vào sổ.", "ok")
    return redirect(row_address(book, entry_id), 303)


def _given_up(book: Book, entry_id: int, permission: Permission, act: Any) -> Response:
    entry = books.one(book, entry_id, current_actor())
    require(current_actor(), permission, entry)
    form = GiveUpForm()
    if not form.validate():
        return _page(book, entry, None, 422, leaving=form)
    try:
        act(entry.id, form.reason.data or "", form.version.data or 0, actor=current_actor())
    except WorkflowError as refusal:
        form.refuse(refusal)
        return _refused(book, entry_id, None, refusal, leaving=form)
    flash("Đã bỏ số. Dòng này vẫn ở trong sổ cùng lý do.", "ok")
    return redirect(row_address(book, entry_id), 303)


def _refused(
    book: Book, entry_id: int, form: Any, refusal: WorkflowError, leaving: GiveUpForm | None = None
) -> Response:
    """The row as it is now with what was typed; after a conflict the form carries the newest version."""
    entry, given = books.one(book, entry_id, current_actor()), leaving or form
    if isinstance(refusal, ChangedMeanwhile):
        given.renew(version=entry.version)
    return _page(book, entry, form, refusal.status, leaving=leaving)


def _page(book: Book, entry: Entry, form: Any, status: int = 200, leaving: GiveUpForm | None = None) -> Response:
    actor = current_actor()
    leaves = Permission.BOOK_NUMBER if book is Book.OUTGOING else Permission.BOOK_KEEP
    kind = NoteOutgoingForm if book is Book.OUTGOING else NoteIncomingForm
    page = render_template(
        "books/row.html",
        entry=entry,
        name=books.name_of(entry),
        cells=shown(book, entry),
        here=row_address(book, entry.id),
        organisation=organisations.by_id(entry.organisation_id),
        noting=form or kind(formdata=None, obj=entry),
        leaving=leaving or GiveUpForm(formdata=None, version=entry.version),
        form=leaving or form,
        may_keep=permits(actor, Permission.BOOK_KEEP, entry),
        may_leave=_may_be_left(book, entry) and permits(actor, leaves, entry),
        acts=[(one, details_of(one, {})) for one in audit.entries_of_row(entry)],
        book=book,
        books=BOOKS,
        states=ENTRY_STATES,
        facts=FACTS,
        roles=ROLES,
    )
    return make_response(page, status)


def _may_be_left(book: Book, entry: Entry) -> bool:
    if book is Book.OUTGOING:
        return entry.state is EntryState.RESERVED
    return entry.document_id is None and entry.state is EntryState.RECEIVED
