"""Plain workbooks: rows of words out of one that came from outside, rows of words into one of ours."""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workflow.domain.blocks import clean
from workflow.domain.errors import InvalidInput

_WIDEST = 60


def warm() -> None:
    """Load what reading needs."""
    import openpyxl  # noqa: F401 - a fifth of a second, and only a child of the sandbox reads workbooks


def read_sheets(data: bytes, heads: Mapping[str, Sequence[str]], most: int) -> tuple[dict[str, Any], bytes]:
    """({sheet: [[row number, [cell …]] …]}, nothing) of the named sheets, each cell as words, days as dd/mm/yyyy, the
    row of heads left out. Refuses (InvalidInput) a workbook without the sheets, other heads, more rows than `most`.
    Call it in a child process: it reads what strangers wrote."""
    from openpyxl import load_workbook  # see warm

    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    missing = [name for name in heads if name not in workbook.sheetnames]
    if missing:
        raise InvalidInput(f"Tệp không có trang “{missing[0]}”. Hãy tải tệp mẫu và ghi vào đúng các trang của tệp.")
    return {name: _rows(workbook[name], name, names, most) for name, names in heads.items()}, b""


def write_sheets(sheets: Mapping[str, tuple[Sequence[str], Iterable[Sequence[str]]]]) -> bytes:
    """A workbook with a sheet for each title: its heads in bold, then its rows; all are words, none a formula."""
    from openpyxl import Workbook  # see warm
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    workbook, file = Workbook(write_only=True), io.BytesIO()
    for title, (heads, rows) in sheets.items():
        sheet = workbook.create_sheet(title)
        for place, head in enumerate(heads):
            sheet.column_dimensions[chr(ord("A") + place)].width = max(16, min(_WIDEST, len(head) * 1.4))
        if heads:
            sheet.freeze_panes = "A2"
        for number, row in enumerate([heads, *rows] if heads else rows):
            cells = []
            for words in row:
                cell = WriteOnlyCell(sheet, value=words)
                cell.data_type, cell.quotePrefix, cell.number_format = "s", True, "@"
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                cell.font = Font(bold=bool(heads) and number == 0)
                cells.append(cell)
            sheet.append(cells)
    workbook.save(file)
    return file.getvalue()


def _rows(sheet: Any, name: str, heads: Sequence[str], most: int) -> list[tuple[int, list[str]]]:
    found: list[tuple[int, list[str]]] = []
    for number, values in enumerate(sheet.iter_rows(max_col=len(heads), max_row=most + 2, values_only=True), start=1):
        cells = [_words(value) for value in values]
        if number == 1:
            _refuse_other_heads(cells, name, heads)
        elif any(cells):
            found.append((number, cells))
    if len(found) > most:
        raise InvalidInput(f"Trang “{name}” có hơn {most} dòng. Hãy chia thành nhiều tệp.")
    return found


def _refuse_other_heads(cells: Sequence[str], name: str, heads: Sequence[str]) -> None:
    for place, head in enumerate(heads):
        there = cells[place] if place < len(cells) else ""
        if there.casefold() != head.casefold():
            said = f"là “{there}”" if there else "để trống"
            raise InvalidInput(f"Trang “{name}”, dòng 1, cột {place + 1} {said}; phải là “{head}”, như trong tệp mẫu.")


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(clean(str(value)[:2_000]).split())
