"""The history of a document as files: printed, as a workbook, as JSON that others can check."""

import re
from io import BytesIO

from flask import Blueprint
from werkzeug import Response

from workflow.auth.current import current_actor, current_moment
from workflow.domain import dates
from workflow.domain.errors import Overloaded
from workflow.domain.history import History, sealed
from workflow.domain.states import ExportForm
from workflow.paper.histories import write_history
from workflow.paper.history_words import called
from workflow.queries.documents import for_show
from workflow.queries.history import history_of, reading_of
from workflow.sandbox import ApartError, Limits, run
from workflow.web.downloads import give
from workflow.web.exports import MEDIA_TYPES

pages = Blueprint("history_files", __name__, url_prefix="/van-ban/<int:document_id>")

_PRINTING = Limits(seconds=60.0)
_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@pages.get("/lich-su.pdf")
def printed(document_id: int) -> Response:
    """The printed book, made at once in a process apart: the acts that moved a paper are some pages."""
    history = _history(document_id)
    try:
        pdf = run("workflow.paper.apart.printed_history", history, _made(), limits=_PRINTING).data
    except ApartError as failure:
        raise Overloaded("Chưa in được lịch sử. Hãy thử lại sau ít phút hoặc lấy bản Excel.") from failure
    return give(pdf, "application/pdf", f"{_name(history)}.pdf")


@pages.get("/lich-su.xlsx")
def workbook(document_id: int) -> Response:
    """The workbook, every saving among its rows."""
    history, file = _history(document_id), BytesIO()
    write_history(history, _made(), file)
    return give(file.getvalue(), MEDIA_TYPES[ExportForm.XLSX], f"{_name(history)}.xlsx", attached=True)


@pages.get("/lich-su.json")
def record(document_id: int) -> Response:
    """The history with its record, to be checked by `trinhky audit history` or by whoever reads the README."""
    history = _history(document_id)
    text = sealed(history, current_moment().isoformat(), current_actor().name)
    return give(text.encode(), "application/json", f"{_name(history)}.json", attached=True)


def _history(document_id: int) -> History:
    actor = current_actor()
    document = for_show(document_id, actor)
    return history_of(document, reading_of(document, actor))


def _made() -> str:
    return f"Lập lúc {dates.clock_and_day(current_moment())}, {current_actor().name}."


def _name(history: History) -> str:
    name = f"Lịch sử {called(history)} của {history.document.organisation}"
    return _NO_FILE_NAME.sub("-", name)
