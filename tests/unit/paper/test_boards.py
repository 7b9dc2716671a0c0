"""The board as one printed page, whatever has to stand on it."""

import datetime as dt

import pytest
from pypdfium2 import PdfDocument

from workflow.paper.boards import BoardSheet, Grid, board_pdf

DAY = dt.date(2026, 2, 6)
KINDS = ("Có ngày hoàn thành", "Hằng năm, trước một ngày", "Thường xuyên", "Khi có điều kiện", "Tất cả")
LONG = "Đảng uỷ Trung tâm Bảo tồn, Phục chế và Phát huy giá trị di sản văn hoá các dân tộc"


def sheet(units: int, name: str = "Thư viện tỉnh") -> BoardSheet:
    reports = ("Kỳ", "Phải gửi", "Đã gửi", "Đúng hạn", "Gửi trễ", "Quá hạn chưa gửi", "Bị trả lại")
    rates = ("Tháng 02 năm 2026", "4.120", "4.000 (97%)", "3.900 (95%)", "100 (2%)", "120 (3%)", "12 (0%)")
    heads = ("Đơn vị", *(f"{month:02}/2026" for month in range(6, 0, -1)))
    row = (name, *["12/13 (1)"] * 6)
    told = ("Thời hạn", *["Kỳ này chưa có kết quả"] * 5, "Tất cả")
    return BoardSheet(
        "ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH",
        "ĐẢNG UỶ SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH",
        "Sông Lam",
        "tháng 02 năm 2026",
        DAY,
        Grid("1. Gửi báo cáo", reports, (rates, rates)),
        Grid("2. Đơn vị", heads, (row,) * units),
        units,
        Grid("3. Nhiệm vụ", told, tuple((kind, *range(1_234, 1_240)) for kind in KINDS)),
        Grid("4. Khó khăn", ("Đã chờ", "Tại Đảng uỷ Sở", "Ở cấp dưới"), (("Dưới 15 ngày", 1, 2),) * 3),
        "5. Còn phải tổng hợp: 12 đoạn.",
    )


@pytest.mark.parametrize(("units", "name"), [(0, ""), (12, "Thư viện tỉnh"), (12, LONG), (90, LONG)])
def test_it_is_one_page_that_says_what_it_leaves_out(units: int, name: str) -> None:
    pdf = PdfDocument(board_pdf(sheet(units, name)))
    words = " ".join(pdf[0].get_textpage().get_text_bounded().split())
    assert len(pdf) == 1
    assert "PHỤ LỤC" in words and "5. Còn phải tổng hợp" in words and "1.239" in words
    shown = words.count("12/13 (1)") // 6
    assert shown == units or f"còn {units - shown} đơn vị khác" in words
    assert shown == units or units > 12 or name == LONG


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert board_pdf(sheet(3)) == board_pdf(sheet(3))
