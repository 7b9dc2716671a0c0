"""Which series of numbers a day belongs to (HD36 1.3.1)."""

import datetime as dt

from workflow.domain.series import first_day_of_series, terms_of
from workflow.domain.states import Numbering

FIRST, SECOND = dt.date(2020, 7, 1), dt.date(2025, 7, 1)


def test_terms_follow_each_other_without_a_day_between_or_shared() -> None:
    old, new = terms_of([(SECOND, Numbering.TERM), (FIRST, Numbering.TERM)])
    last = SECOND - dt.timedelta(days=1)
    assert (old.from_day, old.to_day, new.from_day, new.to_day) == (FIRST, last, SECOND, None)
    assert [(one.holds(last), one.holds(SECOND)) for one in (old, new)] == [(True, False), (False, True)]


def test_a_series_runs_through_its_term_or_through_the_year_within_it() -> None:
    day = dt.date(2026, 3, 2)
    assert first_day_of_series(FIRST, Numbering.TERM, day) == FIRST
    assert first_day_of_series(FIRST, Numbering.YEAR, day) == dt.date(2026, 1, 1)
    assert first_day_of_series(SECOND, Numbering.YEAR, dt.date(2025, 9, 9)) == SECOND
