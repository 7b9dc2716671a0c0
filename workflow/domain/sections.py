"""The keys of the two sections that every report has beside those of its outline."""

OPENING = "mo-dau"
FIGURES = "so-lieu"
OPENING_TITLE = "Trích yếu, mở đầu, nơi nhận"
FIGURES_TITLE = "Số liệu"
ANNEX = "phu-luc-"
ANNEX_TITLE = "Phụ lục"
ORIGINS = "nguon-tong-hop"  # the annex that names where each block came from
ORIGINS_TITLE = "NGUỒN TỔNG HỢP"
BODY = "noi-dung"
BODY_TITLE = "Nội dung"
EMPTY_ANSWER = "Không."


def roman(number: int) -> str:
    """1 → I, 4 → IV …: the marks of the first level of headings."""
    signs = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, sign in signs:
        written += sign * (number // value)
        number %= value
    return written
