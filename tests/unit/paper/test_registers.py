"""A register as a workbook read back cell by cell, and as a printed book."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from workflow.domain.states import Book
from workflow.paper.registers import COLUMNS, Register, register_pdf, write_xlsx
from workflow.paper.workbooks import Row

DAY = dt.date(2026, 2, 6)
ROW: Row = ("32-KH/ĐU", DAY, "Kế hoạch: thực hiện", "Nguyễn Văn A", "Như trên", "Văn phòng", 12, None, "", "")


def register(book: Book = Book.OUTGOING) -> Register:
    return Register("ĐẢNG BỘ TỈNH SÔNG LAM", "ĐẢNG UỶ SỞ VĂN HOÁ", book, "Toàn bộ sổ", DAY)


def sheet(rows: list[Row], book: Book = Book.OUTGOING) -> openpyxl.worksheet.worksheet.Worksheet:
    file = io.BytesIO()
    assert write_xlsx(register(book), rows, file) == len(rows)
    return openpyxl.load_workbook(file).active


def test_days_are_days_figures_are_figures_and_the_rest_is_text() -> None:
    cells = next(iter(sheet([ROW]).iter_rows(min_row=5)))
    assert [cell.value for cell in cells] == [
        "32-KH/ĐU",
        dt.datetime(2026, 2, 6),  # noqa: DTZ001 - a workbook knows no zones
        "Kế hoạch: thực hiện",
        "Nguyễn Văn A",
        "Như trên",
        "Văn phòng",
        12,
        None,
        None,
        None,
    ]
    assert (cells[1].is_date, cells[1].number_format, cells[6].data_type) == (True, "dd/mm/yyyy", "n")


@pytest.mark.parametrize("book", list(Book))
def test_the_head_is_bold_frozen_and_repeated_on_landscape_paper(book: Book) -> None:
    page = sheet([ROW], book)
    heads = next(iter(page.iter_rows(min_row=4, max_row=4)))
    assert [cell.value for cell in heads] == [column.head for column in COLUMNS[book]]
    assert all(cell.font.bold for cell in heads)
    assert len(heads) == 10
    assert (page["A1"].value, page["A2"].value) == ("ĐẢNG UỶ SỞ VĂN HOÁ", register(book).title)
    assert (page.freeze_panes, page.print_title_rows) == ("A5", "$4:$4")
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert all(page.column_dimensions[letter].width >= 7 for letter in "ABCDEFGHIJ")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_no_text_is_ever_a_formula_and_every_value_comes_back(start: str) -> None:
    words = [f"{start}{body}" for body in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x")', "", "SUM(A1:A9)")]
    rows: list[Row] = [(word,) * 10 for word in words * 5]
    file = io.BytesIO()
    write_xlsx(register(), rows, file)
    with zipfile.ZipFile(file) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    found = list(openpyxl.load_workbook(file).active.iter_rows(min_row=5))
    assert [cell.value for row in found for cell in row] == [word for word in words * 5 for _ in range(10)]
    assert {cell.data_type for row in found for cell in row} == {"s"}
    assert all(cell.quotePrefix for row in found for cell in row)


@settings(max_examples=60)
@given(st.text(st.characters(min_codepoint=32, blacklist_categories=["Cs", "Cc"]), max_size=80))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    cell = sheet([(text,) * 10])["A5"]
    assert (cell.value or "", cell.data_type) == (text, "s" if text else cell.data_type)


def test_signs_that_no_workbook_can_hold_fall_and_nothing_else() -> None:
    assert sheet([("a\x00b\x1fc",) * 10])["A5"].value == "abc"
    assert len(sheet([("x" * 40_000,) * 10])["A5"].value) == 32_000


def test_the_printed_book_repeats_its_head_and_numbers_its_pages() -> None:
    rows: list[Row] = [(f"{i:02d}-BC/ĐU", DAY, f"Báo cáo: việc <b>thứ</b> {i}", *[""] * 7) for i in range(1, 61)]
    pdf, pages = register_pdf(register(), rows)
    assert pages > 1
    document = PdfDocument(pdf)
    assert len(document) == pages
    texts = [" ".join(document[i].get_textpage().get_text_bounded().split()) for i in range(pages)]
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in texts[0]
    assert "ĐẢNG UỶ SỞ VĂN HOÁ" in texts[0]
    assert all("Số lượng bản" in text and "Ghi chú" in text for text in texts)
    assert texts[1].endswith(" 2")  # the page number, which the PDF holds last
    assert "".join(texts).count("việc <b>thứ</b>") == 60
    width, height = document[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (297, 210)
    assert register_pdf(register(), rows)[0] == pdf
