"""Workbooks that we write: days are days, figures are figures, and the rest is text whatever it begins with."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any

Cell = str | int | dt.date | None
Row = Sequence[Cell]

_LONGEST_TITLE = 31  # letters of a sheet's name
_LONGEST_CELL = 32_000  # a cell of a workbook holds 32,767 characters
_HEAD_ROW = 4
_A4 = 9  # ECMA-376 18.3.1.63


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its share of the printed width in per cent."""

    head: str
    share: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, what stands above the rows (whose it is, what it is, what was asked), columns and rows."""

    name: str
    above: tuple[str, str, str]
    columns: Sequence[Column]
    rows: Iterable[Row]


def write_workbook(sheets: Iterable[Sheet], file: IO[bytes]) -> int:
    """Write the sheets into the file, a row at a time; how many rows. No cell is ever a formula."""
    # openpyxl takes a fifth of a second to import, and few processes make workbooks
    from openpyxl import Workbook

    workbook, count = Workbook(write_only=True), 0
    for sheet in sheets:
        count += _write(workbook.create_sheet(sheet.name[:_LONGEST_TITLE]), sheet)
    workbook.save(file)
    return count


def _write(page: Any, sheet: Sheet) -> int:
    _arrange(page, sheet.columns)
    pen, count = _Pen(page), 0
    issuer, title, asked = sheet.above
    for cell in (pen.head(issuer), pen.head(title), pen.text(asked)):
        page.append([cell])
    page.append([pen.head(column.head) for column in sheet.columns])
    for row in sheet.rows:
        page.append([pen.cell(value) for value in row])
        count += 1
    return count


class _Pen:
    """Cells of one sheet. The looks are made once and shared: a style put together for each of a million cells would
    take ten times as long as writing it."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.cell import WriteOnlyCell  # see write_workbook
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
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # see write_workbook

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


def _arrange(sheet: Any, columns: Sequence[Column]) -> None:
    """Widths, the frozen head, and how it prints; a sheet written in one go must know them before its first row."""
    from openpyxl.utils import get_column_letter  # see write_workbook

    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = max(7.0, column.share * 1.7)
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P/&N"
