"""The board of a committee as one printed page: the annex of a report, in the house's letters."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache

from workflow.domain.dates import official
from workflow.domain.figures import number
from workflow.paper.fonts import find_font
from workflow.paper.html import template
from workflow.paper.pdf import set_pages
from workflow.paper.workbooks import Row

_FEWER = 2  # units that are left out at once when the page runs over


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table: its caption, heads, and rows of words and figures; the first column is wide."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def printed(self) -> list[list[str]]:
        """The rows in words: "4.120"."""
        return [[number(value) if isinstance(value, int) else str(value) for value in row] for row in self.rows]


@dataclass(frozen=True, slots=True)
class BoardSheet:
    """What the page says. `units` are the worst of `all_units`; `left` says what there is to consolidate."""

    superior: str | None
    issuer: str
    place: str
    period: str
    made_on: dt.date
    rates: Grid
    units: Grid
    all_units: int
    tasks: Grid
    waiting: Grid
    left: str

    @property
    def day(self) -> str:
        """Where and when, as at the head of a paper."""
        return f"{self.place}, {official(self.made_on)}"


def board_pdf(sheet: BoardSheet) -> bytes:
    """One page A4; units that find no room on it are left out, and it says how many. The same sheet gives the same
    bytes."""
    pdf, pages = set_pages(template("board.html").render(sheet=sheet), _css())
    while pages > 1 and sheet.units.rows:
        sheet = replace(sheet, units=replace(sheet.units, rows=sheet.units.rows[:-_FEWER]))
        pdf, pages = set_pages(template("board.html").render(sheet=sheet), _css())
    return pdf


@cache
def _css() -> str:
    return template("board.css").render(font=find_font())
