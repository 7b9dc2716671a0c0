"""Periods follow one another without a gap, and are called as people call them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.periods import Period, PeriodKind

M, Q, H, N, Y = PeriodKind
YEARS = st.integers(1990, 2100)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any period."""
    kind = draw(st.sampled_from(list(PeriodKind)))
    return Period(kind, draw(YEARS), draw(st.integers(1, kind.a_year)))


@pytest.mark.parametrize(
    ("period", "title"),
    [
        (Period(M, 2024, 2), "tháng 02 năm 2024"),
        (Period(M, 2024, 3), "tháng 3 năm 2024"),
        (Period(Q, 2024, 3), "quý III năm 2024"),
        (Period(H, 2024, 1), "6 tháng đầu năm 2024"),
        (Period(H, 2024, 2), "6 tháng cuối năm 2024"),
        (Period(N, 2024), "9 tháng đầu năm 2024"),
        (Period(Y, 2024), "năm 2024"),
    ],
)
def test_a_period_is_called_as_people_call_it(period: Period, title: str) -> None:
    assert period.title == title


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period(M, 2024, 2), dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        (Period(M, 2023, 2), dt.date(2023, 2, 1), dt.date(2023, 2, 28)),
        (Period(Q, 2024, 4), dt.date(2024, 10, 1), dt.date(2024, 12, 31)),
        (Period(H, 2024, 2), dt.date(2024, 7, 1), dt.date(2024, 12, 31)),
        (Period(N, 2024), dt.date(2024, 1, 1), dt.date(2024, 9, 30)),
        (Period(Y, 2024), dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
    ],
)
def test_a_period_has_its_days(period: Period, first: dt.date, last: dt.date) -> None:
    assert (period.first_day, period.last_day) == (first, last)


def test_nine_months_are_over_in_the_last_quarter_and_still_the_newest() -> None:
    day = dt.date(2024, 11, 22)
    newest = Period.begun_by(N, day)
    assert newest == Period(N, 2024)
    assert not newest.covers(day)


@pytest.mark.parametrize(("kind", "index"), [(M, 13), (Q, 5), (H, 3), (N, 2), (Y, 2), (M, 0)])
def test_an_index_the_year_does_not_have_is_refused(kind: PeriodKind, index: int) -> None:
    with pytest.raises(ValueError, match="a year has"):
        Period(kind, 2024, index)


@given(periods())
def test_next_and_previous_lead_back(period: Period) -> None:
    assert period.next.previous == period == period.previous.next


@given(periods())
def test_periods_follow_without_gap(period: Period) -> None:
    if period.kind is N:
        assert period.next.first_day == dt.date(period.year + 1, 1, 1)
    else:
        assert period.next.first_day == period.last_day + dt.timedelta(days=1)


@given(st.sampled_from([M, Q, H, Y]), st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)))
def test_every_day_is_in_the_newest_period_begun(kind: PeriodKind, day: dt.date) -> None:
    assert Period.begun_by(kind, day).covers(day)


@given(periods())
def test_json_keeps_it(period: Period) -> None:
    assert Period.from_json(period.to_json()) == period
    assert Period.from_code(period.code) == period
