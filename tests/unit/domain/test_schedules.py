"""A periodic report is due when its rule says, and never on a day off where that matters."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.test_periods import periods
from workflow.domain.periods import Period, PeriodKind
from workflow.domain.schedules import USUAL, USUAL_DAYS_BEFORE, Due, DueRule, opening
from workflow.domain.working_days import WorkingDays

M, Q, H, N, Y = PeriodKind
TET = WorkingDays(off=frozenset(dt.date(2024, 2, day) for day in range(8, 15)))


@pytest.mark.parametrize(
    ("due", "period", "day"),
    [
        (Due(DueRule.LAST_MONTH, 25), Period(M, 2024, 3), dt.date(2024, 3, 25)),
        (Due(DueRule.LAST_MONTH, 25), Period(M, 2024, 2), dt.date(2024, 2, 23)),
        (Due(DueRule.LAST_MONTH, 25, moves_back=False), Period(M, 2024, 2), dt.date(2024, 2, 25)),
        (Due(DueRule.LAST_MONTH, 12), Period(M, 2024, 2), dt.date(2024, 2, 7)),
        (Due(DueRule.LAST_MONTH, 31), Period(M, 2024, 2), dt.date(2024, 2, 29)),
        (Due(DueRule.LAST_MONTH, 31), Period(M, 2023, 2), dt.date(2023, 2, 28)),
        (Due(DueRule.MONTH_BEFORE, 15), Period(Y, 2024), dt.date(2024, 11, 15)),
        (Due(DueRule.MONTH_BEFORE, 30), Period(Y, 2024), dt.date(2024, 11, 29)),
        (Due(DueRule.MONTH_BEFORE, 20), Period(M, 2024, 1), dt.date(2023, 12, 20)),
        (Due(DueRule.DAYS_AFTER, 5), Period(Q, 2024, 4), dt.date(2025, 1, 3)),
        (Due(DueRule.WORKING_DAYS_AFTER, 6), Period(M, 2024, 1), dt.date(2024, 2, 15)),
        (Due(DueRule.LAST_MONTH, 15), Period(H, 2024, 1), dt.date(2024, 6, 14)),
        (Due(DueRule.LAST_MONTH, 20), Period(N, 2024), dt.date(2024, 9, 20)),
    ],
)
def test_the_rule_names_the_due_day(due: Due, period: Period, day: dt.date) -> None:
    assert due.day(period, TET) == day


def test_the_round_opens_so_many_days_before_it_is_due() -> None:
    found = opening(Period(M, 2024, 2), Due(DueRule.LAST_MONTH, 12), 7, TET)
    assert (found.opens_on, found.due_on) == (dt.date(2024, 1, 31), dt.date(2024, 2, 7))


def test_every_kind_of_period_has_a_usual_deadline() -> None:
    assert set(USUAL) == set(USUAL_DAYS_BEFORE) == set(PeriodKind)


@given(st.sampled_from(list(DueRule)), st.integers(1, 31), periods())
def test_a_due_day_that_moves_is_worked_and_never_later(rule: DueRule, count: int, period: Period) -> None:
    moved, named = Due(rule, count).day(period, TET), Due(rule, count, moves_back=False).day(period, TET)
    assert TET.works_on(moved)
    assert moved <= named


@given(st.sampled_from(list(DueRule)), st.integers(1, 28), periods())
def test_the_next_period_is_due_later(rule: DueRule, count: int, period: Period) -> None:
    due = Due(rule, count)
    assert due.day(period, TET) < due.day(period.next, TET)
