"""A plan kept without its number is known by who issued it, its day, and what it carries out."""

import datetime as dt

import pytest

from workflow.domain.cited_plans import Known, carried_out, may_mean, pairs

DAY = dt.date(2023, 12, 25)
ABOUT = "thực hiện Nghị quyết số 43-NQ/TW, ngày 24/11/2023 của Ban Chấp hành Trung ương Đảng"
CITED = Known("187-KH/TU", DAY, ABOUT)
KEPT = Known("KH/TU", None, ABOUT)


@pytest.mark.parametrize(
    ("kept", "may"),
    [
        (KEPT, True),
        (KEPT._replace(day=DAY), True),
        (KEPT._replace(day=DAY.replace(day=26)), False),
        (KEPT._replace(symbol="188-KH/TU"), False),
        (KEPT._replace(symbol="KH/ĐUK"), False),
        (KEPT._replace(symbol="CTr/TU"), False),
        (KEPT._replace(words="thực hiện Nghị quyết số 57-NQ/TW"), False),
        (KEPT._replace(words=ABOUT.upper().replace("43-NQ/TW", "NQ")), False),
    ],
)
def test_the_plan_that_may_be_meant(kept: Known, may: bool) -> None:
    assert may_mean(CITED, kept) is may


def test_plans_that_name_nothing_are_known_by_their_words() -> None:
    about = "nâng cao chất lượng sinh hoạt chi bộ"
    assert may_mean(CITED._replace(words=about), KEPT._replace(words=about.capitalize()))


def test_whatever_is_not_certain_is_left_to_a_person() -> None:
    other = CITED._replace(symbol="113-KH/ĐUK")
    assert pairs({1: CITED, 2: other}, {7: KEPT}) == {1: 7}
    assert pairs({1: CITED}, {7: KEPT, 8: KEPT}) == {}
    assert pairs({1: CITED, 2: CITED._replace(symbol="190-KH/TU")}, {7: KEPT}) == {}


def test_what_a_plan_carries_out_is_no_plan() -> None:
    assert carried_out(f"{ABOUT}; Kế hoạch số 187 - KH/TU") == {"43-NQ/TW"}
