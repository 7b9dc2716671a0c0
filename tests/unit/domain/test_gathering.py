"""The tables of several units become one, by the rules that the outline gives its columns."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.figures import number, parse
from workflow.domain.gathering import Given, cells_of, gathered, is_like
from workflow.domain.outline import ColumnRule, Indicator, IndicatorKind, Table

FREE = Table(("Nội dung", "Kết quả"))
COLUMNS = ("Lĩnh vực", "Có", "Thiếu", "Ghi chú")
FIXED = Table(COLUMNS, ("Thư viện", "Bảo tàng"))
FIRST, LATER = dt.date(2026, 6, 1), dt.date(2026, 6, 20)


def fixed(*rows: tuple[str, ...], unit: str, day: dt.date | None = None) -> Given:
    return Given(unit, (COLUMNS, *rows), day)


def test_rows_of_the_units_own_stand_one_unit_under_another() -> None:
    a = Given("Chi bộ A", (FREE.columns, ("Mở lớp", "2"), ("Lễ hội", "9")))
    b = Given("Chi bộ B", (FREE.columns, ("Mở lớp", "3")))
    found = gathered(FREE, [a, b])
    assert found.rows == (
        ("Đơn vị", "Nội dung", "Kết quả"),
        ("Chi bộ A", "Mở lớp", "2"),
        ("Chi bộ A", "Lễ hội", "9"),
        ("Chi bộ B", "Mở lớp", "3"),
    )
    assert found.doubts == ()


def test_a_table_gathered_below_keeps_the_names_of_both_levels_and_is_counted_once() -> None:
    summed = Table(FREE.columns, rules=(ColumnRule.AUTO, ColumnRule.SUM))
    below = gathered(summed, [Given("Chi bộ A", (FREE.columns, ("Mở lớp", "2")))])
    assert below.rows[-1] == ("Cộng", "", "2")
    own = Given("Đảng uỷ C", (FREE.columns, ("Mở lớp", "1")))
    found = gathered(summed, [Given("Đảng uỷ Sở", below.rows), own])
    assert found.rows[1:] == (("Chi bộ A, Đảng uỷ Sở", "Mở lớp", "2"), ("Đảng uỷ C", "Mở lớp", "1"), ("Cộng", "", "3"))
    assert is_like(summed, below.rows)
    assert not is_like(summed, (("Nội dung",), ("Mở lớp",)))
    assert not is_like(summed, (FREE.columns, ("Mở lớp",)))


def test_fixed_rows_are_added_where_they_are_numbers_and_listed_where_they_are_words() -> None:
    a = fixed(("Thư viện", "1.200", "-", "đạt"), ("Bảo tàng", "4", "", "thiếu phòng"), unit="Chi bộ A")
    b = fixed(("thư  viện", "3,5", "2", "đạt"), ("Bảo tàng", "Không", "", "thiếu người"), unit="Chi bộ B")
    found = gathered(FIXED, [a, b])
    assert found.rows == (
        COLUMNS,
        ("Thư viện", "1.203,5", "2", "đạt"),
        ("Bảo tàng", "4", "", "Chi bộ A: thiếu phòng; Chi bộ B: thiếu người"),
    )
    assert found.doubts == ()


def test_a_row_that_the_outline_does_not_know_is_not_lost() -> None:
    found = gathered(FIXED, [fixed(("Nhà hát", "1", "2", ""), unit="Chi bộ A")])
    assert [row[0] for row in found.rows[1:]] == ["Thư viện", "Bảo tàng", "Nhà hát"]


def test_words_among_numbers_are_said_and_nothing_is_added_behind_them() -> None:
    rows = [fixed(("Thư viện", words, "", ""), unit=f"Chi bộ {words}") for words in ("12", "8", "khoảng 20")]
    found = gathered(FIXED, rows)
    assert found.rows[1][1] == "Chi bộ 12: 12; Chi bộ 8: 8; Chi bộ khoảng 20: khoảng 20"
    (doubt,) = found.doubts
    assert doubt.sentence == ("Chi bộ khoảng 20 ghi “khoảng 20” ở dòng “Thư viện”, cột “Có” nên chưa cộng được.")


@pytest.mark.parametrize(
    ("rule", "first", "later", "whole"),
    [
        (ColumnRule.SUM, "275/298", "3/2", "278/300"),
        (ColumnRule.MAX, "9", "7", "9"),
        (ColumnRule.MAX, "92,5 %", "91 %", "92,5 %"),
        (ColumnRule.LATEST, "9", "7", "7"),
        (ColumnRule.EACH, "9", "7", "A: 9; B: 7"),
        (ColumnRule.AUTO, "275/298", "3/2", "A: 275/298; B: 3/2"),
        (ColumnRule.AUTO, "10/01", "10/01", "10/01"),
    ],
)
def test_each_column_has_its_rule(rule: ColumnRule, first: str, later: str, whole: str) -> None:
    table = Table(COLUMNS, FIXED.rows, rules=(ColumnRule.AUTO, rule))
    told = [fixed(("Thư viện", first, "", ""), unit="A", day=FIRST)]
    told += [fixed(("Thư viện", later, "", ""), unit="B", day=LATER)]
    assert gathered(table, told).rows[1][1] == whole
    assert Table.from_json(table.to_json()) == table


def test_numbers_that_count_nothing_are_never_added() -> None:
    table = Table(("Nội dung", "Năm"), ("Thư viện",))
    told = [Given(name, (table.columns, ("Thư viện", "2026"))) for name in ("A", "B")]
    assert gathered(table, told).rows[1] == ("Thư viện", "2026")
    told.append(Given("C", (table.columns, ("Thư viện", "2025"))))
    assert gathered(table, told).rows[1] == ("Thư viện", "A: 2026; B: 2026; C: 2025")


def test_the_units_of_a_row_are_one_step_away() -> None:
    told = [fixed(("Thư viện", "12", "", ""), unit="A"), fixed(("Bảo tàng", "1", "", ""), unit="B")]
    assert cells_of("Thư viện", told) == [("A", ("12", "", ""))]


@given(st.lists(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=2, max_size=2), min_size=1, max_size=30))
def test_the_sum_is_exact_in_any_order(values: list[list[Decimal]]) -> None:
    table = Table(("Nội dung", "Số"), ("Một", "Hai"))
    told = [
        Given(str(unit), (table.columns, ("Một", number(one)), ("Hai", number(two))))
        for unit, (one, two) in enumerate(values)
    ]
    found = gathered(table, told)
    asked = Indicator("", "", "", IndicatorKind.DECIMAL, low=Decimal(-1))
    for row, column in zip(found.rows[1:], zip(*values, strict=True), strict=True):
        amount = parse(row[1], asked)
        assert amount is not None and amount.value == sum(column)
    assert gathered(table, told[::-1]) == found
