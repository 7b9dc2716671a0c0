"""A register as a file: a workbook with real dates and numbers, or a printed book in the house's letters.

The ten columns of either book: NĐ 30/2020 Phụ lục IV (the Party's own form is not confirmed)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import IO

from workflow.domain.states import Book
from workflow.paper.fonts import find_font
from workflow.paper.html import template
from workflow.paper.pdf import set_pages
from workflow.paper.workbooks import Cell, Column, Row, Sheet, write_workbook

MOST_XLSX_ROWS = 100_000
MOST_PDF_ROWS = 1_000


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
    """Write the book as a workbook into the file, a row at a time; how many rows."""
    above = (register.issuer, register.title, register.asked)
    return write_workbook([Sheet(register.title.capitalize(), above, register.columns, rows)], file)


def register_pdf(register: Register, rows: Iterable[Row]) -> tuple[bytes, int]:
    """(PDF, pages): the printed book, A4 across, heads repeated, pages numbered. The same rows give the same bytes."""
    html = template("register.html").render(
        register=register, rows=[[_printed(value) for value in row] for row in rows], made_on=_printed(register.made_on)
    )
    return set_pages(html, _css())


@cache
def _css() -> str:
    return template("register.css").render(font=find_font())


def _printed(value: Cell) -> str:
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)
