"""Word and Excel files for tests: honest ones as their own libraries write them, and the same changed."""

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

Parts = dict[str, bytes]


@cache
def docx(paragraphs: int = 3, *, table: bool = False, name: str = "") -> bytes:
    """A small Word file."""
    from docx import Document  # half a second, only for the tests that need it

    document = Document()
    document.add_heading(f"KẾ HOẠCH {name}".strip(), 1)
    for number in range(paragraphs):
        paragraph = document.add_paragraph(f"Đoạn {number}: tổ chức quán triệt ")
        paragraph.add_run("Nghị quyết số 43-NQ/TW").bold = True
    if table:
        grid = document.add_table(rows=3, cols=3)
        grid.cell(0, 0).text = "STT"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@cache
def xlsx(rows: int = 5, *, sheets: int = 1) -> bytes:
    """A small Excel file."""
    from openpyxl import Workbook  # only for the tests that need it

    workbook = Workbook()
    for number in range(sheets):
        sheet = workbook.active if number == 0 else workbook.create_sheet(f"Biểu {number}")
        for row in range(rows):
            sheet.append([row, f"Chi bộ {row}", row * 1.5, f"=A{row + 1}*2"])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def parts_of(data: bytes) -> Parts:
    """The parts of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(data: bytes, change: Callable[[Parts], None]) -> bytes:
    """The archive with its parts changed."""
    parts = parts_of(data)
    change(parts)
    return packed(parts)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one part more, or another in its place."""
    return changed(data, lambda parts: parts.update({name: content}))


def with_text(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The archive with some bytes of one part replaced."""

    def change(parts: Parts) -> None:
        assert old in parts[part], (part, old)
        parts[part] = parts[part].replace(old, new, 1)

    return changed(data, change)
