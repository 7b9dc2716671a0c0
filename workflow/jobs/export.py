"""A register made into a file: read in one view of the data, written to the store, never in a web process."""

from collections.abc import Iterator
from functools import partial
from tempfile import TemporaryFile
from typing import Any

from procrastinate import JobContext
from sqlalchemy import text

from workflow.actions.export import keep_book, note_failed_book
from workflow.domain import figures
from workflow.domain.errors import InvalidInput, NotPermitted
from workflow.domain.job_names import JobName
from workflow.domain.labels import BOOKS
from workflow.domain.permissions import Permission, permits
from workflow.domain.states import Book, ExportForm
from workflow.jobs.last_word import last_word
from workflow.jobs.queue import RETRY, queue
from workflow.jobs.workshop import application, store
from workflow.models import Export, db
from workflow.models.clock import today
from workflow.paper.registers import MOST_PDF_ROWS, MOST_XLSX_ROWS, Register, write_xlsx
from workflow.paper.workbooks import Row
from workflow.queries import books
from workflow.queries.accounts import actor_of
from workflow.queries.books import Wanted
from workflow.queries.organisations import OrganisationCase, by_id
from workflow.queries.papers import superior_heading
from workflow.queries.register_rows import asked_in_words, cells
from workflow.sandbox import ApartError, Limits, run

BROKEN = "Chưa lập được sổ vì lỗi ngoài dự kiến. Hãy lập lại; nếu vẫn lỗi, hãy báo người quản trị hệ thống."
PRINTING = Limits(seconds=240.0, memory=1536 * 1024 * 1024)
_MOST = {ExportForm.XLSX: MOST_XLSX_ROWS, ExportForm.PDF: MOST_PDF_ROWS}


@queue.task(name=JobName.EXPORT.value, queue="export", retry=RETRY, pass_context=True)
def make(context: JobContext, /, *, export_id: int, **_: Any) -> None:
    """Make the file that was asked for. A refusal is shown on its page at once; anything else is tried again."""
    with application().app_context(), last_word(context, partial(note_failed_book, export_id), BROKEN):
        make_book(export_id)


def make_book(export_id: int) -> None:
    """Make and keep the file; made already, it stops. Refuses whoever asked and may not read the book any more
    (NotPermitted), and more rows than the form takes (InvalidInput)."""
    export = db.session.get_one(Export, export_id)
    if export.made_at is not None:
        return
    house = OrganisationCase(by_id(export.organisation_id))
    if export.asked_by is None or not permits(actor_of(export.asked_by), Permission.BOOK_READ, house):
        raise NotPermitted("Người lập tệp này không còn thuộc diện xem sổ của đơn vị.")
    organisation_id, book, form = export.organisation_id, export.book, ExportForm(export.form)
    wanted = Wanted.from_json(export.wanted)
    register = _register(organisation_id, book, wanted)
    db.session.rollback()
    _refuse_too_many(organisation_id, book, form, wanted)
    data, count = _printed(register, organisation_id, wanted, form)
    db.session.rollback()  # the view of the data ends here; what follows writes
    keep_book(export_id, store().put(data), count)


def _register(organisation_id: int, book: Book, wanted: Wanted) -> Register:
    organisation = by_id(organisation_id)
    return Register(superior_heading(organisation), organisation.heading, book, asked_in_words(book, wanted), today())


def _refuse_too_many(organisation_id: int, book: Book, form: ExportForm, wanted: Wanted) -> None:
    most = _MOST[form]
    if books.count(organisation_id, book, wanted, most) > most:
        other = " hoặc lấy bản Excel" if form is ExportForm.PDF else ""
        raise InvalidInput(
            f"{BOOKS[book]} theo điều kiện này có hơn {figures.number(most)} dòng, nhiều hơn một tệp chứa được. "
            f"Hãy thu hẹp điều kiện lọc (ví dụ theo năm hoặc tên loại){other}."
        )


def _printed(register: Register, organisation_id: int, wanted: Wanted, form: ExportForm) -> tuple[bytes, int]:
    """(bytes, rows), all rows as they stood at one moment."""
    db.session.rollback()
    db.session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
    rows = _rows(organisation_id, register.book, wanted)
    if form is ExportForm.XLSX:
        with TemporaryFile() as file:
            count = write_xlsx(register, rows, file)
            file.seek(0)
            return file.read(), count
    held = list(rows)
    try:
        answer = run("workflow.paper.apart.printed_register", register, held, limits=PRINTING)
    except ApartError as failure:
        raise InvalidInput("Sổ quá dài để in một lần. Hãy thu hẹp điều kiện lọc hoặc lấy bản Excel.") from failure
    return answer.data, len(held)


def _rows(organisation_id: int, book: Book, wanted: Wanted) -> Iterator[Row]:
    for entry in books.rows(organisation_id, book, wanted):
        yield cells(entry)
