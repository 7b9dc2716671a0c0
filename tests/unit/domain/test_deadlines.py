"""How near a due day is: green, amber from three days before, red after it."""

import datetime as dt

import pytest

from workflow.domain.deadlines import Urgency, days_left, urgency
from workflow.domain.outline import RESOLUTION_REPORT, Outline
from workflow.domain.sections import roman

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("days", "state"),
    [(30, Urgency.OK), (4, Urgency.OK), (3, Urgency.SOON), (0, Urgency.SOON), (-1, Urgency.LATE), (-400, Urgency.LATE)],
)
def test_the_colour_follows_the_days(days: int, state: Urgency) -> None:
    due = TODAY + dt.timedelta(days=days)
    assert (urgency(due, TODAY), days_left(due, TODAY)) == (state, days)


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
