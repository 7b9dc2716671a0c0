"""Days are counted as an office counts them: without weekends, holidays and Tết, with the days worked instead."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.working_days import WorkingDays

# Tết Giáp Thìn: off from Thursday 08/02 to Wednesday 14/02/2024. 29/4/2024 was off, Saturday 04/5 worked instead.
TET = frozenset(dt.date(2024, 2, day) for day in range(8, 15))
YEAR = WorkingDays(
    off=TET | {dt.date(2024, 1, 1), dt.date(2024, 4, 29), dt.date(2024, 4, 30), dt.date(2024, 5, 1)},
    worked=frozenset({dt.date(2024, 5, 4)}),
)
DAYS = st.dates(dt.date(2023, 12, 1), dt.date(2025, 2, 1))


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (dt.date(2024, 2, 7), dt.date(2024, 2, 7), dt.date(2024, 2, 7)),
        (dt.date(2024, 2, 10), dt.date(2024, 2, 7), dt.date(2024, 2, 15)),
        (dt.date(2024, 1, 1), dt.date(2023, 12, 29), dt.date(2024, 1, 2)),
        (dt.date(2023, 12, 31), dt.date(2023, 12, 29), dt.date(2024, 1, 2)),
        (dt.date(2024, 2, 29), dt.date(2024, 2, 29), dt.date(2024, 2, 29)),
        (dt.date(2024, 4, 29), dt.date(2024, 4, 26), dt.date(2024, 5, 2)),
        (dt.date(2024, 5, 5), dt.date(2024, 5, 4), dt.date(2024, 5, 6)),
    ],
)
def test_a_day_off_leads_to_the_worked_days_around_it(day: dt.date, before: dt.date, after: dt.date) -> None:
    assert (YEAR.on_or_before(day), YEAR.on_or_after(day)) == (before, after)


def test_working_days_are_counted_over_tet_and_the_leap_day() -> None:
    assert YEAR.after(dt.date(2024, 2, 7), 1) == dt.date(2024, 2, 15)
    assert YEAR.after(dt.date(2024, 2, 28), 2) == dt.date(2024, 3, 1)
    assert YEAR.after(dt.date(2024, 5, 2), 2) == dt.date(2024, 5, 4)
    assert YEAR.after(dt.date(2024, 2, 10), 0) == dt.date(2024, 2, 10)
    assert YEAR.left(dt.date(2024, 2, 6), dt.date(2024, 2, 15)) == 2
    assert YEAR.left(dt.date(2024, 2, 15), dt.date(2024, 2, 6)) == 0


def test_a_calendar_without_a_worked_day_is_refused() -> None:
    never = WorkingDays(off=frozenset(dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(200)))
    with pytest.raises(ValueError, match="no day is worked"):
        never.on_or_after(dt.date(2024, 1, 2))


@given(DAYS, st.integers(1, 40))
def test_as_many_days_are_left_as_were_counted(day: dt.date, count: int) -> None:
    due = YEAR.after(day, count)
    assert YEAR.works_on(due)
    assert YEAR.left(day, due) == count


@given(DAYS)
def test_the_nearest_worked_days_are_worked_and_nothing_worked_lies_between(day: dt.date) -> None:
    before, after = YEAR.on_or_before(day), YEAR.on_or_after(day)
    assert before <= day <= after
    assert YEAR.works_on(before)
    assert YEAR.works_on(after)
    assert YEAR.left(before, after) == (before != after)
