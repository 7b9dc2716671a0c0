"""Words cut short: between words, and nothing they open stays open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.cutting import cut, left_open


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("Số hoá\n  tài liệu", 20, "Số hoá tài liệu"),
        ("Mở rộng “Ngày hội đại đoàn kết toàn dân tộc” ở cơ sở", 30, "Mở rộng “Ngày hội đại đoàn…”"),
        ("Mở rộng “Ngày hội” (nhất là ở khu dân cư) hằng năm", 30, "Mở rộng “Ngày hội” (nhất là ở…)"),
        ('Phương châm "Dân biết, dân bàn, dân làm"', 25, 'Phương châm "Dân biết…"'),
        ("Nâng cao hiệu quả (nhất là ở cơ sở)", 20, "Nâng cao hiệu quả…"),
        ("Việc a) trước, b) sau, c) cuối cùng", 24, "Việc a) trước, b) sau…"),
        ("khôngcókhoảngtrắngnào", 10, "khôngcókho…"),
    ],
)
def test_the_first_words_and_what_they_open_is_closed(text: str, most: int, shown: str) -> None:
    assert cut(text, most) == shown


@given(st.text(alphabet='ab “”‘’«»()[]",', max_size=80), st.integers(1, 60))
def test_nothing_that_is_cut_stays_open(text: str, most: int) -> None:
    line, shown = " ".join(text.split()), cut(text, most)
    assert shown == line or not left_open(shown)
    assert line.startswith(shown.partition("…")[0])
