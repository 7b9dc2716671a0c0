"""Days as they are printed, shown and typed in Vietnamese."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.domain import dates
from workflow.domain.errors import InvalidInput


@pytest.mark.parametrize(
    ("day", "official", "short"),
    [
        (dt.date(2024, 2, 6), "ngày 06 tháng 02 năm 2024", "06/02/2024"),
        (dt.date(2026, 5, 27), "ngày 27 tháng 5 năm 2026", "27/5/2026"),
        (dt.date(2025, 9, 5), "ngày 05 tháng 9 năm 2025", "05/9/2025"),
        (dt.date(2023, 11, 24), "ngày 24 tháng 11 năm 2023", "24/11/2023"),
    ],
)
def test_days_below_ten_and_months_below_three_take_a_zero(day: dt.date, official: str, short: str) -> None:
    assert (dates.official(day), dates.short(day)) == (official, short)


def test_the_weekday_is_that_of_the_day() -> None:
    assert dates.with_weekday(dt.date(2024, 12, 4)) == "Thứ Tư, 04/12/2024"
    assert dates.with_weekday(dt.date(2024, 12, 8)) == "Chủ nhật, 08/12/2024"


def test_a_moment_late_in_greenwich_is_the_next_morning_here() -> None:
    moment = dt.datetime(2024, 12, 5, 20, 42, tzinfo=dt.UTC)
    assert dates.clock_and_day(moment) == "03:42 06/12/2024"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.clock(dt.datetime(2024, 12, 5, 20, 42))  # noqa: DTZ001


@pytest.mark.parametrize("typed", ["6/2/2024", "06/02/2024", " 06-02-2024 ", "6.2.2024", "06 / 02 / 2024"])
def test_a_day_is_taken_however_it_is_typed(typed: str) -> None:
    assert dates.parse(typed) == dt.date(2024, 2, 6)


@pytest.mark.parametrize("typed", ["31/02/2024", "29/02/2023", "00/01/2024", "01/13/2024", "01/01/0000"])
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput, match="ngày này không có trong lịch"):
        dates.parse(typed)


@pytest.mark.parametrize("typed", ["", "hôm nay", "6/2/24", "2024-02-06", "6/2", "6/2/2024 10:00"])
def test_another_form_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InvalidInput, match="ví dụ 06/12/2024"):
        dates.parse(typed)


@given(st.dates())
def test_what_a_field_shows_is_read_back(day: dt.date) -> None:
    assert dates.parse(dates.typed(day)) == day


@pytest.mark.parametrize(("left", "words"), [(2, "Còn 2 ngày"), (0, "Hôm nay"), (-1, "Quá hạn 1 ngày")])
def test_the_distance_is_said_in_words(left: int, words: str) -> None:
    assert dates.days_words(left) == words
