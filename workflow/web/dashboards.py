"""The board of a committee: how everything below it reports and works, on one page."""

from io import BytesIO

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug import Response

from workflow.auth.current import current_actor, current_day
from workflow.domain.dashboards import standing_of
from workflow.domain.errors import Overloaded
from workflow.domain.permissions import Permission, permits
from workflow.domain.rows import row_id
from workflow.domain.states import ExportForm
from workflow.paper.workbooks import write_workbook
from workflow.queries import branches, organisations, reporting
from workflow.queries.campaigns import Rates
from workflow.queries.dashboards import MOST_COUNTED
from workflow.queries.organisations import Organisation, OrganisationCase
from workflow.queries.tallies import PAGE, Place
from workflow.sandbox import ApartError, run
from workflow.web.board import KINDS, Board, board_of
from workflow.web.board_chart import chart_of
from workflow.web.board_words import BY_KIND, SO_FAR, age_words, sheet_of, workbook_of
from workflow.web.difficulties import ages
from workflow.web.downloads import give
from workflow.web.exports import MEDIA_TYPES

pages = Blueprint("dashboards", __name__, url_prefix="/bang-theo-doi")

KIND_WORDS = {"thang": "Theo tháng", "quy": "Theo quý", "nam": "Theo năm"}
_MOST_UNITS = 1_000


@pages.get("")
def index() -> Response:
    """The board of the person's organisation that stands highest."""
    held = [organisations.by_id(one) for one in sorted(current_actor().organisation_ids)]
    if not held:
        abort(404)
    highest = min(held, key=lambda one: len(one.ancestor_ids))
    return redirect(url_for(".show", organisation_id=highest.id), 303)


@pages.get("/<int:organisation_id>")
def show(organisation_id: int) -> str:
    """The board of an organisation of one's own, or of one below."""
    house = reporting.for_record(organisation_id, current_actor())
    board = board_of(house, _place(), PAGE + 1)
    return render_template(
        "dashboards/show.html",
        board=board,
        units=board.units[:PAGE],
        further=board.units[PAGE - 1].place if len(board.units) > PAGE else None,
        after=_place(),
        trail=_trail(house),
        others=[organisations.by_id(one) for one in sorted(current_actor().organisation_ids) if one != house.id],
        inside=current_actor().holds(house.id),
        kinds={name: (KIND_WORDS[name], kind) for name, kind in KINDS.items()},
        chart=chart_of(board.times.rates),
        standing_of=standing,
        so_far=SO_FAR,
        by_kind=BY_KIND,
        ages=age_words(ages()),
        most_counted=MOST_COUNTED,
    )


@pages.get("/<int:organisation_id>/phu-luc.pdf")
def sheet(organisation_id: int) -> Response:
    """The board as one printed page, made at once in a process apart: it takes about as long as a page of the site."""
    board = board_of(reporting.for_record(organisation_id, current_actor()), None, _MOST_UNITS)
    words = sheet_of(board, ages(), current_day())
    try:
        pdf = run("workflow.paper.apart.printed_board", words).data
    except ApartError as failure:
        raise Overloaded("Chưa in được phụ lục vì máy chủ đang bận. Hãy thử lại sau ít phút.") from failure
    return give(pdf, "application/pdf", f"{_file_name(board)}.pdf")


@pages.get("/<int:organisation_id>/bang.xlsx")
def workbook(organisation_id: int) -> Response:
    """The board as a workbook, every figure by itself."""
    board = board_of(reporting.for_record(organisation_id, current_actor()), None, _MOST_UNITS)
    file = BytesIO()
    write_workbook(workbook_of(board, ages(), current_day()), file)
    return give(file.getvalue(), MEDIA_TYPES[ExportForm.XLSX], f"{_file_name(board)}.xlsx", attached=True)


def _file_name(board: Board) -> str:
    return f"bang-theo-doi-{board.house.code or board.house.id}-{board.times.period.code.replace('.', '-')}"


def standing(rates: Rates) -> str:
    """How the reports of a cell stand, as the name of its look."""
    return standing_of(rates.expected, rates.arrived, rates.on_time, rates.late).value


def _trail(house: Organisation) -> list[tuple[str, str]]:
    """The boards above that the person may see."""
    actor, period = current_actor(), request.args.get("ky")
    above = [one for one in branches.path(house) if permits(actor, Permission.REPORTING_READ, OrganisationCase(one))]
    return [(one.short_name, url_for(".show", organisation_id=one.id, ky=period)) for one in above]


def _place() -> Place | None:
    """Where the list of units goes on, as the address says it."""
    name, number = request.args.get("sau"), request.args.get("so", type=row_id)
    return (name, number) if name and number is not None else None
