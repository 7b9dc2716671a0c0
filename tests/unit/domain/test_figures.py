"""Figures as Vietnamese readers write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.domain import figures
from workflow.domain.errors import InvalidInput


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (4120, "4.120"), (1234567, "1.234.567"), (95.7, "95,7"), (Decimal("1234.50"), "1.234,50")],
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
