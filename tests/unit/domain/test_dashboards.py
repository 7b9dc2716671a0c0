"""Which periods stand side by side, what is reported in each, and how a count of reports reads."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.dashboards import SHOWN, Standing, columns, standing_of
from workflow.domain.periods import NoPeriod, Period, PeriodKind, Stretch

KINDS = tuple(SHOWN)
YEARS = st.integers(2000, 2098)


@pytest.mark.parametrize("kind", KINDS)
def test_the_columns_run_back_from_the_one_to_come(kind: PeriodKind) -> None:
    last = Period.begun_by(kind, dt.date(2026, 2, 6))
    shown = columns(kind, last)
    assert (len(shown), shown[0], shown[1]) == (SHOWN[kind] + 1, last.next, last)
    assert all(older.next == newer for newer, older in pairwise(shown))


def test_a_quarter_is_reported_in_its_last_month() -> None:
    september, quarter = Period(PeriodKind.MONTH, 2026, 9), Period(PeriodKind.QUARTER, 2026, 3)
    nine = Period(PeriodKind.NINE_MONTHS, 2026)
    assert september.reported == (september, quarter, nine)
    assert Period(PeriodKind.MONTH, 2026, 8).reported == (Period(PeriodKind.MONTH, 2026, 8),)
    assert len(Period(PeriodKind.YEAR, 2026).reported) == 12 + 4 + 2 + 1 + 1


@given(st.sampled_from(KINDS), YEARS)
def test_every_report_of_a_year_stands_in_one_column(kind: PeriodKind, year: int) -> None:
    every = [one for index in range(kind.a_year) for one in Period(kind, year, index + 1).reported]
    assert sorted(one.key for one in every) == sorted(one.key for one in Period(PeriodKind.YEAR, year).reported)


def test_what_is_about_no_period_goes_by_its_day() -> None:
    january = Period(PeriodKind.MONTH, 2026, 1)
    first, last = january.first_day, january.last_day
    given_more_time = (*NoPeriod(2025).key, first, last)
    assert Stretch(january).parts == (*january.parts, given_more_time, (*NoPeriod(2026).key, first, last))


@pytest.mark.parametrize(
    ("kind", "words"),
    [(PeriodKind.MONTH, "02/2026"), (PeriodKind.QUARTER, "Quý II/2026"), (PeriodKind.HALF, "6 tháng cuối/2026")],
)
def test_a_column_is_named_shortly(kind: PeriodKind, words: str) -> None:
    assert Period(kind, 2026, 2).short == words
    assert Period(PeriodKind.YEAR, 2026).short == "2026"


@pytest.mark.parametrize(
    ("counts", "standing"),
    [
        ((0, 0, 0, 0), Standing.NOTHING),
        ((4, 4, 4, 0), Standing.WHOLE),
        ((4, 3, 3, 0), Standing.AWAITED),
        ((4, 4, 3, 0), Standing.SENT_LATE),
        ((4, 3, 2, 1), Standing.OVERDUE),
    ],
)
def test_the_worst_is_said(counts: tuple[int, int, int, int], standing: Standing) -> None:
    assert standing_of(*counts) is standing
