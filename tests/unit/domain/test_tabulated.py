"""What is typed and pasted into a table becomes its rows."""

from workflow.domain.outline import Table
from workflow.domain.tabulated import filled_in, has_words, pasted

FREE = Table(("Nội dung", "Kết quả", "Ghi chú"))
FIXED = Table(("Lĩnh vực", "Có", "Thiếu"), ("Thư viện", "Bảo tàng"))


def test_empty_rows_are_left_out_and_blanks_put_in_order() -> None:
    typed = [("  Mở  lớp ", "2", ""), ("", " ", ""), ("Lễ hội",)]
    assert filled_in(FREE, typed) == (("Mở lớp", "2", ""), ("Lễ hội", "", ""))


def test_lines_from_a_spreadsheet_stand_behind_what_was_typed_without_their_head() -> None:
    lines = "Nội dung\tKết quả\tGhi chú\r\nHội thi\t3\tđạt\tvượt\n\nTrưng bày\t1\n"
    more = pasted(lines, FREE)
    assert more == (("Hội thi", "3", "đạt vượt"), ("Trưng bày", "1", ""))
    assert filled_in(FREE, [("Mở lớp", "2", "")], more)[0] == ("Mở lớp", "2", "")


def test_fixed_rows_stay_and_take_what_belongs_to_them() -> None:
    more = pasted("bảo tàng\t4\t1", FIXED)
    assert filled_in(FIXED, [("", "7", "0")], more) == (("Thư viện", "7", "0"), ("Bảo tàng", "4", "1"))
    assert filled_in(FIXED, [], pasted("Khác\t9\t9", FIXED)) == (("Thư viện", "9", "9"), ("Bảo tàng", "", ""))


def test_the_words_of_the_outline_are_nobodys_answer() -> None:
    assert not has_words(FIXED, filled_in(FIXED, []))
    assert has_words(FIXED, filled_in(FIXED, [("", "7", "")]))
