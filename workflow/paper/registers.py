"""A register as a file: a workbook with real dates and numbers, or a printed book in the house's letters.

The ten columns of either book: NĐ 30/2020 Phụ lục IV (the Party's own form is not confirmed)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import IO, Any

from workflow.domain.states import Book
from workflow.paper.fonts import find_font
from workflow.paper.html import template
from workflow.paper.pdf import set_pages

Cell = str | int | dt.date | None
Row = Sequence[Cell]

MOST_XLSX_ROWS = 100_000
MOST_PDF_ROWS = 1_000
_LONGEST_CELL = 32_000  # a cell of a workbook holds 32,767 characters
_HEAD_ROW = 4
_A4 = 9  # ECMA-376 18.3.1.63


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its share of the printed width in per cent."""

    head: str
    share: float


@dataclass(frozen=True, slots=True)
class Register:
    """What stands above the rows: the organisation above, the one that keeps the book, the title, what was filtered."""

    superior: str | None
    issuer: str
    book: Book
    asked: str
    made_on: dt.date

    @property
    def title(self) -> str:
        """As it is printed."""
        return TITLES[self.book]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The ten of its book."""
        return COLUMNS[self.book]


TITLES: Mapping[Book, str] = {
    Book.OUTGOING: "SỔ ĐĂNG KÝ VĂN BẢN ĐI",
    Book.INCOMING: "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",
}
COLUMNS: Mapping[Book, tuple[Column, ...]] = {
    Book.OUTGOING: (
        Column("Số, ký hiệu văn bản", 9),
        Column("Ngày tháng văn bản", 8),
        Column("Tên loại và trích yếu nội dung", 21),
        Column("Người ký", 9),
        Column("Nơi nhận văn bản", 13),
        Column("Đơn vị, người nhận bản lưu", 8),
        Column("Số lượng bản", 5),
        Column("Ngày chuyển", 8),
        Column("Ký nhận", 10),
        Column("Ghi chú", 9),
    ),
    Book.INCOMING: (
        Column("Ngày đến", 8),
        Column("Số đến", 5),
        Column("Tác giả", 13),
        Column("Số, ký hiệu văn bản", 10),
        Column("Ngày tháng văn bản", 8),
        Column("Tên loại và trích yếu nội dung", 21),
        Column("Đơn vị hoặc người nhận", 10),
        Column("Ngày chuyển", 8),
        Column("Ký nhận", 9),
        Column("Ghi chú", 8),
    ),
}


def write_xlsx(register: Register, rows: Iterable[Row], file: IO[bytes]) -> int:
    """Write the book as a workbook into the file, a row at a time; how many rows. Text stays text whatever it begins
    with: no cell is ever a formula."""
    # openpyxl takes a fifth of a second to import, and only the worker makes workbooks
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(register.title.capitalize()[:31])
    _arrange(sheet, register)
    pen = _Pen(sheet)
    for words, is_bold in ((register.issuer, True), (register.title, True), (register.asked, False)):
        sheet.append([pen.head(words) if is_bold else pen.text(words)])
    sheet.append([pen.head(column.head) for column in register.columns])
    count = 0
    for row in rows:
        sheet.append([pen.cell(value) for value in row])
        count += 1
    workbook.save(file)
    return count


def register_pdf(register: Register, rows: Iterable[Row]) -> tuple[bytes, int]:
    """(PDF, pages): the printed book, A4 across, heads repeated, pages numbered. The same rows give the same bytes."""
    html = template("register.html").render(
        register=register, rows=[[_printed(value) for value in row] for row in rows], made_on=_printed(register.made_on)
    )
    return set_pages(html, _css())


class _Pen:
    """Cells of one sheet. The looks are made once and shared: a style put together for each of a million cells would
    take ten times as long as writing it."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import WriteOnlyCell  # see write_xlsx
        from openpyxl.styles import Alignment, Border, Font, Side

        self._sheet, self._make = sheet, WriteOnlyCell
        thin = Side(style="thin")
        box = Border(left=thin, right=thin, top=thin, bottom=thin)
        top = Alignment(vertical="top", wrap_text=True)
        self._text = self._look(border=box, alignment=top, quotePrefix=True)
        self._number = self._look(border=box, alignment=Alignment(vertical="top"))
        self._day = self._look(border=box, alignment=Alignment(vertical="top"), number_format="dd/mm/yyyy")
        bold, middle = Font(bold=True), Alignment(vertical="center", wrap_text=True)
        self._head = self._look(border=box, font=bold, alignment=middle, quotePrefix=True)

    def cell(self, value: Cell) -> Any:
        """The value in a cell of its own type."""
        if isinstance(value, dt.date):
            return self._styled(value, self._day)
        if isinstance(value, int):
            return self._styled(value, self._number)
        return self.text(value or "")

    def text(self, words: str) -> Any:
        """Words, never a formula."""
        return self._words(words, self._text)

    def head(self, words: str) -> Any:
        """Words in bold."""
        return self._words(words, self._head)

    def _words(self, words: str, look: Any) -> Any:
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # see write_xlsx

        made = self._styled(ILLEGAL_CHARACTERS_RE.sub("", words)[:_LONGEST_CELL], look)
        made.data_type = "s"
        return made

    def _styled(self, value: Cell, look: Any) -> Any:
        made = self._make(self._sheet, value=value)
        made._style = look
        return made

    def _look(self, **how: Any) -> Any:
        model = self._make(self._sheet)
        for name, value in how.items():
            setattr(model, name, value)
        return model._style


def _arrange(sheet: Any, register: Register) -> None:
    """Widths, the frozen head, and how it prints; a sheet written in one go must know them before its first row."""
    from openpyxl.utils import get_column_letter  # see write_xlsx

    for place, column in enumerate(register.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = max(7.0, column.share * 1.7)
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P/&N"


@cache
def _css() -> str:
    return template("register.css").render(font=find_font())


def _printed(value: Cell) -> str:
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)
