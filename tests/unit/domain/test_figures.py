"""Figures as Vietnamese readers write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.domain import figures
from workflow.domain.errors import InvalidInput
from workflow.domain.figures import Amount
from workflow.domain.outline import Indicator, IndicatorKind


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (Decimal("4E+3"), "4.000"),
        (4120, "4.120"),
        (1234567, "1.234.567"),
        (95.7, "95,7"),
        (Decimal("1234.50"), "1.234,50"),
    ],
)
def test_a_number_has_dots_between_thousands_and_a_comma_before_decimals(value: float, shown: str) -> None:
    assert figures.number(value) == shown


@pytest.mark.parametrize(
    ("typed", "value"), [("4120", 4120), ("4.120", 4120), (" 12 ", 12), ("0", 0), ("", None), (" ", None)]
)
def test_a_figure_is_taken_with_or_without_dots(typed: str, value: int | None) -> None:
    assert figures.parse_figure(typed) == value


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("4.12o", "ví dụ 4.120"),
        ("4.12", "ví dụ 4.120"),
        ("95,7", "ví dụ 4.120"),
        ("٣", "ví dụ 4.120"),
        ("-3", "từ 0 trở lên"),
        ("9" * 40, "quá lớn"),
    ],
)
def test_anything_else_is_refused_in_words(typed: str, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        figures.parse_figure(typed)


@given(st.integers(min_value=0, max_value=figures.LARGEST))
def test_what_is_shown_is_read_back(value: int) -> None:
    assert figures.parse_figure(figures.number(value)) == value


def asked(kind: IndicatorKind, low: Decimal | None = None) -> Indicator:
    return Indicator("a", "Chỉ tiêu", "tỷ đồng" if kind is IndicatorKind.MONEY else "người", kind, low=low)


@pytest.mark.parametrize(
    ("kind", "typed", "amount", "shown"),
    [
        (IndicatorKind.INTEGER, "4.120 người", Amount(Decimal(4120)), "4.120"),
        (IndicatorKind.DECIMAL, "1.234,50", Amount(Decimal("1234.5")), "1.234,5"),
        (IndicatorKind.PERCENT, "92,28 %", Amount(Decimal("92.28")), "92,28 %"),
        (IndicatorKind.MONEY, "1,5 tỷ đồng", Amount(Decimal("1.5")), "1,5"),
        (IndicatorKind.MONEY, "1.500 triệu đồng", Amount(Decimal("1.5")), "1,5"),
        (IndicatorKind.MONEY, "2 tỉ đồng", Amount(Decimal(2)), "2"),
        (IndicatorKind.MONEY, "0,000001", Amount(Decimal("0.000001")), "0,000001"),
        (IndicatorKind.YES_NO, "Có", Amount(Decimal(1), Decimal(1)), "Có"),
        (IndicatorKind.YES_NO, "không", Amount(Decimal(0), Decimal(1)), "Không"),
        (IndicatorKind.OF_TARGET, "275 / 298", Amount(Decimal(275), Decimal(298)), "275/298 (92,28 %)"),
        (IndicatorKind.OF_TARGET, "3/0", Amount(Decimal(3), Decimal(0)), "3/0"),
    ],
)
def test_each_kind_is_read_exactly_and_shown(kind: IndicatorKind, typed: str, amount: Amount, shown: str) -> None:
    read = figures.parse(typed, asked(kind))
    assert read == amount
    assert figures.shown(read, kind) == shown
    assert figures.parse(figures.typed(read, kind), asked(kind)) == amount


@pytest.mark.parametrize(
    ("kind", "typed", "reason"),
    [
        (IndicatorKind.DECIMAL, "95.7", "nhập số, ví dụ 95,7"),
        (IndicatorKind.MONEY, "5 đô la", "theo tỷ đồng"),
        (IndicatorKind.YES_NO, "vâng", "chọn có hoặc không"),
        (IndicatorKind.OF_TARGET, "275", "275/298"),
        (IndicatorKind.PERCENT, "-1", "từ 0 trở lên"),
        (IndicatorKind.DECIMAL, "1,1234567", "nhập số"),
    ],
)
def test_what_does_not_fit_the_kind_is_refused(kind: IndicatorKind, typed: str, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        figures.parse(typed, asked(kind))


def test_below_zero_is_taken_where_the_outline_allows_it() -> None:
    assert figures.parse("-2,5", asked(IndicatorKind.PERCENT, Decimal(-100))) == Amount(Decimal("-2.5"))


def test_several_units_are_counted() -> None:
    assert figures.shown(Amount(Decimal(12), Decimal(40)), IndicatorKind.YES_NO, of_units=True) == "12/40 đơn vị"


@given(st.decimals(min_value=0, max_value=10**12, places=6, allow_nan=False))
def test_a_decimal_comes_back_to_its_last_place(value: Decimal) -> None:
    kind = IndicatorKind.DECIMAL
    assert figures.parse(figures.typed(Amount(value), kind), asked(kind)) == Amount(value)
