"""How near a due day is: green, amber from three days before, red after it."""

import datetime as dt

import pytest

from workflow.domain.deadlines import Urgency, days_left, soon_until, urgency
from workflow.domain.outline import RESOLUTION_REPORT, Outline
from workflow.domain.sections import roman
from workflow.domain.working_days import WorkingDays

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("days", "state"),
    [(30, Urgency.OK), (4, Urgency.OK), (3, Urgency.SOON), (0, Urgency.SOON), (-1, Urgency.LATE), (-400, Urgency.LATE)],
)
def test_the_colour_follows_the_days(days: int, state: Urgency) -> None:
    due = TODAY + dt.timedelta(days=days)
    assert (urgency(due, TODAY), days_left(due, TODAY)) == (state, days)


# Tết Giáp Thìn: off from Thursday 08/02 to Wednesday 14/02/2024
TET = WorkingDays(off=frozenset(dt.date(2024, 2, day) for day in range(8, 15)))


@pytest.mark.parametrize(
    ("today", "due", "state"),
    [
        (dt.date(2024, 2, 5), dt.date(2024, 2, 15), Urgency.SOON),
        (dt.date(2024, 2, 5), dt.date(2024, 2, 16), Urgency.OK),
        (dt.date(2024, 3, 1), dt.date(2024, 3, 6), Urgency.SOON),
        (dt.date(2024, 3, 1), dt.date(2024, 3, 7), Urgency.OK),
        (dt.date(2024, 2, 10), dt.date(2024, 2, 9), Urgency.LATE),
    ],
)
def test_amber_begins_three_worked_days_before(today: dt.date, due: dt.date, state: Urgency) -> None:
    assert urgency(due, today, soon_until(today, TET)) is state
    assert (TET.left(today, due) <= 3) is (state is not Urgency.OK)


def test_what_has_no_day_is_never_late() -> None:
    assert urgency(None, TODAY) is Urgency.NONE


def test_an_outline_is_kept_as_it_is() -> None:
    assert Outline.from_json(RESOLUTION_REPORT.to_json()) == RESOLUTION_REPORT


def test_the_resolutions_outline_has_its_six_sections_and_three_figures() -> None:
    titles = [section.title for section in RESOLUTION_REPORT.sections]
    assert len(titles) == len({section.key for section in RESOLUTION_REPORT.sections}) == 6
    assert len(RESOLUTION_REPORT.indicators) == 3


@pytest.mark.parametrize(
    ("number", "mark"), [(1, "I"), (4, "IV"), (6, "VI"), (9, "IX"), (14, "XIV"), (40, "XL"), (89, "LXXXIX")]
)
def test_roman_marks(number: int, mark: str) -> None:
    assert roman(number) == mark
