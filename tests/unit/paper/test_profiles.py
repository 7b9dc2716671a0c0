"""Which guide on format binds a paper."""

import datetime as dt

import pytest

from workflow.domain.paper import ProfileName, profile_for
from workflow.paper.profiles import PROFILES


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(2024, 2, 6), ProfileName.HD36),
        (dt.date(2026, 5, 26), ProfileName.HD36),
        (dt.date(2026, 5, 27), ProfileName.HD05),
        (dt.date(2030, 1, 1), ProfileName.HD05),
    ],
)
def test_the_day_decides(day: dt.date, name: ProfileName) -> None:
    assert profile_for(day, recipients_separator=";") is name
    assert profile_for(day, recipients_separator=",") is name


def test_without_a_day_the_list_of_addressees_decides() -> None:
    assert profile_for(None, recipients_separator=",") is ProfileName.HD36
    assert profile_for(None, recipients_separator=";") is ProfileName.HD05
    assert profile_for(None) is ProfileName.HD05


def test_both_guides_stay_inside_the_rule() -> None:
    for name, profile in PROFILES.items():
        assert profile.name is name
        assert (profile.margin_top, profile.margin_bottom, profile.margin_left, profile.margin_right) == (
            20,
            20,
            30,
            15,
        )
        assert 18 <= profile.body_line <= 22
        assert profile.body_space >= 6
    assert [profile.recipients_separator for profile in PROFILES.values()] == [",", ";"]
