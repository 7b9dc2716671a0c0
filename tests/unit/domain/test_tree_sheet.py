"""A workbook of organisations and people: what it would do, and every cell that is wrong."""

import pytest

from workflow.domain.states import Level, Role
from workflow.domain.tree_sheet import Known, KnownUnit, propose

ROW = ["A1", "", "Đảng uỷ Xã", "Xã", "đảng uỷ cơ sở", "ĐU", "T/M Đảng uỷ", "Đảng bộ Xã", "Sông Lam", "01/07/2025"]
CELL = ["A1.1", "A1", "Chi bộ Một", "Một", "Chi bộ", "CB", "T/M CHI BỘ", "", "Sông Lam", "1/7/2025"]
PERSON = ["A1.1", "Lê Thị Z", "Le.Thi.Z", "Người ký", "BÍ THƯ"]
EMPTY = Known(Level.UPPER, {}, {}, frozenset())
HELD = Known(
    Level.UPPER,
    {
        "A1": KnownUnit(7, "", "Đảng uỷ Xã", "ĐU", Level.GRASSROOTS, {
            "short_name": "Xã", "authority": "T/M ĐẢNG UỶ", "party_heading": "ĐẢNG BỘ XÃ", "place": "Sông Lam"}),
        "A1.1": KnownUnit(8, "A1", "Chi bộ Một", "CB", Level.CELL, {
            "short_name": "Một", "authority": "T/M CHI BỘ", "party_heading": None, "place": "Sông Lam"}),
    },
    {"le.thi.z": "Lê Thị Z"},
    frozenset({("le.thi.z", "A1.1", Role.SIGNER)}),
)  # fmt: skip


def test_founds_superiors_first_whatever_the_order_of_the_rows() -> None:
    proposal = propose([(2, CELL), (3, ROW)], [(2, PERSON)], EMPTY)
    assert [one.code for one in proposal.founded] == ["A1", "A1.1"]
    assert proposal.slips == []
    assert (proposal.founded[0].authority, proposal.founded[0].party_heading) == ("T/M ĐẢNG UỶ", "ĐẢNG BỘ XÃ")
    assert [(one.username, one.role) for one in proposal.granted] == [("le.thi.z", Role.SIGNER)]


def test_the_same_workbook_a_second_time_does_nothing() -> None:
    assert propose([(2, ROW), (3, CELL)], [(2, PERSON), (3, PERSON)], HELD).is_empty


def test_one_person_with_two_roles_has_one_account() -> None:
    two = [(2, PERSON), (3, [*PERSON[:3], "Văn thư", ""])]
    proposal = propose([(2, ROW), (3, CELL)], two, EMPTY)
    assert (len(proposal.opened), len(proposal.granted)) == (1, 2)


def test_what_may_be_corrected_is_shown_as_before_and_after() -> None:
    proposal = propose([(2, [*ROW[:8], "Sông Hồng", ROW[9]])], [], HELD)
    assert proposal.changed[0][1] == {"place": ("Sông Lam", "Sông Hồng")}
    assert proposal.slips == []


def changed(row: list[str], place: int, words: str) -> list[str]:
    """The row with another cell."""
    return [*row[:place], words, *row[place + 1 :]]


@pytest.mark.parametrize(
    ("rows", "row", "column", "said"),
    [
        ([(2, ROW), (3, changed(CELL, 0, "A 1"))], 3, "Mã", "Ví dụ A32.65"),
        ([(2, ROW), (3, ["A1", "", *CELL[2:]])], 3, "Mã", "đã dùng ở dòng 2"),
        ([(2, changed(CELL, 1, "B9"))], 2, "Mã cấp trên", "Không có đơn vị nào mang mã B9"),
        ([(2, changed(CELL, 1, "A1.1"))], 2, "Mã cấp trên", "không trực thuộc chính nó"),
        ([(2, changed(ROW, 1, "A1.1")), (3, CELL)], 2, "Mã cấp trên", "vòng tròn"),
        ([(2, changed(ROW, 4, "ban"))], 2, "Cấp", "Ghi một trong: chi bộ"),
        ([(2, ROW), (3, changed(CELL, 1, "A1")), (4, ["A2", "A1.1", *CELL[2:]])], 4, "Cấp", "Chi bộ không có đơn vị"),
        ([(2, changed(ROW, 9, "31/02/2025"))], 2, "Nhiệm kỳ từ ngày", "Ghi như 01/07/2025"),
        ([(2, changed(ROW, 2, ""))], 2, "Tên đầy đủ", "Chưa ghi tên đầy đủ"),
        ([(2, changed(ROW, 5, "Đ" * 21))], 2, "Ký hiệu", "Dài quá 20 ký tự"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(
    rows: list[tuple[int, list[str]]], row: int, column: str, said: str
) -> None:
    slips = propose(rows, [], EMPTY).slips
    assert any((one.row, one.column) == (row, column) and said in one.message for one in slips), slips


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (changed(PERSON, 0, "X9"), "Mã đơn vị", "Không có đơn vị nào mang mã X9"),
        (changed(PERSON, 2, "Lê Z"), "Tên đăng nhập", "chữ thường không dấu"),
        (changed(PERSON, 3, "vua"), "Vai trò", "Ghi một trong"),
        (changed(PERSON, 1, "Trần Văn Y"), "Tên đăng nhập", "là của đồng chí Lê Thị Z"),
    ],
)
def test_a_wrong_cell_of_a_person_is_named_too(row: list[str], column: str, said: str) -> None:
    slips = propose([], [(2, row)], HELD).slips
    assert any((one.row, one.column) == (2, column) and said in one.message for one in slips), slips


def test_names_and_superiors_of_one_that_is_there_change_by_a_decision() -> None:
    renamed = changed(changed(CELL, 2, "Chi bộ Hai"), 1, "")
    told = {(one.column, "theo quyết định" in one.message) for one in propose([(2, renamed)], [], HELD).slips}
    assert told == {("Tên đầy đủ", True), ("Mã cấp trên", True)}
