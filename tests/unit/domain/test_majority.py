"""A body decides by whole people: at least the quorum takes part, more than the majority agrees."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.domain.errors import InvalidInput
from workflow.domain.majority import Count, Rules, needed_agreed, needed_present, rules_of, why_not_adopted
from workflow.domain.rounds import Standing, named
from workflow.domain.states import DecisionWay

SLIPS = Rules(DecisionWay.SLIPS)
SHARES = st.fractions(min_value=Fraction(1, 2), max_value=Fraction(99, 100))


@pytest.mark.parametrize(
    ("members", "present", "agreed"), [(9, 6, 5), (3, 2, 2), (2, 2, 2), (1, 1, 1), (15, 10, 8), (10, 7, 6)]
)
def test_two_thirds_take_part_and_more_than_half_of_all_agree(members: int, present: int, agreed: int) -> None:
    assert needed_present(SLIPS, members) == present
    assert needed_agreed(SLIPS, Count(members, members, 0)) == agreed


def test_just_half_is_not_enough_and_the_sentence_says_how_many_are() -> None:
    assert why_not_adopted(SLIPS, Count(10, 10, 5, 5)) == "Mới có 5 đồng ý, cần ít nhất 6."
    assert why_not_adopted(SLIPS, Count(9, 5, 5)) == "Mới có 5/9 uỷ viên tham gia, cần ít nhất 6."
    assert why_not_adopted(SLIPS, Count(10, 10, 6, 4)) is None


def test_of_those_present_where_the_rules_of_the_body_say_so() -> None:
    of_present = Rules(DecisionWay.MEETING, of_present=True)
    assert why_not_adopted(of_present, Count(9, 6, 4)) is None
    assert why_not_adopted(SLIPS, Count(9, 6, 4)) is not None


@given(SHARES, SHARES, st.integers(1, 60), st.data())
def test_no_share_is_rounded(quorum: Fraction, majority: Fraction, members: int, data: st.DataObject) -> None:
    rules = rules_of(DecisionWay.SLIPS, str(quorum), str(majority), of_present=data.draw(st.booleans()))
    present = data.draw(st.integers(0, members))
    count = Count(members, present, data.draw(st.integers(0, present)))
    base = present if rules.of_present else members
    adopted = Fraction(present, members) >= quorum and count.agreed > majority * base
    assert (why_not_adopted(rules, count) is None) is adopted


@pytest.mark.parametrize(
    ("quorum", "majority"),
    [("1/3", "1/2"), ("4/3", "1/2"), ("2/3", "1/3"), ("2/3", "1"), ("hai", "1/2"), ("1/0", "1/2")],
)
def test_rules_that_a_minority_or_nobody_could_meet_are_refused(quorum: str, majority: str) -> None:
    with pytest.raises(InvalidInput):
        rules_of(DecisionWay.SLIPS, quorum, majority, of_present=False)


def test_all_may_be_asked_to_take_part() -> None:
    everybody = rules_of(DecisionWay.SLIPS, "1", "1/2", of_present=False)
    assert why_not_adopted(everybody, Count(9, 8, 8)) == "Mới có 8/9 uỷ viên tham gia, cần ít nhất 9."
    assert (everybody.is_collective, Rules().is_collective) == (True, False)


def standing(
    present: int, agreed: int, *, waiting: int = 0, unanswered: int = 0, over: bool = False, able: int = 9
) -> Standing:
    """A round of nine members."""
    count = Count(9, present, agreed, present - agreed)
    return Standing(SLIPS, count, able, [f"Uỷ viên {one}" for one in range(waiting)], unanswered, over)


def test_a_round_of_which_too_many_came_to_write_the_text_waits_for_nobody() -> None:
    hopeless = standing(3, 3, waiting=2, able=5)
    assert (hopeless.awaits or "").startswith("Chỉ 5/9 uỷ viên không phải người soạn")
    assert (hopeless.why_not_ended, hopeless.needs_reason) == (None, False)
    assert standing(3, 3, waiting=3, able=6).why_not_ended


def test_a_round_says_what_it_waits_for() -> None:
    waits = standing(5, 5, waiting=4)
    assert waits.awaits == "Đã có 5/9 phiếu, chờ Uỷ viên 0, Uỷ viên 1, Uỷ viên 2, Uỷ viên 3."
    assert "cần ít nhất 6" in (waits.why_not_ended or "")
    assert standing(9, 4).awaits == "Đủ phiếu nhưng chưa thông qua. Mới có 4 đồng ý, cần ít nhất 5."
    assert standing(9, 9, unanswered=2).awaits == "Còn 2 ý kiến chưa tiếp thu, giải trình."
    assert standing(9, 5).awaits is None


def test_a_round_may_end_with_a_result_or_when_its_day_is_over() -> None:
    early = standing(7, 6, waiting=2)
    assert (early.why_not_ended, early.needs_reason) == (None, True)
    assert standing(7, 6, waiting=2, unanswered=1).why_not_ended == "Còn 1 ý kiến chưa tiếp thu, giải trình."
    over = standing(2, 2, waiting=7, over=True)
    assert (over.why_not_ended, over.needs_reason) == (None, False)
    assert standing(9, 4, unanswered=1).why_not_ended is None  # what was not adopted needs no reply


def test_many_names_are_counted() -> None:
    assert named(list("abcdef")) == "a, b, c, d và 2 đồng chí nữa"
